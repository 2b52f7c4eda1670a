/* The cycle collector: frees containers that refer only to each other.
 *
 * Reference counting frees an object when the last reference goes; two lists that hold each other never get
 * there. So every container is on a list, and now and then its members are examined: subtract from each one's
 * count the references that come from other members. What is left with a count above 0 is held from outside,
 * and so is all that it leads to. The rest is garbage: each of these objects is told to drop its references,
 * which lets ordinary counting free them. The working counts are kept in a table beside the space, so that a
 * collection leaves no trace in the bytes of the objects that survive it.
 *
 * Generations: new containers are examined often, survivors ten times less often, and so on. */
#include "python/objects/alloc.h"
#include "python/objects/error.h"

#include <stdlib.h>

static inline PyObject *object_of(PyGcHead *head) {
    return (PyObject *)(head + 1);
}

static inline PyGcHead *next_of(const PyGcHead *head) {
    return (PyGcHead *)head->next;
}

static inline PyGcHead *previous_of(const PyGcHead *head) {
    return (PyGcHead *)(head->previous & ~(uint64_t)3);
}

static void unlink_head(PyGcHead *head) {
    previous_of(head)->next = head->next;
    next_of(head)->previous = (uint64_t)previous_of(head) | (next_of(head)->previous & 3);
}

static void link_before(PyGcHead *list, PyGcHead *head) {
    PyGcHead *last = previous_of(list);
    last->next = (uint64_t)head;
    head->previous = (uint64_t)last;
    head->next = (uint64_t)list;
    list->previous = (uint64_t)head;
}

static void list_init(PyGcHead *list) {
    list->next = list->previous = (uint64_t)list;
}

void py_gc_track(void *object) {
    PyGcHead *head = py_gc_head(object);
    assert(!head->next);
    link_before(&PY_STATICS->generations[0], head);
    py_runtime.gc_counts[0]++;
}

void py_gc_untrack(void *object) {
    PyGcHead *head = py_gc_head(object);
    if (!head->next) return;
    unlink_head(head);
    head->next = head->previous = 0;
    if (py_runtime.gc_counts[0] > 0) py_runtime.gc_counts[0]--;
}

bool py_gc_is_tracked(const void *object) {
    return !py_is_static(object) && ((const PyObject *)object)->type->flags & PY_FLAG_GC &&
           py_gc_head(object)->next;
}

/* --- Finding the garbage ----------------------------------------------------------------------------------
 */

typedef struct Candidate {
    PyObject *object;
    int64_t outside; /* references that do not come from another candidate */
    bool reachable;
} Candidate;

typedef struct Collection {
    Candidate *candidates; /* sorted by address */
    size_t count;
    size_t *pending; /* reachable ones whose references are still to be followed */
    size_t pending_count;
} Collection;

static int by_address(const void *a, const void *b) {
    uint64_t left = (uint64_t)((const Candidate *)a)->object,
             right = (uint64_t)((const Candidate *)b)->object;
    return left < right ? -1 : left > right;
}

static Candidate *find_candidate(Collection *collection, PyObject *object) {
    if (!(object->type->flags & PY_FLAG_GC)) return NULL;
    Candidate key = {.object = object};
    return bsearch(&key, collection->candidates, collection->count, sizeof key, by_address);
}

static int subtract_reference(PyObject *object, void *user) {
    Candidate *candidate = find_candidate(user, object);
    if (candidate) candidate->outside--;
    return 0;
}

static int mark_reachable(PyObject *object, void *user) {
    Collection *collection = user;
    Candidate *candidate = find_candidate(collection, object);
    if (!candidate || candidate->reachable) return 0;
    candidate->reachable = true;
    collection->pending[collection->pending_count++] = (size_t)(candidate - collection->candidates);
    return 0;
}

static void visit_references(Candidate *candidate, PyVisit visit, Collection *collection) {
    if (candidate->object->type->traverse)
        candidate->object->type->traverse(candidate->object, visit, collection);
}

static void gather(Collection *collection, int generation) {
    size_t capacity = 0;
    for (int i = 0; i <= generation; i++)
        for (PyGcHead *list = &PY_STATICS->generations[i], *head = next_of(list); head != list;
             head = next_of(head))
            capacity++;
    collection->candidates = calloc(capacity + 1, sizeof(Candidate));
    collection->pending = calloc(capacity + 1, sizeof(size_t));
    if (!collection->candidates || !collection->pending) return;
    for (int i = 0; i <= generation; i++)
        for (PyGcHead *list = &PY_STATICS->generations[i], *head = next_of(list); head != list;
             head = next_of(head))
            collection->candidates[collection->count++] =
                (Candidate){object_of(head), object_of(head)->refcount, false};
    qsort(collection->candidates, collection->count, sizeof(Candidate), by_address);
}

static void find_reachable(Collection *collection) {
    for (size_t i = 0; i < collection->count; i++)
        visit_references(&collection->candidates[i], subtract_reference, collection);
    for (size_t i = 0; i < collection->count; i++)
        if (collection->candidates[i].outside > 0)
            mark_reachable(collection->candidates[i].object, collection);
    while (collection->pending_count)
        visit_references(&collection->candidates[collection->pending[--collection->pending_count]],
                         mark_reachable, collection);
}

/* Survivors move to the next generation. */
static void promote(int generation) {
    if (generation >= 2) return;
    PyGcHead *older = &PY_STATICS->generations[generation + 1];
    for (int i = 0; i <= generation; i++) {
        PyGcHead *list = &PY_STATICS->generations[i];
        while (next_of(list) != list) {
            PyGcHead *head = next_of(list);
            unlink_head(head);
            link_before(older, head);
        }
    }
}

static int64_t clear_garbage(Collection *collection) {
    int64_t found = 0;
    for (size_t i = 0; i < collection->count; i++) {
        if (collection->candidates[i].reachable) continue;
        py_incref(collection->candidates[i].object);
        found++;
    }
    for (size_t i = 0; i < collection->count; i++) {
        PyObject *object = collection->candidates[i].object;
        if (collection->candidates[i].reachable) continue;
        if (object->type->clear) object->type->clear(object);
    }
    for (size_t i = 0; i < collection->count; i++)
        if (!collection->candidates[i].reachable) py_decref(collection->candidates[i].object);
    return found;
}

int64_t py_gc_collect(int generation) {
    if (py_runtime.gc_running) return 0;
    py_runtime.gc_running = true;
    PyObject *exception = py_error_fetch();
    Collection collection = {0};
    gather(&collection, generation);
    find_reachable(&collection);
    promote(generation);
    for (int i = 0; i <= generation; i++) py_runtime.gc_counts[i] = 0;
    if (generation < 2) py_runtime.gc_counts[generation + 1]++;
    int64_t found = clear_garbage(&collection);
    free(collection.candidates);
    free(collection.pending);
    py_error_restore(exception);
    py_runtime.gc_running = false;
    return found;
}

void py_gc_init(void) {
    for (int i = 0; i < 3; i++) list_init(&PY_STATICS->generations[i]);
}

bool py_gc_is_due(void) {
    return py_runtime.gc_enabled && py_runtime.gc_counts[0] > py_runtime.gc_thresholds[0];
}

void py_gc_collect_due(void) {
    int generation = 0;
    while (generation < 2 && py_runtime.gc_counts[generation + 1] >= py_runtime.gc_thresholds[generation + 1])
        generation++;
    py_gc_collect(generation);
}
