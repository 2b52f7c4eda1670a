/* Opcodes: one row for every instruction of CPython 3.11's machine, read by everyone who deals with them.
 *
 * An instruction is a code unit of two bytes, opcode and argument. Arguments over 255 are extended by
 * EXTENDED_ARG instructions in front, eight more bits each. Some instructions are followed by CACHE units,
 * inline storage in which the machine keeps what it learned at that place. The assembler, the machine, the
 * disassembler, the stack depth analysis and the symbol view all read the table below; nobody keeps a second
 * list.
 *
 * A row is: number, name, what the argument means (PyArgumentKind without its prefix), number of CACHE units
 * behind it, and by how many entries it makes the evaluation stack grow. The growth is an expression over
 * `argument` and `is_jump` (whether the jump is taken). */
#ifndef PYTHON_COMPILE_OPCODE_H
#define PYTHON_COMPILE_OPCODE_H

#include <stdbool.h>
#include <stdint.h>

typedef enum PyArgumentKind {
    PY_ARGUMENT_NONE,          /* ignored */
    PY_ARGUMENT_NUMBER,        /* a count, a depth or flags */
    PY_ARGUMENT_CONST,         /* index into co_consts */
    PY_ARGUMENT_NAME,          /* index into co_names */
    PY_ARGUMENT_GLOBAL,        /* index into co_names times 2, plus 1 when a NULL is pushed first */
    PY_ARGUMENT_FAST,          /* index into the frame's fast locals */
    PY_ARGUMENT_DEREF,         /* the same, of a slot that holds a cell */
    PY_ARGUMENT_JUMP_FORWARD,  /* code units from the next instruction */
    PY_ARGUMENT_JUMP_BACKWARD, /* the same, towards the start */
    PY_ARGUMENT_COMPARE,       /* a PyCompareOp */
    PY_ARGUMENT_BINARY,        /* a PyBinaryOp */
    PY_ARGUMENT_CONVERSION,    /* bits 0-1: none, str, repr, ascii; bit 2: a format spec is on the stack */
    PY_ARGUMENT_FUNCTION,      /* bits: defaults, keyword defaults, annotations, closure */
} PyArgumentKind;

/* clang-format off */
#define PY_OPCODES(X)                                                                 \
    X(0, CACHE, NONE, 0, 0)                                                           \
    X(1, POP_TOP, NONE, 0, -1)                                                        \
    X(2, PUSH_NULL, NONE, 0, 1)                                                       \
    X(9, NOP, NONE, 0, 0)                                                             \
    X(10, UNARY_POSITIVE, NONE, 0, 0)                                                 \
    X(11, UNARY_NEGATIVE, NONE, 0, 0)                                                 \
    X(12, UNARY_NOT, NONE, 0, 0)                                                      \
    X(15, UNARY_INVERT, NONE, 0, 0)                                                   \
    X(25, BINARY_SUBSCR, NONE, 4, -1)                                                 \
    X(30, GET_LEN, NONE, 0, 1)                                                        \
    X(31, MATCH_MAPPING, NONE, 0, 1)                                                  \
    X(32, MATCH_SEQUENCE, NONE, 0, 1)                                                 \
    X(33, MATCH_KEYS, NONE, 0, 1)                                                     \
    X(35, PUSH_EXC_INFO, NONE, 0, 1)                                                  \
    X(36, CHECK_EXC_MATCH, NONE, 0, 0)                                                \
    X(37, CHECK_EG_MATCH, NONE, 0, 0)                                                 \
    X(49, WITH_EXCEPT_START, NONE, 0, 1)                                              \
    X(50, GET_AITER, NONE, 0, 0)                                                      \
    X(51, GET_ANEXT, NONE, 0, 1)                                                      \
    X(52, BEFORE_ASYNC_WITH, NONE, 0, 1)                                              \
    X(53, BEFORE_WITH, NONE, 0, 1)                                                    \
    X(54, END_ASYNC_FOR, NONE, 0, -2)                                                 \
    X(60, STORE_SUBSCR, NONE, 1, -3)                                                  \
    X(61, DELETE_SUBSCR, NONE, 0, -2)                                                 \
    X(68, GET_ITER, NONE, 0, 0)                                                       \
    X(69, GET_YIELD_FROM_ITER, NONE, 0, 0)                                            \
    X(70, PRINT_EXPR, NONE, 0, -1)                                                    \
    X(71, LOAD_BUILD_CLASS, NONE, 0, 1)                                               \
    X(74, LOAD_ASSERTION_ERROR, NONE, 0, 1)                                           \
    X(75, RETURN_GENERATOR, NONE, 0, 0)                                               \
    X(82, LIST_TO_TUPLE, NONE, 0, 0)                                                  \
    X(83, RETURN_VALUE, NONE, 0, -1)                                                  \
    X(84, IMPORT_STAR, NONE, 0, -1)                                                   \
    X(85, SETUP_ANNOTATIONS, NONE, 0, 0)                                              \
    X(86, YIELD_VALUE, NONE, 0, 0)                                                    \
    X(87, ASYNC_GEN_WRAP, NONE, 0, 0)                                                 \
    X(88, PREP_RERAISE_STAR, NONE, 0, -1)                                             \
    X(89, POP_EXCEPT, NONE, 0, -1)                                                    \
    X(90, STORE_NAME, NAME, 0, -1)                                                    \
    X(91, DELETE_NAME, NAME, 0, 0)                                                    \
    X(92, UNPACK_SEQUENCE, NUMBER, 1, argument - 1)                                   \
    X(93, FOR_ITER, JUMP_FORWARD, 0, is_jump ? -1 : 1)                                \
    X(94, UNPACK_EX, NUMBER, 0, (argument & 0xFF) + (argument >> 8))                  \
    X(95, STORE_ATTR, NAME, 4, -2)                                                    \
    X(96, DELETE_ATTR, NAME, 0, -1)                                                   \
    X(97, STORE_GLOBAL, NAME, 0, -1)                                                  \
    X(98, DELETE_GLOBAL, NAME, 0, 0)                                                  \
    X(99, SWAP, NUMBER, 0, 0)                                                         \
    X(100, LOAD_CONST, CONST, 0, 1)                                                   \
    X(101, LOAD_NAME, NAME, 0, 1)                                                     \
    X(102, BUILD_TUPLE, NUMBER, 0, 1 - argument)                                      \
    X(103, BUILD_LIST, NUMBER, 0, 1 - argument)                                       \
    X(104, BUILD_SET, NUMBER, 0, 1 - argument)                                        \
    X(105, BUILD_MAP, NUMBER, 0, 1 - 2 * argument)                                    \
    X(106, LOAD_ATTR, NAME, 4, 0)                                                     \
    X(107, COMPARE_OP, COMPARE, 2, -1)                                                \
    X(108, IMPORT_NAME, NAME, 0, -1)                                                  \
    X(109, IMPORT_FROM, NAME, 0, 1)                                                   \
    X(110, JUMP_FORWARD, JUMP_FORWARD, 0, 0)                                          \
    X(111, JUMP_IF_FALSE_OR_POP, JUMP_FORWARD, 0, is_jump ? 0 : -1)                   \
    X(112, JUMP_IF_TRUE_OR_POP, JUMP_FORWARD, 0, is_jump ? 0 : -1)                    \
    X(114, POP_JUMP_FORWARD_IF_FALSE, JUMP_FORWARD, 0, -1)                            \
    X(115, POP_JUMP_FORWARD_IF_TRUE, JUMP_FORWARD, 0, -1)                             \
    X(116, LOAD_GLOBAL, GLOBAL, 5, 1 + (argument & 1))                                \
    X(117, IS_OP, NUMBER, 0, -1)                                                      \
    X(118, CONTAINS_OP, NUMBER, 0, -1)                                                \
    X(119, RERAISE, NUMBER, 0, -1)                                                    \
    X(120, COPY, NUMBER, 0, 1)                                                        \
    X(122, BINARY_OP, BINARY, 1, -1)                                                  \
    X(123, SEND, JUMP_FORWARD, 0, is_jump ? -1 : 0)                                   \
    X(124, LOAD_FAST, FAST, 0, 1)                                                     \
    X(125, STORE_FAST, FAST, 0, -1)                                                   \
    X(126, DELETE_FAST, FAST, 0, 0)                                                   \
    X(128, POP_JUMP_FORWARD_IF_NOT_NONE, JUMP_FORWARD, 0, -1)                         \
    X(129, POP_JUMP_FORWARD_IF_NONE, JUMP_FORWARD, 0, -1)                             \
    X(130, RAISE_VARARGS, NUMBER, 0, -argument)                                       \
    X(131, GET_AWAITABLE, NUMBER, 0, 0)                                               \
    X(132, MAKE_FUNCTION, FUNCTION, 0, -__builtin_popcount((unsigned)argument & 0xF)) \
    X(133, BUILD_SLICE, NUMBER, 0, argument == 3 ? -2 : -1)                           \
    X(134, JUMP_BACKWARD_NO_INTERRUPT, JUMP_BACKWARD, 0, 0)                           \
    X(135, MAKE_CELL, DEREF, 0, 0)                                                    \
    X(136, LOAD_CLOSURE, DEREF, 0, 1)                                                 \
    X(137, LOAD_DEREF, DEREF, 0, 1)                                                   \
    X(138, STORE_DEREF, DEREF, 0, -1)                                                 \
    X(139, DELETE_DEREF, DEREF, 0, 0)                                                 \
    X(140, JUMP_BACKWARD, JUMP_BACKWARD, 0, 0)                                        \
    X(142, CALL_FUNCTION_EX, NUMBER, 0, -2 - (argument & 1))                          \
    X(144, EXTENDED_ARG, NUMBER, 0, 0)                                                \
    X(145, LIST_APPEND, NUMBER, 0, -1)                                                \
    X(146, SET_ADD, NUMBER, 0, -1)                                                    \
    X(147, MAP_ADD, NUMBER, 0, -2)                                                    \
    X(148, LOAD_CLASSDEREF, DEREF, 0, 1)                                              \
    X(149, COPY_FREE_VARS, NUMBER, 0, 0)                                              \
    X(151, RESUME, NUMBER, 0, 0)                                                      \
    X(152, MATCH_CLASS, NUMBER, 0, -2)                                                \
    X(155, FORMAT_VALUE, CONVERSION, 0, (argument & 4) ? -1 : 0)                      \
    X(156, BUILD_CONST_KEY_MAP, NUMBER, 0, -argument)                                 \
    X(157, BUILD_STRING, NUMBER, 0, 1 - argument)                                     \
    X(160, LOAD_METHOD, NAME, 10, 1)                                                  \
    X(162, LIST_EXTEND, NUMBER, 0, -1)                                                \
    X(163, SET_UPDATE, NUMBER, 0, -1)                                                 \
    X(164, DICT_MERGE, NUMBER, 0, -1)                                                 \
    X(165, DICT_UPDATE, NUMBER, 0, -1)                                                \
    X(166, PRECALL, NUMBER, 1, -argument)                                             \
    X(171, CALL, NUMBER, 4, -1)                                                       \
    X(172, KW_NAMES, CONST, 0, 0)                                                     \
    X(173, POP_JUMP_BACKWARD_IF_NOT_NONE, JUMP_BACKWARD, 0, -1)                       \
    X(174, POP_JUMP_BACKWARD_IF_NONE, JUMP_BACKWARD, 0, -1)                           \
    X(175, POP_JUMP_BACKWARD_IF_FALSE, JUMP_BACKWARD, 0, -1)                          \
    X(176, POP_JUMP_BACKWARD_IF_TRUE, JUMP_BACKWARD, 0, -1)                          

/* The forms that an instruction may take at run time, once the machine has seen what it works on: number,
 * name, the instruction that the compiler emitted. They fill the numbers that PY_OPCODES leaves free. */
#define PY_SPECIALIZED_OPCODES(X)                                \
    X(3, BINARY_OP_ADAPTIVE, BINARY_OP)                          \
    X(4, BINARY_OP_ADD_FLOAT, BINARY_OP)                         \
    X(5, BINARY_OP_ADD_INT, BINARY_OP)                           \
    X(6, BINARY_OP_ADD_UNICODE, BINARY_OP)                       \
    X(7, BINARY_OP_INPLACE_ADD_UNICODE, BINARY_OP)               \
    X(8, BINARY_OP_MULTIPLY_FLOAT, BINARY_OP)                    \
    X(13, BINARY_OP_MULTIPLY_INT, BINARY_OP)                     \
    X(14, BINARY_OP_SUBTRACT_FLOAT, BINARY_OP)                   \
    X(16, BINARY_OP_SUBTRACT_INT, BINARY_OP)                     \
    X(17, BINARY_SUBSCR_ADAPTIVE, BINARY_SUBSCR)                 \
    X(18, BINARY_SUBSCR_DICT, BINARY_SUBSCR)                     \
    X(19, BINARY_SUBSCR_GETITEM, BINARY_SUBSCR)                  \
    X(20, BINARY_SUBSCR_LIST_INT, BINARY_SUBSCR)                 \
    X(21, BINARY_SUBSCR_TUPLE_INT, BINARY_SUBSCR)                \
    X(22, CALL_ADAPTIVE, CALL)                                   \
    X(23, CALL_PY_EXACT_ARGS, CALL)                              \
    X(24, CALL_PY_WITH_DEFAULTS, CALL)                           \
    X(26, COMPARE_OP_ADAPTIVE, COMPARE_OP)                       \
    X(27, COMPARE_OP_FLOAT_JUMP, COMPARE_OP)                     \
    X(28, COMPARE_OP_INT_JUMP, COMPARE_OP)                       \
    X(29, COMPARE_OP_STR_JUMP, COMPARE_OP)                       \
    X(34, EXTENDED_ARG_QUICK, EXTENDED_ARG)                      \
    X(38, JUMP_BACKWARD_QUICK, JUMP_BACKWARD)                    \
    X(39, LOAD_ATTR_ADAPTIVE, LOAD_ATTR)                         \
    X(40, LOAD_ATTR_INSTANCE_VALUE, LOAD_ATTR)                   \
    X(41, LOAD_ATTR_MODULE, LOAD_ATTR)                           \
    X(42, LOAD_ATTR_SLOT, LOAD_ATTR)                             \
    X(43, LOAD_ATTR_WITH_HINT, LOAD_ATTR)                        \
    X(44, LOAD_CONST__LOAD_FAST, LOAD_CONST)                     \
    X(45, LOAD_FAST__LOAD_CONST, LOAD_FAST)                      \
    X(46, LOAD_FAST__LOAD_FAST, LOAD_FAST)                       \
    X(47, LOAD_GLOBAL_ADAPTIVE, LOAD_GLOBAL)                     \
    X(48, LOAD_GLOBAL_BUILTIN, LOAD_GLOBAL)                      \
    X(55, LOAD_GLOBAL_MODULE, LOAD_GLOBAL)                       \
    X(56, LOAD_METHOD_ADAPTIVE, LOAD_METHOD)                     \
    X(57, LOAD_METHOD_CLASS, LOAD_METHOD)                        \
    X(58, LOAD_METHOD_MODULE, LOAD_METHOD)                       \
    X(59, LOAD_METHOD_NO_DICT, LOAD_METHOD)                      \
    X(62, LOAD_METHOD_WITH_DICT, LOAD_METHOD)                    \
    X(63, LOAD_METHOD_WITH_VALUES, LOAD_METHOD)                  \
    X(64, PRECALL_ADAPTIVE, PRECALL)                             \
    X(65, PRECALL_BOUND_METHOD, PRECALL)                         \
    X(66, PRECALL_BUILTIN_CLASS, PRECALL)                        \
    X(67, PRECALL_BUILTIN_FAST_WITH_KEYWORDS, PRECALL)           \
    X(72, PRECALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS, PRECALL) \
    X(73, PRECALL_NO_KW_BUILTIN_FAST, PRECALL)                   \
    X(76, PRECALL_NO_KW_BUILTIN_O, PRECALL)                      \
    X(77, PRECALL_NO_KW_ISINSTANCE, PRECALL)                     \
    X(78, PRECALL_NO_KW_LEN, PRECALL)                            \
    X(79, PRECALL_NO_KW_LIST_APPEND, PRECALL)                    \
    X(80, PRECALL_NO_KW_METHOD_DESCRIPTOR_FAST, PRECALL)         \
    X(81, PRECALL_NO_KW_METHOD_DESCRIPTOR_NOARGS, PRECALL)       \
    X(113, PRECALL_NO_KW_METHOD_DESCRIPTOR_O, PRECALL)           \
    X(121, PRECALL_NO_KW_STR_1, PRECALL)                         \
    X(127, PRECALL_NO_KW_TUPLE_1, PRECALL)                       \
    X(141, PRECALL_NO_KW_TYPE_1, PRECALL)                        \
    X(143, PRECALL_PYFUNC, PRECALL)                              \
    X(150, RESUME_QUICK, RESUME)                                 \
    X(153, STORE_ATTR_ADAPTIVE, STORE_ATTR)                      \
    X(154, STORE_ATTR_INSTANCE_VALUE, STORE_ATTR)                \
    X(158, STORE_ATTR_SLOT, STORE_ATTR)                          \
    X(159, STORE_ATTR_WITH_HINT, STORE_ATTR)                     \
    X(161, STORE_FAST__LOAD_FAST, STORE_FAST)                    \
    X(167, STORE_FAST__STORE_FAST, STORE_FAST)                   \
    X(168, STORE_SUBSCR_ADAPTIVE, STORE_SUBSCR)                  \
    X(169, STORE_SUBSCR_DICT, STORE_SUBSCR)                      \
    X(170, STORE_SUBSCR_LIST_INT, STORE_SUBSCR)                  \
    X(177, UNPACK_SEQUENCE_ADAPTIVE, UNPACK_SEQUENCE)            \
    X(178, UNPACK_SEQUENCE_LIST, UNPACK_SEQUENCE)                \
    X(179, UNPACK_SEQUENCE_TUPLE, UNPACK_SEQUENCE)               \
    X(180, UNPACK_SEQUENCE_TWO_TUPLE, UNPACK_SEQUENCE)          

/* The operators of BINARY_OP: name and sign, in the order of their numbers. */
#define PY_BINARY_OPS(X)                                                                                     \
    X(ADD, "+") X(AND, "&") X(FLOOR_DIVIDE, "//") X(LSHIFT, "<<") X(MATRIX_MULTIPLY, "@") X(MULTIPLY, "*")   \
    X(REMAINDER, "%") X(OR, "|") X(POWER, "**") X(RSHIFT, ">>") X(SUBTRACT, "-") X(TRUE_DIVIDE, "/")         \
    X(XOR, "^") X(INPLACE_ADD, "+=") X(INPLACE_AND, "&=") X(INPLACE_FLOOR_DIVIDE, "//=")                     \
    X(INPLACE_LSHIFT, "<<=") X(INPLACE_MATRIX_MULTIPLY, "@=") X(INPLACE_MULTIPLY, "*=")                      \
    X(INPLACE_REMAINDER, "%=") X(INPLACE_OR, "|=") X(INPLACE_POWER, "**=") X(INPLACE_RSHIFT, ">>=")          \
    X(INPLACE_SUBTRACT, "-=") X(INPLACE_TRUE_DIVIDE, "/=") X(INPLACE_XOR, "^=")

/* The operators of COMPARE_OP, in the order of their numbers. */
#define PY_COMPARE_OPS(X) X(LT, "<") X(LE, "<=") X(EQ, "==") X(NE, "!=") X(GT, ">") X(GE, ">=")
/* clang-format on */

typedef enum PyOpcode {
#define X(number, name, kind, caches, growth) PY_OP_##name = number,
    PY_OPCODES(X)
#undef X
#define X(number, name, base) PY_OP_##name = number,
        PY_SPECIALIZED_OPCODES(X)
#undef X
} PyOpcode;

typedef enum PyBinaryOp {
#define X(name, sign) PY_BINARY_##name,
    PY_BINARY_OPS(X)
#undef X
        PY_BINARY_OP_COUNT
} PyBinaryOp;

typedef enum PyCompareOp {
#define X(name, sign) PY_COMPARE_##name,
    PY_COMPARE_OPS(X)
#undef X
        PY_COMPARE_OP_COUNT
} PyCompareOp;

/* Opcodes below this number have no argument: dis shows none. */
enum { PY_HAVE_ARGUMENT = 90 };

/* What RESUME's argument says about where it stands. */
typedef enum PyResumeKind {
    PY_RESUME_FUNCTION_START,
    PY_RESUME_AFTER_YIELD,
    PY_RESUME_AFTER_YIELD_FROM,
    PY_RESUME_AFTER_AWAIT,
} PyResumeKind;

/* Bits of MAKE_FUNCTION's argument; each stands for one object below the code object on the stack. */
enum {
    PY_FUNCTION_DEFAULTS = 1,
    PY_FUNCTION_KEYWORD_DEFAULTS = 2,
    PY_FUNCTION_ANNOTATIONS = 4,
    PY_FUNCTION_CLOSURE = 8
};

/* Bits of FORMAT_VALUE's argument. */
enum {
    PY_FORMAT_STR = 1,
    PY_FORMAT_REPR = 2,
    PY_FORMAT_ASCII = 3,
    PY_FORMAT_CONVERSION_MASK = 3,
    PY_FORMAT_HAS_SPEC = 4
};

typedef struct PyOpcodeInfo {
    const char *name; /* NULL: the number is not in use */
    uint8_t kind;     /* PyArgumentKind */
    uint8_t caches;   /* CACHE units that follow */
    uint8_t base; /* the number that the compiler emits: the opcode itself, or what a specialised form stands
                     for (whose kind and caches are in the row of its base) */
} PyOpcodeInfo;

extern const PyOpcodeInfo py_opcode_info[256];
extern const char *const py_binary_op_signs[PY_BINARY_OP_COUNT];
extern const char *const py_compare_op_signs[PY_COMPARE_OP_COUNT];

/* By how many entries the evaluation stack grows (negative: shrinks) when `opcode` is executed; `is_jump`:
 * when it jumps. `opcode` is one of PY_OPCODES. */
int py_opcode_stack_growth(int opcode, int argument, bool is_jump);

/* The growth of each opcode where it depends on neither argument nor jump, else PY_GROWTH_VARIES. */
enum { PY_GROWTH_VARIES = 127 };
const int8_t *py_opcode_fixed_growth(void);

#endif
