/* Scanning: fmt's way from text to values, Scan and its family.
 *
 * A scanner takes runes from a string, from standard input or from an io.Reader, with one rune of lookahead.
 * Operands are pointers; what they point to decides what is read. The first mistake ends a scan: everything
 * below returns at once when `status` is set. */
#include "go/packages/scan.h"

#include "base/utf8.h"
#include "go/packages/format.h"
#include "go/runtime/string.h"

#include <limits.h>
#include <string.h>

/* What stands for no rune: the input's end; nothing given back. */
enum { END = -1, NOTHING = -2 };

typedef struct Scanner {
    GoRuntime *runtime;
    const GoScanSource *source;
    Str text;              /* of a GO_SCAN_TEXT source: what is left */
    int32_t last, pending; /* the last rune read; one that was given back, or NOTHING */
    bool newline_is_space, newline_is_end, at_end;
    int64_t count, limit; /* runes read; where the operand's width ends */
    GoScanStatus status;
    StrBuf message, token;
} Scanner;

/* ---- runes ---- */

typedef struct ReadResults {
    int64_t count;
    GoInterface error;
} ReadResults;

typedef struct RuneResults {
    int32_t rune;
    int64_t size;
    GoInterface error;
} RuneResults;

static const GoRMethod *reader_method(const Scanner *scanner, const char *name) {
    return go_rtype_method(scanner->source->reader.type, str_from(name), STR(""));
}

/* One byte from a source that has nothing better; END at its end. */
static int read_byte(Scanner *scanner) {
    GoRuntime *runtime = scanner->runtime;
    char byte = 0;
    if (scanner->source->kind == GO_SCAN_INPUT)
        return runtime->io.read && runtime->io.read(runtime->io.user, &byte, 1) == 1 ? (unsigned char)byte
                                                                                     : END;
    const GoRMethod *method = reader_method(scanner, "Read");
    char *bytes = go_new_bytes(runtime, 1, false);
    if (!method || !bytes) return END;
    GoSlice slice = {bytes, 1, 1};
    size_t size = (size_t)((scanner->source->reader.type->size + 7) / 8 * 8);
    char *block = base_alloc_zeroed(size + sizeof slice);
    memcpy(block, go_interface_value(&scanner->source->reader), (size_t)scanner->source->reader.type->size);
    memcpy(block + size, &slice, sizeof slice);
    go_pin(runtime, (GoInterface){runtime->types.basic[GO_KIND_UINTPTR], bytes});
    ReadResults results;
    bool is_done = go_call(runtime, method->function, block, &results);
    go_unpin(runtime, 1);
    free(block);
    return is_done && results.count == 1 ? (unsigned char)*bytes : END;
}

static int32_t decode_bytes(Scanner *scanner, int first) {
    char bytes[4] = {(char)first};
    size_t length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1;
    for (size_t i = 1; i < length; i++) {
        int next = read_byte(scanner);
        if (next == END) return 0xFFFD;
        bytes[i] = (char)next;
    }
    size_t offset = 0;
    uint32_t rune = utf8_decode((Str){bytes, length}, &offset);
    return rune == UTF8_INVALID ? 0xFFFD : (int32_t)rune;
}

static int32_t source_rune(Scanner *scanner) {
    if (scanner->source->kind == GO_SCAN_TEXT) {
        if (!scanner->text.length) return END;
        size_t offset = 0;
        uint32_t rune = utf8_decode(scanner->text, &offset);
        scanner->text = str_slice(scanner->text, offset, scanner->text.length);
        return rune == UTF8_INVALID ? 0xFFFD : (int32_t)rune;
    }
    const GoRMethod *method =
        scanner->source->kind == GO_SCAN_READER ? reader_method(scanner, "ReadRune") : NULL;
    if (method && method->function && method->function->result_bytes == sizeof(RuneResults)) {
        RuneResults results;
        bool is_done = go_call(scanner->runtime, method->function,
                               go_interface_value(&scanner->source->reader), &results);
        return is_done && !results.error.type ? results.rune : END;
    }
    int first = read_byte(scanner);
    return first == END ? END : decode_bytes(scanner, first);
}

static int32_t next_rune(Scanner *scanner) {
    if (scanner->at_end || scanner->status || scanner->count >= scanner->limit) return END;
    int32_t rune = scanner->pending;
    if (rune == NOTHING) rune = source_rune(scanner);
    scanner->pending = NOTHING;
    scanner->last = rune;
    scanner->at_end = rune == END || (rune == '\n' && scanner->newline_is_end);
    scanner->count += rune != END;
    return rune;
}

static void give_back(Scanner *scanner) {
    scanner->pending = scanner->last;
    scanner->at_end = false;
    scanner->count--;
}

/* Gives the rune that was looked at, but not used, back to a reader that takes it. */
static void return_lookahead(Scanner *scanner) {
    if (scanner->pending == NOTHING || scanner->source->kind != GO_SCAN_READER) return;
    const GoRMethod *method = reader_method(scanner, "UnreadRune");
    GoInterface error;
    if (method && method->function && method->function->result_bytes == sizeof error)
        go_call(scanner->runtime, method->function, go_interface_value(&scanner->source->reader), &error);
}

/* ---- mistakes ---- */

__attribute__((format(printf, 2, 3))) static void fail(Scanner *scanner, const char *format, ...) {
    if (scanner->status) return;
    scanner->status = GO_SCAN_ERROR;
    va_list list;
    va_start(list, format);
    strbuf_format_list(&scanner->message, format, list);
    va_end(list);
}

/* The operand needs at least one more rune. */
static void need_more(Scanner *scanner) {
    if (next_rune(scanner) != END) {
        give_back(scanner);
    } else if (!scanner->status) {
        scanner->status = GO_SCAN_END;
    }
}

static bool verb_fits(Scanner *scanner, uint32_t verb, const char *verbs, const char *type) {
    if (verb < 0x80 && verb && strchr(verbs, (int)verb)) return true;
    char bytes[4];
    size_t length = utf8_encode(verb, bytes);
    fail(scanner, "bad verb '%%%.*s' for %s", (int)length, bytes, type);
    return false;
}

/* ---- tokens ---- */

static bool is_space(int32_t rune) {
    return rune == ' ' || (rune >= '\t' && rune <= '\r') || rune == 0x85 || rune == 0xA0 || rune == 0x2028 ||
           rune == 0x2029 || rune == 0x3000;
}

static void skip_space(Scanner *scanner) {
    int32_t rune;
    while ((rune = next_rune(scanner)) != END) {
        if (rune == '\r') {
            if (next_rune(scanner) == '\n') {
                give_back(scanner);
                continue;
            }
            if (scanner->last != END) give_back(scanner);
            continue;
        }
        if (rune == '\n') {
            if (scanner->newline_is_space) continue;
            fail(scanner, "unexpected newline");
            return;
        }
        if (!is_space(rune)) {
            give_back(scanner);
            return;
        }
    }
}

/* Takes the next rune if it is one of `set` (ASCII); `is_kept`: into the token. */
static bool take(Scanner *scanner, const char *set, bool is_kept) {
    int32_t rune = next_rune(scanner);
    if (rune == END) return false;
    if (rune > 0 && rune < 0x80 && strchr(set, rune)) {
        if (is_kept) strbuf_append_char(&scanner->token, (char)rune);
        return true;
    }
    give_back(scanner);
    return false;
}

static bool accept(Scanner *scanner, const char *set) {
    return take(scanner, set, true);
}

/* ---- integers ---- */

static const char decimal[] = "0123456789_", hexadecimal[] = "0123456789aAbBcCdDeEfF_";

/* After a sign under %v: 0x, 0b, 0o or a leading 0. Returns the digits that follow. */
static const char *accept_prefix(Scanner *scanner, bool *has_digits) {
    *has_digits = accept(scanner, "0");
    if (!*has_digits) return decimal;
    if (accept(scanner, "bB")) return "01_";
    if (accept(scanner, "oO")) return "01234567_";
    if (accept(scanner, "xX")) return hexadecimal;
    return "01234567_";
}

static const char *digits_of_verb(uint32_t verb, int *base) {
    *base = verb == 'b' ? 2 : verb == 'o' ? 8 : verb == 'x' || verb == 'X' || verb == 'U' ? 16 : 10;
    return *base == 2    ? "01"
           : *base == 8  ? "01234567"
           : *base == 16 ? "0123456789aAbBcCdDeEfF"
                         : "0123456789";
}

/* Reads the digits into the token; returns the base to parse them with. */
static int accept_number(Scanner *scanner, uint32_t verb, bool is_signed) {
    int base;
    bool has_digits = false;
    const char *digits = digits_of_verb(verb, &base);
    if (verb == 'U') {
        if (!take(scanner, "U", false) || !take(scanner, "+", false)) fail(scanner, "bad unicode format ");
    } else {
        if (is_signed) accept(scanner, "+-");
        if (verb == 'v') {
            digits = accept_prefix(scanner, &has_digits);
            base = 0;
        }
    }
    if (!has_digits) {
        need_more(scanner);
        if (!scanner->status && !accept(scanner, digits)) fail(scanner, "expected integer");
    }
    while (!scanner->status && accept(scanner, digits)) {
    }
    return base;
}

static void fail_to_parse(Scanner *scanner, const char *function, GoParse result) {
    StrBuf quoted = {0};
    go_append_quoted(&quoted, strbuf_view(&scanner->token), '"', false);
    fail(scanner, "strconv.%s: parsing %s: %s", function, quoted.data,
         result == GO_PARSE_SYNTAX ? "invalid syntax" : "value out of range");
    strbuf_free(&quoted);
}

static void store_integer(void *target, uint64_t size, uint64_t value) {
    memcpy(target, &value, (size_t)size); /* little-endian */
}

/* %c: one rune, white space too. */
static void scan_rune(Scanner *scanner, void *target, uint64_t size) {
    need_more(scanner);
    if (scanner->status) return;
    int32_t rune = next_rune(scanner);
    if (size < sizeof rune && rune >> (size * 8)) {
        fail(scanner, "overflow on character value %c", (char)rune);
        return;
    }
    store_integer(target, size, (uint64_t)rune);
}

static void scan_integer(Scanner *scanner, const GoRType *type, void *target, uint32_t verb, bool is_signed) {
    if (verb == 'c') {
        scan_rune(scanner, target, type->size);
        return;
    }
    skip_space(scanner);
    need_more(scanner);
    if (scanner->status || !verb_fits(scanner, verb, "bdoUxXv", "integer")) return;
    int base = accept_number(scanner, verb, is_signed);
    if (scanner->status) return;
    Str text = strbuf_view(&scanner->token);
    bool has_sign = text.length && (text.data[0] == '-' || text.data[0] == '+');
    bool is_negative = has_sign && text.data[0] == '-';
    uint64_t value, limit = (uint64_t)1 << 63;
    GoParse result = go_parse_unsigned(str_slice(text, has_sign, text.length), base, 64, &value);
    if (result == GO_PARSE_OK && is_signed && value >= limit + is_negative) result = GO_PARSE_RANGE;
    if (result != GO_PARSE_OK) {
        fail_to_parse(scanner, is_signed ? "ParseInt" : "ParseUint", result);
        return;
    }
    if (is_negative) value = 0 - value;
    unsigned spare = (unsigned)(64 - type->size * 8);
    uint64_t cut = is_signed ? (uint64_t)((int64_t)(value << spare) >> spare) : value << spare >> spare;
    if (cut != value) {
        fail(scanner, "%s overflow on token %.*s", is_signed ? "integer" : "unsigned integer",
             STR_ARGS(text));
        return;
    }
    store_integer(target, type->size, value);
}

/* ---- other values ---- */

static void accept_float(Scanner *scanner) {
    if (accept(scanner, "nN") && accept(scanner, "aA") && accept(scanner, "nN")) return;
    accept(scanner, "+-");
    if (accept(scanner, "iI") && accept(scanner, "nN") && accept(scanner, "fF")) return;
    bool is_hexadecimal = accept(scanner, "0") && accept(scanner, "xX");
    const char *digits = is_hexadecimal ? hexadecimal : decimal;
    while (accept(scanner, digits)) {
    }
    if (accept(scanner, "."))
        while (accept(scanner, digits)) {
        }
    if (!accept(scanner, is_hexadecimal ? "pP" : "eEpP")) return;
    accept(scanner, "+-");
    while (accept(scanner, decimal)) {
    }
}

static void scan_float(Scanner *scanner, const GoRType *type, void *target, uint32_t verb) {
    if (!verb_fits(scanner, verb, "beEfFgGv", type->size == 4 ? "float32" : "float64")) return;
    skip_space(scanner);
    need_more(scanner);
    if (scanner->status) return;
    accept_float(scanner);
    double value;
    GoParse result = go_parse_float(strbuf_view(&scanner->token), (int64_t)type->size * 8, &value);
    if (result != GO_PARSE_OK) {
        fail_to_parse(scanner, "ParseFloat", result);
    } else if (type->size == 4) {
        *(float *)target = (float)value;
    } else {
        *(double *)target = value;
    }
}

static void scan_bool(Scanner *scanner, bool *target, uint32_t verb) {
    skip_space(scanner);
    need_more(scanner);
    if (scanner->status || !verb_fits(scanner, verb, "tv", "boolean")) return;
    int32_t rune = next_rune(scanner);
    bool is_right = true, is_true = rune == '1' || rune == 't' || rune == 'T';
    if (rune == 't' || rune == 'T')
        is_right = !accept(scanner, "rR") || (accept(scanner, "uU") && accept(scanner, "eE"));
    if (rune == 'f' || rune == 'F')
        is_right = !accept(scanner, "aA") ||
                   (accept(scanner, "lL") && accept(scanner, "sS") && accept(scanner, "eE"));
    if (is_right) {
        *target = is_true;
    } else {
        fail(scanner, "syntax error scanning boolean");
    }
}

/* A rune that must be there. */
static int32_t must_read(Scanner *scanner) {
    int32_t rune = next_rune(scanner);
    if (rune == END && !scanner->status) scanner->status = GO_SCAN_UNEXPECTED_END;
    return rune;
}

static void append_rune(Scanner *scanner, int32_t rune) {
    if (rune != END) strbuf_append_code_point(&scanner->token, (uint32_t)rune);
}

/* A quoted string; the token is what is inside. */
static void scan_quoted(Scanner *scanner) {
    int32_t quote = next_rune(scanner), rune = 0;
    if (quote != '`' && quote != '"') {
        fail(scanner, "expected quoted string");
        return;
    }
    append_rune(scanner, quote);
    while (!scanner->status && (rune = must_read(scanner)) != quote) {
        append_rune(scanner, rune);
        if (rune == '\\' && quote == '"') append_rune(scanner, must_read(scanner));
    }
    append_rune(scanner, quote);
    StrBuf text = {0};
    if (!scanner->status && !go_unquote(strbuf_view(&scanner->token), &text)) fail(scanner, "invalid syntax");
    strbuf_free(&scanner->token);
    scanner->token = text;
}

/* The value of the hexadecimal digit read last. */
static int last_digit(const Scanner *scanner) {
    int digit = scanner->last;
    return digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}

/* Pairs of hexadecimal digits. */
static void scan_hex(Scanner *scanner) {
    static const char digits[] = "0123456789abcdefABCDEF";
    while (!scanner->status && take(scanner, digits, false)) {
        int high = last_digit(scanner);
        if (take(scanner, digits, false)) {
            strbuf_append_char(&scanner->token, (char)(high << 4 | last_digit(scanner)));
        } else {
            fail(scanner, "illegal hex digit");
        }
    }
    if (!scanner->token.length) fail(scanner, "no hex data for %%x string");
}

/* A string into the token: the next word, or what the verb says. */
static void scan_text(Scanner *scanner, uint32_t verb) {
    if (!verb_fits(scanner, verb, "svqxX", "string")) return;
    skip_space(scanner);
    need_more(scanner);
    if (scanner->status) return;
    if (verb == 'q') {
        scan_quoted(scanner);
    } else if (verb == 'x' || verb == 'X') {
        scan_hex(scanner);
    } else {
        int32_t rune;
        while ((rune = next_rune(scanner)) != END && !is_space(rune)) append_rune(scanner, rune);
        if (rune != END) give_back(scanner);
    }
}

/* ---- operands ---- */

static void scan_value(Scanner *scanner, const GoRType *pointer, void *target, uint32_t verb) {
    const GoRType *type = pointer->elem;
    GoRuntime *runtime = scanner->runtime;
    switch (type->kind) {
    case GO_KIND_BOOL: scan_bool(scanner, target, verb); return;
    case GO_KIND_INT:
    case GO_KIND_INT8:
    case GO_KIND_INT16:
    case GO_KIND_INT32:
    case GO_KIND_INT64: scan_integer(scanner, type, target, verb, true); return;
    case GO_KIND_UINT:
    case GO_KIND_UINT8:
    case GO_KIND_UINT16:
    case GO_KIND_UINT32:
    case GO_KIND_UINT64:
    case GO_KIND_UINTPTR: scan_integer(scanner, type, target, verb, false); return;
    case GO_KIND_FLOAT32:
    case GO_KIND_FLOAT64: scan_float(scanner, type, target, verb); return;
    case GO_KIND_STRING:
        scan_text(scanner, verb);
        if (!scanner->status) *(GoString *)target = go_string_new(runtime, strbuf_view(&scanner->token));
        return;
    case GO_KIND_SLICE:
        if (type->elem->kind != GO_KIND_UINT8) break;
        scan_text(scanner, verb);
        if (!scanner->status)
            *(GoSlice *)target =
                go_string_to_bytes(runtime, go_string_new(runtime, strbuf_view(&scanner->token)));
        return;
    default: break;
    }
    fail(scanner, "can't scan type: %.*s", STR_ARGS(go_string_view(pointer->name)));
}

static void scan_operand(Scanner *scanner, GoInterface operand, uint32_t verb) {
    strbuf_clear(&scanner->token);
    if (!operand.type || operand.type->kind != GO_KIND_POINTER) {
        Str name = operand.type ? go_string_view(operand.type->name) : STR("<nil>");
        fail(scanner, "type not a pointer: %.*s", STR_ARGS(name));
    } else if (!operand.word) {
        fail(scanner, "can't scan into a nil pointer");
    } else {
        scan_value(scanner, operand.type, operand.word, verb);
    }
}

static int64_t scan_list(Scanner *scanner, GoSlice operands) {
    const GoInterface *items = operands.data;
    int64_t done = 0;
    for (; done < operands.length; done++) {
        scan_operand(scanner, items[done], 'v');
        if (scanner->status) return done;
    }
    while (scanner->newline_is_end) {
        int32_t rune = next_rune(scanner);
        if (rune == '\n' || rune == END) break;
        if (is_space(rune)) continue;
        fail(scanner, "expected newline");
        break;
    }
    return done;
}

/* ---- formats ---- */

/* White space of a format: newlines match newlines, spaces match at least one space. Returns the offset
 * behind it. */
static size_t match_space(Scanner *scanner, Str format, size_t at) {
    int newlines = 0;
    bool has_trailing_space = false;
    for (; at < format.length && is_space((unsigned char)format.data[at]); at++) {
        if (format.data[at] == '\n') newlines++;
        has_trailing_space = format.data[at] != '\n';
    }
    int32_t rune = 0;
    for (int i = 0; i < newlines; i++) {
        do {
            rune = next_rune(scanner);
        } while (is_space(rune) && rune != '\n');
        if (rune != '\n' && rune != END) fail(scanner, "newline in format does not match input");
    }
    if (!has_trailing_space) return at;
    rune = next_rune(scanner);
    if (newlines == 0 && !is_space(rune) && rune != END)
        fail(scanner, "expected space in input to match format");
    if (newlines == 0 && rune == '\n') fail(scanner, "newline in input does not match format");
    while (is_space(rune) && rune != '\n') rune = next_rune(scanner);
    if (rune != END) give_back(scanner);
    return at;
}

/* Walks over what is no verb. False: the input does not match. */
static bool match_literals(Scanner *scanner, Str format, size_t *at) {
    while (*at < format.length && !scanner->status) {
        if (is_space((unsigned char)format.data[*at])) {
            *at = match_space(scanner, format, *at);
            continue;
        }
        if (format.data[*at] == '%') {
            if (*at + 1 == format.length) {
                fail(scanner, "missing verb: %% at end of format string");
                return false;
            }
            if (format.data[*at + 1] != '%') return true;
            skip_space(scanner);
            ++*at;
        }
        size_t next = *at;
        uint32_t wanted = utf8_decode(format, &next);
        int32_t rune = must_read(scanner);
        if (rune != (int32_t)wanted) {
            if (rune != END) give_back(scanner);
            fail(scanner, "input does not match format");
            return false;
        }
        *at = next;
    }
    return !scanner->status;
}

/* A width, if there is one: how many runes the operand may take. */
static int64_t read_width(Str format, size_t *at) {
    int64_t width = 0;
    size_t start = *at;
    for (; *at < format.length && format.data[*at] >= '0' && format.data[*at] <= '9'; ++*at)
        if (width < 1000000) width = width * 10 + (format.data[*at] - '0');
    return *at > start ? width : INT32_MAX;
}

static int64_t scan_formatted(Scanner *scanner, Str format, GoSlice operands) {
    const GoInterface *items = operands.data;
    int64_t done = 0;
    size_t at = 0;
    while (match_literals(scanner, format, &at) && at < format.length) {
        at++;
        int64_t width = read_width(format, &at);
        size_t verb_at = at;
        uint32_t verb = at < format.length ? utf8_decode(format, &at) : '%';
        if (verb != 'c') skip_space(scanner);
        if (done >= operands.length)
            fail(scanner, "too few operands for format '%%%.*s'",
                 STR_ARGS(str_slice(format, verb_at, format.length)));
        if (scanner->status) return done;
        scanner->limit = scanner->count + width;
        scan_operand(scanner, items[done], verb);
        scanner->limit = INT64_MAX;
        if (scanner->status) return done;
        done++;
    }
    if (done < operands.length) fail(scanner, "too many operands");
    return done;
}

int64_t go_scan(GoRuntime *runtime, const GoScanSource *source, GoScanMode mode, Str format, GoSlice operands,
                GoScanStatus *status, StrBuf *message) {
    Scanner scanner = {.runtime = runtime,
                       .source = source,
                       .text = source->text,
                       .pending = NOTHING,
                       .newline_is_space = mode == GO_SCAN_WORDS,
                       .newline_is_end = mode == GO_SCAN_LINE,
                       .limit = INT64_MAX};
    int64_t done =
        mode == GO_SCAN_FORMAT ? scan_formatted(&scanner, format, operands) : scan_list(&scanner, operands);
    return_lookahead(&scanner);
    *status = scanner.status;
    *message = scanner.message;
    strbuf_free(&scanner.token);
    return done;
}
