/* Types as text: as the compiler shows them in messages, in its remarks about escapes, and as package reflect
 * names them.
 *
 * The styles differ in small things that programs can see: messages name parameters and write
 * `interface{}` and `struct{a int}`, the others write `func(int)`, `interface {}` and `struct { a int }`.
 * Reflect qualifies every name with its package, knows no aliases and shows tags. */
#include "go/types/program.h"

typedef struct Printer {
    StrBuf *out;
    const GoPackage *from;
    bool is_bare;    /* not of a message: without names of parameters */
    bool is_reflect; /* and bare */
    int depth;
} Printer;

static void print_type(Printer *printer, GoType *type);

static void print_text(Printer *printer, const char *text) {
    strbuf_append_c(printer->out, text);
}

/* Is there another package of that name among the imports of `from`? */
static bool package_is_ambiguous(const GoPackage *package, const GoPackage *from) {
    for (uint32_t i = 0; i < from->import_count; i++)
        if (package != from->imports[i] && str_equal(package->name, from->imports[i]->name)) return true;
    return false;
}

void go_package_print(StrBuf *out, const GoPackage *package, const GoPackage *from) {
    if (from && package_is_ambiguous(package, from))
        go_quote(out, package->path);
    else
        strbuf_append(out, package->name);
}

static void print_package(Printer *printer, const GoPackage *package) {
    if (printer->is_bare && !printer->is_reflect)
        go_package_print(printer->out, package, printer->from);
    else if (package->shares_name && printer->from)
        go_quote(printer->out, package->path);
    else
        strbuf_append(printer->out, package->name);
}

static void print_object_name(Printer *printer, const GoObject *object) {
    if (object->package && (printer->is_reflect || object->package != printer->from)) {
        print_package(printer, object->package);
        strbuf_append_char(printer->out, '.');
    }
    strbuf_append(printer->out, object->name);
}

static void print_tuple(Printer *printer, GoType *tuple, bool is_variadic) {
    print_text(printer, "(");
    for (uint32_t i = 0; i < tuple->tuple.count; i++) {
        const GoObject *variable = tuple->tuple.variables[i];
        if (i) print_text(printer, ", ");
        if (variable->name.length && !printer->is_bare) {
            strbuf_append(printer->out, variable->name);
            print_text(printer, " ");
        }
        if (is_variadic && i + 1 == tuple->tuple.count && variable->type->kind == GO_SLICE) {
            print_text(printer, "...");
            print_type(printer, variable->type->slice.element);
        } else {
            print_type(printer, variable->type);
        }
    }
    print_text(printer, ")");
}

static void print_type_parameters(Printer *printer, GoTypeList list) {
    if (list.count == 0 || printer->is_bare) return;
    print_text(printer, "[");
    for (uint32_t i = 0; i < list.count; i++) {
        if (i) print_text(printer, ", ");
        strbuf_append(printer->out, list.items[i]->type_parameter.object->name);
        GoType *constraint = list.items[i]->type_parameter.constraint;
        bool shares = i + 1 < list.count && list.items[i + 1]->type_parameter.constraint == constraint;
        if (shares || !constraint) continue;
        print_text(printer, " ");
        print_type(printer, constraint);
    }
    print_text(printer, "]");
}

static void print_signature(Printer *printer, GoType *signature) {
    print_type_parameters(printer, signature->signature.type_parameters);
    print_tuple(printer, signature->signature.parameters, signature->signature.is_variadic);
    GoType *results = signature->signature.results;
    if (results->tuple.count == 0) return;
    print_text(printer, " ");
    bool is_bare =
        results->tuple.count == 1 && (printer->is_bare || results->tuple.variables[0]->name.length == 0);
    if (is_bare)
        print_type(printer, results->tuple.variables[0]->type);
    else
        print_tuple(printer, results, false);
}

static void print_struct(Printer *printer, GoType *type) {
    print_text(printer, printer->is_bare ? "struct {" : "struct{");
    for (uint32_t i = 0; i < type->structure.count; i++) {
        const GoObject *field = type->structure.fields[i];
        if (i) print_text(printer, ";");
        if (i || printer->is_bare) print_text(printer, " ");
        if (!field->variable.is_embedded) {
            strbuf_append(printer->out, field->name);
            print_text(printer, " ");
        }
        print_type(printer, field->type);
        bool shows_tag = printer->is_reflect || !printer->is_bare;
        if (shows_tag && type->structure.tags && type->structure.tags[i].length) {
            print_text(printer, " ");
            go_quote(printer->out, type->structure.tags[i]);
        }
    }
    print_text(printer, printer->is_bare && type->structure.count ? " }" : "}");
}

static void print_terms(Printer *printer, GoTermList terms) {
    for (uint32_t i = 0; i < terms.count; i++) {
        if (i) print_text(printer, printer->is_reflect ? " | " : "|");
        if (terms.items[i].has_tilde) print_text(printer, "~");
        print_type(printer, terms.items[i].type);
    }
}

/* The methods of the type set, with the embedded ones. */
static void print_method_set(Printer *printer, GoType *type) {
    const GoTypeSet *set = go_interface_type_set(type->interface.program, type);
    print_text(printer, "interface {");
    for (uint32_t i = 0; i < set->methods.count; i++) {
        const GoObject *method = set->methods.items[i];
        print_text(printer, i ? "; " : " ");
        if (printer->is_reflect && !go_object_is_exported(method) && method->package) {
            strbuf_append(printer->out, method->package->path);
            print_text(printer, ".");
        }
        strbuf_append(printer->out, method->name);
        print_signature(printer, method->type);
    }
    print_text(printer, set->methods.count ? " }" : "}");
}

static bool print_is_implicit(GoType *type) {
    return type->interface.is_implicit && type->interface.methods.count == 0 &&
           type->interface.embedded.count == 1;
}

static void print_interface(Printer *printer, GoType *type) {
    bool shows_any = type->interface.is_any && !printer->is_reflect;
    if (printer->is_bare && !shows_any) {
        print_method_set(printer, type);
        return;
    }
    if (print_is_implicit(type)) {
        print_type(printer, type->interface.embedded.items[0]);
        return;
    }
    if (shows_any) {
        print_text(printer, "any");
        return;
    }
    print_text(printer, "interface{");
    uint32_t shown = 0;
    for (uint32_t i = 0; i < type->interface.methods.count; i++) {
        if (shown++) print_text(printer, "; ");
        strbuf_append(printer->out, type->interface.methods.items[i]->name);
        print_signature(printer, type->interface.methods.items[i]->type);
    }
    for (uint32_t i = 0; i < type->interface.embedded.count; i++) {
        if (shown++) print_text(printer, "; ");
        print_type(printer, type->interface.embedded.items[i]);
    }
    print_text(printer, "}");
}

static void print_channel(Printer *printer, GoType *type) {
    static const char *const heads[] = {"chan ", "chan<- ", "<-chan "};
    print_text(printer, heads[type->chan.direction]);
    GoType *element = type->chan.element;
    bool needs_parens = type->chan.direction != GO_CHAN_SEND && element->kind == GO_CHAN &&
                        element->chan.direction == GO_CHAN_RECEIVE;
    if (type->chan.direction == GO_CHAN_RECEIVE) needs_parens = false;
    if (needs_parens) print_text(printer, "(");
    print_type(printer, element);
    if (needs_parens) print_text(printer, ")");
}

static void print_named(Printer *printer, GoType *type) {
    print_object_name(printer, type->named.object);
    GoTypeList list = type->named.type_arguments;
    if (list.count == 0) {
        print_type_parameters(printer, type->named.type_parameters);
        return;
    }
    print_text(printer, "[");
    for (uint32_t i = 0; i < list.count; i++) {
        if (i) print_text(printer, printer->is_bare ? "," : ", ");
        print_type(printer, list.items[i]);
    }
    print_text(printer, "]");
}

static void print_basic(Printer *printer, GoType *type) {
    if (type == go_byte_type() && !printer->is_reflect)
        print_text(printer, "byte");
    else if (type == go_rune_type() && !printer->is_reflect)
        print_text(printer, "rune");
    else
        print_text(printer, go_basic_names[type->kind]);
}

static void print_type_at(Printer *printer, GoType *type) {
    switch (type->kind) {
    case GO_POINTER:
        print_text(printer, "*");
        print_type(printer, type->pointer.element);
        break;
    case GO_ARRAY:
        strbuf_format(printer->out, "[%lld]", (long long)type->array.length);
        print_type(printer, type->array.element);
        break;
    case GO_SLICE:
        print_text(printer, "[]");
        print_type(printer, type->slice.element);
        break;
    case GO_STRUCT: print_struct(printer, type); break;
    case GO_MAP:
        print_text(printer, "map[");
        print_type(printer, type->map.key);
        print_text(printer, "]");
        print_type(printer, type->map.value);
        break;
    case GO_CHAN: print_channel(printer, type); break;
    case GO_FUNC:
        print_text(printer, "func");
        print_signature(printer, type);
        break;
    case GO_INTERFACE: print_interface(printer, type); break;
    case GO_TUPLE: print_tuple(printer, type, false); break;
    case GO_NAMED: print_named(printer, type); break;
    case GO_TYPE_PARAMETER: strbuf_append(printer->out, type->type_parameter.object->name); break;
    case GO_UNION: print_terms(printer, type->set.terms); break;
    default: print_basic(printer, type);
    }
}

static void print_type(Printer *printer, GoType *type) {
    if (!type || printer->depth > 100) {
        print_text(printer, type ? "..." : "<nil>");
        return;
    }
    printer->depth++;
    print_type_at(printer, type);
    printer->depth--;
}

void go_type_print(StrBuf *out, GoType *type, const GoPackage *from) {
    print_type(&(Printer){.out = out, .from = from}, type);
}

void go_type_print_reflect(StrBuf *out, GoType *type) {
    print_type(&(Printer){.out = out, .is_bare = true, .is_reflect = true}, type);
}

void go_type_print_remark(StrBuf *out, GoType *type, const GoPackage *from) {
    print_type(&(Printer){.out = out, .from = from, .is_bare = true}, type);
}

void go_signature_print(StrBuf *out, GoType *signature, const GoPackage *from) {
    print_signature(&(Printer){.out = out, .from = from}, signature);
}

Str go_type_text(Arena *arena, GoType *type, const GoPackage *from) {
    StrBuf out = {0};
    go_type_print(&out, type, from);
    Str text = arena_copy(arena, strbuf_view(&out));
    strbuf_free(&out);
    return text;
}
