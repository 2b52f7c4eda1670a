/* The standard streams as objects, see streams.h. */
#include "python/modules/streams.h"

#include "python/objects/alloc.h"
#include "python/objects/dict.h"
#include "python/objects/error.h"
#include "python/objects/int.h"
#include "python/objects/list.h"
#include "python/objects/method.h"
#include "python/objects/module.h"
#include "python/objects/protocol.h"
#include "python/objects/str.h"
#include "python/vm/vm.h"

#include <errno.h>

PyObject *py_stream_object_new(int descriptor, const char *name, const char *mode) {
    PyStreamObject *stream = (PyStreamObject *)py_object_alloc(PY_TYPE(TextIOWrapper), 0);
    if (!stream) return NULL;
    stream->descriptor = descriptor;
    stream->name = py_str_from_c(name);
    stream->mode = py_str_from_c(mode);
    return (PyObject *)stream;
}

static void stream_dealloc(PyObject *self) {
    py_xdecref(((PyStreamObject *)self)->name);
    py_xdecref(((PyStreamObject *)self)->mode);
    py_object_free(self);
}

PyObject *py_stream_find(const char *name) {
    PyObject *stream = py_dict_get_c(py_module_dict(py_vm->sys_module), name);
    return stream ? stream : py_raise(PY_TYPE(RuntimeError), "lost sys.%s", name);
}

/* --- Writing --- */

static bool write_bytes(const PyStreamObject *stream, Str text) {
    int failure = py_stream_write(&py_vm->streams, stream->descriptor, text);
    if (failure) py_raise_os_error(failure, NULL);
    return !failure;
}

/* Standard error takes characters that cannot be encoded, as escapes; standard output refuses them. */
static bool write_text(const PyStreamObject *stream, PyObject *text) {
    Str bytes = py_str_utf8(text);
    if (bytes.data) return write_bytes(stream, bytes);
    if (stream->descriptor != 2) return false;
    py_error_clear();
    PyObject *escaped = py_object_ascii(text);
    Str view = escaped ? py_str_utf8(escaped) : (Str){0};
    bool ok = escaped && write_bytes(stream, str_slice(view, 1, view.length - 1));
    py_xdecref(escaped);
    return ok;
}

bool py_stream_object_write_str(PyObject *file, PyObject *text) {
    if (py_is_exact(file, PY_TYPE(TextIOWrapper)) && ((PyStreamObject *)file)->descriptor)
        return write_text((PyStreamObject *)file, text);
    PyObject *result = py_object_call_method(file, "write", &text, 1);
    py_xdecref(result);
    return result != NULL;
}

bool py_stream_object_write(PyObject *file, Str text) {
    if (py_is_exact(file, PY_TYPE(TextIOWrapper)) && ((PyStreamObject *)file)->descriptor)
        return write_bytes((PyStreamObject *)file, text);
    PyObject *string = py_str_from_utf8(text);
    bool ok = string && py_stream_object_write_str(file, string);
    py_xdecref(string);
    return ok;
}

bool py_stream_object_flush(PyObject *file) {
    PyObject *result = py_object_call_method(file, "flush", NULL, 0);
    py_xdecref(result);
    return result != NULL;
}

/* --- Methods --- */

static PyObject *refuse(const char *what) {
    return py_raise(PY_TYPE(ValueError), "not %s", what);
}

PY_METHOD(stream_write) {
    const PyStreamObject *stream = (PyStreamObject *)self;
    if (!py_is_str(arguments[0]))
        return py_raise(PY_TYPE(TypeError), "write() argument must be str, not %T", arguments[0]);
    if (!stream->descriptor) return refuse("writable");
    return write_text(stream, arguments[0]) ? py_int_from_int64(py_str_length(arguments[0])) : NULL;
}

PY_METHOD(stream_writelines) {
    PyObject *iterator = py_object_iter(arguments[0]), *line;
    bool ok = iterator != NULL;
    while (ok && (line = py_iter_next(iterator))) {
        ok = py_stream_object_write_str(self, line);
        py_decref(line);
    }
    py_xdecref(iterator);
    return ok && !py_error_occurred() ? py_none() : NULL;
}

PY_METHOD(stream_flush) {
    int failure = ((PyStreamObject *)self)->descriptor == 1 ? py_stream_flush(&py_vm->streams) : 0;
    return failure ? py_raise_os_error(failure, NULL) : py_none();
}

PY_METHOD(stream_fileno) {
    return py_int_from_int64(((PyStreamObject *)self)->descriptor);
}

PY_METHOD(stream_isatty) {
    bool is_output = ((PyStreamObject *)self)->descriptor == 1;
    return py_bool_from(is_output && py_vm->streams.io.output_is_terminal);
}

PY_METHOD(stream_readable) {
    return py_bool_from(((PyStreamObject *)self)->descriptor == 0);
}

PY_METHOD(stream_writable) {
    return py_bool_from(((PyStreamObject *)self)->descriptor != 0);
}

/* The next line as a str, the empty one at the end. */
static PyObject *read_line(PyObject *self) {
    Str line;
    if (((PyStreamObject *)self)->descriptor) return refuse("readable");
    if (py_stream_read_line(&py_vm->streams, &line) < 0) return py_raise_os_error(EIO, NULL);
    return py_str_from_utf8(line);
}

PY_METHOD(stream_readline) {
    return read_line(self);
}

PY_METHOD(stream_read) {
    Str text;
    if (((PyStreamObject *)self)->descriptor) return refuse("readable");
    if (arguments[0] && arguments[0] != PY_NONE)
        return py_raise(PY_TYPE(NotImplementedError), "varscope's sys.stdin.read() takes no size yet");
    if (py_stream_read_all(&py_vm->streams, &text) < 0) return py_raise_os_error(EIO, NULL);
    return py_str_from_utf8(text);
}

PY_METHOD(stream_readlines) {
    return py_list_from_iterable(self);
}

static PyObject *stream_next(PyObject *self) {
    PyObject *line = read_line(self);
    if (line && !py_str_length(line)) py_clear(line);
    return line;
}

static PyObject *stream_iter(PyObject *self) {
    return py_new_ref(self);
}

static PyObject *get_encoding(PyObject *self, void *closure) {
    (void)self, (void)closure;
    return py_str_interned("utf-8");
}

static PyObject *get_errors(PyObject *self, void *closure) {
    (void)closure;
    return py_str_interned(((PyStreamObject *)self)->descriptor == 2 ? "backslashreplace" : "strict");
}

static PyObject *get_closed(PyObject *self, void *closure) {
    (void)self, (void)closure;
    return py_bool_from(false);
}

static PyObject *stream_repr(PyObject *self) {
    const PyStreamObject *stream = (PyStreamObject *)self;
    return py_str_format("<_io.TextIOWrapper name=%R mode=%R encoding='utf-8'>", stream->name, stream->mode);
}

static const PyMethod stream_methods[] = {{"write", stream_write, 1, 1, 0, NULL, NULL},
                                          {"writelines", stream_writelines, 1, 1, 0, NULL, NULL},
                                          {"flush", stream_flush, 0, 0, 0, NULL, NULL},
                                          {"fileno", stream_fileno, 0, 0, 0, NULL, NULL},
                                          {"isatty", stream_isatty, 0, 0, 0, NULL, NULL},
                                          {"readable", stream_readable, 0, 0, 0, NULL, NULL},
                                          {"writable", stream_writable, 0, 0, 0, NULL, NULL},
                                          {"readline", stream_readline, 0, 0, 0, NULL, NULL},
                                          {"readlines", stream_readlines, 0, 0, 0, NULL, NULL},
                                          {"read", stream_read, 0, 1, 0, NULL, NULL},
                                          {0}};
static const PyMember stream_members[] = {{"name", PY_MEMBER_OBJECT, offsetof(PyStreamObject, name), false},
                                          {"mode", PY_MEMBER_OBJECT, offsetof(PyStreamObject, mode), false},
                                          {0}};
static const PyGetSet stream_getset[] = {{"encoding", get_encoding, NULL, NULL, NULL},
                                         {"errors", get_errors, NULL, NULL, NULL},
                                         {"closed", get_closed, NULL, NULL, NULL},
                                         {0}};

const PyType py_TextIOWrapper_template = {
    .name = "_io.TextIOWrapper",
    .basic_size = sizeof(PyStreamObject),
    .flags = PY_FLAG_DISALLOW_INSTANTIATION,
    .dealloc = stream_dealloc,
    .repr = stream_repr,
    .iter = stream_iter,
    .next = stream_next,
    .methods = stream_methods,
    .members = stream_members,
    .getset = stream_getset,
};
