/* Streams: what a program writes and reads, between sys.stdout and EngineIO.
 *
 * Standard output waits in a buffer and goes out in runs of 8 KiB, or line by line to a terminal, as
 * CPython's layers of buffers have it; standard error goes out with each write. Input is read in runs, too,
 * and asking for it first sends the output that waits. */
#ifndef PYTHON_VM_STREAM_H
#define PYTHON_VM_STREAM_H

#include "base/text.h"
#include "memory/engine.h"

typedef struct PyStreams {
    EngineIO io;
    StrBuf output; /* written by the program, not yet handed to io */
    StrBuf input;  /* read from io, from `input_offset` on not yet given to the program */
    size_t input_offset;
    bool input_ended;
    bool output_failed; /* a write has failed, and the program was told */
} PyStreams;

/* Writes to descriptor 1 or 2. 0, or the errno of the failure. */
int py_stream_write(PyStreams *streams, int descriptor, Str text);

/* Sends everything that waits and asks for it to be handed on. 0, or the errno of the failure; what could
 * not be sent is dropped. */
int py_stream_flush(PyStreams *streams);

/* The next line of input with its line break (without one at the end of input; empty behind it). The view is
 * valid until the next read. -1 on a read error, else 0. */
int py_stream_read_line(PyStreams *streams, Str *line);

/* All of the rest. */
int py_stream_read_all(PyStreams *streams, Str *text);

void py_stream_free(PyStreams *streams);

#endif
