/* The keys of the terminal UI. What a key does stands in one table, which the help screen shows as well. */
#include "view/tui_screen.h"
#include "view/tui_state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEAP = 10, MOST_TIMES = 100000, SCROLL_RIGHT = 8 };

static Column *active_column(Tui *tui) {
    return &tui->columns[tui->active];
}

static void go_to(Tui *tui, uint64_t step) {
    if (step > tui->last)
        snprintf(tui->notice, sizeof tui->notice, "the last step is %llu", (unsigned long long)tui->last);
    tui->step = step < tui->last ? step : tui->last;
}

/* The number that was typed in front of the key. */
static uint64_t typed_number(Tui *tui, uint64_t otherwise) {
    uint64_t number = tui->number[0] ? strtoull(tui->number, NULL, 10) : otherwise;
    tui->number[0] = 0;
    return number;
}

/* ---- Steps -------------------------------------------------------------------------------------------- */

static void step_forward(Tui *tui, uint64_t distance) {
    if (tui->step == tui->last) snprintf(tui->notice, sizeof tui->notice, "this is the last step");
    tui->step = distance < tui->last - tui->step ? tui->step + distance : tui->last;
}

static void step_back(Tui *tui, uint64_t distance) {
    if (!tui->step) snprintf(tui->notice, sizeof tui->notice, "this is the first step");
    tui->step = distance < tui->step ? tui->step - distance : 0;
}

static void key_next(Tui *tui) {
    step_forward(tui, typed_number(tui, 1));
}

static void key_back(Tui *tui) {
    step_back(tui, typed_number(tui, 1));
}

static void key_leap(Tui *tui) {
    step_forward(tui, LEAP * typed_number(tui, 1));
}

static void key_leap_back(Tui *tui) {
    step_back(tui, LEAP * typed_number(tui, 1));
}

static void key_first(Tui *tui) {
    go_to(tui, typed_number(tui, 0));
}

static void key_last(Tui *tui) {
    go_to(tui, typed_number(tui, tui->last));
}

/* ---- Searches ----------------------------------------------------------------------------------------- */

static const char *describe(const TimelineGoal *goal, char *text, size_t size) {
    switch (goal->kind) {
    case TIMELINE_AT_LINE: snprintf(text, size, "run of line %u", goal->line); break;
    case TIMELINE_DEPTH_AT_MOST: snprintf(text, size, "step outside of this call"); break;
    case TIMELINE_CHANGE_OF_NAME: snprintf(text, size, "change of %s", goal->name); break;
    case TIMELINE_CHANGE_AT_ADDRESS:
        snprintf(text, size, "change at 0x%llx", (unsigned long long)goal->address);
        break;
    case TIMELINE_CALL: snprintf(text, size, "call"); break;
    case TIMELINE_RETURN: snprintf(text, size, "return"); break;
    case TIMELINE_FAILURE: snprintf(text, size, "exception"); break;
    case TIMELINE_PRINT: snprintf(text, size, "output"); break;
    }
    return text;
}

/* Runs to the goal as often as the number in front of the key says. */
static void run_to(Tui *tui, TimelineGoal goal, bool forward) {
    uint64_t times = typed_number(tui, 1);
    char what[TIMELINE_NAME_MAX + 40];
    TimelineRecording *recording = active_column(tui)->program->recording;
    uint64_t end = timeline_steps(recording);
    uint64_t step = tui->step < end ? tui->step : end;
    tui->goal = goal;
    tui->has_goal = true;
    for (uint64_t i = 0; i < times && i < MOST_TIMES; i++) {
        bool found = false;
        const char *reason = "";
        if (!timeline_find(recording, step, forward, &goal, &found, &step, &reason)) {
            snprintf(tui->notice, sizeof tui->notice, "%s", reason);
            return;
        }
        if (!found) {
            snprintf(tui->notice, sizeof tui->notice, "no %s %s from here", forward ? "later" : "earlier",
                     describe(&goal, what, sizeof what));
            return;
        }
        tui->step = step;
    }
}

static void run_to_kind(Tui *tui, TimelineGoalKind kind, bool forward) {
    run_to(tui, (TimelineGoal){.kind = kind, .line = active_column(tui)->glance.line}, forward);
}

static void key_call(Tui *tui) {
    run_to_kind(tui, TIMELINE_CALL, true);
}

static void key_call_back(Tui *tui) {
    run_to_kind(tui, TIMELINE_CALL, false);
}

static void key_return(Tui *tui) {
    run_to_kind(tui, TIMELINE_RETURN, true);
}

static void key_return_back(Tui *tui) {
    run_to_kind(tui, TIMELINE_RETURN, false);
}

static void key_failure(Tui *tui) {
    run_to_kind(tui, TIMELINE_FAILURE, true);
}

static void key_failure_back(Tui *tui) {
    run_to_kind(tui, TIMELINE_FAILURE, false);
}

static void key_print(Tui *tui) {
    run_to_kind(tui, TIMELINE_PRINT, true);
}

static void key_print_back(Tui *tui) {
    run_to_kind(tui, TIMELINE_PRINT, false);
}

/* `outside`: out of this call; else over the calls that the statement makes. */
static void run_to_depth(Tui *tui, bool outside, bool forward) {
    uint32_t depth = active_column(tui)->glance.depth;
    if (outside && depth <= 1) {
        snprintf(tui->notice, sizeof tui->notice, "this is the outermost frame");
        return;
    }
    bool has_goal = tui->has_goal;
    TimelineGoal last = tui->goal;
    run_to(tui, (TimelineGoal){.kind = TIMELINE_DEPTH_AT_MOST, .depth = depth - outside}, forward);
    tui->goal = last;
    tui->has_goal = has_goal;
}

static void key_over(Tui *tui) {
    if (active_column(tui)->glance.has_ended)
        step_forward(tui, 1);
    else
        run_to_depth(tui, false, true);
}

static void key_over_back(Tui *tui) {
    if (active_column(tui)->glance.has_ended)
        step_back(tui, 1);
    else
        run_to_depth(tui, false, false);
}

static void key_out(Tui *tui) {
    run_to_depth(tui, true, true);
}

static void key_out_back(Tui *tui) {
    run_to_depth(tui, true, false);
}

static void key_again(Tui *tui) {
    if (active_column(tui)->glance.line) run_to_kind(tui, TIMELINE_AT_LINE, true);
}

static void key_again_back(Tui *tui) {
    if (active_column(tui)->glance.line) run_to_kind(tui, TIMELINE_AT_LINE, false);
}

static void key_repeat(Tui *tui) {
    if (tui->has_goal)
        run_to(tui, tui->goal, true);
    else
        snprintf(tui->notice, sizeof tui->notice, "nothing was searched for yet");
}

static void key_repeat_back(Tui *tui) {
    if (tui->has_goal)
        run_to(tui, tui->goal, false);
    else
        snprintf(tui->notice, sizeof tui->notice, "nothing was searched for yet");
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
        if (key == TUI_ESCAPE || key == TUI_CONTROL_C || key == ERR) return false;
        if (key == '\n' || key == '\r' || key == KEY_ENTER) break;
        bool erases = key == KEY_BACKSPACE || key == 127 || key == 8;
        if (erases && length > 0) length--;
        if (key >= ' ' && key < 256 && key != 127 && length + 1 < size) word[length++] = (char)key;
    }
    word[length] = 0;
    return length > 0;
}

static void run_to_execution(Tui *tui, uint32_t line, uint64_t count) {
    bool found = false;
    uint64_t step = 0;
    const char *reason = "";
    if (!timeline_find_execution(active_column(tui)->program->recording, line, count, &found, &step, &reason))
        snprintf(tui->notice, sizeof tui->notice, "%s", reason);
    else if (!found)
        snprintf(tui->notice, sizeof tui->notice, "line %u does not run %llu times", line,
                 (unsigned long long)count);
    else
        go_to(tui, step);
}

/* "7" runs on to line 7, "7:3" to its third execution since the start. */
static void ask_for_line(Tui *tui, bool forward) {
    char word[40], *end;
    if (!prompt(forward ? "run to line (7:3 is its third run): " : "run back to line: ", word, sizeof word))
        return;
    unsigned long line = strtoul(word, &end, 10);
    uint32_t lines = source_line_count(active_column(tui)->program->source);
    unsigned long long count = *end == ':' ? strtoull(end + 1, &end, 10) : 0;
    if (*end || !line || line > lines)
        snprintf(tui->notice, sizeof tui->notice, "there is no line '%s' (there are %u)", word, lines);
    else if (count)
        run_to_execution(tui, (uint32_t)line, count);
    else
        run_to(tui, (TimelineGoal){.kind = TIMELINE_AT_LINE, .line = (uint32_t)line}, forward);
}

static void key_line(Tui *tui) {
    ask_for_line(tui, true);
}

static void key_line_back(Tui *tui) {
    ask_for_line(tui, false);
}

static void key_change(Tui *tui) {
    char word[TIMELINE_NAME_MAX], *end;
    if (!prompt("run to the next change of (name or 0x address): ", word, sizeof word)) return;
    TimelineGoal goal = {.kind = TIMELINE_CHANGE_OF_NAME};
    memcpy(goal.name, word, sizeof word);
    if (strncmp(word, "0x", 2) == 0) {
        goal = (TimelineGoal){
            .kind = TIMELINE_CHANGE_AT_ADDRESS, .address = strtoull(word, &end, 16), .size = 8};
        if (*end) {
            snprintf(tui->notice, sizeof tui->notice, "'%s' is no address", word);
            return;
        }
    }
    run_to(tui, goal, true);
}

/* The bytes of what is selected. */
static void key_change_of_selected(Tui *tui) {
    uint64_t address = active_column(tui)->selected;
    if (!address) snprintf(tui->notice, sizeof tui->notice, "nothing is selected: ( and ) select");
    if (address)
        run_to(tui, (TimelineGoal){.kind = TIMELINE_CHANGE_AT_ADDRESS, .address = address, .size = 8}, true);
}

/* ---- The picture -------------------------------------------------------------------------------------- */

static void scroll_picture(Tui *tui, int down, int right) {
    Column *column = active_column(tui);
    column->scroll_down = column->scroll_down + down > 0 ? column->scroll_down + down : 0;
    column->scroll_right = column->scroll_right + right > 0 ? column->scroll_right + right : 0;
}

static void key_down(Tui *tui) {
    scroll_picture(tui, (int)typed_number(tui, 1) & INT16_MAX, 0);
}

static void key_up(Tui *tui) {
    scroll_picture(tui, -((int)typed_number(tui, 1) & INT16_MAX), 0);
}

static void key_right(Tui *tui) {
    scroll_picture(tui, 0, SCROLL_RIGHT);
}

static void key_left(Tui *tui) {
    scroll_picture(tui, 0, -SCROLL_RIGHT);
}

/* Scrolls the picture until the marked line is in sight. */
static void show_mark(Column *column, ViewMark mark) {
    Str above = str_slice(strbuf_view(&column->glance.parts[VIEW_PART_PICTURE]), 0, mark.offset);
    int line = screen_count_lines(above), height = column->picture_height > 2 ? column->picture_height : 2;
    if (line < column->scroll_down || line >= column->scroll_down + height)
        column->scroll_down = line > height / 3 ? line - height / 3 : 0;
}

static void select_thing(Tui *tui, int distance) {
    Column *column = active_column(tui);
    const ViewMarkList *marks = &column->glance.marks;
    int count = (int)marks->count, at = distance > 0 ? -1 : count;
    for (int i = 0; i < count; i++)
        if (marks->items[i].address == column->selected) at = i;
    at += distance;
    column->selected = at >= 0 && at < count ? marks->items[at].address : 0;
    if (column->selected) show_mark(column, marks->items[at]);
}

static void key_select(Tui *tui) {
    select_thing(tui, 1);
}

static void key_select_back(Tui *tui) {
    select_thing(tui, -1);
}

static void key_unselect(Tui *tui) {
    active_column(tui)->selected = 0;
}

static void key_other_column(Tui *tui) {
    tui->active = (tui->active + 1) % tui->count;
}

static void key_mode(Tui *tui) {
    tui->simple = !tui->simple;
    snprintf(tui->notice, sizeof tui->notice, "%s",
             tui->simple ? "simple: values and references"
                         : "machine: addresses, counts, sizes, bytes, instructions");
}

static void key_everything(Tui *tui) {
    tui->everything = !tui->everything;
    snprintf(tui->notice, sizeof tui->notice, "%s",
             tui->everything ? "nothing is left out" : "long things are cut short");
}

static void key_zoom(Tui *tui) {
    tui->zoomed = !tui->zoomed;
}

static void key_redraw(Tui *tui) {
    (void)tui;
    clearok(curscr, TRUE);
}

static void key_help(Tui *tui) {
    tui->help_page = 1;
}

static void key_quit(Tui *tui) {
    tui->quits = true;
}

/* ---- The table ---------------------------------------------------------------------------------------- */

typedef struct Key {
    int codes[5]; /* 0 ends */
    void (*act)(Tui *tui);
    const char *names, *help; /* NULL: explained with another */
} Key;

static const Key keys[] = {
    {{KEY_RIGHT, 'l', 's', ' ', '\n'}, key_next, "→ l s space", "one step; 12l: twelve steps"},
    {{KEY_LEFT, 'h', 'b', KEY_BACKSPACE, 127}, key_back, "← h b", "one step back"},
    {{KEY_NPAGE, 'F' & 31, 'D' & 31, 'd'}, key_leap, "PgDn ^F d", "ten steps"},
    {{KEY_PPAGE, 'B' & 31, 'U' & 31, 'u'}, key_leap_back, "PgUp ^B u", "ten steps back"},
    {{KEY_HOME, 'g', '<'}, key_first, "Home g <", "first step; 12g: step 12"},
    {{KEY_END, 'G', '>'}, key_last, "End G >", "last step; 12G: step 12"},
    {{'o'}, key_over, "o O", "over calls, on or back"},
    {{'O'}, key_over_back, NULL, NULL},
    {{'f'}, key_out, "f F", "out of this call, on or back"},
    {{'F'}, key_out_back, NULL, NULL},
    {{'}'}, key_again, "} {", "next, previous run of this line"},
    {{'{'}, key_again_back, NULL, NULL},
    {{'L', ':'}, key_line, "L :", "run to a line; 7:3 its third run"},
    {{'B'}, key_line_back, "B", "run back to a line"},
    {{'w', '/'}, key_change, "w /", "to a change of a name or address"},
    {{'W'}, key_change_of_selected, "W", "to a change of what is selected"},
    {{'n'}, key_repeat, "n N", "the last search again, on or back"},
    {{'N'}, key_repeat_back, NULL, NULL},
    {{'c'}, key_call, "c C", "next, previous call"},
    {{'C'}, key_call_back, NULL, NULL},
    {{'r'}, key_return, "r R", "next, previous return"},
    {{'R'}, key_return_back, NULL, NULL},
    {{'x'}, key_failure, "x X", "next, previous exception or panic"},
    {{'X'}, key_failure_back, NULL, NULL},
    {{'p'}, key_print, "p P", "next, previous output"},
    {{'P'}, key_print_back, NULL, NULL},
    {{KEY_DOWN, 'j'}, key_down, "↓ ↑ j k", "scroll the memory"},
    {{KEY_UP, 'k'}, key_up, NULL, NULL},
    {{']'}, key_right, "] [", "scroll sideways"},
    {{'['}, key_left, NULL, NULL},
    {{')'}, key_select, ") (", "select a name or cell: its bytes"},
    {{'('}, key_select_back, NULL, NULL},
    {{TUI_ESCAPE}, key_unselect, "Esc", "select nothing"},
    {{'m'}, key_mode, "m", "simple or machine"},
    {{'a'}, key_everything, "a", "leave nothing out, or do"},
    {{'z'}, key_zoom, "z", "the memory alone, or all"},
    {{'\t'}, key_other_column, "Tab", "the other program"},
    {{TUI_CONTROL_L}, key_redraw, "^L", "draw anew"},
    {{'?', KEY_F(1)}, key_help, "? F1", "this page"},
    {{'q', 'Q', TUI_CONTROL_C}, key_quit, "q", "quit"},
};

enum { KEY_COUNT = sizeof keys / sizeof *keys, HELP_COLUMN = 12, HELP_WIDTH = 46 };

bool tui_draw_help(int page) {
    int columns = COLS >= 2 * HELP_WIDTH ? 2 : 1, rows = LINES - 3;
    int first = (page - 1) * rows * columns, shown = 0;
    erase();
    screen_put((Rectangle){0, 0, 1, COLS}, 0, A_BOLD, STR("Keys  (a number before a key repeats it)"));
    for (int i = 0; i < KEY_COUNT; i++) {
        if (!keys[i].help || shown++ < first || shown > first + rows * columns) continue;
        int at = shown - 1 - first, left = at / rows * HELP_WIDTH, width = columns > 1 ? HELP_WIDTH : COLS;
        screen_put((Rectangle){1 + at % rows, left + 1, 1, HELP_COLUMN}, 0, A_BOLD, str_from(keys[i].names));
        screen_put((Rectangle){1 + at % rows, left + 2 + HELP_COLUMN, 1, width - HELP_COLUMN - 2}, 0,
                   A_NORMAL, str_from(keys[i].help));
    }
    bool has_more = shown > first + rows * columns;
    screen_put((Rectangle){LINES - 1, 0, 1, COLS}, 0, A_DIM,
               has_more ? STR("any key shows the rest") : STR("any key goes back"));
    refresh();
    return shown > first;
}

/* A new size is no key: it may come between the number and its key, and leaves both alone. */
void tui_press(Tui *tui, int code) {
    if (code == KEY_RESIZE) return;
    size_t digits = strlen(tui->number);
    tui->notice[0] = 0;
    if (code >= '0' && code <= '9' && digits + 1 < sizeof tui->number) {
        tui->number[digits] = (char)code;
        tui->number[digits + 1] = 0;
        return;
    }
    for (size_t i = 0; i < KEY_COUNT; i++)
        for (size_t k = 0; k < 5 && keys[i].codes[k]; k++)
            if (keys[i].codes[k] == code) {
                keys[i].act(tui);
                tui->number[0] = 0;
                return;
            }
    tui->number[0] = 0;
    snprintf(tui->notice, sizeof tui->notice, "? shows the keys");
}
