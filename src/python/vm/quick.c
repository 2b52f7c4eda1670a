/* Short cuts, see quick.h: the parts that are not in anybody's way. */
#include "python/vm/quick.h"

/* Versions of key tables start at 1; 0 means that none was given since the keys changed. */
static uint32_t version_of(PyDictKeys *keys) {
    if (!keys->version && py_vm->next_keys_version) keys->version = py_vm->next_keys_version++;
    return keys->version;
}

static int64_t entry_index(PyObject *dict, PyObject *name) {
    if (!py_is_exact(dict, PY_TYPE(dict)) || ((PyDict *)dict)->keys->kind != PY_DICT_UNICODE) return -1;
    uint64_t slot = py_dict_slot(dict, name);
    if (!slot) return -1;
    return (int64_t)(slot - (uint64_t)quick_dict_value((PyDict *)dict, 0)) /
           (int64_t)sizeof(PyDictUnicodeEntry);
}

void py_quick_note_global(const PyFrame *frame, PyObject *name, QuickGlobal *cache) {
    PyDict *globals = (PyDict *)frame->globals;
    uint32_t builtins_version = 0;
    int64_t index = entry_index(frame->globals, name);
    if (globals->keys->kind != PY_DICT_UNICODE) return;
    if (index < 0) {
        index = entry_index(frame->builtins, name);
        if (index < 0) return;
        builtins_version = version_of(((PyDict *)frame->builtins)->keys);
        if (!builtins_version) return;
    }
    if (index > UINT16_MAX) return;
    cache->index = (uint16_t)index;
    quick_write32(cache->globals_version, version_of(globals->keys));
    quick_write32(cache->builtins_version, builtins_version);
}

void py_quick_undo(uint16_t *units, int64_t count) {
    for (int64_t i = 0; i < count; i++) {
        int opcode = py_opcode_info[units[i] & 0xFF].base;
        units[i] = (uint16_t)((units[i] & 0xFF00) | opcode);
        for (int caches = py_opcode_info[opcode].caches; caches && i + 1 < count; caches--) units[++i] = 0;
    }
}
