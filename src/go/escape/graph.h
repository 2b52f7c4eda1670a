/* The graph of escape analysis, internal to escape/: see escape.h for the idea.
 *
 * A *location* is anything that can hold a pointer. A *hole* is where an expression's value goes: "so many
 * dereferences of what is put in here flow to that location"; walking an expression with a hole adds edges.
 */
#ifndef GO_ESCAPE_GRAPH_H
#define GO_ESCAPE_GRAPH_H

#include "base/map.h"
#include "base/vec.h"
#include "go/escape/build.h"
#include "go/escape/escape.h"

typedef EscLocation Location;

typedef struct Edge {
    Location *source;
    int derefs; /* -1: the address of the source */
} Edge;

struct EscLocation {
    EscVariable *variable; /* or NULL */
    EscNode *node;         /* what makes something, or NULL */
    const EscFunction *function;
    VEC(Edge) edges;
    int loop_depth;
    int result; /* number of a result variable, from 1; else 0 */
    bool is_parameter, escapes;
    bool is_captured, is_reassigned, address_taken;
    Leaks leaks;
    /* Of the walk that is under way. */
    int derefs;
    uint32_t walk;
    bool is_queued;
};

typedef struct Hole {
    Location *to;
    int derefs;
    bool takes_address;
} Hole;

/* A literal and where its captured variables go. */
typedef struct Capture {
    Hole hole;
    EscFunction *literal;
} Capture;

/* What a batch of functions goes through. */
enum { STAGE_UNKNOWN, STAGE_BATCH, STAGE_DONE };

typedef struct Analysis {
    GoEscape *escape;
    EscBuilder builder;
    Arena arena;

    /* The batch that is being analysed. */
    VEC(Location *) locations;
    VEC(Capture) captures;
    Location heap, blank;
    EscFunction *function; /* whose body is walked */
    int loop_depth;
    uint32_t depth; /* of nested nodes */
    uint32_t walk;
} Analysis;

struct GoEscape {
    Arena arena;
    IntMap decisions; /* GoObject or GoExpr to GoEscapeDecision */
    VEC(GoEscapeMessage) messages;
};

/* graph.c */
Location *location_new(Analysis *analysis, EscVariable *variable, EscNode *node);
Hole hole_of(Location *location);
Hole hole_shift(Hole hole, int derefs);
Hole hole_tee(Analysis *analysis, const Hole *holes, uint32_t count);
void flow(Analysis *analysis, Hole hole, Location *source);
/* Propagates until nothing changes; afterwards `escapes` and `leaks` are final. */
void graph_solve(Analysis *analysis);
void leaks_init(Leaks *leaks);
Hole hole_heap(Analysis *analysis);
Hole hole_blank(Analysis *analysis);
Location *location_of(Analysis *analysis, EscVariable *variable);

/* flow_expr.c, flow_call.c: the value of an expression flows into the hole. */
void flow_expr(Analysis *analysis, Hole hole, EscNode *node);
void flow_discard(Analysis *analysis, EscNode *node);
void flow_list(Analysis *analysis, Hole hole, EscNodeList list);
/* The pointer hidden in an integer flows into the hole. */
void flow_unsafe(Analysis *analysis, Hole hole, EscNode *node);
/* Is it the Data of a reflect.SliceHeader or StringHeader: an integer that is a pointer? */
bool flow_is_header_data(const EscNode *node);
/* A new location for what the node makes; its address flows into the hole. */
Hole flow_spill(Analysis *analysis, Hole hole, EscNode *node);
/* Where an assignment to the node goes. */
Hole hole_of_target(Analysis *analysis, EscNode *target);
/* `holes` has one hole per result; NULL: nobody wants them. */
void flow_call(Analysis *analysis, const Hole *holes, uint32_t count, EscNode *call);
void flow_go_or_defer(Analysis *analysis, EscNode *statement);
Hole hole_of_method(Analysis *analysis, EscFunction *callee);

/* flow_stmt.c */
void flow_statement(Analysis *analysis, EscNode *statement);
void flow_statements(Analysis *analysis, EscNodeList list);
void flow_function(Analysis *analysis, EscFunction *function);

/* self_assign.c: does the assignment put back what was in the same object before? */
bool esc_is_self_assignment(const EscNode *target, const EscNode *value);

/* escape.c */
void analysis_say(Analysis *analysis, const GoPackage *package, GoPos pos, Str text);

#endif
