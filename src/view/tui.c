/* The terminal UI, see tui.h.
 *
 * A column for each program, divided into panes: source, memory, what the last step did, bytes, output. A
 * pane is a rectangle and a text that was drawn where the memory is (look.h); so a moment is asked for once
 * for each key, and panes only put lines on the screen. Where the panes lie depends on the room: with enough
 * of it the memory stands beside the source, else below. */
#include "base/utf8.h"
#include "view/tui_screen.h"
#include "view/tui_state.h"

#include <stdio.h>
#include <string.h>

/* Columns and rows. BESIDE: from this width on the memory stands beside the source. */
enum {
    SMALLEST_WIDTH = 40,
    SMALLEST_HEIGHT = 12,
    BESIDE_SIMPLE = 72,
    BESIDE_TALL = 100,
    BESIDE_MACHINE = 130,
    TALL = 32
};

static void draw_heading(Rectangle area, Str text, bool active) {
    attr_t attributes = active ? A_REVERSE | A_BOLD : A_REVERSE;
    attrset(attributes);
    mvhline(area.top, area.left, ' ', area.width);
    screen_put((Rectangle){area.top, area.left + 1, 1, area.width - 2}, 0, attributes, text);
}

static Rectangle below_heading(Rectangle area) {
    return (Rectangle){area.top + 1, area.left, area.height - 1, area.width};
}

/* ---- Panes -------------------------------------------------------------------------------------------- */

/* The column of the line's text in which byte `offset` of the source stands. */
static int column_of(const Source *source, uint32_t line, uint32_t offset, Arena *arena) {
    uint32_t start = source_line_start(source, line);
    if (offset < start) return 0;
    Str before = str_slice(source_line(source, line), 0, offset - start);
    return (int)utf8_width(view_clean(arena, before, 4));
}

/* Underlines the statement in the line about to run, where it is not the whole of it. */
static void underline(const Column *column, Rectangle row, int lead, Arena *arena) {
    const ViewGlance *glance = &column->glance;
    const Source *source = column->program->source;
    Str text = str_trim(source_line(source, glance->line));
    uint32_t length = glance->span.end - glance->span.start;
    if (!length || length + 1 >= text.length) return;
    if (source_place(source, glance->span.start).line != glance->line) return;
    int from = column_of(source, glance->line, glance->span.start, arena) + lead - column->scroll_right;
    int to = column_of(source, glance->line, glance->span.end, arena) + lead - column->scroll_right;
    if (from < lead) from = lead;
    if (to > row.width) to = row.width;
    if (from < to) mvchgat(row.top, row.left + from, to - from, A_BOLD | A_REVERSE | A_UNDERLINE, 0, NULL);
}

static bool names_instruction(const Tui *tui) {
    return tui->by_instruction || !tui->simple;
}

static void draw_source_line(const Column *column, Rectangle row, uint32_t line, int digits, Arena *arena) {
    const Source *source = column->program->source;
    bool is_current = line == column->glance.line;
    Str number = arena_format(arena, "%s%*u ", is_current ? "▶" : " ", digits, line);
    Str text = view_clean(arena, source_line(source, line), 4);
    int lead = digits + 2;
    screen_put(row, 0, is_current ? A_BOLD : A_DIM, number);
    screen_put((Rectangle){row.top, row.left + lead, 1, row.width - lead}, column->scroll_right,
               is_current ? A_BOLD : A_NORMAL, text);
    if (is_current) mvchgat(row.top, row.left, row.width, A_BOLD | A_REVERSE, 0, NULL);
    if (is_current) underline(column, row, lead, arena);
}

static void draw_source(const Column *column, Rectangle area, bool leaves_row) {
    const Source *source = column->program->source;
    uint32_t lines = source_lines_shown(source);
    uint32_t height = area.height > leaves_row ? (uint32_t)(area.height - leaves_row) : 0;
    uint32_t middle = column->glance.line ? column->glance.line : lines;
    uint32_t first = middle > height / 2 ? middle - height / 2 : 1;
    if (first + height > lines + 1) first = lines + 1 > height ? lines + 1 - height : 1;
    int digits = snprintf(NULL, 0, "%u", lines);
    Arena arena = {0};
    for (uint32_t i = 0; i < height && first + i <= lines; i++)
        draw_source_line(column, (Rectangle){area.top + (int)i, area.left, 1, area.width}, first + i,
                         digits < 3 ? 3 : digits, &arena);
    arena_free(&arena);
}

static void draw_picture(Column *column, Rectangle area) {
    Str text = strbuf_view(&column->glance.parts[VIEW_PART_PICTURE]);
    int lines = screen_count_lines(text), most = lines > area.height ? lines - area.height : 0;
    if (column->scroll_down > most) column->scroll_down = most;
    column->picture_height = area.height;
    screen_put_lines(area, column->scroll_down, column->scroll_right, text);
    if (column->scroll_down < most) mvaddstr(area.top + area.height - 1, area.left + area.width - 1, "↓");
    if (column->scroll_down > 0) mvaddstr(area.top, area.left + area.width - 1, "↑");
}

static void draw_output(const Column *column, Rectangle area) {
    Str text = strbuf_view(&column->glance.parts[VIEW_PART_OUTPUT]);
    int skip = screen_count_lines(text) - area.height, row = 0;
    Arena arena = {0};
    for (int i = 0; text.length; i++) {
        Str line = screen_next_line(&text);
        if (i >= skip)
            screen_put((Rectangle){area.top + row++, area.left + 1, 1, area.width - 1}, 0, A_NORMAL,
                       view_clean(&arena, line, 4));
    }
    arena_free(&arena);
}

/* A text that begins at its top; what has no room is announced in the last row. */
static void draw_part(const Column *column, ViewPart part, Rectangle area) {
    Str text = strbuf_view(&column->glance.parts[part]);
    screen_put_lines(area, 0, 0, text);
    int more = screen_count_lines(text) - area.height;
    if (more > 0) mvaddstr(area.top + area.height - 1, area.left + area.width - 1, "↓");
}

/* ---- Where the panes lie ------------------------------------------------------------------------------ */

/* A pane without rows is not shown. */
typedef struct Panes {
    Rectangle source, picture, step, bytes, output;
} Panes;

static int at_most(int wanted, int most) {
    return wanted < most ? wanted : most;
}

static int lines_of(const Column *column, ViewPart part) {
    return screen_count_lines(strbuf_view(&column->glance.parts[part]));
}

/* Left: source, step, output. Right: picture, bytes. */
static Panes panes_beside(Rectangle area, bool simple) {
    int left = simple ? area.width * 45 / 100 : area.width * 2 / 5, right = area.width - left - 1;
    int step = area.height >= 34 ? 9 : 6, output = area.height >= 34 ? 8 : 5, bytes = area.height / 3;
    if (!simple) bytes = area.height >= 34 ? 10 : 0;
    int source = area.height - step - output, right_side = area.left + left + 1;
    return (Panes){.source = {area.top, area.left, source, left},
                   .step = {area.top + source, area.left, step, left},
                   .output = {area.top + source + step, area.left, output, left},
                   .picture = {area.top, right_side, area.height - bytes, right},
                   .bytes = {area.top + area.height - bytes, right_side, bytes, right}};
}

static Panes panes_below(Rectangle area, bool simple, int step_lines) {
    int height = area.height, output = height >= 24 ? 4 : 3, bytes = simple && height >= 30 ? height / 5 : 0;
    int step = at_most(step_lines + 1, height >= 30 ? 6 : 3),
        source = (height - output - step - bytes) * 2 / 5;
    if (height < 16) step = 0;
    Panes panes = {.source = {area.top, area.left, source, area.width}};
    int top = area.top + source, picture = height - source - step - bytes - output;
    panes.picture = (Rectangle){top, area.left, picture, area.width};
    panes.step = (Rectangle){top + picture, area.left, step, area.width};
    panes.bytes = (Rectangle){top + picture + step, area.left, bytes, area.width};
    panes.output = (Rectangle){top + picture + step + bytes, area.left, output, area.width};
    return panes;
}

static Panes arrange(const Tui *tui, const Column *column, Rectangle area) {
    if (tui->zoomed) return (Panes){.picture = area};
    int least = tui->simple && area.height < TALL ? BESIDE_SIMPLE
                : tui->simple                     ? BESIDE_TALL
                                                  : BESIDE_MACHINE;
    bool beside = area.width >= least;
    return beside ? panes_beside(area, tui->simple)
                  : panes_below(area, tui->simple, lines_of(column, VIEW_PART_STEP));
}

/* Where the program stands, behind its path, or where that is too long, the last part of it. */
static Str heading_of(const Column *column, int width, Arena *arena) {
    const ViewGlance *glance = &column->glance;
    Str path = view_clean(arena, column->program->source->path, 1);
    Str where = glance->has_ended ? arena_format(arena, "the end, status %d", glance->status)
                                  : arena_format(arena, "before line %u", glance->line);
    size_t start = path.length;
    while (start > 0 && path.data[start - 1] != '/') start--;
    if (utf8_width(path) + where.length + 4 > (size_t)width) path = str_slice(path, start, path.length);
    if (utf8_width(path) + where.length + 4 > (size_t)width)
        path = view_cut(arena, path, (size_t)width > where.length + 5 ? (size_t)width - where.length - 4 : 1);
    return arena_format(arena, "%.*s  %.*s", STR_ARGS(path), STR_ARGS(where));
}

/* The instruction about to run, in the last row of the source. */
static void draw_instruction(const Column *column, Rectangle area) {
    Rectangle row = {area.top + area.height - 1, area.left, 1, area.width};
    Str instruction = strbuf_view(&column->glance.parts[VIEW_PART_INSTRUCTION]);
    mvhline(row.top, row.left, ' ', row.width);
    screen_put((Rectangle){row.top, row.left, 1, 5}, 0, A_DIM, STR("next"));
    screen_put((Rectangle){row.top, row.left + 5, 1, row.width - 5}, 0, A_BOLD, instruction);
}

static void draw_column(Tui *tui, Column *column, Rectangle area) {
    Arena arena = {0};
    Panes panes = arrange(tui, column, area);
    bool is_active = column == &tui->columns[tui->active];
    Str title = heading_of(column, tui->zoomed ? area.width : panes.source.width, &arena);
    draw_heading(tui->zoomed ? panes.picture : panes.source, title, is_active);
    if (panes.source.height) draw_source(column, below_heading(panes.source), names_instruction(tui));
    if (panes.source.height && names_instruction(tui)) draw_instruction(column, panes.source);
    if (!tui->zoomed)
        draw_heading(panes.picture, tui->simple ? STR("memory") : STR("memory, as the machine has it"),
                     false);
    draw_picture(column, below_heading(panes.picture));
    if (panes.step.height) {
        draw_heading(panes.step, STR("the last step"), false);
        draw_part(column, VIEW_PART_STEP, below_heading(panes.step));
    }
    if (panes.bytes.height) {
        draw_heading(panes.bytes,
                     column->selected ? STR("bytes of what is selected") : STR("bytes last written"), false);
        draw_part(column, VIEW_PART_BYTES, below_heading(panes.bytes));
        if (!lines_of(column, VIEW_PART_BYTES))
            screen_put(below_heading(panes.bytes), 0, A_DIM, STR("none; ( and ) select a name or a cell"));
    }
    if (panes.output.height) {
        draw_heading(panes.output, STR("output"), false);
        draw_output(column, below_heading(panes.output));
    }
    arena_free(&arena);
}

static void draw_status(const Tui *tui) {
    char text[400];
    int length = snprintf(text, sizeof text, "step %llu of %llu", (unsigned long long)tui->step,
                          (unsigned long long)tui->last);
    screen_put((Rectangle){LINES - 1, 0, 1, COLS}, 0, A_BOLD, (Str){text, (size_t)length});
    int left = length + 2;
    snprintf(text, sizeof text, "%s%s%s%s", tui->number[0] ? ":" : "", tui->number,
             tui->number[0] ? "  " : "",
             tui->notice[0] ? tui->notice
             : tui->simple  ? "? keys  m machine  q quit"
                            : "? keys  m simple  q quit");
    if (COLS > left) screen_put((Rectangle){LINES - 1, left, 1, COLS - left}, 0, A_NORMAL, str_from(text));
}

static void draw_too_small(void) {
    char text[80];
    snprintf(text, sizeof text, "%dx%d; %dx%d needed", COLS, LINES, SMALLEST_WIDTH, SMALLEST_HEIGHT);
    screen_put((Rectangle){0, 0, 1, COLS}, 0, A_BOLD, STR("too small:"));
    screen_put((Rectangle){1, 0, 1, COLS}, 0, A_NORMAL, str_from(text));
    screen_put((Rectangle){2, 0, 1, COLS}, 0, A_DIM, STR("q quits"));
}

static bool is_too_small(void) {
    return COLS < SMALLEST_WIDTH || LINES < SMALLEST_HEIGHT;
}

static void draw(Tui *tui) {
    erase();
    int width = COLS / (int)tui->count;
    for (size_t i = 0; i < tui->count && !is_too_small(); i++) {
        int left = (int)i * width, own = i + 1 < tui->count ? width - 1 : COLS - left;
        draw_column(tui, &tui->columns[i], (Rectangle){0, left, LINES - 1, own});
        if (i) mvvline(0, left - 1, ACS_VLINE, LINES - 1);
    }
    if (is_too_small())
        draw_too_small();
    else
        draw_status(tui);
    refresh();
}

/* ---- The loop ----------------------------------------------------------------------------------------- */

/* The columns that a program's picture has for itself. */
static uint32_t picture_width(const Tui *tui) {
    int width = COLS / (int)tui->count - (tui->count > 1);
    Rectangle area = {0, 0, LINES - 1, width};
    int shown = arrange(tui, &tui->columns[0], area).picture.width;
    return (uint32_t)(shown > SMALLEST_WIDTH - 2 ? shown : SMALLEST_WIDTH - 2);
}

static bool look(Tui *tui) {
    ViewStyle style = {
        .width = picture_width(tui), .colour = true, .everything = tui->everything, .simple = tui->simple};
    for (size_t i = 0; i < tui->count; i++) {
        Column *column = &tui->columns[i];
        uint64_t last = timeline_steps(column->program->recording);
        uint64_t step = tui->step < last ? tui->step : last;
        style.selected = column->selected;
        if (!view_glance(column->program, step, &style, &column->glance, &tui->reason)) return false;
    }
    return true;
}

/* Shows the help page by page until a key is pressed behind the last one. */
static void press(Tui *tui, int code) {
    if (!tui->help_page)
        tui_press(tui, code);
    else if (code != KEY_RESIZE)
        tui->help_page++;
}

static bool loop(Tui *tui) {
    while (!tui->quits) {
        if (tui->help_page && (is_too_small() || !tui_draw_help(tui->help_page))) tui->help_page = 0;
        if (!tui->help_page) {
            if (!look(tui)) return false;
            draw(tui);
        }
        int code = getch();
        if (code == ERR) break;
        press(tui, code);
    }
    return true;
}

bool view_tui(ViewRecorded *programs, size_t count, const ViewTuiOptions *options, const char **reason) {
    Tui tui = {.count = count,
               .everything = options->everything,
               .simple = !options->machine,
               .by_instruction = options->by_instruction};
    for (size_t i = 0; i < count; i++) {
        tui.columns[i].program = &programs[i];
        uint64_t steps = timeline_steps(programs[i].recording);
        if (steps > tui.last) tui.last = steps;
    }
    tui.step = options->step < tui.last ? options->step : tui.last;
    snprintf(tui.notice, sizeof tui.notice, "%s", options->notice ? options->notice : "");
    bool done = loop(&tui);
    *reason = tui.reason;
    for (size_t i = 0; i < count; i++) view_glance_free(&tui.columns[i].glance);
    return done;
}
