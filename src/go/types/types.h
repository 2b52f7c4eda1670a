/* Types and objects: what the checker knows about a program.
 *
 * A GoType says how bytes are laid out and what may be done with them; a GoObject is something that has a
 * name: a variable, a constant, a type, a function, a package, a label. Expressions point to both
 * (syntax/ast.h).
 *
 * Predeclared types exist once, and so do named types and type parameters: for them identity is pointer
 * equality. A composite type (`[]int`) may exist several times, so two types are compared with
 * go_type_identical. A named type's methods and fields are those of go_underlying(type): the two functions
 * that a reader of types needs everywhere are go_underlying and the `kind` of what it returns.
 *
 * Generic code is checked once, with its type parameters as types; whoever generates code substitutes them
 * (go_type_substitute) and gets instances that are again identical by pointer: List[int] exists once.
 *
 * Sizes are those of amd64. All of this lives in the arena of the GoProgram. */
#ifndef GO_TYPES_TYPES_H
#define GO_TYPES_TYPES_H

#include "base/map.h"
#include "go/syntax/ast.h"
#include "go/types/constant.h"

typedef struct GoProgram GoProgram; /* types/check.h */

/* X(NAME, name, size, flags) */
#define GO_BASIC_TABLE(X)                                                                                    \
    X(BOOL, "bool", 1, GO_IS_BOOLEAN)                                                                        \
    X(INT, "int", 8, GO_IS_INTEGER)                                                                          \
    X(INT8, "int8", 1, GO_IS_INTEGER)                                                                        \
    X(INT16, "int16", 2, GO_IS_INTEGER)                                                                      \
    X(INT32, "int32", 4, GO_IS_INTEGER)                                                                      \
    X(INT64, "int64", 8, GO_IS_INTEGER)                                                                      \
    X(UINT, "uint", 8, GO_IS_INTEGER | GO_IS_UNSIGNED)                                                       \
    X(UINT8, "uint8", 1, GO_IS_INTEGER | GO_IS_UNSIGNED)                                                     \
    X(UINT16, "uint16", 2, GO_IS_INTEGER | GO_IS_UNSIGNED)                                                   \
    X(UINT32, "uint32", 4, GO_IS_INTEGER | GO_IS_UNSIGNED)                                                   \
    X(UINT64, "uint64", 8, GO_IS_INTEGER | GO_IS_UNSIGNED)                                                   \
    X(UINTPTR, "uintptr", 8, GO_IS_INTEGER | GO_IS_UNSIGNED)                                                 \
    X(FLOAT32, "float32", 4, GO_IS_FLOAT)                                                                    \
    X(FLOAT64, "float64", 8, GO_IS_FLOAT)                                                                    \
    X(COMPLEX64, "complex64", 8, GO_IS_COMPLEX)                                                              \
    X(COMPLEX128, "complex128", 16, GO_IS_COMPLEX)                                                           \
    X(STRING, "string", 16, GO_IS_STRING)                                                                    \
    X(UNSAFE_POINTER, "unsafe.Pointer", 8, 0)                                                                \
    X(UNTYPED_BOOL, "untyped bool", 0, GO_IS_BOOLEAN | GO_IS_UNTYPED)                                        \
    X(UNTYPED_INT, "untyped int", 0, GO_IS_INTEGER | GO_IS_UNTYPED)                                          \
    X(UNTYPED_RUNE, "untyped rune", 0, GO_IS_INTEGER | GO_IS_UNTYPED)                                        \
    X(UNTYPED_FLOAT, "untyped float", 0, GO_IS_FLOAT | GO_IS_UNTYPED)                                        \
    X(UNTYPED_COMPLEX, "untyped complex", 0, GO_IS_COMPLEX | GO_IS_UNTYPED)                                  \
    X(UNTYPED_STRING, "untyped string", 0, GO_IS_STRING | GO_IS_UNTYPED)                                     \
    X(UNTYPED_NIL, "untyped nil", 0, GO_IS_UNTYPED)

enum {
    GO_IS_BOOLEAN = 1,
    GO_IS_INTEGER = 2,
    GO_IS_UNSIGNED = 4,
    GO_IS_FLOAT = 8,
    GO_IS_COMPLEX = 16,
    GO_IS_STRING = 32,
    GO_IS_UNTYPED = 64,
    GO_IS_ORDERED = GO_IS_INTEGER | GO_IS_FLOAT | GO_IS_STRING,
    GO_IS_NUMERIC = GO_IS_INTEGER | GO_IS_FLOAT | GO_IS_COMPLEX,
    GO_IS_CONSTANT = GO_IS_BOOLEAN | GO_IS_NUMERIC | GO_IS_STRING
};

typedef enum GoTypeKind {
    GO_INVALID, /* after an error; fits everywhere so that one error gives one message */
#define X(NAME, name, size, flags) GO_##NAME,
    GO_BASIC_TABLE(X)
#undef X
        GO_POINTER,
    GO_ARRAY,
    GO_SLICE,
    GO_STRUCT,
    GO_MAP,
    GO_CHAN,
    GO_FUNC, /* a signature */
    GO_INTERFACE,
    GO_TUPLE, /* the results of a call; never the type of a variable */
    GO_NAMED, /* a declared type, or an instance of a generic one */
    GO_TYPE_PARAMETER,
    GO_UNION, /* in constraints: ~int | string */
    GO_TYPE_KIND_COUNT
} GoTypeKind;

typedef struct GoTerm {
    bool has_tilde;
    GoType *type;
} GoTerm;

typedef struct GoTermList {
    GoTerm *items;
    uint32_t count;
} GoTermList;

/* What an interface demands, with everything embedded worked in. */
typedef struct GoTypeSet {
    GoObjectList methods; /* sorted by id: exported names first by name, others by package and name */
    bool has_terms;       /* false: all types */
    GoTermList terms;     /* none with has_terms: the empty set */
    bool is_comparable;
} GoTypeSet;

struct GoType {
    GoTypeKind kind;
    bool is_being_sized; /* guards go_type_size against recursive types */
    uint32_t align;      /* bytes; 0: not computed yet */
    int64_t size;        /* bytes; ask go_type_size */
    GoType *pointer_to;  /* the one *T of this T, or NULL: ask go_type_pointer */
    union {
        /* POINTER, SLICE */
        struct {
            GoType *element;
        } pointer, slice;
        struct {
            GoType *element;
            int64_t length; /* -1: unknown after an error */
        } array;
        struct {
            GoObject **fields; /* kind GO_OBJECT_VAR, is_field; offsets by go_struct_offset */
            Str *tags;         /* unquoted, or NULL when no field has one */
            uint32_t count;
            int64_t *offsets;   /* bytes; NULL until computed: ask go_struct_offset */
            bool is_incomplete; /* its fields are being looked at */
        } structure;
        struct {
            GoType *key, *value;
        } map;
        struct {
            GoType *element;
            GoChanDirection direction;
        } chan;
        struct {
            GoType *parameters; /* TUPLE, never NULL */
            GoType *results;    /* TUPLE, never NULL */
            bool is_variadic;   /* the last parameter has type []T */
            GoObject *receiver; /* of a method, else NULL; does not count for identity */
            GoTypeList type_parameters;
            GoTypeList receiver_type_parameters;
            GoScope *scope;
        } signature;
        struct {
            GoObjectList methods; /* declared here */
            GoTypeList embedded;
            GoPos *embedded_positions;
            GoTypeSet *type_set; /* NULL until computed: ask go_interface_type_set */
            GoProgram *program;
            bool is_implicit; /* wraps a constraint such as [T ~int] */
            bool is_incomplete;
            bool is_comparable_itself; /* the predeclared `comparable` */
            bool is_any;               /* the predeclared `any` */
        } interface;
        struct {
            GoObject **variables;
            uint32_t count;
        } tuple;
        struct {
            GoObject *object;           /* its name */
            GoType *underlying;         /* never NAMED; NULL until resolved: ask go_underlying */
            GoType *right_side;         /* what was written behind the name (cycle detection) */
            GoObjectList methods;       /* of the origin: kind GO_OBJECT_FUNC; see go_named_method */
            GoTypeList type_parameters; /* of a generic type */
            GoType *origin;             /* the generic type of an instance; itself otherwise */
            GoTypeList type_arguments;  /* of an instance */
            GoProgram *program;
            GoPos instance_pos; /* of an instance: where it was first written; or GO_NO_POS */
            bool is_complete;   /* its declaration has been looked at to the end */
        } named;
        struct {
            GoObject *object;
            uint32_t index; /* in its list */
            uint32_t id;    /* unique, for printing and sorting */
            GoProgram *program;
            GoType *constraint; /* any type; its interface by go_constraint_interface */
        } type_parameter;
        struct {
            GoTermList terms;
        } set; /* UNION */
    };
};

/* ---- Objects ---------------------------------------------------------------------------------------- */

typedef enum GoObjectKind {
    GO_OBJECT_BAD,
    GO_OBJECT_PACKAGE, /* an imported package's name in a file */
    GO_OBJECT_CONST,
    GO_OBJECT_TYPE,
    GO_OBJECT_VAR, /* variable, parameter, result, struct field */
    GO_OBJECT_FUNC,
    GO_OBJECT_LABEL,
    GO_OBJECT_BUILTIN,
    GO_OBJECT_NIL
} GoObjectKind;

typedef enum GoVariableKind {
    GO_VARIABLE_LOCAL,
    GO_VARIABLE_PACKAGE,
    GO_VARIABLE_PARAMETER,
    GO_VARIABLE_RESULT,
    GO_VARIABLE_RECEIVER,
    GO_VARIABLE_FIELD
} GoVariableKind;

struct GoObject {
    GoObjectKind kind;
    Str name;
    GoPos pos;          /* of its declaration; GO_NO_POS for predeclared ones */
    GoPackage *package; /* NULL: predeclared */
    GoScope *scope;     /* that declares it; NULL for fields and methods */
    GoType *type;       /* NULL until resolved (the checker resolves package level on demand) */
    GoPos scope_start;  /* local objects can be seen from here ... */
    GoPos scope_end;    /* ... up to here */
    uint32_t order;     /* of declaration in the program, from 1 */
    uint8_t color;      /* the checker's: not begun, in progress, done */
    bool is_used;
    void *user; /* for whoever generates code; the front end leaves it NULL */
    union {
        struct {
            GoPackage *imported;
        } package_name;
        struct {
            GoConstant *value;
        } constant;
        struct {
            bool is_alias;
            bool is_argument; /* stands for a type parameter in a stencil (stencil.c) */
        } type_name;
        struct {
            GoVariableKind kind;
            bool is_embedded;     /* a struct field without a name of its own */
            bool is_captured;     /* a function literal inside the declaring function uses it */
            bool address_taken;   /* &x, x.f with &, x[:] of an array, x.M() with a pointer receiver */
            bool is_reassigned;   /* assigned to after its declaration */
            GoFunction *function; /* that declares it; NULL at package level and for fields */
            GoDecl *declaration;  /* package level: its VAR */
            GoObject *origin;     /* of a field of an instance: the generic type's field */
        } variable;
        struct {
            GoFunction *function; /* body and facts; NULL for interface methods */
            GoObject *origin;     /* of a method of an instance: the generic type's method; of a stencil: the
                                     generic function; otherwise NULL */
            GoTypeList type_arguments; /* of the stencil of a function */
            bool is_method;
            bool is_interface_method;
            bool has_pointer_receiver;
        } func;
        struct {
            GoStmt *statement; /* LABELED */
        } label;
        struct {
            GoBuiltin id;
        } builtin;
    };
};

/* Blocks of names, innermost to outermost: block ..., function, file, package, universe. */
struct GoScope {
    GoScope *parent;
    StrMap names; /* freed with the program */
    GoPos start, end;
    GoFunction *function;  /* whose body it lies in, or NULL */
    int language_minor;    /* of a file that says so itself: its go1.MINOR; else 0 */
    GoScope *next_created; /* all scopes of the program, for freeing */
};

/* How x.f is found (spec: "Selectors"). */
typedef enum GoSelectionKind {
    GO_SELECT_FIELD,            /* x.f */
    GO_SELECT_METHOD,           /* x.m, called or as a method value; of an interface too */
    GO_SELECT_METHOD_EXPRESSION /* T.m */
} GoSelectionKind;

struct GoSelection {
    GoSelectionKind kind;
    GoType *receiver; /* type of x (or T) */
    GoObject *object; /* the field or the method */
    /* The way from x: field numbers of the embedded fields to walk through, and last the number of the field
     * (FIELD) or of the method (among the named type's methods or in the interface's sorted type set). A
     * pointer met on the way is followed. */
    uint32_t *path;
    uint32_t path_count;
    bool is_indirect; /* a pointer is followed on the way */
};

/* ---- Packages --------------------------------------------------------------------------------------- */

/* One step of package initialisation: `left = right`, or right alone when `left` is blank only. */
typedef struct GoInitializer {
    GoObject **left; /* package variables; one, or several for a call with several results */
    uint32_t left_count;
    GoExpr *right;
    bool is_comma_ok; /* var v, ok = m[k] */
} GoInitializer;

struct GoPackage {
    Str path; /* "fmt", "main" */
    Str name;
    bool is_native; /* its functions without body are written in C */
    bool is_unsafe;
    bool is_stand_in; /* for a package that could not be imported: has nothing, and nobody complains */
    GoScope *scope;   /* NULL: imported, but nobody has asked for a member so far */
    GoFile **files;
    uint32_t file_count;
    GoPackage **imports; /* directly imported, in order of first import */
    uint32_t import_count;
    GoInitializer *initializers; /* in the order in which they must run */
    uint32_t initializer_count;
    GoFunction **functions; /* every declared function and method with or without body, also `init`, in
                               source order; literals hang in their expressions */
    uint32_t function_count;
    GoObjectList variables; /* package variables in source order, `_` too */
    bool is_complete;       /* checked to the end */
    bool is_standard;       /* of Go's own library, from its source */
    bool is_known;     /* the package that is checked imports it, or uses something whose type is in it */
    bool shares_name;  /* with another one that is known: messages show the path instead */
    bool lacks_bodies; /* functions may have their body elsewhere, in assembly */
    void *checker;     /* while its objects may still have to be resolved: its Checker */
};

/* ---- Asking about types ----------------------------------------------------------------------------- */

extern const char *const go_basic_names[];

/* The predeclared type of a basic kind (GO_BOOL ... GO_UNTYPED_NIL, GO_INVALID). One object for all programs:
 * never changed. */
GoType *go_basic_type(GoTypeKind kind);
/* Predeclared aliases and named types. */
GoType *go_byte_type(void);
GoType *go_rune_type(void);

/* The type behind names: never NAMED. A type parameter's is its constraint interface. */
GoType *go_underlying(GoType *type);
/* The flags of GO_BASIC_TABLE of the underlying type; 0 for others. */
unsigned go_type_flags(GoType *type);
bool go_type_is_untyped(const GoType *type);
bool go_type_is_interface(GoType *type); /* not a type parameter */
bool go_type_is_type_parameter(const GoType *type);
/* True for pointers, channels, maps, functions and unsafe.Pointer: one word that an interface holds directly.
 */
bool go_type_is_pointer_shaped(GoType *type);
bool go_type_is_comparable(GoType *type);
bool go_type_has_nil(GoType *type);
/* Does it mention type parameters? */
bool go_type_is_parameterized(GoType *type);
bool go_type_identical(GoType *a, GoType *b);
/* The same, whatever the tags of struct fields say. */
bool go_type_identical_but_tags(GoType *a, GoType *b);
/* Equal for identical types; fixed for a program. */
uint64_t go_type_hash(GoType *type);

/* Bytes on amd64 (the type must not be parameterized). */
int64_t go_type_size(GoType *type);
int64_t go_type_align(GoType *type);
/* Byte offset of a field of a GO_STRUCT (an underlying type). */
int64_t go_struct_offset(GoType *structure, uint32_t field);
/* A multiple of `align` that is not below `offset`. */
int64_t go_align_up(int64_t offset, int64_t align);

/* Appends the type as error messages show it: "[]int", "map[string]T", names of other packages qualified
 * ("time.Duration"); `from`: the package whose own names stay bare, NULL: qualify all by package name (as %T
 * prints: "main.T"). */
void go_type_print(StrBuf *out, GoType *type, const GoPackage *from);
Str go_type_text(Arena *arena, GoType *type, const GoPackage *from);
/* Appends the type as package reflect names it, which is what %T prints: "struct { A int }", "func(int)",
 * "interface {}", "main.Pair[int,string]". */
void go_type_print_reflect(StrBuf *out, GoType *type);
/* Appends the type as the compiler's remarks show it in the package `from`: "struct { A int }", "func(int)",
 * "any". */
void go_type_print_remark(StrBuf *out, GoType *type, const GoPackage *from);
/* Appends a package as it qualifies names in remarks: its path where `from` imports another one of that name.
 */
void go_package_print(StrBuf *out, const GoPackage *package, const GoPackage *from);

/* ---- Making types (for the checker and for lowering); owned by the program's arena ------------------- */

GoType *go_type_pointer(GoProgram *program, GoType *element);
GoType *go_type_slice(GoProgram *program, GoType *element);
GoType *go_type_array(GoProgram *program, GoType *element, int64_t length);
GoType *go_type_map(GoProgram *program, GoType *key, GoType *value);
GoType *go_type_chan(GoProgram *program, GoType *element, GoChanDirection direction);
GoType *go_type_tuple(GoProgram *program, GoObject **variables, uint32_t count);

/* ---- Methods, interfaces, generics ------------------------------------------------------------------ */

/* The result of looking up a field or method: `object` NULL when there is none. */
typedef struct GoLookup {
    GoObject *object; /* GO_OBJECT_VAR (field) or GO_OBJECT_FUNC */
    uint32_t *path;
    uint32_t path_count;
    bool is_indirect;   /* a pointer was followed on the way */
    bool is_ambiguous;  /* several at the same depth */
    bool needs_pointer; /* only *T has this method and the operand is not addressable */
} GoLookup;

/* Looks for `name` in a type, embedded fields included (spec: "Selectors"). `package`: from where, for names
 * that are not exported. */
GoLookup go_lookup(GoProgram *program, GoType *type, bool is_addressable, GoPackage *package, Str name);

/* The type set of an interface type (GO_INTERFACE). */
GoTypeSet *go_interface_type_set(GoProgram *program, GoType *interface);
/* The interface that a type parameter's constraint is. */
GoType *go_constraint_interface(GoProgram *program, GoType *type_parameter);
/* The single underlying type of all types in the type set, or NULL. */
GoType *go_core_type(GoProgram *program, GoType *type);
/* Number of methods declared for a named type, and the method itself: for an instance with its signature
 * substituted (func.origin is the generic one). */
uint32_t go_named_method_count(GoType *named);
GoObject *go_named_method(GoType *named, uint32_t index);
/* The method set of a type, promoted methods included, sorted by name (as type descriptors list them). */
typedef struct GoMethod {
    GoObject *object;
    uint32_t *path; /* as in GoSelection */
    uint32_t path_count;
    bool is_indirect;
} GoMethod;
typedef struct GoMethodSet {
    GoMethod *items;
    uint32_t count;
} GoMethodSet;
GoMethodSet go_method_set(GoProgram *program, GoType *type);
/* Does `type` have all methods of the interface (and lie in its type set)? */
bool go_type_implements(GoProgram *program, GoType *type, GoType *interface);

/* `type` with each parameter replaced by the argument of the same index. The lists are equally long. */
GoType *go_type_substitute(GoProgram *program, GoType *type, GoTypeList parameters, GoTypeList arguments);
/* The instance of a generic named type; the same pointer for identical arguments. */
GoType *go_type_instantiate(GoProgram *program, GoType *generic, GoTypeList arguments);

#endif
