/* Walks, see walk.h. */
#include "timeline/walk.h"

#include <string.h>

enum { OUTPUT_KEPT = 256 * 1024, LOG_SMALLEST = 1 << 16 };

/* Twice OUTPUT_KEPT may pile up before the front is cut off, so that each byte is moved once at most. */
static void keep_output(TimelineOutput *output, const char *bytes, size_t size) {
    output->total += size;
    if (size > OUTPUT_KEPT) {
        bytes += size - OUTPUT_KEPT;
        size = OUTPUT_KEPT;
    }
    strbuf_append_bytes(&output->kept, bytes, size);
    if (output->kept.length <= 2 * OUTPUT_KEPT) return;
    char *start = output->kept.data;
    memmove(start, start + output->kept.length - OUTPUT_KEPT, OUTPUT_KEPT);
    output->kept.length = OUTPUT_KEPT;
}

static bool capture(void *user, int descriptor, const char *bytes, size_t size) {
    TimelineWalk *walk = user;
    keep_output(descriptor == 1 ? &walk->output : &walk->errors, bytes, size);
    return true;
}

static bool flush_nothing(void *user) {
    (void)user;
    return true;
}

static ptrdiff_t read_input(void *user, char *bytes, size_t size) {
    TimelineWalk *walk = user;
    return walk->input.read ? walk->input.read(walk->input.user, bytes, size) : 0;
}

bool timeline_walk_start(TimelineWalk *walk, const Engine *engine, EngineProgram *program,
                         const EngineOptions *options, bool keeps_copies, const char **reason) {
    *walk = (TimelineWalk){.engine = engine,
                           .keeps_copies = keeps_copies,
                           .log_limit = LOG_SMALLEST,
                           .input = options->io,
                           .options = *options};
    /* A line is written when it is complete, so that it is seen beside the step that printed it. */
    walk->options.io = (EngineIO){.user = walk,
                                  .write = capture,
                                  .flush = flush_nothing,
                                  .read = read_input,
                                  .output_is_terminal = options->io.output_is_terminal,
                                  .output_by_lines = true};
    walk->run = engine->start(program, &walk->options, reason);
    return walk->run != NULL;
}

static void log_copy(void *user, const MemCopy *copy) {
    TimelineWalk *walk = user;
    mem_copy_log_add(&walk->log, copy);
    if (walk->log.copies.count < walk->log_limit) return;
    mem_copy_log_compact(&walk->log);
    walk->log_limit = walk->log.copies.count * 2 + LOG_SMALLEST;
}

EngineState timeline_walk_to(TimelineWalk *walk, uint64_t step) {
    EngineWatch watch = {.user = walk, .copied = log_copy};
    if (walk->state != ENGINE_ENDED)
        walk->state = walk->engine->resume(walk->run, walk->unit, step, walk->keeps_copies ? &watch : NULL);
    return walk->state;
}

bool timeline_walk_to_line(TimelineWalk *walk, uint32_t line, uint64_t most) {
    uint64_t step = walk->engine->steps(walk->run);
    if (timeline_walk_to(walk, step) == ENGINE_ENDED) return false;
    while (walk->engine->place(walk->run).line != line)
        if (step >= most || timeline_walk_to(walk, ++step) == ENGINE_ENDED) return false;
    return true;
}

Str timeline_output_tail(const TimelineOutput *output, size_t most) {
    Str kept = strbuf_view(&output->kept);
    if (kept.length <= most && kept.length == output->total) return kept;
    Str tail = str_slice(kept, kept.length > most ? kept.length - most : 0, kept.length);
    ptrdiff_t line_end = str_find_byte(tail, '\n', 0);
    bool has_more = line_end >= 0 && (size_t)line_end + 1 < tail.length;
    return has_more ? str_slice(tail, (size_t)line_end + 1, tail.length) : tail;
}

void timeline_walk_finish(TimelineWalk *walk) {
    walk->engine->finish(walk->run);
    mem_copy_log_free(&walk->log);
    strbuf_free(&walk->output.kept);
    strbuf_free(&walk->errors.kept);
}
