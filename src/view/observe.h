/* Observations: the assignments of a run, seen one after the other.
 *
 * The program is walked statement by statement. Every copy that lands in a name's slot, or inside of
 * something that a reference leads to, becomes a ViewAssignment: what was copied, from where, by which
 * instruction, and where the name and its identity were before and after. Nothing is known beforehand about
 * the program or its language; all of it is read from the copies and from the roots. Everything is copied
 * out, so the run may be gone when it is shown. */
#ifndef VIEW_OBSERVE_H
#define VIEW_OBSERVE_H

#include "timeline/walk.h"

typedef struct ViewAssignment {
    uint32_t line;
    Str statement; /* the line's text, trimmed */
    MemCopyKind kind;
    Str name;        /* "var1"; "point+8" for a part of a slot; empty when nothing with a name was written */
    Str function;    /* of the name's frame */
    Str instruction; /* that made the copy */
    uint64_t from;   /* address where the bytes came from, temporaries looked through; 0: the instruction */
    Str from_name;   /* the name whose slot that is, or empty */
    uint64_t to, size;
    bool is_tag;                           /* the bytes are a reference to what has a type of its own */
    uint64_t target;                       /* then: where it leads */
    Str type, value;                       /* of the name after the copy, as the language prints it */
    uint64_t slot_before, identity_before; /* 0: unbound before */
    uint64_t slot_after, identity_after;
    Str identity_text; /* "id(var1)", "&var1" */
    Str shared_with;   /* another name that has the same identity now, or empty */
} ViewAssignment;

typedef struct ViewObservation {
    const Engine *engine;
    Str path;
    VEC(ViewAssignment) list;
    uint64_t steps;  /* that were looked at */
    bool is_cut;     /* the program went on, but there was enough to show */
    int exit_status; /* when it was not cut */
    uint64_t moved;  /* slots that the runtime moved as they were (view_observe_step) */
    Str last_error;  /* the last line on its standard error, or empty */
    Arena arena;     /* owns the texts */
} ViewObservation;

typedef struct ViewObserveLimits {
    size_t assignments;
    uint64_t steps;
} ViewObserveLimits;

/* Walks from where `walk` stands (before step 0; it keeps copies). */
void view_observe(ViewObservation *observation, TimelineWalk *walk, const Source *source,
                  ViewObserveLimits limits);

/* Takes the walk one step on and collects what that step copied, at most `most` copies; when the steps are
 * instructions, temporaries as well. The copies that led here are looked up in walk->log, so it may have been
 * filled before. */
void view_observe_step(ViewObservation *observation, TimelineWalk *walk, const Source *source, size_t most);

void view_observation_free(ViewObservation *observation);

/* What the assignments of a run have in common: the figures that a closing sentence is made of. */
typedef struct ViewFindings {
    uint32_t named;             /* copies into slots of names */
    uint32_t tags;              /* of these: references */
    uint32_t inside;            /* copies into cells */
    uint64_t smallest, largest; /* bytes of the named ones */
    uint32_t reassigned;        /* the name was bound before */
    uint32_t identity_changed;  /* of these */
    uint32_t slot_moved;        /* of these */
    uint32_t shared;            /* after it another name had the same identity */
    const ViewAssignment *first_shared;
} ViewFindings;

ViewFindings view_findings(const ViewObservation *observation);

#endif
