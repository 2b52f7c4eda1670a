/* The static types that the virtual machine and the builtin modules add to those of this folder: their templates
 * are in vm/ and modules/. See statics.h. */
#ifndef PYTHON_OBJECTS_MACHINE_TYPES_H
#define PYTHON_OBJECTS_MACHINE_TYPES_H

#define PY_MACHINE_TYPES(X)                                                                                  \
    X(generator)                                                                                             \
    X(traceback)                                                                                             \
    X(property) X(staticmethod) X(classmethod) X(super)                                                      \
    X(enumerate) X(zip) X(map) X(filter) X(reversed)                                                         \
    X(TextIOWrapper) X(BuiltinImporter)

#endif
