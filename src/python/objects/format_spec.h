/* The mini-language of format specs: [[fill]align][sign][z][#][0][width][,_][.precision][type]. */
#ifndef PYTHON_OBJECTS_FORMAT_SPEC_H
#define PYTHON_OBJECTS_FORMAT_SPEC_H

#include "python/objects/object.h"

typedef struct FormatSpec {
    uint32_t fill;
    char align; /* < > = ^ */
    char sign;  /* + - blank, or 0 */
    bool no_negative_zero, alternate;
    int64_t width;     /* -1: none */
    int64_t precision; /* -1: none */
    char separator;    /* , _ or 0 */
    uint32_t type;     /* 0: none */
} FormatSpec;

/* Parses a spec for an object of the type named `type_name`. False: ValueError. */
bool py_format_parse_spec(PyObject *text, const char *type_name, char default_align, uint32_t default_type,
                          FormatSpec *spec);

/* A number in pieces: [sign][prefix][digits][rest]; only the digits are grouped. */
typedef struct FormatNumber {
    bool negative;
    Str prefix, digits, rest;
} FormatNumber;

/* Appends the number with sign, grouping and padding. */
void py_format_append_number(StrBuf *out, const FormatSpec *spec, FormatNumber number);
/* Appends text of `length` characters, padded to the width. */
void py_format_append_padded(StrBuf *out, const FormatSpec *spec, Str text, int64_t length);

/* ValueError: Unknown format code 'q' for object of type 'int'. Returns NULL. */
void *py_format_unknown_code(const FormatSpec *spec, const char *type_name);

/* The pieces of a float: digits before the point, and the rest; appended to `text`, which the pieces point
 * into. */
FormatNumber py_format_split_float(StrBuf *text, double value, uint32_t type, int64_t precision,
                                   bool alternate);

#endif
