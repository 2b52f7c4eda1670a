/* complex: two doubles, 32 bytes. */
#ifndef PYTHON_OBJECTS_COMPLEX_H
#define PYTHON_OBJECTS_COMPLEX_H

#include "python/objects/object.h"

typedef struct PyComplex {
    PyObject base;
    double real, imaginary;
} PyComplex;

PyObject *py_complex_new(double real, double imaginary);

#endif
