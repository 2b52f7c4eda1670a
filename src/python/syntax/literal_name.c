/* Characters by name, for \N{...}.
 *
 * Only the hashes of the names are kept, not the names: with 64 bits for some fifty thousand of them, a text
 * that is no name is taken for one in 1 of 10^14 cases. The ideographs' names are made of their numbers. */
#include "python/syntax/literal.h"

#include "base/utf8.h"
#include "python/syntax/unicode_names.h"

/* The blocks of unified ideographs in Unicode 14. */
static const struct {
    uint32_t first, last;
} ideographs[] = {{0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0x20000, 0x2A6DF}, {0x2A700, 0x2B738},
                  {0x2B740, 0x2B81D}, {0x2B820, 0x2CEA1}, {0x2CEB0, 0x2EBE0}, {0x30000, 0x3134A}};

static uint32_t find_ideograph(Str digits) {
    if (digits.length != 4 && digits.length != 5) return UTF8_INVALID;
    uint32_t code = 0;
    for (size_t i = 0; i < digits.length; i++) {
        char c = digits.data[i];
        if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'))) return UTF8_INVALID;
        code = code * 16 + (uint32_t)(c <= '9' ? c - '0' : c - 'A' + 10);
    }
    for (size_t i = 0; i < sizeof ideographs / sizeof *ideographs; i++)
        if (code >= ideographs[i].first && code <= ideographs[i].last) return code;
    return UTF8_INVALID;
}

static uint32_t find_hash(uint64_t hash) {
    size_t low = 0, high = py_unicode_name_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (py_unicode_name_hashes[middle] < hash)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < py_unicode_name_count && py_unicode_name_hashes[low] == hash;
    return found ? py_unicode_name_codes[low] : UTF8_INVALID;
}

uint32_t py_character_by_name(Str name) {
    enum { LONGEST_NAME = 100 };
    char upper[LONGEST_NAME];
    if (name.length > LONGEST_NAME) return UTF8_INVALID;
    for (size_t i = 0; i < name.length; i++) {
        char c = name.data[i];
        upper[i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    Str key = {upper, name.length}, prefix = STR("CJK UNIFIED IDEOGRAPH-");
    if (str_starts_with(key, prefix)) return find_ideograph(str_slice(key, prefix.length, key.length));
    return find_hash(str_hash(key));
}
