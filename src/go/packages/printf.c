/* Format strings: Printf's little language.
 *
 *     %[flags][index][width][.precision][index]verb
 *
 * A directive is read left to right; `*` takes a width or a precision from the operands, `[n]` sets which
 * operand comes next. Whatever is wrong is told in the output itself. */
#include "base/utf8.h"
#include "go/packages/printer.h"
#include "memory/layout.h"

enum { NUMBER_MAX = 1000000 };

/* The state of one format string. */
typedef struct Directive {
    GoPrinter *printer;
    Str text;
    size_t at;
    const GoInterface *operands;
    int64_t operand_count, next; /* the operand that comes next */
    bool was_reordered;          /* some [n] was met */
    bool is_good_index;
    bool after_index; /* the last thing read was an [n] */
} Directive;

static char peek(const Directive *directive) {
    return directive->at < directive->text.length ? directive->text.data[directive->at] : '\0';
}

static bool at_end(const Directive *directive) {
    return directive->at >= directive->text.length;
}

/* A decimal number at `at`, before `end`. False when there is none; one that is too large ends everything. */
static bool read_number(Str text, size_t *at, size_t end, int *number) {
    bool is_number = false;
    *number = 0;
    for (; *at < end && text.data[*at] >= '0' && text.data[*at] <= '9'; ++*at) {
        if (*number > NUMBER_MAX) {
            *number = 0;
            *at = end;
            return false;
        }
        *number = *number * 10 + (text.data[*at] - '0');
        is_number = true;
    }
    return is_number;
}

/* [n]: sets the next operand. */
static void read_index(Directive *directive) {
    directive->after_index = false;
    if (at_end(directive) || peek(directive) != '[') return;
    directive->was_reordered = true;
    ptrdiff_t close = str_find_byte(directive->text, ']', directive->at);
    if (close < 0 || directive->text.length - directive->at < 3) {
        directive->is_good_index = false;
        directive->at++;
        return;
    }
    size_t at = directive->at + 1;
    int number;
    bool is_number = read_number(directive->text, &at, (size_t)close, &number) && at == (size_t)close;
    directive->at = (size_t)close + 1;
    if (is_number && number >= 1 && number <= directive->operand_count) {
        directive->next = number - 1;
        directive->after_index = true;
        return;
    }
    directive->is_good_index = false;
    directive->after_index = is_number;
}

/* The next operand as an integer for `*`. False: it is none, or too large, or missing. */
static bool read_star(Directive *directive, int *number) {
    *number = 0;
    if (directive->next >= directive->operand_count) return false;
    GoInterface operand = directive->operands[directive->next++];
    if (!operand.type || operand.type->kind < GO_KIND_INT || operand.type->kind > GO_KIND_UINTPTR)
        return false;
    int64_t value = mem_read_int((uint64_t)go_interface_value(&operand), operand.type->size);
    if (operand.type->kind >= GO_KIND_UINT)
        value = (int64_t)mem_read_uint((uint64_t)go_interface_value(&operand), operand.type->size);
    if (value > NUMBER_MAX || value < -NUMBER_MAX) return false;
    *number = (int)value;
    return true;
}

static void read_flags(Directive *directive) {
    GoFormat *format = &directive->printer->format;
    for (; !at_end(directive); directive->at++) {
        switch (peek(directive)) {
        case '#': format->sharp = true; break;
        case '0': format->zero = !format->minus; break;
        case '+': format->plus = true; break;
        case '-':
            format->minus = true;
            format->zero = false;
            break;
        case ' ': format->space = true; break;
        default: return;
        }
    }
}

static void read_width(Directive *directive) {
    GoFormat *format = &directive->printer->format;
    if (peek(directive) != '*' || at_end(directive)) {
        format->has_width =
            read_number(directive->text, &directive->at, directive->text.length, &format->width);
        if (directive->after_index && format->has_width) directive->is_good_index = false;
        return;
    }
    directive->at++;
    format->has_width = read_star(directive, &format->width);
    if (!format->has_width) strbuf_append_c(directive->printer->out, "%!(BADWIDTH)");
    if (format->width < 0) {
        format->width = -format->width;
        format->minus = true;
        format->zero = false;
    }
    directive->after_index = false;
}

static void read_precision(Directive *directive) {
    GoFormat *format = &directive->printer->format;
    if (directive->at + 1 >= directive->text.length || peek(directive) != '.') return;
    directive->at++;
    if (directive->after_index) directive->is_good_index = false;
    read_index(directive);
    if (peek(directive) != '*' || at_end(directive)) {
        read_number(directive->text, &directive->at, directive->text.length, &format->precision);
        format->has_precision = true;
        return;
    }
    directive->at++;
    format->has_precision = read_star(directive, &format->precision) && format->precision >= 0;
    if (format->precision < 0) format->precision = 0;
    if (!format->has_precision) strbuf_append_c(directive->printer->out, "%!(BADPREC)");
    directive->after_index = false;
}

static void put_wrong(Directive *directive, uint32_t verb, const char *what) {
    StrBuf *out = directive->printer->out;
    strbuf_append_c(out, "%!");
    strbuf_append_code_point(out, verb);
    strbuf_append_c(out, what);
}

/* %v moves the flags # and + to where only it looks. */
static void adopt_v_flags(GoFormat *format) {
    format->sharp_v = format->sharp;
    format->plus_v = format->plus;
    format->sharp = format->plus = false;
}

static void run_verb(Directive *directive, uint32_t verb) {
    if (verb == '%') {
        strbuf_append_char(directive->printer->out, '%');
    } else if (!directive->is_good_index) {
        put_wrong(directive, verb, "(BADINDEX)");
    } else if (directive->next >= directive->operand_count) {
        put_wrong(directive, verb, "(MISSING)");
    } else {
        if (verb == 'v') adopt_v_flags(&directive->printer->format);
        go_printer_operand(directive->printer, directive->operands[directive->next++], verb);
    }
}

/* One directive; `at` stands behind the percent sign. */
static void run_directive(Directive *directive) {
    GoFormat *format = &directive->printer->format;
    /* A Formatter that asks for a width that is not there sees the last one, as in Go. */
    *format = (GoFormat){.width = format->width, .precision = format->precision};
    directive->is_good_index = true;
    read_flags(directive);
    if (peek(directive) >= 'a' && peek(directive) <= 'z' && directive->next < directive->operand_count) {
        run_verb(directive, (unsigned char)directive->text.data[directive->at++]);
        return;
    }
    read_index(directive);
    read_width(directive);
    read_precision(directive);
    if (!directive->after_index) read_index(directive);
    if (at_end(directive)) {
        strbuf_append_c(directive->printer->out, "%!(NOVERB)");
        return;
    }
    uint32_t verb = utf8_decode(directive->text, &directive->at);
    run_verb(directive, verb == UTF8_INVALID ? 0xFFFD : verb);
}

/* What no directive asked for. */
static void put_extra(Directive *directive) {
    GoPrinter *printer = directive->printer;
    printer->format = (GoFormat){0};
    strbuf_append_c(printer->out, "%!(EXTRA ");
    for (int64_t i = directive->next; i < directive->operand_count; i++) {
        GoInterface operand = directive->operands[i];
        if (i > directive->next) strbuf_append_c(printer->out, ", ");
        if (!operand.type) {
            strbuf_append_c(printer->out, "<nil>");
            continue;
        }
        strbuf_append(printer->out, go_string_view(operand.type->name));
        strbuf_append_char(printer->out, '=');
        go_printer_operand(printer, operand, 'v');
    }
    strbuf_append_char(printer->out, ')');
}

void go_printer_formatted(GoPrinter *printer, Str format, GoSlice operands) {
    Directive directive = {
        .printer = printer, .text = format, .operands = operands.data, .operand_count = operands.length};
    while (!at_end(&directive) && printer->runtime->signal == GO_SIGNAL_NONE) {
        ptrdiff_t percent = str_find_byte(format, '%', directive.at);
        size_t end = percent < 0 ? format.length : (size_t)percent;
        strbuf_append(printer->out, str_slice(format, directive.at, end));
        directive.at = end + 1;
        if (percent >= 0) run_directive(&directive);
    }
    if (!directive.was_reordered && directive.next < directive.operand_count) put_extra(&directive);
}
