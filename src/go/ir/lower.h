/* Lowering: from the checked syntax tree to IR. The parts that its files share.
 *
 * One walk over each function body emits instructions in source order. The central questions are always the
 * same two, and each has a type:
 *
 *   Where is it?   A Place: something that can be read and written: a slot of the frame, bytes behind a
 *                  pointer, an address in the data segment, an element of an array.
 *   What is it?    An Operand: a number known now, or a slot that holds the value.
 *
 * Slots are handed out from the bottom of the frame upwards. A statement's temporaries are given back when it
 * ends, a block's variables when the block ends; so slots of disjoint scopes share bytes, and a call's window
 * is simply what lies above everything in use.
 *
 * Closures are lowered after the function around them: a captured variable is then an address that the
 * closure object holds (or a copy in it, when the variable never changes). */
#ifndef GO_IR_LOWER_H
#define GO_IR_LOWER_H

#include "base/diagnostic.h"
#include "go/escape/escape.h"
#include "go/ir/ir.h"
#include "go/types/check.h"

/* Compiles a checked program. NULL when it uses what Varscope cannot compile: `diagnostics` names it.
 * `program` must outlive the result, which is freed with ir_program_free and free(). */
IrProgram *go_lower_program(GoProgram *program, DiagnosticList *diagnostics);

/* ---- Internal to ir/lower*.c ------------------------------------------------------------------------ */

enum { IR_FRAME_HEADER = 16 };

typedef struct Operand {
    bool is_constant;
    int64_t value; /* of a constant: the bits, sign-extended */
    int32_t slot;
} Operand;

typedef enum PlaceKind {
    PLACE_NONE,    /* the blank variable */
    PLACE_SLOT,    /* [fp + slot] */
    PLACE_POINTER, /* [[fp + slot] + displacement] */
    PLACE_DATA,    /* [address] */
    PLACE_ELEMENT, /* [[fp + slot] + index * size]: size 1, 2, 4 or 8 */
    PLACE_PICKED,  /* [fp + slot + [fp + index] * size]: the same of an array in the frame */
    PLACE_MAP,     /* the map at `slot`, the key at `index` */
} PlaceKind;

typedef struct Place {
    PlaceKind kind;
    GoType *type;
    int32_t slot, index, displacement;
    uint32_t address;
    GoType *map_type;
    uint16_t flags; /* IrFlags for instructions that write here */
} Place;

/* Where a function keeps a variable; GoObject.user while the function is lowered. */
typedef struct Variable {
    bool is_indirect; /* the slot holds an address */
    int32_t slot;
    uint32_t address; /* package variables: in the data segment; else 0 */
    uint32_t index;   /* into function->slots, or UINT32_MAX */
} Variable;

/* A jump target. Uses before its position is known are chained through their `c`. */
typedef struct Label {
    bool is_placed;
    uint32_t position;
    uint32_t last_use; /* index plus 1; 0: none */
} Label;

/* Where break and continue go from inside a statement. */
typedef struct JumpTarget {
    struct JumpTarget *outer;
    const GoStmt *statement;
    Label *on_break, *on_continue, *on_fallthrough;
} JumpTarget;

/* A function that only passes a call on to a method, with its receiver where the method wants it. */
typedef enum ForwardKind {
    FORWARD_VALUE, /* the receiver is the first argument */
    FORWARD_WORD,  /* the first argument is its address, as an interface holds it */
    FORWARD_BOUND, /* the closure holds it */
} ForwardKind;

typedef struct Forwarder {
    ForwardKind kind;
    GoType *receiver; /* as given */
    GoObject *method;
    const uint32_t *path; /* from the receiver to the method, as in GoSelection */
    uint32_t path_count;
} Forwarder;

typedef struct PendingFunction {
    IrFunction *function;
    GoFunction *source;
    const Forwarder *forwarder; /* instead of `source` */
} PendingFunction;

typedef struct Lowerer {
    GoProgram *source;
    IrProgram *program;
    GoEscape *escape;
    DiagnosticList *diagnostics;
    bool has_failed;

    VEC(PendingFunction) pending; /* functions whose bodies are still to be lowered */
    StrMap strings;               /* text to its data address, as a pointer */
    IntMap functions;             /* GoFunction or GoObject to IrFunction */
    IntMap type_indices;          /* GoType to its number plus 1 */
    IntMap dynamic_types;         /* GoTypes whose methods are compiled */

    IrFunction *function;   /* being lowered */
    uint32_t literal_count; /* func literals in it so far */
    GoFunction *go_function;
    GoPackage *package;
    uint32_t top, high; /* of the frame: bytes in use now, and at most so far */
    uint32_t line;
    uint32_t depth; /* of nested expressions and statements */
    JumpTarget *targets;
    IntMap labels; /* GoStmt LABELED to Label */
} Lowerer;

/* lower_emit.c: instructions, slots, labels. */
uint32_t emit(Lowerer *lowerer, IrOpcode opcode, int32_t a, int32_t b, int32_t c);
uint32_t emit_flagged(Lowerer *lowerer, uint16_t flags, IrOpcode opcode, int32_t a, int32_t b, int32_t c);
/* SETW: a number of 1, 2, 4 or 8 bytes into a slot. */
void emit_set(Lowerer *lowerer, uint16_t flags, int32_t slot, uint64_t size, int64_t value);
void emit_move(Lowerer *lowerer, uint16_t flags, int32_t to, int32_t from, uint64_t size);
void emit_zero(Lowerer *lowerer, uint16_t flags, int32_t slot, uint64_t size);
/* The opcode of a family for a width: `first` is its member for one byte, `step` how far apart members are.
 */
IrOpcode opcode_for(IrOpcode first, unsigned step, uint64_t size);
/* True when a value of `size` bytes is moved by one instruction with immediates (1, 2, 4, 8). */
bool is_word(uint64_t size);
/* New bytes of the frame, aligned; they are given back by setting lowerer->top. */
int32_t slot_new(Lowerer *lowerer, uint64_t size, uint64_t align);
int32_t slot_of_type(Lowerer *lowerer, GoType *type);
void emit_jump(Lowerer *lowerer, IrOpcode opcode, int32_t a, int32_t b, Label *label);
void label_place(Lowerer *lowerer, Label *label);
/* From here on instructions belong to the statement [start, end). */
void begin_statement(Lowerer *lowerer, GoPos start, GoPos end);
void at_position(Lowerer *lowerer, GoPos pos);
int32_t type_index(Lowerer *lowerer, GoType *type);
/* The number of a method's name in program->method_names. */
int32_t method_name_index(Lowerer *lowerer, GoObject *method);
/* Constant bytes in the data segment. */
uint32_t data_bytes(Lowerer *lowerer, const void *bytes, uint64_t size, uint64_t align);
uint32_t data_text(Lowerer *lowerer, Str text);
/* "varscope does not support FEATURE yet" */
void unsupported(Lowerer *lowerer, GoPos pos, const char *feature);
bool is_too_deep(Lowerer *lowerer, GoPos pos);

/* lower_place.c */
Place place_of_variable(Lowerer *lowerer, GoObject *object);
Place place_of_slot(int32_t slot, GoType *type);
/* An addressable expression, or the blank variable, or a map element. With `is_stable` the place stays the
 * same whatever is assigned to variables afterwards. */
Place lower_place(Lowerer *lowerer, GoExpr *expression, bool is_stable);
Place place_field(Place place, GoType *structure, uint32_t field);
void place_load(Lowerer *lowerer, Place place, int32_t to, uint16_t flags);
/* The receiver of a method from a place, as `wanted`: itself, its address, or what it points to. */
void place_load_receiver(Lowerer *lowerer, Place place, GoType *wanted, int32_t to);
void place_store(Lowerer *lowerer, Place place, Operand value);
void place_zero(Lowerer *lowerer, Place place);
/* A slot with the address of a place. */
int32_t place_address(Lowerer *lowerer, Place place);
/* x[i] of a slice, array, pointer to array, string or map. */
Place lower_element(Lowerer *lowerer, GoExpr *expression, bool is_stable);
/* Follows the fields of a selection from `operand`. */
Place place_selected(Lowerer *lowerer, GoExpr *operand, const uint32_t *path, uint32_t count, bool is_stable);

/* lower_expr.c */
/* The value, converted to what its context wants (converted_to). */
Operand lower_operand(Lowerer *lowerer, GoExpr *expression);
/* The same, boxed when `type` is an interface and the value is not. */
Operand lower_operand_as(Lowerer *lowerer, GoExpr *expression, GoType *type);
int32_t lower_to_slot(Lowerer *lowerer, GoExpr *expression);
void lower_into(Lowerer *lowerer, GoExpr *expression, int32_t to, uint16_t flags);
/* Evaluates and forgets. */
void lower_discard(Lowerer *lowerer, GoExpr *expression);
int32_t operand_slot(Lowerer *lowerer, Operand operand, GoType *type);
void operand_into(Lowerer *lowerer, Operand operand, GoType *type, int32_t to, uint16_t flags);
GoExpr *strip_parens(GoExpr *expression);
/* The same, and the type arguments of F[int]: what is named there is the function for them (types/stencil.c).
 */
GoExpr *strip_instance(GoExpr *expression);
/* The type that the value has where it is used. */
GoType *used_type(const GoExpr *expression);
/* A value of type `from` in a slot, as type `to` (identical, or an interface). */
void lower_implicit_conversion(Lowerer *lowerer, int32_t from_slot, GoType *from, GoType *to, int32_t to_slot,
                               uint16_t flags);
/* Does evaluating it into a variable's slot write the slot more than once? */
bool is_written_piecemeal(GoExpr *expression);

/* lower_map.c: the value under the key (zero when there is none); with `ok` >= 0 whether there is one, as a
 * bool in that slot. */
void lower_map_load(Lowerer *lowerer, Place place, int32_t to, uint16_t flags, int32_t ok);
void lower_map_store(Lowerer *lowerer, Place place, Operand value);

/* lower_constant.c */
Operand lower_constant_operand(Lowerer *lowerer, const GoConstant *constant, GoType *type);
/* Writes the bytes of a constant of basic type; strings as an address and a length. */
void constant_bytes(Lowerer *lowerer, const GoConstant *constant, GoType *type, uint8_t bytes[16]);
void lower_constant_into(Lowerer *lowerer, const GoConstant *constant, GoType *type, int32_t to,
                         uint16_t flags);

/* lower_operator.c */
void lower_binary(Lowerer *lowerer, GoExpr *expression, int32_t to, uint16_t flags);
/* a op= b: `left` is in a slot. */
void lower_arithmetic(Lowerer *lowerer, GoToken operator, GoType * type, int32_t left, Operand right,
                      GoType *right_type, int32_t to, uint16_t flags);
void lower_unary(Lowerer *lowerer, GoExpr *expression, int32_t to, uint16_t flags);
void lower_comparison(Lowerer *lowerer, GoToken operator, GoType * type, Operand left, Operand right,
                      int32_t to, uint16_t flags);
/* Jumps to the label when the condition is `jump_if`, else falls through. */
void lower_condition(Lowerer *lowerer, GoExpr *expression, bool jump_if, Label *label);

/* lower_convert.c */
/* An integer of any type in a slot, as eight bytes: the slot itself, or a new one. */
int32_t widen_to_word(Lowerer *lowerer, int32_t slot, GoType *type);
void lower_conversion(Lowerer *lowerer, GoExpr *call, int32_t to, uint16_t flags);

/* lower_literal.c: T{...}, &T{...} */
void lower_composite(Lowerer *lowerer, GoExpr *expression, int32_t to, uint16_t flags);
/* `expression` is &literal (or the literal itself, when & was left out inside another one). */
void lower_new_composite(Lowerer *lowerer, GoExpr *expression, GoExpr *literal, int32_t to, uint16_t flags);

/* lower_call.c */
/* Emits a call; the slot where the results begin. */
int32_t lower_call(Lowerer *lowerer, GoExpr *call);
/* The same for DEFER and GO: prepares the call, which `opcode` then keeps. */
void lower_call_as(Lowerer *lowerer, GoExpr *call, IrOpcode opcode);
void lower_call_into(Lowerer *lowerer, GoExpr *call, int32_t to, uint16_t flags);
/* Where things lie in a block of arguments or results: the next offset for a value of the type, and the
 * offset of variable `index` of a tuple. */
uint32_t block_next(uint32_t *end, GoType *type);
uint32_t block_offset(GoType *tuple, uint32_t index);
/* The two blocks of a function with this signature (the receiver's type or NULL). */
typedef struct BlockSizes {
    uint32_t argument_bytes, result_offset, result_bytes; /* the offset is from the frame's start */
} BlockSizes;
BlockSizes block_sizes(GoType *signature, GoType *receiver);

/* lower_builtin.c */
void lower_builtin_into(Lowerer *lowerer, GoExpr *call, int32_t to, uint16_t flags);

/* lower_slice.c, lower_map.c, lower_defer.c: the larger built-in functions */
void lower_make(Lowerer *lowerer, GoExpr *call, int32_t to, uint16_t flags);
void lower_append(Lowerer *lowerer, GoExpr *call, int32_t to, uint16_t flags);
void lower_copy(Lowerer *lowerer, GoExpr *call, int32_t to, uint16_t flags);
void lower_delete(Lowerer *lowerer, GoExpr *call, int32_t to, uint16_t flags);
void lower_clear(Lowerer *lowerer, GoExpr *call, int32_t to, uint16_t flags);
void lower_recover(Lowerer *lowerer, GoExpr *call, int32_t to, uint16_t flags);

/* lower_complex.c */
void lower_complex_arithmetic(Lowerer *lowerer, GoToken operator, GoType * type, int32_t left, int32_t right,
                              int32_t to, uint16_t flags);

/* lower_slice.c */
void lower_slicing(Lowerer *lowerer, GoExpr *expression, int32_t to, uint16_t flags);

IrFunction *forwarder_new(Lowerer *lowerer, ForwardKind kind, GoType *receiver, GoObject *method,
                          const uint32_t *path, uint32_t path_count);
void lower_forwarder(Lowerer *lowerer, IrFunction *function, const Forwarder *forwarder);
/* At the start of a literal's code: finds its captured variables through the closure object. */
void lower_captures(Lowerer *lowerer, GoFunction *function);

/* lower_interface.c: x.(T), with `ok` >= 0 the bool goes to that slot instead of a panic */
void lower_assertion(Lowerer *lowerer, GoExpr *expression, int32_t to, uint16_t flags, int32_t ok);
/* Values of this type are put into interfaces: compiles its methods. */
void note_dynamic_type(Lowerer *lowerer, GoType *type);
void lower_type_switch(Lowerer *lowerer, GoStmt *statement);

/* A stable slot with the interface value whose method is called, embedded fields followed. */
int32_t lower_interface_receiver(Lowerer *lowerer, GoExpr *operand, GoSelection *selection);

/* lower_closure.c: functions as values */
void lower_function_literal(Lowerer *lowerer, GoExpr *expression, int32_t to, uint16_t flags);
void lower_function_value(Lowerer *lowerer, GoObject *object, int32_t to, uint16_t flags);
void lower_method_value(Lowerer *lowerer, GoExpr *expression, int32_t to, uint16_t flags);

/* lower_concurrency.c: go, defer, channels, select; with `ok` >= 0 as for lower_assertion */
void lower_receive(Lowerer *lowerer, GoExpr *expression, int32_t to, uint16_t flags, int32_t ok);
void lower_send(Lowerer *lowerer, GoStmt *statement);
void lower_close(Lowerer *lowerer, GoExpr *call, int32_t to, uint16_t flags);
void lower_go(Lowerer *lowerer, GoStmt *statement);
void lower_go_or_defer(Lowerer *lowerer, GoStmt *statement);
void lower_select(Lowerer *lowerer, GoStmt *statement);

/* lower_stmt.c: by kind, and the variables of blocks */
void lower_statement(Lowerer *lowerer, GoStmt *statement);
void lower_statements(Lowerer *lowerer, GoStmtList list);
/* Gives a variable its slot (and its heap cell when it escapes, which is zeroed). Its name is bound from
 * variable_bind on, until variables_end. */
Variable *variable_declare(Lowerer *lowerer, GoObject *object);
void variable_bind(Lowerer *lowerer, GoObject *object);
/* Ends the scope of all variables with index `from` and above. */
void variables_end(Lowerer *lowerer, uint32_t from);
/* A block's variables and temporaries: everything that is declared or taken after scope_open ends at
 * scope_close. */
typedef struct Scope {
    uint32_t top, variables;
} Scope;
Scope scope_open(Lowerer *lowerer);
void scope_close(Lowerer *lowerer, Scope scope);
/* The row for a variable that lies at `offset`. */
IrSlot *variable_row(Lowerer *lowerer, GoObject *object, int32_t offset, IrSlotKind kind);

/* lower_assign.c */
void lower_assign(Lowerer *lowerer, GoStmt *statement);
void lower_return(Lowerer *lowerer, GoStmt *statement);
void lower_var(Lowerer *lowerer, GoDecl *declaration);
void lower_initializer(Lowerer *lowerer, const GoInitializer *initializer);
/* Leaves the function: deferred calls, results that live on the heap, RET. */
void lower_leave(Lowerer *lowerer);

/* lower_flow.c, lower_range.c */
void lower_if(Lowerer *lowerer, GoStmt *statement);
void lower_for(Lowerer *lowerer, GoStmt *statement);
void lower_range(Lowerer *lowerer, GoStmt *statement);
/* The statements of a clause without fallthrough; a `break` in them goes to `end`. */
void lower_clause_body(Lowerer *lowerer, GoStmt *statement, GoClause *clause, Label *end);
void lower_switch(Lowerer *lowerer, GoStmt *statement);
void lower_branch(Lowerer *lowerer, GoStmt *statement);
void lower_labeled(Lowerer *lowerer, GoStmt *statement);
/* Gives every escaping variable of the list a new heap cell with the same value. */
void lower_fresh_variables(Lowerer *lowerer, GoObjectList variables);

/* lower.c */
IrFunction *function_of_object(Lowerer *lowerer, GoObject *object);
/* Of a func literal; called once for each. */
IrFunction *literal_function(Lowerer *lowerer, GoFunction *source);
IrFunction *function_new(Lowerer *lowerer, Str name);
void function_set_sizes(IrFunction *function, GoType *signature, GoType *receiver);
void function_begin(Lowerer *lowerer, IrFunction *function, GoFunction *source);
void function_end(Lowerer *lowerer);

#endif
