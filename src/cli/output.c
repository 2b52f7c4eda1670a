/* Output, see output.h. */
#include "cli/output.h"

#include "cli/command.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { BLOCK = 65536, KEPT_BACK_NS = 50000000 };

/* The one standard output of the process. */
static struct {
    char bytes[BLOCK];
    size_t length;
    bool is_terminal;
    int error;                         /* errno of the first write that failed; 0: none */
    int64_t flushed;                   /* nanoseconds, when bytes were last handed on */
    bool pipe_errors_are_the_programs; /* EPIPE is told to the program that runs and does not end the process
                                        */
} output;

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

/* Opening a file must never give it the number of a closed standard descriptor. The replacement is opened the
 * wrong way round, so that using it fails as using a closed one does. */
static void fill_closed_descriptors(void) {
    for (int descriptor = 0; descriptor < 3; descriptor++)
        if (fcntl(descriptor, F_GETFD) < 0 && errno == EBADF)
            open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY);
}

void cli_output_open(void) {
    fill_closed_descriptors();
    signal(SIGPIPE, SIG_DFL);
    output.is_terminal = isatty(1);
    output.flushed = now();
}

/* Ends the process as a broken pipe ends others: quietly, by the signal. */
static void end_by_broken_pipe(void) {
    signal(SIGPIPE, SIG_DFL);
    raise(SIGPIPE);
    _exit(128 + SIGPIPE);
}

static bool write_all(int descriptor, const char *bytes, size_t size) {
    while (size > 0) {
        ssize_t written = write(descriptor, bytes, size);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0 && errno == EPIPE && !output.pipe_errors_are_the_programs) end_by_broken_pipe();
        if (written < 0) return false;
        bytes += written;
        size -= (size_t)written;
    }
    return true;
}

static bool hand_on(const char *bytes, size_t size) {
    if (output.error) {
        errno = output.error;
        return false;
    }
    if (write_all(1, bytes, size)) return true;
    output.error = errno;
    return false;
}

bool cli_flush(void) {
    size_t length = output.length;
    output.length = 0;
    output.flushed = now();
    return hand_on(output.bytes, length);
}

static bool should_flush(const char *bytes, size_t size) {
    if (output.is_terminal) return memchr(bytes, '\n', size) != NULL;
    return now() - output.flushed > KEPT_BACK_NS;
}

static bool print_bytes(const char *bytes, size_t size) {
    if (size > BLOCK - output.length && !cli_flush()) return false;
    if (size > BLOCK) return hand_on(bytes, size);
    memcpy(output.bytes + output.length, bytes, size);
    output.length += size;
    return should_flush(bytes, size) ? cli_flush() : true;
}

void cli_print(Str text) {
    if (text.length) print_bytes(text.data, text.length);
}

void cli_print_c(const char *text) {
    cli_print(str_from(text));
}

void cli_error_text(Str text) {
    cli_flush();
    write_all(2, text.data, text.length);
}

void cli_error(const char *format, ...) {
    StrBuf line = {0};
    va_list arguments;
    va_start(arguments, format);
    strbuf_append_c(&line, "varscope: ");
    strbuf_format_list(&line, format, arguments);
    va_end(arguments);
    strbuf_append_char(&line, '\n');
    cli_error_text(strbuf_view(&line));
    strbuf_free(&line);
}

int cli_error_line(int status, const char *format, ...) {
    StrBuf line = {0};
    va_list arguments;
    va_start(arguments, format);
    strbuf_format_list(&line, format, arguments);
    va_end(arguments);
    strbuf_append_char(&line, '\n');
    cli_error_text(strbuf_view(&line));
    strbuf_free(&line);
    return status;
}

int cli_output_close(int status) {
    cli_flush();
    if (!output.error) return status;
    int error = output.error;
    output.error = 0;
    cli_error("cannot write standard output: %s", strerror(error));
    return status ? status : CLI_FAILED;
}

bool cli_wants_colour(int descriptor) {
    const char *refused = getenv("NO_COLOR"), *terminal = getenv("TERM");
    if (refused && refused[0]) return false;
    return isatty(descriptor) && terminal && strcmp(terminal, "dumb") != 0;
}

uint32_t cli_width(void) {
    enum { NARROWEST = 40, USUAL = 110, WIDEST = 240 };
    struct winsize size;
    const char *columns = getenv("COLUMNS");
    long width = columns ? strtol(columns, NULL, 10) : 0;
    if (width <= 0 && ioctl(1, TIOCGWINSZ, &size) == 0) width = size.ws_col;
    if (width <= 0) width = USUAL;
    return (uint32_t)(width < NARROWEST ? NARROWEST : width > WIDEST ? WIDEST : width);
}

static bool program_write(void *user, int descriptor, const char *bytes, size_t size) {
    (void)user;
    if (descriptor == 1) return print_bytes(bytes, size);
    cli_flush();
    return write_all(descriptor, bytes, size);
}

static bool program_flush(void *user) {
    (void)user;
    return cli_flush();
}

static ptrdiff_t program_read(void *user, char *bytes, size_t size) {
    (void)user;
    cli_flush();
    return read(0, bytes, size);
}

EngineIO cli_program_io(void) {
    return (EngineIO){.write = program_write,
                      .flush = program_flush,
                      .read = program_read,
                      .output_is_terminal = output.is_terminal};
}

void cli_begin_program_output(const Engine *engine) {
    output.pipe_errors_are_the_programs = engine->sees_broken_pipe;
    if (engine->sees_broken_pipe) signal(SIGPIPE, SIG_IGN);
}

void cli_end_program_output(void) {
    if (!output.pipe_errors_are_the_programs) return;
    cli_flush();
    if (output.error == EPIPE) output.error = 0; /* the program has had its say about it */
    output.pipe_errors_are_the_programs = false;
    signal(SIGPIPE, SIG_DFL);
}

static const Engine *watched_engine;
static EngineRun *watched_run;

static void interrupted(int number) {
    signal(number, SIG_DFL);
    watched_engine->interrupt(watched_run);
}

void cli_watch_interrupts(const Engine *engine, EngineRun *run) {
    watched_engine = engine;
    watched_run = run;
    struct sigaction action = {.sa_handler = interrupted};
    sigemptyset(&action.sa_mask);
    struct sigaction before;
    sigaction(SIGINT, NULL, &before);
    if (before.sa_handler != SIG_IGN) sigaction(SIGINT, &action, NULL);
}

void cli_unwatch_interrupts(void) {
    struct sigaction before;
    sigaction(SIGINT, NULL, &before);
    if (before.sa_handler == interrupted) signal(SIGINT, SIG_DFL);
}
