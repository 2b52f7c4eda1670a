/* Directives: reading them, and whether they stand where they may. */
#include "go/syntax/directive.h"

typedef struct DirectiveName {
    const char *name;
    unsigned flags;
} DirectiveName;

/* Names that are not here mean nothing, and may stand anywhere. */
static const DirectiveName directive_names[] = {
    {"go:build", GO_DIRECTIVE_BUILD},
    {"go:noescape", GO_DIRECTIVE_FUNCTION | GO_DIRECTIVE_NOESCAPE},
    {"go:norace", GO_DIRECTIVE_FUNCTION},
    {"go:nosplit", GO_DIRECTIVE_FUNCTION},
    {"go:noinline", GO_DIRECTIVE_FUNCTION},
    {"go:nocheckptr", GO_DIRECTIVE_FUNCTION},
    {"go:systemstack", GO_DIRECTIVE_FUNCTION | GO_DIRECTIVE_RUNTIME},
    {"go:nowritebarrier", GO_DIRECTIVE_FUNCTION | GO_DIRECTIVE_RUNTIME},
    {"go:nowritebarrierrec", GO_DIRECTIVE_FUNCTION | GO_DIRECTIVE_RUNTIME},
    {"go:yeswritebarrierrec", GO_DIRECTIVE_FUNCTION | GO_DIRECTIVE_RUNTIME},
    {"go:cgo_unsafe_args", GO_DIRECTIVE_FUNCTION},
    {"go:uintptrkeepalive", GO_DIRECTIVE_FUNCTION | GO_DIRECTIVE_STANDARD},
    {"go:uintptrescapes", GO_DIRECTIVE_FUNCTION},
    {"go:registerparams", GO_DIRECTIVE_FUNCTION},
    {"go:notinheap", GO_DIRECTIVE_TYPE},
    {"go:embed", GO_DIRECTIVE_EMBED},
};

static bool directive_is_space(char character) {
    return character == ' ' || character == '\t' || character == '\r';
}

/* The next word of `text` from *at on; empty at the end. */
static Str directive_word(Str text, size_t *at) {
    while (*at < text.length && directive_is_space(text.data[*at])) ++*at;
    size_t start = *at;
    while (*at < text.length && !directive_is_space(text.data[*at])) ++*at;
    return str_slice(text, start, *at);
}

static void directive_read_linkname(GoDirectiveReader *reader, GoPos pos, Str text) {
    size_t at = 0;
    directive_word(text, &at);
    Str local = directive_word(text, &at);
    directive_word(text, &at);
    if (local.length == 0 || directive_word(text, &at).length > 0)
        go_error_add(reader->errors, pos, "usage: //go:linkname localname [linkname]");
    else
        VEC_PUSH(&reader->linknames, (GoLinkname){pos, local});
}

/* Directives of cgo may only stand in what cgo has written. */
static void directive_read_cgo(GoDirectiveReader *reader, GoPos pos, Str text) {
    go_error_add(reader->errors, pos, "//%.*s only allowed in cgo-generated code", STR_ARGS(text));
    size_t at = 0;
    Str verb = directive_word(text, &at), argument = directive_word(text, &at);
    bool is_quoted =
        argument.length >= 2 && argument.data[0] == '"' && argument.data[argument.length - 1] == '"';
    if (str_equal_c(verb, "go:cgo_ldflag") && (!is_quoted || directive_word(text, &at).length))
        go_error_add(reader->errors, pos, "usage: //go:cgo_ldflag \"arg\"");
}

void go_directive_read(GoDirectiveReader *reader, GoPos pos, Str text, bool is_alone) {
    while (text.length && text.data[text.length - 1] == '\r') text.length--;
    if (!is_alone) {
        go_error_add(reader->errors, pos, "misplaced compiler directive");
        return;
    }
    if (str_starts_with(text, STR("go:linkname "))) {
        directive_read_linkname(reader, pos, text);
        return;
    }
    if (str_starts_with(text, STR("go:cgo_")) && !str_starts_with(text, STR("go:cgo_import_dynamic ")))
        directive_read_cgo(reader, pos, text);
    size_t at = 0;
    Str verb = directive_word(text, &at);
    unsigned flags = 0;
    for (size_t i = 0; i < sizeof directive_names / sizeof *directive_names; i++) {
        if (str_equal_c(verb, directive_names[i].name)) flags = directive_names[i].flags;
    }
    if (flags & GO_DIRECTIVE_RUNTIME)
        go_error_add(reader->errors, pos, "//%.*s only allowed in runtime", STR_ARGS(verb));
    if (flags & GO_DIRECTIVE_STANDARD)
        go_error_add(reader->errors, pos, "//%.*s is only allowed in the standard library", STR_ARGS(verb));
    if (flags == GO_DIRECTIVE_EMBED && directive_word(text, &at).length == 0) {
        go_error_add(reader->errors, pos, "usage: //go:embed pattern...");
        return;
    }
    if (flags) VEC_PUSH(&reader->pending, (GoDirective){flags, pos});
}

GoDirectiveList go_directive_take(GoDirectiveReader *reader) {
    GoDirectiveList list = {NULL, (uint32_t)reader->pending.count};
    if (list.count == 0) return list;
    list.items = arena_copy_bytes(reader->arena, reader->pending.items, list.count * sizeof(GoDirective));
    reader->pending.count = 0;
    return list;
}

void go_directive_take_for(GoDirectiveReader *reader, GoDecl *declaration) {
    if (reader->pending.count == 0) return;
    declaration->directives = go_directive_take(reader);
    VEC_PUSH(&reader->declarations, declaration);
}

static void directive_misplaced(GoErrorList *errors, const GoDirective *directive) {
    go_error_add(errors, directive->pos,
                 directive->flags & GO_DIRECTIVE_EMBED ? "misplaced go:embed directive"
                                                       : "misplaced compiler directive");
}

void go_directive_clear(GoDirectiveReader *reader) {
    for (size_t i = 0; i < reader->pending.count; i++)
        directive_misplaced(reader->errors, &reader->pending.items[i]);
    reader->pending.count = 0;
}

void go_directive_finish(GoDirectiveReader *reader, GoFile *file) {
    file->directed.count = (uint32_t)reader->declarations.count;
    if (reader->declarations.count)
        file->directed.items = arena_copy_bytes(reader->arena, reader->declarations.items,
                                                reader->declarations.count * sizeof(GoDecl *));
    file->linknames.count = (uint32_t)reader->linknames.count;
    if (reader->linknames.count)
        file->linknames.items = arena_copy_bytes(reader->arena, reader->linknames.items,
                                                 reader->linknames.count * sizeof(GoLinkname));
    VEC_FREE(&reader->pending);
    VEC_FREE(&reader->declarations);
    VEC_FREE(&reader->linknames);
}

/* ---- What may stand where --------------------------------------------------------------------------- */

static bool directive_imports(const GoFile *file, const char *quoted) {
    for (const GoDecl *decl = file->declarations; decl && decl->kind == GO_DECL_IMPORT; decl = decl->next) {
        if (decl->import.path && str_equal_c(decl->import.path->literal.text, quoted)) return true;
    }
    return false;
}

/* What is wrong with `//go:embed` before a variable, or NULL. */
static const char *directive_embed_problem(const GoFile *file, const GoDecl *decl) {
    if (!directive_imports(file, "\"embed\""))
        return "go:embed only allowed in Go files that import \"embed\"";
    if (decl->value.names.count > 1) return "go:embed cannot apply to multiple vars";
    if (decl->value.values.count) return "go:embed cannot apply to var with initializer";
    return decl->is_local ? "go:embed cannot apply to var inside func" : NULL;
}

static void directive_check_embed(const GoFile *file, const GoDecl *decl, const GoDirective *directive,
                                  int language_minor, GoErrorList *errors) {
    const char *problem = directive_embed_problem(file, decl);
    if (problem)
        go_error_add(errors, directive->pos, "%s", problem);
    else if (language_minor && language_minor < 16)
        go_error_add(errors, directive->pos,
                     "go:embed requires go1.16 or later (-lang was set to go1.%d; check go.mod)",
                     language_minor);
}

static void directive_check_declaration(const GoFile *file, const GoDecl *decl, int language_minor,
                                        GoErrorList *errors) {
    unsigned allowed = 0, seen = 0;
    if (decl->kind == GO_DECL_FUNCTION) allowed = GO_DIRECTIVE_FUNCTION;
    if (decl->kind == GO_DECL_TYPE && !decl->type.is_alias) allowed = GO_DIRECTIVE_TYPE;
    if (decl->kind == GO_DECL_VAR) allowed = GO_DIRECTIVE_EMBED;
    for (uint32_t i = 0; i < decl->directives.count; i++) {
        const GoDirective *directive = &decl->directives.items[i];
        if (!(directive->flags & allowed))
            directive_misplaced(errors, directive);
        else if (allowed == GO_DIRECTIVE_EMBED && !seen)
            directive_check_embed(file, decl, directive, language_minor, errors);
        seen |= directive->flags & allowed;
        if ((directive->flags & allowed) && (directive->flags & GO_DIRECTIVE_NOESCAPE) &&
            decl->function.function->body)
            go_error_add(errors, decl->pos, "can only use //go:noescape with external func implementations");
    }
}

bool go_directives_may_link(const GoFile *file) {
    return directive_imports(file, "\"unsafe\"");
}

void go_directives_check(const GoFile *file, int language_minor, GoErrorList *errors) {
    for (uint32_t i = 0; i < file->directives.count; i++) {
        if (!(file->directives.items[i].flags & GO_DIRECTIVE_BUILD))
            directive_misplaced(errors, &file->directives.items[i]);
    }
    for (uint32_t i = 0; i < file->directed.count; i++)
        directive_check_declaration(file, file->directed.items[i], language_minor, errors);
    for (uint32_t i = 0; i < file->linknames.count && !go_directives_may_link(file); i++)
        go_error_add(errors, file->linknames.items[i].pos,
                     "//go:linkname only allowed in Go files that import \"unsafe\"");
}
