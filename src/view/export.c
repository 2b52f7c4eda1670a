/* Exporting a timeline, see export.h and docs/timeline-format.md. */
#include "view/export.h"

#include "view/json.h"
#include "view/moment.h"

#include <string.h>

enum { BYTES_KEPT = 512, VALUE_LIMIT = 80, CELLS = 300, ELEMENTS = 64, DEPTH = 24 };

/* Something with bytes on display: a name's slot or a cell. */
typedef struct Box {
    uint32_t number; /* by which the timeline calls it */
    uint64_t key;    /* what makes it the same box at the next step */
    uint64_t seen;   /* the last step at which it was on display, plus 1 */
    uint32_t value;  /* text number of its value */
    uint32_t writer; /* text number of the instruction that wrote it last */
    uint32_t size;   /* bytes kept */
    unsigned char bytes[];
} Box;

typedef struct OpenFrame {
    uint64_t serial; /* unlike that of any other frame of the run */
    Str function;
    uint64_t address;
    uint32_t line;
} OpenFrame;

typedef struct Exporter {
    TimelineWalk *walk;
    const Source *source;
    StrBuf *out;
    ViewMoment moment;
    uint64_t step;
    Arena arena; /* owns texts, layouts, boxes */
    StrMap texts;
    StrBuf text_list, layout_list;
    IntMap layout_numbers; /* by hash of the layout: its number plus 1 */
    IntMap boxes;          /* by key; NULL: gone */
    VEC(Box *) alive;
    VEC(OpenFrame) frames;
    uint32_t box_count;
    uint64_t frame_count;
    uint64_t output_written, errors_written, output_left;
} Exporter;

/* The number of a text that is written once, in the list of all texts. */
static uint32_t text_number(Exporter *exporter, Str text) {
    StrMapEntry *entry = strmap_find(&exporter->texts, text);
    if (entry) return (uint32_t)(uintptr_t)entry->value;
    uint32_t number = (uint32_t)exporter->texts.count;
    strmap_set(&exporter->texts, arena_copy(&exporter->arena, text), (void *)(uintptr_t)number);
    strbuf_append_c(&exporter->text_list, number ? ",\n" : "");
    view_json_append_text(&exporter->text_list, text);
    return number;
}

static uint64_t mix(uint64_t hash, uint64_t value) {
    hash = (hash ^ value) * 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 29;
}

static uint64_t layout_hash(const MemLayout *layout, uint32_t depth) {
    uint64_t hash = mix(str_hash(layout->type_name), layout->size);
    for (uint32_t i = 0; i < layout->field_count; i++) {
        const MemField *field = &layout->fields[i];
        hash = mix(mix(mix(hash, str_hash(field->name)), field->offset), field->size);
        hash = mix(mix(mix(hash, field->kind), field->role), field->count);
        bool nested = (field->kind == MEM_STRUCT || field->kind == MEM_ARRAY) && field->layout && depth < 16;
        hash = mix(hash, nested ? layout_hash(field->layout, depth + 1) : field->layout != NULL);
    }
    return hash;
}

static uint32_t layout_number(Exporter *exporter, const MemLayout *layout, uint32_t depth);

static void append_layout_field(Exporter *exporter, StrBuf *out, const MemField *field, uint32_t depth) {
    int64_t nested = -1;
    if ((field->kind == MEM_STRUCT || field->kind == MEM_ARRAY) && field->layout && depth < 16)
        nested = layout_number(exporter, field->layout, depth + 1);
    else if (field->kind == MEM_REF && field->layout)
        nested = 0;
    strbuf_format(out, "[%u,%llu,%llu,%d,%d,%lld,%llu]", text_number(exporter, field->name),
                  (unsigned long long)field->offset, (unsigned long long)field->size, field->kind,
                  field->role, (long long)nested, (unsigned long long)field->count);
}

/* Nested layouts come first in the list, so that a number always refers to what was read before. */
static uint32_t layout_number(Exporter *exporter, const MemLayout *layout, uint32_t depth) {
    uint64_t hash = layout_hash(layout, depth);
    uintptr_t known = (uintptr_t)intmap_get(&exporter->layout_numbers, hash);
    if (known) return (uint32_t)known - 1;
    StrBuf text = {0};
    strbuf_format(&text, "[%u,%llu,[", text_number(exporter, layout->type_name),
                  (unsigned long long)layout->size);
    for (uint32_t i = 0; i < layout->field_count; i++) {
        if (i) strbuf_append_char(&text, ',');
        append_layout_field(exporter, &text, &layout->fields[i], depth);
    }
    strbuf_append_c(&text, "]]");
    uint32_t number = (uint32_t)exporter->layout_numbers.count;
    intmap_set(&exporter->layout_numbers, hash, (void *)(uintptr_t)(number + 1));
    if (number) strbuf_append_c(&exporter->layout_list, ",\n");
    strbuf_append(&exporter->layout_list, strbuf_view(&text));
    strbuf_free(&text);
    return number;
}

static void append_hex(StrBuf *out, const unsigned char *bytes, uint32_t size) {
    static const char digits[] = "0123456789abcdef";
    strbuf_append_char(out, '"');
    for (uint32_t i = 0; i < size; i++) {
        strbuf_append_char(out, digits[bytes[i] >> 4]);
        strbuf_append_char(out, digits[bytes[i] & 15]);
    }
    strbuf_append_char(out, '"');
}

static uint32_t kept_bytes(const MemLayout *layout) {
    return layout->size < BYTES_KEPT ? (uint32_t)layout->size : BYTES_KEPT;
}

static Box *new_box(Exporter *exporter, uint64_t key, uint64_t address, const MemLayout *layout) {
    uint32_t size = address ? kept_bytes(layout) : 0;
    Box *box = arena_alloc(&exporter->arena, sizeof *box + size);
    *box = (Box){.number = exporter->box_count++, .key = key, .size = size};
    if (size) memcpy(box->bytes, (const void *)address, size);
    intmap_set(&exporter->boxes, key, box);
    VEC_PUSH(&exporter->alive, box);
    return box;
}

/* Writes the bytes that differ from what was written last. */
static void write_bytes(Exporter *exporter, Box *box, uint64_t address) {
    const unsigned char *now = (const unsigned char *)address;
    uint32_t start = 0, end = box->size;
    while (start < end && now[start] == box->bytes[start]) start++;
    while (end > start && now[end - 1] == box->bytes[end - 1]) end--;
    if (start == end) return;
    memcpy(box->bytes + start, now + start, end - start);
    strbuf_format(exporter->out, ",[%u,%u,", box->number, start);
    append_hex(exporter->out, now + start, end - start);
    strbuf_append_char(exporter->out, ']');
}

static void write_value(Exporter *exporter, Box *box, uint32_t value) {
    if (box->value == value) return;
    box->value = value;
    strbuf_format(exporter->out, ",[\"v\",%u,%u]", box->number, value);
}

static void write_writer(Exporter *exporter, Box *box, uint32_t writer) {
    if (box->writer == writer) return;
    box->writer = writer;
    strbuf_format(exporter->out, ",[\"w\",%u,%u]", box->number, writer);
}

static uint32_t buffer_text(Exporter *exporter, StrBuf *buffer) {
    uint32_t number = text_number(exporter, strbuf_view(buffer));
    strbuf_free(buffer);
    return number;
}

/* A name that is a tag has no value of its own: its cell has. */
static uint32_t name_value(Exporter *exporter, const MemName *name) {
    StrBuf value = {0};
    if (name->slot && !view_name_is_tag(name))
        exporter->walk->engine->value(exporter->walk->run, name->slot, name->layout, VALUE_LIMIT, &value);
    return buffer_text(exporter, &value);
}

static uint32_t name_writer(Exporter *exporter, const MemName *name) {
    StrBuf writer = {0};
    view_append_writer(&exporter->moment, name->slot, &writer);
    return buffer_text(exporter, &writer);
}

/* What a program gets when it asks for the name's identity. */
static int identity_kind(const MemName *name) {
    enum { NONE, SLOT, TARGET };
    if (!name->slot || !name->identity) return NONE;
    if (name->identity == name->slot) return SLOT;
    return view_name_is_tag(name) && name->identity == mem_read_ref(name->slot) ? TARGET : NONE;
}

static void write_new_name(Exporter *exporter, Box *box, const MemName *name, uint32_t frame,
                           uint32_t position) {
    StrBuf *out = exporter->out;
    strbuf_format(out, ",[\"n\",%u,%u,%u,%u,%u,%u,%llu,%d,%u,%d,%u,%u,%u,", box->number, frame, position,
                  text_number(exporter, name->name), text_number(exporter, name->kind),
                  text_number(exporter, name->declared), (unsigned long long)name->slot,
                  name->slot ? (int)layout_number(exporter, name->layout, 0) : -1, name->line,
                  identity_kind(name), text_number(exporter, name->identity_text), box->value, box->writer);
    append_hex(out, box->bytes, box->size);
    strbuf_append_char(out, ']');
}

static void write_name(Exporter *exporter, const MemName *name, uint32_t frame, uint32_t position) {
    uint64_t key = mix(mix(exporter->frames.items[frame].serial, str_hash(name->name)), name->slot);
    key = mix(mix(key, name->line), name->slot ? layout_hash(name->layout, 0) : 0);
    uint32_t value = name_value(exporter, name), writer = name_writer(exporter, name);
    Box *box = intmap_get(&exporter->boxes, key);
    if (!box) {
        box = new_box(exporter, key, name->slot, name->layout);
        box->value = value;
        box->writer = writer;
        write_new_name(exporter, box, name, frame, position);
    } else if (box->size) {
        write_bytes(exporter, box, name->slot);
        write_value(exporter, box, value);
        write_writer(exporter, box, writer);
    }
    box->seen = exporter->step + 1;
}

static void write_cell(Exporter *exporter, const MemCell *cell) {
    uint64_t key = mix(mix(0xce11, cell->address), layout_hash(cell->layout, 0));
    uint32_t value = text_number(exporter, cell->value);
    Box *box = intmap_get(&exporter->boxes, key);
    if (!box) {
        box = new_box(exporter, key, cell->address, cell->layout);
        box->value = value;
        strbuf_format(exporter->out, ",[\"c\",%u,%llu,%u,%u,%u,", box->number,
                      (unsigned long long)cell->address, layout_number(exporter, cell->layout, 0),
                      text_number(exporter, cell->place), value);
        append_hex(exporter->out, box->bytes, box->size);
        strbuf_append_char(exporter->out, ']');
    } else {
        write_bytes(exporter, box, cell->address);
        write_value(exporter, box, value);
    }
    box->seen = exporter->step + 1;
}

static bool is_same_frame(const OpenFrame *open, const MemFrame *frame) {
    return str_equal(open->function, frame->function) && open->address == frame->address;
}

/* Closes the frames that are gone and opens the new ones. */
static void write_frames(Exporter *exporter) {
    const MemRoots *roots = &exporter->moment.picture.roots;
    uint32_t same = 0;
    while (same < roots->frame_count && same < exporter->frames.count &&
           is_same_frame(&exporter->frames.items[same], &roots->frames[same]))
        same++;
    if (exporter->frames.count > same)
        strbuf_format(exporter->out, ",[\"-\",%zu]", exporter->frames.count - same);
    exporter->frames.count = same;
    for (uint32_t i = same; i < roots->frame_count; i++) {
        const MemFrame *frame = &roots->frames[i];
        OpenFrame open = {++exporter->frame_count, arena_copy(&exporter->arena, frame->function),
                          frame->address, 0};
        VEC_PUSH(&exporter->frames, open);
        strbuf_format(exporter->out, ",[\"+\",%u,%llu]", text_number(exporter, frame->function),
                      (unsigned long long)frame->address);
    }
    for (uint32_t i = 0; i + 1 < roots->frame_count; i++) {
        if (exporter->frames.items[i].line == roots->frames[i].line) continue;
        exporter->frames.items[i].line = roots->frames[i].line;
        strbuf_format(exporter->out, ",[\"l\",%u,%u]", i, roots->frames[i].line);
    }
}

static void write_names(Exporter *exporter) {
    const MemRoots *roots = &exporter->moment.picture.roots;
    for (uint32_t f = 0; f < roots->frame_count; f++) {
        uint32_t position = 0;
        for (uint32_t n = 0; n < roots->frames[f].name_count; n++)
            if (!roots->frames[f].names[n].is_hidden)
                write_name(exporter, &roots->frames[f].names[n], f, position++);
    }
}

/* Boxes that are not on display any more. */
static void write_gone(Exporter *exporter) {
    size_t kept = 0;
    for (size_t i = 0; i < exporter->alive.count; i++) {
        Box *box = exporter->alive.items[i];
        if (box->seen == exporter->step + 1) {
            exporter->alive.items[kept++] = box;
            continue;
        }
        intmap_set(&exporter->boxes, box->key, NULL);
        strbuf_format(exporter->out, ",[\"x\",%u]", box->number);
    }
    exporter->alive.count = kept;
}

/* What was printed since the last step. Only the end of a very long piece is still there. */
static void write_output(Exporter *exporter, const char *kind, const TimelineOutput *output,
                         uint64_t *written) {
    uint64_t fresh = output->total - *written;
    *written = output->total;
    if (!fresh || !exporter->output_left) return;
    uint64_t there = fresh < output->kept.length ? fresh : output->kept.length;
    Str piece = str_slice(strbuf_view(&output->kept), output->kept.length - there, output->kept.length);
    if (piece.length > exporter->output_left) piece.length = exporter->output_left;
    exporter->output_left -= piece.length;
    strbuf_format(exporter->out, ",[\"%s\",", kind);
    view_json_append_text(exporter->out, piece);
    strbuf_append_char(exporter->out, ']');
}

static void write_step(Exporter *exporter) {
    MemLimits limits = {.cells = CELLS, .elements = ELEMENTS, .depth = DEPTH};
    view_moment_take(&exporter->moment, exporter->walk, NULL, exporter->source, limits);
    const ViewMoment *moment = &exporter->moment;
    strbuf_format(exporter->out, "%s[%u", exporter->step ? ",\n" : "",
                  moment->has_ended ? 0 : moment->place.line);
    write_output(exporter, "o", &exporter->walk->output, &exporter->output_written);
    write_output(exporter, "e", &exporter->walk->errors, &exporter->errors_written);
    write_frames(exporter);
    write_names(exporter);
    for (uint32_t i = 0; i < moment->picture.cell_count; i++)
        if (moment->numbers[i]) write_cell(exporter, &moment->picture.cells[i]);
    write_gone(exporter);
    strbuf_append_char(exporter->out, ']');
    view_moment_free(&exporter->moment);
}

static void write_head(Exporter *exporter) {
    const Engine *engine = exporter->walk->engine;
    strbuf_append_c(exporter->out, "{\"file\":");
    view_json_append_text(exporter->out, exporter->source->path);
    strbuf_append_c(exporter->out, ",\"language\":");
    view_json_append_text(exporter->out, str_from(engine->name));
    strbuf_format(exporter->out,
                  ",\"decimalIdentity\":%s,\"source\":", engine->identity_is_decimal ? "true" : "false");
    view_json_append_text(exporter->out, exporter->source->text);
    strbuf_append_c(exporter->out, ",\n\"steps\":[\n");
}

static void write_tail(Exporter *exporter) {
    bool ended = exporter->walk->state == ENGINE_ENDED;
    strbuf_append_c(exporter->out, "],\n\"texts\":[");
    strbuf_append(exporter->out, strbuf_view(&exporter->text_list));
    strbuf_append_c(exporter->out, "],\n\"layouts\":[");
    strbuf_append(exporter->out, strbuf_view(&exporter->layout_list));
    strbuf_format(exporter->out, "],\n\"ended\":%s", ended ? "true" : "false");
    if (ended)
        strbuf_format(exporter->out, ",\"status\":%d",
                      exporter->walk->engine->exit_status(exporter->walk->run));
    strbuf_append_c(exporter->out, "}\n");
}

static void free_exporter(Exporter *exporter) {
    strmap_free(&exporter->texts);
    strbuf_free(&exporter->text_list);
    strbuf_free(&exporter->layout_list);
    intmap_free(&exporter->layout_numbers);
    intmap_free(&exporter->boxes);
    VEC_FREE(&exporter->alive);
    VEC_FREE(&exporter->frames);
    arena_free(&exporter->arena);
}

ViewExportResult view_export_program(TimelineWalk *walk, const Source *source, ViewExportLimits limits,
                                     StrBuf *out) {
    Exporter exporter = {.walk = walk, .source = source, .out = out, .output_left = limits.output};
    text_number(&exporter, (Str){0});
    write_head(&exporter);
    timeline_walk_to(walk, 0);
    write_step(&exporter);
    while (walk->state == ENGINE_PAUSED && exporter.step < limits.steps) {
        timeline_walk_to(walk, ++exporter.step);
        write_step(&exporter);
    }
    write_tail(&exporter);
    ViewExportResult result = {.steps = exporter.step, .is_cut = walk->state == ENGINE_PAUSED};
    free_exporter(&exporter);
    return result;
}

void view_export_document(const StrBuf *programs, size_t count, StrBuf *out) {
    strbuf_append_c(out, "{\"format\":\"varscope-timeline\",\"version\":1,\"programs\":[\n");
    for (size_t i = 0; i < count; i++) {
        if (i) strbuf_append_c(out, ",\n");
        strbuf_append(out, strbuf_view(&programs[i]));
    }
    strbuf_append_c(out, "]}\n");
}
