/* The terminal UI, see tui.h.
 *
 * A column for each program, divided into panes; a pane is a rectangle and a function that fills it. Pictures
 * come as text with ANSI colours (so they look as `view` prints them) and are put on the screen piece by
 * piece. What a key does stands in one table, which the help screen shows as well. */
#include "view/tui.h"

#include "base/utf8.h"
#include "timeline/search.h"

/* ncurses defines many short words as macros; the functions are enough. */
#define NCURSES_NOMACROS 1

#include <locale.h>
#include <ncurses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SMALLEST_WIDTH = 40, SMALLEST_HEIGHT = 12, WIDE = 110, LEAP = 10, CONTROL_C = 3, ESCAPE = 27 };

typedef struct Rectangle {
    int top, left, height, width;
} Rectangle;

typedef struct Column {
    ViewRecorded *program;
    ViewGlance glance;
    int scroll_down, scroll_right; /* of the picture */
} Column;

typedef struct Tui {
    Column columns[VIEW_TUI_PROGRAMS];
    size_t count, active; /* active: the column that scrolls and that searches are about */
    uint64_t step, last;
    bool everything, colour, quits, shows_help;
    char number[16]; /* digits typed in front of a key */
    char notice[160];
    char name[TIMELINE_NAME_MAX]; /* of the last search for a change */
    const char *reason;
} Tui;

/* ---- Terminal ---- */

static SCREEN *screen;
static FILE *keyboard;

static void open_colours(bool wanted) {
    if (!wanted || !has_colors()) return;
    start_color();
    use_default_colors();
    for (short colour = 1; colour < 8; colour++) init_pair(colour, colour, -1);
}

bool view_tui_open(bool colour, const char **reason) {
    setlocale(LC_CTYPE, "C.UTF-8");
    keyboard = isatty(0) ? stdin : fopen("/dev/tty", "r");
    screen = keyboard && isatty(1) ? newterm(NULL, stdout, keyboard) : NULL;
    if (!screen) {
        if (keyboard && keyboard != stdin) fclose(keyboard);
        *reason = "this is not a terminal that a screen can be drawn on";
        return false;
    }
    set_escdelay(25);
    raw();
    noecho();
    keypad(stdscr, TRUE);
    curs_set(0);
    open_colours(colour);
    return true;
}

void view_tui_close(void) {
    if (!screen) return;
    endwin();
    delscreen(screen);
    if (keyboard != stdin) fclose(keyboard);
    screen = NULL;
}

bool view_tui_progress(void *user, uint64_t steps) {
    erase();
    mvprintw(0, 0, "Recording %s: %llu steps", (const char *)user, (unsigned long long)steps);
    mvprintw(1, 0, "q or Ctrl-C ends the recording and shows what there is.");
    refresh();
    timeout(0);
    int key = getch();
    timeout(-1);
    return key != 'q' && key != CONTROL_C;
}

/* ---- Text in panes ---- */

/* Reads one escape sequence ("\033[1;35m") at text.data[*at] and gives its attributes. */
static attr_t read_escape(Str text, size_t *at) {
    attr_t attributes = A_NORMAL;
    int number = 0;
    for (*at += 2; *at < text.length; ++*at) {
        char byte = text.data[*at];
        if (byte >= '0' && byte <= '9') {
            number = number * 10 + byte - '0';
            continue;
        }
        if (number == 1) attributes |= A_BOLD;
        if (number == 2) attributes |= A_DIM;
        if (number >= 31 && number <= 37) attributes |= COLOR_PAIR(number - 30);
        number = 0;
        if (byte == 'm') break;
    }
    if (*at < text.length) ++*at;
    return attributes;
}

/* Puts a line with ANSI colours at a place, from its column `skip` on, at most `width` columns of it. */
static void put_line(int top, int left, int width, int skip, Str line) {
    int column = 0;
    for (size_t at = 0; at < line.length;) {
        if (line.data[at] == '\033' && at + 1 < line.length) {
            attrset(read_escape(line, &at));
            continue;
        }
        size_t start = at;
        utf8_decode(line, &at);
        Str piece = str_slice(line, start, at);
        int columns = (int)utf8_width(piece);
        if (column >= skip && column + columns <= skip + width)
            mvaddnstr(top, left + column - skip, piece.data, (int)piece.length);
        column += columns;
    }
    attrset(A_NORMAL);
}

static Str next_line(Str *text) {
    ptrdiff_t end = str_find_byte(*text, '\n', 0);
    size_t length = end < 0 ? text->length : (size_t)end;
    Str line = str_slice(*text, 0, length);
    *text = str_slice(*text, length + 1, text->length);
    return line;
}

static int count_lines(Str text) {
    int count = 0;
    while (text.length) {
        next_line(&text);
        count++;
    }
    return count;
}

static void draw_heading(Rectangle area, const char *text, bool active) {
    attrset(active ? A_REVERSE | A_BOLD : A_REVERSE);
    mvhline(area.top, area.left, ' ', area.width);
    mvaddnstr(area.top, area.left + 1, text, area.width - 2);
    attrset(A_NORMAL);
}

static Rectangle below_heading(Rectangle area) {
    return (Rectangle){area.top + 1, area.left, area.height - 1, area.width};
}

static void draw_source(const Column *column, Rectangle area) {
    const Source *source = column->program->source;
    uint32_t current = column->glance.line, height = (uint32_t)area.height;
    uint32_t middle = current ? current : source->line_count;
    uint32_t first = middle > height / 2 ? middle - height / 2 : 1;
    if (first + height > source->line_count + 1)
        first = source->line_count + 1 > height ? source->line_count + 1 - height : 1;
    Arena arena = {0};
    for (uint32_t i = 0; i < height && first + i <= source->line_count; i++) {
        uint32_t line = first + i;
        Str text = view_clean(&arena, source_line(source, line), 4);
        Str shown = arena_format(&arena, "%s\033[2m%4u \033[0m%s%.*s", line == current ? "▶" : " ", line,
                                 line == current ? "\033[1m" : "", STR_ARGS(text));
        put_line(area.top + (int)i, area.left, area.width, 0, shown);
        if (line == current) mvchgat(area.top + (int)i, area.left, area.width, A_BOLD | A_REVERSE, 0, NULL);
    }
    arena_free(&arena);
}

static void draw_picture(Column *column, Rectangle area) {
    Str text = strbuf_view(&column->glance.picture);
    int lines = count_lines(text), most = lines > area.height ? lines - area.height : 0;
    if (column->scroll_down > most) column->scroll_down = most;
    for (int i = 0; text.length && i < column->scroll_down + area.height; i++) {
        Str line = next_line(&text);
        if (i >= column->scroll_down)
            put_line(area.top + i - column->scroll_down, area.left, area.width, column->scroll_right, line);
    }
    if (column->scroll_down < most) mvaddstr(area.top + area.height - 1, area.left + area.width - 2, "↓");
}

static void draw_output(const Column *column, Rectangle area) {
    Str text = strbuf_view(&column->glance.output);
    int skip = count_lines(text) - area.height, row = 0;
    Arena arena = {0};
    for (int i = 0; text.length; i++) {
        Str line = next_line(&text);
        if (i >= skip)
            put_line(area.top + row++, area.left + 1, area.width - 1, 0, view_clean(&arena, line, 4));
    }
    arena_free(&arena);
}

static void heading_of(const Tui *tui, const Column *column, char *text, size_t size) {
    const ViewGlance *glance = &column->glance;
    Str path = column->program->source->path;
    if (glance->has_ended)
        snprintf(text, size, "%.*s  the end, status %d", STR_ARGS(path), glance->status);
    else
        snprintf(text, size, "%.*s  before line %u", STR_ARGS(path), glance->line);
    (void)tui;
}

/* With room enough, source and output stand beside the picture; else the three stand below each other. */
static void draw_column(Tui *tui, Column *column, Rectangle area) {
    char title[256];
    bool beside = area.width >= WIDE;
    int left = beside ? area.width * 2 / 5 : area.width, output = area.height >= 24 ? 6 : 3;
    int source = beside ? area.height - output : (area.height - output) * 2 / 5;
    Rectangle source_area = {area.top, area.left, source, left};
    Rectangle picture_area =
        beside ? (Rectangle){area.top, area.left + left + 1, area.height, area.width - left - 1}
               : (Rectangle){area.top + source, area.left, area.height - source - output, left};
    Rectangle output_area = {area.top + area.height - output, area.left, output, left};
    heading_of(tui, column, title, sizeof title);
    draw_heading(source_area, title, column == &tui->columns[tui->active]);
    draw_heading(picture_area, "memory", false);
    draw_heading(output_area, "output", false);
    draw_source(column, below_heading(source_area));
    draw_picture(column, below_heading(picture_area));
    draw_output(column, below_heading(output_area));
}

static void draw_status(const Tui *tui) {
    attrset(A_BOLD);
    mvprintw(LINES - 1, 0, "step %llu of %llu", (unsigned long long)tui->step, (unsigned long long)tui->last);
    attrset(A_NORMAL);
    if (tui->number[0]) printw("  :%s", tui->number);
    if (tui->notice[0])
        printw("  %s", tui->notice);
    else
        printw("  ? keys  q quit");
}

/* ---- Keys ---- */

static void go_to(Tui *tui, uint64_t step) {
    tui->step = step < tui->last ? step : tui->last;
}

static void step_by(Tui *tui, int64_t distance) {
    if (distance < 0 && tui->step < (uint64_t)-distance)
        go_to(tui, 0);
    else
        go_to(tui, tui->step + (uint64_t)distance);
}

/* Steps by the number that was typed, or by one. */
static uint64_t typed_number(Tui *tui, uint64_t otherwise) {
    uint64_t number = tui->number[0] ? strtoull(tui->number, NULL, 10) : otherwise;
    tui->number[0] = 0;
    return number;
}

static void key_next(Tui *tui) {
    step_by(tui, (int64_t)(typed_number(tui, 1) & INT32_MAX));
}

static void key_back(Tui *tui) {
    step_by(tui, -(int64_t)(typed_number(tui, 1) & INT32_MAX));
}

static void key_leap(Tui *tui) {
    step_by(tui, LEAP);
}

static void key_leap_back(Tui *tui) {
    step_by(tui, -LEAP);
}

static void key_first(Tui *tui) {
    go_to(tui, typed_number(tui, 0));
}

static void key_last(Tui *tui) {
    go_to(tui, typed_number(tui, tui->last));
}

static Column *active_column(Tui *tui) {
    return &tui->columns[tui->active];
}

static void scroll_picture(Tui *tui, int down, int right) {
    Column *column = active_column(tui);
    column->scroll_down = column->scroll_down + down > 0 ? column->scroll_down + down : 0;
    column->scroll_right = column->scroll_right + right > 0 ? column->scroll_right + right : 0;
}

static void key_down(Tui *tui) {
    scroll_picture(tui, 1, 0);
}

static void key_up(Tui *tui) {
    scroll_picture(tui, -1, 0);
}

static void key_right(Tui *tui) {
    scroll_picture(tui, 0, 8);
}

static void key_left(Tui *tui) {
    scroll_picture(tui, 0, -8);
}

static void key_other_column(Tui *tui) {
    tui->active = (tui->active + 1) % tui->count;
}

static void key_everything(Tui *tui) {
    tui->everything = !tui->everything;
    snprintf(tui->notice, sizeof tui->notice, "%s", tui->everything ? "everything is shown" : "");
}

static void key_help(Tui *tui) {
    tui->shows_help = !tui->shows_help;
}

static void key_quit(Tui *tui) {
    tui->quits = true;
}

/* Asks for a word in the last line. False when the reader changed their mind. */
static bool prompt(const char *question, char *word, size_t size) {
    size_t length = 0;
    for (;;) {
        move(LINES - 1, 0);
        clrtoeol();
        printw("%s%.*s", question, (int)length, word);
        refresh();
        int key = getch();
        if (key == ESCAPE || key == CONTROL_C || key == ERR) return false;
        if (key == '\n' || key == '\r' || key == KEY_ENTER) break;
        bool erases = key == KEY_BACKSPACE || key == 127 || key == 8;
        if (erases && length > 0) length--;
        if (key >= ' ' && key < 256 && key != 127 && length + 1 < size) word[length++] = (char)key;
    }
    word[length] = 0;
    return length > 0;
}

static void run_to(Tui *tui, TimelineGoal *goal, bool forward, const char *what) {
    bool found = false;
    uint64_t step = 0;
    const char *reason = "";
    TimelineRecording *recording = active_column(tui)->program->recording;
    if (!timeline_find(recording, tui->step, forward, goal, &found, &step, &reason))
        snprintf(tui->notice, sizeof tui->notice, "%s", reason);
    else if (!found)
        snprintf(tui->notice, sizeof tui->notice, "no %s %s from here", forward ? "later" : "earlier", what);
    else
        go_to(tui, step);
}

static void run_to_line(Tui *tui, bool forward, uint32_t line) {
    TimelineGoal goal = {.kind = TIMELINE_AT_LINE, .line = line};
    if (line) run_to(tui, &goal, forward, "execution of the line");
}

static void key_line(Tui *tui) {
    char word[16];
    if (prompt("run to line: ", word, sizeof word)) run_to_line(tui, true, (uint32_t)strtoul(word, NULL, 10));
}

static void key_line_back(Tui *tui) {
    char word[16];
    if (prompt("run back to line: ", word, sizeof word))
        run_to_line(tui, false, (uint32_t)strtoul(word, NULL, 10));
}

static void key_again(Tui *tui) {
    run_to_line(tui, true, active_column(tui)->glance.line);
}

static void key_again_back(Tui *tui) {
    run_to_line(tui, false, active_column(tui)->glance.line);
}

static void run_to_change(Tui *tui, bool forward) {
    TimelineGoal goal = {.kind = TIMELINE_CHANGE_OF_NAME};
    memcpy(goal.name, tui->name, sizeof goal.name);
    if (tui->name[0]) run_to(tui, &goal, forward, "change of the name");
}

static void key_change(Tui *tui) {
    char word[TIMELINE_NAME_MAX];
    if (!prompt("run to the next change of name: ", word, sizeof word)) return;
    memcpy(tui->name, word, sizeof word);
    run_to_change(tui, true);
}

static void key_change_next(Tui *tui) {
    run_to_change(tui, true);
}

static void key_change_back(Tui *tui) {
    run_to_change(tui, false);
}

typedef struct Key {
    int codes[4]; /* 0 ends */
    void (*act)(Tui *tui);
    const char *help; /* NULL: explained with another */
} Key;

static const Key keys[] = {
    {{KEY_RIGHT, 'l', 's', ' '}, key_next, "→ l s space   one step (with a number before: so many)"},
    {{KEY_LEFT, 'h', 'p', 'b'}, key_back, "← h p b       one step back"},
    {{KEY_NPAGE, 'f'}, key_leap, "PgDn f        ten steps"},
    {{KEY_PPAGE, 'u'}, key_leap_back, "PgUp u        ten steps back"},
    {{KEY_HOME, 'g', '<'}, key_first, "Home g <      to the first step; 12g: to step 12"},
    {{KEY_END, 'G', '>'}, key_last, "End G >       to the last step; 12G: to step 12"},
    {{'}'}, key_again, "}             to the next execution of this line"},
    {{'{'}, key_again_back, "{             to the previous execution of this line"},
    {{'L', ':'}, key_line, "L :           run to a line"},
    {{'B'}, key_line_back, "B             run back to a line"},
    {{'w', '/'}, key_change, "w /           run to the next change of a name"},
    {{'n'}, key_change_next, "n             to its next change"},
    {{'N'}, key_change_back, "N             to its previous change"},
    {{KEY_DOWN, 'j'}, key_down, "↓ j           scroll the picture down"},
    {{KEY_UP, 'k'}, key_up, "↑ k           scroll it up"},
    {{']'}, key_right, "]             scroll it to the right"},
    {{'['}, key_left, "[             scroll it to the left"},
    {{'\t'}, key_other_column, "Tab           the other program"},
    {{'a'}, key_everything, "a             leave nothing out, or do again"},
    {{'?', KEY_F(1)}, key_help, "? F1          this page"},
    {{'q', 'Q', CONTROL_C}, key_quit, "q             quit"},
};

static void draw_help(void) {
    erase();
    mvaddstr(0, 0, "Keys");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        put_line((int)i + 2, 2, COLS - 2, 0, str_from(keys[i].help));
    mvaddstr(LINES - 1, 0, "any key goes back");
    refresh();
}

static void press(Tui *tui, int code) {
    size_t digits = strlen(tui->number);
    if (tui->shows_help) {
        tui->shows_help = false;
        return;
    }
    tui->notice[0] = 0;
    if (code >= '0' && code <= '9' && digits + 1 < sizeof tui->number) {
        tui->number[digits] = (char)code;
        tui->number[digits + 1] = 0;
        return;
    }
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        for (size_t k = 0; k < 4 && keys[i].codes[k]; k++)
            if (keys[i].codes[k] == code) {
                keys[i].act(tui);
                tui->number[0] = 0;
                return;
            }
    tui->number[0] = 0;
    if (code != KEY_RESIZE) snprintf(tui->notice, sizeof tui->notice, "? shows the keys");
}

/* ---- The loop ---- */

/* The columns that a program's picture has for itself. */
static uint32_t picture_width(const Tui *tui) {
    int width = COLS / (int)tui->count - (tui->count > 1);
    int shown = width >= WIDE ? width - width * 2 / 5 - 1 : width;
    return (uint32_t)(shown > 40 ? shown : 40);
}

static bool look(Tui *tui) {
    ViewStyle style = {.width = picture_width(tui), .colour = true, .everything = tui->everything};
    for (size_t i = 0; i < tui->count; i++) {
        Column *column = &tui->columns[i];
        uint64_t last = timeline_steps(column->program->recording);
        uint64_t step = tui->step < last ? tui->step : last;
        if (!view_glance(column->program, step, &style, &column->glance, &tui->reason)) return false;
    }
    return true;
}

static void draw(Tui *tui) {
    erase();
    if (COLS < SMALLEST_WIDTH || LINES < SMALLEST_HEIGHT) {
        mvaddnstr(0, 0, "The terminal is too small.", COLS);
        refresh();
        return;
    }
    int width = COLS / (int)tui->count;
    for (size_t i = 0; i < tui->count; i++) {
        Rectangle area = {0, (int)i * width, LINES - 1, width - (i + 1 < tui->count)};
        draw_column(tui, &tui->columns[i], area);
        if (i) mvvline(0, area.left - 1, ACS_VLINE, LINES - 1);
    }
    draw_status(tui);
    refresh();
}

static bool loop(Tui *tui) {
    while (!tui->quits) {
        if (tui->shows_help) {
            draw_help();
        } else {
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
    Tui tui = {.count = count, .everything = options->everything, .colour = options->colour};
    for (size_t i = 0; i < count; i++) {
        tui.columns[i].program = &programs[i];
        uint64_t steps = timeline_steps(programs[i].recording);
        if (steps > tui.last) tui.last = steps;
    }
    go_to(&tui, options->step);
    bool done = loop(&tui);
    *reason = tui.reason;
    for (size_t i = 0; i < count; i++) view_glance_free(&tui.columns[i].glance);
    return done;
}
