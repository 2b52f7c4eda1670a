/* Tracebacks, see traceback.h. */
#include "python/vm/traceback.h"

#include "python/objects/alloc.h"
#include "python/objects/int.h"
#include "python/objects/list.h"
#include "python/objects/str.h"
#include "python/objects/tuple.h"
#include "python/vm/caret.h"

enum { ENTRIES_SHOWN = 1000, REPEATS_SHOWN = 3, CHAIN_MAX = 1000 };

/* --- The object --- */

void py_traceback_add(PyFrame *frame) {
    PyException *exception = (PyException *)py_runtime.exception;
    if (!exception || py_vm->is_abandoned) return;
    py_runtime.exception = NULL;
    PyTraceback *entry = (PyTraceback *)py_object_alloc(PY_TYPE(traceback), 0);
    if (!entry) {
        py_error_restore((PyObject *)exception);
        return;
    }
    entry->next = exception->traceback;
    entry->code = py_new_ref(frame->code);
    entry->globals = py_new_ref(frame->globals);
    entry->last_unit = (int32_t)py_frame_unit(frame);
    entry->line = py_frame_line(frame);
    exception->traceback = (PyObject *)entry;
    py_gc_track(entry);
    py_runtime.exception = (PyObject *)exception;
}

static void traceback_dealloc(PyObject *self) {
    py_gc_untrack(self);
    /* A recursion of a thousand frames leaves a list of a thousand entries: taken down in a loop. */
    PyObject *entry = self;
    while (entry) {
        PyTraceback *traceback = (PyTraceback *)entry;
        PyObject *next = traceback->next;
        py_decref(traceback->code);
        py_decref(traceback->globals);
        py_object_free(entry);
        if (!next || next->refcount > 1 || !py_is_exact(next, PY_TYPE(traceback))) {
            py_xdecref(next);
            break;
        }
        py_gc_untrack(next);
        entry = next;
    }
}

static int traceback_traverse(PyObject *self, PyVisit visit, void *user) {
    PyTraceback *traceback = (PyTraceback *)self;
    int stop = traceback->next ? visit(traceback->next, user) : 0;
    return stop ? stop : visit(traceback->globals, user);
}

static PyObject *get_last_offset(PyObject *self, void *closure) {
    (void)closure;
    return py_int_from_int64(2 * (int64_t)((PyTraceback *)self)->last_unit);
}

static const PyMember traceback_members[] = {
    {"tb_next", PY_MEMBER_OBJECT, offsetof(PyTraceback, next), false},
    {"tb_lineno", PY_MEMBER_INT32, offsetof(PyTraceback, line), false},
    {0}};
static const PyGetSet traceback_getset[] = {{"tb_lasti", get_last_offset, NULL, NULL, NULL}, {0}};

const PyType py_traceback_template = {
    .name = "traceback",
    .basic_size = sizeof(PyTraceback),
    .flags = PY_FLAG_GC,
    .dealloc = traceback_dealloc,
    .traverse = traceback_traverse,
    .members = traceback_members,
    .getset = traceback_getset,
};

/* --- The text --- */

/* A source file that lines are shown from; the program's own is in memory already. */
typedef struct ShownFile {
    Source source;
    const Source *current;
    PyObject *name; /* borrowed */
} ShownFile;

static const Source *open_file(ShownFile *file, PyObject *name) {
    if (file->name == name) return file->current;
    if (file->current == &file->source) source_free(&file->source);
    file->name = name;
    file->current = NULL;
    Str path = py_str_utf8(name);
    const char *reason;
    if (py_vm->source && str_equal(path, py_vm->source->path))
        file->current = py_vm->source;
    else if (path.data && path.length && path.data[0] != '<' && source_read(&file->source, path, &reason))
        file->current = &file->source;
    return file->current;
}

static void append_source_line(StrBuf *out, ShownFile *file, const PyTraceback *entry) {
    const PyCode *code = (PyCode *)entry->code;
    const Source *source = open_file(file, code->filename);
    if (!source || entry->line < 1 || (uint32_t)entry->line > source_line_count(source)) return;
    Str line = source_line(source, (uint32_t)entry->line);
    size_t indent = 0;
    while (indent < line.length &&
           (line.data[indent] == ' ' || line.data[indent] == '\t' || line.data[indent] == '\f'))
        indent++;
    strbuf_append_c(out, "    ");
    strbuf_append(out, str_slice(line, indent, line.length));
    strbuf_append_char(out, '\n');
    PyCodePlace place;
    if (!py_code_place(code, (uint32_t)entry->last_unit, &place) || place.line != entry->line) return;
    py_append_carets(out, line, (PyCaretRange){place.line, place.end_line, place.column, place.end_column});
}

static void append_entry(StrBuf *out, ShownFile *file, const PyTraceback *entry) {
    const PyCode *code = (PyCode *)entry->code;
    strbuf_append_c(out, "  File \"");
    py_str_append_utf8(out, code->filename);
    strbuf_format(out, "\", line %d, in ", entry->line);
    py_str_append_utf8(out, code->name);
    strbuf_append_char(out, '\n');
    append_source_line(out, file, entry);
}

static bool same_place(const PyTraceback *a, const PyTraceback *b) {
    const PyCode *first = (PyCode *)a->code, *second = (PyCode *)b->code;
    return a->line == b->line && first->filename == second->filename && first->name == second->name;
}

static void append_repeats(StrBuf *out, int64_t count) {
    int64_t hidden = count - REPEATS_SHOWN;
    if (hidden > 0)
        strbuf_format(out, "  [Previous line repeated %lld more time%s]\n", (long long)hidden,
                      hidden == 1 ? "" : "s");
}

static const PyTraceback *next_entry(const PyTraceback *entry) {
    return (const PyTraceback *)entry->next;
}

static void append_entries(StrBuf *out, const PyTraceback *entry) {
    ShownFile file = {0};
    int64_t depth = 0, repeats = 0;
    for (const PyTraceback *each = entry; each; each = next_entry(each)) depth++;
    for (; depth > ENTRIES_SHOWN; depth--) entry = next_entry(entry);
    const PyTraceback *last = NULL;
    for (; entry; entry = next_entry(entry)) {
        if (last && !same_place(last, entry)) {
            append_repeats(out, repeats);
            repeats = 0;
        }
        last = entry;
        if (++repeats <= REPEATS_SHOWN) append_entry(out, &file, entry);
    }
    append_repeats(out, repeats);
    if (file.current == &file.source) source_free(&file.source);
}

/* The class's name, with its module where that says something. */
static void append_class(StrBuf *out, PyType *type) {
    PyObject *module = py_object_getattr_c((PyObject *)type, "__module__");
    PyObject *name = py_object_getattr_c((PyObject *)type, "__qualname__");
    if (!module || !py_is_str(module))
        strbuf_append_c(out, "<unknown>.");
    else if (!py_str_equal_c(module, "builtins") && !py_str_equal_c(module, "__main__")) {
        py_str_append_utf8(out, module);
        strbuf_append_char(out, '.');
    }
    if (name && py_is_str(name)) py_str_append_utf8(out, name);
    py_error_clear();
    py_xdecref(module);
    py_xdecref(name);
}

static void append_text_of(StrBuf *out, PyObject *value) {
    PyObject *text = py_object_str(value);
    if (!text) {
        py_error_clear();
        strbuf_append_c(out, ": <exception str() failed>");
    } else if (py_str_length(text)) {
        strbuf_append_c(out, ": ");
        py_str_append_utf8(out, text);
    }
    py_xdecref(text);
}

/* A SyntaxError that was raised at run time shows the place in the text that was compiled. */
static bool append_syntax_place(StrBuf *out, PyObject *exception) {
    PySyntaxError *error = (PySyntaxError *)exception;
    if (!py_is_instance_of(exception, PY_TYPE(SyntaxError)) || !error->lineno || !py_is_int(error->lineno))
        return false;
    strbuf_append_c(out, "  File \"");
    if (error->filename && py_is_str(error->filename))
        py_str_append_utf8(out, error->filename);
    else
        strbuf_append_c(out, "<string>");
    strbuf_format(out, "\", line %lld\n", (long long)py_int_as_int64(error->lineno));
    if (!error->text || !py_is_str(error->text)) return true;
    Str whole = py_str_utf8(error->text);
    Str line = str_trim(whole);
    size_t indent = (size_t)(line.data - whole.data);
    strbuf_format(out, "    %.*s\n", STR_ARGS(line));
    if (!error->offset || !py_is_int(error->offset)) return true;
    int64_t start = py_int_as_int64(error->offset) - 1 - (int64_t)indent, end = start + 1;
    bool has_end = error->end_offset && py_is_int(error->end_offset);
    if (has_end && py_int_as_int64(error->end_offset) - 1 - (int64_t)indent > end)
        end = py_int_as_int64(error->end_offset) - 1 - (int64_t)indent;
    if (start < 0 || start > (int64_t)line.length + 1) return true;
    strbuf_append_repeated(out, ' ', 4 + (size_t)start);
    strbuf_append_repeated(out, '^', (size_t)(end - start));
    strbuf_append_char(out, '\n');
    return true;
}

static void append_notes(StrBuf *out, PyObject *exception) {
    PyObject *notes = NULL, *name = py_str_interned("__notes__");
    if (name && py_object_find_attr(exception, name, &notes) > 0 && py_is_list(notes))
        for (int64_t i = 0; i < py_size(notes); i++) {
            PyObject *text = py_object_str(py_list_item(notes, i));
            if (text) py_str_append_utf8(out, text);
            strbuf_append_char(out, '\n');
            py_xdecref(text);
        }
    py_xdecref(notes);
    py_xdecref(name);
    py_error_clear();
}

void py_exception_append(StrBuf *out, PyObject *exception) {
    bool is_syntax = append_syntax_place(out, exception);
    append_class(out, exception->type);
    PyObject *message = is_syntax ? ((PySyntaxError *)exception)->msg : exception;
    append_text_of(out, message ? message : PY_NONE);
    py_suggestion_append(out, exception);
    strbuf_append_char(out, '\n');
    append_notes(out, exception);
}

/* What came before: the chain from the first exception to this one. */
typedef VEC(PyObject *) ExceptionChain;

static bool is_in_chain(const ExceptionChain *chain, const PyObject *exception) {
    for (size_t i = 0; i < chain->count; i++)
        if (chain->items[i] == exception) return true;
    return false;
}

static void append_one(StrBuf *out, PyObject *exception) {
    const PyTraceback *entries = (const PyTraceback *)((PyException *)exception)->traceback;
    if (entries) {
        strbuf_append_c(out, "Traceback (most recent call last):\n");
        append_entries(out, entries);
    }
    py_exception_append(out, exception);
}

void py_traceback_append(StrBuf *out, PyObject *exception) {
    ExceptionChain chain = {0};
    for (PyObject *each = exception; each && chain.count < CHAIN_MAX && !is_in_chain(&chain, each);) {
        VEC_PUSH(&chain, each);
        const PyException *fields = (PyException *)each;
        each = fields->cause ? fields->cause : fields->suppress_context ? NULL : fields->context;
    }
    while (chain.count) {
        PyObject *each = VEC_POP(&chain);
        append_one(out, each);
        if (!chain.count) break;
        bool is_cause = ((PyException *)VEC_LAST(&chain))->cause == each;
        strbuf_append_c(
            out, is_cause ? "\nThe above exception was the direct cause of the following exception:\n\n"
                          : "\nDuring handling of the above exception, another exception occurred:\n\n");
    }
    VEC_FREE(&chain);
}
