/* The checker's frame: programs, errors, texts for messages, delayed work. */
#include "go/types/check.h"

#include "go/syntax/directive.h"
#include "go/syntax/line_directive.h"
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

const char *go_show_qualified_type(Checker *check, GoType *type) {
    return go_type_text(&check->scratch, type, NULL).data;
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

static const char *show_place(Checker *check, GoPos pos, GoAppendPath *append_path) {
    uint32_t offset;
    const Source *source = go_source_set_find(&check->program->sources, pos, &offset);
    if (!source) return "?";
    StrBuf place = {0};
    go_append_both_places(&place, source, offset, append_path);
    const char *text = go_show_str(check, strbuf_view(&place));
    strbuf_free(&place);
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
    strbuf_format(out, go_type_is_generic(type) ? " of parameterized type %s" : " of type %s",
                  go_show_type(check, type));
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

/* ---- Programs --------------------------------------------------------------------------------------- */

static bool program_has_syntax_errors(const GoErrorList *errors, const GoPackage *package) {
    for (size_t i = 0; i < errors->items.count; i++) {
        Str message = errors->items.items[i].message;
        if (str_starts_with(message, STR("syntax error")) ||
            str_equal_c(message, "exceeded max nesting depth"))
            return true;
    }
    for (uint32_t i = 0; i < package->file_count; i++) {
        if (!package->files[i]->package_name) return true;
    }
    return false;
}

/* What the go command finds out before it calls the compiler. False after an error. */
static bool program_check_imports(GoProgram *program, GoFile *file, DiagnosticList *diagnostics) {
    bool is_good = true;
    for (GoDecl *decl = file->declarations; decl && decl->kind == GO_DECL_IMPORT; decl = decl->next) {
        GoExpr *literal = decl->import.path;
        if (!literal || literal->literal.is_bad) continue;
        Str path = go_constant_literal(&program->arena, GO_LITERAL_STRING, literal->literal.text)->string;
        if (!go_import_path_is_valid(path) || go_import_exists(program, path)) continue;
        go_report_unknown_import(diagnostics, file->source, literal->pos - file->base, path);
        is_good = false;
    }
    return is_good;
}

static bool program_has_main(const GoProgram *program) {
    GoObject *object = go_scope_lookup(program->main->scope, STR("main"));
    return object && object->kind == GO_OBJECT_FUNC;
}

static bool program_complain(DiagnosticList *diagnostics, const char *kind, const char *message) {
    diagnostic_add(diagnostics, kind, NULL, (SourceSpan){0, 0}, "%s", message);
    return false;
}

/* Checks the parsed package, if it may be checked at all. */
static bool program_check_parsed(GoProgram *program, bool is_program, GoErrorList *errors,
                                 DiagnosticList *diagnostics) {
    GoPackage *package = program->main;
    bool is_good = true;
    bool is_parsed = !program_has_syntax_errors(errors, package);
    if (!is_parsed && !(program->options.is_checker_only && package->name.length)) {
        is_good = false;
    } else {
        bool is_asked = !program->options.is_compiler_only; /* the go command, before the compiler */
        for (uint32_t i = 0; i < package->file_count && is_asked; i++)
            is_good &= program_check_imports(program, package->files[i], diagnostics);
        if (!is_good) return false;
        bool is_main = str_equal_c(package->name, "main");
        if (is_program && !is_main)
            return program_complain(diagnostics, go_diagnostic_load,
                                    "package command-line-arguments is not a main package");
        go_package_check(program, package, errors);
        if (errors->items.count == 0) go_limits_tell(program, errors);
        if (errors->items.count == 0) go_program_make_stencils(program, errors);
        is_good = errors->items.count == 0;
        if (is_good && is_asked && is_main && !program_has_main(program))
            is_good = program_complain(diagnostics, NULL,
                                       "runtime.main_main\xC2\xB7"
                                       "f: function main is undeclared in the main package");
    }
    const GoCheckOptions *options = &program->options;
    GoErrorsShown shown = options->is_checker_only    ? GO_ERRORS_ALL
                          : options->is_compiler_only ? GO_ERRORS_NO_ECHOES
                                                      : GO_ERRORS_FIRST_TEN;
    go_errors_flush(errors, &program->sources, shown, diagnostics);
    return is_good;
}

static bool program_check(GoProgram *program, const GoPackageFiles *files, bool is_program,
                          DiagnosticList *diagnostics) {
    bool is_asked = !program->options.is_compiler_only;
    for (uint32_t i = 0; i < files->count && is_asked; i++)
        if (!go_report_preliminary(diagnostics, files->sources[i])) return false;
    GoErrorList errors = {0};
    program->main = go_package_new(program, files);
    go_package_parse(program, program->main, files, false, &errors);
    bool is_good = program_check_parsed(program, is_program, &errors, diagnostics);
    program_state(program)->resolve = NULL; /* there is no list of errors any more */
    go_errors_free(&errors);
    return is_good;
}

static GoProgram *program_new(const GoPackageFiles *files, bool is_program, const GoCheckOptions *options,
                              DiagnosticList *diagnostics) {
    GoProgram *program = base_alloc_zeroed(sizeof *program);
    program->private_state = base_alloc_zeroed(sizeof(GoProgramState));
    if (options) program->options = *options;
    go_universe_init(program);
    if (!program_check(program, files, is_program, diagnostics)) {
        go_program_free(program);
        return NULL;
    }
    GoProgramState *state = program_state(program);
    program->packages = state->packages.items;
    program->package_count = (uint32_t)state->packages.count;
    return program;
}

GoProgram *go_check_program(const Source *source, const GoCheckOptions *options,
                            DiagnosticList *diagnostics) {
    GoPackageFiles files = {.path = STR("main"), .sources = &source, .count = 1};
    return program_new(&files, true, options, diagnostics);
}

GoProgram *go_check_package(const GoPackageFiles *files, const GoCheckOptions *options,
                            DiagnosticList *diagnostics) {
    return program_new(files, false, options, diagnostics);
}

void go_program_free(GoProgram *program) {
    if (!program) return;
    GoProgramState *state = program_state(program);
    for (GoScope *scope = program->scopes; scope; scope = scope->next_created) strmap_free(&scope->names);
    for (size_t i = 0; i < state->library_sources.count; i++) {
        source_free(state->library_sources.items[i]);
        free(state->library_sources.items[i]);
    }
    for (size_t i = 0; i < state->checkers.count; i++) go_checker_free(state->checkers.items[i]);
    VEC_FREE(&state->checkers);
    VEC_FREE(&state->library_sources);
    VEC_FREE(&state->packages);
    strmap_free(&state->packages_by_path);
    intmap_free(&state->instances);
    VEC_FREE(&state->instance_list);
    VEC_FREE(&state->stencils);
    intmap_free(&state->stencil_table);
    go_errors_free(&state->limits);
    go_source_set_free(&program->sources);
    arena_free(&program->arena);
    free(state);
    free(program);
}
