/* Limits: what Go's compiler refuses behind its type checker.
 *
 * A program may be right by the language and still be more than the compiler can do: a channel whose elements
 * are larger than 64 kB, an array larger than any memory. Such things are noted while types are
 * checked, and told only of a program that has no other errors, as the compiler tells them: its later stages
 * never see a wrong program. Only the package that the user asks about is noted. */
#include "go/syntax/directive.h"
#include "go/types/checker.h"

static const int64_t ADDRESS_SPACE = (int64_t)1 << 50;
enum { CHANNEL_ELEMENT_MOST = (1 << 16) - 1 };

/* A type that was just written down. */
typedef struct Written {
    GoType *type;
    GoPos pos;
} Written;

void go_limits_note(Checker *check, GoPos pos, const char *format, ...) {
    if (check->package != check->program->main || check->is_lazy || check->is_stencil) return;
    va_list arguments;
    va_start(arguments, format);
    go_error_add_list(&check->state->limits, pos, format, arguments);
    va_end(arguments);
}

/* ---- Sizes ------------------------------------------------------------------------------------------ */

static void limits_array(Checker *check, GoType *type, GoPos pos) {
    int64_t element = go_type_size(type->array.element);
    if (element > 0 && type->array.length > (ADDRESS_SPACE - 1) / element)
        go_limits_note(check, pos, "type %s larger than address space", go_show_type(check, type));
}

static void limits_check_written(Checker *check, void *user) {
    const Written *written = user;
    GoType *type = written->type;
    if (go_type_is_parameterized(type)) return;
    if (type->kind == GO_ARRAY)
        limits_array(check, type, written->pos);
    else if (type->kind == GO_CHAN && go_type_size(type->chan.element) > CHANNEL_ELEMENT_MOST)
        go_limits_note(check, written->pos, "channel element type too large (>64kB)");
}

void go_limits_type(Checker *check, GoType *type, GoPos pos) {
    if (check->package != check->program->main || check->is_lazy || check->is_stencil) return;
    Written *written = ARENA_NEW(&check->scratch, Written);
    *written = (Written){type, check->env.declared_pos != GO_NO_POS ? check->env.declared_pos : pos};
    go_check_later(check, limits_check_written, written);
}

/* ---- Types in generic functions --------------------------------------------------------------------- */

static bool function_is_generic(const GoFunction *function) {
    while (function->outer) function = function->outer;
    const GoType *signature = function->signature;
    return signature && (signature->signature.type_parameters.count > 0 ||
                         signature->signature.receiver_type_parameters.count > 0);
}

void go_limits_local_type(Checker *check, GoPos pos) {
    const GoFunction *function = check->env.function;
    if (function && !go_check_allows(check, 20) && function_is_generic(function))
        go_limits_note(check, pos, "type declarations inside generic functions are not currently supported");
}

/* ---- Link names ------------------------------------------------------------------------------------- */

static bool names_code_or_variable(const GoPackage *package, Str name) {
    const GoObject *object = go_scope_lookup(package->scope, name);
    return object && (object->kind == GO_OBJECT_FUNC || object->kind == GO_OBJECT_VAR);
}

static void limits_check_linkname(GoProgram *program, const GoLinkname *linkname, StrMap *seen) {
    GoErrorList *errors = &program_state(program)->limits;
    int minor = program->options.language_minor;
    if (!names_code_or_variable(program->main, linkname->local)) {
        if (minor == 0 || minor >= 18)
            go_error_add(errors, linkname->pos, "//go:linkname must refer to declared function or variable");
    } else if (strmap_find(seen, linkname->local)) {
        go_error_add(errors, linkname->pos, "duplicate //go:linkname for %.*s", STR_ARGS(linkname->local));
    } else {
        strmap_set(seen, linkname->local, NULL);
    }
}

/* ---- Telling ---------------------------------------------------------------------------------------- */

void go_limits_tell(GoProgram *program, GoErrorList *errors) {
    const GoPackage *package = program->main;
    GoErrorList *limits = &program_state(program)->limits;
    StrMap seen = {0};
    for (uint32_t i = 0; i < package->file_count; i++) {
        const GoFile *file = package->files[i];
        for (uint32_t j = 0; j < file->linknames.count && go_directives_may_link(file); j++)
            limits_check_linkname(program, &file->linknames.items[j], &seen);
        go_directives_check(file, program->options.language_minor, limits);
    }
    strmap_free(&seen);
    for (size_t i = 0; i < limits->items.count; i++)
        go_error_add_text(errors, limits->items.items[i].pos, limits->items.items[i].message);
}
