/* Package clause and imports as the go command reads them, see beginning.h. */
#include "go/types/beginning.h"

#include "go/syntax/scanner.h"
#include "go/types/checker.h"

typedef struct Reader {
    GoScanner scanner;
    GoErrorList errors; /* of the scanner: the compiler will tell them */
    GoBeginning *beginning;
    Arena *arena;
} Reader;

static bool reader_is_done(const Reader *reader) {
    return reader->beginning->fault.length > 0 || reader->errors.items.count > 0;
}

/* ---- Complaints ------------------------------------------------------------------------------------- */

static Str reader_found(const Reader *reader) {
    const GoScanner *scanner = &reader->scanner;
    switch (scanner->token) {
    case GO_TOKEN_EOF: return STR("'EOF'");
    case GO_TOKEN_NAME:
    case GO_TOKEN_LITERAL: return scanner->spelling;
    case GO_TOKEN_SEMICOLON: return str_equal_c(scanner->spelling, "newline") ? STR("newline") : STR("';'");
    default: return arena_format(reader->arena, "'%s'", go_token_text(scanner->token));
    }
}

static void reader_complain(Reader *reader, Str fault) {
    if (reader_is_done(reader)) return;
    reader->beginning->fault = fault;
    reader->beginning->fault_span = (SourceSpan){reader->scanner.start, reader->scanner.end};
}

/* False (with a complaint) when the scanner is at another token. */
static bool reader_expect(Reader *reader, GoToken token, const char *what) {
    if (reader_is_done(reader)) return false;
    if (reader->scanner.token == token) return true;
    Str found = reader_found(reader);
    reader_complain(reader, arena_format(reader->arena, "expected '%s', found %.*s", what, STR_ARGS(found)));
    return false;
}

/* ---- Clauses ---------------------------------------------------------------------------------------- */

static bool literal_is_text(const GoScanner *scanner) {
    return scanner->token == GO_TOKEN_LITERAL && scanner->literal_kind == GO_LITERAL_STRING;
}

static void read_import(Reader *reader) {
    GoScanner *scanner = &reader->scanner;
    uint32_t offset = scanner->start;
    if (scanner->token == GO_TOKEN_NAME || scanner->token == GO_TOKEN_DOT) go_scanner_next(scanner);
    if (!literal_is_text(scanner)) {
        reader_expect(reader, GO_TOKEN_COUNT, "STRING");
        return;
    }
    if (reader_is_done(reader)) return;
    Str path = go_constant_literal(reader->arena, GO_LITERAL_STRING, scanner->spelling)->string;
    if (go_import_path_is_valid(path))
        VEC_PUSH(&reader->beginning->imports, (GoImportClause){path, offset});
    else
        reader_complain(
            reader, arena_format(reader->arena, "invalid import path: %.*s", STR_ARGS(scanner->spelling)));
    go_scanner_next(scanner);
}

static void read_import_group(Reader *reader) {
    GoScanner *scanner = &reader->scanner;
    go_scanner_next(scanner);
    while (scanner->token != GO_TOKEN_RIGHT_PAREN && scanner->token != GO_TOKEN_EOF) {
        read_import(reader);
        if (reader_is_done(reader)) return;
        if (scanner->token == GO_TOKEN_RIGHT_PAREN) break;
        if (!reader_expect(reader, GO_TOKEN_SEMICOLON, ";")) return;
        go_scanner_next(scanner);
    }
    if (reader_expect(reader, GO_TOKEN_RIGHT_PAREN, ")")) go_scanner_next(scanner);
}

/* What follows an import on its line is the compiler's to complain about. */
static void read_imports(Reader *reader) {
    GoScanner *scanner = &reader->scanner;
    if (scanner->token == GO_TOKEN_SEMICOLON) go_scanner_next(scanner);
    while (scanner->token == GO_TOKEN_IMPORT && !reader_is_done(reader)) {
        go_scanner_next(scanner);
        if (scanner->token == GO_TOKEN_LEFT_PAREN)
            read_import_group(reader);
        else
            read_import(reader);
        if (scanner->token == GO_TOKEN_SEMICOLON) go_scanner_next(scanner);
    }
}

void go_beginning_read(GoBeginning *beginning, Str text, Arena *arena) {
    *beginning = (GoBeginning){0};
    Reader reader = {.beginning = beginning, .arena = arena};
    GoScanner *scanner = &reader.scanner;
    go_scanner_init(scanner, text, 0, &reader.errors);
    go_scanner_next(scanner);
    if (reader_expect(&reader, GO_TOKEN_PACKAGE, "package")) {
        go_scanner_next(scanner);
        if (scanner->token == GO_TOKEN_NAME) beginning->package_name = scanner->spelling;
        if (reader_expect(&reader, GO_TOKEN_NAME, "IDENT")) {
            go_scanner_next(scanner);
            read_imports(&reader);
        }
    }
    go_errors_free(&reader.errors);
}

void go_beginning_free(GoBeginning *beginning) {
    VEC_FREE(&beginning->imports);
}
