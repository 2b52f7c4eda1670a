/* The checker's frame: programs, packages, imports, errors, delayed work. */
#include "go/types/check.h"

#include "go/syntax/parser.h"
#include "go/syntax/path.h"
#include "go/types/checker.h"
#include "go/types/report.h"

#include <string.h>

/* ---- Texts for messages ------------------------------------------------------------------------------ */

const char *go_show_str(Checker *check, Str text) {
    return arena_copy(&check->scratch, text).data;
}

const char *go_show_format(Checker *check, const char *format, ...) {
    StrBuf out = {0};
    va_list arguments;
    va_start(arguments, format);
    strbuf_format_list(&out, format, arguments);
    va_end(arguments);
    const char *text = go_show_str(check, strbuf_view(&out));
    strbuf_free(&out);
    return text;
}

const char *go_show_type(Checker *check, GoType *type) {
    return go_type_text(&check->scratch, type, check->package).data;
}

const char *go_show_expr(Checker *check, const GoExpr *expr) {
    return go_expr_text(&check->scratch, expr).data;
}

const char *go_show_constant(Checker *check, const GoConstant *constant, GoType *type) {
    StrBuf out = {0};
    unsigned flags = type ? go_type_flags(type) : 0;
    go_constant_print(&out, constant, flags);
    const char *text = go_show_str(check, strbuf_view(&out));
    strbuf_free(&out);
    return text;
}

static const char *show_place(Checker *check, GoPos pos, void (*append_path)(StrBuf *out, Str path)) {
    uint32_t offset;
    const Source *source = go_source_set_find(&check->program->sources, pos, &offset);
    if (!source) return "?";
    SourcePlace place = source_place(source, offset);
    StrBuf path = {0};
    append_path(&path, source->path);
    const char *text = go_show_format(check, "%s:%u:%u", path.data, place.line, place.column);
    strbuf_free(&path);
    return text;
}

const char *go_show_place(Checker *check, GoPos pos) {
    return show_place(check, pos, go_append_shown_path);
}

const char *go_show_absolute_place(Checker *check, GoPos pos) {
    return show_place(check, pos, go_append_absolute_path);
}

const char *go_show_object(Checker *check, const GoObject *object) {
    static const char *const kinds[] = {"",     "package", "const",   "type", "var",
                                        "func", "label",   "builtin", "nil"};
    return go_show_format(check, "%s %s%s%s", kinds[object->kind], go_show_str(check, object->name),
                          object->type ? " " : "", object->type ? go_show_type(check, object->type) : "");
}

static const char *const operand_modes[] = {
    [GO_MODE_INVALID] = "invalid operand",
    [GO_MODE_VOID] = "no value",
    [GO_MODE_BUILTIN] = "built-in",
    [GO_MODE_TYPE] = "type",
    [GO_MODE_CONSTANT] = "constant",
    [GO_MODE_VARIABLE] = "variable",
    [GO_MODE_MAP_INDEX] = "map index expression",
    [GO_MODE_VALUE] = "value",
    [GO_MODE_NIL] = "nil",
    [GO_MODE_COMMA_OK] = "comma, ok expression",
};

static void operand_append_type(Checker *check, StrBuf *out, GoType *type) {
    if (type->kind == GO_INVALID) {
        strbuf_append_c(out, " with invalid type");
        return;
    }
    bool is_generic =
        go_type_is_generic(type) || (type->kind == GO_FUNC && type->signature.type_parameters.count);
    strbuf_format(out, is_generic ? " of parameterized type %s" : " of type %s", go_show_type(check, type));
    if (type->kind == GO_TYPE_PARAMETER && type->type_parameter.constraint)
        strbuf_format(out, " constrained by %s", go_show_type(check, type->type_parameter.constraint));
}

const char *go_show_operand(Checker *check, const GoOperand *x) {
    if (x->mode == GO_MODE_NIL)
        return x->type && x->type->kind == GO_INVALID ? "nil (with invalid type)" : "nil";
    StrBuf out = {0};
    const char *expr = x->expr ? go_show_expr(check, x->expr) : "";
    strbuf_append_c(&out, expr);
    if (expr[0]) strbuf_append_c(&out, " (");
    bool has_type = x->type && x->mode != GO_MODE_INVALID && x->mode != GO_MODE_VOID &&
                    x->mode != GO_MODE_BUILTIN && x->mode != GO_MODE_TYPE;
    bool is_untyped = has_type && go_type_is_untyped(x->type);
    if (is_untyped) strbuf_format(&out, "%s ", go_basic_names[x->type->kind]);
    strbuf_append_c(&out, operand_modes[x->mode]);
    if (x->mode == GO_MODE_CONSTANT && x->constant) {
        const char *value = go_show_constant(check, x->constant, x->shows_integer ? NULL : x->type);
        if (strcmp(value, expr) != 0) strbuf_format(&out, " %s", value);
    }
    if (has_type && !is_untyped) operand_append_type(check, &out, x->type);
    if (expr[0]) strbuf_append_char(&out, ')');
    const char *text = go_show_str(check, strbuf_view(&out));
    strbuf_free(&out);
    return text;
}

GoPos go_operand_pos(const GoOperand *x) {
    return x->expr ? go_expr_start(x->expr) : GO_NO_POS;
}

/* ---- Errors ----------------------------------------------------------------------------------------- */

void go_check_error(Checker *check, GoPos pos, const char *format, ...) {
    StrBuf message = {0};
    va_list arguments;
    va_start(arguments, format);
    strbuf_format_list(&message, format, arguments);
    va_end(arguments);
    bool has_errors = check->errors->items.count > check->errors_before;
    bool is_echo = strstr(message.data, "invalid operand") || strstr(message.data, "invalid type");
    if (!(has_errors && is_echo)) {
        if (check->env.error_pos != GO_NO_POS) pos = check->env.error_pos;
        go_error_add_text(check->errors, pos, strbuf_view(&message));
    }
    strbuf_free(&message);
}

/* ---- Delayed work ----------------------------------------------------------------------------------- */

void go_check_later(Checker *check, void (*run)(Checker *check, void *user), void *user) {
    VEC_PUSH(&check->delayed, (Delayed){run, user});
}

void go_check_run_delayed(Checker *check, size_t from) {
    for (size_t i = from; i < check->delayed.count; i++) {
        Delayed delayed = check->delayed.items[i];
        delayed.run(check, delayed.user);
    }
    check->delayed.count = from;
}

bool go_check_allows(const Checker *check, int minor) {
    int language = check->program->options.language_minor;
    return language == 0 || language >= minor;
}

/* ---- Packages --------------------------------------------------------------------------------------- */

static void check_free(Checker *check) {
    intmap_free(&check->infos);
    intmap_free(&check->receiver_blanks);
    intmap_free(&check->receiver_parameters);
    VEC_FREE(&check->parameter_lists);
    VEC_FREE(&check->instance_vertices);
    VEC_FREE(&check->instance_edges);
    VEC_FREE(&check->delayed);
    VEC_FREE(&check->methods);
    VEC_FREE(&check->dot_imports);
    VEC_FREE(&check->path);
    VEC_FREE(&check->function_scopes);
    arena_free(&check->scratch);
}

static void check_resolve_hook(void *checker, GoObject *object) {
    Checker *check = checker;
    if (object->package == check->package) go_check_resolve(check, object, NULL);
}

static void check_package(GoProgram *program, GoPackage *package, GoErrorList *errors) {
    GoProgramState *state = program_state(program);
    Checker check = {.program = program,
                     .state = state,
                     .arena = &program->arena,
                     .errors = errors,
                     .errors_before = errors->items.count,
                     .package = package,
                     .env = {.error_pos = GO_NO_POS}};
    void (*outer_resolve)(void *checker, GoObject *object) = state->resolve;
    void *outer_checker = state->checker;
    package->scope = go_scope_new(program, state->universe, GO_NO_POS, GO_NO_POS);
    go_check_collect(&check);
    state->resolve = check_resolve_hook;
    state->checker = &check;
    go_check_objects(&check);
    go_check_run_delayed(&check, 0);
    go_check_init_order(&check);
    go_check_unused_imports(&check);
    go_check_instance_cycles(&check);
    if (errors->items.count == check.errors_before) go_check_missing_bodies(&check);
    state->resolve = outer_resolve;
    state->checker = outer_checker;
    package->is_complete = true;
    VEC_PUSH(&state->packages, package);
    check_free(&check);
}

static GoPackage *package_new(GoProgram *program, Str path, GoFile *file) {
    GoPackage *package = ARENA_NEW(&program->arena, GoPackage);
    package->path = path;
    package->name = file->package_name ? file->package_name->name.text : path;
    package->files = ARENA_ARRAY(&program->arena, GoFile *, 1);
    package->files[0] = file;
    package->file_count = 1;
    return package;
}

static const char *library_text(const GoProgram *program, Str path) {
    const GoLibrary *library = program->options.library;
    return library ? library->find(library->user, path) : NULL;
}

static GoPackage *package_known(GoProgramState *state, Str path) {
    if (str_equal_c(path, "unsafe")) return state->unsafe;
    for (size_t i = 0; i < state->packages.count; i++) {
        if (str_equal(state->packages.items[i]->path, path)) return state->packages.items[i];
    }
    return NULL;
}

/* Parses and checks a package of the library. */
static GoPackage *package_load(GoProgram *program, Str path, const char *text, GoErrorList *errors) {
    GoProgramState *state = program_state(program);
    Source *source = base_alloc_zeroed(sizeof *source);
    VEC_PUSH(&state->library_sources, source);
    path = arena_copy(&program->arena, path);
    source_init(source, arena_format(&program->arena, "$GOROOT/src/%s.go", path.data), str_from(text));
    GoPos base = go_source_set_add(&program->sources, source);
    GoFile *file = go_parse_file(source, base, &program->arena, errors);
    GoPackage *package = package_new(program, path, file);
    package->is_native = true;
    check_package(program, package, errors);
    return package;
}

GoPackage *go_check_import(Checker *check, GoPos pos, Str path) {
    GoPackage *package = package_known(check->state, path);
    if (package) return package;
    const char *text = library_text(check->program, path);
    if (text) return package_load(check->program, path, text, check->errors);
    go_check_error(check, pos, "could not import %s", go_show_str(check, path));
    return NULL;
}

/* ---- Programs --------------------------------------------------------------------------------------- */

static bool program_has_syntax_errors(const GoErrorList *errors, const GoFile *file) {
    for (size_t i = 0; i < errors->items.count; i++) {
        Str message = errors->items.items[i].message;
        if (str_starts_with(message, STR("syntax error")) ||
            str_equal_c(message, "exceeded max nesting depth"))
            return true;
    }
    return !file->package_name;
}

/* What the go command finds out before it calls the compiler. False after an error. */
static bool program_check_imports(GoProgram *program, GoFile *file, DiagnosticList *diagnostics) {
    bool is_good = true;
    for (GoDecl *decl = file->declarations; decl && decl->kind == GO_DECL_IMPORT; decl = decl->next) {
        GoExpr *literal = decl->import.path;
        if (!literal || literal->literal.is_bad) continue;
        Str path = go_constant_literal(&program->arena, GO_LITERAL_STRING, literal->literal.text)->string;
        if (!go_import_path_is_valid(path) || str_equal_c(path, "unsafe") || library_text(program, path))
            continue;
        go_report_unknown_import(diagnostics, file->source, literal->pos - file->base, path);
        is_good = false;
    }
    return is_good;
}

static bool program_has_main(const GoProgram *program) {
    GoObject *object = go_scope_lookup(program->main->scope, STR("main"));
    return object && object->kind == GO_OBJECT_FUNC;
}

static bool program_check(GoProgram *program, const Source *source, DiagnosticList *diagnostics) {
    GoErrorList errors = {0};
    GoPos base = go_source_set_add(&program->sources, source);
    if (!go_report_preliminary(diagnostics, source)) return false;
    GoFile *file = go_parse_file(source, base, &program->arena, &errors);
    bool is_good = !program_has_syntax_errors(&errors, file);
    if (is_good && !program_check_imports(program, file, diagnostics)) {
        go_errors_free(&errors);
        return false;
    }
    if (is_good && !str_equal_c(file->package_name->name.text, "main")) {
        diagnostic_add(diagnostics, go_diagnostic_load, NULL, (SourceSpan){0, 0},
                       "package command-line-arguments is not a main package");
        go_errors_free(&errors);
        return false;
    }
    if (is_good) {
        program->main = package_new(program, STR("main"), file);
        check_package(program, program->main, &errors);
        is_good = errors.items.count == 0;
        if (is_good && !program_has_main(program)) {
            diagnostic_add(diagnostics, NULL, NULL, (SourceSpan){0, 0},
                           "runtime.main_main\xC2\xB7"
                           "f: function main is undeclared in the main package");
            is_good = false;
        }
    }
    go_errors_flush(&errors, &program->sources, diagnostics);
    go_errors_free(&errors);
    return is_good;
}

GoProgram *go_check_program(const Source *source, const GoCheckOptions *options,
                            DiagnosticList *diagnostics) {
    GoProgram *program = base_alloc_zeroed(sizeof *program);
    program->private_state = base_alloc_zeroed(sizeof(GoProgramState));
    if (options) program->options = *options;
    go_universe_init(program);
    if (!program_check(program, source, diagnostics)) {
        go_program_free(program);
        return NULL;
    }
    GoProgramState *state = program_state(program);
    program->packages = state->packages.items;
    program->package_count = (uint32_t)state->packages.count;
    return program;
}

void go_program_free(GoProgram *program) {
    if (!program) return;
    GoProgramState *state = program_state(program);
    for (GoScope *scope = program->scopes; scope; scope = scope->next_created) strmap_free(&scope->names);
    for (size_t i = 0; i < state->library_sources.count; i++) {
        source_free(state->library_sources.items[i]);
        free(state->library_sources.items[i]);
    }
    VEC_FREE(&state->library_sources);
    VEC_FREE(&state->packages);
    intmap_free(&state->instances);
    go_source_set_free(&program->sources);
    arena_free(&program->arena);
    free(state);
    free(program);
}
