/* The page, see page.h. */
#include "view/page.h"

/* Generated from web/ by the build. */
extern const unsigned char view_asset_page[], view_asset_style[], view_asset_timeline[], view_asset_shape[],
    view_asset_place[], view_asset_draw[], view_asset_main[];

static void append_module(StrBuf *out, const char *text) {
    Str rest = str_from(text);
    while (rest.length) {
        ptrdiff_t end = str_find_byte(rest, '\n', 0);
        size_t length = end < 0 ? rest.length : (size_t)end + 1;
        Str line = str_slice(rest, 0, length);
        if (str_starts_with(line, STR("export "))) line = str_slice(line, 7, line.length);
        if (!str_starts_with(line, STR("import "))) strbuf_append(out, line);
        rest = str_slice(rest, length, rest.length);
    }
}

static void append_html(StrBuf *out, Str text) {
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        if (byte == '<' || byte == '&' || byte == '>')
            strbuf_format(out, "&#%d;", byte);
        else
            strbuf_append_char(out, byte);
    }
}

/* In JSON, `<` stands inside of texts only; written as an escape it cannot end the script element. */
static void append_data(StrBuf *out, Str json) {
    size_t start = 0;
    for (ptrdiff_t at; (at = str_find_byte(json, '<', start)) >= 0; start = (size_t)at + 1) {
        strbuf_append(out, str_slice(json, start, (size_t)at));
        strbuf_append_c(out, "\\u003c");
    }
    strbuf_append(out, str_slice(json, start, json.length));
}

static void append_script(StrBuf *out) {
    append_module(out, (const char *)view_asset_timeline);
    append_module(out, (const char *)view_asset_shape);
    append_module(out, (const char *)view_asset_place);
    append_module(out, (const char *)view_asset_draw);
    append_module(out, (const char *)view_asset_main);
}

/* Appends what stands for @NAME@ in the frame of the page. */
static void append_part(StrBuf *out, Str name, Str title, Str timeline) {
    if (str_equal_c(name, "TITLE")) append_html(out, title);
    if (str_equal_c(name, "STYLE")) strbuf_append_c(out, (const char *)view_asset_style);
    if (str_equal_c(name, "DATA")) append_data(out, timeline);
    if (str_equal_c(name, "SCRIPT")) append_script(out);
}

void view_page(Str title, Str timeline, StrBuf *out) {
    Str rest = str_from((const char *)view_asset_page);
    for (ptrdiff_t at; (at = str_find_byte(rest, '@', 0)) >= 0;) {
        ptrdiff_t end = str_find_byte(rest, '@', (size_t)at + 1);
        if (end < 0) break;
        strbuf_append(out, str_slice(rest, 0, (size_t)at));
        append_part(out, str_slice(rest, (size_t)at + 1, (size_t)end), title, timeline);
        rest = str_slice(rest, (size_t)end + 1, rest.length);
    }
    strbuf_append(out, rest);
}
