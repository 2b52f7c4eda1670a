/* Package level: collecting what the files of a package declare, then resolving all of it (spec: "Packages",
 * "Import declarations", "Declarations and scope"). */
#include "go/types/checker.h"

#include "base/utf8.h"

#include <string.h>

DeclInfo *go_check_info(Checker *check, const GoObject *object) {
    return intmap_get(&check->infos, (uint64_t)(uintptr_t)object);
}

void go_check_arity(Checker *check, GoPos pos, GoExprList names, GoExprList values, bool is_const,
                    bool is_inherited) {
    if (names.count < values.count) {
        GoExpr *extra = values.items[names.count];
        if (is_inherited)
            go_check_error(check, pos, "extra init expr at %s", go_show_place(check, extra->pos));
        else
            go_check_error(check, go_expr_start(extra), "extra init expr %s", go_show_expr(check, extra));
    } else if (names.count > values.count && (is_const || values.count != 1)) {
        GoExpr *missing = names.items[values.count];
        go_check_error(check, go_expr_start(missing), "missing init expr for %s",
                       go_show_expr(check, missing));
    }
}

/* ---- Imports ---------------------------------------------------------------------------------------- */

static bool import_character_is_valid(uint32_t character) {
    if (character == UTF8_INVALID || character == 0xFFFD || !utf8_is_printable(character)) return false;
    return character > ' ' && !(character < 0x80 && strchr("!\"#$%&'()*,:;<=>?[\\]^{|}`", (int)character));
}

/* Offset of the first character that an import path must not have, or -1. */
static ptrdiff_t import_bad_character(Str path, uint32_t *character) {
    for (size_t at = 0; at < path.length;) {
        size_t start = at;
        *character = utf8_decode(path, &at);
        if (!import_character_is_valid(*character)) return (ptrdiff_t)start;
    }
    return -1;
}

bool go_import_path_is_valid(Str path) {
    uint32_t character;
    return path.length > 0 && import_bad_character(path, &character) < 0;
}

static bool import_check_path(Checker *check, GoExpr *literal, Str path) {
    uint32_t character;
    if (go_import_path_is_valid(path)) return true;
    if (path.length == 0) {
        go_check_error(check, literal->pos, "invalid import path (empty string)");
        return false;
    }
    import_bad_character(path, &character);
    if (character == UTF8_INVALID) character = 0xFFFD;
    StrBuf shown = {0};
    strbuf_format(&shown, "U+%04X", character);
    if (utf8_is_printable(character)) {
        strbuf_append_c(&shown, " '");
        strbuf_append_code_point(&shown, character);
        strbuf_append_char(&shown, '\'');
    }
    go_check_error(check, literal->pos, "invalid import path (invalid character %s)", shown.data);
    strbuf_free(&shown);
    return false;
}

static void import_dot(Checker *check, GoScope *file_scope, GoObject *package_name) {
    const StrMap *names = &package_name->package_name.imported->scope->names;
    for (size_t i = 0; i < names->count; i++) {
        GoObject *object = names->entries[i].value;
        if (!object || !go_object_is_exported(object)) continue;
        if (go_scope_lookup(file_scope, object->name)) {
            go_check_error(check, package_name->pos, "%s redeclared in this block",
                           go_show_str(check, object->name));
            continue;
        }
        strmap_set(&file_scope->names, object->name, object);
        VEC_PUSH(&check->dot_imports, (DotImport){file_scope, object, package_name});
    }
}

static void import_add(Checker *check, GoPackage *package) {
    GoPackage *own = check->package;
    for (uint32_t i = 0; i < own->import_count; i++) {
        if (own->imports[i] == package) return;
    }
    GoPackage **list = ARENA_ARRAY(check->arena, GoPackage *, own->import_count + 1);
    if (own->import_count) memcpy(list, own->imports, own->import_count * sizeof *list);
    list[own->import_count++] = package;
    own->imports = list;
}

static void collect_import(Checker *check, GoFile *file, GoDecl *decl) {
    GoExpr *literal = decl->import.path, *name = decl->import.name;
    if (!literal || literal->literal.is_bad) return;
    if (check->is_lazy && name && str_equal_c(name->name.text, "_")) return;
    Str path = go_constant_literal(check->arena, GO_LITERAL_STRING, literal->literal.text)->string;
    if (!import_check_path(check, literal, path)) return;
    GoPackage *package = go_check_import(check, literal->pos, path);
    if (!package) return;
    decl->import.package = package;
    Str local = name ? name->name.text : package->name;
    if (str_equal_c(local, "init")) {
        go_check_error(check, decl->pos, "cannot import package as init - init must be a func");
        return;
    }
    if (!package->is_stand_in) import_add(check, package);
    GoObject *object = go_object_new(check->program, GO_OBJECT_PACKAGE, local, decl->pos);
    object->package = check->package;
    object->type = go_basic_type(GO_INVALID);
    object->package_name.imported = package;
    object->is_used = package->is_stand_in;
    go_object_list_add(check->program, &check->import_names, object);
    if (str_equal_c(local, ".")) {
        go_check_open(check, literal->pos, package);
        import_dot(check, file->scope, object);
    } else
        go_check_declare(check, file->scope, NULL, object, GO_NO_POS);
}

/* The last part of an import path: what its package is expected to be called. */
static Str import_base(Str path) {
    size_t start = path.length;
    while (start > 0 && path.data[start - 1] != '/') start--;
    return str_slice(path, start, path.length);
}

void go_check_unused_imports(Checker *check) {
    for (uint32_t i = 0; i < check->import_names.count; i++) {
        GoObject *object = check->import_names.items[i];
        if (object->is_used || str_equal_c(object->name, "_")) continue;
        Str path = object->package_name.imported->path;
        const char *quoted = go_show_str(check, path);
        if (str_equal(object->name, import_base(path)) || str_equal_c(object->name, "."))
            go_check_error(check, object->pos, "imported and not used: \"%s\"", quoted);
        else
            go_check_error(check, object->pos, "imported and not used: \"%s\" as %s", quoted,
                           go_show_str(check, object->name));
    }
}

/* ---- Collecting ------------------------------------------------------------------------------------- */

static DeclInfo *collect_info(Checker *check, GoFile *file, GoDecl *decl, GoObject *object) {
    DeclInfo *info = ARENA_NEW(check->arena, DeclInfo);
    info->file_scope = file->scope;
    info->decl = decl;
    object->package = check->package;
    intmap_set(&check->infos, (uint64_t)(uintptr_t)object, info);
    go_object_list_add(check->program, &check->objects, object);
    return info;
}

/* False: the name is reserved (reported). */
static bool collect_declare(Checker *check, GoExpr *name, GoObject *object) {
    bool is_main = str_equal_c(object->name, "main") && str_equal_c(check->package->name, "main");
    if (is_main || str_equal_c(object->name, "init")) {
        go_check_error(check, go_expr_start(name), "cannot declare %s - must be func",
                       go_show_expr(check, name));
        return false;
    }
    go_check_declare(check, check->package->scope, name, object, GO_NO_POS);
    return true;
}

static void collect_constants(Checker *check, GoFile *file, GoDecl *decl) {
    GoDecl *source = decl->value.inherited ? decl->value.inherited : decl;
    GoExprList names = decl->value.names, values = source->value.values;
    for (uint32_t i = 0; i < names.count; i++) {
        GoExpr *name = names.items[i];
        GoObject *object = go_object_new(check->program, GO_OBJECT_CONST, name->name.text, name->pos);
        object->package = check->package;
        if (!collect_declare(check, name, object)) continue;
        DeclInfo *info = collect_info(check, file, decl, object);
        info->type = source->value.type;
        info->init = i < values.count ? values.items[i] : NULL;
        info->iota = decl->value.iota;
        info->is_inherited = source != decl;
        name->name.object = object;
    }
    go_check_arity(check, decl->pos, names, values, true, source != decl);
}

static void collect_variables(Checker *check, GoFile *file, GoDecl *decl) {
    GoExprList names = decl->value.names, values = decl->value.values;
    GoObject **left = ARENA_ARRAY(check->arena, GoObject *, names.count);
    bool is_call = values.count == 1 && names.count > 1;
    DeclInfo *shared = NULL;
    for (uint32_t i = 0; i < names.count; i++) {
        GoExpr *name = names.items[i];
        GoObject *object = left[i] = go_object_new(check->program, GO_OBJECT_VAR, name->name.text, name->pos);
        object->package = check->package;
        object->variable.kind = GO_VARIABLE_PACKAGE;
        object->variable.declaration = decl;
        object->is_used = true;
        name->name.object = object;
        if (!collect_declare(check, name, object)) continue;
        go_object_list_add(check->program, &check->package->variables, object);
        DeclInfo *info = collect_info(check, file, decl, object);
        if (is_call && shared) {
            intmap_set(&check->infos, (uint64_t)(uintptr_t)object, shared);
            continue;
        }
        shared = info;
        info->type = decl->value.type;
        info->init = i < values.count ? values.items[i] : NULL;
        info->left = is_call ? left : NULL;
        info->left_count = is_call ? names.count : 1;
    }
    if (!decl->value.type || values.count) go_check_arity(check, decl->pos, names, values, false, false);
}

static void collect_check_parameters(Checker *check, GoFieldList parameters) {
    if (parameters.count) go_check_require(check, parameters.items[0]->pos, 18, "type parameter");
}

static void collect_type(Checker *check, GoFile *file, GoDecl *decl) {
    collect_check_parameters(check, decl->type.type_parameters);
    GoExpr *name = decl->type.name;
    GoObject *object = go_object_new(check->program, GO_OBJECT_TYPE, name->name.text, name->pos);
    object->package = check->package;
    object->type_name.is_alias = decl->type.is_alias;
    if (collect_declare(check, name, object)) collect_info(check, file, decl, object);
}

static void collect_plain_function(Checker *check, GoDecl *decl, GoObject *object) {
    const GoFunctionType *type = &decl->function.function->type->function_type;
    bool is_init = str_equal_c(object->name, "init");
    bool is_main = str_equal_c(object->name, "main") && str_equal_c(check->package->name, "main");
    const char *name = go_show_str(check, object->name);
    if (is_init || is_main) {
        if (type->type_parameters.count)
            go_check_error(check, type->type_parameters.items[0]->pos, "func %s must have no type parameters",
                           name);
        if (type->parameters.count || type->results.count)
            go_check_error(check, decl->pos, "func %s must have no arguments and no return values", name);
    }
    if (is_init && !decl->function.function->body && !check->is_lazy)
        go_check_error(check, object->pos, "missing function body");
    if (!is_init)
        go_check_declare(check, check->package->scope, decl->function.name, object, GO_NO_POS);
    else
        decl->function.name->name.object = object;
}

/* The type that a method is declared for: through aliases, but not through a second pointer. */
static GoObject *collect_method_base(Checker *check, GoExpr *type, bool *is_pointer) {
    for (int length = 0; length < 100; length++) {
        bool has_pointer;
        GoExpr *name = go_receiver_base(type, &has_pointer, NULL);
        if (!name || (has_pointer && *is_pointer)) return NULL;
        *is_pointer |= has_pointer;
        GoObject *object = go_scope_lookup(check->package->scope, name->name.text);
        DeclInfo *info = object && object->kind == GO_OBJECT_TYPE ? go_check_info(check, object) : NULL;
        if (!info) return NULL;
        if (!info->decl->type.is_alias) return object;
        type = info->decl->type.type;
    }
    return NULL;
}

static void collect_function(Checker *check, GoFile *file, GoDecl *decl) {
    GoExpr *name = decl->function.name;
    GoObject *object = go_object_new(check->program, GO_OBJECT_FUNC, name->name.text, name->pos);
    object->package = check->package;
    collect_check_parameters(check, decl->function.function->type->function_type.type_parameters);
    if (decl->function.receiver) {
        object->func.is_method = true;
        name->name.object = object;
    } else {
        collect_plain_function(check, decl, object);
    }
    collect_info(check, file, decl, object);
    GoPackage *package = check->package;
    package->functions[package->function_count++] = decl->function.function;
}

static void collect_file(Checker *check, GoFile *file) {
    file->scope = go_scope_new(check->program, check->package->scope, file->base, file->end);
    file->scope->language_minor = go_check_file_language(check, file);
    for (GoDecl *decl = file->declarations; decl; decl = decl->next) {
        switch (decl->kind) {
        case GO_DECL_IMPORT: collect_import(check, file, decl); break;
        case GO_DECL_CONST: collect_constants(check, file, decl); break;
        case GO_DECL_VAR: collect_variables(check, file, decl); break;
        case GO_DECL_TYPE: collect_type(check, file, decl); break;
        case GO_DECL_FUNCTION: collect_function(check, file, decl); break;
        }
    }
}

/* No name may be both imported into a file and declared in the package. */
static void collect_check_conflicts(Checker *check, const GoFile *file) {
    for (size_t i = 0; i < file->scope->names.count; i++) {
        GoObject *object = file->scope->names.entries[i].value;
        GoObject *other = go_scope_lookup(check->package->scope, file->scope->names.entries[i].key);
        if (!other) continue;
        const char *name = go_show_str(check, other->name);
        if (object->kind == GO_OBJECT_PACKAGE)
            go_check_error(
                check, other->pos,
                "%s already declared through import of package %s (\"%s\")\n\t%s: other declaration of %s",
                name, go_show_str(check, object->package_name.imported->name),
                go_show_str(check, object->package_name.imported->path), go_show_place(check, object->pos),
                go_show_str(check, object->name));
        else
            go_check_error(check, other->pos,
                           "%s already declared through dot-import of package %s (\"%s\")\n\t%s: other "
                           "declaration of %s",
                           name, go_show_str(check, object->package->name),
                           go_show_str(check, object->package->path), go_show_place(check, object->pos),
                           go_show_str(check, object->name));
    }
}

/* From the last one to the first, since each is put in front of its type's list. */
static void collect_methods(Checker *check) {
    for (uint32_t i = check->objects.count; i-- > 0;) {
        GoObject *object = check->objects.items[i];
        if (object->kind != GO_OBJECT_FUNC || !object->func.is_method) continue;
        if (str_equal_c(object->name, "_")) continue;
        DeclInfo *info = go_check_info(check, object);
        bool is_pointer = false;
        GoObject *base = collect_method_base(check, info->decl->function.receiver->type, &is_pointer);
        if (!base) continue;
        object->func.has_pointer_receiver = is_pointer;
        uint64_t key = (uint64_t)(uintptr_t)base;
        uintptr_t next = (uintptr_t)intmap_get(&check->first_methods, key);
        VEC_PUSH(&check->methods, (MethodInfo){object, (uint32_t)next});
        intmap_set(&check->first_methods, key, (void *)(uintptr_t)check->methods.count);
    }
}

void go_check_collect(Checker *check) {
    GoPackage *package = check->package;
    for (uint32_t i = 0; i < package->file_count; i++) {
        const GoExpr *name = package->files[i]->package_name;
        if (name && str_equal_c(name->name.text, "_"))
            go_check_error(check, name->pos, "invalid package name _");
    }
    size_t functions = 0;
    for (uint32_t i = 0; i < package->file_count; i++) {
        for (GoDecl *decl = package->files[i]->declarations; decl; decl = decl->next)
            functions += decl->kind == GO_DECL_FUNCTION;
    }
    package->functions = ARENA_ARRAY(check->arena, GoFunction *, functions + 1);
    for (uint32_t i = 0; i < package->file_count; i++) collect_file(check, package->files[i]);
    for (uint32_t i = 0; i < package->file_count && !check->is_lazy; i++)
        collect_check_conflicts(check, package->files[i]);
    collect_methods(check);
}

/* ---- Resolving all ---------------------------------------------------------------------------------- */

/* Types before aliases before the rest: so methods are there when somebody looks for them. */
void go_check_objects(Checker *check) {
    for (int round = 0; round < 3; round++) {
        for (uint32_t i = 0; i < check->objects.count; i++) {
            GoObject *object = check->objects.items[i];
            int own = object->kind != GO_OBJECT_TYPE ? 2 : go_check_info(check, object)->decl->type.is_alias;
            if (own == round) go_check_resolve(check, object, NULL);
        }
    }
}
