/* Methods at run time: filling in the method tables of the types, and finding a method by its name in the
 * type that an interface holds. What was found once is kept in a small cache beside the program. */
#include "go/interp/machine.h"
#include "go/runtime/panic.h"

#include <string.h>

static void set_methods_of(Machine *machine, const IrMethod *first, uint32_t count) {
    GoRuntime *runtime = &machine->runtime;
    GoRMethod *methods = base_alloc_zeroed(count * sizeof *methods);
    for (uint32_t i = 0; i < count; i++) {
        methods[i].name = go_data_string(runtime, first[i].name);
        methods[i].package = go_data_string(runtime, first[i].package);
        methods[i].type = go_runtime_type(&machine->types, (GoType *)first[i].signature);
        methods[i].function = machine->functions[first[i].by_value->index].descriptor;
        machine->functions[first[i].by_value->index].by_word = &machine->functions[first[i].by_word->index];
    }
    go_rtype_set_methods(runtime, go_runtime_type(&machine->types, (GoType *)first->type), methods, count);
    free(methods);
}

void machine_set_methods(Machine *machine) {
    const IrProgram *program = machine->program;
    for (size_t i = 0; i < program->methods.count;) {
        size_t end = i + 1;
        while (end < program->methods.count &&
               program->methods.items[end].type == program->methods.items[i].type)
            end++;
        set_methods_of(machine, &program->methods.items[i], (uint32_t)(end - i));
        i = end;
    }
}

static MethodCacheEntry *cache_entry(Machine *machine, const GoRType *type, int32_t name) {
    uint64_t hash = ((uint64_t)type >> 4) * 31 + (uint64_t)name;
    return &machine->method_cache[hash % METHOD_CACHE];
}

/* A method of a type that C code made takes the value itself, so its blocks are not where the caller has
 * them: the arguments are brought together elsewhere, and the results back. */
static const MachineFunction *call_native_method(Machine *machine, const GoRFunction *function,
                                                 const GoInterface *value, uint8_t *window) {
    enum { LARGEST_BLOCK = 1024 };
    uint64_t arguments[LARGEST_BLOCK / 8], results[LARGEST_BLOCK / 8] = {0};
    uint64_t receiver_bytes = (value->type->size + 7) / 8 * 8;
    uint64_t argument_bytes = (function->argument_bytes + 7) / 8 * 8;
    bool fits = argument_bytes <= sizeof arguments && function->result_bytes <= sizeof results &&
                receiver_bytes <= argument_bytes;
    if (!fits) {
        go_fatal(&machine->runtime, "a method written in C takes too many bytes");
        return NULL;
    }
    uint64_t rest = argument_bytes - receiver_bytes;
    memcpy(arguments, go_interface_value(value), value->type->size);
    memcpy((uint8_t *)arguments + receiver_bytes, window + 24, rest);
    function->native(&machine->runtime, arguments, results);
    memcpy(window + 24 + rest, results, function->result_bytes);
    return NULL;
}

const MachineFunction *machine_find_method(Machine *machine, uint8_t *fp, const IrInstruction *instruction) {
    const GoInterface *value = (const GoInterface *)(fp + instruction->b);
    uint8_t *window = fp + instruction->a;
    if (!value->type) {
        go_panic_nil(&machine->runtime);
        return NULL;
    }
    MethodCacheEntry *entry = cache_entry(machine, value->type, instruction->c);
    if (entry->type != value->type || entry->name != instruction->c) {
        const IrMethodName *name = &machine->program->method_names.items[instruction->c];
        const GoRMethod *method = go_rtype_method(value->type, name->name, name->package);
        if (!method || !method->function) {
            go_fatal(&machine->runtime, "method without code");
            return NULL;
        }
        *entry = (MethodCacheEntry){value->type, instruction->c, method->function};
    }
    if (entry->function->native) return call_native_method(machine, entry->function, value, window);
    const MachineFunction *function = entry->function->body;
    memcpy(window + 16, &value->word, 8);
    return function->by_word ? function->by_word : function;
}
