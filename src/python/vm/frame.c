/* Frames on the data stack, see frame.h. */
#include "python/vm/frame.h"

#include "python/objects/bytes.h"
#include "python/objects/cell.h"
#include "python/objects/dict.h"
#include "python/objects/error.h"
#include "python/objects/tuple.h"
#include "python/vm/call.h"
#include "python/vm/vm.h"

#include <string.h>

int py_frame_line(const PyFrame *frame) {
    PyCodePlace place;
    int64_t unit = py_frame_unit(frame);
    if (unit < 0) return frame->code->first_line;
    return py_code_place(frame->code, (uint32_t)unit, &place) && place.line > 0 ? place.line : 0;
}

size_t py_frame_size(const PyCode *code) {
    return sizeof(PyFrame) + sizeof(PyObject *) * ((size_t)code->local_count_all + (size_t)code->stack_size);
}

static PyFrame *take_memory(PyVm *vm, const PyCode *code) {
    size_t size = py_frame_size(code), left = vm->stack.base + vm->stack.size - (uint64_t)vm->stack_top;
    if (size > left) return py_raise(PY_TYPE(RecursionError), "maximum recursion depth exceeded");
    PyFrame *frame = (PyFrame *)vm->stack_top;
    vm->stack_top += size;
    return frame;
}

PyFrame *py_frame_push(PyVm *vm, PyFunction *function, PyObject *locals) {
    PyCode *code = (PyCode *)function->code;
    PyFrame *frame = take_memory(vm, code);
    if (!frame) {
        py_decref(function);
        py_xdecref(locals);
        return NULL;
    }
    *frame = (PyFrame){.function = function,
                       .globals = function->globals,
                       .builtins = function->builtins,
                       .locals = locals,
                       .code = code,
                       .previous_instruction = code->units - 1,
                       .stack_top = code->local_count_all};
    py_incref(code);
    memset(frame->slots, 0, sizeof(PyObject *) * (size_t)code->local_count_all);
    return frame;
}

PyFrame *py_frame_push_call(PyVm *vm, PyFunction *function, PyObject **arguments, int64_t count,
                            PyObject *keyword_names) {
    PyCode *code = (PyCode *)function->code;
    PyObject *locals = code->flags & PY_CODE_OPTIMIZED ? NULL : py_new_ref(function->globals);
    int64_t total = count + (keyword_names ? py_size(keyword_names) : 0);
    py_incref(function);
    PyFrame *frame = py_frame_push(vm, function, locals);
    bool bound = frame && py_call_bind(function, frame->slots, arguments, count, keyword_names);
    if (!frame)
        for (int64_t i = 0; i < total; i++) py_decref(arguments[i]);
    if (frame && !bound) {
        py_frame_pop(vm, frame);
        frame = NULL;
    }
    py_decref(function);
    return frame;
}

void py_frame_clear(PyFrame *frame) {
    py_clear(frame->object);
    for (int32_t i = 0; i < frame->stack_top; i++) py_clear(frame->slots[i]);
    frame->stack_top = 0;
    py_clear(frame->locals);
    py_decref(frame->function);
    py_decref(frame->code);
}

void py_frame_pop(PyVm *vm, PyFrame *frame) {
    py_frame_clear(frame);
    py_frame_release(vm, frame);
}

void py_frame_release(PyVm *vm, PyFrame *frame) {
    if (frame->owner == PY_FRAME_OF_STACK) vm->stack_top = (char *)frame;
}

void py_frame_copy_free_variables(PyFrame *frame, int count) {
    PyObject *closure = frame->function->closure;
    PyObject **slots = frame->slots + frame->code->local_count_all - count;
    for (int i = 0; i < count; i++) slots[i] = py_new_ref(py_tuple_item(closure, i));
}

static bool holds_cell(const PyFrame *frame, int index) {
    int kind = py_bytes_data(frame->code->local_kinds)[index];
    PyObject *value = frame->slots[index];
    return (kind & (PY_LOCAL_CELL | PY_LOCAL_FREE)) && value && py_is_exact(value, PY_TYPE(cell));
}

PyObject *py_frame_variable(PyFrame *frame, int index, PyObject ***slot) {
    *slot = holds_cell(frame, index) ? &((PyCell *)frame->slots[index])->contents : &frame->slots[index];
    return **slot;
}

/* Brings the snapshot's entry for one variable up to date. */
static int update_local(PyFrame *frame, PyObject *dict, int index) {
    PyObject **slot, *value = py_frame_variable(frame, index, &slot);
    PyObject *name = py_tuple_item(frame->code->local_names, index);
    if (value) return py_dict_set(dict, name, value);
    int found = py_dict_contains(dict, name);
    return found > 0 ? py_dict_delete(dict, name) : found;
}

PyObject *py_frame_locals(PyFrame *frame) {
    if (!(frame->code->flags & PY_CODE_OPTIMIZED) && frame->locals &&
        !py_is_exact(frame->locals, PY_TYPE(dict)))
        return frame->locals;
    if (!frame->locals && !(frame->locals = py_dict_new())) return NULL;
    int count = frame->code->local_count_all;
    for (int i = 0; i < count; i++) {
        int kind = py_bytes_data(frame->code->local_kinds)[i];
        bool is_optimized = (frame->code->flags & PY_CODE_OPTIMIZED) != 0;
        if ((kind & PY_LOCAL_FREE) && !is_optimized) continue;
        if (update_local(frame, frame->locals, i) < 0) return NULL;
    }
    return frame->locals;
}
