/* The current exception, see error.h. */
#include "python/objects/error.h"

#include "python/objects/exception.h"
#include "python/objects/protocol.h"

#include <string.h>

void *py_raise_exception(PyObject *object) {
    PyException *exception = (PyException *)object;
    PyObject *handled = py_runtime.handled;
    py_incref(object);
    if (handled && handled != object && !exception->context) {
        /* Cut the chain where it would come back to the new exception. */
        for (PyException *older = (PyException *)handled; older; older = (PyException *)older->context)
            if (older->context == object) py_clear(older->context);
        exception->context = py_new_ref(handled);
    }
    py_replace(py_runtime.exception, object);
    return NULL;
}

void *py_raise_object(PyType *type, PyObject *argument) {
    PyObject *exception = py_exception_new(type, argument);
    if (!exception) return NULL;
    py_raise_exception(exception);
    py_decref(exception);
    return NULL;
}

static void raise_list(PyType *type, const char *format, va_list arguments) {
    PyObject *message = py_str_format_list(format, arguments);
    if (!message) return;
    py_raise_object(type, message);
    py_decref(message);
}

void *py_raise(PyType *type, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    raise_list(type, format, arguments);
    va_end(arguments);
    return NULL;
}

int py_raise_int(PyType *type, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    raise_list(type, format, arguments);
    va_end(arguments);
    return -1;
}

void *py_raise_os_error(int number, PyObject *filename) {
    PyObject *code = py_int_from_int64(number), *message = py_str_from_c(strerror(number));
    PyObject *arguments[] = {code, message, filename};
    if (code && message) {
        PyObject *exception = py_object_call((PyObject *)PY_TYPE(OSError), arguments, filename ? 3 : 2, NULL);
        if (exception) py_raise_exception(exception);
        py_xdecref(exception);
    }
    py_xdecref(code);
    py_xdecref(message);
    return NULL;
}

void *py_raise_attribute(PyObject *object, PyObject *name) {
    if (py_is_type(object))
        py_raise(PY_TYPE(AttributeError), "type object '%.50s' has no attribute '%U'",
                 py_type_short_name((PyType *)object), name);
    else
        py_raise(PY_TYPE(AttributeError), "'%.100s' object has no attribute '%U'",
                 py_type_short_name(object->type), name);
    if (!py_error_matches(PY_TYPE(AttributeError))) return NULL;
    PyAttributeError *error = (PyAttributeError *)py_runtime.exception;
    py_replace(error->object, py_new_ref(object));
    py_replace(error->name, py_new_ref(name));
    return NULL;
}

void *py_raise_memory(void) {
    if (py_runtime.memory_error) py_raise_exception(py_runtime.memory_error);
    return NULL;
}

bool py_error_matches(const PyType *type) {
    return py_runtime.exception && py_is_instance_of(py_runtime.exception, type);
}

void py_error_clear(void) {
    py_clear(py_runtime.exception);
}

PyObject *py_error_fetch(void) {
    PyObject *exception = py_runtime.exception;
    py_runtime.exception = NULL;
    return exception;
}

void py_error_restore(PyObject *exception) {
    py_replace(py_runtime.exception, exception);
}

/* Making the exception needs calls as well: there is a little more room for them. */
int py_raise_recursion(const char *where) {
    enum { HEADROOM = 50 };
    const char *stack_limit = py_runtime.stack_limit;
    py_runtime.recursion_limit += HEADROOM;
    py_runtime.stack_limit = NULL;
    py_raise(PY_TYPE(RecursionError), "maximum recursion depth exceeded%s", where);
    py_runtime.stack_limit = stack_limit;
    py_runtime.recursion_limit -= HEADROOM;
    return -1;
}

int py_recursion_enter(const char *where) {
    char here;
    bool has_stack = !py_runtime.stack_limit || &here > py_runtime.stack_limit;
    if (py_runtime.depth < py_runtime.recursion_limit && has_stack) {
        py_runtime.depth++;
        return 0;
    }
    return py_raise_recursion(where);
}
