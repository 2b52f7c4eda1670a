/* Python Tutor's trace format, see pytutor.h. */
#include "view/pytutor.h"

#include "view/json.h"
#include "view/moment.h"

enum { CELLS = 200, ELEMENTS = 50, VALUE_LIMIT = 120 };

typedef struct Trace {
    TimelineWalk *walk;
    const Source *source;
    StrBuf *out;
    ViewMoment moment;
    Arena arena; /* of one moment */
    uint32_t depth_before;
} Trace;

static void put(Trace *trace, const char *text) {
    strbuf_append_c(trace->out, text);
}

static void put_text(Trace *trace, Str text) {
    view_json_append_text(trace->out, text);
}

static void put_key(Trace *trace, const char *key) {
    strbuf_format(trace->out, ",\"%s\":", key);
}

static void put_target(Trace *trace, uint64_t address) {
    ViewTarget found = view_target(&trace->moment, address);
    if (found.cell)
        strbuf_format(trace->out, "[\"REF\",%u]", found.number);
    else if (address)
        strbuf_format(trace->out, "\"0x%llx\"", (unsigned long long)address);
    else
        put(trace, "null");
}

/* The value of declared bytes: ["C_DATA", address, type, value]. */
static void put_declared(Trace *trace, const MemName *name) {
    StrBuf value = {0};
    const MemLayout *layout = name->layout;
    bool pointer = layout->field_count == 1 && layout->fields[0].kind == MEM_REF;
    strbuf_format(trace->out, "[\"C_DATA\",\"0x%llx\",", (unsigned long long)name->slot);
    put_text(trace, pointer ? STR("pointer") : layout->type_name);
    strbuf_append_char(trace->out, ',');
    if (pointer)
        strbuf_format(&value, "0x%llx", (unsigned long long)mem_read_ref(name->slot));
    else
        view_append_name_value(&trace->moment, name, VALUE_LIMIT, &value);
    put_text(trace, strbuf_view(&value));
    strbuf_append_char(trace->out, ']');
    strbuf_free(&value);
}

static bool is_shown(const MemName *name) {
    return name->slot && !name->is_hidden;
}

/* {"name": value, ...} under `values` and ["name", ...] under `order`. */
static void put_names(Trace *trace, const MemFrame *frame, const char *values, const char *order) {
    const char *comma = "";
    strbuf_format(trace->out, "\"%s\":{", values);
    for (uint32_t i = 0; frame && i < frame->name_count; i++) {
        const MemName *name = &frame->names[i];
        if (!is_shown(name)) continue;
        put(trace, comma);
        comma = ",";
        put_text(trace, name->name);
        strbuf_append_char(trace->out, ':');
        if (view_name_is_tag(name))
            put_target(trace, mem_read_ref(name->slot));
        else
            put_declared(trace, name);
    }
    strbuf_format(trace->out, "},\"%s\":[", order);
    comma = "";
    for (uint32_t i = 0; frame && i < frame->name_count; i++) {
        if (!is_shown(&frame->names[i])) continue;
        put(trace, comma);
        comma = ",";
        put_text(trace, frame->names[i].name);
    }
    put(trace, "]");
}

static void put_frame(Trace *trace, const MemFrame *frame, uint32_t number, bool innermost) {
    strbuf_append_c(trace->out, "{\"func_name\":");
    put_text(trace, frame->function);
    strbuf_format(trace->out,
                  ",\"frame_id\":%u,\"parent_frame_id_list\":[],\"is_parent\":false,\"is_zombie\":false",
                  number);
    strbuf_format(trace->out, ",\"is_highlighted\":%s,\"unique_hash\":\"f%u\",", innermost ? "true" : "false",
                  number);
    put_names(trace, frame, "encoded_locals", "ordered_varnames");
    put(trace, "}");
}

/* The first frame holds the globals; a frame that runs code of its own beside them is the rest of the stack.
 */
static void put_frames(Trace *trace) {
    const MemRoots *roots = &trace->moment.picture.roots;
    strbuf_append_char(trace->out, ',');
    put_names(trace, roots->frame_count ? &roots->frames[0] : NULL, "globals", "ordered_globals");
    put_key(trace, "stack_to_render");
    strbuf_append_char(trace->out, '[');
    for (uint32_t i = 1; i < roots->frame_count; i++) {
        if (i > 1) strbuf_append_char(trace->out, ',');
        put_frame(trace, &roots->frames[i], i, i + 1 == roots->frame_count);
    }
    strbuf_append_char(trace->out, ']');
}

static bool is_program_reference(const ViewField *field) {
    return field->field && field->field->kind == MEM_REF && field->field->role == MEM_ROLE_VALUE;
}

static size_t count_references(const ViewFieldList *fields, const ViewField **only) {
    size_t count = 0;
    for (size_t i = 0; i < fields->count; i++) {
        if (!is_program_reference(&fields->items[i])) continue;
        *only = &fields->items[i];
        count++;
    }
    return count;
}

static bool is_element(const ViewField *field) {
    return field->path.length && field->path.data[field->path.length - 1] == ']';
}

/* ["LIST", element, ...] for elements, else ["INSTANCE", type, [field, value], ...]. */
static void put_references(Trace *trace, const MemCell *cell, const ViewFieldList *fields, bool elements) {
    put(trace, elements ? "[\"LIST\"" : "[\"INSTANCE\",");
    if (!elements) put_text(trace, cell->layout->type_name);
    for (size_t i = 0; i < fields->count; i++) {
        const ViewField *field = &fields->items[i];
        if (!is_program_reference(field)) continue;
        put(trace, elements ? "," : ",[");
        if (!elements) put_text(trace, field->path);
        if (!elements) put(trace, ",");
        put_target(trace, mem_read_ref(cell->address + field->offset));
        if (!elements) put(trace, "]");
    }
    put(trace, "]");
}

static void put_cell(Trace *trace, const MemCell *cell, uint32_t nesting) {
    ViewFieldList fields = {0};
    const ViewField *only = NULL;
    view_fields(&trace->arena, cell->layout, ELEMENTS, &fields);
    size_t count = count_references(&fields, &only);
    bool elements = count > 0 && is_element(only);
    const MemCell *block = NULL;
    if (count == 1 && !elements && nesting == 0)
        block = view_target(&trace->moment, mem_read_ref(cell->address + only->offset)).cell;
    if (block && !block->value.length) { /* a list whose elements lie in a block of their own */
        put_cell(trace, block, nesting + 1);
    } else if (count) {
        put_references(trace, cell, &fields, elements);
    } else {
        put(trace, "[\"HEAP_PRIMITIVE\",");
        put_text(trace, cell->layout->type_name);
        put(trace, ",");
        put_text(trace, cell->value);
        put(trace, "]");
    }
    VEC_FREE(&fields);
}

static void put_heap(Trace *trace) {
    const ViewMoment *moment = &trace->moment;
    const char *comma = "";
    put_key(trace, "heap");
    strbuf_append_char(trace->out, '{');
    for (uint32_t i = 0; i < moment->picture.cell_count; i++) {
        if (!moment->numbers[i]) continue;
        strbuf_format(trace->out, "%s\"%u\":", comma, moment->numbers[i]);
        put_cell(trace, &moment->picture.cells[i], 0);
        comma = ",";
    }
    strbuf_append_char(trace->out, '}');
}

static const char *event_name(Trace *trace, uint32_t depth) {
    bool deeper = trace->depth_before && depth > trace->depth_before;
    trace->depth_before = depth;
    if (trace->moment.has_ended) return trace->walk->errors.total ? "exception" : "return";
    return deeper ? "call" : "step_line";
}

static void put_moment(Trace *trace, bool is_first) {
    MemLimits limits = {.cells = CELLS, .elements = ELEMENTS, .depth = 16};
    view_moment_take(&trace->moment, trace->walk, NULL, trace->source, limits);
    const MemRoots *roots = &trace->moment.picture.roots;
    const MemFrame *inner = roots->frame_count ? &roots->frames[roots->frame_count - 1] : NULL;
    uint32_t line = trace->moment.has_ended ? (inner ? inner->line : 0) : trace->moment.place.line;
    strbuf_format(trace->out, "%s{\"event\":\"%s\",\"line\":%u,\"func_name\":", is_first ? "" : ",\n",
                  event_name(trace, roots->frame_count), line);
    put_text(trace, inner ? inner->function : STR(""));
    put_key(trace, "stdout");
    put_text(trace, strbuf_view(&trace->walk->output.kept));
    if (trace->moment.has_ended && trace->walk->errors.total) {
        put_key(trace, "exception_msg");
        put_text(trace, strbuf_view(&trace->walk->errors.kept));
    }
    put_frames(trace);
    put_heap(trace);
    strbuf_append_char(trace->out, '}');
    view_moment_free(&trace->moment);
    arena_free(&trace->arena);
}

ViewExportResult view_pytutor(TimelineWalk *walk, const Source *source, uint64_t steps, uint64_t size,
                              StrBuf *out) {
    Trace trace = {.walk = walk, .source = source, .out = out};
    put(&trace, "{\"code\":");
    put_text(&trace, source->text);
    put(&trace, ",\"trace\":[\n");
    timeline_walk_to(walk, 0);
    put_moment(&trace, true);
    uint64_t step = 0;
    while (walk->state == ENGINE_PAUSED && step < steps && out->length < size) {
        timeline_walk_to(walk, ++step);
        put_moment(&trace, false);
    }
    put(&trace, "]}\n");
    bool is_cut = walk->state == ENGINE_PAUSED;
    return (ViewExportResult){.steps = step, .is_cut = is_cut, .is_too_long = is_cut && step < steps};
}
