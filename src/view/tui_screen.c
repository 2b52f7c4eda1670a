/* The screen, see tui_screen.h, and the terminal part of tui.h. */
#include "view/tui_screen.h"

#include "base/utf8.h"
#include "view/tui.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CONTROL_C = 3 };

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
    const char *kind = getenv("TERM");
    screen = keyboard && isatty(1) && kind ? newterm(kind, stdout, keyboard) : NULL;
    if (!screen) {
        if (keyboard && keyboard != stdin) fclose(keyboard);
        *reason = keyboard ? "this is not a terminal that a screen can be drawn on (see TERM)"
                           : "there is no terminal to read keys from";
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
    const ViewTuiProgress *progress = user;
    enum { BAR = 40 };
    StrBuf line = {0};
    erase();
    strbuf_format(&line, "Recording %s: %llu step%s", progress->path, (unsigned long long)steps,
                  steps == 1 ? "" : "s");
    screen_put((Rectangle){0, 0, 1, COLS}, 0, A_BOLD, strbuf_view(&line));
    strbuf_clear(&line);
    uint64_t done = progress->limit ? steps * BAR / progress->limit : 0;
    for (uint64_t i = 0; i < BAR; i++) strbuf_append_c(&line, i < done ? "█" : "░");
    strbuf_format(&line, " of at most %llu", (unsigned long long)progress->limit);
    screen_put((Rectangle){1, 0, 1, COLS}, 0, A_NORMAL, strbuf_view(&line));
    screen_put((Rectangle){2, 0, 1, COLS}, 0, A_DIM,
               STR("q or Ctrl-C ends the recording and shows what there is."));
    strbuf_free(&line);
    refresh();
    timeout(0);
    int key = getch();
    timeout(-1);
    return key != 'q' && key != CONTROL_C;
}

/* ---- Text --------------------------------------------------------------------------------------------- */

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
        if (number == 7) attributes |= A_REVERSE;
        if (number >= 31 && number <= 37) attributes |= COLOR_PAIR(number - 30);
        number = 0;
        if (byte == 'm') break;
    }
    if (*at < text.length) ++*at;
    return attributes;
}

void screen_put(Rectangle area, int skip, attr_t added, Str line) {
    int column = 0;
    bool cut = false;
    attrset(added);
    for (size_t at = 0; at < line.length;) {
        if (line.data[at] == '\033' && at + 1 < line.length) {
            attrset(read_escape(line, &at) | added);
            continue;
        }
        size_t start = at;
        utf8_decode(line, &at);
        Str piece = str_slice(line, start, at);
        int columns = (int)utf8_width(piece);
        bool fits = column + columns <= skip + area.width;
        if (column >= skip && fits)
            mvaddnstr(area.top, area.left + column - skip, piece.data, (int)piece.length);
        cut |= !fits && columns > 0;
        column += columns;
    }
    attrset(A_DIM | added);
    if (cut && area.width > 1) mvaddstr(area.top, area.left + area.width - 1, "…");
    if (skip && column > 0 && area.width > 1) mvaddstr(area.top, area.left, "…");
    attrset(A_NORMAL);
}

void screen_put_lines(Rectangle area, int first, int skip, Str text) {
    for (int i = 0; text.length && i < first + area.height; i++) {
        Str line = screen_next_line(&text);
        if (i >= first)
            screen_put((Rectangle){area.top + i - first, area.left, 1, area.width}, skip, A_NORMAL, line);
    }
}

Str screen_next_line(Str *text) {
    ptrdiff_t end = str_find_byte(*text, '\n', 0);
    size_t length = end < 0 ? text->length : (size_t)end;
    Str line = str_slice(*text, 0, length);
    *text = str_slice(*text, length + 1, text->length);
    return line;
}

int screen_count_lines(Str text) {
    int count = 0;
    while (text.length) {
        screen_next_line(&text);
        count++;
    }
    return count;
}
