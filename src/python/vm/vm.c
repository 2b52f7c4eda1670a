/* The machine's beginning and end, see vm.h. */
#include "python/vm/vm.h"

#include "python/modules/modules.h"
#include "python/objects/alloc.h"
#include "python/objects/dict.h"
#include "python/objects/list.h"
#include "python/objects/str.h"
#include "python/vm/class.h"
#include "python/vm/quick.h"

PyVm *py_vm;

/* The data stack ends where the objects' space begins. */
enum { DATA_STACK_SIZE = 256 << 20 };

/* Every object that a frame on the data stack refers to. */
static int visit_frames(PyVisit visit, void *user) {
    int stop = 0;
    for (PyFrame *frame = py_vm ? py_vm->frame : NULL; frame && !stop; frame = frame->previous) {
        stop = visit((PyObject *)frame->function, user);
        for (int32_t i = 0; !stop && i < frame->stack_top; i++)
            if (frame->slots[i]) stop = visit(frame->slots[i], user);
    }
    return stop;
}

static void install_hooks(void) {
    py_runtime.call_function = py_vm_call_function;
    py_runtime.visit_roots = visit_frames;
    py_runtime.deoptimise = py_quick_undo;
}

static bool add_module(PyVm *vm, const char *name, PyObject *module) {
    return module && py_dict_set_c(vm->modules, name, module) >= 0;
}

/* __main__'s names, in CPython's order. py_module_new has set the first five. */
static bool fill_main(PyVm *vm) {
    PyObject *dict = py_module_dict(vm->main_module), *annotations = py_dict_new();
    bool ok = annotations && py_dict_set_c(dict, "__annotations__", annotations) >= 0;
    py_xdecref(annotations);
    return ok && py_dict_set_c(dict, "__builtins__", vm->builtins_module) >= 0;
}

static bool make_modules(PyVm *vm) {
    vm->modules = py_dict_new();
    vm->sys_module = py_module_sys();
    vm->builtins_module = py_module_builtins();
    PyObject *name = py_str_interned("__main__");
    vm->main_module = name ? py_module_new(name) : NULL;
    py_xdecref(name);
    if (!vm->modules || !add_module(vm, "sys", vm->sys_module)) return false;
    if (!add_module(vm, "builtins", vm->builtins_module) || !add_module(vm, "__main__", vm->main_module))
        return false;
    vm->builtins = py_module_dict(vm->builtins_module);
    return fill_main(vm) && py_dict_set_c(py_module_dict(vm->sys_module), "modules", vm->modules) >= 0;
}

bool py_vm_init(PyVm *vm, const char **reason) {
    *vm = (PyVm){.next_keys_version = 1};
    vm->handled = &vm->base_handled;
    if (!mem_space_reserve(&vm->stack, MEM_PYTHON_BASE - DATA_STACK_SIZE, DATA_STACK_SIZE, reason))
        return false;
    vm->stack_top = (char *)vm->stack.base;
    py_vm = vm;
    install_hooks();
    if (py_class_install() >= 0 && make_modules(vm)) return true;
    *reason = "the builtin modules could not be made";
    py_vm_free(vm);
    return false;
}

static PyObject *text_list(Str first, const Str *rest, size_t count) {
    PyObject *list = py_list_new(0);
    for (size_t i = 0; list && i <= count; i++) {
        PyObject *text = py_str_from_utf8(i ? rest[i - 1] : first);
        if (!text || py_list_append_stealing(list, text) < 0) py_clear(list);
    }
    return list;
}

/* The directory of the script, where its own modules are looked for. */
static Str directory_of(Str path) {
    size_t length = path.length;
    while (length && path.data[length - 1] != '/') length--;
    return length > 1 ? str_slice(path, 0, length - 1) : str_slice(path, 0, length);
}

bool py_vm_set_program(PyVm *vm, const EngineOptions *options, const Source *source) {
    vm->streams.io = options->io;
    vm->source = source;
    PyObject *main_dict = py_module_dict(vm->main_module), *sys_dict = py_module_dict(vm->sys_module);
    PyObject *file = py_str_from_utf8(source->path);
    PyObject *arguments = text_list(options->script, options->arguments, options->argument_count);
    PyObject *path = text_list(directory_of(source->path), NULL, 0);
    bool ok = file && arguments && path && py_dict_set_c(sys_dict, "argv", arguments) >= 0 &&
              py_dict_set_c(sys_dict, "path", path) >= 0;
    if (ok && !str_starts_with(source->path, STR("<")))
        ok = py_dict_set_c(main_dict, "__file__", file) >= 0 &&
             py_dict_set_c(main_dict, "__cached__", PY_NONE) >= 0;
    py_xdecref(file);
    py_xdecref(arguments);
    py_xdecref(path);
    return ok;
}

void py_vm_free(PyVm *vm) {
    /* What lies in the objects' space goes with it (py_runtime_free). */
    py_stream_free(&vm->streams);
    mem_space_release(&vm->stack);
    if (py_vm == vm) py_vm = NULL;
}
