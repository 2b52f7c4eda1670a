/* Errors: sorting and thinning out what was found. */
#include "go/syntax/errors.h"

#include "base/map.h"
#include "go/syntax/line_directive.h"

#include <stdlib.h>
#include <string.h>

enum { ERRORS_SHOWN = 10 };

void go_error_add_text(GoErrorList *errors, GoPos pos, Str message) {
    GoError error = {
        .pos = pos, .order = (uint32_t)errors->items.count, .message = arena_copy(&errors->arena, message)};
    VEC_PUSH(&errors->items, error);
}

void go_error_add_list(GoErrorList *errors, GoPos pos, const char *format, va_list arguments) {
    StrBuf message = {0};
    strbuf_format_list(&message, format, arguments);
    go_error_add_text(errors, pos, strbuf_view(&message));
    strbuf_free(&message);
}

void go_error_add(GoErrorList *errors, GoPos pos, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    go_error_add_list(errors, pos, format, arguments);
    va_end(arguments);
}

static int errors_compare(const void *a, const void *b) {
    const GoError *x = a, *y = b;
    if (x->group != y->group) return x->group < y->group ? -1 : 1;
    if (x->pos != y->pos) return x->pos < y->pos ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static void errors_emit(const GoSourceSet *sources, GoPos pos, Str message, DiagnosticList *diagnostics) {
    uint32_t offset = 0;
    const Source *source = go_source_set_find(sources, pos, &offset);
    diagnostic_add(diagnostics, NULL, source, (SourceSpan){offset, offset}, "%.*s", STR_ARGS(message));
}

/* Only the first syntax error of a line counts, in the order of finding: what follows is mostly its echo. And
 * no other message counts twice in a row on a line. Returns how many are kept. */
static size_t errors_drop_echoes(GoErrorList *errors, const GoSourceSet *sources) {
    size_t kept = 0;
    uint32_t last_syntax_line = 0, last_line = 0;
    Str last = {0};
    for (size_t i = 0; i < errors->items.count; i++) {
        GoError error = errors->items.items[i];
        uint32_t line = go_source_set_place(sources, error.pos).line;
        if (str_starts_with(error.message, STR("syntax error"))) {
            if (line == last_syntax_line) continue;
            last_syntax_line = line;
        } else {
            if (line == last_line && str_equal(error.message, last)) continue;
            last_line = line;
            last = error.message;
        }
        errors->items.items[kept++] = error;
    }
    return kept;
}

static void errors_group(GoErrorList *errors, size_t count, const GoSourceSet *sources) {
    IntMap groups = {0};
    for (size_t i = 0; i < count; i++) {
        GoError *error = &errors->items.items[i];
        uint32_t offset = 0;
        const Source *source = go_source_set_find(sources, error->pos, &offset);
        uint64_t key = source ? error->pos - offset + go_line_directive_base(source, offset) + 1 : 0;
        uintptr_t group = (uintptr_t)intmap_get(&groups, key);
        if (group == 0) {
            group = i + 1;
            intmap_set(&groups, key, (void *)group);
        }
        error->group = (uint32_t)group;
    }
    intmap_free(&groups);
}

void go_errors_flush(GoErrorList *errors, const GoSourceSet *sources, GoErrorsShown shown,
                     DiagnosticList *diagnostics) {
    size_t count = shown == GO_ERRORS_ALL ? errors->items.count : errors_drop_echoes(errors, sources);
    bool is_cut = shown == GO_ERRORS_FIRST_TEN && count >= ERRORS_SHOWN;
    GoPos last = is_cut ? errors->items.items[ERRORS_SHOWN - 1].pos : 0;
    if (is_cut) count = ERRORS_SHOWN;
    errors_group(errors, count, sources);
    if (count) qsort(errors->items.items, count, sizeof(GoError), errors_compare);
    const GoError *previous = NULL;
    for (size_t i = 0; i < count; i++) {
        const GoError *error = &errors->items.items[i];
        if (previous && previous->pos == error->pos && str_equal(error->message, previous->message)) continue;
        previous = error;
        errors_emit(sources, error->pos, error->message, diagnostics);
    }
    if (is_cut) errors_emit(sources, last, STR("too many errors"), diagnostics);
}

void go_errors_free(GoErrorList *errors) {
    VEC_FREE(&errors->items);
    arena_free(&errors->arena);
}
