/* Source files, see source.h. */
#include "base/source.h"

#include "base/memory_error.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void index_lines(SourceLines *lines, Str text) {
    uint32_t count = 1, capacity = 64;
    uint32_t *starts = base_alloc(capacity * sizeof *starts);
    starts[0] = 0;
    for (ptrdiff_t at = 0; (at = str_find_byte(text, '\n', (size_t)at)) >= 0; at++) {
        if (count == capacity) starts = base_realloc(starts, (capacity *= 2) * sizeof *starts);
        starts[count++] = (uint32_t)at + 1;
    }
    *lines = (SourceLines){starts, count};
}

static const SourceLines *lines_of(const Source *source) {
    if (!source->lines->starts) index_lines(source->lines, source->text);
    return source->lines;
}

void source_init(Source *source, Str path, Str text) {
    *source = (Source){.path = path, .text = text, .lines = base_alloc_zeroed(sizeof(SourceLines))};
}

/* Reads to the end of `file`; false (with errno set) on a read error or past 4 GiB. */
static bool read_all(FILE *file, StrBuf *out) {
    char block[65536];
    size_t size;
    while ((size = fread(block, 1, sizeof block, file)) > 0) {
        strbuf_append_bytes(out, block, size);
        if (out->length > UINT32_MAX - 1) {
            errno = EFBIG;
            return false;
        }
    }
    return !ferror(file);
}

static FILE *open_regular(const char *path) {
    FILE *file = fopen(path, "rb");
    struct stat status;
    if (file && fstat(fileno(file), &status) == 0 && S_ISDIR(status.st_mode)) {
        fclose(file);
        errno = EISDIR;
        return NULL;
    }
    return file;
}

bool source_read(Source *source, Str path, const char **reason) {
    StrBuf name = {0}, text = {0};
    strbuf_append(&name, path);
    bool standard_input = str_equal_c(path, "-");
    FILE *file = standard_input ? stdin : open_regular(name.data ? name.data : "");
    bool done = file && read_all(file, &text);
    if (!done) *reason = strerror(errno);
    if (file && !standard_input) fclose(file);
    strbuf_free(&name);
    if (!done) {
        strbuf_free(&text);
        return false;
    }
    source_init(source, path, strbuf_view(&text));
    source->owned = text.data;
    return true;
}

void source_free(Source *source) {
    if (source->lines) free(source->lines->starts);
    free(source->lines);
    free(source->owned);
    *source = (Source){0};
}

uint32_t source_line_count(const Source *source) {
    return lines_of(source)->count;
}

uint32_t source_lines_shown(const Source *source) {
    const SourceLines *lines = lines_of(source);
    bool empty_end = lines->count > 1 && lines->starts[lines->count - 1] == source->text.length;
    return lines->count - empty_end;
}

SourcePlace source_place(const Source *source, uint32_t offset) {
    const SourceLines *lines = lines_of(source);
    uint32_t low = 0, high = lines->count; /* the last line that starts at or before `offset` */
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (lines->starts[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return (SourcePlace){low + 1, offset - lines->starts[low] + 1};
}

uint32_t source_line_start(const Source *source, uint32_t line) {
    const SourceLines *lines = lines_of(source);
    if (line == 0) return 0;
    return line <= lines->count ? lines->starts[line - 1] : (uint32_t)source->text.length;
}

Str source_line(const Source *source, uint32_t line) {
    Str text = str_slice(source->text, source_line_start(source, line), source_line_start(source, line + 1));
    if (text.length && text.data[text.length - 1] == '\n') text.length--;
    if (text.length && text.data[text.length - 1] == '\r') text.length--;
    return text;
}
