/* Imports: where packages come from, and how much of them is looked at (spec: "Import declarations").
 *
 * A package that is written in C is declared by a Go text (GoLibrary.find); that text is checked at once,
 * whole. A package from Go's source library is another matter: `fmt` and all that it imports are some
 * hundred thousand lines, of which a program needs a few signatures. So such a package is a mere path and a
 * name until somebody selects a member of it. Then it is opened: its files are parsed without the bodies of
 * functions, and its declarations are collected. Each of them is resolved when it is asked for, in the
 * package's own Checker, which stays alive for that until the program is freed. What the files of that
 * package import are again mere paths.
 *
 * Before it is opened, a package is taken to be named as the last part of its path, as all in the library
 * are. */
#include "go/types/checker.h"

#include "go/syntax/parser.h"

/* ---- Packages --------------------------------------------------------------------------------------- */

static GoPackage *package_enter(GoProgram *program, Str path, Str name) {
    GoPackage *package = ARENA_NEW(&program->arena, GoPackage);
    package->path = arena_copy(&program->arena, path);
    package->name = name;
    strmap_set(&program_state(program)->packages_by_path, package->path, package);
    return package;
}

GoPackage *go_package_new(GoProgram *program, const GoPackageFiles *files) {
    GoPackage *package = package_enter(program, files->path, files->name);
    package->is_standard = files->is_standard;
    return package;
}

void go_package_parse(GoProgram *program, GoPackage *package, const GoPackageFiles *files, bool is_outline,
                      GoErrorList *errors) {
    package->lacks_bodies = files->lacks_bodies;
    package->files = ARENA_ARRAY(&program->arena, GoFile *, files->count);
    package->file_count = files->count;
    for (uint32_t i = 0; i < files->count; i++) {
        const Source *source = files->sources[i];
        GoPos base = go_source_set_add(&program->sources, source);
        package->files[i] = is_outline || files->is_standard
                                ? go_parse_library_file(source, base, is_outline, &program->arena, errors)
                                : go_parse_file(source, base, &program->arena, errors);
    }
    const GoExpr *name = files->count ? package->files[0]->package_name : NULL;
    if (name) package->name = name->name.text;
}

/* ---- Checkers --------------------------------------------------------------------------------------- */

void go_checker_free(Checker *check) {
    intmap_free(&check->valid_types);
    intmap_free(&check->infos);
    intmap_free(&check->receiver_blanks);
    intmap_free(&check->receiver_parameters);
    intmap_free(&check->first_methods);
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

static void import_resolve(GoObject *object) {
    Checker *owner = object->package ? object->package->checker : NULL;
    if (owner) go_check_resolve(owner, object, NULL);
}

static Checker checker_of(GoProgram *program, GoPackage *package, GoErrorList *errors) {
    GoProgramState *state = program_state(program);
    package->scope = go_scope_new(program, state->universe, GO_NO_POS, GO_NO_POS);
    return (Checker){.program = program,
                     .state = state,
                     .arena = &program->arena,
                     .errors = errors,
                     .errors_before = errors->items.count,
                     .package = package,
                     .env = {.declared_pos = GO_NO_POS, .error_pos = GO_NO_POS}};
}

void go_package_check(GoProgram *program, GoPackage *package, GoErrorList *errors) {
    GoProgramState *state = program_state(program);
    Checker check = checker_of(program, package, errors);
    package->checker = &check;
    state->resolve = import_resolve;
    go_check_collect(&check);
    go_check_objects(&check);
    go_check_run_delayed(&check, 0);
    go_check_init_order(&check);
    go_check_unused_imports(&check);
    if (errors->items.count == check.errors_before) go_check_instance_cycles(&check);
    if (errors->items.count == check.errors_before && !program->options.allows_missing_bodies)
        go_check_missing_bodies(&check);
    package->checker = NULL;
    package->is_complete = true;
    VEC_PUSH(&state->packages, package);
    go_checker_free(&check);
}

/* Two known packages of one name cannot be told apart by it. */
static void package_make_known(GoProgram *program, GoPackage *package) {
    if (package->is_known || package == program->main) return;
    package->is_known = true;
    const StrMap *packages = &program_state(program)->packages_by_path;
    for (size_t i = 0; i < packages->count; i++) {
        GoPackage *other = packages->entries[i].value;
        if (other == package || !other->is_known || !str_equal(other->name, package->name)) continue;
        other->shares_name = package->shares_name = true;
    }
}

void go_check_open(Checker *check, GoPos pos, GoPackage *package) {
    if (package->scope) return;
    GoProgram *program = check->program;
    const GoLibrary *library = program->options.library;
    const GoPackageFiles *files = library->files(library->user, package->path);
    Checker *lazy = ARENA_NEW(&program->arena, Checker);
    VEC_PUSH(&check->state->checkers, lazy);
    *lazy = checker_of(program, package, check->errors);
    lazy->is_lazy = true;
    package->checker = lazy;
    if (!files) {
        go_check_error(check, pos, "could not import %s", go_show_str(check, package->path));
        return;
    }
    go_package_parse(program, package, files, true, check->errors);
    package_make_known(program, package);
    go_check_collect(lazy);
}

/* ---- Imports ---------------------------------------------------------------------------------------- */

static const char *library_text(const GoProgram *program, Str path) {
    const GoLibrary *library = program->options.library;
    return library && library->find ? library->find(library->user, path) : NULL;
}

/* The path under which the library has the source of a package; empty: it has none. */
static Str library_locate(const GoProgram *program, Arena *arena, Str path, bool is_standard) {
    const GoLibrary *library = program->options.library;
    return library && library->locate ? library->locate(library->user, arena, path, is_standard) : (Str){0};
}

bool go_import_exists(const GoProgram *program, Str path) {
    if (str_equal_c(path, "unsafe") || library_text(program, path)) return true;
    Arena arena = {0};
    bool is_there = library_locate(program, &arena, path, program->main->is_standard).length > 0;
    arena_free(&arena);
    return is_there;
}

/* A package that is written in C: parses and checks its text. */
static GoPackage *import_native(Checker *check, Str path, const char *text) {
    GoProgram *program = check->program;
    Source *source = base_alloc_zeroed(sizeof *source);
    VEC_PUSH(&check->state->library_sources, source);
    path = arena_copy(&program->arena, path);
    source_init(source, arena_format(&program->arena, "$GOROOT/src/%s.go", path.data), str_from(text));
    const Source *sources[] = {source};
    GoPackageFiles files = {.path = path, .sources = sources, .count = 1};
    GoPackage *package = go_package_new(program, &files);
    package->is_native = true;
    go_package_parse(program, package, &files, false, check->errors);
    go_package_check(program, package, check->errors);
    return package;
}

/* The last part of a path, without the version in "math/rand/v2". */
static Str import_expected_name(Str path) {
    size_t end = path.length;
    for (;;) {
        size_t start = end;
        while (start > 0 && path.data[start - 1] != '/') start--;
        Str part = str_slice(path, start, end);
        bool is_version = start > 0 && part.length >= 2 && part.data[0] == 'v';
        for (size_t i = 1; i < part.length; i++) is_version &= part.data[i] >= '0' && part.data[i] <= '9';
        if (!is_version) return part;
        end = start - 1;
    }
}

/* A package from source that is checked whole. */
static GoPackage *import_whole(Checker *check, GoPos pos, Str path) {
    const GoLibrary *library = check->program->options.library;
    const GoPackageFiles *files = library->files(library->user, path);
    if (!files) {
        go_check_error(check, pos, "could not import %s", go_show_str(check, path));
        return NULL;
    }
    GoPackage *package = go_package_new(check->program, files);
    go_package_parse(check->program, package, files, false, check->errors);
    go_package_check(check->program, package, check->errors);
    return package;
}

static GoPackage *import_source(Checker *check, GoPos pos, Str path) {
    GoPackage *package = strmap_get(&check->state->packages_by_path, path);
    if (package && check->program->options.checks_imports && !package->is_complete) {
        go_check_error(check, pos, "import cycle not allowed");
        return NULL;
    }
    if (package) return package;
    if (check->program->options.checks_imports) return import_whole(check, pos, path);
    package = package_enter(check->program, path, (Str){0});
    package->name = import_expected_name(package->path);
    package->is_standard = true;
    if (check->package->is_standard) return package;
    const GoLibrary *library = check->program->options.library;
    const GoPackageFiles *files = library->files(library->user, package->path);
    if (files && files->name.length) package->name = files->name; /* other packages may be called anything */
    if (files) package->is_standard = files->is_standard;
    return package;
}

/* In the place of a package that is not there, so that its name is known: what is asked of it is no further
 * error. */
static GoPackage *import_stand_in(Checker *check, Str path) {
    GoPackage *package = ARENA_NEW(check->arena, GoPackage);
    package->path = arena_copy(check->arena, path);
    package->name = import_expected_name(package->path);
    package->is_stand_in = true;
    package->scope = go_scope_new(check->program, check->state->universe, GO_NO_POS, GO_NO_POS);
    return package;
}

/* The path as it should be written: without empty parts and dots. */
static Str import_clean(Checker *check, Str path) {
    StrBuf out = {0};
    for (size_t at = 0; at < path.length;) {
        ptrdiff_t slash = str_find_byte(path, '/', at);
        size_t end = slash < 0 ? path.length : (size_t)slash;
        Str part = str_slice(path, at, end);
        if (part.length && !str_equal_c(part, "."))
            strbuf_format(&out, "%s%.*s", out.length ? "/" : "", STR_ARGS(part));
        at = end + 1;
    }
    Str clean = arena_copy(&check->scratch, strbuf_view(&out));
    strbuf_free(&out);
    return clean;
}

static const char *import_failure(Checker *check, Str path) {
    if (path.length && path.data[0] == '/') return "import path cannot be absolute path";
    Str clean = import_clean(check, path);
    if (path.data[0] == '.' || str_equal(clean, path)) return "file not found";
    return go_show_format(check, "non-canonical import path \"%s\" (should be \"%s\")",
                          go_show_str(check, path), clean.data);
}

GoPackage *go_check_import(Checker *check, GoPos pos, Str path) {
    if (str_equal_c(path, "unsafe")) return check->state->unsafe;
    GoPackage *package = strmap_get(&check->state->packages_by_path, path);
    if (package && package->is_native) return package;
    const char *text = library_text(check->program, path);
    if (text) return import_native(check, path, text);
    Str located = library_locate(check->program, &check->scratch, path, check->package->is_standard);
    if (located.length) {
        package = import_source(check, pos, located);
        if (package && check->package == check->program->main) package_make_known(check->program, package);
        return package;
    }
    go_check_error(check, pos, "could not import %s (%s)", go_show_str(check, path),
                   import_failure(check, path));
    return import_stand_in(check, path);
}
