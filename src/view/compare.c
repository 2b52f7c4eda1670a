/* Comparing, see compare.h.
 *
 * Which assignments belong together? Both lists are aligned as two sequences are: a pair scores when it is
 * about the same name, more when the value is the same too; the best sum of scores wins (Needleman and
 * Wunsch, 1970, with free gaps). Each assignment then becomes a small block of lines, and blocks of a pair
 * are drawn beside each other. */
#include "view/compare.h"

#include "base/utf8.h"
#include "view/moment.h"

#include <string.h>

enum { SIDE_BY_SIDE = 80, LABEL_WIDTH = 10 };

/* One line of a block: an indented label and a text. */
typedef struct Line {
    ViewPiece label, text;
} Line;

typedef VEC(Line) LineList;

typedef struct Sheet {
    const ViewStyle *style;
    StrBuf *out;
    Arena arena;
    size_t column; /* width of one side */
} Sheet;

/* Appends `text` broken at spaces into lines that fit; the label stands before the first. */
static void add_line(Sheet *sheet, LineList *lines, Str label, ViewInk ink, Str text) {
    size_t indent = LABEL_WIDTH + 4, room = sheet->column > indent + 8 ? sheet->column - indent : 8;
    text = view_clean(&sheet->arena, text, 1);
    label = view_cut(&sheet->arena, view_clean(&sheet->arena, label, 1), LABEL_WIDTH);
    do {
        size_t length = text.length;
        while (utf8_width(str_slice(text, 0, length)) > room) {
            size_t space = length - 1;
            while (space > 0 && text.data[space] != ' ') space--;
            if (space == 0) break;
            length = space;
        }
        Str part = view_cut(&sheet->arena, str_slice(text, 0, length), room);
        VEC_PUSH(lines, (Line){{label, VIEW_DIM}, {part, ink}});
        label = (Str){0};
        text = str_trim(str_slice(text, length, text.length));
    } while (text.length);
}

static Str take(Sheet *sheet, StrBuf *buffer) {
    Str text = arena_copy(&sheet->arena, strbuf_view(buffer));
    strbuf_free(buffer);
    return text;
}

static Str copied_text(Sheet *sheet, const ViewAssignment *assignment) {
    StrBuf text = {0};
    view_append_count(&text, assignment->size, "byte");
    if (!assignment->name.length)
        strbuf_append_c(&text, ", into what a reference leads to");
    else if (assignment->is_tag)
        strbuf_format(&text, ": the address of %.*s %.*s", STR_ARGS(assignment->type),
                      STR_ARGS(assignment->value));
    else if (assignment->value.length)
        strbuf_format(&text, ": the value itself, %.*s %.*s", STR_ARGS(assignment->type),
                      STR_ARGS(assignment->value));
    return take(sheet, &text);
}

static Str from_text(Sheet *sheet, const ViewAssignment *assignment) {
    unsigned long long from = assignment->from;
    if (!from) return STR("the instruction");
    if (!assignment->from_name.length) return arena_format(&sheet->arena, "0x%llx", from);
    return arena_format(&sheet->arena, "slot of %.*s, 0x%llx", STR_ARGS(assignment->from_name), from);
}

static Str to_text(Sheet *sheet, const ViewAssignment *assignment) {
    unsigned long long to = assignment->to;
    if (!assignment->name.length) return arena_format(&sheet->arena, "0x%llx", to);
    return arena_format(&sheet->arena, "slot of %.*s, 0x%llx", STR_ARGS(assignment->name), to);
}

static void append_change(StrBuf *out, const Engine *engine, uint64_t before, uint64_t after) {
    if (before)
        view_append_identity(out, engine, before);
    else
        strbuf_append_c(out, "unbound");
    strbuf_append_c(out, " → ");
    view_append_identity(out, engine, after);
    if (before) strbuf_append_c(out, before == after ? "  the same" : "  changed");
}

static void add_identity(Sheet *sheet, LineList *lines, const ViewObservation *observation,
                         const ViewAssignment *assignment) {
    StrBuf text = {0};
    if (!assignment->identity_after) return;
    bool kept = assignment->identity_before == assignment->identity_after;
    append_change(&text, observation->engine, assignment->identity_before, assignment->identity_after);
    if (assignment->shared_with.length)
        strbuf_format(&text, ", shared with %.*s", STR_ARGS(assignment->shared_with));
    add_line(sheet, lines, assignment->identity_text, kept ? VIEW_VALUE : VIEW_REFERENCE, take(sheet, &text));
}

static void add_moved_slot(Sheet *sheet, LineList *lines, const ViewAssignment *assignment) {
    if (!assignment->slot_before || !assignment->slot_after) return;
    if (assignment->slot_before == assignment->slot_after) return;
    add_line(sheet, lines, STR("moved"), VIEW_WARNING,
             arena_format(&sheet->arena, "the slot went from 0x%llx to 0x%llx",
                          (unsigned long long)assignment->slot_before,
                          (unsigned long long)assignment->slot_after));
}

static void describe(Sheet *sheet, LineList *lines, const ViewObservation *observation, ptrdiff_t index) {
    if (index < 0) return;
    const ViewAssignment *assignment = &observation->list.items[index];
    add_line(sheet, lines, STR("copies"), VIEW_PLAIN, copied_text(sheet, assignment));
    add_line(sheet, lines, STR("from"), VIEW_ADDRESS, from_text(sheet, assignment));
    add_line(sheet, lines, STR("to"), VIEW_ADDRESS, to_text(sheet, assignment));
    if (assignment->instruction.length) add_line(sheet, lines, STR("by"), VIEW_DIM, assignment->instruction);
    add_identity(sheet, lines, observation, assignment);
    add_moved_slot(sheet, lines, assignment);
}

/* One side of a line, filled up with spaces to `width` (0: not filled up). */
static void draw_side(Sheet *sheet, const Line *line, size_t width) {
    size_t used = 0;
    if (line) {
        size_t label = utf8_width(line->label.text);
        strbuf_append_c(sheet->out, "  ");
        view_append_ink(sheet->out, sheet->style, line->label.ink, line->label.text);
        strbuf_append_repeated(sheet->out, ' ', LABEL_WIDTH - label + 1);
        view_append_ink(sheet->out, sheet->style, line->text.ink, line->text.text);
        used = LABEL_WIDTH + 3 + utf8_width(line->text.text);
    }
    if (used < width) strbuf_append_repeated(sheet->out, ' ', width - used);
}

static void draw_title(Sheet *sheet, Str text, size_t width) {
    text = view_cut(&sheet->arena, view_clean(&sheet->arena, text, 2), sheet->column - 1);
    view_append_ink(sheet->out, sheet->style, VIEW_STRONG, text);
    size_t used = utf8_width(text);
    if (used < width) strbuf_append_repeated(sheet->out, ' ', width - used);
}

static void draw_bar(Sheet *sheet) {
    view_append_ink(sheet->out, sheet->style, VIEW_DIM, STR("│ "));
}

static Str title_of(Sheet *sheet, const ViewObservation *observation, ptrdiff_t index) {
    if (index < 0) return (Str){0};
    const ViewAssignment *assignment = &observation->list.items[index];
    return arena_format(&sheet->arena, "%u  %.*s", assignment->line, STR_ARGS(assignment->statement));
}

static bool is_wide(const Sheet *sheet) {
    return sheet->style->width >= SIDE_BY_SIDE;
}

static void trim_line(StrBuf *out) {
    while (out->length && out->data[out->length - 1] == ' ') out->data[--out->length] = 0;
    strbuf_append_char(out, '\n');
}

/* Two blocks beside each other. */
static void draw_beside(Sheet *sheet, Str left_title, const LineList *left, Str right_title,
                        const LineList *right) {
    draw_title(sheet, left_title, sheet->column);
    draw_bar(sheet);
    draw_title(sheet, right_title, 0);
    trim_line(sheet->out);
    size_t count = left->count > right->count ? left->count : right->count;
    for (size_t i = 0; i < count; i++) {
        draw_side(sheet, i < left->count ? &left->items[i] : NULL, sheet->column);
        draw_bar(sheet);
        draw_side(sheet, i < right->count ? &right->items[i] : NULL, 0);
        trim_line(sheet->out);
    }
}

static void draw_alone(Sheet *sheet, Str title, const LineList *lines) {
    if (!title.length) return;
    draw_title(sheet, title, 0);
    trim_line(sheet->out);
    for (size_t i = 0; i < lines->count; i++) {
        draw_side(sheet, &lines->items[i], 0);
        trim_line(sheet->out);
    }
    strbuf_append_char(sheet->out, '\n');
}

static void draw_rule(Sheet *sheet, const char *cross) {
    StrBuf rule = {0};
    for (size_t i = 0; i < sheet->style->width; i++)
        strbuf_append_c(&rule, i == sheet->column && is_wide(sheet) ? cross : "─");
    view_append_ink(sheet->out, sheet->style, VIEW_DIM, strbuf_view(&rule));
    strbuf_append_char(sheet->out, '\n');
    strbuf_free(&rule);
}

/* Which assignments stand beside each other; -1: none. */
typedef struct Pair {
    ptrdiff_t left, right;
} Pair;

typedef VEC(Pair) PairList;

static uint32_t likeness(const ViewAssignment *left, const ViewAssignment *right) {
    if (!left->name.length || !right->name.length) return left->name.length == right->name.length ? 2 : 1;
    if (!str_equal(left->name, right->name)) return 1;
    return str_equal(left->value, right->value) ? 8 : 4;
}

/* best[i][j]: the highest sum for the first i of the left and the first j of the right. */
static uint32_t *score(const ViewObservation *left, const ViewObservation *right) {
    size_t rows = left->list.count + 1, columns = right->list.count + 1;
    uint32_t *best = base_alloc_zeroed(rows * columns * sizeof *best);
    for (size_t i = 1; i < rows; i++)
        for (size_t j = 1; j < columns; j++) {
            uint32_t pair = best[(i - 1) * columns + j - 1] +
                            likeness(&left->list.items[i - 1], &right->list.items[j - 1]);
            uint32_t above = best[(i - 1) * columns + j], before = best[i * columns + j - 1];
            uint32_t gap = above > before ? above : before;
            best[i * columns + j] = pair > gap ? pair : gap;
        }
    return best;
}

static void align(const ViewObservation *left, const ViewObservation *right, PairList *pairs) {
    uint32_t *best = score(left, right);
    size_t i = left->list.count, j = right->list.count, columns = j + 1;
    while (i > 0 || j > 0) {
        uint32_t here = best[i * columns + j];
        if (i > 0 && best[(i - 1) * columns + j] == here)
            VEC_PUSH(pairs, (Pair){(ptrdiff_t)--i, -1});
        else if (j > 0 && best[i * columns + j - 1] == here)
            VEC_PUSH(pairs, (Pair){-1, (ptrdiff_t)--j});
        else
            VEC_PUSH(pairs, (Pair){(ptrdiff_t)--i, (ptrdiff_t)--j});
    }
    for (size_t low = 0, high = pairs->count; low + 1 < high; low++) {
        Pair pair = pairs->items[low];
        pairs->items[low] = pairs->items[--high];
        pairs->items[high] = pair;
    }
    free(best);
}

static void draw_pair(Sheet *sheet, const ViewObservation *left, const ViewObservation *right, Pair pair) {
    LineList left_lines = {0}, right_lines = {0};
    describe(sheet, &left_lines, left, pair.left);
    describe(sheet, &right_lines, right, pair.right);
    Str left_title = title_of(sheet, left, pair.left), right_title = title_of(sheet, right, pair.right);
    if (is_wide(sheet)) {
        draw_beside(sheet, left_title, &left_lines, right_title, &right_lines);
        draw_rule(sheet, "┼");
    } else {
        draw_alone(sheet, left_title, &left_lines);
        draw_alone(sheet, right_title, &right_lines);
    }
    VEC_FREE(&left_lines);
    VEC_FREE(&right_lines);
}

static Str heading(Sheet *sheet, const ViewObservation *observation) {
    return arena_format(&sheet->arena, "%.*s (%s)", STR_ARGS(observation->path), observation->engine->name);
}

static void draw_pairs(Sheet *sheet, const ViewObservation *left, const ViewObservation *right) {
    PairList pairs = {0};
    LineList nothing = {0};
    align(left, right, &pairs);
    if (is_wide(sheet)) {
        draw_beside(sheet, heading(sheet, left), &nothing, heading(sheet, right), &nothing);
        draw_rule(sheet, "┼");
    } else {
        draw_title(sheet, heading(sheet, left), 0);
        strbuf_append_c(sheet->out, "\n");
        draw_title(sheet, heading(sheet, right), 0);
        strbuf_append_c(sheet->out, "\n\n");
    }
    for (size_t i = 0; i < pairs.count; i++) draw_pair(sheet, left, right, pairs.items[i]);
    VEC_FREE(&pairs);
}

static void append_what(const ViewFindings *findings, StrBuf *out) {
    if (findings->tags == findings->named)
        strbuf_append_c(out, "the address of an object");
    else if (findings->tags == 0)
        strbuf_append_c(out, "the value itself");
    else
        strbuf_format(out, "an address %u times and the value itself %u times", findings->tags,
                      findings->named - findings->tags);
}

/* "each of 4 assignments copied 8 bytes, the address of an object" */
static void append_sizes(const ViewFindings *findings, StrBuf *out) {
    if (findings->named > 1) strbuf_append_c(out, "each of ");
    view_append_count(out, findings->named, "assignment");
    strbuf_append_c(out, " copied ");
    if (findings->smallest != findings->largest) {
        view_append_count(out, findings->smallest, "");
        strbuf_append_c(out, " to ");
    }
    view_append_count(out, findings->largest, "byte");
    strbuf_append_c(out, ", ");
    append_what(findings, out);
}

static void append_identities(const ViewFindings *findings, const char *term, StrBuf *out) {
    if (findings->reassigned == 0)
        strbuf_append_c(out, "; no name was assigned to a second time");
    else if (findings->identity_changed == 0)
        strbuf_format(out, "; %s stayed the same whenever a name was assigned to again (%u)", term,
                      findings->reassigned);
    else
        strbuf_format(out, "; %s changed in %u of %u reassignments", term, findings->identity_changed,
                      findings->reassigned);
    if (findings->first_shared)
        strbuf_format(out, "; %.*s came to share one identity with %.*s",
                      STR_ARGS(findings->first_shared->name), STR_ARGS(findings->first_shared->shared_with));
    else
        strbuf_append_c(out, "; no two names ever shared one");
    if (findings->shared > 1) strbuf_format(out, " (one of %u such cases)", findings->shared);
    if (findings->slot_moved)
        strbuf_format(out, "; a slot moved %u time%s", findings->slot_moved,
                      findings->slot_moved == 1 ? "" : "s");
    else if (findings->reassigned)
        strbuf_append_c(out, "; no slot moved");
}

void view_append_findings(const ViewObservation *observation, StrBuf *out) {
    ViewFindings findings = view_findings(observation);
    strbuf_format(out, "%s: ", observation->engine->name);
    if (findings.named == 0) {
        strbuf_append_c(out, "no name was assigned to");
    } else {
        append_sizes(&findings, out);
        append_identities(&findings, observation->engine->identity_term, out);
    }
    if (findings.inside) {
        strbuf_append_c(out, "; ");
        view_append_count(out, findings.inside, "write");

        strbuf_append_c(out, " went into what a reference leads to");
    }
    strbuf_append_c(out, ".\n");
}

static void draw_notices(Sheet *sheet, const ViewObservation *observation) {
    StrBuf notice = {0};
    if (observation->is_cut) {
        strbuf_format(&notice, "%.*s goes on: only its first ", STR_ARGS(observation->path));
        view_append_count(&notice, observation->list.count, "assignment");
        strbuf_append_c(&notice, " (");
        view_append_count(&notice, observation->steps, "step");
        strbuf_append_c(&notice, ") are shown.");
    } else if (observation->exit_status) {
        strbuf_format(&notice, "%.*s ended with status %d: %.*s", STR_ARGS(observation->path),
                      observation->exit_status, STR_ARGS(observation->last_error));
    }
    if (notice.length) {
        view_append_ink(sheet->out, sheet->style, VIEW_WARNING,
                        view_clean(&sheet->arena, strbuf_view(&notice), 1));
        strbuf_append_char(sheet->out, '\n');
    }
    strbuf_free(&notice);
}

void view_compare(const ViewObservation *left, const ViewObservation *right, const ViewStyle *style,
                  StrBuf *out) {
    Sheet sheet = {.style = style, .out = out};
    sheet.column = is_wide(&sheet) ? style->width / 2 - 1 : style->width;
    draw_pairs(&sheet, left, right);
    draw_notices(&sheet, left);
    draw_notices(&sheet, right);
    strbuf_append_char(out, '\n');
    view_append_findings(left, out);
    view_append_findings(right, out);
    arena_free(&sheet.arena);
}
