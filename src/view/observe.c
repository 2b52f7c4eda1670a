/* Observations, see observe.h. */
#include "view/observe.h"

#include "view/moment.h"
#include "view/style.h"

enum { VALUE_LIMIT = 48, LOG_LIMIT = 8192, STEPS_READ = 20000 };

/* The names at one moment. Two of them are kept, so that before and after can be compared. */
typedef struct Names {
    Arena arena;
    MemRoots roots;
} Names;

typedef struct Observer {
    ViewObservation *observation;
    TimelineWalk *walk;
    const Source *source;
    Names before, after;
} Observer;

typedef struct Found {
    const MemFrame *frame;
    const MemName *name;
    uint32_t depth;
} Found;

static void read_names(Observer *observer, Names *names) {
    arena_free(&names->arena);
    names->roots = (MemRoots){0};
    observer->walk->engine->roots(observer->walk->run, &names->arena, &names->roots);
}

/* The name in whose slot `address` lies; the innermost frame is looked at first. */
static Found find_slot(const Names *names, uint64_t address) {
    for (uint32_t f = names->roots.frame_count; f > 0; f--) {
        const MemFrame *frame = &names->roots.frames[f - 1];
        for (uint32_t n = 0; n < frame->name_count; n++) {
            const MemName *name = &frame->names[n];
            uint64_t size = name->slot && name->layout ? name->layout->size : 0;
            if (address == name->slot ? size > 0 : address > name->slot && address - name->slot < size)
                return (Found){frame, name, f - 1};
        }
    }
    return (Found){0};
}

/* The same name at the other moment, or NULL. */
static const MemName *same_name(const Names *names, Found found) {
    if (found.depth >= names->roots.frame_count) return NULL;
    const MemFrame *frame = &names->roots.frames[found.depth];
    if (!str_equal(frame->function, found.frame->function)) return NULL;
    if (frame->address != found.frame->address) return NULL;
    for (uint32_t n = 0; n < frame->name_count; n++)
        if (str_equal(frame->names[n].name, found.name->name) && frame->names[n].line == found.name->line)
            return &frame->names[n];
    return NULL;
}

/* Another visible name that has the identity of `found` now. Of the names of the outer frames and of its own;
 * the nearest to it. */
static const MemName *sharing_name(const Names *names, Found found) {
    if (!found.name->identity) return NULL;
    for (uint32_t f = names->roots.frame_count; f > 0; f--) {
        const MemFrame *frame = &names->roots.frames[f - 1];
        for (uint32_t n = 0; n < frame->name_count; n++) {
            const MemName *name = &frame->names[n];
            if (name != found.name && !name->is_hidden && name->slot != found.name->slot &&
                name->identity == found.name->identity)
                return name;
        }
    }
    return NULL;
}

static Str keep(Observer *observer, Str text) {
    return arena_copy(&observer->observation->arena, text);
}

static Str keep_buffer(Observer *observer, StrBuf *buffer) {
    Str text = keep(observer, strbuf_view(buffer));
    strbuf_free(buffer);
    return text;
}

/* Reads what the slot holds now. A slot that is gone (its frame has returned) is not read. */
static void describe_value(Observer *observer, ViewAssignment *assignment, const MemName *name) {
    const Engine *engine = observer->walk->engine;
    StrBuf value = {0};
    engine->value(observer->walk->run, name->slot, name->layout, VALUE_LIMIT, &value);
    assignment->value = keep_buffer(observer, &value);
    assignment->type = keep(observer, name->layout->type_name);
    if (!assignment->is_tag) return;
    assignment->target = mem_read_ref(name->slot);
    Arena arena = {0};
    MemCell cell = {.address = assignment->target};
    if (assignment->target && engine->cell(observer->walk->run, assignment->target, NULL, &arena, &cell))
        assignment->type = keep(observer, cell.layout->type_name);
    arena_free(&arena);
}

static void describe_name(Observer *observer, ViewAssignment *assignment, Found found) {
    Arena *arena = &observer->observation->arena;
    uint64_t offset = assignment->to - found.name->slot;
    assignment->name =
        offset ? arena_format(arena, "%.*s+%llu", STR_ARGS(found.name->name), (unsigned long long)offset)
               : keep(observer, found.name->name);
    assignment->function = keep(observer, found.frame->function);
    assignment->identity_text = keep(observer, found.name->identity_text);
    assignment->is_tag = view_name_is_tag(found.name);
    const MemName *before = same_name(&observer->before, found), *after = same_name(&observer->after, found);
    if (before) {
        assignment->slot_before = before->slot;
        assignment->identity_before = before->slot ? before->identity : 0;
    }
    if (!after || !after->slot) return;
    assignment->slot_after = after->slot;
    assignment->identity_after = after->identity;
    describe_value(observer, assignment, after);
    found.name = after;
    const MemName *sharing = sharing_name(&observer->after, found);
    if (sharing) assignment->shared_with = keep(observer, sharing->name);
}

static void describe_origin(Observer *observer, ViewAssignment *assignment, const MemCopy *copy) {
    assignment->from = mem_copy_log_origin(&observer->walk->log, copy);
    if (!assignment->from) return;
    Found found = find_slot(&observer->before, assignment->from);
    if (found.name && assignment->from == found.name->slot)
        assignment->from_name = keep(observer, found.name->name);
}

static void add_assignment(Observer *observer, const MemCopy *copy) {
    StrBuf instruction = {0};
    ViewAssignment assignment = {
        .line = copy->line, .kind = copy->kind, .to = copy->to, .size = copy->size, .is_tag = false};
    assignment.statement = keep(observer, str_trim(source_line(observer->source, copy->line)));
    observer->walk->engine->instruction_text(observer->walk->run, copy->instruction, &instruction);
    assignment.instruction = keep_buffer(observer, &instruction);
    Found found = find_slot(&observer->after, copy->to);
    if (!found.name) found = find_slot(&observer->before, copy->to);
    if (found.name && found.name->is_hidden) return;
    if (found.name) describe_name(observer, &assignment, found);
    describe_origin(observer, &assignment, copy);
    VEC_PUSH(&observer->observation->list, assignment);
}

/* Turns the copies that the last step made into assignments. */
static void collect(Observer *observer, size_t start, size_t most, bool with_temporaries) {
    MemCopyLog *log = &observer->walk->log;
    bool read = false;
    for (size_t i = start; i < log->copies.count && observer->observation->list.count < most; i++) {
        MemCopyKind kind = log->copies.items[i].kind;
        if (kind == MEM_COPY_MOVED || (kind == MEM_COPY_TEMPORARY && !with_temporaries)) continue;
        if (!read) read_names(observer, &observer->after);
        read = true;
        add_assignment(observer, &log->copies.items[i]);
    }
    if (!read) return;
    Names names = observer->before;
    observer->before = observer->after;
    observer->after = names;
}

static Str last_line(Str text) {
    text = str_trim(text);
    size_t start = text.length;
    while (start > 0 && text.data[start - 1] != '\n') start--;
    return str_slice(text, start, text.length);
}

static uint32_t depth_now(const TimelineWalk *walk) {
    return walk->state == ENGINE_PAUSED ? walk->engine->place(walk->run).depth : 0;
}

static void walk_steps(Observer *observer, ViewObserveLimits limits) {
    TimelineWalk *walk = observer->walk;
    ViewObservation *observation = observer->observation;
    uint64_t step = 0;
    uint32_t depth = UINT32_MAX;
    timeline_walk_to(walk, 0);
    while (walk->state == ENGINE_PAUSED && step < limits.steps &&
           observation->list.count < limits.assignments) {
        /* Names come with frames, with copies, and in some languages with their declarations. In a long run
         * the last are not looked for any more: reading the names at each step would take its time. */
        if (depth_now(walk) != depth || step < STEPS_READ) read_names(observer, &observer->before);
        depth = depth_now(walk);
        if (walk->log.copies.count > LOG_LIMIT) mem_copy_log_clear(&walk->log);
        size_t start = walk->log.copies.count;
        timeline_walk_to(walk, ++step);
        collect(observer, start <= walk->log.copies.count ? start : 0, limits.assignments, false);
    }
    observation->steps = walk->engine->steps(walk->run);
    observation->is_cut = walk->state == ENGINE_PAUSED;
    if (!observation->is_cut) observation->exit_status = walk->engine->exit_status(walk->run);
    observation->last_error = keep(observer, last_line(strbuf_view(&walk->errors.kept)));
}

void view_observe(ViewObservation *observation, TimelineWalk *walk, const Source *source,
                  ViewObserveLimits limits) {
    *observation = (ViewObservation){.engine = walk->engine};
    Observer observer = {.observation = observation, .walk = walk, .source = source};
    observation->path = keep(&observer, source->path);
    walk_steps(&observer, limits);
    arena_free(&observer.before.arena);
    arena_free(&observer.after.arena);
}

void view_observe_step(ViewObservation *observation, TimelineWalk *walk, const Source *source, size_t most) {
    *observation = (ViewObservation){.engine = walk->engine};
    Observer observer = {.observation = observation, .walk = walk, .source = source};
    size_t start = walk->log.copies.count;
    read_names(&observer, &observer.before);
    timeline_walk_to(walk, walk->engine->steps(walk->run) + 1);
    collect(&observer, start <= walk->log.copies.count ? start : 0, most, walk->unit == ENGINE_INSTRUCTION);
    for (size_t i = start; i < walk->log.copies.count; i++)
        observation->moved += walk->log.copies.items[i].kind == MEM_COPY_MOVED;
    arena_free(&observer.before.arena);
    arena_free(&observer.after.arena);
}

void view_observation_free(ViewObservation *observation) {
    VEC_FREE(&observation->list);
    arena_free(&observation->arena);
}

static void count_named(ViewFindings *findings, const ViewAssignment *assignment) {
    if (!findings->named++) findings->smallest = findings->largest = assignment->size;
    if (assignment->size < findings->smallest) findings->smallest = assignment->size;
    if (assignment->size > findings->largest) findings->largest = assignment->size;
    findings->tags += assignment->is_tag;
    if (assignment->slot_before && assignment->slot_after) {
        findings->reassigned++;
        findings->identity_changed += assignment->identity_before != assignment->identity_after;
        findings->slot_moved += assignment->slot_before != assignment->slot_after;
    }
    if (!assignment->shared_with.length) return;
    if (!findings->shared++) findings->first_shared = assignment;
}

ViewFindings view_findings(const ViewObservation *observation) {
    ViewFindings findings = {0};
    for (size_t i = 0; i < observation->list.count; i++) {
        const ViewAssignment *assignment = &observation->list.items[i];
        if (assignment->name.length)
            count_named(&findings, assignment);
        else
            findings.inside++;
    }
    return findings;
}
