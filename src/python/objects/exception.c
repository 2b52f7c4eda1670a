/* Exceptions as objects, see exception.h.
 *
 * Every class is made from one line of exception_types.h; what is special about some of them (more fields,
 * another
 * __init__ or __str__) stands in the table `shapes` and is inherited by their subclasses. */
#include "python/objects/exception.h"

#include "python/objects/alloc.h"
#include "python/objects/bytes.h"
#include "python/objects/dict.h"
#include "python/objects/error.h"
#include "python/objects/list.h"
#include "python/objects/method.h"
#include "python/objects/protocol.h"
#include "python/objects/type.h"

#include <errno.h>
#include <string.h>

static PyException *exception(PyObject *self) {
    return (PyException *)self;
}

PyObject *py_exception_new(PyType *type, PyObject *argument) {
    return py_object_call((PyObject *)type, &argument, argument ? 1 : 0, NULL);
}

/* --- BaseException ----------------------------------------------------------------------------------------
 */

static PyObject *base_new(PyType *type, PyObject *const *arguments, int64_t count, PyObject *keyword_names) {
    (void)keyword_names;
    PyObject *self = py_object_alloc(type, 0);
    if (!self) return NULL;
    py_gc_track(self);
    exception(self)->args = py_tuple_from_array(arguments, count);
    if (!exception(self)->args) py_clear(self);
    return self;
}

static int base_init(PyObject *self, PyObject *const *arguments, int64_t count, PyObject *keyword_names) {
    if (py_arguments_no_keywords(self->type->name, keyword_names) < 0) return -1;
    PyObject *args = py_tuple_from_array(arguments, count);
    if (!args) return -1;
    py_replace(exception(self)->args, args);
    return 0;
}

/* All fields between the header and the end of the struct that hold references: every 8 bytes but `skip`. */
static int each_reference(PyObject *self, int (*visit)(PyObject **place, void *user), void *user) {
    PyException *base = exception(self);
    PyObject **own[] = {&base->dict,      &base->args,    &base->notes,
                        &base->traceback, &base->context, &base->cause};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (*own[i] && visit(own[i], user) < 0) return -1;
    PyType *solid = self->type;
    while (solid->flags & PY_FLAG_HEAP) solid = solid->super;
    for (PyType *type = solid; type; type = type->super)
        for (const PyMember *member = type->members; member && member->name; member++) {
            PyObject **place = (PyObject **)((char *)self + member->offset);
            bool is_more = member->kind == PY_MEMBER_OBJECT && (size_t)member->offset >= sizeof(PyException);
            if (is_more && *place && visit(place, user) < 0) return -1;
        }
    return 0;
}

static int clear_place(PyObject **place, void *user) {
    (void)user;
    py_clear(*place);
    return 0;
}

static void base_dealloc(PyObject *self) {
    py_gc_untrack(self);
    each_reference(self, clear_place, NULL);
    py_object_free(self);
}

typedef struct Visitor {
    PyVisit visit;
    void *user;
} Visitor;

static int visit_place(PyObject **place, void *user) {
    Visitor *visitor = user;
    return visitor->visit(*place, visitor->user);
}

static int base_traverse(PyObject *self, PyVisit visit, void *user) {
    return each_reference(self, visit_place, &(Visitor){visit, user});
}

static int base_clear(PyObject *self) {
    return each_reference(self, clear_place, NULL);
}

static PyObject *base_str(PyObject *self) {
    PyObject *args = exception(self)->args;
    if (!py_size(args)) return py_new_ref(PY_EMPTY_STR);
    return py_object_str(py_size(args) == 1 ? py_tuple_item(args, 0) : args);
}

static PyObject *base_repr(PyObject *self) {
    const char *name = py_type_short_name(self->type);
    PyObject *args = exception(self)->args;
    if (py_size(args) == 1) return py_str_format("%s(%R)", name, py_tuple_item(args, 0));
    return py_str_format("%s%R", name, args);
}

PY_METHOD(base_with_traceback) {
    if (arguments[0] != PY_NONE && strcmp(arguments[0]->type->name, "traceback") != 0)
        return py_raise(PY_TYPE(TypeError), "__traceback__ must be a traceback or None");
    py_replace(exception(self)->traceback, arguments[0] == PY_NONE ? NULL : py_new_ref(arguments[0]));
    return py_new_ref(self);
}

PY_METHOD(base_add_note) {
    if (!py_is_str(arguments[0]))
        return py_raise(PY_TYPE(TypeError), "note must be a str, not '%s'", arguments[0]->type->name);
    PyObject *name = py_str_interned("__notes__"), *notes = NULL;
    int found = name ? py_object_find_attr(self, name, &notes) : -1;
    int status = found < 0 ? -1 : 0;
    if (found == 0) {
        notes = py_list_new(0);
        status = notes ? py_object_setattr(self, name, notes) : -1;
    }
    if (status == 0 && !py_is_list(notes))
        status = py_raise_int(PY_TYPE(TypeError), "Cannot add note: __notes__ is not a list");
    if (status == 0) status = py_list_append(notes, arguments[0]);
    py_xdecref(name);
    py_xdecref(notes);
    return status < 0 ? NULL : py_none();
}

static PyObject *get_args(PyObject *self, void *closure) {
    (void)closure;
    return py_new_ref(exception(self)->args);
}

static int set_args(PyObject *self, PyObject *value, void *closure) {
    (void)closure;
    if (!value) return py_raise_int(PY_TYPE(TypeError), "args may not be deleted");
    PyObject *args = py_sequence_to_tuple(value);
    if (!args) return -1;
    py_replace(exception(self)->args, args);
    return 0;
}

static PyObject **chain_place(PyObject *self, void *closure) {
    return (PyObject **)((char *)self + (uint64_t)closure);
}

static PyObject *get_chained(PyObject *self, void *closure) {
    PyObject *value = *chain_place(self, closure);
    return value ? py_new_ref(value) : py_none();
}

static int set_chained(PyObject *self, PyObject *value, void *closure) {
    bool is_cause = closure == (void *)offsetof(PyException, cause);
    const char *name = is_cause ? "__cause__" : "__context__";
    if (!value) return py_raise_int(PY_TYPE(TypeError), "%s may not be deleted", name);
    if (value != PY_NONE && !py_is_exception(value))
        return py_raise_int(PY_TYPE(TypeError), "exception %s must be None or derive from BaseException",
                            is_cause ? "cause" : "context");
    py_replace(*chain_place(self, closure), value == PY_NONE ? NULL : py_new_ref(value));
    if (is_cause) exception(self)->suppress_context = true;
    return 0;
}

static int set_traceback(PyObject *self, PyObject *value, void *closure) {
    (void)closure;
    if (!value) return py_raise_int(PY_TYPE(TypeError), "__traceback__ may not be deleted");
    if (value != PY_NONE && strcmp(value->type->name, "traceback") != 0)
        return py_raise_int(PY_TYPE(TypeError), "__traceback__ must be a traceback or None");
    py_replace(exception(self)->traceback, value == PY_NONE ? NULL : py_new_ref(value));
    return 0;
}

static PyObject *get_dict(PyObject *self, void *closure) {
    (void)closure;
    PyObject *dict = py_object_dict(self, true);
    return dict ? py_new_ref(dict) : NULL;
}

static const PyGetSet base_getset[] = {
    {"__dict__", get_dict, NULL, NULL, NULL},
    {"args", get_args, set_args, NULL, NULL},
    {"__traceback__", get_chained, set_traceback, NULL, (void *)offsetof(PyException, traceback)},
    {"__context__", get_chained, set_chained, NULL, (void *)offsetof(PyException, context)},
    {"__cause__", get_chained, set_chained, NULL, (void *)offsetof(PyException, cause)},
    {0},
};

static const PyMember base_members[] = {
    {"__suppress_context__", PY_MEMBER_BOOL, offsetof(PyException, suppress_context), true},
    {0},
};

static const PyMethod base_methods[] = {
    {"with_traceback", base_with_traceback, 1, 1, 0, NULL,
     "Exception.with_traceback(tb) --\n    set self.__traceback__ to tb and return self."},
    {"add_note", base_add_note, 1, 1, 0, NULL,
     "Exception.add_note(note) --\n    add a note to the exception"},
    {0},
};

/* --- Classes with fields of their own ---------------------------------------------------------------------
 */

static int stop_iteration_init(PyObject *self, PyObject *const *arguments, int64_t count,
                               PyObject *keyword_names) {
    if (base_init(self, arguments, count, keyword_names) < 0) return -1;
    py_replace(((PyStopIteration *)self)->value, py_new_ref(count ? arguments[0] : PY_NONE));
    return 0;
}

static const PyMember stop_iteration_members[] = {
    {"value", PY_MEMBER_OBJECT, offsetof(PyStopIteration, value), true},
    {0},
};

static int system_exit_init(PyObject *self, PyObject *const *arguments, int64_t count,
                            PyObject *keyword_names) {
    if (base_init(self, arguments, count, keyword_names) < 0) return -1;
    if (!count) return 0;
    PyObject *code = count == 1 ? arguments[0] : exception(self)->args;
    py_replace(((PySystemExit *)self)->code, py_new_ref(code));
    return 0;
}

static const PyMember system_exit_members[] = {
    {"code", PY_MEMBER_OBJECT, offsetof(PySystemExit, code), true},
    {0},
};

/* The repr, so that KeyError('') does not show as nothing. */
static PyObject *key_error_str(PyObject *self) {
    PyObject *args = exception(self)->args;
    return py_size(args) == 1 ? py_object_repr(py_tuple_item(args, 0)) : base_str(self);
}

/* Positional arguments become args; the keywords set fields. */
static int init_with_fields(PyObject *self, const char *keywords, int fields, const int64_t *offsets,
                            PyObject *const *arguments, int64_t count, PyObject *keyword_names) {
    PyObject *values[4];
    if (base_init(self, arguments, count, NULL) < 0) return -1;
    if (py_arguments_place(self->type->name, keywords, 0, fields, arguments + count, 0, NULL, values) < 0)
        return -1;
    if (keyword_names && py_arguments_place(self->type->name, keywords, 0, fields, arguments + count, 0,
                                            keyword_names, values) < 0)
        return -1;
    for (int i = 0; i < fields; i++)
        py_replace(*(PyObject **)((char *)self + offsets[i]), py_xnew_ref(values[i]));
    return 0;
}

static int name_error_init(PyObject *self, PyObject *const *arguments, int64_t count,
                           PyObject *keyword_names) {
    static const int64_t offsets[] = {offsetof(PyNameError, name)};
    return init_with_fields(self, "* name", 1, offsets, arguments, count, keyword_names);
}

static const PyMember name_error_members[] = {
    {"name", PY_MEMBER_OBJECT, offsetof(PyNameError, name), true},
    {0},
};

static int attribute_error_init(PyObject *self, PyObject *const *arguments, int64_t count,
                                PyObject *keyword_names) {
    static const int64_t offsets[] = {offsetof(PyAttributeError, name), offsetof(PyAttributeError, object)};
    return init_with_fields(self, "* name obj", 2, offsets, arguments, count, keyword_names);
}

static const PyMember attribute_error_members[] = {
    {"name", PY_MEMBER_OBJECT, offsetof(PyAttributeError, name), true},
    {"obj", PY_MEMBER_OBJECT, offsetof(PyAttributeError, object), true},
    {0},
};

static int import_error_init(PyObject *self, PyObject *const *arguments, int64_t count,
                             PyObject *keyword_names) {
    static const int64_t offsets[] = {offsetof(PyImportError, name), offsetof(PyImportError, path)};
    if (init_with_fields(self, "* name path", 2, offsets, arguments, count, keyword_names) < 0) return -1;
    py_replace(((PyImportError *)self)->msg, count == 1 ? py_new_ref(arguments[0]) : NULL);
    return 0;
}

static PyObject *import_error_str(PyObject *self) {
    PyObject *message = ((PyImportError *)self)->msg;
    return message && py_is_exact(message, PY_TYPE(str)) ? py_new_ref(message) : base_str(self);
}

static const PyMember import_error_members[] = {
    {"msg", PY_MEMBER_OBJECT, offsetof(PyImportError, msg), true},
    {"name", PY_MEMBER_OBJECT, offsetof(PyImportError, name), true},
    {"path", PY_MEMBER_OBJECT, offsetof(PyImportError, path), true},
    {0},
};

/* SyntaxError(msg, (filename, lineno, offset, text, end_lineno, end_offset)) */
static int syntax_error_init(PyObject *self, PyObject *const *arguments, int64_t count,
                             PyObject *keyword_names) {
    PySyntaxError *error = (PySyntaxError *)self;
    if (base_init(self, arguments, count, keyword_names) < 0) return -1;
    if (count >= 1) py_replace(error->msg, py_new_ref(arguments[0]));
    if (count != 2) return 0;
    PyObject *details = py_sequence_to_tuple(arguments[1]);
    if (!details) return -1;
    PyObject **places[] = {&error->filename, &error->lineno,     &error->offset,
                           &error->text,     &error->end_lineno, &error->end_offset};
    int64_t size = py_size(details);
    bool fits = size == 4 || size == 6;
    for (int64_t i = 0; fits && i < size; i++) py_replace(*places[i], py_new_ref(py_tuple_item(details, i)));
    py_decref(details);
    if (fits) return 0;
    return py_raise_int(PY_TYPE(TypeError), "function takes exactly 4 or 6 arguments (%lld given)",
                        (long long)size);
}

static PyObject *file_part(PyObject *filename) {
    int64_t slash =
        py_str_find(filename, (PyObject *)&PY_STATICS->ascii['/'], 0, py_str_length(filename), true);
    return py_str_slice(filename, slash + 1, py_str_length(filename));
}

static PyObject *syntax_error_str(PyObject *self) {
    PySyntaxError *error = (PySyntaxError *)self;
    PyObject *message = error->msg ? error->msg : PY_NONE, *text;
    bool has_file = error->filename && py_is_str(error->filename);
    bool has_line = error->lineno && py_is_exact(error->lineno, PY_TYPE(int));
    PyObject *file = has_file ? file_part(error->filename) : NULL;
    if (file && has_line)
        text = py_str_format("%S (%U, line %S)", message, file, error->lineno);
    else if (file)
        text = py_str_format("%S (%U)", message, file);
    else if (has_line)
        text = py_str_format("%S (line %S)", message, error->lineno);
    else
        text = py_object_str(message);
    py_xdecref(file);
    return text;
}

static const PyMember syntax_error_members[] = {
    {"msg", PY_MEMBER_OBJECT, offsetof(PySyntaxError, msg), true},
    {"filename", PY_MEMBER_OBJECT, offsetof(PySyntaxError, filename), true},
    {"lineno", PY_MEMBER_OBJECT, offsetof(PySyntaxError, lineno), true},
    {"offset", PY_MEMBER_OBJECT, offsetof(PySyntaxError, offset), true},
    {"text", PY_MEMBER_OBJECT, offsetof(PySyntaxError, text), true},
    {"end_lineno", PY_MEMBER_OBJECT, offsetof(PySyntaxError, end_lineno), true},
    {"end_offset", PY_MEMBER_OBJECT, offsetof(PySyntaxError, end_offset), true},
    {"print_file_and_line", PY_MEMBER_OBJECT, offsetof(PySyntaxError, print_file_and_line), true},
    {0},
};

/* OSError(errno, strerror[, filename[, winerror[, filename2]]]) chooses the subclass by errno. */
static PyType *os_error_class(int64_t number) {
    switch (number) {
    case EAGAIN:
    case EALREADY:
    case EINPROGRESS: return PY_TYPE(BlockingIOError);
    case EPIPE:
    case ESHUTDOWN: return PY_TYPE(BrokenPipeError);
    case ECHILD: return PY_TYPE(ChildProcessError);
    case ECONNABORTED: return PY_TYPE(ConnectionAbortedError);
    case ECONNREFUSED: return PY_TYPE(ConnectionRefusedError);
    case ECONNRESET: return PY_TYPE(ConnectionResetError);
    case EEXIST: return PY_TYPE(FileExistsError);
    case ENOENT: return PY_TYPE(FileNotFoundError);
    case EISDIR: return PY_TYPE(IsADirectoryError);
    case ENOTDIR: return PY_TYPE(NotADirectoryError);
    case EINTR: return PY_TYPE(InterruptedError);
    case EACCES:
    case EPERM: return PY_TYPE(PermissionError);
    case ESRCH: return PY_TYPE(ProcessLookupError);
    case ETIMEDOUT: return PY_TYPE(TimeoutError);
    default: return PY_TYPE(OSError);
    }
}

static PyObject *os_error_new(PyType *type, PyObject *const *arguments, int64_t count,
                              PyObject *keyword_names) {
    if (py_arguments_no_keywords(type->name, keyword_names) < 0) return NULL;
    bool detailed = count >= 2 && count <= 5;
    if (type == PY_TYPE(OSError) && detailed && py_is_int(arguments[0])) {
        int overflow;
        type = os_error_class(py_int_to_int64_or_overflow(arguments[0], &overflow));
    }
    PyObject *self = base_new(type, arguments, count, NULL);
    if (!self || !detailed) return self;
    PyOSError *error = (PyOSError *)self;
    error->error_number = py_new_ref(arguments[0]);
    error->message = py_new_ref(arguments[1]);
    if (count > 2 && arguments[2] != PY_NONE) {
        error->filename = py_new_ref(arguments[2]);
        if (count > 4) error->filename2 = py_new_ref(arguments[4]);
        py_replace(error->base.args, py_tuple_from_array(arguments, 2));
    }
    return self;
}

static int os_error_init(PyObject *self, PyObject *const *arguments, int64_t count, PyObject *keyword_names) {
    (void)self, (void)arguments, (void)count, (void)keyword_names;
    return 0;
}

static PyObject *os_error_str(PyObject *self) {
    PyOSError *error = (PyOSError *)self;
    if (error->filename && error->filename2)
        return py_str_format("[Errno %S] %S: %R -> %R", error->error_number, error->message, error->filename,
                             error->filename2);
    if (error->filename)
        return py_str_format("[Errno %S] %S: %R", error->error_number, error->message, error->filename);
    if (error->error_number) return py_str_format("[Errno %S] %S", error->error_number, error->message);
    return base_str(self);
}

static const PyMember os_error_members[] = {
    {"errno", PY_MEMBER_OBJECT, offsetof(PyOSError, error_number), true},
    {"strerror", PY_MEMBER_OBJECT, offsetof(PyOSError, message), true},
    {"filename", PY_MEMBER_OBJECT, offsetof(PyOSError, filename), true},
    {"filename2", PY_MEMBER_OBJECT, offsetof(PyOSError, filename2), true},
    {0},
};

/* UnicodeEncodeError(encoding, object, start, end, reason) */
static int unicode_error_init(PyObject *self, PyObject *const *arguments, int64_t count,
                              PyObject *keyword_names) {
    PyUnicodeError *error = (PyUnicodeError *)self;
    if (base_init(self, arguments, count, keyword_names) < 0) return -1;
    if (count != 5)
        return py_raise_int(PY_TYPE(TypeError), "function takes exactly 5 arguments (%lld given)",
                            (long long)count);
    error->start = py_int_as_int64(arguments[2]);
    error->end = py_error_occurred() ? 0 : py_int_as_int64(arguments[3]);
    if (py_error_occurred()) return -1;
    py_replace(error->encoding, py_new_ref(arguments[0]));
    py_replace(error->object, py_new_ref(arguments[1]));
    py_replace(error->reason, py_new_ref(arguments[4]));
    return 0;
}

static PyObject *encode_error_str(PyObject *self) {
    PyUnicodeError *error = (PyUnicodeError *)self;
    bool single = error->object && py_is_str(error->object) && error->end == error->start + 1 &&
                  error->start >= 0 && error->start < py_str_length(error->object);
    if (!error->object) return py_new_ref(PY_EMPTY_STR);
    if (!single)
        return py_str_format("'%S' codec can't encode characters in position %lld-%lld: %S", error->encoding,
                             (long long)error->start, (long long)error->end - 1, error->reason);
    uint32_t c = py_str_at(error->object, error->start);
    const char *form = c <= 0xFF     ? "'%S' codec can't encode character '\\x%02x' in position %lld: %S"
                       : c <= 0xFFFF ? "'%S' codec can't encode character '\\u%04x' in position %lld: %S"
                                     : "'%S' codec can't encode character '\\U%08x' in position %lld: %S";
    return py_str_format(form, error->encoding, c, (long long)error->start, error->reason);
}

static PyObject *decode_error_str(PyObject *self) {
    PyUnicodeError *error = (PyUnicodeError *)self;
    if (!error->object) return py_new_ref(PY_EMPTY_STR);
    bool single = py_is_bytes(error->object) && error->end == error->start + 1 && error->start >= 0 &&
                  error->start < py_size(error->object);
    if (!single)
        return py_str_format("'%S' codec can't decode bytes in position %lld-%lld: %S", error->encoding,
                             (long long)error->start, (long long)error->end - 1, error->reason);
    return py_str_format("'%S' codec can't decode byte 0x%02x in position %lld: %S", error->encoding,
                         (uint8_t)py_bytes_data(error->object)[error->start], (long long)error->start,
                         error->reason);
}

static const PyMember unicode_error_members[] = {
    {"encoding", PY_MEMBER_OBJECT, offsetof(PyUnicodeError, encoding), true},
    {"object", PY_MEMBER_OBJECT, offsetof(PyUnicodeError, object), true},
    {"start", PY_MEMBER_INT64, offsetof(PyUnicodeError, start), true},
    {"end", PY_MEMBER_INT64, offsetof(PyUnicodeError, end), true},
    {"reason", PY_MEMBER_OBJECT, offsetof(PyUnicodeError, reason), true},
    {0},
};

/* --- The classes ------------------------------------------------------------------------------------------
 */

typedef int (*InitFunction)(PyObject *, PyObject *const *, int64_t, PyObject *);

typedef struct Shape {
    PyType *type;
    int64_t size;
    InitFunction init;
    PyUnary str;
    const PyMember *members;
} Shape;

static const Shape shapes[] = {
    {PY_TYPE(StopIteration), sizeof(PyStopIteration), stop_iteration_init, NULL, stop_iteration_members},
    {PY_TYPE(SystemExit), sizeof(PySystemExit), system_exit_init, NULL, system_exit_members},
    {PY_TYPE(KeyError), 0, NULL, key_error_str, NULL},
    {PY_TYPE(NameError), sizeof(PyNameError), name_error_init, NULL, name_error_members},
    {PY_TYPE(AttributeError), sizeof(PyAttributeError), attribute_error_init, NULL, attribute_error_members},
    {PY_TYPE(ImportError), sizeof(PyImportError), import_error_init, import_error_str, import_error_members},
    {PY_TYPE(SyntaxError), sizeof(PySyntaxError), syntax_error_init, syntax_error_str, syntax_error_members},
    {PY_TYPE(OSError), sizeof(PyOSError), os_error_init, os_error_str, os_error_members},
    {PY_TYPE(UnicodeEncodeError), sizeof(PyUnicodeError), unicode_error_init, encode_error_str,
     unicode_error_members},
    {PY_TYPE(UnicodeDecodeError), sizeof(PyUnicodeError), unicode_error_init, decode_error_str,
     unicode_error_members},
};

#define X(class, base, text)                                                                                 \
    const PyType py_##class##_template = {                                                                   \
        .name = #class,                                                                                      \
        .super = PY_TYPE(base),                                                                              \
        .flags = PY_FLAG_BASE | PY_FLAG_GC,                                                                  \
        .doc = text,                                                                                         \
    };
PY_EXCEPTIONS(X)
#undef X

void py_exceptions_shape_types(void) {
    PyType *base = PY_TYPE(BaseException);
    base->basic_size = sizeof(PyException);
    base->dealloc = base_dealloc;
    base->repr = base_repr;
    base->str = base_str;
    base->flags |= PY_FLAG_EXCEPTION;
    base->traverse = base_traverse;
    base->clear = base_clear;
    base->methods = base_methods;
    base->members = base_members;
    base->getset = base_getset;
    base->dict_offset = offsetof(PyException, dict);
    base->init = base_init;
    base->new = base_new;
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        PyType *type = shapes[i].type;
        type->basic_size = shapes[i].size;
        type->init = shapes[i].init;
        type->str = shapes[i].str;
        type->members = shapes[i].members;
    }
    PY_TYPE(OSError)->new = os_error_new;
}
