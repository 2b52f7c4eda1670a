/* Builtin functions on text: print, input, repr, ascii, format, chr, ord. */
#include "python/modules/modules.h"
#include "python/modules/streams.h"
#include "python/objects/bytes.h"
#include "python/objects/error.h"
#include "python/objects/int.h"
#include "python/objects/protocol.h"
#include "python/objects/str.h"
#include "python/objects/tuple.h"
#include "python/vm/vm.h"

#include <errno.h>

/* sep= or end=: the text (borrowed), `fallback` when it is None or missing; false when it is no str. */
static bool separator(PyObject *value, const char *name, const char *fallback, Str *text) {
    *text = str_from(fallback);
    if (!value || value == PY_NONE) return true;
    if (!py_is_str(value)) {
        py_raise(PY_TYPE(TypeError), "%s must be None or a string, not %T", name, value);
        return false;
    }
    *text = py_str_utf8(value);
    return text->data != NULL;
}

/* Writes the texts of the arguments, one call of write for each, as CPython does. */
static bool print_all(PyObject *file, PyObject *const *arguments, int64_t count, Str between, Str end) {
    for (int64_t i = 0; i < count; i++) {
        if (i && !py_stream_object_write(file, between)) return false;
        PyObject *text = py_object_str(arguments[i]);
        if (!text) return false;
        bool ok = py_stream_object_write_str(file, text);
        py_decref(text);
        if (!ok) return false;
    }
    return py_stream_object_write(file, end);
}

PY_METHOD(builtin_print) {
    PyObject *slots[4], *file;
    Str between, end;
    if (py_arguments_place("print", "* sep end file flush", 0, 4, arguments + count, 0, keyword_names,
                           slots) < 0)
        return NULL;
    if (!separator(slots[0], "sep", " ", &between) || !separator(slots[1], "end", "\n", &end)) return NULL;
    file = slots[2] && slots[2] != PY_NONE ? slots[2] : py_stream_find("stdout");
    if (!file) return NULL;
    if (file == PY_NONE) return py_none();
    py_incref(file);
    bool ok = print_all(file, arguments, count, between, end);
    int flush = ok && slots[3] ? py_object_is_true(slots[3]) : 0;
    if (flush > 0) ok = py_stream_object_flush(file);
    py_decref(file);
    return ok && flush >= 0 ? py_none() : NULL;
}

PY_METHOD(builtin_input) {
    PyVm *vm = py_vm;
    Str line;
    if (arguments[0]) {
        PyObject *prompt = py_object_str(arguments[0]), *file = py_stream_find("stdout");
        bool ok = prompt && file && py_stream_object_write_str(file, prompt) && py_stream_object_flush(file);
        py_xdecref(prompt);
        if (!ok) return NULL;
    }
    if (py_stream_read_line(&vm->streams, &line) < 0) return py_raise_os_error(EIO, NULL);
    if (line.length == 0) return py_raise(PY_TYPE(EOFError), "EOF when reading a line");
    if (line.data[line.length - 1] == '\n') line.length--;
    return py_str_from_utf8(line);
}

PY_METHOD(builtin_repr) {
    return py_object_repr(arguments[0]);
}

PY_METHOD(builtin_ascii) {
    return py_object_ascii(arguments[0]);
}

PY_METHOD(builtin_format) {
    if (arguments[1] && !py_is_str(arguments[1]))
        return py_raise(PY_TYPE(TypeError), "format() argument 2 must be str, not %T", arguments[1]);
    return py_object_format(arguments[0], arguments[1]);
}

PY_METHOD(builtin_chr) {
    PyObject *index = py_number_index(arguments[0]);
    if (!index) return NULL;
    int overflow = 0;
    int64_t value = py_int_to_int64_or_overflow(index, &overflow);
    py_decref(index);
    if (overflow || value < INT32_MIN || value > INT32_MAX)
        return py_raise(PY_TYPE(OverflowError), overflow    ? "Python int too large to convert to C long"
                                                : value < 0 ? "signed integer is less than minimum"
                                                            : "signed integer is greater than maximum");
    if (value < 0 || value > 0x10FFFF)
        return py_raise(PY_TYPE(ValueError), "chr() arg not in range(0x110000)");
    return py_str_from_code_point((uint32_t)value);
}

PY_METHOD(builtin_ord) {
    PyObject *text = arguments[0];
    int64_t length;
    if (py_is_str(text)) {
        length = py_str_length(text);
        if (length == 1) return py_int_from_int64(py_str_at(text, 0));
    } else if (py_is_bytes(text)) {
        length = py_size(text);
        if (length == 1) return py_int_from_int64((uint8_t)py_bytes_data(text)[0]);
    } else {
        return py_raise(PY_TYPE(TypeError), "ord() expected string of length 1, but %T found", text);
    }
    return py_raise(PY_TYPE(TypeError), "ord() expected a character, but string of length %lld found",
                    (long long)length);
}

const PyMethod py_builtin_text_functions[] = {
    {"print", builtin_print, 0, -1, PY_METHOD_RAW, NULL,
     "Prints the values to a stream, or to sys.stdout by default.\n\n  sep\n    string inserted between "
     "values,"
     " default a space.\n  end\n    string appended after the last value, default a newline.\n  file\n    a"
     " file-like object (stream); defaults to the current sys.stdout.\n  flush\n    whether to forcibly "
     "flush the"
     " stream."},
    {"input", builtin_input, 0, 1, 0, NULL,
     "Read a string from standard input.  The trailing newline is stripped."},
    {"repr", builtin_repr, 1, 1, 0, NULL, "Return the canonical string representation of the object."},
    {"ascii", builtin_ascii, 1, 1, 0, NULL, "Return an ASCII-only representation of an object."},
    {"format", builtin_format, 1, 2, 0, NULL, "Return value.__format__(format_spec)"},
    {"chr", builtin_chr, 1, 1, 0, NULL,
     "Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff."},
    {"ord", builtin_ord, 1, 1, 0, NULL, "Return the Unicode code point for a one-character string."},
    {0}};
