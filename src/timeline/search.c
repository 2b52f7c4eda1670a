/* Searching a recording, see search.h. */
#include "timeline/search.h"

#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

/* A stretch of steps to look through, in one copy of the run. */
typedef struct Stretch {
    TimelineGoal goal;
    uint64_t last;  /* the last step that counts */
    uint64_t count; /* which match is wanted, from 1; 0: the last one in the stretch */
} Stretch;

typedef struct Match {
    bool found;
    uint64_t step;
} Match;

/* The bytes that a change is a change of. */
typedef struct Watched {
    uint64_t slot, size;        /* slot 0: there is no such name now */
    uint32_t depth;             /* number of frames when it was looked up, or one step before */
    uint64_t failures, printed; /* one step before */
    unsigned char bytes[TIMELINE_NAME_MAX];
} Watched;

static void remember(Watched *watched, uint64_t slot, uint64_t size) {
    watched->slot = slot;
    watched->size = size < sizeof watched->bytes ? size : sizeof watched->bytes;
    if (slot) memcpy(watched->bytes, (const void *)slot, watched->size);
}

static bool is_unchanged(const Watched *watched) {
    return watched->slot && memcmp(watched->bytes, (const void *)watched->slot, watched->size) == 0;
}

/* Looks the name up, innermost frame first. */
static void look_up(const TimelineWalk *walk, const char *name, Watched *watched) {
    Arena arena = {0};
    MemRoots roots = {0};
    walk->engine->roots(walk->run, &arena, &roots);
    remember(watched, 0, 0);
    for (uint32_t f = roots.frame_count; f > 0 && !watched->slot; f--) {
        const MemFrame *frame = &roots.frames[f - 1];
        for (uint32_t n = 0; n < frame->name_count; n++)
            if (str_equal_c(frame->names[n].name, name))
                remember(watched, frame->names[n].slot,
                         frame->names[n].layout ? frame->names[n].layout->size : 8);
    }
    arena_free(&arena);
}

/* Frames can come and go and a dictionary can move its entries, so the slot is looked up anew whenever the
 * depth or the bytes are others; only a value that differs then is a change. */
static bool name_has_changed(const TimelineWalk *walk, const char *name, Watched *watched) {
    uint32_t depth = walk->engine->place(walk->run).depth;
    if (depth == watched->depth && is_unchanged(watched)) return false;
    Watched before = *watched;
    look_up(walk, name, watched);
    watched->depth = depth;
    bool same_value = before.slot && watched->slot && before.size == watched->size &&
                      memcmp(before.bytes, watched->bytes, watched->size) == 0;
    return !same_value && (before.slot || watched->slot);
}

static bool address_has_changed(const TimelineGoal *goal, Watched *watched) {
    if (is_unchanged(watched)) return false;
    remember(watched, goal->address, goal->size);
    return true;
}

static bool is_at_line(const TimelineWalk *walk, uint32_t line) {
    if (walk->state != ENGINE_PAUSED) return false;
    EnginePlace place = walk->engine->place(walk->run);
    return place.line == line && (walk->unit == ENGINE_STATEMENT || place.begins_statement);
}

/* The depth one step before; the present one takes its place. */
static uint32_t swap_depth(Watched *watched, EnginePlace place) {
    uint32_t before = watched->depth;
    watched->depth = place.depth;
    return before;
}

static bool has_grown(uint64_t *before, uint64_t now) {
    bool grown = now > *before;
    *before = now;
    return grown;
}

static uint64_t printed_so_far(const TimelineWalk *walk) {
    return walk->output.total + walk->errors.total;
}

static bool is_met(const TimelineWalk *walk, const TimelineGoal *goal, Watched *watched) {
    EnginePlace place;
    switch (goal->kind) {
    case TIMELINE_AT_LINE: return is_at_line(walk, goal->line);
    case TIMELINE_DEPTH_AT_MOST: return walk->engine->place(walk->run).depth <= goal->depth;
    case TIMELINE_CALL:
        place = walk->engine->place(walk->run);
        return swap_depth(watched, place) < place.depth;
    case TIMELINE_RETURN:
        place = walk->engine->place(walk->run);
        return swap_depth(watched, place) > place.depth;
    case TIMELINE_FAILURE: return has_grown(&watched->failures, walk->engine->place(walk->run).failures);
    case TIMELINE_PRINT: return has_grown(&watched->printed, printed_so_far(walk));
    case TIMELINE_CHANGE_OF_NAME: return name_has_changed(walk, goal->name, watched);
    case TIMELINE_CHANGE_AT_ADDRESS: return address_has_changed(goal, watched);
    }
    return false;
}

/* A reader may name any number as an address; the system knows what can be read. */
bool timeline_can_read(uint64_t address, uint64_t size) {
    unsigned char bytes[TIMELINE_NAME_MAX];
    struct iovec here = {bytes, size}, there = {(void *)address, size};
    return size <= sizeof bytes && process_vm_readv(getpid(), &here, 1, &there, 1, 0) == (ssize_t)size;
}

static void start_watching(const TimelineWalk *walk, const TimelineGoal *goal, Watched *watched) {
    if (goal->kind == TIMELINE_CHANGE_OF_NAME) look_up(walk, goal->name, watched);
    if (goal->kind == TIMELINE_CHANGE_AT_ADDRESS)
        remember(watched, goal->address, timeline_can_read(goal->address, goal->size) ? goal->size : 0);
    EnginePlace place = walk->engine->place(walk->run);
    watched->depth = place.depth;
    watched->failures = place.failures;
    watched->printed = printed_so_far(walk);
}

/* Runs in the copy: the walk stands before the first step of the stretch, which itself does not count. */
static void look_through(TimelineWalk *walk, const void *question, size_t size, StrBuf *answer) {
    Stretch stretch;
    memcpy(&stretch, question, size < sizeof stretch ? size : sizeof stretch);
    Match match = {0};
    Watched watched = {0};
    uint64_t step = walk->engine->steps(walk->run), matches = 0;
    start_watching(walk, &stretch.goal, &watched);
    while (step < stretch.last && walk->state == ENGINE_PAUSED) {
        timeline_walk_to(walk, ++step);
        if (!is_met(walk, &stretch.goal, &watched)) continue;
        match = (Match){true, step};
        if (++matches == stretch.count) break;
    }
    match.found = match.found && (stretch.count == 0 || matches == stretch.count);
    strbuf_append_bytes(answer, &match, sizeof match);
}

bool timeline_walk_to_goal(TimelineWalk *walk, const TimelineGoal *goal, uint64_t most) {
    Watched watched = {0};
    start_watching(walk, goal, &watched);
    for (uint64_t step = walk->engine->steps(walk->run); step < most && walk->state == ENGINE_PAUSED;) {
        timeline_walk_to(walk, ++step);
        if (is_met(walk, goal, &watched)) return true;
    }
    return false;
}

static bool ask_stretch(TimelineRecording *recording, uint64_t first, const Stretch *stretch, Match *match,
                        const char **reason) {
    StrBuf answer = {0};
    bool answered = timeline_ask(recording, first, look_through, stretch, sizeof *stretch, &answer, reason) &&
                    answer.length == sizeof *match;
    if (answered) memcpy(match, answer.data, sizeof *match);
    strbuf_free(&answer);
    return answered;
}

/* The step before the first one counts as well: a walk that starts at 0 must be able to match step 0. */
static bool matches_at_start(const TimelineGoal *goal) {
    return goal->kind == TIMELINE_AT_LINE;
}

static void line_at_start(TimelineWalk *walk, const void *question, size_t size, StrBuf *answer) {
    (void)question, (void)size;
    uint32_t line = walk->engine->place(walk->run).line;
    strbuf_append_bytes(answer, &line, sizeof line);
}

/* Does step 0 itself meet the goal? */
static bool ask_start(TimelineRecording *recording, const TimelineGoal *goal, Match *match,
                      const char **reason) {
    StrBuf answer = {0};
    uint32_t line = 0;
    if (!timeline_ask(recording, 0, line_at_start, NULL, 0, &answer, reason)) return false;
    if (answer.length == sizeof line) memcpy(&line, answer.data, sizeof line);
    strbuf_free(&answer);
    *match = (Match){line == goal->line && timeline_steps(recording) > 0, 0};
    return true;
}

static bool find_backward(TimelineRecording *recording, uint64_t from, const TimelineGoal *goal, Match *match,
                          const char **reason) {
    for (uint64_t end = from; end > 0;) {
        uint64_t start = timeline_checkpoint(recording, end - 1);
        Stretch stretch = {.goal = *goal, .last = end - (end == from)};
        if (!ask_stretch(recording, start, &stretch, match, reason)) return false;
        if (match->found) return true;
        end = start;
    }
    return from == 0 || !matches_at_start(goal) || ask_start(recording, goal, match, reason);
}

bool timeline_find(TimelineRecording *recording, uint64_t from, bool forward, const TimelineGoal *goal,
                   bool *found, uint64_t *step, const char **reason) {
    Match match = {0};
    Stretch ahead = {.goal = *goal, .last = timeline_steps(recording), .count = 1};
    bool asked = forward ? ask_stretch(recording, from, &ahead, &match, reason)
                         : find_backward(recording, from, goal, &match, reason);
    *found = match.found;
    *step = match.step;
    return asked;
}

bool timeline_find_execution(TimelineRecording *recording, uint32_t line, uint64_t count, bool *found,
                             uint64_t *step, const char **reason) {
    TimelineGoal goal = {.kind = TIMELINE_AT_LINE, .line = line};
    Match match = {0};
    if (!ask_start(recording, &goal, &match, reason)) return false;
    count -= match.found && count > 0;
    if (!match.found || count > 0) {
        Stretch stretch = {.goal = goal, .last = timeline_steps(recording), .count = count};
        if (!ask_stretch(recording, 0, &stretch, &match, reason)) return false;
    }
    *found = match.found;
    *step = match.step;
    return true;
}
