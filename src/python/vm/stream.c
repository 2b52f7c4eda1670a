/* Streams, see stream.h. */
#include "python/vm/stream.h"

#include <errno.h>
#include <string.h>

enum { BUFFER_SIZE = 8192 };

static int send_out(PyStreams *streams, int descriptor, Str text) {
    if (text.length == 0) return 0;
    errno = 0;
    if (streams->io.write(streams->io.user, descriptor, text.data, text.length)) return 0;
    streams->output_failed = true;
    return errno ? errno : EIO;
}

/* Sends what waits to io, which may keep it a while longer. */
static int send_waiting(PyStreams *streams) {
    int failure = send_out(streams, 1, strbuf_view(&streams->output));
    strbuf_clear(&streams->output);
    return failure;
}

int py_stream_write(PyStreams *streams, int descriptor, Str text) {
    if (descriptor == 2) return send_out(streams, 2, text);
    strbuf_append(&streams->output, text);
    bool is_line =
        (streams->io.output_is_terminal || streams->io.output_by_lines) && str_find_byte(text, '\n', 0) >= 0;
    if (is_line) return py_stream_flush(streams);
    return streams->output.length >= BUFFER_SIZE ? send_waiting(streams) : 0;
}

int py_stream_flush(PyStreams *streams) {
    int failure = send_waiting(streams);
    if (failure || !streams->io.flush) return failure;
    errno = 0;
    if (streams->io.flush(streams->io.user)) return 0;
    return errno ? errno : EIO;
}

/* Reads one more run of input. False at its end or on an error. */
static bool read_more(PyStreams *streams, int *failure) {
    char bytes[BUFFER_SIZE];
    if (streams->input_ended || !streams->io.read) return false;
    py_stream_flush(streams);
    ptrdiff_t count = streams->io.read(streams->io.user, bytes, sizeof bytes);
    if (count < 0) *failure = -1;
    if (count <= 0) return false;
    strbuf_append_bytes(&streams->input, bytes, (size_t)count);
    return true;
}

static void drop_consumed(PyStreams *streams) {
    if (streams->input_offset == 0) return;
    StrBuf *input = &streams->input;
    memmove(input->data, input->data + streams->input_offset, input->length - streams->input_offset);
    input->length -= streams->input_offset;
    streams->input_offset = 0;
}

int py_stream_read_line(PyStreams *streams, Str *line) {
    int failure = 0;
    Str waiting = str_slice(strbuf_view(&streams->input), streams->input_offset, streams->input.length);
    ptrdiff_t end = str_find_byte(waiting, '\n', 0);
    if (end < 0) drop_consumed(streams);
    size_t searched = streams->input.length;
    while (end < 0 && read_more(streams, &failure)) {
        end = str_find_byte(strbuf_view(&streams->input), '\n', searched);
        searched = streams->input.length;
    }
    size_t start = streams->input_offset;
    size_t stop = end < 0 ? streams->input.length : start + (size_t)end + 1;
    *line = str_slice(strbuf_view(&streams->input), start, stop);
    streams->input_offset = stop;
    return failure;
}

int py_stream_read_all(PyStreams *streams, Str *text) {
    int failure = 0;
    while (read_more(streams, &failure)) continue;
    *text = str_slice(strbuf_view(&streams->input), streams->input_offset, streams->input.length);
    streams->input_offset = streams->input.length;
    return failure;
}

void py_stream_free(PyStreams *streams) {
    strbuf_free(&streams->output);
    strbuf_free(&streams->input);
}
