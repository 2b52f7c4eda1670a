/* Fuzzes Python's tokenizer: any bytes, taken as a file, become tokens whose spans lie in the file, one
 * behind the other, until the end marker or an error that has a message; and the end stays the end. */
#include "python/syntax/tokenizer.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* Every token but the layout's takes at least one byte, and a line has at most so many layout tokens. */
static size_t tokens_most(size_t size) {
    return 2 * size + 4 * PY_MAX_INDENTATIONS + 16;
}

static void check_span(const PyToken *token, size_t size, uint32_t *behind) {
    /* A file whose last line has no line end is read as if it had one. */
    if (token->at.start > token->at.end || token->at.end > size + 1) __builtin_trap();
    if (token->kind == PY_TOKEN_DEDENT || token->kind == PY_TOKEN_INDENT) return;
    if (token->at.start < *behind) __builtin_trap();
    *behind = token->at.end;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    Source source;
    source_init(&source, STR("fuzz.py"), (Str){(const char *)bytes, size});
    Arena arena = {0};
    DiagnosticList diagnostics = {0};
    PyNames names;
    py_names_init(&names, &arena);
    for (int types = 0; types < 2; types++) {
        PyTokenizer tokenizer;
        py_tokenizer_init(&tokenizer, &source, &names, &diagnostics);
        tokenizer.type_comments = types;
        PyToken token = py_tokenizer_next(&tokenizer);
        uint32_t behind = 0;
        for (size_t left = tokens_most(size);
             token.kind != PY_TOKEN_END_MARKER && token.kind != PY_TOKEN_ERROR; left--) {
            if (left == 0) __builtin_trap();
            check_span(&token, source.text.length, &behind);
            token = py_tokenizer_next(&tokenizer);
        }
        if (token.kind == PY_TOKEN_ERROR && tokenizer.error.message.length == 0) __builtin_trap();
        if (py_tokenizer_next(&tokenizer).kind != token.kind) __builtin_trap();
    }
    py_names_free(&names);
    diagnostic_list_free(&diagnostics);
    arena_free(&arena);
    source_free(&source);
    return 0;
}
