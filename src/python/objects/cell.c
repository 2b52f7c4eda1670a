/* The type cell, see cell.h. */
#include "python/objects/cell.h"

#include "python/objects/alloc.h"
#include "python/objects/error.h"
#include "python/objects/method.h"
#include "python/objects/protocol.h"

PyObject *py_cell_new(PyObject *contents) {
    PyCell *cell = (PyCell *)py_object_alloc(PY_TYPE(cell), 0);
    if (!cell) return NULL;
    cell->contents = py_xnew_ref(contents);
    py_gc_track(cell);
    return (PyObject *)cell;
}

static PyObject *contents_of(PyObject *self) {
    return ((PyCell *)self)->contents;
}

static void cell_dealloc(PyObject *self) {
    py_gc_untrack(self);
    py_xdecref(contents_of(self));
    py_object_free(self);
}

static PyObject *cell_repr(PyObject *self) {
    PyObject *contents = contents_of(self);
    if (!contents) return py_str_format("<cell at %p: empty>", (void *)self);
    return py_str_format("<cell at %p: %.80s object at %p>", (void *)self, contents->type->name,
                         (void *)contents);
}

/* By contents; an empty cell is less than any other. */
static PyObject *cell_compare(PyObject *self, PyObject *other, PyComparison comparison) {
    if (!py_is_exact(other, PY_TYPE(cell))) return py_not_implemented();
    PyObject *a = contents_of(self), *b = contents_of(other);
    if (a && b) return py_object_compare(a, b, comparison);
    int order = (a != NULL) - (b != NULL);
    const bool results[] = {order < 0, order <= 0, order == 0, order != 0, order > 0, order >= 0};
    return py_bool_from(results[comparison]);
}

static int cell_traverse(PyObject *self, PyVisit visit, void *user) {
    return contents_of(self) ? visit(contents_of(self), user) : 0;
}

static int cell_clear(PyObject *self) {
    py_clear(((PyCell *)self)->contents);
    return 0;
}

static PyObject *cell_new(PyType *type, PyObject *const *arguments, int64_t count, PyObject *keyword_names) {
    (void)type;
    if (py_arguments_no_keywords("cell", keyword_names) < 0 || py_arguments_count("cell", count, 0, 1) < 0)
        return NULL;
    return py_cell_new(count ? arguments[0] : NULL);
}

static PyObject *get_contents(PyObject *self, void *closure) {
    (void)closure;
    if (contents_of(self)) return py_new_ref(contents_of(self));
    return py_raise(PY_TYPE(ValueError), "Cell is empty");
}

static int set_contents(PyObject *self, PyObject *value, void *closure) {
    (void)closure;
    py_replace(((PyCell *)self)->contents, py_xnew_ref(value));
    return 0;
}

static const PyGetSet cell_getset[] = {
    {"cell_contents", get_contents, set_contents, NULL, NULL},
    {0},
};

const PyType py_cell_template = {
    .name = "cell",
    .basic_size = sizeof(PyCell),
    .dealloc = cell_dealloc,
    .repr = cell_repr,
    .flags = PY_FLAG_GC,
    .traverse = cell_traverse,
    .clear = cell_clear,
    .compare = cell_compare,
    .getset = cell_getset,
    .new = cell_new,
};
