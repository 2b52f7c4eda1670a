/* UTF-8, see utf8.h. */
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* Length of the sequence that a lead byte announces, 0 for a byte that cannot lead. */
static size_t sequence_length(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead < 0xC2) return 0;
    if (lead < 0xE0) return 2;
    if (lead < 0xF0) return 3;
    return lead < 0xF5 ? 4 : 0;
}

uint32_t utf8_decode(Str text, size_t *offset) {
    const unsigned char *bytes = (const unsigned char *)text.data + *offset;
    size_t left = text.length - *offset, length = sequence_length(bytes[0]);
    *offset += 1;
    if (length == 1) return bytes[0];
    if (length == 0 || length > left) return UTF8_INVALID;
    uint32_t code_point = bytes[0] & (0xFFu >> (length + 1));
    for (size_t i = 1; i < length; i++) {
        if ((bytes[i] & 0xC0) != 0x80) return UTF8_INVALID;
        code_point = code_point << 6 | (bytes[i] & 0x3F);
    }
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    if (code_point < least[length] || code_point > 0x10FFFF || surrogate) return UTF8_INVALID;
    *offset += length - 1;
    return code_point;
}

size_t utf8_encode(uint32_t code_point, char bytes[4]) {
    if (code_point < 0x80) {
        bytes[0] = (char)code_point;
        return 1;
    }
    size_t length = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = length - 1; i > 0; i--, code_point >>= 6) bytes[i] = (char)(0x80 | (code_point & 0x3F));
    bytes[0] = (char)(lead[length] | code_point);
    return length;
}

size_t utf8_ascii_end(Str text, size_t from) {
    for (uint64_t words[4]; from + sizeof words <= text.length; from += sizeof words) {
        memcpy(words, text.data + from, sizeof words);
        if ((words[0] | words[1] | words[2] | words[3]) & 0x8080808080808080u) break;
    }
    while (from < text.length && (unsigned char)text.data[from] < 0x80) from++;
    return from;
}

ptrdiff_t utf8_first_invalid(Str text) {
    for (size_t offset = 0; (offset = utf8_ascii_end(text, offset)) < text.length;) {
        size_t start = offset;
        if (utf8_decode(text, &offset) == UTF8_INVALID) return (ptrdiff_t)start;
    }
    return -1;
}

bool utf8_surrogate(Str text, size_t at, uint32_t *code_point) {
    if (text.length - at < 3) return false;
    const unsigned char *bytes = (const unsigned char *)text.data + at;
    if (bytes[0] != 0xED || bytes[1] < 0xA0 || bytes[1] > 0xBF || (bytes[2] & 0xC0) != 0x80) return false;
    *code_point = 0xD000 | (uint32_t)(bytes[1] & 0x3F) << 6 | (bytes[2] & 0x3F);
    return true;
}

size_t utf8_broken_length(Str text, size_t at, const char **reason) {
    const unsigned char *bytes = (const unsigned char *)text.data + at;
    size_t left = text.length - at, need = bytes[0] < 0xE0 ? 2 : bytes[0] < 0xF0 ? 3 : 4;
    *reason = "invalid start byte";
    if (bytes[0] < 0xC2 || bytes[0] > 0xF4) return 1;
    *reason = "invalid continuation byte";
    for (size_t i = 1; i < need; i++) {
        if (i == left) {
            *reason = "unexpected end of data";
            return i;
        }
        unsigned char low = 0x80, high = 0xBF;
        if (i == 1 && bytes[0] == 0xE0) low = 0xA0;
        if (i == 1 && bytes[0] == 0xED) high = 0x9F;
        if (i == 1 && bytes[0] == 0xF0) low = 0x90;
        if (i == 1 && bytes[0] == 0xF4) high = 0x8F;
        if (bytes[i] < low || bytes[i] > high) return i;
    }
    return need;
}

size_t utf8_count(Str text) {
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++) count += ((unsigned char)text.data[i] & 0xC0) != 0x80;
    return count;
}

size_t utf8_width(Str text) {
    size_t width = 0;
    for (size_t offset = 0; offset < text.length;) {
        uint32_t code_point = utf8_decode(text, &offset);
        int columns = code_point == UTF8_INVALID ? 1 : utf8proc_charwidth((utf8proc_int32_t)code_point);
        width += columns > 0 ? (size_t)columns : 0;
    }
    return width;
}

static utf8proc_category_t category(uint32_t code_point) {
    return utf8proc_category((utf8proc_int32_t)code_point);
}

bool utf8_is_letter(uint32_t code_point) {
    utf8proc_category_t kind = category(code_point);
    return kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_LO;
}

bool utf8_is_digit(uint32_t code_point) {
    return category(code_point) == UTF8PROC_CATEGORY_ND;
}

bool utf8_is_upper(uint32_t code_point) {
    return category(code_point) == UTF8PROC_CATEGORY_LU;
}

/* Other_ID_Start and Other_ID_Continue of the Unicode character database (PropList.txt). */
static bool other_id_start(uint32_t c) {
    return c == 0x1885 || c == 0x1886 || c == 0x2118 || c == 0x212E || c == 0x309B || c == 0x309C;
}

static bool other_id_continue(uint32_t c) {
    return c == 0xB7 || c == 0x387 || (c >= 0x1369 && c <= 0x1371) || c == 0x19DA;
}

bool utf8_is_xid_start(uint32_t c) {
    bool start = c == '_' || utf8_is_letter(c) || category(c) == UTF8PROC_CATEGORY_NL || other_id_start(c);
    /* Characters whose NFKC form starts otherwise are in ID_Start but not in XID_Start. */
    bool excluded = c == 0x37A || c == 0x309B || c == 0x309C || c == 0xE33 || c == 0xEB3 ||
                    (c >= 0xFC5E && c <= 0xFC63) || c == 0xFDFA || c == 0xFDFB || c == 0xFE70 ||
                    c == 0xFE72 || c == 0xFE74 || c == 0xFE76 || c == 0xFE78 || c == 0xFE7A || c == 0xFE7C ||
                    c == 0xFE7E || c == 0xFF9E || c == 0xFF9F;
    return start && !excluded;
}

bool utf8_is_xid_continue(uint32_t c) {
    utf8proc_category_t kind = category(c);
    bool mark = kind == UTF8PROC_CATEGORY_MN || kind == UTF8PROC_CATEGORY_MC;
    bool more = mark || kind == UTF8PROC_CATEGORY_ND || kind == UTF8PROC_CATEGORY_PC || other_id_continue(c);
    return more || utf8_is_xid_start(c) || c == 0xE33 || c == 0xEB3 || c == 0xFF9E || c == 0xFF9F;
}

bool utf8_is_printable(uint32_t code_point) {
    if (code_point == ' ') return true;
    utf8proc_category_t kind = category(code_point);
    bool separator = kind >= UTF8PROC_CATEGORY_ZS && kind <= UTF8PROC_CATEGORY_ZP;
    bool other = kind == UTF8PROC_CATEGORY_CN || kind >= UTF8PROC_CATEGORY_CC;
    return !separator && !other;
}

void utf8_append_nfkc(StrBuf *out, Str text) {
    utf8proc_uint8_t *normal = NULL;
    utf8proc_option_t options = UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_STABLE;
    utf8proc_ssize_t length =
        utf8proc_map((const utf8proc_uint8_t *)text.data, (utf8proc_ssize_t)text.length, &normal, options);
    if (length < 0)
        strbuf_append(out, text);
    else
        strbuf_append_bytes(out, normal, (size_t)length);
    free(normal);
}
