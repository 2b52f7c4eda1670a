/* Scopes: which name means what, and from where on (spec: "Declarations and scope"). */
#include "go/types/program.h"

#include "base/utf8.h"

GoScope *go_scope_new(GoProgram *program, GoScope *parent, GoPos start, GoPos end) {
    GoScope *scope = ARENA_NEW(&program->arena, GoScope);
    scope->parent = parent;
    scope->start = start;
    scope->end = end;
    scope->function = parent ? parent->function : NULL;
    scope->next_created = program->scopes;
    program->scopes = scope;
    return scope;
}

GoObject *go_scope_lookup(const GoScope *scope, Str name) {
    return strmap_get(&scope->names, name);
}

GoObject *go_scope_insert(GoScope *scope, GoObject *object) {
    GoObject *other = go_scope_lookup(scope, object->name);
    if (other) return other;
    strmap_set(&scope->names, object->name, object);
    if (!object->scope) object->scope = scope;
    return NULL;
}

GoObject *go_scope_find(GoScope *scope, Str name, GoPos pos, GoScope **where) {
    for (; scope; scope = scope->parent) {
        GoObject *object = go_scope_lookup(scope, name);
        if (!object) continue;
        bool is_behind = pos != GO_NO_POS && object->scope_start != GO_NO_POS && object->scope_start > pos;
        if (is_behind) continue;
        if (where) *where = scope;
        return object;
    }
    return NULL;
}

bool go_object_is_exported(const GoObject *object) {
    if (object->name.length == 0) return false;
    size_t at = 0;
    uint32_t first = utf8_decode(object->name, &at);
    return first != UTF8_INVALID && utf8_is_upper(first);
}

bool go_same_name(Str a, const GoPackage *package_a, Str b, const GoPackage *package_b) {
    if (!str_equal(a, b)) return false;
    size_t at = 0;
    uint32_t first = a.length ? utf8_decode(a, &at) : UTF8_INVALID;
    if (first != UTF8_INVALID && utf8_is_upper(first)) return true;
    if (!package_a || !package_b) return package_a == package_b;
    return package_a == package_b || str_equal(package_a->path, package_b->path);
}
