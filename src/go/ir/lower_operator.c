/* Operators: arithmetic in every width, comparisons, and conditions that jump.
 *
 * Which instruction it is follows from the operator and the type alone, so the choice is a table: for each
 * operator the opcode for one byte, signed and unsigned, and for four-byte floats; wider ones lie at a fixed
 * distance behind it. */
#include "go/ir/lower.h"

/* Distances within the families of opcodes (see the enum in ir.h). */
enum { INT_STEP = IR_ADD2 - IR_ADD1, COMPARE_STEP = IR_EQ2 - IR_EQ1, IMMEDIATE = IR_ADD1I - IR_ADD1 };
enum { JUMP = IR_JEQ1 - IR_EQ1 };

typedef struct ArithmeticRow {
    IrOpcode signed_, unsigned_, floating;
    bool is_division;
} ArithmeticRow;

static const ArithmeticRow arithmetic[GO_TOKEN_COUNT] = {
    [GO_TOKEN_ADD] = {IR_ADD1, IR_ADD1, IR_ADDF4, false},
    [GO_TOKEN_SUBTRACT] = {IR_SUB1, IR_SUB1, IR_SUBF4, false},
    [GO_TOKEN_MULTIPLY] = {IR_MUL1, IR_MUL1, IR_MULF4, false},
    [GO_TOKEN_DIVIDE] = {IR_DIV1, IR_DIVU1, IR_DIVF4, true},
    [GO_TOKEN_REMAINDER] = {IR_REM1, IR_REMU1, IR_NOP, true},
    [GO_TOKEN_AND] = {IR_AND1, IR_AND1, IR_NOP, false},
    [GO_TOKEN_OR] = {IR_OR1, IR_OR1, IR_NOP, false},
    [GO_TOKEN_XOR] = {IR_XOR1, IR_XOR1, IR_NOP, false},
    [GO_TOKEN_AND_NOT] = {IR_ANDNOT1, IR_ANDNOT1, IR_NOP, false},
    [GO_TOKEN_SHIFT_LEFT] = {IR_SHL1, IR_SHL1, IR_NOP, false},
    [GO_TOKEN_SHIFT_RIGHT] = {IR_SHR1, IR_SHRU1, IR_NOP, false},
};

typedef struct ComparisonRow {
    IrOpcode signed_, unsigned_, floating;
    bool swaps;       /* the floating form compares right with left */
    GoToken negation; /* of integers */
} ComparisonRow;

static const ComparisonRow comparisons[GO_TOKEN_COUNT] = {
    [GO_TOKEN_EQUAL] = {IR_EQ1, IR_EQ1, IR_EQF4, false, GO_TOKEN_NOT_EQUAL},
    [GO_TOKEN_NOT_EQUAL] = {IR_NE1, IR_NE1, IR_NEF4, false, GO_TOKEN_EQUAL},
    [GO_TOKEN_LESS] = {IR_LT1, IR_LTU1, IR_LTF4, false, GO_TOKEN_GREATER_EQUAL},
    [GO_TOKEN_LESS_EQUAL] = {IR_LE1, IR_LEU1, IR_LEF4, false, GO_TOKEN_GREATER},
    [GO_TOKEN_GREATER] = {IR_GT1, IR_GTU1, IR_LTF4, true, GO_TOKEN_LESS_EQUAL},
    [GO_TOKEN_GREATER_EQUAL] = {IR_GE1, IR_GEU1, IR_LEF4, true, GO_TOKEN_LESS},
};

static bool fits_immediate(Operand operand) {
    return operand.is_constant && operand.value == (int32_t)operand.value;
}

static uint64_t size_of(GoType *type) {
    return (uint64_t)go_type_size(type);
}

/* ---- Arithmetic --------------------------------------------------------------------------------------- */

static void lower_float_arithmetic(Lowerer *lowerer, GoToken operator, GoType * type, int32_t left,
                                   Operand right, int32_t to, uint16_t flags) {
    IrOpcode opcode = arithmetic[operator].floating + (size_of(type) == 8);
    emit_flagged(lowerer, flags, opcode, to, left, operand_slot(lowerer, right, type));
}

/* The count of a shift as uint64 in a slot; a negative one panics. */
static int32_t lower_shift_count(Lowerer *lowerer, Operand right, GoType *type) {
    int32_t count = widen_to_word(lowerer, operand_slot(lowerer, right, type), type);
    if (!(go_type_flags(type) & GO_IS_UNSIGNED)) emit(lowerer, IR_CHECKSHIFT, count, 0, 0);
    return count;
}

static void lower_int_arithmetic(Lowerer *lowerer, GoToken operator, GoType * type, int32_t left,
                                 Operand right, GoType *right_type, int32_t to, uint16_t flags) {
    const ArithmeticRow *row = &arithmetic[operator];
    bool is_unsigned = (go_type_flags(type) & GO_IS_UNSIGNED) != 0;
    IrOpcode opcode = opcode_for(is_unsigned ? row->unsigned_ : row->signed_, INT_STEP, size_of(type));
    bool is_shift = operator== GO_TOKEN_SHIFT_LEFT || operator== GO_TOKEN_SHIFT_RIGHT;
    bool is_safe = !row->is_division || right.value != 0;
    if (fits_immediate(right) && is_safe && (!is_shift || right.value >= 0)) {
        emit_flagged(lowerer, flags, opcode + IMMEDIATE, to, left, (int32_t)right.value);
        return;
    }
    int32_t slot =
        is_shift ? lower_shift_count(lowerer, right, right_type) : operand_slot(lowerer, right, type);
    if (row->is_division && !(right.is_constant && is_safe))
        emit(lowerer, opcode_for(IR_CHECKDIV1, 1, size_of(type)), slot, 0, 0);
    emit_flagged(lowerer, flags, opcode, to, left, slot);
}

static void lower_concatenation(Lowerer *lowerer, int32_t left, int32_t right, int32_t to, uint16_t flags) {
    int32_t parts = slot_new(lowerer, 32, 8);
    emit_move(lowerer, 0, parts, left, 16);
    emit_move(lowerer, 0, parts + 16, right, 16);
    emit_flagged(lowerer, flags, IR_CONCAT, to, parts, 2);
}

void lower_arithmetic(Lowerer *lowerer, GoToken operator, GoType * type, int32_t left, Operand right,
                      GoType *right_type, int32_t to, uint16_t flags) {
    unsigned kind = go_type_flags(type);
    if (kind & GO_IS_STRING)
        lower_concatenation(lowerer, left, operand_slot(lowerer, right, type), to, flags);
    else if (kind & GO_IS_COMPLEX)
        lower_complex_arithmetic(lowerer, operator, type, left, operand_slot(lowerer, right, type), to,
                                 flags);
    else if (kind & GO_IS_FLOAT)
        lower_float_arithmetic(lowerer, operator, type, left, right, to, flags);
    else
        lower_int_arithmetic(lowerer, operator, type, left, right, right_type, to, flags);
}

/* a + b + c + ... of strings is one CONCAT of all parts, as Go's compiler does it. */
static void collect_parts(GoExpr *expression, GoExpr **parts, uint32_t *count, uint32_t limit) {
    GoExpr *inner = strip_parens(expression);
    bool is_sum = inner->kind == GO_EXPR_BINARY && inner->binary.operator== GO_TOKEN_ADD &&
                                                   inner->mode != GO_MODE_CONSTANT && !inner->converted_to;
    if (!is_sum || *count + 2 > limit) {
        parts[(*count)++] = expression;
        return;
    }
    collect_parts(inner->binary.left, parts, count, limit - 1);
    parts[(*count)++] = inner->binary.right;
}

static void lower_string_sum(Lowerer *lowerer, GoExpr *expression, int32_t to, uint16_t flags) {
    enum { MOST = 64 };
    GoExpr *parts[MOST];
    uint32_t count = 0;
    collect_parts(expression->binary.left, parts, &count, MOST - 1);
    parts[count++] = expression->binary.right;
    int32_t block = slot_new(lowerer, 16 * (uint64_t)count, 8);
    for (uint32_t i = 0; i < count; i++) lower_into(lowerer, parts[i], block + 16 * (int32_t)i, 0);
    at_position(lowerer, expression->pos);
    emit_flagged(lowerer, flags, IR_CONCAT, to, block, (int32_t)count);
}

/* ---- Comparisons -------------------------------------------------------------------------------------- */

static void lower_string_comparison(Lowerer *lowerer, GoToken operator, int32_t left, int32_t right,
                                    int32_t to, uint16_t flags) {
    bool swaps = operator== GO_TOKEN_GREATER || operator== GO_TOKEN_GREATER_EQUAL;
    bool is_equality = operator== GO_TOKEN_EQUAL || operator== GO_TOKEN_NOT_EQUAL;
    bool is_strict = operator== GO_TOKEN_LESS || operator== GO_TOKEN_GREATER;
    IrOpcode opcode = is_equality ? IR_EQS : is_strict ? IR_LTS : IR_LES;
    int32_t result = operator== GO_TOKEN_NOT_EQUAL ? slot_new(lowerer, 1, 1) : to;
    emit_flagged(lowerer, flags, opcode, result, swaps ? right : left, swaps ? left : right);
    if (result != to) emit_flagged(lowerer, flags, IR_NOT, to, result, 0);
}

/* Structs, arrays, interfaces, complex numbers: the runtime compares by type. */
static void lower_value_comparison(Lowerer *lowerer, GoToken operator, GoType * type, int32_t left,
                                   int32_t right, int32_t to, uint16_t flags) {
    int32_t number = type_index(lowerer, type);
    if (number > UINT16_MAX) unsupported(lowerer, GO_NO_POS, "more than 65535 types");
    int32_t result = slot_new(lowerer, 1, 1);
    emit_flagged(lowerer, (uint16_t)number, IR_EQUAL, result, left, right);
    emit_flagged(lowerer, flags, operator== GO_TOKEN_NOT_EQUAL ? IR_NOT : IR_MOV1, to, result, 0);
}

static bool is_compared_as_word(GoType *type) {
    GoType *underlying = go_underlying(type);
    if (go_type_flags(type) & (GO_IS_INTEGER | GO_IS_BOOLEAN)) return true;
    return go_type_is_pointer_shaped(type) || underlying->kind == GO_UNSAFE_POINTER;
}

void lower_comparison(Lowerer *lowerer, GoToken operator, GoType * type, Operand left, Operand right,
                      int32_t to, uint16_t flags) {
    const ComparisonRow *row = &comparisons[operator];
    unsigned kind = go_type_flags(type);
    if (is_compared_as_word(type)) {
        IrOpcode first = kind & GO_IS_UNSIGNED ? row->unsigned_ : row->signed_;
        IrOpcode opcode = opcode_for(first, COMPARE_STEP, size_of(type));
        int32_t slot = operand_slot(lowerer, left, type);
        if (fits_immediate(right))
            emit_flagged(lowerer, flags, opcode + IMMEDIATE, to, slot, (int32_t)right.value);
        else
            emit_flagged(lowerer, flags, opcode, to, slot, operand_slot(lowerer, right, type));
        return;
    }
    int32_t x = operand_slot(lowerer, left, type), y = operand_slot(lowerer, right, type);
    if (kind & GO_IS_FLOAT)
        emit_flagged(lowerer, flags, row->floating + (size_of(type) == 8), to, row->swaps ? y : x,
                     row->swaps ? x : y);
    else if (kind & GO_IS_STRING)
        lower_string_comparison(lowerer, operator, x, y, to, flags);
    else
        lower_value_comparison(lowerer, operator, type, x, y, to, flags);
}

/* The type in which both sides are compared: an interface when one of them is. */
static GoType *comparison_type(GoExpr *left, GoExpr *right) {
    GoType *type = used_type(left);
    if (left->mode == GO_MODE_NIL) type = used_type(right);
    return go_type_is_interface(used_type(right)) ? used_type(right) : type;
}

/* nil == x: slices, and interfaces, are nil when their first word is. */
static bool lower_nil_comparison(Lowerer *lowerer, GoToken operator, GoExpr * left, GoExpr *right, int32_t to,
                                 uint16_t flags) {
    GoExpr *value = left->mode == GO_MODE_NIL ? right : left;
    if (left->mode != GO_MODE_NIL && right->mode != GO_MODE_NIL) return false;
    int32_t slot = lower_to_slot(lowerer, value);
    emit_flagged(lowerer, flags, operator== GO_TOKEN_EQUAL ? IR_EQ8I : IR_NE8I, to, slot, 0);
    return true;
}

Operand lower_operand_as(Lowerer *lowerer, GoExpr *expression, GoType *type) {
    Operand operand = lower_operand(lowerer, expression);
    GoType *given = used_type(expression);
    if (!go_type_is_interface(type) || go_type_is_interface(given)) return operand;
    int32_t boxed = slot_new(lowerer, 16, 8);
    lower_implicit_conversion(lowerer, operand_slot(lowerer, operand, given), given, type, boxed, 0);
    return (Operand){.slot = boxed};
}

static void lower_comparison_expression(Lowerer *lowerer, GoExpr *expression, int32_t to, uint16_t flags) {
    GoExpr *left = expression->binary.left, *right = expression->binary.right;
    GoToken operator= expression->binary.operator;
    if (lower_nil_comparison(lowerer, operator, left, right, to, flags)) return;
    GoType *type = comparison_type(left, right);
    Operand x = lower_operand_as(lowerer, left, type), y = lower_operand_as(lowerer, right, type);
    at_position(lowerer, expression->pos);
    lower_comparison(lowerer, operator, type, x, y, to, flags);
}

/* ---- Conditions --------------------------------------------------------------------------------------- */

static bool lower_compare_and_jump(Lowerer *lowerer, GoExpr *expression, bool jump_if, Label *label) {
    GoExpr *left = expression->binary.left, *right = expression->binary.right;
    if (left->mode == GO_MODE_NIL || right->mode == GO_MODE_NIL) return false;
    GoType *type = comparison_type(left, right);
    if (!is_compared_as_word(type) || left->converted_to || right->converted_to) return false;
    GoToken operator= expression->binary.operator;
    if (!jump_if) operator= comparisons[operator].negation;
    Operand x = lower_operand(lowerer, left), y = lower_operand(lowerer, right);
    const ComparisonRow *row = &comparisons[operator];
    bool is_unsigned = (go_type_flags(type) & GO_IS_UNSIGNED) != 0;
    IrOpcode opcode = opcode_for(is_unsigned ? row->unsigned_ : row->signed_, COMPARE_STEP, size_of(type));
    int32_t slot = operand_slot(lowerer, x, type);
    at_position(lowerer, expression->pos);
    if (fits_immediate(y))
        emit_jump(lowerer, opcode + JUMP + IMMEDIATE, slot, (int32_t)y.value, label);
    else
        emit_jump(lowerer, opcode + JUMP, slot, operand_slot(lowerer, y, type), label);
    return true;
}

/* a && b jumps away as soon as a is false. */
static void lower_short_circuit(Lowerer *lowerer, GoExpr *expression, bool jump_if, Label *label) {
    bool decides = expression->binary.operator== GO_TOKEN_OR_OR; /* the value of `a` that settles it */
    if (decides == jump_if) {
        lower_condition(lowerer, expression->binary.left, jump_if, label);
        lower_condition(lowerer, expression->binary.right, jump_if, label);
        return;
    }
    Label skip = {0};
    lower_condition(lowerer, expression->binary.left, decides, &skip);
    lower_condition(lowerer, expression->binary.right, jump_if, label);
    label_place(lowerer, &skip);
}

void lower_condition(Lowerer *lowerer, GoExpr *expression, bool jump_if, Label *label) {
    expression = strip_parens(expression);
    if (is_too_deep(lowerer, expression->pos)) return;
    lowerer->depth++;
    bool is_operator = expression->mode != GO_MODE_CONSTANT && expression->kind == GO_EXPR_BINARY;
    GoToken operator= is_operator ? expression->binary.operator: GO_TOKEN_EOF;
    if (expression->mode == GO_MODE_CONSTANT) {
        if (go_constant_is_true(expression->constant) == jump_if) emit_jump(lowerer, IR_JMP, 0, 0, label);
    } else if (expression->kind == GO_EXPR_UNARY && expression->unary.operator== GO_TOKEN_NOT) {
        lower_condition(lowerer, expression->unary.operand, !jump_if, label);
    } else if (operator== GO_TOKEN_AND_AND || operator== GO_TOKEN_OR_OR) {
        lower_short_circuit(lowerer, expression, jump_if, label);
    } else if (!is_operator || !comparisons[operator].signed_ ||
               !lower_compare_and_jump(lowerer, expression, jump_if, label)) {
        int32_t slot = lower_to_slot(lowerer, expression);
        emit_jump(lowerer, jump_if ? IR_JT : IR_JF, slot, 0, label);
    }
    lowerer->depth--;
}

/* The value of a && b: the slot is written once, at the end, since it may be one of the operands. */
static void lower_logical(Lowerer *lowerer, GoExpr *expression, int32_t to, uint16_t flags) {
    Label is_false = {0}, end = {0};
    lower_condition(lowerer, expression, false, &is_false);
    emit_set(lowerer, flags, to, 1, 1);
    emit_jump(lowerer, IR_JMP, 0, 0, &end);
    label_place(lowerer, &is_false);
    emit_set(lowerer, flags, to, 1, 0);
    label_place(lowerer, &end);
}

/* ---- Expressions -------------------------------------------------------------------------------------- */

void lower_binary(Lowerer *lowerer, GoExpr *expression, int32_t to, uint16_t flags) {
    GoToken operator= expression->binary.operator;
    GoExpr *left = expression->binary.left, *right = expression->binary.right;
    if (operator== GO_TOKEN_AND_AND || operator== GO_TOKEN_OR_OR) {
        lower_logical(lowerer, expression, to, flags);
    } else if (operator>= GO_TOKEN_EQUAL && operator<= GO_TOKEN_GREATER_EQUAL) {
        lower_comparison_expression(lowerer, expression, to, flags);
    } else if (go_type_flags(expression->type) & GO_IS_STRING) {
        lower_string_sum(lowerer, expression, to, flags);
    } else {
        Operand x = lower_operand(lowerer, left), y = lower_operand(lowerer, right);
        at_position(lowerer, expression->pos);
        lower_arithmetic(lowerer, operator, expression->type, operand_slot(lowerer, x, expression->type), y,
                         right->type, to, flags);
    }
}

static void lower_negation(Lowerer *lowerer, GoExpr *expression, int32_t to, uint16_t flags) {
    GoType *type = expression->type;
    unsigned kind = go_type_flags(type);
    int32_t slot = lower_to_slot(lowerer, expression->unary.operand);
    uint64_t size = size_of(type);
    if (kind & GO_IS_COMPLEX) {
        IrOpcode opcode = size == 16 ? IR_NEGF8 : IR_NEGF4;
        int32_t half = (int32_t)size / 2, both = slot_of_type(lowerer, type);
        emit(lowerer, opcode, both, slot, 0);
        emit(lowerer, opcode, both + half, slot + half, 0);
        emit_move(lowerer, flags, to, both, size);
    } else if (kind & GO_IS_FLOAT) {
        emit_flagged(lowerer, flags, size == 8 ? IR_NEGF8 : IR_NEGF4, to, slot, 0);
    } else {
        emit_flagged(lowerer, flags, opcode_for(IR_NEG1, 1, size), to, slot, 0);
    }
}

/* &x of a variable is the address that its slot holds (the analysis has moved it to the heap), or the
 * address of the slot when it stays; &T{} makes a new variable. */
static void lower_address_of(Lowerer *lowerer, GoExpr *expression, int32_t to, uint16_t flags) {
    GoExpr *operand = strip_parens(expression->unary.operand);
    if (operand->kind == GO_EXPR_COMPOSITE) {
        lower_new_composite(lowerer, expression, operand, to, flags);
        return;
    }
    Place place = lower_place(lowerer, operand, false);
    if (place.kind == PLACE_SLOT)
        emit_flagged(lowerer, flags, IR_ADDR, to, place.slot, 0);
    else
        emit_move(lowerer, flags, to, place_address(lowerer, place), 8);
}

void lower_unary(Lowerer *lowerer, GoExpr *expression, int32_t to, uint16_t flags) {
    GoExpr *operand = expression->unary.operand;
    switch (expression->unary.operator) {
    case GO_TOKEN_ADD: lower_into(lowerer, operand, to, flags); break;
    case GO_TOKEN_SUBTRACT: lower_negation(lowerer, expression, to, flags); break;
    case GO_TOKEN_NOT: emit_flagged(lowerer, flags, IR_NOT, to, lower_to_slot(lowerer, operand), 0); break;
    case GO_TOKEN_XOR:
        emit_flagged(lowerer, flags, opcode_for(IR_COM1, 1, size_of(expression->type)), to,
                     lower_to_slot(lowerer, operand), 0);
        break;
    case GO_TOKEN_AND: lower_address_of(lowerer, expression, to, flags); break;
    case GO_TOKEN_ARROW: lower_receive(lowerer, expression, to, flags, -1); break;
    default: unsupported(lowerer, expression->pos, "this operator"); break;
    }
}
