/* Codecs, see codec.h. */
#include "python/objects/codec.h"

#include "base/memory_error.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "python/objects/bytes.h"
#include "python/objects/error.h"
#include "python/objects/protocol.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

typedef enum Codec { CODEC_UTF8, CODEC_ASCII, CODEC_LATIN1, CODEC_UNKNOWN } Codec;

/* Names are compared without case, and with - and blanks as _. */
static const struct {
    const char *name;
    Codec codec;
} codecs[] = {
    {"utf_8", CODEC_UTF8},       {"utf8", CODEC_UTF8},      {"u8", CODEC_UTF8},
    {"ascii", CODEC_ASCII},      {"us_ascii", CODEC_ASCII}, {"646", CODEC_ASCII},
    {"latin_1", CODEC_LATIN1},   {"latin1", CODEC_LATIN1},  {"iso_8859_1", CODEC_LATIN1},
    {"iso8859_1", CODEC_LATIN1}, {"l1", CODEC_LATIN1},      {"latin", CODEC_LATIN1},
};

static const char *const codec_names[] = {"utf-8", "ascii", "latin-1"};

static Codec find_codec(PyObject *name) {
    char normal[24] = "";
    if (!name) return CODEC_UTF8;
    Str text = py_str_utf8(name);
    for (size_t i = 0; i < text.length && i < sizeof normal - 1; i++)
        normal[i] =
            text.data[i] == '-' || text.data[i] == ' ' ? '_' : (char)tolower((unsigned char)text.data[i]);
    for (size_t i = 0; text.length < sizeof normal && i < sizeof codecs / sizeof *codecs; i++)
        if (strcmp(codecs[i].name, normal) == 0) return codecs[i].codec;
    return CODEC_UNKNOWN;
}

static bool check_name(PyObject *object, const char *what) {
    if (!object || py_is_str(object)) return true;
    py_raise(PY_TYPE(TypeError), "%s must be str, not %.50s", what, object->type->name);
    return false;
}

static bool prepare(PyObject *encoding, PyObject *errors, Codec *codec, const char *function) {
    char what[64];
    snprintf(what, sizeof what, "%s() argument 'encoding'", function);
    if (!check_name(encoding, what)) return false;
    snprintf(what, sizeof what, "%s() argument 'errors'", function);
    if (!check_name(errors, what)) return false;
    *codec = find_codec(encoding);
    if (*codec != CODEC_UNKNOWN) return true;
    py_raise(PY_TYPE(LookupError), "unknown encoding: %U", encoding);
    return false;
}

/* --- Encoding ---------------------------------------------------------------------------------------------
 */

static bool can_encode(Codec codec, uint32_t c) {
    if (codec == CODEC_UTF8) return c < 0xD800 || c > 0xDFFF;
    return c < (codec == CODEC_ASCII ? 0x80u : 0x100u);
}

static const char *encode_reason(Codec codec) {
    return codec == CODEC_UTF8    ? "surrogates not allowed"
           : codec == CODEC_ASCII ? "ordinal not in range(128)"
                                  : "ordinal not in range(256)";
}

/* What the error handler writes for a character; false when it is strict, or not known. */
static bool handle_encode(StrBuf *out, Codec codec, uint32_t c, Str handler) {
    if (str_equal_c(handler, "ignore")) return true;
    if (str_equal_c(handler, "replace")) {
        strbuf_append_char(out, '?');
    } else if (str_equal_c(handler, "backslashreplace")) {
        if (c < 0x100)
            strbuf_format(out, "\\x%02x", c);
        else
            strbuf_format(out, c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
    } else if (str_equal_c(handler, "xmlcharrefreplace")) {
        strbuf_format(out, "&#%u;", c);
    } else if (str_equal_c(handler, "surrogateescape") && c >= 0xDC80 && c <= 0xDCFF) {
        strbuf_append_char(out, (char)(c - 0xDC00));
    } else if (str_equal_c(handler, "surrogatepass") && codec == CODEC_UTF8) {
        strbuf_append_code_point(out, c);
    } else {
        return false;
    }
    return true;
}

static Str handler_name(PyObject *errors) {
    return errors ? py_str_utf8(errors) : STR("strict");
}

static const char *const known_handlers[] = {
    "strict",          "ignore",       "replace", "backslashreplace", "xmlcharrefreplace",
    "surrogateescape", "surrogatepass"};

static bool is_known_handler(Str handler) {
    for (size_t i = 0; i < sizeof known_handlers / sizeof *known_handlers; i++)
        if (str_equal_c(handler, known_handlers[i])) return true;
    py_raise(PY_TYPE(LookupError), "unknown error handler name '%.*s'", STR_ARGS(handler));
    return false;
}

PyObject *py_codec_encode(PyObject *text, PyObject *encoding, PyObject *errors) {
    Codec codec;
    if (!prepare(encoding, errors, &codec, "encode")) return NULL;
    Str handler = handler_name(errors);
    StrBuf out = {0};
    bool valid = true;
    for (int64_t i = 0; valid && i < py_str_length(text); i++) {
        uint32_t c = py_str_at(text, i);
        if (!can_encode(codec, c)) {
            valid = is_known_handler(handler);
            if (valid && !handle_encode(&out, codec, c, handler)) {
                int64_t end = i + 1;
                while (end < py_str_length(text) && !can_encode(codec, py_str_at(text, end))) end++;
                py_raise_encode(text, codec_names[codec], i, end, encode_reason(codec));
                valid = false;
            }
        } else if (codec == CODEC_UTF8) {
            strbuf_append_code_point(&out, c);
        } else {
            strbuf_append_char(&out, (char)c);
        }
    }
    PyObject *bytes = valid ? py_bytes_new(out.length ? out.data : "", (int64_t)out.length) : NULL;
    strbuf_free(&out);
    return bytes;
}

/* --- Decoding ---------------------------------------------------------------------------------------------
 */

typedef VEC(uint32_t) CodePoints;

static void *raise_decode(PyObject *bytes, Codec codec, int64_t at, int64_t end, const char *reason) {
    PyObject *arguments[] = {py_str_from_c(codec_names[codec]), py_new_ref(bytes), py_int_from_int64(at),
                             py_int_from_int64(end), py_str_from_c(reason)};
    PyObject *error = py_object_call((PyObject *)PY_TYPE(UnicodeDecodeError), arguments, 5, NULL);
    if (error) py_raise_exception(error);
    py_xdecref(error);
    for (size_t i = 0; i < 5; i++) py_xdecref(arguments[i]);
    return NULL;
}

static bool handle_decode(CodePoints *out, Str broken, Str handler) {
    if (str_equal_c(handler, "ignore")) return true;
    if (str_equal_c(handler, "replace")) {
        VEC_PUSH(out, 0xFFFD);
        return true;
    }
    bool escape = str_equal_c(handler, "surrogateescape"), show = str_equal_c(handler, "backslashreplace");
    if (!escape && !show) return false;
    for (size_t i = 0; i < broken.length; i++) {
        uint8_t byte = (uint8_t)broken.data[i];
        char text[8];
        if (escape) {
            VEC_PUSH(out, 0xDC00u + byte);
            continue;
        }
        snprintf(text, sizeof text, "\\x%02x", byte);
        for (size_t j = 0; text[j]; j++) VEC_PUSH(out, (uint32_t)(unsigned char)text[j]);
    }
    return true;
}

/* Decodes from *at; false when the bytes there are broken (*size of them). */
static bool decode_one(Codec codec, Str text, size_t *at, uint32_t *c, size_t *size, const char **reason) {
    uint8_t byte = (uint8_t)text.data[*at];
    *size = 1;
    *reason = "ordinal not in range(128)";
    *c = byte;
    if (codec == CODEC_UTF8 && byte >= 0x80) {
        size_t start = *at;
        *c = utf8_decode(text, at);
        if (*c != UTF8_INVALID) return true;
        *at = start;
        *size = utf8_broken_length(text, start, reason);
        return false;
    }
    if (codec == CODEC_ASCII && byte >= 0x80) return false;
    ++*at;
    return true;
}

PyObject *py_codec_decode(PyObject *bytes, PyObject *encoding, PyObject *errors) {
    Codec codec;
    if (!prepare(encoding, errors, &codec, "decode")) return NULL;
    Str text = py_bytes_view(bytes), handler = handler_name(errors);
    CodePoints out = {0};
    bool valid = true;
    for (size_t at = 0, size; valid && at < text.length;) {
        uint32_t c;
        const char *reason;
        if (decode_one(codec, text, &at, &c, &size, &reason)) {
            VEC_PUSH(&out, c);
            continue;
        }
        valid = is_known_handler(handler);
        if (valid && !handle_decode(&out, str_slice(text, at, at + size), handler)) {
            raise_decode(bytes, codec, (int64_t)at, (int64_t)(at + size), reason);
            valid = false;
        }
        at += size;
    }
    PyObject *string = valid ? py_str_from_code_points(out.items, (int64_t)out.count) : NULL;
    VEC_FREE(&out);
    return string;
}
