/* The instructions of the Go engine's intermediate representation, described once.
 *
 * An instruction names frame offsets: [fp+16] is the eight (or one, or twenty-four) bytes at that distance
 * from the start of the running function's frame. How many bytes and how to read them stands in the
 * instruction's name, never in the data: ADD8 adds eight bytes, LTU2 compares two-byte unsigned numbers. That
 * is the whole of Go's type system that is left at run time, apart from interfaces.
 *
 * Digits at the end of a name are the width in bytes; U marks unsigned, F floating point; a last letter I
 * says that the last operand is an immediate number in the instruction itself. Every arithmetic instruction
 * exists in all widths, so that int8 wraps at 128 without anybody masking bits.
 *
 * The tables below are lists of rows. A reader defines what a row means and expands them: the enum of opcodes
 * and the operand descriptions (ir.h, ir.c), the interpreter (interp/loop.inc), the printer (print.c), and
 * whatever lowers the IR further. The C expression in a row is the instruction's definition:
 *
 *   IR_INT_BINARY(ROW)    ROW(NAME, T, EXPRESSION of x and y)   a = x op y; also NAMEI with an immediate y
 *   IR_SHIFT(ROW)         ROW(NAME, T, EXPRESSION of x and n)   a = x op n, n an uint64; also NAMEI
 *   IR_FLOAT_BINARY(ROW)  ROW(NAME, T, EXPRESSION of x and y)
 *   IR_UNARY(ROW)         ROW(NAME, T, R, EXPRESSION of x)      from type T to type R: also all conversions
 *   IR_COMPARE(ROW)       ROW(NAME, T, EXPRESSION of x and y)   NAME, NAMEI: a bool; JNAME, JNAMEI: jumps
 *   IR_FLOAT_COMPARE(ROW) ROW(NAME, T, EXPRESSION of x and y)   a bool
 *   IR_MOVE(ROW)          ROW(WIDTH, T)                         the moves of one width
 *   IR_OTHER(ROW)         ROW(NAME, SIZE, A, B, C)              each with its effect in words
 *   IR_HELPER(ROW)        ROW(NAME, SIZE, A, B, C)              calls of the runtime
 *
 * Operand kinds (A, B, C), see IrOperandKind in ir.h: OUT a slot that is written, IN a slot that is read, PTR
 * a slot that holds an address, IMM a number, IMM64 a number in B and C together, DATA an address in the data
 * segment, TARGET a jump, FUNC a function, TYPE a type, BYTES a size, WINDOW the frame offset where the
 * callee's frame begins, NONE. */
#ifndef GO_IR_INSTRUCTIONS_H
#define GO_IR_INSTRUCTIONS_H

#define IR_EACH_UNSIGNED(ROW, NAME, EXPRESSION)                                                              \
    ROW(NAME##1, uint8_t, EXPRESSION)                                                                        \
    ROW(NAME##2, uint16_t, EXPRESSION)                                                                       \
    ROW(NAME##4, uint32_t, EXPRESSION)                                                                       \
    ROW(NAME##8, uint64_t, EXPRESSION)

#define IR_EACH_SIGNED(ROW, NAME, EXPRESSION)                                                                \
    ROW(NAME##1, int8_t, EXPRESSION)                                                                         \
    ROW(NAME##2, int16_t, EXPRESSION)                                                                        \
    ROW(NAME##4, int32_t, EXPRESSION)                                                                        \
    ROW(NAME##8, int64_t, EXPRESSION)

/* Wrapping is the same for signed and unsigned numbers, so ADD to ANDNOT need one form only; the arithmetic
 * is done in 64 bits and cut. A divisor is never 0: CHECKDIV stands before. The smallest number divided by -1
 * wraps to itself. */
#define IR_INT_BINARY(ROW)                                                                                   \
    IR_EACH_UNSIGNED(ROW, ADD, (uint64_t)x + (uint64_t)y)                                                    \
    IR_EACH_UNSIGNED(ROW, SUB, (uint64_t)x - (uint64_t)y)                                                    \
    IR_EACH_UNSIGNED(ROW, MUL, (uint64_t)x *(uint64_t)y)                                                     \
    IR_EACH_UNSIGNED(ROW, AND, x &y)                                                                         \
    IR_EACH_UNSIGNED(ROW, OR, x | y)                                                                         \
    IR_EACH_UNSIGNED(ROW, XOR, x ^ y)                                                                        \
    IR_EACH_UNSIGNED(ROW, ANDNOT, x & ~y)                                                                    \
    IR_EACH_SIGNED(ROW, DIV, y == -1 ? (int64_t)(0 - (uint64_t)x) : x / y)                                   \
    IR_EACH_UNSIGNED(ROW, DIVU, x / y)                                                                       \
    IR_EACH_SIGNED(ROW, REM, y == -1 ? 0 : x % y)                                                            \
    IR_EACH_UNSIGNED(ROW, REMU, x % y)

/* A shift by the width or more moves every bit out. */
#define IR_SHIFT(ROW)                                                                                        \
    IR_EACH_UNSIGNED(ROW, SHL, n < 8 * sizeof x ? (uint64_t)x << n : 0)                                      \
    IR_EACH_SIGNED(ROW, SHR, x >> (n < 8 * sizeof x ? n : 8 * sizeof x - 1))                                 \
    IR_EACH_UNSIGNED(ROW, SHRU, n < 8 * sizeof x ? x >> n : 0)

#define IR_EACH_FLOAT(ROW, NAME, EXPRESSION)                                                                 \
    ROW(NAME##4, float, EXPRESSION)                                                                          \
    ROW(NAME##8, double, EXPRESSION)

#define IR_FLOAT_BINARY(ROW)                                                                                 \
    IR_EACH_FLOAT(ROW, ADDF, x + y)                                                                          \
    IR_EACH_FLOAT(ROW, SUBF, x - y)                                                                          \
    IR_EACH_FLOAT(ROW, MULF, x *y)                                                                           \
    IR_EACH_FLOAT(ROW, DIVF, x / y)

/* Widening is named by both widths: SX1_8 sign-extends, ZX1_8 zero-extends. Narrowing is a MOV of the low
 * bytes. Float to integer outside of its range gives what the x86-64 instruction gives. */
#define IR_UNARY(ROW)                                                                                        \
    ROW(NEG1, uint8_t, uint8_t, 0 - (uint64_t)x)                                                             \
    ROW(NEG2, uint16_t, uint16_t, 0 - (uint64_t)x)                                                           \
    ROW(NEG4, uint32_t, uint32_t, 0 - (uint64_t)x)                                                           \
    ROW(NEG8, uint64_t, uint64_t, 0 - (uint64_t)x)                                                           \
    ROW(COM1, uint8_t, uint8_t, ~x)                                                                          \
    ROW(COM2, uint16_t, uint16_t, ~x)                                                                        \
    ROW(COM4, uint32_t, uint32_t, ~x)                                                                        \
    ROW(COM8, uint64_t, uint64_t, ~x)                                                                        \
    ROW(NOT, uint8_t, uint8_t, !x)                                                                           \
    ROW(NEGF4, float, float, -x)                                                                             \
    ROW(NEGF8, double, double, -x)                                                                           \
    ROW(SX1_2, int8_t, int16_t, x)                                                                           \
    ROW(SX1_4, int8_t, int32_t, x)                                                                           \
    ROW(SX1_8, int8_t, int64_t, x)                                                                           \
    ROW(SX2_4, int16_t, int32_t, x)                                                                          \
    ROW(SX2_8, int16_t, int64_t, x)                                                                          \
    ROW(SX4_8, int32_t, int64_t, x)                                                                          \
    ROW(ZX1_2, uint8_t, uint16_t, x)                                                                         \
    ROW(ZX1_4, uint8_t, uint32_t, x)                                                                         \
    ROW(ZX1_8, uint8_t, uint64_t, x)                                                                         \
    ROW(ZX2_4, uint16_t, uint32_t, x)                                                                        \
    ROW(ZX2_8, uint16_t, uint64_t, x)                                                                        \
    ROW(ZX4_8, uint32_t, uint64_t, x)                                                                        \
    ROW(INT_TO_F4, int64_t, float, (float)x)                                                                 \
    ROW(INT_TO_F8, int64_t, double, (double)x)                                                               \
    ROW(UINT_TO_F4, uint64_t, float, (float)x)                                                               \
    ROW(UINT_TO_F8, uint64_t, double, (double)x)                                                             \
    ROW(F4_TO_F8, float, double, (double)x)                                                                  \
    ROW(F8_TO_F4, double, float, (float)x)                                                                   \
    ROW(F4_TO_INT, float, int64_t, ir_float_to_int(x))                                                       \
    ROW(F8_TO_INT, double, int64_t, ir_float_to_int(x))                                                      \
    ROW(F4_TO_UINT, float, uint64_t, ir_float_to_uint(x))                                                    \
    ROW(F8_TO_UINT, double, uint64_t, ir_float_to_uint(x))

#define IR_COMPARE(ROW)                                                                                      \
    IR_EACH_UNSIGNED(ROW, EQ, x == y)                                                                        \
    IR_EACH_UNSIGNED(ROW, NE, x != y)                                                                        \
    IR_EACH_SIGNED(ROW, LT, x < y)                                                                           \
    IR_EACH_SIGNED(ROW, LE, x <= y)                                                                          \
    IR_EACH_SIGNED(ROW, GT, x > y)                                                                           \
    IR_EACH_SIGNED(ROW, GE, x >= y)                                                                          \
    IR_EACH_UNSIGNED(ROW, LTU, x < y)                                                                        \
    IR_EACH_UNSIGNED(ROW, LEU, x <= y)                                                                       \
    IR_EACH_UNSIGNED(ROW, GTU, x > y)                                                                        \
    IR_EACH_UNSIGNED(ROW, GEU, x >= y)

#define IR_FLOAT_COMPARE(ROW)                                                                                \
    IR_EACH_FLOAT(ROW, EQF, x == y)                                                                          \
    IR_EACH_FLOAT(ROW, NEF, x != y)                                                                          \
    IR_EACH_FLOAT(ROW, LTF, x < y)                                                                           \
    IR_EACH_FLOAT(ROW, LEF, x <= y)

/* For every width W: MOVW slot to slot; SETW a number to a slot; LOADW slot from [[pointer]+offset]; STOREW
 * [[pointer]+offset] from slot; STOREWI a number to [[pointer]+offset]; LOADDW slot from the data segment;
 * STOREDW to the data segment; STOREDWI a number to the data segment; FETCHW and PUTW reach element
 * [[pointer] + index * W] of an array, PICKW and PLACEW element [fp + offset + index * W] of one in the
 * frame.
 */
#define IR_MOVE(ROW)                                                                                         \
    ROW(1, uint8_t)                                                                                          \
    ROW(2, uint16_t)                                                                                         \
    ROW(4, uint32_t)                                                                                         \
    ROW(8, uint64_t)

/* The same for 16 bytes (strings, interfaces) and 24 (slices), without immediates and indexing. */
#define IR_MOVE_WIDE(ROW)                                                                                    \
    ROW(16, IrBytes16)                                                                                       \
    ROW(24, IrBytes24)

#define IR_OTHER(ROW)                                                                                        \
    /* Begins a statement that needs no instruction. */                                                      \
    ROW(NOP, 0, NONE, NONE, NONE)                                                                            \
    /* Bytes of any size: slot to slot, from a pointer, to a pointer, from and to data. */                   \
    ROW(MOVN, 0, OUT, IN, BYTES)                                                                             \
    ROW(LOADN, 0, OUT, PTR, BYTES)                                                                           \
    ROW(STOREN, 0, PTR, IN, BYTES)                                                                           \
    ROW(LOADDN, 0, OUT, DATA, BYTES)                                                                         \
    ROW(STOREDN, 0, DATA, IN, BYTES)                                                                         \
    /* a[0:c] = 0: a slot, memory behind a pointer, data. */                                                 \
    ROW(ZERO, 0, OUT, NONE, BYTES)                                                                           \
    ROW(ZEROP, 0, PTR, NONE, BYTES)                                                                          \
    ROW(ZEROD, 0, DATA, NONE, BYTES)                                                                         \
    /* memmove(a, b, c) between two pointers. */                                                             \
    ROW(COPYP, 0, PTR, PTR, BYTES)                                                                           \
    /* a = fp + b: the address of a slot. */                                                                 \
    ROW(ADDR, 8, OUT, FRAME, NONE)                                                                           \
    /* a = b + c * extra: the address of an element. */                                                      \
    ROW(INDEX, 8, OUT, PTR, IN)                                                                              \
    /* Checks. They panic or do nothing. */                                                                  \
    ROW(CHECKNIL, 8, IN, NONE, NONE)                                                                         \
    ROW(CHECKDIV1, 1, IN, NONE, NONE)                                                                        \
    ROW(CHECKDIV2, 2, IN, NONE, NONE)                                                                        \
    ROW(CHECKDIV4, 4, IN, NONE, NONE)                                                                        \
    ROW(CHECKDIV8, 8, IN, NONE, NONE)                                                                        \
    ROW(CHECKSHIFT, 8, IN, NONE, NONE)                                                                       \
    /* Index a (int; uint64 when extra is 1) must be below the length b. */                                  \
    ROW(BOUNDS, 8, IN, IN, NONE)                                                                             \
    ROW(BOUNDSI, 8, IN, IMM, NONE)                                                                           \
    /* Control. */                                                                                           \
    ROW(JMP, 0, NONE, NONE, TARGET)                                                                          \
    ROW(JT, 1, IN, NONE, TARGET)                                                                             \
    ROW(JF, 1, IN, NONE, TARGET)                                                                             \
    /* CALL a function of the program, CALLN one written in C, CALLC the func value at b, CALLM method c (of \
     * the interface type b at the window's first argument, which becomes the receiver). */                  \
    ROW(CALL, 0, WINDOW, FUNC, NONE)                                                                         \
    ROW(CALLC, 0, WINDOW, IN, NONE)                                                                          \
    ROW(CALLN, 0, WINDOW, FUNC, NONE)                                                                        \
    ROW(CALLM, 0, WINDOW, IN, IMM)                                                                           \
    /* Makes the deferred calls of this function, last first; it is its own return address. */               \
    ROW(RUN_DEFERRED, 0, NONE, NONE, NONE)                                                                   \
    ROW(RET, 0, NONE, NONE, NONE)                                                                            \
    /* a = the closure object through which the running function was called. */                              \
    ROW(CONTEXT, 8, OUT, NONE, NONE)                                                                         \
    /* The program's first three instructions, to which only the machine returns: the end of a goroutine,    \
     * the way back to the stack segment before, the way back into C code that called a function. */         \
    ROW(EXIT, 0, NONE, NONE, NONE)                                                                           \
    ROW(UNSEGMENT, 0, NONE, NONE, NONE)                                                                      \
    ROW(UNWIND, 0, NONE, NONE, NONE)                                                                         \
    ROW(LEAVE, 0, NONE, NONE, NONE)                                                                          \
    /* Behind the last statement of a function that returns a value; never reached. */                       \
    ROW(UNREACHABLE, 0, NONE, NONE, NONE)

/* Work that a C function of the runtime does (interp/helpers.c). A block is a run of slots side by side.
 * Where a fourth operand is needed, it stands in `extra`. Each may panic. */
#define IR_HELPER(ROW)                                                                                       \
    /* A zeroed heap variable of type b; c of them side by side. */                                          \
    ROW(NEW, 8, OUT, TYPE, NONE)                                                                             \
    ROW(NEWARRAY, 8, OUT, TYPE, IN)                                                                          \
    /* a = an interface that holds the value of type b: from a slot (a copy goes to the heap), or constant   \
     * bytes in the data segment. */                                                                         \
    ROW(BOX, 16, OUT, TYPE, IN)                                                                              \
    ROW(BOXC, 16, OUT, TYPE, DATA)                                                                           \
    /* a = b == c, two values of the type that extra numbers. */                                             \
    ROW(EQUAL, 1, OUT, IN, IN)                                                                               \
    /* a = a block of c strings at b, joined. */                                                             \
    ROW(CONCAT, 16, OUT, IN, IMM)                                                                            \
    ROW(EQS, 1, OUT, IN, IN)                                                                                 \
    ROW(LTS, 1, OUT, IN, IN)                                                                                 \
    ROW(LES, 1, OUT, IN, IN)                                                                                 \
    /* Conversions of text. */                                                                               \
    ROW(RUNE_TO_STRING, 16, OUT, IN, NONE)                                                                   \
    ROW(BYTES_TO_STRING, 16, OUT, IN, NONE)                                                                  \
    ROW(RUNES_TO_STRING, 16, OUT, IN, NONE)                                                                  \
    ROW(STRING_TO_BYTES, 24, OUT, IN, NONE)                                                                  \
    ROW(STRING_TO_RUNES, 24, OUT, IN, NONE)                                                                  \
    /* a = the address of the slice's array, which must have c elements. */                                  \
    ROW(SLICE_TO_ARRAY, 8, OUT, IN, IMM)                                                                     \
    /* a = b * c and b / c of complex numbers. */                                                            \
    ROW(MULC8, 8, OUT, IN, IN)                                                                               \
    ROW(MULC16, 16, OUT, IN, IN)                                                                             \
    ROW(DIVC8, 8, OUT, IN, IN)                                                                               \
    ROW(DIVC16, 16, OUT, IN, IN)                                                                             \
    /* Keeps the call that is prepared in window a (whose first word is the size of its arguments): b and c  \
     * are those of the call instruction that extra names. DEFER for the end of this function, GO for now.   \
     */                                                                                                      \
    ROW(DEFER, 0, WINDOW, IMM, IMM)                                                                          \
    ROW(GO, 0, WINDOW, IMM, IMM)                                                                             \
    ROW(RECOVER, 16, OUT, NONE, NONE)                                                                        \
    /* a = the func value of function b; of a new closure of c bytes for it, captures still zero. */         \
    ROW(FUNCTION, 8, OUT, FUNC, NONE)                                                                        \
    ROW(CLOSURE, 8, OUT, FUNC, BYTES)                                                                        \
    /* a = does the interface b hold a value of type c; one that has the methods of interface type c? The    \
     * panic when interface a (of the type that extra numbers) holds no b. */                                \
    ROW(IS_TYPE, 1, OUT, IN, TYPE)                                                                           \
    ROW(IMPLEMENTS, 1, OUT, IN, TYPE)                                                                        \
    ROW(ASSERTION_FAILED, 0, IN, TYPE, NONE)                                                                 \
    /* Channels. RECEIVE: a = <-b, the bool c says whether it was sent; LENGTH: c is 1 for cap(). SELECT: a  \
     * = the number of the case (of c, in a block at b) that happened; extra: there is a default (-1). */                \
    ROW(CHAN_MAKE, 8, OUT, TYPE, IN)                                                                         \
    ROW(CHAN_SEND, 0, IN, IN, NONE)                                                                          \
    ROW(CHAN_RECEIVE, 0, OUT, IN, IN)                                                                        \
    ROW(CHAN_CLOSE, 0, IN, NONE, NONE)                                                                       \
    ROW(CHAN_LENGTH, 8, OUT, IN, IMM)                                                                        \
    ROW(SELECT, 8, OUT, IN, IMM)                                                                             \
    /* Slices. SLICE: a block of a slice, low, high and max; c says what is given (IrSliceParts) and, from   \
     * bit 4, the size of an element. MAKE_SLICE: length and capacity. APPEND and COPY: a slice, the address \
     * of elements, their number. */                                                                         \
    ROW(SLICE, 24, OUT, IN, IMM)                                                                             \
    ROW(SLICE_STRING, 16, OUT, IN, IMM)                                                                      \
    ROW(MAKE_SLICE, 24, OUT, TYPE, IN)                                                                       \
    ROW(APPEND, 24, OUT, TYPE, IN)                                                                           \
    ROW(COPY, 8, OUT, TYPE, IN)                                                                              \
    ROW(CLEAR_SLICE, 0, IN, TYPE, NONE)                                                                      \
    /* a = the offset behind the rune at offset a of the string b; the rune goes to c. */                    \
    ROW(NEXT_RUNE, 8, OUT, IN, OUT)                                                                          \
    /* Maps; extra numbers the map's type. FIND and ASSIGN give the address of the value under key c (FIND:  \
     * or 0). NEXT: is there another entry for the iterator b? Its addresses go to the block c. */           \
    ROW(MAP_MAKE, 8, OUT, TYPE, IN)                                                                          \
    ROW(MAP_LENGTH, 8, OUT, IN, NONE)                                                                        \
    ROW(MAP_FIND, 8, OUT, IN, IN)                                                                            \
    ROW(MAP_ASSIGN, 8, OUT, IN, IN)                                                                          \
    ROW(MAP_DELETE, 0, IN, IN, NONE)                                                                         \
    ROW(MAP_CLEAR, 0, IN, NONE, NONE)                                                                        \
    ROW(MAP_NEXT, 1, OUT, IN, IN)                                                                            \
    /* The builtins panic(interface), print and println(block of b arguments, each a type and the address of \
     * a value). */                                                                                          \
    ROW(PRINT_ARGUMENT, 16, OUT, TYPE, IN)                                                                   \
    ROW(PANIC, 0, IN, NONE, NONE)                                                                            \
    ROW(PRINT, 0, IN, IMM, NONE)                                                                             \
    ROW(PRINTLN, 0, IN, IMM, NONE)

#endif
