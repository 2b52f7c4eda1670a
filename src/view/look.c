/* Questions to a recording, see look.h. */
#include "view/look.h"

#include "view/moment.h"
#include "view/text.h"

#include <string.h>

enum { OUTPUT_KEPT = 8192 };

typedef struct GlanceQuestion {
    const Source *source; /* addresses are the same in the copy */
    ViewStyle style;
} GlanceQuestion;

typedef struct GlanceAnswer {
    uint32_t line;
    uint32_t has_ended;
    int32_t status;
    uint64_t picture_length, output_length, output_total;
} GlanceAnswer;

static void answer_glance(TimelineWalk *walk, const void *bytes, size_t size, StrBuf *answer) {
    GlanceQuestion question;
    memcpy(&question, bytes, size < sizeof question ? size : sizeof question);
    ViewMoment moment;
    StrBuf picture = {0};
    view_moment_take(&moment, walk, NULL, question.source, view_limits(&question.style));
    view_text_picture(&moment, &question.style, &picture);
    Str output = timeline_output_tail(walk->errors.total ? &walk->errors : &walk->output, OUTPUT_KEPT);
    GlanceAnswer head = {.line = moment.has_ended ? 0 : moment.place.line,
                         .has_ended = moment.has_ended,
                         .status = moment.has_ended ? walk->engine->exit_status(walk->run) : 0,
                         .picture_length = picture.length,
                         .output_length = output.length,
                         .output_total = walk->output.total + walk->errors.total};
    strbuf_append_bytes(answer, &head, sizeof head);
    strbuf_append(answer, strbuf_view(&picture));
    strbuf_append(answer, output);
    strbuf_free(&picture);
    view_moment_free(&moment);
}

static void unpack(const StrBuf *answer, ViewGlance *glance) {
    GlanceAnswer head;
    memcpy(&head, answer->data, sizeof head);
    glance->line = head.line;
    glance->has_ended = head.has_ended;
    glance->status = head.status;
    glance->output_total = head.output_total;
    Str rest = str_slice(strbuf_view(answer), sizeof head, answer->length);
    strbuf_clear(&glance->picture);
    strbuf_clear(&glance->output);
    strbuf_append(&glance->picture, str_slice(rest, 0, head.picture_length));
    strbuf_append(&glance->output, str_slice(rest, head.picture_length, rest.length));
}

bool view_glance(const ViewRecorded *recorded, uint64_t step, const ViewStyle *style, ViewGlance *glance,
                 const char **reason) {
    GlanceQuestion question = {recorded->source, *style};
    StrBuf answer = {0};
    bool done =
        timeline_ask(recorded->recording, step, answer_glance, &question, sizeof question, &answer, reason);
    if (done && answer.length >= sizeof(GlanceAnswer)) {
        unpack(&answer, glance);
        glance->step = step;
    }
    strbuf_free(&answer);
    return done;
}

void view_glance_free(ViewGlance *glance) {
    strbuf_free(&glance->picture);
    strbuf_free(&glance->output);
}
