/* Formatters: values that print themselves, with the verb and its flags in hand.
 *
 * A method Format(f fmt.State, verb rune) gets a state: an interface value whose methods are C functions that
 * look into the printer. It holds the printer's address in a cell of the Go heap, which is emptied when
 * Format is over, so that a program that keeps the state cannot reach a printer that is gone. */
#include "go/packages/printer.h"

#include "go/runtime/panic.h"
#include "go/runtime/string.h"

#include <string.h>

typedef struct StateArguments {
    GoPrinter **cell; /* the receiver */
    union {
        GoSlice bytes;
        int64_t flag;
    };
} StateArguments;

typedef struct WriteResults {
    int64_t count;
    GoInterface error;
} WriteResults;

typedef struct NumberResults {
    int64_t number;
    bool is_present;
} NumberResults;

static void state_write(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime;
    const StateArguments *list = arguments;
    GoPrinter *printer = *list->cell;
    WriteResults *result = results;
    if (!printer) return;
    if (list->bytes.length) strbuf_append_bytes(printer->out, list->bytes.data, (size_t)list->bytes.length);
    result->count = list->bytes.length;
}

static void state_write_string(GoRuntime *runtime, const void *arguments, void *results) {
    state_write(runtime, arguments, results); /* a string begins as a slice does */
}

static void state_width(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime;
    const GoPrinter *printer = *((const StateArguments *)arguments)->cell;
    if (printer)
        *(NumberResults *)results = (NumberResults){printer->format.width, printer->format.has_width};
}

static void state_precision(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime;
    const GoPrinter *printer = *((const StateArguments *)arguments)->cell;
    if (printer)
        *(NumberResults *)results = (NumberResults){printer->format.precision, printer->format.has_precision};
}

static void state_flag(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime;
    const StateArguments *list = arguments;
    const GoPrinter *printer = *list->cell;
    if (!printer) return;
    const GoFormat *format = &printer->format;
    bool *result = results;
    switch (list->flag) {
    case '-': *result = format->minus; break;
    case '+': *result = format->plus || format->plus_v; break;
    case '#': *result = format->sharp || format->sharp_v; break;
    case ' ': *result = format->space; break;
    case '0': *result = format->zero; break;
    default: break;
    }
}

/* The type of the states, *fmt.pp, made when it is first needed. */
static const GoRType *state_type(GoRuntime *runtime) {
    if (runtime->printer_state) return runtime->printer_state;
    const GoRType *number = runtime->types.basic[GO_KIND_INT], *truth = runtime->types.basic[GO_KIND_BOOL];
    GoRType *named = go_rtype_named(runtime, STR("fmt"), STR("pp"));
    go_rtype_set_underlying(named, runtime->types.basic[GO_KIND_UINTPTR]);
    const GoRType *written[] = {number, runtime->types.error}, *present[] = {number, truth};
    const GoRType *bytes = runtime->types.byte_slice, *text = runtime->types.basic[GO_KIND_STRING];
    GoNativeMethod methods[] = {
        {"Write", state_write, go_rtype_func(runtime, &bytes, 1, written, 2, false)},
        {"WriteString", state_write_string, go_rtype_func(runtime, &text, 1, written, 2, false)},
        {"Width", state_width, go_rtype_func(runtime, NULL, 0, present, 2, false)},
        {"Precision", state_precision, go_rtype_func(runtime, NULL, 0, present, 2, false)},
        {"Flag", state_flag, go_rtype_func(runtime, &number, 1, &truth, 1, false)}};
    runtime->printer_state = go_rtype_pointer(runtime, named);
    go_rtype_settle(runtime);
    go_rtype_set_native_methods(runtime, runtime->printer_state, methods, 5);
    return runtime->printer_state;
}

static const GoRMethod *format_method(const GoRuntime *runtime, const GoRType *type) {
    const GoRMethod *method = go_rtype_method(type, STR("Format"), STR(""));
    if (!method || !method->function || method->type->parameter_count != 2 || method->type->result_count)
        return NULL;
    const GoRType *state = method->type->parameters[0], *verb = method->type->parameters[1];
    bool fits = str_equal(go_string_view(state->name), STR("fmt.State")) &&
                verb == runtime->types.basic[GO_KIND_INT32];
    return fits ? method : NULL;
}

bool go_printer_formatter(GoPrinter *printer, GoValue value, uint32_t verb, bool *has_panicked) {
    GoRuntime *runtime = printer->runtime;
    const GoRMethod *method = format_method(runtime, value.type);
    *has_panicked = false;
    if (!method) return false;
    GoPrinter **cell = go_new_bytes(runtime, sizeof *cell, false);
    if (!cell) return true;
    *cell = printer;
    GoInterface state = {.type = state_type(runtime), .word = cell};
    size_t at = (size_t)((value.type->size + 7) / 8 * 8);
    char *block = base_alloc_zeroed(at + sizeof state + sizeof(int64_t));
    memcpy(block, value.bytes, (size_t)value.type->size);
    memcpy(block + at, &state, sizeof state);
    memcpy(block + at + sizeof state, &verb, sizeof verb);
    go_pin(runtime, state);
    *has_panicked = !go_call(runtime, method->function, block, block);
    go_unpin(runtime, 1);
    *cell = NULL;
    free(block);
    return true;
}
