/* Constant folding: `60 * 60` becomes 3600 in the tree, before code is generated.
 *
 * Nodes are replaced in place by constants whose value is an object of the pool. What may be folded, and up
 * to which size of the result, is CPython 3.11's choice: an expression that raises stays as it is, so that it
 * raises when it runs. */
#ifndef PYTHON_COMPILE_FOLD_H
#define PYTHON_COMPILE_FOLD_H

#include "python/compile/constant.h"

/* `has_future_annotations`: annotations are left alone (PEP 563). False: nested too deeply. */
bool py_fold_module(PyAstModule *module, bool has_future_annotations, PyConstantPool *pool, Arena *arena);

#endif
