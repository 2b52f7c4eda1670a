/* Generators, see generator.h. */
#include "python/vm/generator.h"

#include "python/compile/opcode.h"
#include "python/objects/alloc.h"
#include "python/objects/method.h"
#include "python/objects/str.h"
#include "python/objects/tuple.h"
#include "python/vm/raise.h"

#include <string.h>

static const char *kind_of(const PyGenerator *generator) {
    return ((PyCode *)generator->code)->flags & PY_CODE_COROUTINE ? "coroutine" : "generator";
}

/* --- Making and taking down --- */

PyObject *py_generator_from_frame(PyFrame *frame) {
    PyCode *code = frame->code;
    if (code->flags & (PY_CODE_COROUTINE | PY_CODE_ASYNC_GENERATOR))
        return py_raise(PY_TYPE(NotImplementedError), "varscope cannot run async functions yet");
    int64_t slots = code->local_count_all + code->stack_size;
    PyGenerator *generator = (PyGenerator *)py_object_alloc(PY_TYPE(generator), slots);
    if (!generator) return NULL;
    memcpy(&generator->frame, frame, py_frame_size(code));
    generator->frame.owner = PY_FRAME_OF_GENERATOR;
    generator->frame.previous = NULL;
    generator->code = py_new_ref(code);
    generator->name = py_new_ref(frame->function->name);
    generator->qualified_name = py_new_ref(frame->function->qualified_name);
    generator->state = PY_GENERATOR_CREATED;
    py_gc_track(generator);
    return (PyObject *)generator;
}

static PyGenerator *generator_of(PyFrame *frame) {
    return (PyGenerator *)((char *)frame - offsetof(PyGenerator, frame));
}

void py_generator_suspend(PyFrame *frame) {
    frame->previous = NULL;
    generator_of(frame)->state = PY_GENERATOR_SUSPENDED;
}

static PyObject *generator_close(PyObject *self, PyObject *const *arguments, int64_t count, PyObject *names);

/* A generator that is dropped in the middle of a `try` gets the chance to clean up. */
static void close_before_death(PyObject *self) {
    PyGenerator *generator = (PyGenerator *)self;
    if (generator->state != PY_GENERATOR_SUSPENDED || !py_vm || py_vm->is_abandoned) return;
    PyHandler handler;
    if (!py_code_find_handler(generator->frame.code, py_frame_unit(&generator->frame), &handler)) return;
    PyObject *saved = py_error_fetch();
    self->refcount++;
    PyObject *result = generator_close(self, NULL, 0, NULL);
    if (!result) py_error_clear();
    py_xdecref(result);
    self->refcount--;
    py_error_restore(saved);
}

static void generator_dealloc(PyObject *self) {
    PyGenerator *generator = (PyGenerator *)self;
    close_before_death(self);
    if (self->refcount > 0) return;
    py_gc_untrack(self);
    if (generator->state < PY_GENERATOR_RUNNING) py_frame_clear(&generator->frame);
    py_xdecref(generator->handled.exception);
    py_xdecref(generator->code);
    py_xdecref(generator->name);
    py_xdecref(generator->qualified_name);
    py_object_free(self);
}

static int generator_traverse(PyObject *self, PyVisit visit, void *user) {
    PyGenerator *generator = (PyGenerator *)self;
    if (generator->state >= PY_GENERATOR_RUNNING) return 0;
    PyFrame *frame = &generator->frame;
    int stop = visit((PyObject *)frame->function, user);
    for (int32_t i = 0; !stop && i < frame->stack_top; i++)
        if (frame->slots[i]) stop = visit(frame->slots[i], user);
    return stop;
}

/* --- Running --- */

static PySendResult finish_run(PyGenerator *generator, PyObject *value, PyObject **result) {
    *result = value;
    if (generator->state == PY_GENERATOR_SUSPENDED) return PY_SEND_YIELD;
    generator->state = PY_GENERATOR_ENDED;
    py_clear(generator->handled.exception);
    if (value) return PY_SEND_RETURN;
    if (!py_error_matches(PY_TYPE(StopIteration))) return PY_SEND_ERROR;
    PyObject *cause = py_error_fetch();
    py_raise(PY_TYPE(RuntimeError), "%s raised StopIteration", kind_of(generator));
    PyException *error = (PyException *)py_runtime.exception;
    py_replace(error->cause, py_new_ref(cause));
    py_replace(error->context, cause);
    error->suppress_context = true;
    return PY_SEND_ERROR;
}

/* Links the frame in, runs it, unlinks it. With `throwing` the current exception is raised inside. */
static PySendResult run(PyGenerator *generator, bool throwing, PyObject **result) {
    PyVm *vm = py_vm;
    generator->state = PY_GENERATOR_RUNNING;
    generator->frame.previous = vm->frame;
    py_vm_push_handled(vm, &generator->handled);
    py_incref(generator);
    PyObject *value = py_vm_run_frame(vm, &generator->frame, throwing);
    py_vm_pop_handled(vm);
    PySendResult sent = finish_run(generator, value, result);
    py_decref(generator);
    return sent;
}

static PySendResult refuse_running(const PyGenerator *generator) {
    py_raise(PY_TYPE(ValueError), "%s already executing", kind_of(generator));
    return PY_SEND_ERROR;
}

static PySendResult send(PyGenerator *generator, PyObject *value, PyObject **result) {
    *result = NULL;
    if (generator->state == PY_GENERATOR_RUNNING) return refuse_running(generator);
    if (generator->state == PY_GENERATOR_ENDED) {
        *result = py_none();
        return PY_SEND_RETURN;
    }
    if (generator->state == PY_GENERATOR_CREATED && value != PY_NONE) {
        py_raise(PY_TYPE(TypeError), "can't send non-None value to a just-started %s", kind_of(generator));
        return PY_SEND_ERROR;
    }
    generator->frame.slots[generator->frame.stack_top++] = py_new_ref(value);
    return run(generator, false, result);
}

static void raise_stop_iteration(PyObject *value) {
    if (value == PY_NONE)
        py_raise_object(PY_TYPE(StopIteration), NULL);
    else
        py_raise_object(PY_TYPE(StopIteration), value);
}

/* A return becomes StopIteration. Takes over `result`. */
static PyObject *as_method_result(PySendResult sent, PyObject *result) {
    if (sent != PY_SEND_RETURN) return result;
    raise_stop_iteration(result);
    py_decref(result);
    return NULL;
}

static PyObject *generator_next(PyObject *self) {
    PyObject *result;
    PySendResult sent = send((PyGenerator *)self, PY_NONE, &result);
    if (sent != PY_SEND_RETURN || result != PY_NONE) return as_method_result(sent, result);
    py_decref(result);
    return NULL;
}

static PyObject *generator_send(PyObject *self, PyObject *const *arguments, int64_t count, PyObject *names) {
    (void)count, (void)names;
    PyObject *result;
    PySendResult sent = send((PyGenerator *)self, arguments[0], &result);
    return as_method_result(sent, result);
}

/* The iterator that a `yield from` waits for: borrowed, or NULL. It lies on top of the stack. */
static PyObject *delegate_of(const PyGenerator *generator) {
    if (generator->state != PY_GENERATOR_SUSPENDED) return NULL;
    uint16_t behind = generator->frame.previous_instruction[1];
    if ((behind & 0xFF) != PY_OP_RESUME || (behind >> 8) < 2) return NULL;
    return generator->frame.slots[generator->frame.stack_top - 1];
}

static PyObject *stop_iteration_value(void) {
    PyObject *error = py_error_fetch();
    PyObject *value = ((PyStopIteration *)error)->value;
    value = value ? py_new_ref(value) : py_none();
    py_decref(error);
    return value;
}

PySendResult py_generator_send_any(PyObject *receiver, PyObject *value, PyObject **result) {
    if (py_is_exact(receiver, PY_TYPE(generator))) return send((PyGenerator *)receiver, value, result);
    if (value == PY_NONE && receiver->type->next)
        *result = receiver->type->next(receiver);
    else
        *result = py_object_call_method(receiver, "send", &value, 1);
    if (*result) return PY_SEND_YIELD;
    if (py_error_occurred() && !py_error_matches(PY_TYPE(StopIteration))) return PY_SEND_ERROR;
    *result = py_error_occurred() ? stop_iteration_value() : py_none();
    return PY_SEND_RETURN;
}

PyObject *py_yield_from_iterator(PyObject *iterable) {
    if (py_is_exact(iterable, PY_TYPE(generator))) return py_new_ref(iterable);
    return py_object_iter(iterable);
}

/* --- throw and close --- */

/* Raises the current exception inside, in the innermost of the generators that wait for one another. */
static PySendResult throw_inside(PyGenerator *generator, PyObject **result);

/* The delegate has dealt with the exception: its answer is yielded, or its return value goes on. */
static PySendResult after_delegate(PyGenerator *generator, PySendResult sent, PyObject **result) {
    if (sent == PY_SEND_YIELD) {
        generator->state = PY_GENERATOR_SUSPENDED;
        return sent;
    }
    PyFrame *frame = &generator->frame;
    py_decref(frame->slots[--frame->stack_top]);
    generator->state = PY_GENERATOR_SUSPENDED;
    if (sent == PY_SEND_ERROR) return run(generator, true, result);
    /* Go on behind the SEND loop: its end is where SEND jumps to. The SEND stands before the YIELD_VALUE. */
    uint16_t *send_instruction = frame->previous_instruction - 1;
    frame->previous_instruction = send_instruction + (*send_instruction >> 8);
    frame->slots[frame->stack_top++] = *result;
    return run(generator, false, result);
}

static PySendResult throw_into_delegate(PyGenerator *generator, PyObject *delegate, PyObject **result) {
    PyObject *error = py_error_fetch(), *method = NULL;
    PySendResult sent = PY_SEND_ERROR;
    py_incref(delegate);
    generator->state = PY_GENERATOR_RUNNING;
    *result = NULL;
    if (py_is_exact(delegate, PY_TYPE(generator))) {
        py_error_restore(py_new_ref(error));
        if (py_is_instance_of(error, PY_TYPE(GeneratorExit))) {
            py_error_clear();
            PyObject *closed = generator_close(delegate, NULL, 0, NULL);
            if (closed) py_error_restore(py_new_ref(error));
            py_xdecref(closed);
        } else {
            sent = throw_inside((PyGenerator *)delegate, result);
        }
    } else if (py_object_find_special(delegate, "throw", &method) > 0) {
        *result = py_object_call_one(method, error);
        sent = *result ? PY_SEND_YIELD : PY_SEND_ERROR;
        if (!*result && py_error_matches(PY_TYPE(StopIteration))) {
            *result = stop_iteration_value();
            sent = PY_SEND_RETURN;
        }
    } else {
        py_error_clear();
        py_error_restore(py_new_ref(error));
    }
    py_xdecref(method);
    py_decref(delegate);
    py_decref(error);
    return after_delegate(generator, sent, result);
}

static PySendResult throw_inside(PyGenerator *generator, PyObject **result) {
    *result = NULL;
    if (generator->state == PY_GENERATOR_RUNNING) {
        py_error_clear();
        return refuse_running(generator);
    }
    if (generator->state == PY_GENERATOR_ENDED) return PY_SEND_ERROR;
    PyObject *delegate = delegate_of(generator);
    if (delegate) return throw_into_delegate(generator, delegate, result);
    return run(generator, true, result);
}

/* throw(exception) or throw(type[, value[, traceback]]): a new exception object. */
static PyObject *exception_to_throw(PyObject *const *arguments) {
    PyObject *type = arguments[0], *value = arguments[1];
    if (py_is_exception(type)) {
        if (value && value != PY_NONE)
            return py_raise(PY_TYPE(TypeError), "instance exception may not have a separate value");
        return py_new_ref(type);
    }
    if (!py_is_type(type) || !py_type_is_subtype((PyType *)type, PY_TYPE(BaseException)))
        return py_raise(PY_TYPE(TypeError),
                        "exceptions must be classes or instances deriving from BaseException, not %T", type);
    if (value && py_is_instance_of(value, (PyType *)type)) return py_new_ref(value);
    if (!value || value == PY_NONE) return py_object_call_no_arguments(type);
    return py_is_tuple(value) ? py_object_call_tuple(type, value, NULL) : py_object_call_one(type, value);
}

static PyObject *generator_throw(PyObject *self, PyObject *const *arguments, int64_t count, PyObject *names) {
    (void)count, (void)names;
    PyObject *error = exception_to_throw(arguments), *result;
    if (!error) return NULL;
    py_raise_exception(error);
    py_decref(error);
    PySendResult sent = throw_inside((PyGenerator *)self, &result);
    return as_method_result(sent, result);
}

static PyObject *generator_close(PyObject *self, PyObject *const *arguments, int64_t count, PyObject *names) {
    (void)arguments, (void)count, (void)names;
    PyGenerator *generator = (PyGenerator *)self;
    if (generator->state == PY_GENERATOR_CREATED) {
        generator->state = PY_GENERATOR_ENDED;
        py_frame_clear(&generator->frame);
    }
    if (generator->state == PY_GENERATOR_ENDED) return py_none();
    PyObject *result;
    py_raise_object(PY_TYPE(GeneratorExit), NULL);
    PySendResult sent = throw_inside(generator, &result);
    if (sent == PY_SEND_YIELD) {
        py_decref(result);
        return py_raise(PY_TYPE(RuntimeError), "%s ignored GeneratorExit", kind_of(generator));
    }
    py_xdecref(result);
    if (sent == PY_SEND_ERROR) {
        if (!py_error_matches(PY_TYPE(GeneratorExit)) && !py_error_matches(PY_TYPE(StopIteration)))
            return NULL;
        py_error_clear();
    }
    return py_none();
}

/* --- The type --- */

static PyObject *generator_repr(PyObject *self) {
    return py_str_format("<generator object %U at %p>", ((PyGenerator *)self)->qualified_name, (void *)self);
}

static PyObject *generator_iter(PyObject *self) {
    return py_new_ref(self);
}

static PyObject *get_running(PyObject *self, void *closure) {
    (void)closure;
    return py_bool_from(((PyGenerator *)self)->state == PY_GENERATOR_RUNNING);
}

static PyObject *get_suspended(PyObject *self, void *closure) {
    (void)closure;
    return py_bool_from(((PyGenerator *)self)->state == PY_GENERATOR_SUSPENDED);
}

static PyObject *get_delegate(PyObject *self, void *closure) {
    (void)closure;
    PyObject *delegate = delegate_of((PyGenerator *)self);
    return py_new_ref(delegate ? delegate : PY_NONE);
}

static const PyMethod generator_methods[] = {
    {"send", generator_send, 1, 1, 0, NULL,
     "send(arg) -> send 'arg' into generator,\nreturn next yielded value or raise StopIteration."},
    {"throw", generator_throw, 1, 3, 0, NULL, NULL},
    {"close", generator_close, 0, 0, 0, NULL, "close() -> raise GeneratorExit inside generator."},
    {0}};

static const PyGetSet generator_getset[] = {{"gi_running", get_running, NULL, NULL, NULL},
                                            {"gi_suspended", get_suspended, NULL, NULL, NULL},
                                            {"gi_yieldfrom", get_delegate, NULL, NULL, NULL},
                                            {0}};

static const PyMember generator_members[] = {
    {"gi_code", PY_MEMBER_OBJECT, offsetof(PyGenerator, code), false},
    {"__name__", PY_MEMBER_OBJECT, offsetof(PyGenerator, name), true},
    {"__qualname__", PY_MEMBER_OBJECT, offsetof(PyGenerator, qualified_name), true},
    {0}};

const PyType py_generator_template = {
    .name = "generator",
    .basic_size = offsetof(PyGenerator, frame) + offsetof(PyFrame, slots),
    .item_size = sizeof(PyObject *),
    .flags = PY_FLAG_GC | PY_FLAG_DISALLOW_INSTANTIATION,
    .dealloc = generator_dealloc,
    .traverse = generator_traverse,
    .repr = generator_repr,
    .iter = generator_iter,
    .next = generator_next,
    .methods = generator_methods,
    .members = generator_members,
    .getset = generator_getset,
};
