/* Reading go.mod, see mod_file.h. */
#include "go/load/mod_file.h"

#include "base/source.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS_MOST = 6 }; /* of a line: one more than any directive has */

typedef struct Reader {
    GoModFile *file;
    Arena *arena;
    Str name;     /* the path of go.mod */
    bool is_work; /* or of go.work */
    uint32_t line;
    Str block;           /* the directive whose list we are in; empty: none */
    uint32_t block_line; /* where that began */
    uint32_t block_column;
} Reader;

typedef struct Words {
    Str items[WORDS_MOST];
    size_t count; /* at most WORDS_MOST, whatever follows */
} Words;

/* ---- Complaints ------------------------------------------------------------------------------------- */

static void reader_complain_at(Reader *reader, uint32_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void reader_complain_at(Reader *reader, uint32_t line, const char *format, ...) {
    StrBuf *fault = &reader->file->fault;
    if (fault->length == 0)
        strbuf_append_c(fault, reader->is_work ? "reading go.work: " : "go: errors parsing go.mod:\n");
    strbuf_format(fault, "%.*s:%u: ", STR_ARGS(reader->name), line);
    va_list arguments;
    va_start(arguments, format);
    strbuf_format_list(fault, format, arguments);
    va_end(arguments);
    strbuf_append_char(fault, '\n');
}

/* ---- Words ------------------------------------------------------------------------------------------ */

static bool is_space(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\r';
}

static bool is_comment(Str text, size_t at) {
    return text.data[at] == '/' && at + 1 < text.length && text.data[at + 1] == '/';
}

static bool is_bracket(char byte) {
    return byte == '(' || byte == ')' || byte == '[' || byte == ']' || byte == ',';
}

/* End of the word that begins at `at`. A quoted one ends behind its quote, which may not be there. */
static size_t word_end(Str text, size_t at) {
    char quote = text.data[at];
    if (quote == '"' || quote == '`') {
        ptrdiff_t close = str_find_byte(text, quote, at + 1);
        return close < 0 ? text.length : (size_t)close + 1;
    }
    if (is_bracket(quote)) return at + 1;
    while (at < text.length && !is_space(text.data[at]) && !is_bracket(text.data[at]) &&
           !is_comment(text, at))
        at++;
    return at;
}

static Str word_unquote(Str word) {
    bool is_quoted = word.length >= 2 && (word.data[0] == '"' || word.data[0] == '`') &&
                     word.data[word.length - 1] == word.data[0];
    return is_quoted ? str_slice(word, 1, word.length - 1) : word;
}

static Words line_words(Str line) {
    Words words = {0};
    for (size_t at = 0; at < line.length;) {
        if (is_space(line.data[at])) {
            at++;
            continue;
        }
        if (is_comment(line, at)) break;
        size_t end = word_end(line, at);
        if (words.count < WORDS_MOST) words.items[words.count++] = str_slice(line, at, end);
        at = end;
    }
    return words;
}

/* ---- Directives ------------------------------------------------------------------------------------- */

/* Argument number `at`, without quotes; empty when there are fewer. */
static Str word_at(const Reader *reader, const Words *words, size_t at) {
    return at < words->count ? arena_copy(reader->arena, word_unquote(words->items[at])) : (Str){0};
}

static void read_module(Reader *reader, const Words *words) {
    if (reader->file->path.length)
        reader_complain_at(reader, reader->line, "repeated module statement");
    else if (words->count != 1)
        reader_complain_at(reader, reader->line, "usage: module module/path");
    else
        reader->file->path = word_at(reader, words, 0);
}

/* "1.19", and since Go 1.21 "1.21.3" and "1.21rc1". The minor version, or -1. */
static int version_minor(Str version) {
    if (!str_starts_with(version, STR("1."))) return -1;
    size_t digits = strspn(version.data + 2, "0123456789");
    if (digits == 0 || digits > 3) return -1;
    const char *rest = version.data + 2 + digits;
    if (strncmp(rest, "rc", 2) == 0 || strncmp(rest, "beta", 4) == 0)
        rest += rest[0] == 'r' ? 2 : 4;
    else if (rest[0] == '.')
        rest++;
    else if (rest[0])
        return -1;
    return rest[strspn(rest, "0123456789")] ? -1 : atoi(version.data + 2);
}

static void read_go(Reader *reader, const Words *words) {
    Str version = word_at(reader, words, 0);
    int minor = words->count == 1 ? version_minor(version) : -1;
    if (reader->file->minor)
        reader_complain_at(reader, reader->line, "repeated go statement");
    else if (words->count != 1)
        reader_complain_at(reader, reader->line, "go directive expects exactly one argument");
    else if (minor < 0)
        reader_complain_at(reader, reader->line, "invalid go version '%.*s': must match format 1.23",
                           STR_ARGS(version));
    else
        reader->file->minor = minor;
}

static void read_require(Reader *reader, const Words *words) {
    if (words->count != 2)
        reader_complain_at(reader, reader->line, "usage: require module/path v1.2.3");
    else
        VEC_PUSH(&reader->file->requirements,
                 (GoModRequirement){word_at(reader, words, 0), word_at(reader, words, 1)});
}

static void read_replace(Reader *reader, const Words *words) {
    size_t arrow = words->count > 1 && str_equal_c(words->items[1], "=>") ? 1 : 2;
    bool is_right = arrow < words->count && str_equal_c(words->items[arrow], "=>") &&
                    words->count >= arrow + 2 && words->count <= arrow + 3;
    if (!is_right) {
        reader_complain_at(reader, reader->line,
                           "usage: replace module/path [v1.2.3] => other/module v1.4\n"
                           "\t or replace module/path [v1.2.3] => ../local/directory");
        return;
    }
    GoModReplacement replacement = {.old_path = word_at(reader, words, 0),
                                    .old_version = arrow == 2 ? word_at(reader, words, 1) : (Str){0},
                                    .new_path = word_at(reader, words, arrow + 1),
                                    .new_version = word_at(reader, words, arrow + 2)};
    VEC_PUSH(&reader->file->replacements, replacement);
}

static void read_use(Reader *reader, const Words *words) {
    if (words->count != 1)
        reader_complain_at(reader, reader->line, "usage: use local/dir");
    else
        VEC_PUSH(&reader->file->uses, word_at(reader, words, 0));
}

static void read_nothing(Reader *reader, const Words *words) {
    (void)reader, (void)words;
}

static const struct Directive {
    const char *name;
    void (*read)(Reader *reader, const Words *words);
    bool is_of_mod, is_of_work;
} directives[] = {
    {"module", read_module, true, false},    {"go", read_go, true, true},
    {"require", read_require, true, false},  {"replace", read_replace, true, true},
    {"exclude", read_nothing, true, false},  {"retract", read_nothing, true, false},
    {"toolchain", read_nothing, true, true}, {"godebug", read_nothing, true, true},
    {"tool", read_nothing, true, false},     {"use", read_use, false, true},
};

static void read_directive(Reader *reader, Str name, const Words *words) {
    for (size_t i = 0; i < sizeof directives / sizeof *directives; i++) {
        bool is_known = reader->is_work ? directives[i].is_of_work : directives[i].is_of_mod;
        if (!is_known || !str_equal_c(name, directives[i].name)) continue;
        directives[i].read(reader, words);
        return;
    }
    reader_complain_at(reader, reader->line, "unknown directive: %.*s", STR_ARGS(name));
}

/* ---- Lines ------------------------------------------------------------------------------------------ */

static void read_line(Reader *reader, Str line) {
    Words words = line_words(line);
    if (words.count == 0) return;
    if (reader->block.length) {
        if (str_equal_c(words.items[0], ")"))
            reader->block.length = 0;
        else
            read_directive(reader, reader->block, &words);
        return;
    }
    if (words.count == 2 && str_equal_c(words.items[1], "(")) {
        reader->block = words.items[0];
        reader->block_line = reader->line;
        reader->block_column = (uint32_t)(words.items[0].data - line.data) + 1;
        return;
    }
    Words rest = {.count = words.count - 1};
    memcpy(rest.items, words.items + 1, rest.count * sizeof *rest.items);
    read_directive(reader, words.items[0], &rest);
}

static void reader_end(Reader *reader, uint32_t lines) {
    if (reader->block.length) {
        strbuf_clear(&reader->file->fault);
        reader_complain_at(reader, lines, "syntax error (unterminated block started at %.*s:%u:%u)",
                           STR_ARGS(reader->name), reader->block_line, reader->block_column);
    } else if (!reader->is_work && reader->file->fault.length == 0 && reader->file->path.length == 0) {
        strbuf_append_c(&reader->file->fault, "go: no module declaration in go.mod. To specify the module "
                                              "path:\n\tgo mod edit -module=example.com/mod\n");
    }
}

static bool file_read(Reader *reader, const char *name) {
    GoModFile *file = reader->file;
    reader->name = arena_format(reader->arena, "%.*s/%s", STR_ARGS(file->folder), name);
    Source source;
    const char *reason;
    if (!source_read(&source, reader->name, &reason)) {
        bool is_missing = strcmp(reason, "No such file or directory") == 0;
        strbuf_format(&file->fault, "go: open %.*s: %s\n", STR_ARGS(reader->name),
                      is_missing ? "no such file or directory" : reason);
        return false;
    }
    for (reader->line = 1; reader->line <= source_line_count(&source); reader->line++)
        read_line(reader, source_line(&source, reader->line));
    reader_end(reader, source_line_count(&source));
    source_free(&source);
    return file->fault.length == 0;
}

bool go_mod_file_read(GoModFile *file, Str folder, Arena *arena) {
    file->folder = folder;
    return file_read(&(Reader){.file = file, .arena = arena}, "go.mod");
}

bool go_work_file_read(GoModFile *file, Str folder, Arena *arena) {
    file->folder = folder;
    return file_read(&(Reader){.file = file, .arena = arena, .is_work = true}, "go.work");
}

void go_mod_file_free(GoModFile *file) {
    VEC_FREE(&file->requirements);
    VEC_FREE(&file->replacements);
    VEC_FREE(&file->uses);
    strbuf_free(&file->fault);
}
