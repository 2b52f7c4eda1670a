/* Output: the command's own standard output, and the program's.
 *
 * Both share one buffer, so that they stay in order. On a terminal a line is shown as soon as it is complete;
 * otherwise bytes are collected and handed on in blocks, but a program that prints slowly is not kept back
 * for long. Standard error is never buffered, and standard output is handed on before it, so that an error
 * stands behind what the program printed first.
 *
 * A write error is remembered and makes the whole command fail (cli_output_close). A reader that went away
 * (EPIPE) ends the process as SIGPIPE does everywhere. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "memory/engine.h"

/* Sets up signals and the three standard descriptors. Call first. */
void cli_output_open(void);

/* Hands on what is left and reports a write error. Returns the exit status: `status`, or CLI_FAILED when
 * output was lost and `status` was 0. */
int cli_output_close(int status);

void cli_print(Str text);
void cli_print_c(const char *text);
/* Hands on what was printed so far. False on a write error (errno). */
bool cli_flush(void);

/* One line on standard error: "varscope: MESSAGE". */
void cli_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same without "varscope: ", for the words of other tools. Returns `status`. */
int cli_error_line(int status, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Text on standard error as it is. */
void cli_error_text(Str text);

/* True when the stream is a terminal and colours are welcome (NO_COLOR, TERM=dumb). */
bool cli_wants_colour(int descriptor);
/* Columns to draw in: of the terminal, or COLUMNS, or 110. */
uint32_t cli_width(void);

/* The world of a program that is run for the user: the three standard descriptors. */
EngineIO cli_program_io(void);

/* Between these two the writes come from a program of that engine; see Engine.sees_broken_pipe. */
void cli_begin_program_output(const Engine *engine);
void cli_end_program_output(void);

/* While a run is being watched, Ctrl-C interrupts it; the second Ctrl-C ends the process. */
void cli_watch_interrupts(const Engine *engine, EngineRun *run);
void cli_unwatch_interrupts(void);

#endif
