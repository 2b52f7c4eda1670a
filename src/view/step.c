/* What one step did, see step.h. */
#include "view/step.h"

static uint64_t printed_so_far(const TimelineWalk *walk) {
    return walk->output.total + walk->errors.total;
}

static Str innermost_function(const TimelineWalk *walk, Arena *arena) {
    MemRoots roots = {0};
    walk->engine->roots(walk->run, arena, &roots);
    return roots.frame_count ? roots.frames[roots.frame_count - 1].function : (Str){0};
}

void view_step_take(ViewStep *step, TimelineWalk *walk, const Source *source, uint64_t number) {
    *step = (ViewStep){.before = number ? number - 1 : 0, .after = number};
    timeline_walk_to(walk, step->before);
    if (!number) return;
    EnginePlace before = walk->engine->place(walk->run);
    uint64_t printed = printed_so_far(walk);
    step->left = innermost_function(walk, &step->arena);
    view_observe_step(&step->observation, walk, source, VIEW_STEP_COPIES);
    EnginePlace after = walk->engine->place(walk->run);
    step->depth_before = before.depth;
    step->depth = after.depth;
    step->failures = after.failures - before.failures;
    step->failure = arena_copy(&step->arena, after.failure);
    step->printed = printed_so_far(walk) - printed;
}

void view_step_free(ViewStep *step) {
    view_observation_free(&step->observation);
    arena_free(&step->arena);
}

uint64_t view_step_written(const ViewStep *step) {
    for (size_t i = step->observation.list.count; i > 0; i--)
        if (step->observation.list.items[i - 1].kind != MEM_COPY_TEMPORARY)
            return step->observation.list.items[i - 1].to;
    return 0;
}

typedef struct Telling {
    const ViewStep *step;
    const ViewMoment *moment;
    const ViewStyle *style;
    StrBuf *out;
    Arena arena;
} Telling;

static void ink(Telling *telling, ViewInk kind, Str text) {
    view_append_ink(telling->out, telling->style, kind, view_clean(&telling->arena, text, 1));
}

static void line(Telling *telling, ViewInk kind, Str text) {
    ink(telling, kind, text);
    strbuf_append_char(telling->out, '\n');
}

static void tell_events(Telling *telling) {
    const ViewStep *step = telling->step;
    const MemRoots *roots = &telling->moment->picture.roots;
    Str now = roots->frame_count ? roots->frames[roots->frame_count - 1].function : (Str){0};
    if (step->failures)
        line(telling, VIEW_WARNING, arena_format(&telling->arena, "raised %.*s", STR_ARGS(step->failure)));
    if (step->depth > step->depth_before)
        line(telling, VIEW_WARNING, arena_format(&telling->arena, "called %.*s", STR_ARGS(now)));
    if (step->depth < step->depth_before && !telling->moment->has_ended)
        line(telling, VIEW_WARNING,
             arena_format(&telling->arena, "left %.*s, back in %.*s", STR_ARGS(step->left), STR_ARGS(now)));
    Str bytes = view_count(&telling->arena, step->printed, "byte");
    if (step->printed)
        line(telling, VIEW_WARNING, arena_format(&telling->arena, "printed %.*s", STR_ARGS(bytes)));
}

/* Where the bytes went: a name, or a place within a cell on display. */
static Str destination(Telling *telling, const ViewAssignment *assignment) {
    if (assignment->name.length) return assignment->name;
    if (assignment->kind == MEM_COPY_TEMPORARY) return STR("(temporary)");
    ViewTarget target = view_target(telling->moment, assignment->to);
    if (target.name && !target.offset) return target.name->name;
    if (target.name)
        return arena_format(&telling->arena, "%.*s+%llu", STR_ARGS(target.name->name),
                            (unsigned long long)target.offset);
    if (target.cell)
        return arena_format(&telling->arena, "[%u]%+lld", target.number, (long long)target.offset);
    return arena_format(&telling->arena, "0x%llx", (unsigned long long)assignment->to);
}

static Str what_was_copied(Telling *telling, const ViewAssignment *assignment) {
    Str size = view_count(&telling->arena, assignment->size, "byte");
    Str from = assignment->from_name.length
                   ? arena_format(&telling->arena, " from %.*s", STR_ARGS(assignment->from_name))
                   : (Str){0};
    if (!assignment->value.length)
        return arena_format(&telling->arena, "%.*s%.*s", STR_ARGS(size), STR_ARGS(from));
    return arena_format(&telling->arena, "%.*s%.*s: %s%.*s %.*s", STR_ARGS(size), STR_ARGS(from),
                        assignment->is_tag ? "the address of " : "", STR_ARGS(assignment->type),
                        STR_ARGS(assignment->value));
}

static void tell_copy(Telling *telling, const ViewAssignment *assignment) {
    ink(telling, VIEW_STRONG, destination(telling, assignment));
    strbuf_append_c(telling->out, " ← ");
    line(telling, VIEW_VALUE, what_was_copied(telling, assignment));
    if (telling->style->simple) return;
    ink(telling, VIEW_ADDRESS, arena_format(&telling->arena, "  0x%llx", (unsigned long long)assignment->to));
    if (assignment->from)
        ink(telling, VIEW_ADDRESS,
            arena_format(&telling->arena, " ← 0x%llx", (unsigned long long)assignment->from));
    if (assignment->instruction.length) strbuf_append_c(telling->out, "  by ");
    line(telling, VIEW_DIM, assignment->instruction);
}

void view_step_text(const ViewStep *step, const ViewMoment *moment, const ViewStyle *style, StrBuf *out) {
    Telling telling = {.step = step, .moment = moment, .style = style, .out = out};
    size_t start = out->length;
    if (step->before < step->after) tell_events(&telling);
    for (size_t i = 0; i < step->observation.list.count; i++)
        tell_copy(&telling, &step->observation.list.items[i]);
    if (step->observation.list.count == VIEW_STEP_COPIES) line(&telling, VIEW_DIM, STR("…"));
    Str moved = view_count(&telling.arena, step->observation.moved, "slot");
    if (step->observation.moved)
        line(&telling, VIEW_DIM,
             arena_format(&telling.arena, "%.*s moved as they were: a table has grown", STR_ARGS(moved)));
    if (out->length == start)
        line(&telling, VIEW_DIM,
             step->before < step->after ? STR("nothing in a variable") : STR("nothing has run yet"));
    arena_free(&telling.arena);
}
