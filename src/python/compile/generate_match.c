/* Code generation: match statements.
 *
 * A pattern works on the subject on top of the stack and consumes it. Names are bound only when the whole
 * pattern has matched; until then the captured values lie on the stack, below what the pattern still works
 * on. So a failure must pop a varying number of entries first: fail_pop[n] is the block that pops n of them,
 * and falls through into fail_pop[n - 1]. */
#include "python/compile/generate.h"

#include "python/objects/error.h"
#include "python/objects/protocol.h"
#include "python/objects/statics.h"
#include "python/objects/str.h"
#include "python/objects/tuple.h"

typedef VEC(Str) NameList;

typedef struct Matching {
    NameList stores; /* names captured so far; their values lie on the stack, the last one lowest */
    VEC(PyBlock *) fail_pop;
    int on_top;             /* entries above the captured values that must be kept */
    bool allow_irrefutable; /* a pattern that matches anything may stand here */
} Matching;

static void generate_pattern(PyCompiler *compiler, const PyPattern *pattern, Matching *matching);

/* --- failing --- */

static PyBlock *fail_block(PyCompiler *compiler, Matching *matching, size_t pops) {
    while (matching->fail_pop.count <= pops) VEC_PUSH(&matching->fail_pop, py_new_block(compiler));
    return matching->fail_pop.items[pops];
}

static void jump_to_fail(PyCompiler *compiler, Matching *matching, int opcode) {
    size_t pops = (size_t)matching->on_top + matching->stores.count;
    py_emit_jump(compiler, opcode, fail_block(compiler, matching, pops));
}

static void emit_fail_blocks(PyCompiler *compiler, Matching *matching) {
    while (matching->fail_pop.count > 0) {
        py_use_block(compiler, VEC_POP(&matching->fail_pop));
        if (matching->fail_pop.count > 0) py_emit(compiler, PY_OP_POP_TOP, 0);
    }
}

static void matching_free(Matching *matching) {
    VEC_FREE(&matching->stores);
    VEC_FREE(&matching->fail_pop);
}

/* --- capturing --- */

static bool is_wildcard(const PyPattern *pattern) {
    return pattern->kind == PY_PATTERN_MATCH_AS && !pattern->MatchAs.name.data;
}

/* Moves the top of the stack down, below count - 1 entries. */
static void rotate(PyCompiler *compiler, size_t count) {
    for (; count > 1; count--) py_emit(compiler, PY_OP_SWAP, (int)count);
}

static ptrdiff_t find_name(const NameList *list, Str name) {
    for (size_t i = 0; i < list->count; i++) {
        if (str_equal(list->items[i], name)) return (ptrdiff_t)i;
    }
    return -1;
}

static void add_store(PyCompiler *compiler, Matching *matching, Str name) {
    if (find_name(&matching->stores, name) >= 0)
        py_generate_fail(compiler, "multiple assignments to name '%.*s' in pattern", STR_ARGS(name));
    VEC_PUSH(&matching->stores, name);
}

static void capture(PyCompiler *compiler, Matching *matching, Str name) {
    if (!name.data) {
        py_emit(compiler, PY_OP_POP_TOP, 0);
        return;
    }
    rotate(compiler, (size_t)matching->on_top + matching->stores.count + 1);
    add_store(compiler, matching, name);
}

/* A pattern within a pattern may always match anything. */
static void generate_subpattern(PyCompiler *compiler, const PyPattern *pattern, Matching *matching) {
    bool before = matching->allow_irrefutable;
    matching->allow_irrefutable = true;
    generate_pattern(compiler, pattern, matching);
    matching->allow_irrefutable = before;
}

static void generate_as(PyCompiler *compiler, const PyPattern *pattern, Matching *matching) {
    Str name = pattern->MatchAs.name;
    if (pattern->MatchAs.pattern) {
        matching->on_top++;
        py_emit(compiler, PY_OP_COPY, 1);
        generate_pattern(compiler, pattern->MatchAs.pattern, matching);
        matching->on_top--;
    } else if (!matching->allow_irrefutable) {
        if (name.data)
            py_generate_fail(compiler, "name capture '%.*s' makes remaining patterns unreachable",
                             STR_ARGS(name));
        else
            py_generate_fail(compiler, "wildcard makes remaining patterns unreachable");
    }
    capture(compiler, matching, name);
}

/* --- values --- */

static bool is_matchable(const PyExpr *value) {
    return value->kind == PY_EXPR_CONSTANT || value->kind == PY_EXPR_ATTRIBUTE;
}

static void generate_value(PyCompiler *compiler, const PyPattern *pattern, Matching *matching) {
    if (!is_matchable(pattern->MatchValue.value))
        py_generate_fail(compiler, "patterns may only match literals and attribute lookups");
    py_generate_expr(compiler, pattern->MatchValue.value);
    py_emit(compiler, PY_OP_COMPARE_OP, PY_COMPARE_EQ);
    jump_to_fail(compiler, matching, PY_OP_POP_JUMP_IF_FALSE);
}

static void generate_singleton(PyCompiler *compiler, const PyPattern *pattern, Matching *matching) {
    py_emit_const(compiler, py_constant_object(&compiler->pool, &pattern->MatchSingleton.value));
    py_emit(compiler, PY_OP_IS_OP, 0);
    jump_to_fail(compiler, matching, PY_OP_POP_JUMP_IF_FALSE);
}

/* Fails when the number of items is not `size`, or below it. */
static void check_length(PyCompiler *compiler, Matching *matching, int size, int comparison) {
    py_emit(compiler, PY_OP_GET_LEN, 0);
    py_emit_const_int(compiler, size);
    py_emit(compiler, PY_OP_COMPARE_OP, comparison);
    jump_to_fail(compiler, matching, PY_OP_POP_JUMP_IF_FALSE);
}

/* --- sequences --- */

/* What a sequence pattern looks like from outside. */
typedef struct SequenceShape {
    int star;              /* index of *name, -1: none */
    bool is_star_wildcard; /* *_ */
    bool only_wildcards;
} SequenceShape;

static SequenceShape shape_of(PyCompiler *compiler, const PyPattern *pattern) {
    SequenceShape shape = {.star = -1, .only_wildcards = true};
    PyPatternList list = pattern->MatchSequence.patterns;
    for (int i = 0; i < list.count; i++) {
        const PyPattern *item = list.items[i];
        if (item->kind != PY_PATTERN_MATCH_STAR) {
            shape.only_wildcards &= is_wildcard(item);
            continue;
        }
        if (shape.star >= 0) py_generate_fail(compiler, "multiple starred names in sequence pattern");
        shape.star = i;
        shape.is_star_wildcard = !item->MatchStar.name.data;
        shape.only_wildcards &= shape.is_star_wildcard;
    }
    return shape;
}

static void unpack_sequence(PyCompiler *compiler, PyPatternList list, const SequenceShape *shape,
                            Matching *matching) {
    int behind = list.count - shape->star - 1;
    if (shape->star >= 256 || (shape->star >= 0 && behind >= 1 << 23))
        py_generate_fail(compiler, "too many expressions in star-unpacking sequence pattern");
    else if (shape->star >= 0)
        py_emit(compiler, PY_OP_UNPACK_EX, shape->star + (behind << 8));
    else
        py_emit(compiler, PY_OP_UNPACK_SEQUENCE, list.count);
    matching->on_top += list.count;
    for (int i = 0; i < list.count; i++) {
        matching->on_top--;
        generate_subpattern(compiler, list.items[i], matching);
    }
}

/* With `*_` only the items that matter are fetched, those behind the star counted from the end. */
static void subscript_sequence(PyCompiler *compiler, PyPatternList list, const SequenceShape *shape,
                               Matching *matching) {
    matching->on_top++;
    for (int i = 0; i < list.count; i++) {
        if (i == shape->star || is_wildcard(list.items[i])) continue;
        py_emit(compiler, PY_OP_COPY, 1);
        if (i < shape->star) {
            py_emit_const_int(compiler, i);
        } else {
            py_emit(compiler, PY_OP_GET_LEN, 0);
            py_emit_const_int(compiler, list.count - i);
            py_emit(compiler, PY_OP_BINARY_OP, PY_BINARY_SUBTRACT);
        }
        py_emit(compiler, PY_OP_BINARY_SUBSCR, 0);
        generate_subpattern(compiler, list.items[i], matching);
    }
    matching->on_top--;
    py_emit(compiler, PY_OP_POP_TOP, 0);
}

static void generate_sequence(PyCompiler *compiler, const PyPattern *pattern, Matching *matching) {
    PyPatternList list = pattern->MatchSequence.patterns;
    SequenceShape shape = shape_of(compiler, pattern);
    matching->on_top++;
    py_emit(compiler, PY_OP_MATCH_SEQUENCE, 0);
    jump_to_fail(compiler, matching, PY_OP_POP_JUMP_IF_FALSE);
    if (shape.star < 0)
        check_length(compiler, matching, list.count, PY_COMPARE_EQ);
    else if (list.count > 1)
        check_length(compiler, matching, list.count - 1, PY_COMPARE_GE);
    matching->on_top--;
    if (shape.only_wildcards)
        py_emit(compiler, PY_OP_POP_TOP, 0);
    else if (shape.is_star_wildcard)
        subscript_sequence(compiler, list, &shape, matching);
    else
        unpack_sequence(compiler, list, &shape, matching);
}

/* --- mappings --- */

/* A key that stands twice could never be matched both times. */
static void check_key(PyCompiler *compiler, const PyPattern *pattern, int index, PyConstantList *seen) {
    const PyExpr *key = pattern->MatchMapping.keys.items[index];
    if (key->kind == PY_EXPR_ATTRIBUTE) return;
    if (key->kind != PY_EXPR_CONSTANT) {
        py_generate_fail(compiler, "mapping pattern keys may only match literals and attribute lookups");
        return;
    }
    PyObject *value = py_constant_of(compiler, key);
    for (size_t i = 0; i < seen->items.count; i++) {
        int equal = py_object_compare_bool(seen->items.items[i], value, PY_EQ);
        if (equal < 0) py_error_clear();
        if (equal <= 0) continue;
        PyObject *text = py_object_repr(value);
        if (text)
            py_generate_fail(compiler, "mapping pattern checks duplicate key (%.*s)",
                             STR_ARGS(py_str_utf8(text)));
        py_xdecref(text);
        py_error_clear();
        return;
    }
    VEC_PUSH(&seen->items, value);
}

static void generate_keys(PyCompiler *compiler, const PyPattern *pattern) {
    PyConstantList seen = {0};
    PyExprList keys = pattern->MatchMapping.keys;
    for (int i = 0; i < keys.count && !compiler->failed; i++) {
        check_key(compiler, pattern, i, &seen);
        py_generate_expr(compiler, keys.items[i]);
    }
    py_constant_list_free(&seen);
    py_emit(compiler, PY_OP_BUILD_TUPLE, keys.count);
}

/* Jumps to the failure when the top of the stack is None. */
static void fail_if_none(PyCompiler *compiler, Matching *matching) {
    py_emit(compiler, PY_OP_COPY, 1);
    py_emit_none(compiler);
    py_emit(compiler, PY_OP_IS_OP, 1);
    jump_to_fail(compiler, matching, PY_OP_POP_JUMP_IF_FALSE);
}

/* `**rest`: a copy of the subject without the keys, which lie above it as a tuple. */
static void capture_rest(PyCompiler *compiler, Matching *matching, Str name, int keys) {
    py_emit(compiler, PY_OP_BUILD_MAP, 0);
    py_emit(compiler, PY_OP_SWAP, 3);
    py_emit(compiler, PY_OP_DICT_UPDATE, 2);
    py_emit(compiler, PY_OP_UNPACK_SEQUENCE, keys);
    for (; keys > 0; keys--) {
        py_emit(compiler, PY_OP_COPY, 1 + keys);
        py_emit(compiler, PY_OP_SWAP, 2);
        py_emit(compiler, PY_OP_DELETE_SUBSCR, 0);
    }
    capture(compiler, matching, name);
}

static void generate_mapping(PyCompiler *compiler, const PyPattern *pattern, Matching *matching) {
    PyPatternList patterns = pattern->MatchMapping.patterns;
    Str rest = pattern->MatchMapping.rest;
    int size = pattern->MatchMapping.keys.count;
    matching->on_top++;
    py_emit(compiler, PY_OP_MATCH_MAPPING, 0);
    jump_to_fail(compiler, matching, PY_OP_POP_JUMP_IF_FALSE);
    if (!size && !rest.data) {
        matching->on_top--;
        py_emit(compiler, PY_OP_POP_TOP, 0);
        return;
    }
    if (size) check_length(compiler, matching, size, PY_COMPARE_GE);
    generate_keys(compiler, pattern);
    py_emit(compiler, PY_OP_MATCH_KEYS, 0);
    matching->on_top += 2;
    fail_if_none(compiler, matching);
    py_emit(compiler, PY_OP_UNPACK_SEQUENCE, size);
    matching->on_top += size - 1;
    for (int i = 0; i < size; i++) {
        matching->on_top--;
        generate_subpattern(compiler, patterns.items[i], matching);
    }
    matching->on_top -= 2;
    if (rest.data) {
        capture_rest(compiler, matching, rest, size);
    } else {
        py_emit(compiler, PY_OP_POP_TOP, 0);
        py_emit(compiler, PY_OP_POP_TOP, 0);
    }
}

/* --- classes --- */

static PyObject *attribute_names(PyCompiler *compiler, const PyPattern *pattern) {
    PyNameList names = pattern->MatchClass.kwd_attrs;
    PyObject *tuple = py_constant_own(&compiler->pool, py_tuple_new(names.count));
    for (int i = 0; i < names.count; i++) {
        if (str_equal(names.items[i], STR("__debug__"))) {
            py_set_position(compiler, &pattern->MatchClass.kwd_patterns.items[i]->at);
            py_generate_fail(compiler, "cannot assign to __debug__");
        }
        for (int j = i + 1; j < names.count; j++) {
            if (!str_equal(names.items[i], names.items[j])) continue;
            py_set_position(compiler, &pattern->MatchClass.kwd_patterns.items[j]->at);
            py_generate_fail(compiler, "attribute name repeated in class pattern: %.*s",
                             STR_ARGS(names.items[i]));
        }
        if (tuple) py_tuple_item(tuple, i) = py_new_ref(py_str_constant(compiler, names.items[i]));
    }
    return tuple;
}

static void generate_class(PyCompiler *compiler, const PyPattern *pattern, Matching *matching) {
    int positional = pattern->MatchClass.patterns.count;
    int count = positional + pattern->MatchClass.kwd_attrs.count;
    py_generate_expr(compiler, pattern->MatchClass.cls);
    py_emit_const(compiler, attribute_names(compiler, pattern));
    py_emit(compiler, PY_OP_MATCH_CLASS, positional);
    matching->on_top++;
    fail_if_none(compiler, matching);
    py_emit(compiler, PY_OP_UNPACK_SEQUENCE, count);
    matching->on_top += count - 1;
    for (int i = 0; i < count; i++) {
        matching->on_top--;
        const PyPattern *item = i < positional ? pattern->MatchClass.patterns.items[i]
                                               : pattern->MatchClass.kwd_patterns.items[i - positional];
        if (is_wildcard(item))
            py_emit(compiler, PY_OP_POP_TOP, 0);
        else
            generate_subpattern(compiler, item, matching);
    }
}

/* --- alternatives --- */

/* Takes the first `count` names off the list and puts them back `by` places further down. */
static void move_names(NameList *list, size_t count, size_t by) {
    NameList moved = {0};
    for (size_t i = 0; i < count; i++) VEC_PUSH(&moved, list->items[i]);
    for (size_t i = 0; i < by; i++) list->items[i] = list->items[i + count];
    for (size_t i = 0; i < count; i++) list->items[by + i] = moved.items[i];
    VEC_FREE(&moved);
}

/* All alternatives must leave the same names in the same order, that of the first one. */
static void reorder(PyCompiler *compiler, const NameList *control, Matching *alternative) {
    bool differ = alternative->stores.count != control->count;
    for (size_t target = differ ? 0 : control->count; target-- > 0;) {
        ptrdiff_t found = find_name(&alternative->stores, control->items[target]);
        if (found < 0) {
            differ = true;
            break;
        }
        if ((size_t)found >= target) continue;
        size_t rotations = (size_t)found + 1;
        move_names(&alternative->stores, rotations, target - (size_t)found);
        for (; rotations > 0; rotations--) rotate(compiler, target + 1);
    }
    if (differ) py_generate_fail(compiler, "alternative patterns bind different names");
}

static void generate_or(PyCompiler *compiler, const PyPattern *pattern, Matching *matching) {
    PyBlock *end = py_new_block(compiler);
    PyPatternList list = pattern->MatchOr.patterns;
    NameList control = {0};
    for (int i = 0; i < list.count && !compiler->failed; i++) {
        Matching alternative = {.allow_irrefutable = i == list.count - 1 && matching->allow_irrefutable};
        py_set_position(compiler, &list.items[i]->at);
        py_emit(compiler, PY_OP_COPY, 1);
        generate_pattern(compiler, list.items[i], &alternative);
        if (i == 0) {
            for (size_t name = 0; name < alternative.stores.count; name++)
                VEC_PUSH(&control, alternative.stores.items[name]);
        } else {
            reorder(compiler, &control, &alternative);
        }
        py_emit_jump(compiler, PY_OP_JUMP, end);
        emit_fail_blocks(compiler, &alternative);
        matching_free(&alternative);
    }
    py_emit(compiler, PY_OP_POP_TOP, 0);
    jump_to_fail(compiler, matching, PY_OP_JUMP);
    py_use_block(compiler, end);
    size_t rotations = control.count + 1 + (size_t)matching->on_top + matching->stores.count;
    for (size_t i = 0; i < control.count; i++) {
        rotate(compiler, rotations);
        add_store(compiler, matching, control.items[i]);
    }
    py_emit(compiler, PY_OP_POP_TOP, 0);
    VEC_FREE(&control);
}

/* --- all kinds --- */

static void generate_pattern_kind(PyCompiler *compiler, const PyPattern *pattern, Matching *matching) {
    switch (pattern->kind) {
    case PY_PATTERN_MATCH_VALUE: generate_value(compiler, pattern, matching); break;
    case PY_PATTERN_MATCH_SINGLETON: generate_singleton(compiler, pattern, matching); break;
    case PY_PATTERN_MATCH_SEQUENCE: generate_sequence(compiler, pattern, matching); break;
    case PY_PATTERN_MATCH_MAPPING: generate_mapping(compiler, pattern, matching); break;
    case PY_PATTERN_MATCH_CLASS: generate_class(compiler, pattern, matching); break;
    case PY_PATTERN_MATCH_STAR: capture(compiler, matching, pattern->MatchStar.name); break;
    case PY_PATTERN_MATCH_AS: generate_as(compiler, pattern, matching); break;
    case PY_PATTERN_MATCH_OR: generate_or(compiler, pattern, matching); break;
    default: break;
    }
}

static void generate_pattern(PyCompiler *compiler, const PyPattern *pattern, Matching *matching) {
    if (compiler->failed) return;
    py_set_position(compiler, &pattern->at);
    if (++compiler->depth > PY_COMPILE_DEPTH_MAX)
        py_generate_fail_depth(compiler);
    else
        generate_pattern_kind(compiler, pattern, matching);
    compiler->depth--;
}

static void generate_case(PyCompiler *compiler, const PyMatchCase *match_case, bool is_last_tested,
                          bool is_last, PyBlock *end) {
    Matching matching = {.allow_irrefutable = match_case->guard || is_last};
    py_set_position(compiler, &match_case->pattern->at);
    if (!is_last_tested) py_emit(compiler, PY_OP_COPY, 1);
    generate_pattern(compiler, match_case->pattern, &matching);
    for (size_t i = 0; i < matching.stores.count; i++)
        py_emit_variable(compiler, matching.stores.items[i], PY_STORE);
    if (match_case->guard)
        py_generate_jump_if(compiler, match_case->guard, fail_block(compiler, &matching, 0), false);
    if (!is_last_tested) py_emit(compiler, PY_OP_POP_TOP, 0);
    py_generate_stmts(compiler, match_case->body);
    py_emit_jump(compiler, PY_OP_JUMP, end);
    py_set_position(compiler, &match_case->pattern->at);
    emit_fail_blocks(compiler, &matching);
    matching_free(&matching);
}

void py_generate_match(PyCompiler *compiler, const PyStmt *stmt) {
    PyMatchCaseList cases = stmt->Match.cases;
    PyBlock *end = py_new_block(compiler);
    py_generate_expr(compiler, stmt->Match.subject);
    const PyMatchCase *last = cases.items[cases.count - 1];
    bool has_default = is_wildcard(last->pattern) && cases.count > 1;
    int tested = cases.count - has_default;
    for (int i = 0; i < tested; i++)
        generate_case(compiler, cases.items[i], i == tested - 1, i == cases.count - 1, end);
    if (has_default) {
        py_set_position(compiler, &last->pattern->at);
        py_emit(compiler, PY_OP_NOP, 0);
        if (last->guard) py_generate_jump_if(compiler, last->guard, end, false);
        py_generate_stmts(compiler, last->body);
    }
    py_use_block(compiler, end);
}
