/* Objects as text without running any of the program's code: what a picture, which may not disturb the
 * program, shows for a value. It reads the bytes and allocates nothing in the space. See layout.h. */
#include "python/objects/alloc.h"
#include "python/objects/bytes.h"
#include "python/objects/cell.h"
#include "python/objects/code.h"
#include "python/objects/complex.h"
#include "python/objects/dict.h"
#include "python/objects/exception.h"
#include "python/objects/float.h"
#include "python/objects/function.h"
#include "python/objects/int.h"
#include "python/objects/int_big.h"
#include "python/objects/layout.h"
#include "python/objects/list.h"
#include "python/objects/method.h"
#include "python/objects/module.h"
#include "python/objects/range.h"
#include "python/objects/set.h"
#include "python/objects/slice.h"
#include "python/objects/str_methods.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 40 };

typedef struct TextWriter {
    StrBuf *out;
    size_t limit; /* of out->length */
    int depth;
    const PyObject *open[DEPTH_MAX]; /* the containers that are being written */
} TextWriter;

static void write_object(TextWriter *writer, const PyObject *object);

static bool is_full(const TextWriter *writer) {
    return writer->out->length >= writer->limit;
}

static void write_int(TextWriter *writer, const PyObject *object) {
    if (py_is_exact(object, PY_TYPE(bool))) {
        strbuf_append_c(writer->out, object == PY_TRUE ? "True" : "False");
        return;
    }
    if (llabs(py_size(object)) <= 2) {
        strbuf_format(writer->out, "%lld", (long long)py_int_low_bits(object));
        return;
    }
    uint64_t bits = py_int_bit_length(object);
    if (bits / 3 > writer->limit) { /* too long to show: its size says more than its first digits */
        strbuf_format(writer->out, "<int of %llu bits>", (unsigned long long)bits);
        return;
    }
    mpz_t big;
    py_int_to_big(object, big);
    char *digits = malloc(mpz_sizeinbase(big, 10) + 2);
    if (digits) strbuf_append_c(writer->out, mpz_get_str(digits, 10, big));
    free(digits);
    mpz_clear(big);
}

static void write_complex(TextWriter *writer, const PyObject *object) {
    const PyComplex *number = (const PyComplex *)object;
    bool pure = number->real == 0 && !signbit(number->real);
    if (!pure) {
        strbuf_append_char(writer->out, '(');
        py_float_append_format(writer->out, number->real, 'r', 0, false, false);
        if (!signbit(number->imaginary) || isnan(number->imaginary)) strbuf_append_char(writer->out, '+');
    }
    py_float_append_format(writer->out, number->imaginary, 'r', 0, false, false);
    strbuf_append_c(writer->out, pure ? "j" : "j)");
}

/* Enters a container; false (and what to show) for one within itself, or too deep. */
static bool enter(TextWriter *writer, const PyObject *object, const char *open, const char *close) {
    bool within_itself = false;
    for (int i = 0; i < writer->depth; i++) within_itself = within_itself || writer->open[i] == object;
    strbuf_append_c(writer->out, open);
    if (!within_itself && writer->depth < DEPTH_MAX) {
        writer->open[writer->depth++] = object;
        return true;
    }
    strbuf_append_c(writer->out, "...");
    strbuf_append_c(writer->out, close);
    return false;
}

static void leave(TextWriter *writer, const char *close) {
    writer->depth--;
    strbuf_append_c(writer->out, close);
}

static void write_items(TextWriter *writer, const PyObject *object, PyObject *const *items, const char *open,
                        const char *close) {
    if (!enter(writer, object, open, close)) return;
    for (int64_t i = 0; i < py_size(object) && !is_full(writer); i++) {
        if (i) strbuf_append_c(writer->out, ", ");
        write_object(writer, items[i]);
    }
    leave(writer, close);
}

static void write_dict(TextWriter *writer, const PyObject *object) {
    int64_t position = 0;
    PyObject *key, *value;
    bool first = true;
    if (!enter(writer, object, "{", "}")) return;
    while (!is_full(writer) && py_dict_next((PyObject *)object, &position, &key, &value)) {
        if (!first) strbuf_append_c(writer->out, ", ");
        first = false;
        write_object(writer, key);
        strbuf_append_c(writer->out, ": ");
        write_object(writer, value);
    }
    leave(writer, "}");
}

static void write_set(TextWriter *writer, const PyObject *object) {
    bool plain = py_is_exact(object, PY_TYPE(set));
    if (!py_set_used(object)) {
        strbuf_format(writer->out, "%s()", py_type_short_name(object->type));
        return;
    }
    if (!plain) strbuf_format(writer->out, "%s(", py_type_short_name(object->type));
    int64_t position = 0;
    PyObject *item;
    bool first = true;
    if (enter(writer, object, "{", "}")) {
        while (!is_full(writer) && py_set_next((PyObject *)object, &position, &item)) {
            if (!first) strbuf_append_c(writer->out, ", ");
            first = false;
            write_object(writer, item);
        }
        leave(writer, "}");
    }
    if (!plain) strbuf_append_char(writer->out, ')');
}

static void append_str(TextWriter *writer, const PyObject *string) {
    if (string && py_is_str(string)) py_str_append_utf8(writer->out, string);
}

static void write_range(TextWriter *writer, const PyObject *object) {
    const PyRange *range = (const PyRange *)object;
    bool unit = py_int_is_single(range->step) && py_int_single(range->step) == 1;
    strbuf_append_c(writer->out, "range(");
    write_int(writer, range->start);
    strbuf_append_c(writer->out, ", ");
    write_int(writer, range->stop);
    if (!unit) {
        strbuf_append_c(writer->out, ", ");
        write_int(writer, range->step);
    }
    strbuf_append_char(writer->out, ')');
}

static void write_slice(TextWriter *writer, const PyObject *object) {
    const PySlice *slice = (const PySlice *)object;
    strbuf_append_c(writer->out, "slice(");
    write_object(writer, slice->start);
    strbuf_append_c(writer->out, ", ");
    write_object(writer, slice->stop);
    strbuf_append_c(writer->out, ", ");
    write_object(writer, slice->step);
    strbuf_append_char(writer->out, ')');
}

static void write_type(TextWriter *writer, const PyObject *object) {
    const PyType *type = (const PyType *)object;
    PyObject *name = NULL, *module = NULL;
    if (type->flags & PY_FLAG_HEAP && type->dict) {
        int64_t position = 0;
        PyObject *key, *value;
        while (py_dict_next(type->dict, &position, &key, &value)) {
            if (py_is_str(key) && py_str_equal_c(key, "__qualname__")) name = value;
            if (py_is_str(key) && py_str_equal_c(key, "__module__")) module = value;
        }
    }
    strbuf_append_c(writer->out, "<class '");
    if (module && py_is_str(module) && !py_str_equal_c(module, "builtins")) {
        append_str(writer, module);
        strbuf_append_char(writer->out, '.');
    }
    if (name)
        append_str(writer, name);
    else
        strbuf_append_c(writer->out, type->name);
    strbuf_append_c(writer->out, "'>");
}

static void write_code(TextWriter *writer, const PyObject *object) {
    const PyCode *code = (const PyCode *)object;
    strbuf_append_c(writer->out, "<code object ");
    append_str(writer, code->name);
    strbuf_format(writer->out, " at 0x%llx, file \"", (unsigned long long)object);
    append_str(writer, code->filename);
    strbuf_format(writer->out, "\", line %d>", code->first_line);
}

static void write_builtin(TextWriter *writer, const PyObject *object) {
    const PyBuiltin *builtin = (const PyBuiltin *)object;
    if (!builtin->self || py_is_exact(builtin->self, PY_TYPE(module)))
        strbuf_format(writer->out, "<built-in function %s>", builtin->method->name);
    else
        strbuf_format(writer->out, "<built-in method %s of %s object at 0x%llx>", builtin->method->name,
                      builtin->self->type->name, (unsigned long long)builtin->self);
}

static void write_bound(TextWriter *writer, const PyObject *object) {
    const PyBoundMethod *method = (const PyBoundMethod *)object;
    strbuf_append_c(writer->out, "<bound method ");
    if (py_is_exact(method->function, PY_TYPE(function)))
        append_str(writer, ((PyFunction *)method->function)->qualified_name);
    strbuf_append_c(writer->out, " of ");
    if (enter(writer, object, "", "")) {
        write_object(writer, method->self);
        leave(writer, "");
    }
    strbuf_append_char(writer->out, '>');
}

static void write_function(TextWriter *writer, const PyObject *object) {
    strbuf_append_c(writer->out, "<function ");
    append_str(writer, ((const PyFunction *)object)->qualified_name);
    strbuf_format(writer->out, " at 0x%llx>", (unsigned long long)object);
}

static void write_cell(TextWriter *writer, const PyObject *object) {
    const PyObject *contents = ((const PyCell *)object)->contents;
    strbuf_format(writer->out, "<cell at 0x%llx: ", (unsigned long long)object);
    if (contents)
        strbuf_format(writer->out, "%s object at 0x%llx>", contents->type->name,
                      (unsigned long long)contents);
    else
        strbuf_append_c(writer->out, "empty>");
}

static void write_module(TextWriter *writer, const PyObject *object) {
    strbuf_append_c(writer->out, "<module '");
    append_str(writer, ((const PyModule *)object)->name);
    strbuf_append_c(writer->out, "'>");
}

static void write_exception(TextWriter *writer, const PyObject *object) {
    const PyObject *args = ((const PyException *)object)->args;
    strbuf_append_c(writer->out, py_type_short_name(object->type));
    if (args) write_items(writer, args, py_tuple_items(args), "(", ")");
}

static void write_none(TextWriter *writer, const PyObject *object) {
    strbuf_append_c(writer->out, object == PY_NONE       ? "None"
                                 : object == PY_ELLIPSIS ? "Ellipsis"
                                                         : "NotImplemented");
}

static void write_float(TextWriter *writer, const PyObject *object) {
    py_float_append_repr(writer->out, py_float_value(object));
}

/* Only as much of a long text as the limit lets through. */
static void write_str(TextWriter *writer, const PyObject *object) {
    if ((size_t)py_str_length(object) <= writer->limit) {
        py_str_append_repr(writer->out, object);
        return;
    }
    strbuf_append_char(writer->out, '\'');
    for (int64_t i = 0; i < py_str_length(object) && !is_full(writer); i++)
        strbuf_append_code_point(writer->out, py_str_at(object, i) < ' ' ? '.' : py_str_at(object, i));
    strbuf_append_char(writer->out, '\'');
}

static void write_bytes(TextWriter *writer, const PyObject *object) {
    Str view = py_bytes_view(object);
    py_bytes_append_repr(writer->out, str_slice(view, 0, writer->limit));
}

static void write_tuple(TextWriter *writer, const PyObject *object) {
    write_items(writer, object, py_tuple_items(object), "(", py_size(object) == 1 ? ",)" : ")");
}

static void write_list(TextWriter *writer, const PyObject *object) {
    write_items(writer, object, py_list_items(object), "[", "]");
}

static const struct {
    const PyType *type;
    void (*write)(TextWriter *writer, const PyObject *object);
} writers[] = {
    {PY_TYPE(NoneType), write_none},
    {PY_TYPE(ellipsis), write_none},
    {PY_TYPE(NotImplementedType), write_none},
    {PY_TYPE(int), write_int},
    {PY_TYPE(bool), write_int},
    {PY_TYPE(float), write_float},
    {PY_TYPE(complex), write_complex},
    {PY_TYPE(str), write_str},
    {PY_TYPE(bytes), write_bytes},
    {PY_TYPE(tuple), write_tuple},
    {PY_TYPE(list), write_list},
    {PY_TYPE(dict), write_dict},
    {PY_TYPE(set), write_set},
    {PY_TYPE(frozenset), write_set},
    {PY_TYPE(slice), write_slice},
    {PY_TYPE(range), write_range},
    {PY_TYPE(function), write_function},
    {PY_TYPE(code), write_code},
    {PY_TYPE(cell), write_cell},
    {PY_TYPE(module), write_module},
    {PY_TYPE(builtin_function_or_method), write_builtin},
    {PY_TYPE(method), write_bound},
};

static void write_object(TextWriter *writer, const PyObject *object) {
    if (!object) {
        strbuf_append_c(writer->out, "NULL");
        return;
    }
    if (is_full(writer)) return;
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++) {
        if (writers[i].type != object->type) continue;
        writers[i].write(writer, object);
        return;
    }
    if (py_is_type(object))
        write_type(writer, object);
    else if (py_is_exception(object))
        write_exception(writer, object);
    else
        strbuf_format(writer->out, "<%s object at 0x%llx>", object->type->name, (unsigned long long)object);
}

/* Cuts at the limit, not within a character. */
static void cut(StrBuf *out, size_t limit) {
    if (out->length <= limit) return;
    while (limit > 0 && ((unsigned char)out->data[limit] & 0xC0) == 0x80) limit--;
    out->length = limit;
    out->data[limit] = '\0';
    strbuf_append_c(out, "...");
}

void py_object_text(PyObject *object, size_t limit, StrBuf *out) {
    size_t end = limit > SIZE_MAX - out->length ? SIZE_MAX : out->length + limit;
    TextWriter writer = {.out = out, .limit = end};
    write_object(&writer, object);
    cut(out, end);
}
