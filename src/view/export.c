/* Exporting a timeline, see export.h and docs/timeline-format.md. */
#include "view/export.h"

#include "view/export_tables.h"
#include "view/json.h"
#include "view/moment.h"

#include <stdio.h>
#include <string.h>

static const uint32_t NO_LAYOUT = UINT32_MAX;
enum { VALUE_LIMIT = 80, GAP = 8 /* equal bytes that are worth ending a piece for */ };

ViewExportLimits view_export_limits(bool everything) {
    enum { MB = 1000000 };
    ViewExportLimits usual = {.steps = 20000,
                              .output = 1 * MB,
                              .size = 200 * MB,
                              .bytes = 512,
                              .picture = {.cells = 300, .elements = 64, .depth = 24}};
    if (everything) {
        usual.bytes = 1 * MB;
        usual.picture = (MemLimits){.cells = 20000, .elements = 10000, .depth = 1000};
    }
    return usual;
}

/* Something with bytes on display: a name's slot or a cell. Who comes back to the same place is the same box
 * again, so a box that is gone is kept as it was. */
typedef struct Box {
    uint32_t number; /* by which the timeline calls it */
    uint32_t frame;  /* of a name: how many frames are below its own */
    bool is_name, is_alive;
    int identity;    /* of a name, see identity_kind */
    uint64_t slot;   /* of a name: where it was last; 0: unbound */
    uint64_t seen;   /* the last step at which it was on display, plus 1 */
    Str value;       /* as it was written last; {NULL, 0}: the bytes say it */
    uint32_t writer; /* text number of the instruction that wrote it last, in the copy below */
    uint64_t copy_step, copy_instruction;
    uint32_t layout, size, room;
    unsigned char *bytes;
} Box;

typedef struct OpenFrame {
    Str function;
    uint64_t address;
    uint32_t line;
} OpenFrame;

typedef struct Exporter {
    TimelineWalk *walk;
    const Source *source;
    ViewExportLimits limits;
    StrBuf *out;
    ViewMoment moment;
    uint64_t step;
    ViewTimelineTables tables;
    Arena arena;  /* owns the boxes */
    IntMap boxes; /* by key */
    VEC(Box *) alive;
    VEC(OpenFrame) frames;
    uint32_t box_count;
    uint64_t left_out; /* references, as written last */
    uint64_t output_written, errors_written, output_left, output_lost;
} Exporter;

static uint64_t mix(uint64_t hash, uint64_t value) {
    hash = (hash ^ value) * 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 29;
}

/* An array that grows where it stands ("[3]int", "[4]int") stays the same box. */
static uint64_t hash_without_digits(Str text) {
    uint64_t hash = 0;
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] < '0' || text.data[i] > '9') hash = hash * 31 + (unsigned char)text.data[i];
    return hash;
}

static uint64_t cell_key(const MemCell *cell) {
    return mix(mix(0xce11, cell->address), hash_without_digits(cell->layout->type_name));
}

/* Names that are declared may be hidden by others of the same line: they are counted. */
static uint64_t name_key(const MemFrame *frame, uint32_t depth, const MemName *name) {
    uint64_t hash = mix(mix(str_hash(frame->function), frame->address), depth);
    for (const MemName *other = frame->names; name->line && other < name; other++)
        if (other->line == name->line && str_equal(other->name, name->name)) hash++;
    return mix(mix(hash, str_hash(name->name)), name->line);
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

static uint32_t kept_bytes(const Exporter *exporter, uint64_t address, const MemLayout *layout) {
    if (!address) return 0;
    uint64_t size = layout->before + layout->size;
    return size < exporter->limits.bytes ? (uint32_t)size : exporter->limits.bytes;
}

/* Makes room for `size` bytes; those that are new are 0. */
static void resize(Exporter *exporter, Box *box, uint32_t size) {
    if (size > box->room) {
        unsigned char *old = box->bytes;
        box->room = size + size / 2;
        box->bytes = arena_alloc(&exporter->arena, box->room);
        if (box->size) memcpy(box->bytes, old, box->size);
    }
    if (size > box->size) memset(box->bytes + box->size, 0, size - box->size);
    box->size = size;
}

static Box *new_box(Exporter *exporter, uint64_t key, uint64_t address, const MemLayout *layout) {
    Box *box = arena_alloc(&exporter->arena, sizeof *box);
    *box = (Box){.number = exporter->box_count++};
    resize(exporter, box, kept_bytes(exporter, address, layout));
    if (box->size) memcpy(box->bytes, (const void *)(address - layout->before), box->size);
    intmap_set(&exporter->boxes, key, box);
    return box;
}

static void show(Exporter *exporter, Box *box) {
    box->is_alive = true;
    box->seen = exporter->step + 1;
    VEC_PUSH(&exporter->alive, box);
}

/* The end of the piece of differing bytes that begins at `start`. */
static uint32_t piece_end(const Box *box, const unsigned char *now, uint32_t start) {
    uint32_t end = start + 1;
    for (uint32_t i = end; i < box->size && i < end + GAP; i++)
        if (now[i] != box->bytes[i]) end = i + 1;
    return end;
}

/* Writes the bytes that differ from what was written last. */
static void write_bytes(Exporter *exporter, Box *box, uint64_t address) {
    const unsigned char *now = (const unsigned char *)address;
    if (!box->size || memcmp(now, box->bytes, box->size) == 0) return;
    strbuf_format(exporter->out, ",[%u", box->number);
    for (uint32_t i = 0; i < box->size; i++) {
        if (now[i] == box->bytes[i]) continue;
        uint32_t end = piece_end(box, now, i);
        strbuf_format(exporter->out, ",%u,", i);
        append_hex(exporter->out, now + i, end - i);
        i = end;
    }
    memcpy(box->bytes, now, box->size);
    strbuf_append_char(exporter->out, ']');
}

static void write_layout(Exporter *exporter, Box *box, uint64_t address, const MemLayout *layout) {
    uint32_t number = view_timeline_layout(&exporter->tables, layout);
    if (number == box->layout) return;
    box->layout = number;
    resize(exporter, box, kept_bytes(exporter, address, layout));
    strbuf_format(exporter->out, ",[\"t\",%u,%u,%u]", box->number, number, box->size);
}

/* Where two texts begin to differ, at the start of a character. */
static size_t common_start(Str a, Str b) {
    size_t i = 0;
    while (i < a.length && i < b.length && a.data[i] == b.data[i]) i++;
    while (i > 0 && i < a.length && (a.data[i] & 0xc0) == 0x80) i--;
    while (i > 0 && i < b.length && (b.data[i] & 0xc0) == 0x80) i--;
    return i;
}

static size_t common_end(Str a, Str b) {
    size_t i = 0;
    while (i < a.length && i < b.length && a.data[a.length - 1 - i] == b.data[b.length - 1 - i]) i++;
    while (i > 0 && (a.data[a.length - i] & 0xc0) == 0x80) i--;
    return i;
}

static void write_value(Exporter *exporter, Box *box, Str value) {
    Str old = box->value;
    if (!value.data != !old.data || !str_equal(old, value)) {
        size_t start = common_start(old, value);
        size_t end = common_end(str_slice(old, start, old.length), str_slice(value, start, value.length));
        box->value = value.data ? arena_copy(&exporter->arena, value) : (Str){0};
        strbuf_format(exporter->out, ",[\"v\",%u", box->number);
        if (value.data) {
            strbuf_format(exporter->out, ",%zu,%zu,", view_utf16_length(str_slice(old, 0, start)),
                          view_utf16_length(str_slice(old, start, old.length - end)));
            view_json_append_text(exporter->out, str_slice(value, start, value.length - end));
        }
        strbuf_append_char(exporter->out, ']');
    }
}

/* The one field for values, or NULL. */
static const MemField *only_value(const MemLayout *layout) {
    const MemField *found = NULL;
    for (uint32_t i = 0; i < layout->field_count; i++) {
        if (layout->fields[i].role != MEM_ROLE_VALUE) continue;
        if (found) return NULL;
        found = &layout->fields[i];
    }
    return found;
}

/* Can a reader read this value off the bytes? Then there is no need to write it. */
static bool bytes_say(uint64_t address, const MemLayout *layout, Str value) {
    const MemField *field = only_value(layout);
    char text[32] = "";
    if (!field) return false;
    uint64_t at = address + field->offset;
    if (field->kind == MEM_ARRAY && field->count == 1 && field->layout)
        return bytes_say(at, field->layout, value);
    if (field->kind == MEM_INT)
        snprintf(text, sizeof text, "%lld", (long long)mem_read_int(at, field->size));
    else if (field->kind == MEM_UINT)
        snprintf(text, sizeof text, "%llu", (unsigned long long)mem_read_uint(at, field->size));
    else if (field->kind == MEM_BOOL)
        snprintf(text, sizeof text, "%s", mem_read_uint(at, 1) ? "true" : "false");
    return text[0] && str_equal_c(value, text);
}

/* {NULL, 0} when the bytes say it; never otherwise. */
static Str value_to_write(uint64_t address, const MemLayout *layout, Str value) {
    if (address && bytes_say(address, layout, value)) return (Str){0};
    return value.data ? value : STR("");
}

static int text_or_bytes(Exporter *exporter, Str value) {
    return value.data ? (int)view_timeline_text(&exporter->tables, value) : -1;
}

/* What a program gets when it asks for the name's identity. */
static int identity_kind(const MemName *name) {
    enum { NONE, SLOT, TARGET };
    if (!name->slot || !name->identity) return NONE;
    if (name->identity == name->slot) return SLOT;
    return view_name_is_tag(name) && name->identity == mem_read_ref(name->slot) ? TARGET : NONE;
}

/* A box that was gone is on display again, as it was; then come the changes. */
static void write_return(Exporter *exporter, Box *box, uint32_t position) {
    strbuf_format(exporter->out, box->is_name ? ",[\"r\",%u,%u]" : ",[\"r\",%u]", box->number, position);
    show(exporter, box);
}

static void write_changes(Exporter *exporter, Box *box, uint64_t address, const MemLayout *layout,
                          Str value) {
    if (address) write_layout(exporter, box, address, layout);
    if (address) write_bytes(exporter, box, address - layout->before);
    write_value(exporter, box, value);
}

/* A name can be bound, or its slot can move. */
static void write_slot(Exporter *exporter, Box *box, const MemName *name) {
    int identity = identity_kind(name);
    if (box->slot == name->slot && box->identity == identity) return;
    box->slot = name->slot;
    box->identity = identity;
    strbuf_format(exporter->out, ",[\"a\",%u,%llu,%u]", box->number, (unsigned long long)name->slot,
                  view_timeline_name(&exporter->tables, name, identity));
}

static void write_new_name(Exporter *exporter, Box *box, const MemName *name, uint32_t position) {
    strbuf_format(exporter->out, ",[\"n\",%u,%u,%u,%u,%llu,%d,%u,", box->number, box->frame, position,
                  view_timeline_name(&exporter->tables, name, box->identity), (unsigned long long)name->slot,
                  text_or_bytes(exporter, box->value), box->writer);
    append_hex(exporter->out, box->bytes, box->size);
    strbuf_append_char(exporter->out, ']');
    show(exporter, box);
}

/* A name that is a tag has no value of its own: its cell has. */
static void append_name_value(Exporter *exporter, const MemName *name, StrBuf *out) {
    if (name->slot && !view_name_is_tag(name))
        exporter->walk->engine->value(exporter->walk->run, name->slot, name->layout, VALUE_LIMIT, out);
}

/* Notes the instruction that wrote the slot last. Its text names real addresses, which are right while its
 * own frame is the innermost, so it is asked for once, when the copy is new. False when there is nothing new.
 */
static bool note_writer(Exporter *exporter, Box *box, uint64_t slot) {
    const MemCopy *copy = slot ? mem_copy_log_last(&exporter->walk->log, slot) : NULL;
    if (!copy || (copy->step + 1 == box->copy_step && copy->instruction == box->copy_instruction))
        return false;
    StrBuf text = {0};
    view_append_writer(&exporter->moment, slot, &text);
    uint32_t writer = view_timeline_text(&exporter->tables, strbuf_view(&text));
    strbuf_free(&text);
    box->copy_step = copy->step + 1;
    box->copy_instruction = copy->instruction;
    bool is_new = box->writer != writer;
    box->writer = writer;
    return is_new;
}

static void write_name(Exporter *exporter, const MemName *name, uint32_t frame, uint32_t position) {
    StrBuf text = {0};
    append_name_value(exporter, name, &text);
    Str value = value_to_write(name->slot, name->layout, strbuf_view(&text));
    uint64_t key = name_key(&exporter->moment.picture.roots.frames[frame], frame, name);
    Box *box = intmap_get(&exporter->boxes, key);
    if (!box) {
        box = new_box(exporter, key, name->slot, name->layout);
        box->is_name = true;
        box->frame = frame;
        box->slot = name->slot;
        box->identity = identity_kind(name);
        box->layout = name->slot ? view_timeline_layout(&exporter->tables, name->layout) : NO_LAYOUT;
        box->value = value.data ? arena_copy(&exporter->arena, value) : value;
        note_writer(exporter, box, name->slot);
        write_new_name(exporter, box, name, position);
    } else {
        if (!box->is_alive) write_return(exporter, box, position);
        write_slot(exporter, box, name);
        write_changes(exporter, box, name->slot, name->layout, value);
        if (note_writer(exporter, box, name->slot))
            strbuf_format(exporter->out, ",[\"w\",%u,%u]", box->number, box->writer);
    }
    strbuf_free(&text);
}

static void write_cell(Exporter *exporter, const MemCell *cell) {
    uint64_t key = cell_key(cell);
    Str value = value_to_write(cell->address, cell->layout, cell->value);
    Box *box = intmap_get(&exporter->boxes, key);
    if (!box) {
        box = new_box(exporter, key, cell->address, cell->layout);
        box->value = value.data ? arena_copy(&exporter->arena, value) : value;
        box->layout = view_timeline_layout(&exporter->tables, cell->layout);
        strbuf_format(exporter->out, ",[\"c\",%u,%llu,%u,%u,%d,", box->number,
                      (unsigned long long)cell->address, box->layout,
                      view_timeline_text(&exporter->tables, cell->place), text_or_bytes(exporter, value));
        append_hex(exporter->out, box->bytes, box->size);
        strbuf_append_char(exporter->out, ']');
        show(exporter, box);
        return;
    }
    if (!box->is_alive) write_return(exporter, box, 0);
    write_changes(exporter, box, cell->address, cell->layout, value);
}

static bool is_same_frame(const OpenFrame *open, const MemFrame *frame) {
    return str_equal(open->function, frame->function) && open->address == frame->address;
}

/* Closes the frames that are gone, their names with them. */
static void write_closed_frames(Exporter *exporter) {
    const MemRoots *roots = &exporter->moment.picture.roots;
    uint32_t same = 0;
    while (same < roots->frame_count && same < exporter->frames.count &&
           is_same_frame(&exporter->frames.items[same], &roots->frames[same]))
        same++;
    if (exporter->frames.count == same) return;
    strbuf_format(exporter->out, ",[\"-\",%zu]", exporter->frames.count - same);
    exporter->frames.count = same;
    size_t kept = 0;
    for (size_t i = 0; i < exporter->alive.count; i++) {
        Box *box = exporter->alive.items[i];
        box->is_alive = !box->is_name || box->frame < same;
        if (box->is_alive) exporter->alive.items[kept++] = box;
    }
    exporter->alive.count = kept;
}

static void write_open_frames(Exporter *exporter) {
    const MemRoots *roots = &exporter->moment.picture.roots;
    for (uint32_t i = (uint32_t)exporter->frames.count; i < roots->frame_count; i++) {
        const MemFrame *frame = &roots->frames[i];
        OpenFrame open = {arena_copy(&exporter->arena, frame->function), frame->address, 0};
        VEC_PUSH(&exporter->frames, open);
        strbuf_format(exporter->out, ",[\"+\",%u,%llu]",
                      view_timeline_text(&exporter->tables, frame->function),
                      (unsigned long long)frame->address);
    }
    for (uint32_t i = 0; i + 1 < roots->frame_count; i++) {
        if (exporter->frames.items[i].line == roots->frames[i].line) continue;
        exporter->frames.items[i].line = roots->frames[i].line;
        strbuf_format(exporter->out, ",[\"l\",%u,%u]", i, roots->frames[i].line);
    }
}

static void mark_seen(Exporter *exporter, uint64_t key) {
    Box *box = intmap_get(&exporter->boxes, key);
    if (box) box->seen = exporter->step + 1;
}

static void mark_all_seen(Exporter *exporter) {
    const MemPicture *picture = &exporter->moment.picture;
    for (uint32_t f = 0; f < picture->roots.frame_count; f++) {
        const MemFrame *frame = &picture->roots.frames[f];
        for (uint32_t n = 0; n < frame->name_count; n++)
            if (!frame->names[n].is_hidden) mark_seen(exporter, name_key(frame, f, &frame->names[n]));
    }
    for (uint32_t i = 0; i < picture->cell_count; i++)
        if (exporter->moment.numbers[i]) mark_seen(exporter, cell_key(&picture->cells[i]));
}

/* Boxes that are not on display any more. */
static void write_gone(Exporter *exporter) {
    size_t kept = 0;
    mark_all_seen(exporter);
    for (size_t i = 0; i < exporter->alive.count; i++) {
        Box *box = exporter->alive.items[i];
        box->is_alive = box->seen == exporter->step + 1;
        if (box->is_alive)
            exporter->alive.items[kept++] = box;
        else
            strbuf_format(exporter->out, i == kept ? ",[\"x\",%u" : ",%u", box->number);
    }
    if (kept < exporter->alive.count) strbuf_append_char(exporter->out, ']');
    exporter->alive.count = kept;
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

/* What was printed since the last step. Only the end of a very long piece is still there. */
static void write_output(Exporter *exporter, const char *kind, const TimelineOutput *output,
                         uint64_t *written) {
    uint64_t fresh = output->total - *written;
    *written = output->total;
    if (!fresh) return;
    uint64_t there = fresh < output->kept.length ? fresh : output->kept.length;
    Str piece = str_slice(strbuf_view(&output->kept), output->kept.length - there, output->kept.length);
    if (piece.length > exporter->output_left) piece.length = exporter->output_left;
    exporter->output_left -= piece.length;
    exporter->output_lost += fresh - piece.length;
    if (!piece.length) return;
    strbuf_format(exporter->out, ",[\"%s\",", kind);
    view_json_append_text(exporter->out, piece);
    strbuf_append_char(exporter->out, ']');
}

static void write_left_out(Exporter *exporter) {
    uint64_t left_out = exporter->moment.picture.cells_left_out;
    if (left_out == exporter->left_out) return;
    exporter->left_out = left_out;
    strbuf_format(exporter->out, ",[\"m\",%llu]", (unsigned long long)left_out);
}

/* The statement that is about to run: the part of it that stands in its first line. */
static uint32_t place_number(Exporter *exporter) {
    const ViewMoment *moment = &exporter->moment;
    if (moment->has_ended) return 0;
    EnginePlace place = moment->place;
    StrBuf instruction = {0};
    moment->engine->instruction_text(moment->run, place.instruction, &instruction);
    Str line = source_line(exporter->source, place.line);
    uint32_t start = source_line_start(exporter->source, place.line);
    bool known = place.span.start >= start && place.span.start < start + line.length;
    size_t from = known ? place.span.start - start : 0;
    size_t to = known && place.span.end > place.span.start ? place.span.end - start : from;
    size_t column = view_utf16_length(str_slice(line, 0, from));
    size_t length = view_utf16_length(str_slice(line, from, to < line.length ? to : line.length));
    uint32_t number =
        view_timeline_place(&exporter->tables, place.line, column, length, strbuf_view(&instruction));
    strbuf_free(&instruction);
    return number;
}

static void write_step(Exporter *exporter) {
    view_moment_take(&exporter->moment, exporter->walk, NULL, exporter->source, exporter->limits.picture);
    const ViewMoment *moment = &exporter->moment;
    strbuf_format(exporter->out, "%s[%u", exporter->step ? ",\n" : "", place_number(exporter));
    write_output(exporter, "o", &exporter->walk->output, &exporter->output_written);
    write_output(exporter, "e", &exporter->walk->errors, &exporter->errors_written);
    write_closed_frames(exporter);
    write_gone(exporter);
    write_open_frames(exporter);
    write_names(exporter);
    for (uint32_t i = 0; i < moment->picture.cell_count; i++)
        if (moment->numbers[i]) write_cell(exporter, &moment->picture.cells[i]);
    write_left_out(exporter);
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
    strbuf_append_char(exporter->out, ']');
    view_timeline_tables_write(&exporter->tables, exporter->out);
    strbuf_format(exporter->out, ",\n\"leftOut\":{\"outputBytes\":%llu}",
                  (unsigned long long)exporter->output_lost);
    strbuf_format(exporter->out, ",\"ended\":%s", ended ? "true" : "false");
    if (ended)
        strbuf_format(exporter->out, ",\"status\":%d",
                      exporter->walk->engine->exit_status(exporter->walk->run));
    strbuf_append_c(exporter->out, "}\n");
}

static void free_exporter(Exporter *exporter) {
    view_timeline_tables_free(&exporter->tables);
    intmap_free(&exporter->boxes);
    VEC_FREE(&exporter->alive);
    VEC_FREE(&exporter->frames);
    arena_free(&exporter->arena);
}

/* The empty text and the end of the run are number 0. */
static void begin_tables(ViewTimelineTables *tables) {
    view_timeline_text(tables, STR(""));
    view_timeline_place(tables, 0, 0, 0, STR(""));
}

ViewExportResult view_export_program(TimelineWalk *walk, const Source *source, ViewExportLimits limits,
                                     StrBuf *out) {
    Exporter exporter = {
        .walk = walk, .source = source, .limits = limits, .out = out, .output_left = limits.output};
    size_t begin = out->length;
    begin_tables(&exporter.tables);
    write_head(&exporter);
    timeline_walk_to(walk, 0);
    write_step(&exporter);
    bool too_long = false;
    while (walk->state == ENGINE_PAUSED && exporter.step < limits.steps && !too_long) {
        timeline_walk_to(walk, ++exporter.step);
        write_step(&exporter);
        too_long = out->length - begin > limits.size;
    }
    write_tail(&exporter);
    bool is_cut = walk->state == ENGINE_PAUSED;
    ViewExportResult result = {.steps = exporter.step, .is_cut = is_cut, .is_too_long = is_cut && too_long};
    free_exporter(&exporter);
    return result;
}

void view_export_document(const StrBuf *programs, size_t count, StrBuf *out) {
    strbuf_append_c(out, "{\"format\":\"varscope-timeline\",\"version\":2,\"programs\":[\n");
    for (size_t i = 0; i < count; i++) {
        if (i) strbuf_append_c(out, ",\n");
        strbuf_append(out, strbuf_view(&programs[i]));
    }
    strbuf_append_c(out, "]}\n");
}
