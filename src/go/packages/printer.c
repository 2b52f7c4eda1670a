/* The printer, see printer.h. */
#include "go/packages/printer.h"

#include "go/runtime/map.h"
#include "go/runtime/panic.h"
#include "memory/layout.h"

#include <string.h>

enum { DEPTH_MAX = 2000 };

static void print_value(GoPrinter *printer, GoValue value, uint32_t verb, uint32_t depth);

static void put(GoPrinter *printer, const char *text) {
    strbuf_append_c(printer->out, text);
}

static void put_type(GoPrinter *printer, const GoRType *type) {
    strbuf_append(printer->out, go_string_view(type->name));
}

/* True when nothing more should be printed. */
static bool is_over(const GoPrinter *printer) {
    if (printer->limit && printer->out->length > printer->limit) return true;
    return !printer->runs_no_code && printer->runtime->signal != GO_SIGNAL_NONE;
}

/* What is inside an interface; no value for nil. */
static GoValue interface_content(GoValue value) {
    const GoInterface *interface = value.bytes;
    bool is_hidden = value.is_hidden || value.is_hidden_embedded;
    if (!interface->type) return (GoValue){0};
    return (GoValue){interface->type, go_interface_value(interface), is_hidden, false};
}

/* A part of a value: an element, what a pointer leads to. */
static GoValue part(GoValue whole, const GoRType *type, const void *bytes) {
    return (GoValue){type, bytes, whole.is_hidden || whole.is_hidden_embedded, false};
}

static void print_bad_verb(GoPrinter *printer, uint32_t verb) {
    GoValue operand = printer->operand;
    printer->erroring = true;
    put(printer, "%!");
    strbuf_append_code_point(printer->out, verb);
    put(printer, "(");
    if (operand.type) {
        put_type(printer, operand.type);
        put(printer, "=");
        print_value(printer, operand, 'v', 0);
    } else {
        put(printer, "<nil>");
    }
    put(printer, ")");
    printer->erroring = false;
}

/* ---- scalars ---- */

static void print_hex_number(GoPrinter *printer, uint64_t bits, bool has_prefix) {
    GoFormat format = printer->format;
    format.sharp = has_prefix;
    go_format_integer(printer->out, &format, bits, 16, false, 'v');
}

static void print_integer(GoPrinter *printer, uint64_t bits, bool is_signed, uint32_t verb) {
    StrBuf *out = printer->out;
    const GoFormat *format = &printer->format;
    switch (verb) {
    case 'v':
        if (format->sharp_v && !is_signed) {
            print_hex_number(printer, bits, true);
            break;
        }
        /* fall through */
    case 'd': go_format_integer(out, format, bits, 10, is_signed, verb); break;
    case 'b': go_format_integer(out, format, bits, 2, is_signed, verb); break;
    case 'o':
    case 'O': go_format_integer(out, format, bits, 8, is_signed, verb); break;
    case 'x':
    case 'X': go_format_integer(out, format, bits, 16, is_signed, verb); break;
    case 'c': go_format_rune(out, format, bits); break;
    case 'q': go_format_quoted_rune(out, format, bits); break;
    case 'U': go_format_unicode(out, format, bits); break;
    default: print_bad_verb(printer, verb);
    }
}

static bool is_float_verb(uint32_t verb) {
    return verb < 0x80 && verb != 0 && strchr("vbgGxXfFeE", (int)verb) != NULL;
}

static void print_float(GoPrinter *printer, double value, unsigned bits, uint32_t verb) {
    if (!is_float_verb(verb)) {
        print_bad_verb(printer, verb);
        return;
    }
    bool has_fixed_precision = verb == 'f' || verb == 'F' || verb == 'e' || verb == 'E';
    char letter = verb == 'v' ? 'g' : verb == 'F' ? 'f' : (char)verb;
    go_format_float(printer->out, &printer->format, value, bits, letter, has_fixed_precision ? 6 : -1);
}

static void print_complex(GoPrinter *printer, double real, double imaginary, unsigned bits, uint32_t verb) {
    if (!is_float_verb(verb)) {
        print_bad_verb(printer, verb);
        return;
    }
    bool plus = printer->format.plus;
    put(printer, "(");
    print_float(printer, real, bits, verb);
    printer->format.plus = true;
    print_float(printer, imaginary, bits, verb);
    put(printer, "i)");
    printer->format.plus = plus;
}

static void print_bool(GoPrinter *printer, bool value, uint32_t verb) {
    if (verb == 't' || verb == 'v') {
        go_format_bool(printer->out, &printer->format, value);
    } else {
        print_bad_verb(printer, verb);
    }
}

static void print_text(GoPrinter *printer, Str text, uint32_t verb) {
    StrBuf *out = printer->out;
    const GoFormat *format = &printer->format;
    switch (verb) {
    case 'v':
        if (format->sharp_v) {
            go_format_quoted(out, format, text);
            break;
        }
        /* fall through */
    case 's': go_format_text(out, format, text); break;
    case 'x':
    case 'X': go_format_hex(out, format, text, verb == 'X'); break;
    case 'q': go_format_quoted(out, format, text); break;
    default: print_bad_verb(printer, verb);
    }
}

/* ---- pointers ---- */

/* The address that %p shows. False for kinds that have none. */
static bool pointer_bits(GoValue value, uint64_t *bits) {
    switch (value.type->kind) {
    case GO_KIND_FUNC: {
        const GoClosure *closure = *(const GoClosure *const *)value.bytes;
        *bits = closure ? (uint64_t)closure->function : 0;
        return true;
    }
    case GO_KIND_CHAN:
    case GO_KIND_MAP:
    case GO_KIND_POINTER:
    case GO_KIND_SLICE:
    case GO_KIND_UNSAFE_POINTER: *bits = *(const uint64_t *)value.bytes; return true;
    default: return false;
    }
}

static void print_pointer_in_syntax(GoPrinter *printer, const GoRType *type, uint64_t bits) {
    put(printer, "(");
    put_type(printer, type);
    put(printer, ")(");
    if (bits) {
        print_hex_number(printer, bits, true);
    } else {
        put(printer, "nil");
    }
    put(printer, ")");
}

static void print_pointer(GoPrinter *printer, GoValue value, uint32_t verb) {
    uint64_t bits;
    if (!pointer_bits(value, &bits)) {
        print_bad_verb(printer, verb);
        return;
    }
    switch (verb) {
    case 'v':
        if (printer->format.sharp_v) {
            print_pointer_in_syntax(printer, value.type, bits);
        } else if (!bits) {
            go_format_pad(printer->out, &printer->format, STR("<nil>"));
        } else {
            print_hex_number(printer, bits, !printer->format.sharp);
        }
        break;
    case 'p': print_hex_number(printer, bits, !printer->format.sharp); break;
    case 'b':
    case 'o':
    case 'd':
    case 'x':
    case 'X': print_integer(printer, bits, false, verb); break;
    default: print_bad_verb(printer, verb);
    }
}

/* ---- composite values ---- */

/* What stands between two elements. */
static void put_separator(GoPrinter *printer, uint64_t index) {
    if (index) put(printer, printer->format.sharp_v ? ", " : " ");
}

static void print_elements(GoPrinter *printer, GoValue whole, const char *data, uint64_t count, uint32_t verb,
                           uint32_t depth) {
    const GoRType *elem = whole.type->elem;
    put(printer, printer->format.sharp_v ? "{" : "[");
    for (uint64_t i = 0; i < count && !is_over(printer); i++) {
        put_separator(printer, i);
        print_value(printer, part(whole, elem, data + i * elem->size), verb, depth + 1);
    }
    put(printer, printer->format.sharp_v ? "}" : "]");
}

static bool is_text_verb(uint32_t verb) {
    return verb == 's' || verb == 'q' || verb == 'x' || verb == 'X';
}

static void print_sequence(GoPrinter *printer, GoValue value, uint32_t verb, uint32_t depth) {
    const GoSlice *slice = value.bytes;
    bool is_slice = value.type->kind == GO_KIND_SLICE;
    const char *data = is_slice ? slice->data : value.bytes;
    uint64_t count = is_slice ? (uint64_t)slice->length : value.type->length;
    if (is_text_verb(verb) && value.type->elem->kind == GO_KIND_UINT8) {
        print_text(printer, (Str){count ? data : "", count}, verb);
        return;
    }
    if (printer->format.sharp_v) {
        put_type(printer, value.type);
        if (is_slice && !data) {
            put(printer, "(nil)");
            return;
        }
    }
    print_elements(printer, value, data, count, verb, depth);
}

/* A []byte as an operand: its elements are numbers whatever the flags. */
static void print_bytes(GoPrinter *printer, GoValue value, uint32_t verb) {
    const GoSlice *slice = value.bytes;
    const unsigned char *data = slice->data;
    if (is_text_verb(verb) || (verb != 'v' && verb != 'd')) {
        print_sequence(printer, value, verb, 0);
        return;
    }
    bool is_syntax = printer->format.sharp_v;
    if (is_syntax) put(printer, data ? "[]byte" : "[]byte(nil)");
    if (is_syntax && !data) return;
    put(printer, is_syntax ? "{" : "[");
    for (int64_t i = 0; i < slice->length && !is_over(printer); i++) {
        put_separator(printer, (uint64_t)i);
        if (is_syntax) {
            print_hex_number(printer, data[i], true);
        } else {
            go_format_integer(printer->out, &printer->format, data[i], 10, false, verb);
        }
    }
    put(printer, is_syntax ? "}" : "]");
}

static GoValue field_value(GoValue whole, const GoRField *field) {
    GoValue value = {.type = field->type,
                     .bytes = (const char *)whole.bytes + field->offset,
                     .is_hidden = whole.is_hidden};
    if (field->package.length && field->is_embedded) value.is_hidden_embedded = true;
    if (field->package.length && !field->is_embedded) value.is_hidden = true;
    if (field->type->kind == GO_KIND_INTERFACE && ((const GoInterface *)value.bytes)->type)
        return interface_content(value);
    return value;
}

static void print_struct(GoPrinter *printer, GoValue value, uint32_t verb, uint32_t depth) {
    if (printer->format.sharp_v) put_type(printer, value.type);
    put(printer, "{");
    for (uint32_t i = 0; i < value.type->field_count && !is_over(printer); i++) {
        const GoRField *field = &value.type->fields[i];
        put_separator(printer, i);
        if (printer->format.plus_v || printer->format.sharp_v) {
            strbuf_append(printer->out, go_string_view(field->name));
            put(printer, ":");
        }
        print_value(printer, field_value(value, field), verb, depth + 1);
    }
    put(printer, "}");
}

/* An entry of a map on its way to be sorted. */
typedef struct Entry {
    const GoRType *key_type;
    const void *key;
    void *value;
    uint64_t index;
} Entry;

static int entry_compare(const void *a, const void *b) {
    const Entry *x = a, *y = b;
    int order = go_value_compare(x->key_type, x->key, y->key);
    return order ? order : (x->index > y->index) - (x->index < y->index);
}

static void print_entries(GoPrinter *printer, GoValue whole, uint32_t verb, uint32_t depth) {
    GoMap *map = *(GoMap *const *)whole.bytes;
    GoMapIterator iterator = {.map = map};
    VEC(Entry) entries = {0};
    Entry entry = {.key_type = whole.type->key};
    while (go_map_next(printer->runtime, &iterator, &entry.key, &entry.value)) {
        entry.index = entries.count;
        VEC_PUSH(&entries, entry);
    }
    if (entries.count) qsort(entries.items, entries.count, sizeof entry, entry_compare);
    for (size_t i = 0; i < entries.count && !is_over(printer); i++) {
        put_separator(printer, i);
        print_value(printer, part(whole, whole.type->key, entries.items[i].key), verb, depth + 1);
        put(printer, ":");
        print_value(printer, part(whole, whole.type->elem, entries.items[i].value), verb, depth + 1);
    }
    VEC_FREE(&entries);
}

static void print_map(GoPrinter *printer, GoValue value, uint32_t verb, uint32_t depth) {
    bool is_syntax = printer->format.sharp_v;
    if (is_syntax) {
        put_type(printer, value.type);
        put(printer, *(GoMap *const *)value.bytes ? "{" : "(nil)");
        if (!*(GoMap *const *)value.bytes) return;
    } else {
        put(printer, "map[");
    }
    print_entries(printer, value, verb, depth);
    put(printer, is_syntax ? "}" : "]");
}

static void print_interface(GoPrinter *printer, GoValue value, uint32_t verb, uint32_t depth) {
    GoValue content = interface_content(value);
    if (content.type) {
        print_value(printer, content, verb, depth + 1);
    } else if (printer->format.sharp_v) {
        put_type(printer, value.type);
        put(printer, "(nil)");
    } else {
        put(printer, "<nil>");
    }
}

/* A pointer to something composite is shown as & and that, but only as the operand itself: pointers further
 * inside could lead back here. */
static void print_reference(GoPrinter *printer, GoValue value, uint32_t verb, uint32_t depth) {
    const void *target = *(void *const *)value.bytes;
    const GoRType *elem = value.type->elem;
    bool is_composite = elem->kind == GO_KIND_ARRAY || elem->kind == GO_KIND_SLICE ||
                        elem->kind == GO_KIND_STRUCT || elem->kind == GO_KIND_MAP;
    if (depth > 0 || !target || !is_composite) {
        print_pointer(printer, value, verb);
        return;
    }
    put(printer, "&");
    print_value(printer, part(value, elem, target), verb, depth + 1);
}

/* ---- methods ---- */

/* What fmt writes when a method panicked. */
static void print_caught_panic(GoPrinter *printer, GoValue value, uint32_t verb, const char *method) {
    if (printer->runtime->signal != GO_SIGNAL_PANIC) return;
    bool is_nil = value.type->kind == GO_KIND_POINTER && !*(void *const *)value.bytes;
    if (!is_nil && printer->is_panicking) return; /* a panic while printing a panic goes on */
    GoInterface thrown = go_panic_recover(printer->runtime);
    if (is_nil) {
        put(printer, "<nil>");
        return;
    }
    GoFormat format = printer->format;
    printer->format = (GoFormat){0};
    put(printer, "%!");
    strbuf_append_code_point(printer->out, verb);
    strbuf_format(printer->out, "(PANIC=%s method: ", method);
    printer->is_panicking = true;
    go_pin(printer->runtime, thrown);
    go_printer_operand(printer, thrown, 'v');
    go_unpin(printer->runtime, 1);
    printer->is_panicking = false;
    put(printer, ")");
    printer->format = format;
}

/* Prints what the method gives; false when the value has no such method. */
static bool print_by_method(GoPrinter *printer, GoValue value, const char *name, uint32_t verb) {
    GoRuntime *runtime = printer->runtime;
    const GoRMethod *method = go_rtype_method(value.type, str_from(name), STR(""));
    if (!method || !method->function || method->type->parameter_count || method->type->result_count != 1 ||
        method->type->results[0] != runtime->types.basic[GO_KIND_STRING])
        return false;
    GoString text;
    if (!go_call(runtime, method->function, value.bytes, &text)) {
        print_caught_panic(printer, value, verb, name);
    } else if (printer->format.sharp_v) {
        go_format_text(printer->out, &printer->format, go_string_view(text));
    } else {
        print_text(printer, go_string_view(text), verb);
    }
    return true;
}

/* %w: as %v, and remembers the error; wrong outside of Errorf, for a second time, and for what is no error.
 */
static bool accept_wrapped(GoPrinter *printer, GoValue value) {
    bool is_error = go_rtype_implements(value.type, printer->runtime->types.error, NULL, NULL);
    if (!is_error || !printer->wraps_errors || printer->wrapped.type) {
        printer->wrapped = (GoInterface){0};
        printer->wraps_errors = false;
        return false;
    }
    printer->wrapped = go_interface_make(printer->runtime, value.type, value.bytes);
    return true;
}

/* Lets the value's own methods print it. True when that was done. */
static bool print_with_methods(GoPrinter *printer, GoValue value, uint32_t verb) {
    if (printer->erroring || printer->runs_no_code || value.type->kind == GO_KIND_INTERFACE) return false;
    if (verb == 'w') {
        if (!accept_wrapped(printer, value)) {
            print_bad_verb(printer, verb);
            return true;
        }
        verb = 'v';
    }
    if (!value.type->method_count) return false;
    bool has_panicked;
    if (go_printer_formatter(printer, value, verb, &has_panicked)) {
        if (has_panicked) print_caught_panic(printer, value, verb, "Format");
        return true;
    }
    if (printer->format.sharp_v) return print_by_method(printer, value, "GoString", verb);
    if (verb != 'v' && !is_text_verb(verb)) return false;
    return print_by_method(printer, value, "Error", verb) || print_by_method(printer, value, "String", verb);
}

/* ---- any value ---- */

static void print_number(GoPrinter *printer, GoValue value, uint32_t verb) {
    uint64_t size = value.type->size, address = (uint64_t)value.bytes;
    switch (value.type->kind) {
    case GO_KIND_BOOL: print_bool(printer, *(const bool *)value.bytes, verb); break;
    case GO_KIND_FLOAT32: print_float(printer, (double)*(const float *)value.bytes, 32, verb); break;
    case GO_KIND_FLOAT64: print_float(printer, *(const double *)value.bytes, 64, verb); break;
    case GO_KIND_COMPLEX64: {
        const GoComplex64 *complex = value.bytes;
        print_complex(printer, (double)complex->real, (double)complex->imaginary, 32, verb);
        break;
    }
    case GO_KIND_COMPLEX128: {
        const GoComplex128 *complex = value.bytes;
        print_complex(printer, complex->real, complex->imaginary, 64, verb);
        break;
    }
    case GO_KIND_INT:
    case GO_KIND_INT8:
    case GO_KIND_INT16:
    case GO_KIND_INT32:
    case GO_KIND_INT64: print_integer(printer, (uint64_t)mem_read_int(address, size), true, verb); break;
    default: print_integer(printer, mem_read_uint(address, size), false, verb);
    }
}

static void print_by_kind(GoPrinter *printer, GoValue value, uint32_t verb, uint32_t depth) {
    switch (value.type->kind) {
    case GO_KIND_STRING: print_text(printer, go_string_view(*(const GoString *)value.bytes), verb); break;
    case GO_KIND_ARRAY:
    case GO_KIND_SLICE: print_sequence(printer, value, verb, depth); break;
    case GO_KIND_STRUCT: print_struct(printer, value, verb, depth); break;
    case GO_KIND_MAP: print_map(printer, value, verb, depth); break;
    case GO_KIND_INTERFACE: print_interface(printer, value, verb, depth); break;
    case GO_KIND_POINTER: print_reference(printer, value, verb, depth); break;
    case GO_KIND_CHAN:
    case GO_KIND_FUNC:
    case GO_KIND_UNSAFE_POINTER: print_pointer(printer, value, verb); break;
    default: print_number(printer, value, verb);
    }
}

static void print_value(GoPrinter *printer, GoValue value, uint32_t verb, uint32_t depth) {
    if (printer->depth >= DEPTH_MAX) {
        /* A value that contains itself: Go's fmt runs out of stack here too. */
        if (!printer->runs_no_code) go_fatal(printer->runtime, "stack overflow");
        return;
    }
    printer->depth++;
    printer->operand = value;
    bool is_visible = !value.is_hidden && !value.is_hidden_embedded;
    if (depth == 0 || !is_visible || !print_with_methods(printer, value, verb))
        print_by_kind(printer, value, verb, depth);
    printer->depth--;
}

/* A predeclared type or []byte: printed without asking for methods. */
static bool is_simple(const GoRuntime *runtime, const GoRType *type) {
    return type == runtime->types.basic[type->kind] || type == runtime->types.byte_slice;
}

static void print_nil(GoPrinter *printer, uint32_t verb) {
    if (verb == 'T' || verb == 'v') {
        go_format_pad(printer->out, &printer->format, STR("<nil>"));
    } else {
        print_bad_verb(printer, verb);
    }
}

void go_printer_operand(GoPrinter *printer, GoInterface operand, uint32_t verb) {
    GoValue value = {0};
    if (operand.type) value = (GoValue){operand.type, go_interface_value(&operand), false, false};
    printer->operand = value;
    if (is_over(printer)) return;
    if (!value.type) {
        print_nil(printer, verb);
    } else if (verb == 'T') {
        go_format_text(printer->out, &printer->format, go_string_view(value.type->name));
    } else if (verb == 'p') {
        print_pointer(printer, value, verb);
    } else if (value.type == printer->runtime->types.byte_slice) {
        print_bytes(printer, value, verb);
    } else if (is_simple(printer->runtime, value.type) || !print_with_methods(printer, value, verb)) {
        print_value(printer, value, verb, 0);
    }
}

void go_printer_list(GoPrinter *printer, GoSlice operands, bool is_println) {
    const GoInterface *items = operands.data;
    bool was_string = false;
    for (int64_t i = 0; i < operands.length && !is_over(printer); i++) {
        bool is_string = items[i].type && items[i].type->kind == GO_KIND_STRING;
        if (i && (is_println || (!is_string && !was_string))) put(printer, " ");
        go_printer_operand(printer, items[i], 'v');
        was_string = is_string;
    }
    if (is_println) put(printer, "\n");
}

void go_value_append(GoRuntime *runtime, const GoRType *type, const void *bytes, size_t limit, StrBuf *out) {
    GoPrinter printer = {
        .runtime = runtime, .out = out, .runs_no_code = true, .limit = limit ? out->length + limit : 0};
    print_value(&printer, (GoValue){type, bytes, false, false}, 'v', 0);
}
