/* Questions to a recording, see look.h. */
#include "view/look.h"

#include "view/moment.h"
#include "view/step.h"
#include "view/text.h"

#include <string.h>

/* BEFORE: copies are followed from so many steps before the moment, so that where a value came from is known
 * also when it went through temporaries in steps of their own. */
enum { OUTPUT_KEPT = 8192, BEFORE = 64 };

typedef struct GlanceQuestion {
    const Source *source; /* addresses are the same in the copy */
    ViewStyle style;
    uint64_t step;
} GlanceQuestion;

/* The answer: this, the parts one behind the other, the marks. */
typedef struct GlanceAnswer {
    uint32_t line, depth;
    SourceSpan span;
    uint32_t has_ended;
    int32_t status;
    uint64_t output_total;
    uint64_t lengths[VIEW_PARTS]; /* bytes */
    uint64_t mark_count;
} GlanceAnswer;

/* The end of what was printed on one of the streams; on standard error it is what the program said last. */
static void append_output(const TimelineOutput *output, StrBuf *out) {
    Str tail = timeline_output_tail(output, OUTPUT_KEPT);
    if (out->length && tail.length && out->data[out->length - 1] != '\n') strbuf_append_char(out, '\n');
    if (tail.length < output->total)
        strbuf_format(out, "… %llu bytes before\n", (unsigned long long)(output->total - tail.length));
    strbuf_append(out, tail);
}

static void draw_parts(const ViewMoment *moment, const ViewStep *step, ViewStyle *style, StrBuf *parts,
                       ViewMarkList *marks) {
    const TimelineWalk *walk = moment->walk;
    ViewStyle unmarked = *style;
    style->marks = marks;
    view_text_picture(moment, style, &parts[VIEW_PART_PICTURE]);
    view_step_text(step, moment, &unmarked, &parts[VIEW_PART_STEP]);
    view_bytes(moment, style->selected ? style->selected : view_step_written(step), &unmarked,
               &parts[VIEW_PART_BYTES]);
    append_output(&walk->output, &parts[VIEW_PART_OUTPUT]);
    append_output(&walk->errors, &parts[VIEW_PART_OUTPUT]);
    if (!moment->has_ended)
        moment->engine->instruction_text(moment->run, moment->place.instruction,
                                         &parts[VIEW_PART_INSTRUCTION]);
}

static void pack(const ViewMoment *moment, StrBuf *parts, ViewMarkList *marks, StrBuf *answer) {
    const TimelineWalk *walk = moment->walk;
    GlanceAnswer head = {.line = moment->has_ended ? 0 : moment->place.line,
                         .depth = moment->has_ended ? 0 : moment->place.depth,
                         .span = moment->place.span,
                         .has_ended = moment->has_ended,
                         .status = moment->has_ended ? walk->engine->exit_status(walk->run) : 0,
                         .output_total = walk->output.total + walk->errors.total,
                         .mark_count = marks->count};
    for (int i = 0; i < VIEW_PARTS; i++) head.lengths[i] = parts[i].length;
    strbuf_append_bytes(answer, &head, sizeof head);
    for (int i = 0; i < VIEW_PARTS; i++) {
        strbuf_append(answer, strbuf_view(&parts[i]));
        strbuf_free(&parts[i]);
    }
    strbuf_append_bytes(answer, marks->items, marks->count * sizeof *marks->items);
    VEC_FREE(marks);
}

static void answer_glance(TimelineWalk *walk, const void *bytes, size_t size, StrBuf *answer) {
    GlanceQuestion question;
    memcpy(&question, bytes, size < sizeof question ? size : sizeof question);
    ViewStep step;
    ViewMoment moment;
    StrBuf parts[VIEW_PARTS] = {{0}};
    ViewMarkList marks = {0};
    walk->keeps_copies = true;
    view_step_take(&step, walk, question.source, question.step);
    view_moment_take(&moment, walk, NULL, question.source, view_limits(&question.style));
    draw_parts(&moment, &step, &question.style, parts, &marks);
    pack(&moment, parts, &marks, answer);
    view_moment_free(&moment);
    view_step_free(&step);
}

static void unpack(const StrBuf *answer, ViewGlance *glance) {
    GlanceAnswer head;
    memcpy(&head, answer->data, sizeof head);
    glance->line = head.line;
    glance->span = head.span;
    glance->depth = head.depth;
    glance->has_ended = head.has_ended;
    glance->status = head.status;
    glance->output_total = head.output_total;
    size_t at = sizeof head;
    for (int i = 0; i < VIEW_PARTS; i++) {
        strbuf_clear(&glance->parts[i]);
        strbuf_append(&glance->parts[i], str_slice(strbuf_view(answer), at, at + head.lengths[i]));
        at += head.lengths[i];
    }
    glance->marks.count = 0;
    for (uint64_t i = 0; i < head.mark_count; i++, at += sizeof(ViewMark)) {
        ViewMark mark;
        memcpy(&mark, answer->data + at, sizeof mark);
        VEC_PUSH(&glance->marks, mark);
    }
}

bool view_glance(const ViewRecorded *recorded, uint64_t step, const ViewStyle *style, ViewGlance *glance,
                 const char **reason) {
    GlanceQuestion question = {recorded->source, *style, step};
    StrBuf answer = {0};
    uint64_t from = step > BEFORE ? step - BEFORE : 0;
    bool done =
        timeline_ask(recorded->recording, from, answer_glance, &question, sizeof question, &answer, reason);
    if (done && answer.length >= sizeof(GlanceAnswer)) {
        unpack(&answer, glance);
        glance->step = step;
    }
    strbuf_free(&answer);
    return done;
}

void view_glance_free(ViewGlance *glance) {
    for (int i = 0; i < VIEW_PARTS; i++) strbuf_free(&glance->parts[i]);
    VEC_FREE(&glance->marks);
}
