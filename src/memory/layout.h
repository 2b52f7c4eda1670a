/* Layouts: how to read a run of bytes.
 *
 * Memory is bytes; what they mean is agreed elsewhere: in Go by the compiler, which fixed a type for every
 * variable, in Python by the object itself, whose header names its type. Either way the agreement can be
 * written down as a layout: a size, and fields with offset, size and kind. A view that can draw a layout can
 * draw every value of both languages. */
#ifndef MEMORY_LAYOUT_H
#define MEMORY_LAYOUT_H

#include "base/text.h"

typedef enum MemKind {
    MEM_BYTES,   /* uninterpreted */
    MEM_BOOL,    /* 1 byte, 0 or 1 */
    MEM_INT,     /* two's complement, little-endian, 1 to 8 bytes */
    MEM_UINT,    /* 1 to 8 bytes */
    MEM_FLOAT,   /* IEEE 754, 4 or 8 bytes */
    MEM_COMPLEX, /* two floats: 8 or 16 bytes */
    MEM_REF,     /* 8 bytes: the address of another cell, 0 for none */
    MEM_TEXT,    /* UTF-8 (or Latin-1, UCS-2, UCS-4 by `element_size` 1, 2, 4 with is_ucs) */
    MEM_STRUCT,  /* fields of `layout` */
    MEM_ARRAY,   /* `count` elements of `layout`, side by side */
} MemKind;

/* What a field is for, so that a view can choose what to show and how to head it. */
typedef enum MemRole {
    MEM_ROLE_VALUE,    /* what the program put there */
    MEM_ROLE_TYPE,     /* which type the object has */
    MEM_ROLE_REFCOUNT, /* how many references point here */
    MEM_ROLE_SIZE,     /* a length or a capacity */
    MEM_ROLE_HEADER,   /* anything else that the runtime keeps: a hash, flags, a version */
    MEM_ROLE_PADDING,  /* unused bytes between fields */
} MemRole;

typedef struct MemLayout MemLayout;

typedef struct MemField {
    Str name;
    uint64_t offset, size; /* bytes, within the cell; in front of its address (`before`) as 0 - n */
    MemKind kind;
    MemRole role;
    const MemLayout
        *layout; /* STRUCT: its fields. ARRAY: one element. REF: the cell it leads to, NULL: ask the engine */
    uint64_t count; /* ARRAY: elements */
} MemField;

struct MemLayout {
    Str type_name;   /* as the language writes it: "int", "[3]float64" */
    uint64_t size;   /* bytes, from the cell's address on */
    uint32_t align;
    MemField
        *fields; /* in order of offset, without overlaps; a scalar has one field, nameless, at offset 0 */
    uint32_t field_count;
    uint32_t before; /* bytes in front of the address that are a part of the cell: Python keeps the reference
                        to an instance's dict there */
};

/* Reads an unsigned or a sign-extended integer of 1, 2, 4 or 8 bytes. */
uint64_t mem_read_uint(uint64_t address, uint64_t size);
int64_t mem_read_int(uint64_t address, uint64_t size);
uint64_t mem_read_ref(uint64_t address);

#endif
