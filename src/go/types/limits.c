/* Limits: what Go's compiler refuses behind its type checker.
 *
 * A program may be right by the language and still be more than the compiler can do: a channel whose elements
 * are larger than 64 kB, an array larger than any memory, a function whose frame takes more than 1 GB (what
 * it takes is estimated here; only huge values are seen). Such things are noted while types are checked, and
 * told only of a program that has no other errors, as the compiler tells them: its later stages never see a
 * wrong program. Only the package that the user asks about is noted. */
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

/* ---- Frames ----------------------------------------------------------------------------------------- */

static const int64_t FRAME_MOST = (int64_t)1 << 30;
static const int64_t VARIABLE_MOST = 10 << 20; /* larger ones live on the heap */

static bool limits_count(const Checker *check) {
    return check->env.function && check->package == check->program->main && !check->is_stencil;
}

static int64_t size_counted(GoType *type) {
    if (!type || go_type_is_parameterized(type)) return 0;
    int64_t size = go_type_size(type);
    return size < ADDRESS_SPACE ? size : ADDRESS_SPACE;
}

static int64_t sizes_of_tuple(GoType *tuple) {
    int64_t sum = 0;
    for (uint32_t i = 0; i < tuple->tuple.count; i++) sum += size_counted(tuple->tuple.variables[i]->type);
    return sum;
}

static int64_t size_of_arguments(GoType *signature) {
    return sizes_of_tuple(signature->signature.parameters) + sizes_of_tuple(signature->signature.results);
}

void go_limits_temporary(Checker *check, GoType *type, int64_t count) {
    int64_t size = limits_count(check) ? size_counted(type) : 0;
    if (size == 0 || count == 0) return;
    int64_t bytes = count < ADDRESS_SPACE / size ? size * count : ADDRESS_SPACE;
    int64_t sum = check->env.temporaries + bytes;
    check->env.temporaries = sum < ADDRESS_SPACE ? sum : ADDRESS_SPACE;
}

/* Results are taken from where the callee left them; only those that wait for a further call are kept. */
void go_limits_call(Checker *check, const GoExpr *call, GoType *signature) {
    if (!limits_count(check)) return;
    int64_t callee = size_of_arguments(signature);
    if (callee > check->env.callee) check->env.callee = callee;
    for (uint32_t i = 0; i < call->call.arguments.count; i++) {
        const GoExpr *argument = call->call.arguments.items[i];
        bool is_call = argument->kind == GO_EXPR_CALL && argument->call.kind == GO_CALL_FUNCTION;
        if (is_call) go_limits_temporary(check, argument->type, 1);
    }
}

static int64_t sizes_of_locals(const GoFunction *function) {
    int64_t sum = 0;
    for (uint32_t i = 0; i < function->locals.count; i++) {
        const GoObject *local = function->locals.items[i];
        int64_t size = local->variable.kind == GO_VARIABLE_LOCAL ? size_counted(local->type) : 0;
        if (size <= VARIABLE_MOST) sum += size;
    }
    return sum;
}

void go_limits_frame(Checker *check) {
    if (!limits_count(check)) return;
    const GoFunction *function = check->env.function;
    int64_t arguments = size_of_arguments(function->signature);
    if (function->receiver) arguments += size_counted(function->receiver->type);
    int64_t locals = sizes_of_locals(function) + check->env.temporaries, callee = check->env.callee;
    if (locals < FRAME_MOST && arguments < FRAME_MOST && locals + callee < FRAME_MOST) return;
    bool is_alone = locals >= FRAME_MOST || arguments >= FRAME_MOST;
    const char *calls = is_alone ? "" : go_show_format(check, " + %lld MB callee", (long long)callee >> 20);
    go_limits_note(check, function->declaration ? function->declaration->pos : go_expr_start(function->type),
                   "stack frame too large (>1GB): %lld MB locals + %lld MB args%s", (long long)locals >> 20,
                   (long long)arguments >> 20, calls);
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
