/* Directives: the //go: lines above a function, which change what the compiler may do with it. They are
 * comments, so the syntax tree does not have them; they are read from the text above the declaration. */
#include "go/escape/tree.h"

typedef struct DirectiveName {
    const char *text;
    unsigned flags;
} DirectiveName;

static const DirectiveName directive_names[] = {
    {"//go:noinline", ESC_NO_INLINE},
    {"//go:noescape", ESC_NO_ESCAPE},
    {"//go:uintptrescapes", ESC_UINTPTR_ESCAPES},
    {"//go:uintptrkeepalive", ESC_UINTPTR_KEEPS},
    {"//go:cgo_unsafe_args", ESC_NEVER_INLINE},
    {"//go:yeswritebarrierrec", ESC_NEVER_INLINE},
    {"//go:systemstack", 0},
};

static unsigned directive_flags(Str line) {
    ptrdiff_t space = str_find_byte(line, ' ', 0);
    if (space >= 0) line = str_slice(line, 0, (size_t)space);
    for (size_t i = 0; i < sizeof directive_names / sizeof *directive_names; i++)
        if (str_equal_c(line, directive_names[i].text)) return directive_names[i].flags;
    return 0;
}

/* Start of the line that ends before `end` (a line feed's offset). */
static size_t line_start(Str text, size_t end) {
    while (end > 0 && text.data[end - 1] != '\n') end--;
    return end;
}

unsigned esc_directives(const GoSourceSet *sources, GoPos declaration) {
    uint32_t offset;
    const Source *source = go_source_set_find(sources, declaration, &offset);
    unsigned flags = 0;
    if (!source) return 0;
    size_t start = line_start(source->text, offset);
    while (start > 0) {
        size_t end = start - 1;
        start = line_start(source->text, end);
        Str line = str_trim(str_slice(source->text, start, end));
        if (line.length && !str_starts_with(line, STR("//"))) break;
        flags |= directive_flags(line);
    }
    return flags;
}
