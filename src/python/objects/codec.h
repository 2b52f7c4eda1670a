/* Codecs: from text to bytes and back. UTF-8, ASCII, Latin-1, with the error handlers strict, ignore,
 * replace, backslashreplace, xmlcharrefreplace, surrogateescape and surrogatepass. */
#ifndef PYTHON_OBJECTS_CODEC_H
#define PYTHON_OBJECTS_CODEC_H

#include "python/objects/object.h"

/* `encoding` and `errors` are strs or NULL (utf-8, strict). LookupError for an unknown encoding. */
PyObject *py_codec_encode(PyObject *text, PyObject *encoding, PyObject *errors);
PyObject *py_codec_decode(PyObject *bytes, PyObject *encoding, PyObject *errors);

#endif
