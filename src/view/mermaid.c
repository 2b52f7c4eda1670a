/* Pictures as Mermaid diagrams, see mermaid.h. */
#include "view/mermaid.h"

#include "base/utf8.h"

#include <string.h>

enum { GITHUB_LIMIT = 46000, VALUE_LIMIT = 60, NAMES_MAX = 60, FIELDS_MAX = 12 };

MemLimits view_mermaid_limits(void) {
    return (MemLimits){.cells = 40, .elements = FIELDS_MAX, .depth = 8};
}

/* A diagram being drawn. Declared names need boxes in three places (compile phase, execution, memory), so
 * each place has a buffer of its own; they are put together at the end. */
typedef struct Diagram {
    const ViewMoment *moment;
    const ViewStyle *style;
    Arena arena;
    StrBuf tags, cells, edges, styles;
    StrBuf compile, execution, memory;
    uint32_t tag_count, declared_count;
    uint64_t left_out;
} Diagram;

static size_t diagram_size(const Diagram *diagram) {
    return diagram->tags.length + diagram->cells.length + diagram->edges.length + diagram->styles.length +
           diagram->compile.length + diagram->execution.length + diagram->memory.length;
}

/* True while another box fits onto the page; counts what is left out. */
static bool has_room(Diagram *diagram) {
    if (diagram_size(diagram) < GITHUB_LIMIT && diagram->tag_count + diagram->declared_count < NAMES_MAX)
        return true;
    diagram->left_out++;
    return false;
}

/* A text inside a label in quotes: what Mermaid, Markdown or HTML would take for its own becomes an entity.
 */
static void append_label(Diagram *diagram, StrBuf *out, Str text) {
    Str clean = view_clean(&diagram->arena, text, 1);
    for (size_t i = 0; i < clean.length; i++) {
        char byte = clean.data[i];
        if (strchr("\"<>&#`\\;*_~", byte) && byte)
            strbuf_format(out, "#%d;", byte);
        else
            strbuf_append_char(out, byte);
    }
}

/* "<b>Title:</b> text" in a box of its own. */
static void append_box(Diagram *diagram, StrBuf *out, const char *kind, uint32_t number, const char *title,
                       Str text) {
    strbuf_format(out, "        %s%u[\"<b>%s:</b> ", kind, number, title);
    append_label(diagram, out, text);
    strbuf_append_c(out, "\"]\n");
}

static Str address_text(Diagram *diagram, uint64_t address) {
    return arena_format(&diagram->arena, "0x%llx", (unsigned long long)address);
}

static Str cut_value(Diagram *diagram, Str value) {
    return view_cut(&diagram->arena, view_clean(&diagram->arena, value, 1), VALUE_LIMIT);
}

static const MemField *field_with_role(const MemLayout *layout, MemRole role) {
    for (uint32_t i = 0; i < layout->field_count; i++)
        if (layout->fields[i].role == role) return &layout->fields[i];
    return NULL;
}

/* The arrow from a tag or a cell to what it refers to; `label` stands on it. */
static void append_edge(Diagram *diagram, const char *kind, uint32_t number, Str label, uint64_t target) {
    ViewTarget found = view_target(diagram->moment, target);
    if (!found.cell) return;
    strbuf_format(&diagram->edges, "    %s%u -- \"", kind, number);
    append_label(diagram, &diagram->edges, label);
    strbuf_format(&diagram->edges, "\" --> Object%u\n", found.number);
}

/* A name that is a tag: name, slot, pointer. */
static void draw_tag(Diagram *diagram, const MemName *name) {
    StrBuf *out = &diagram->tags;
    uint32_t number = ++diagram->tag_count;
    uint64_t target = mem_read_ref(name->slot);
    strbuf_format(out, "    subgraph NameTag%u [\"The Name\"]\n        direction TB\n", number);
    append_box(diagram, out, "NN", number, "Name", name->name);
    append_box(diagram, out, "NS", number, "Slot", address_text(diagram, name->slot));
    append_box(diagram, out, "NP", number, "Pointer", target ? address_text(diagram, target) : STR("none"));
    strbuf_format(out, "        NN%u ~~~ NS%u ~~~ NP%u\n    end\n", number, number, number);
    append_edge(diagram, "NameTag", number, STR("points to"), target);
    strbuf_format(&diagram->styles, "    style NameTag%u fill:#fff,stroke:#333,color:#000\n", number);
}

static Str declaration(Diagram *diagram, const MemName *name, const EngineSymbol *symbol) {
    uint32_t line = name->line ? name->line : symbol ? symbol->line : 0;
    if (!line) return (Str){0};
    return cut_value(diagram, str_trim(source_line(diagram->moment->source, line)));
}

/* Source line and symbol table entry. */
static void draw_compile_phase(Diagram *diagram, const MemFrame *frame, const MemName *name,
                               uint32_t number) {
    StrBuf *out = &diagram->compile;
    const EngineSymbol *symbol = view_symbol(diagram->moment, frame, name);
    Str source = declaration(diagram, name, symbol);
    if (source.length) {
        strbuf_format(out, "        Source%u[\"<b>Source Code</b><br/>'", number);
        append_label(diagram, out, source);
        strbuf_append_c(out, "'\"]\n");
    }
    strbuf_format(out, "        SymTable%u[\"<b>Compiler's Symbol Table</b><br/>Name: ", number);
    append_label(diagram, out, name->name);
    strbuf_append_c(out, "<br/>Type: ");
    append_label(diagram, out, cut_value(diagram, name->layout->type_name));
    strbuf_append_c(out, "<br/>Size: ");
    view_append_count(out, name->layout->size, "byte");
    if (symbol && symbol->place.length) {
        strbuf_append_c(out, "<br/>Place: ");
        append_label(diagram, out, cut_value(diagram, symbol->place));
    }
    strbuf_append_c(out, "\"]\n");
    if (source.length)
        strbuf_format(out, "        Source%u -->|Compiler maps name to address| SymTable%u\n", number,
                      number);
    strbuf_format(&diagram->styles, "    style SymTable%u fill:#fff,stroke:#333,color:#000\n", number);
}

/* The bits of up to 8 bytes, with the zero bytes in front drawn together: "0...0 00000011 11100111". */
static void append_raw_bits(StrBuf *out, uint64_t address, uint64_t size) {
    const unsigned char *bytes = (const unsigned char *)address;
    uint64_t used = size;
    while (used > 1 && bytes[used - 1] == 0) used--;
    if (used < size) strbuf_append_c(out, "0...0 ");
    view_append_bits(out, address, used);
}

static void draw_slot(Diagram *diagram, const MemName *name, uint32_t number) {
    StrBuf *out = &diagram->memory, value = {0};
    strbuf_format(out, "            Slot%u[\"<b>Address: 0x%llx</b><br/>", number,
                  (unsigned long long)name->slot);
    if (name->layout->size <= 8) {
        strbuf_append_c(out, "Raw Bits: ");
        append_raw_bits(out, name->slot, name->layout->size);
    } else {
        strbuf_append_c(out, "Raw Bytes: ");
        view_append_bytes(out, name->slot, name->layout->size, 16);
    }
    view_append_name_value(diagram->moment, name, VALUE_LIMIT, &value);
    strbuf_append_c(out, "<br/>Read as ");
    append_label(diagram, out, cut_value(diagram, name->layout->type_name));
    strbuf_append_c(out, ": ");
    append_label(diagram, out, cut_value(diagram, strbuf_view(&value)));
    strbuf_append_c(out, "\"]\n");
    strbuf_free(&value);
    strbuf_format(&diagram->styles, "    style Slot%u fill:#fff,stroke:#333,color:#000\n", number);
}

/* The instruction that wrote the slot, and its arrow. Without one the symbol table points at the slot. */
static void draw_instruction(Diagram *diagram, const MemName *name, uint32_t number) {
    StrBuf text = {0};
    if (view_append_writer(diagram->moment, name->slot, &text)) {
        strbuf_format(&diagram->execution, "        Instruction%u[\"<b>Machine Instruction</b><br/>'",
                      number);
        append_label(diagram, &diagram->execution, strbuf_view(&text));
        strbuf_append_c(&diagram->execution, "'\"]\n");
        strbuf_format(&diagram->edges, "    Instruction%u -->|Dumb Copy| Slot%u\n", number, number);
        strbuf_format(&diagram->edges, "    SymTable%u -.->|\"Address & Type baked into\"| Instruction%u\n",
                      number, number);
        strbuf_format(&diagram->styles, "    style Instruction%u fill:#fff9c4,stroke:#fbc02d,color:#000\n",
                      number);
    } else {
        strbuf_format(&diagram->edges, "    SymTable%u -.->|\"reserved, set to zero\"| Slot%u\n", number,
                      number);
    }
    strbuf_free(&text);
}

/* References inside of a declared slot lead to cells or to other slots. */
static void draw_slot_references(Diagram *diagram, const MemName *name, uint32_t number) {
    ViewFieldList fields = {0};
    view_fields(&diagram->arena, name->layout, FIELDS_MAX, &fields);
    for (size_t i = 0; i < fields.count && i < FIELDS_MAX; i++) {
        const ViewField *field = &fields.items[i];
        if (!field->field || field->field->kind != MEM_REF || field->field->role != MEM_ROLE_VALUE) continue;
        uint64_t target = mem_read_ref(name->slot + field->offset);
        Str label = field->path.length ? field->path : STR("points to");
        append_edge(diagram, "Slot", number, label, target);
    }
    VEC_FREE(&fields);
}

static void draw_declared(Diagram *diagram, const MemFrame *frame, const MemName *name) {
    uint32_t number = ++diagram->declared_count;
    draw_compile_phase(diagram, frame, name, number);
    draw_instruction(diagram, name, number);
    draw_slot(diagram, name, number);
    draw_slot_references(diagram, name, number);
}

static void draw_cell_references(Diagram *diagram, const MemCell *cell, uint32_t number) {
    ViewFieldList fields = {0};
    uint32_t drawn = 0;
    view_fields(&diagram->arena, cell->layout, FIELDS_MAX, &fields);
    for (size_t i = 0; i < fields.count && drawn < FIELDS_MAX; i++) {
        const ViewField *field = &fields.items[i];
        if (!field->field || field->field->kind != MEM_REF || field->field->role != MEM_ROLE_VALUE) continue;
        append_edge(diagram, "Object", number, field->path, mem_read_ref(cell->address + field->offset));
        drawn++;
    }
    VEC_FREE(&fields);
}

static void append_cell_title(Diagram *diagram, const MemCell *cell, bool counted) {
    StrBuf *out = &diagram->cells;
    if (counted || !cell->place.length)
        strbuf_format(out, "The %s Object", diagram->moment->engine->name);
    else
        append_label(diagram, out, cell->place);
}

static void draw_cell(Diagram *diagram, const MemCell *cell, uint32_t number) {
    StrBuf *out = &diagram->cells;
    const MemField *refcount = field_with_role(cell->layout, MEM_ROLE_REFCOUNT);
    strbuf_format(out, "    subgraph Object%u [\"", number);
    append_cell_title(diagram, cell, refcount != NULL);
    strbuf_append_c(out, "\"]\n        direction TB\n");
    append_box(diagram, out, "OA", number, "Address", address_text(diagram, cell->address));
    append_box(diagram, out, "OT", number, "Type Info", cut_value(diagram, cell->layout->type_name));
    if (refcount) {
        uint64_t count = mem_read_uint(cell->address + refcount->offset, refcount->size);
        append_box(diagram, out, "OR", number, "Ref Count", view_count(&diagram->arena, count, ""));
    }
    append_box(diagram, out, "OS", number, "Size Info",
               view_count(&diagram->arena, cell->layout->size, "byte"));
    append_box(diagram, out, "OD", number, "Actual Value", cut_value(diagram, cell->value));
    strbuf_format(out,
                  refcount ? "        OA%u ~~~ OT%u ~~~ OR%u ~~~ OS%u ~~~ OD%u\n    end\n"
                           : "        OA%u ~~~ OT%u ~~~ OS%u ~~~ OD%u\n    end\n",
                  number, number, number, number, number);
    draw_cell_references(diagram, cell, number);
    strbuf_format(&diagram->styles,
                  "    style Object%u fill:#fff9c4,stroke:#fbc02d,stroke-width:2px,color:#000\n", number);
}

static void draw_frame(Diagram *diagram, const MemFrame *frame) {
    for (uint32_t i = 0; i < frame->name_count; i++) {
        const MemName *name = &frame->names[i];
        bool hidden = name->is_hidden && !diagram->style->everything;
        if (!name->slot || hidden || !has_room(diagram)) continue;
        if (view_name_is_tag(name))
            draw_tag(diagram, name);
        else
            draw_declared(diagram, frame, name);
    }
}

/* With more than one frame on the stack, each frame's tags stand in a box with the function's name. */
static void draw_frames(Diagram *diagram) {
    const MemRoots *roots = &diagram->moment->picture.roots;
    for (uint32_t f = 0; f < roots->frame_count; f++) {
        uint32_t before = diagram->tag_count;
        StrBuf outer = diagram->tags;
        diagram->tags = (StrBuf){0};
        draw_frame(diagram, &roots->frames[f]);
        StrBuf inner = diagram->tags;
        diagram->tags = outer;
        bool boxed = roots->frame_count > 1 && diagram->tag_count > before;
        if (boxed) {
            strbuf_format(&diagram->tags, "    subgraph Frame%u [\"", f + 1);
            append_label(diagram, &diagram->tags, roots->frames[f].function);
            strbuf_append_c(&diagram->tags, "\"]\n");
        }
        strbuf_append(&diagram->tags, strbuf_view(&inner));
        if (boxed) strbuf_append_c(&diagram->tags, "    end\n");
        strbuf_free(&inner);
    }
}

static void draw_cells(Diagram *diagram) {
    const ViewMoment *moment = diagram->moment;
    for (uint32_t i = 0; i < moment->picture.cell_count; i++)
        if (moment->numbers[i] && has_room(diagram))
            draw_cell(diagram, &moment->picture.cells[i], moment->numbers[i]);
    diagram->left_out += moment->picture.cells_left_out;
}

static void assemble_phases(const Diagram *diagram, StrBuf *out) {
    if (diagram->declared_count == 0) return;
    strbuf_append_c(out, "    subgraph CompilePhase [\"PHASE 1: Compilation\"]\n        direction TB\n");
    strbuf_append(out, strbuf_view(&diagram->compile));
    strbuf_append_c(out,
                    "    end\n    subgraph RuntimePhase [\"PHASE 2: Execution\"]\n        direction TB\n");
    strbuf_append(out, strbuf_view(&diagram->execution));
    strbuf_append_c(out, "        subgraph RAM [\"Physical Memory\"]\n");
    strbuf_append(out, strbuf_view(&diagram->memory));
    strbuf_append_c(out, "        end\n    end\n");
}

static void assemble(Diagram *diagram, StrBuf *out) {
    strbuf_append_c(out, "graph TD\n");
    strbuf_append(out, strbuf_view(&diagram->tags));
    assemble_phases(diagram, out);
    strbuf_append(out, strbuf_view(&diagram->cells));
    if (diagram->left_out) {
        Str count = view_count(&diagram->arena, diagram->left_out, "more thing");
        strbuf_format(out, "    LeftOut[\"… %.*s left out\"]\n", STR_ARGS(count));
    }
    if (diagram->tag_count + diagram->declared_count + diagram->moment->shown_cells == 0)
        strbuf_append_c(out, "    Nothing[\"no names yet\"]\n");
    strbuf_append(out, strbuf_view(&diagram->edges));
    if (diagram->declared_count)
        strbuf_append_c(
            out, "    style CompilePhase fill:#f5f5f5,stroke:#9e9e9e,stroke-dasharray: 5 5,color:#000\n"
                 "    style RuntimePhase fill:#e1f5fe,stroke:#01579b,stroke-width:2px,color:#000\n");
    strbuf_append(out, strbuf_view(&diagram->styles));
}

void view_mermaid(const ViewMoment *moment, const ViewStyle *style, StrBuf *out) {
    Diagram diagram = {.moment = moment, .style = style};
    draw_frames(&diagram);
    draw_cells(&diagram);
    assemble(&diagram, out);
    StrBuf *buffers[] = {&diagram.tags,    &diagram.cells,     &diagram.edges, &diagram.styles,
                         &diagram.compile, &diagram.execution, &diagram.memory};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) strbuf_free(buffers[i]);
    arena_free(&diagram.arena);
}
