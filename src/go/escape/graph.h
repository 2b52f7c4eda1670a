/* The graph of escape analysis, internal to escape/: see escape.h for the idea.
 *
 * A *location* is anything that can hold a pointer. A *hole* is where an expression's value goes: "so many
 * dereferences of what is put in here flow to that location"; walking an expression with a hole adds edges.
 */
#ifndef GO_ESCAPE_GRAPH_H
#define GO_ESCAPE_GRAPH_H

#include "base/map.h"
#include "base/vec.h"
#include "go/escape/escape.h"

enum { LEAK_RESULTS = 7, LEAK_NONE = 255 };

/* How a parameter leaks: least number of dereferences on a way to the heap and to each result. */
typedef struct Leaks {
    uint8_t heap, results[LEAK_RESULTS];
} Leaks;

typedef struct Location Location;

typedef struct Edge {
    Location *source;
    int derefs; /* -1: the address of the source */
} Edge;

struct Location {
    const GoObject *object;   /* a variable, or NULL */
    const GoExpr *expression; /* what makes something, or NULL */
    const GoFunction *function;
    Str text; /* of an expression that makes something */
    VEC(Edge) edges;
    int loop_depth;
    int result; /* number of a result variable, from 1; else 0 */
    bool is_parameter, escapes;
    bool is_boxing; /* the copy that an interface holds of the expression's value */
    Leaks leaks;
    /* Of the walk that is under way. */
    int derefs;
    uint32_t walk;
    bool is_queued;
};

typedef struct Hole {
    Location *to;
    int derefs;
} Hole;

/* What is known about a function once its batch is done. */
typedef struct FunctionFacts {
    GoFunction *function;
    Leaks *leaks; /* receiver first, then the parameters */
    uint32_t parameter_count;
    bool is_done;
    bool is_directly_called; /* a literal that is called where it stands */
    /* Finding strongly connected components. */
    uint32_t number, low;
    bool is_on_stack;
} FunctionFacts;

typedef struct Capture {
    Hole hole;
    Location *source;
    GoObject *object;
} Capture;

typedef struct Analysis {
    GoEscape *escape;
    GoProgram *program;
    Arena arena;
    IntMap functions; /* GoFunction to FunctionFacts */
    VEC(FunctionFacts *) component_stack;
    uint32_t next_number;

    /* The batch that is being analysed. */
    VEC(Location *) locations;
    VEC(Capture) captures;
    IntMap variables; /* GoObject to Location */
    IntMap looping_labels;
    Location heap, blank;
    GoFunction *function; /* whose body is walked */
    int loop_depth;
    uint32_t depth; /* of nested nodes */
    uint32_t walk;
} Analysis;

struct GoEscape {
    Arena arena;
    IntMap decisions; /* GoObject or GoExpr to GoEscapeDecision */
    VEC(GoEscapeDecision *) said;
};

/* graph.c */
Location *location_new(Analysis *analysis, const GoObject *object, const GoExpr *expression);
Hole hole_of(Location *location);
Hole hole_shift(Hole hole, int derefs);
Hole hole_tee(Analysis *analysis, const Hole *holes, uint32_t count);
void flow(Analysis *analysis, Hole hole, Location *source);
/* Propagates until nothing changes; afterwards `escapes` and `leaks` are final. */
void graph_solve(Analysis *analysis);
void leaks_init(Leaks *leaks);

/* flow_expr.c, flow_call.c: the value of an expression flows into the hole. */
void flow_expr(Analysis *analysis, Hole hole, GoExpr *expression);
void flow_discard(Analysis *analysis, GoExpr *expression);
void flow_list(Analysis *analysis, Hole hole, GoExprList list);
/* Where an assignment to the expression goes. */
Hole hole_of_target(Analysis *analysis, GoExpr *target);
Location *location_of(Analysis *analysis, GoObject *object);
/* `holes` has one hole per result. */
void flow_call(Analysis *analysis, const Hole *holes, uint32_t count, GoExpr *call);
Hole flow_spill(Analysis *analysis, Hole hole, const GoExpr *expression, Str text);
bool type_has_pointers(GoType *type);
Hole hole_heap(Analysis *analysis);
Hole hole_blank(Analysis *analysis);
FunctionFacts *function_facts(Analysis *analysis, GoFunction *function);
/* The function that a call certainly reaches, or NULL; *object is its declaration when it has one. */
GoFunction *static_callee(GoExpr *function, GoObject **object);

/* callees.c: appends the functions that a function's body mentions. */
typedef VEC(GoFunction *) GoFunctionList;
void go_escape_callees(GoFunction *function, GoFunctionList *found);

/* flow_stmt.c */
void flow_function(Analysis *analysis, GoFunction *function);
void flow_declare(Analysis *analysis, GoObject *object);

#endif
