/* Raising and handling, see raise.h. */
#include "python/vm/raise.h"

#include "python/objects/bytes.h"
#include "python/objects/statics.h"
#include "python/objects/tuple.h"

static bool is_exception_class(PyObject *object) {
    return py_is_type(object) && py_type_is_subtype((PyType *)object, PY_TYPE(BaseException));
}

/* Calls an exception class without arguments: new reference. */
static PyObject *instantiate(PyObject *class) {
    PyObject *made = py_object_call_no_arguments(class);
    if (made && !py_is_exception(made)) {
        py_raise(PY_TYPE(TypeError), "calling %R should have returned an instance of BaseException, not %R",
                 class, made->type);
        py_clear(made);
    }
    return made;
}

/* The `from` part of a raise. */
static bool set_cause(PyObject *exception, PyObject *cause) {
    PyException *raised = (PyException *)exception;
    PyObject *value;
    if (is_exception_class(cause))
        value = instantiate(cause);
    else if (py_is_exception(cause))
        value = py_new_ref(cause);
    else if (cause == PY_NONE)
        value = NULL;
    else
        value = py_raise(PY_TYPE(TypeError), "exception causes must derive from BaseException");
    if (!value && cause != PY_NONE) return false;
    py_replace(raised->cause, value);
    raised->suppress_context = true;
    return true;
}

static bool raise_again(PyVm *vm) {
    (void)vm;
    if (!py_runtime.handled) {
        py_raise(PY_TYPE(RuntimeError), "No active exception to reraise");
        return false;
    }
    py_error_restore(py_new_ref(py_runtime.handled));
    return true;
}

bool py_raise_statement(PyVm *vm, PyObject *exception, PyObject *cause) {
    if (!exception) return raise_again(vm);
    PyObject *value;
    if (is_exception_class(exception))
        value = instantiate(exception);
    else if (py_is_exception(exception))
        value = py_new_ref(exception);
    else
        value = py_raise(PY_TYPE(TypeError), "exceptions must derive from BaseException");
    if (!value) return false;
    if (!cause || set_cause(value, cause)) py_raise_exception(value);
    py_decref(value);
    return false;
}

int py_exception_matches(PyObject *exception, PyObject *classes) {
    static const char message[] = "catching classes that do not inherit from BaseException is not allowed";
    if (!py_is_tuple(classes)) {
        if (!is_exception_class(classes)) return py_raise_int(PY_TYPE(TypeError), message);
        return py_is_instance_of(exception, (PyType *)classes);
    }
    for (int64_t i = 0; i < py_size(classes); i++)
        if (!is_exception_class(py_tuple_item(classes, i))) return py_raise_int(PY_TYPE(TypeError), message);
    for (int64_t i = 0; i < py_size(classes); i++)
        if (py_is_instance_of(exception, (PyType *)py_tuple_item(classes, i))) return 1;
    return 0;
}

/* Reads one number of the exception table: six bits a byte, bit 6 says that another byte follows. (Bit 7
 * marks the first byte of an entry.) */
static const uint8_t *read_number(const uint8_t *byte, const uint8_t *end, int64_t *number) {
    *number = 0;
    while (byte < end) {
        *number = *number << 6 | (*byte & 63);
        if (!(*byte++ & 64)) break;
    }
    return byte;
}

bool py_code_find_handler(const PyCode *code, int64_t unit, PyHandler *handler) {
    const uint8_t *byte = (const uint8_t *)py_bytes_data(code->exception_table);
    const uint8_t *end = byte + py_size(code->exception_table);
    while (byte < end) {
        int64_t start, length, target, depth_and_flag;
        byte = read_number(byte, end, &start);
        if (start > unit) return false;
        byte = read_number(byte, end, &length);
        byte = read_number(byte, end, &target);
        byte = read_number(byte, end, &depth_and_flag);
        if (unit >= start + length) continue;
        *handler = (PyHandler){target, (int)(depth_and_flag >> 1), depth_and_flag & 1};
        return true;
    }
    return false;
}

PyObject *py_with_enter(PyObject *manager, PyObject **leave) {
    PyObject *enter = NULL;
    int found = py_object_find_special(manager, "__enter__", &enter);
    if (found == 0)
        py_raise(PY_TYPE(TypeError), "'%T' object does not support the context manager protocol", manager);
    if (found <= 0) return NULL;
    found = py_object_find_special(manager, "__exit__", leave);
    if (found == 0)
        py_raise(PY_TYPE(TypeError),
                 "'%T' object does not support the context manager protocol (missed __exit__ method)",
                 manager);
    PyObject *entered = found > 0 ? py_object_call_no_arguments(enter) : NULL;
    py_decref(enter);
    if (!entered) py_clear(*leave);
    return entered;
}

PyObject *py_with_exit_exception(PyObject *leave, PyObject *exception) {
    PyObject *traceback = ((PyException *)exception)->traceback;
    PyObject *arguments[3] = {(PyObject *)exception->type, exception, traceback ? traceback : PY_NONE};
    return py_object_call(leave, arguments, 3, NULL);
}
