/* Characters by name, for \N{...}. */
#include "python/syntax/literal.h"

#include "base/utf8.h"

uint32_t py_character_by_name(Str name) {
    (void)name;
    return UTF8_INVALID;
}
