/* A tiny engine for testing what stands above engines: real bytes, real copies, a language of one line kinds.
 *
 *     name = NUMBER        name = name        name[N] = NUMBER        print WORDS        fail
 *
 * There are two of it. In `tiny_tags` a slot holds the address of an object (reference count, type, value)
 * and assigning a number makes a new one; in `tiny_values` a slot holds the number itself. `list` is bound
 * from the start, to an object with LIST_LENGTH references (tags) or to as many numbers in its slot
 * (values). */
#ifndef TINY_ENGINE_H
#define TINY_ENGINE_H

#include "memory/engine.h"

#include <stdlib.h>
#include <string.h>

enum { TINY_NAMES = 8, TINY_OBJECTS = 64, LIST_LENGTH = 100 };

typedef struct TinyObject {
    uint64_t refcount;
    const char *type;
    int64_t value;
} TinyObject;

struct EngineProgram {
    const Source *source;
    bool tags;
};

struct EngineRun {
    EngineProgram *program;
    EngineIO io;
    uint32_t line; /* about to run */
    uint64_t step;
    bool ended;
    int status;
    Str names[TINY_NAMES];
    uint64_t slots[TINY_NAMES];
    size_t name_count, object_count;
    TinyObject objects[TINY_OBJECTS];
    int64_t list[LIST_LENGTH];
    uint64_t list_slot;
};

static MemField tiny_scalar[] = {{.size = 8, .kind = MEM_INT}};
static const MemLayout tiny_int = {{"int", 3}, 8, 8, tiny_scalar, 1, 0};
static MemField tiny_tag_field[] = {{.size = 8, .kind = MEM_REF}};
static const MemLayout tiny_tag = {{"reference", 9}, 8, 8, tiny_tag_field, 1, 0};
static MemField tiny_object_fields[] = {
    {{"refcount", 8}, 0, 8, MEM_UINT, MEM_ROLE_REFCOUNT, NULL, 0},
    {{"type", 4}, 8, 8, MEM_REF, MEM_ROLE_TYPE, NULL, 0},
    {{"value", 5}, 16, 8, MEM_INT, MEM_ROLE_VALUE, NULL, 0},
};
static const MemLayout tiny_object = {{"Int", 3}, 24, 8, tiny_object_fields, 3, 0};
static MemField tiny_list_fields[] = {
    {{"item", 4}, 0, LIST_LENGTH * 8, MEM_ARRAY, MEM_ROLE_VALUE, &tiny_int, LIST_LENGTH}};
static const MemLayout tiny_list = {{"[100]int", 8}, LIST_LENGTH * 8, 8, tiny_list_fields, 1, 0};

static EngineProgram *tiny_new_program(const Source *source, DiagnosticList *diagnostics, bool tags) {
    if (str_starts_with(source->text, STR("wrong"))) {
        diagnostic_add(diagnostics, NULL, source, (SourceSpan){0, 5}, "wrong");
        return NULL;
    }
    EngineProgram *program = calloc(1, sizeof *program);
    *program = (EngineProgram){source, tags};
    return program;
}

static EngineProgram *tiny_compile_tags(const Source *source, DiagnosticList *diagnostics) {
    return tiny_new_program(source, diagnostics, true);
}

static EngineProgram *tiny_compile_values(const Source *source, DiagnosticList *diagnostics) {
    return tiny_new_program(source, diagnostics, false);
}

static void tiny_release(EngineProgram *program) {
    free(program);
}

static void tiny_symbols(const EngineProgram *program, Arena *arena, EngineSymbolList *out) {
    (void)arena;
    VEC_PUSH(out, (EngineSymbol){.scope = STR("func main"),
                                 .name = STR("a"),
                                 .kind = STR("var"),
                                 .type = program->tags ? (Str){0} : STR("int"),
                                 .size = 8,
                                 .line = 1});
}

static EngineRun *tiny_start(EngineProgram *program, const EngineOptions *options, const char **reason) {
    (void)reason;
    EngineRun *run = calloc(1, sizeof *run);
    run->program = program;
    run->io = options->io;
    run->line = 1;
    for (int i = 0; i < LIST_LENGTH; i++) run->list[i] = i;
    run->list_slot = (uint64_t)run->list;
    return run;
}

static void tiny_finish(EngineRun *run) {
    free(run);
}

static size_t tiny_name(EngineRun *run, Str name) {
    for (size_t i = 0; i < run->name_count; i++)
        if (str_equal(run->names[i], name)) return i;
    run->names[run->name_count] = name;
    return run->name_count++;
}

static void tiny_copied(EngineRun *run, const EngineWatch *watch, uint64_t from, uint64_t to,
                        MemCopyKind kind) {
    if (!watch || !watch->copied) return;
    MemCopy copy = {from, to, 8, kind, run->line, run->step, run->line};
    watch->copied(watch->user, &copy);
}

static void tiny_store(EngineRun *run, const EngineWatch *watch, size_t target, Str value) {
    bool number = value.data[0] >= '0' && value.data[0] <= '9';
    uint64_t from = 0;
    if (number && run->program->tags) {
        TinyObject *object = &run->objects[run->object_count++];
        *object = (TinyObject){1, "Int", strtoll(value.data, NULL, 10)};
        run->slots[target] = (uint64_t)object;
    } else if (number) {
        run->slots[target] = (uint64_t)strtoll(value.data, NULL, 10);
    } else {
        size_t source = tiny_name(run, value);
        from = (uint64_t)&run->slots[source];
        run->slots[target] = run->slots[source];
        if (run->program->tags) ((TinyObject *)run->slots[target])->refcount++;
    }
    tiny_copied(run, watch, from, (uint64_t)&run->slots[target], MEM_COPY_NAMED);
}

static void tiny_step(EngineRun *run, const EngineWatch *watch) {
    Str line = source_line(run->program->source, run->line);
    ptrdiff_t equals = str_find_byte(line, '=', 0), bracket = str_find_byte(line, '[', 0);
    if (str_starts_with(line, STR("print "))) {
        run->io.write(run->io.user, 1, line.data + 6, line.length - 6);
        run->io.write(run->io.user, 1, "\n", 1);
    } else if (str_equal_c(line, "fail")) {
        run->io.write(run->io.user, 2, "failed\n", 7);
        run->status = 3;
        run->ended = true;
    } else if (bracket > 0) {
        int64_t *element = &run->list[strtoll(line.data + bracket + 1, NULL, 10)];
        *element = strtoll(line.data + equals + 1, NULL, 10);
        tiny_copied(run, watch, 0, (uint64_t)element, MEM_COPY_CELL);
    } else if (equals > 0) {
        Str value = str_trim(str_slice(line, (size_t)equals + 1, line.length));
        tiny_store(run, watch, tiny_name(run, str_trim(str_slice(line, 0, (size_t)equals))), value);
    }
    run->line++;
    run->step++;
    if (run->line > source_line_count(run->program->source)) run->ended = true;
}

static EngineState tiny_resume(EngineRun *run, EngineUnit unit, uint64_t until, const EngineWatch *watch) {
    (void)unit;
    while (!run->ended && run->step < until) tiny_step(run, watch);
    return run->ended ? ENGINE_ENDED : ENGINE_PAUSED;
}

static uint64_t tiny_steps(const EngineRun *run) {
    return run->step;
}

static int tiny_status(const EngineRun *run) {
    return run->status;
}

static void tiny_interrupt(EngineRun *run) {
    run->ended = true;
}

static EnginePlace tiny_place(const EngineRun *run) {
    return (EnginePlace){.line = run->line, .depth = 1};
}

static void tiny_roots(EngineRun *run, Arena *arena, MemRoots *roots) {
    bool tags = run->program->tags;
    MemName *names = ARENA_ARRAY(arena, MemName, run->name_count + 1);
    for (size_t i = 0; i < run->name_count; i++) {
        uint64_t slot = (uint64_t)&run->slots[i];
        names[i] = (MemName){.name = run->names[i],
                             .kind = STR("variable"),
                             .declared = tags ? (Str){0} : STR("int, 8 bytes"),
                             .slot = run->slots[i] ? slot : 0,
                             .layout = tags ? &tiny_tag : &tiny_int,
                             .identity = tags ? run->slots[i] : slot,
                             .identity_text = arena_format(arena, "id(%.*s)", STR_ARGS(run->names[i]))};
    }
    names[run->name_count] = (MemName){.name = STR("list"),
                                       .kind = STR("variable"),
                                       .slot = tags ? (uint64_t)&run->list_slot : (uint64_t)run->list,
                                       .layout = tags ? &tiny_tag : &tiny_list};
    *roots = (MemRoots){ARENA_NEW(arena, MemFrame), 1};
    roots->frames[0] = (MemFrame){.function = STR("main"),
                                  .line = run->line,
                                  .names = names,
                                  .name_count = (uint32_t)run->name_count + 1};
}

static bool tiny_cell(void *user, uint64_t address, const MemLayout *declared, Arena *arena, MemCell *cell) {
    EngineRun *run = user;
    (void)declared;
    cell->address = address;
    if (address == (uint64_t)run->list) {
        cell->layout = &tiny_list;
        cell->value = STR("[0, 1, 2, ...]");
        return true;
    }
    for (size_t i = 0; i < run->object_count; i++) {
        if (address != (uint64_t)&run->objects[i]) continue;
        cell->layout = &tiny_object;
        cell->value = arena_format(arena, "%lld", (long long)run->objects[i].value);
        return true;
    }
    return false;
}

static void tiny_value(EngineRun *run, uint64_t address, const MemLayout *layout, size_t limit, StrBuf *out) {
    (void)limit;
    if (layout == &tiny_list) {
        strbuf_append_c(out, "[0 1 2 ...]");
        return;
    }
    uint64_t value = mem_read_uint(address, 8);
    bool object = run->program->tags && value != (uint64_t)run->list;
    strbuf_format(out, "%lld", (long long)(object ? ((TinyObject *)value)->value : (int64_t)value));
}

static void tiny_instruction_text(EngineRun *run, uint64_t instruction, StrBuf *out) {
    (void)run;
    strbuf_format(out, "STORE <%llu> \"x\"", (unsigned long long)instruction);
}

#define TINY_FUNCTIONS                                                                                       \
    .symbols = tiny_symbols, .release = tiny_release, .start = tiny_start, .resume = tiny_resume,            \
    .steps = tiny_steps, .exit_status = tiny_status, .interrupt = tiny_interrupt, .finish = tiny_finish,     \
    .place = tiny_place, .roots = tiny_roots, .cell = tiny_cell, .value = tiny_value,                        \
    .instruction_text = tiny_instruction_text

static const Engine tiny_tags = {.name = "Tags",
                                 .extension = ".tags",
                                 .identity_term = "id(x)",
                                 .identity_is_decimal = true,
                                 .compile = tiny_compile_tags,
                                 TINY_FUNCTIONS};
static const Engine tiny_values = {.name = "Values",
                                   .extension = ".values",
                                   .identity_term = "&x",
                                   .compile = tiny_compile_values,
                                   TINY_FUNCTIONS};

#endif
