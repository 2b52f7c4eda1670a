/* Branches: where break, continue, goto and fallthrough lead (spec: "Labeled statements" and the four
 * statements).
 *
 * One walk over a function's body, block by block. Labels are known to the whole function, but a goto may
 * only jump to a label of a block around it, and not over a variable's declaration. Gotos to labels that come
 * later wait in the list of their block; what a block leaves over goes to the block around it. Function
 * literals have had their own walk. */
#include "base/map.h"
#include "go/syntax/line_directive.h"
#include "go/syntax/parser.h"
#include "go/syntax/path.h"
#include "go/syntax/print.h"

#include <string.h>

typedef struct Block {
    struct Block *parent;
    GoPos start;
    GoStmt *labeled; /* the label on this block's statement, or NULL */
} Block;

typedef struct Label {
    Block *parent; /* block that declares it */
    GoStmt *statement;
    bool is_used;
} Label;

typedef VEC(GoStmt *) Gotos;

typedef struct Branches {
    const Source *source;
    GoPos base;
    GoErrorList *errors;
    Arena arena; /* blocks and labels */
    StrMap labels;
    Gotos waiting; /* forward gotos of all open blocks; each block owns what lies above its mark */
} Branches;

/* What an unlabelled statement refers to. */
typedef struct Targets {
    GoStmt *breaks;    /* FOR, RANGE, SWITCH, TYPE_SWITCH, SELECT or NULL */
    GoStmt *continues; /* FOR, RANGE or NULL */
    ptrdiff_t clause;  /* of the switch right around, or -1 */
} Targets;

/* The block that is being walked. */
typedef struct Walk {
    Block *block;
    Targets targets;
    GoStmt *label;        /* of the current statement */
    size_t mark;          /* of the waiting gotos */
    size_t declared_mark; /* those waiting below this index came before the last variable declaration */
    GoPos variable_pos;
    Str variable;
    bool is_last; /* the current statement */
} Walk;

static void branches_block(Branches *branches, Block *parent, Targets targets, GoStmt *label, GoPos start,
                           GoStmtList list);

static const char *branches_place(Branches *branches, GoPos pos) {
    StrBuf place = {0};
    go_append_both_places(&place, branches->source, pos - branches->base, go_append_shown_path);
    Str text = arena_copy(&branches->arena, strbuf_view(&place));
    strbuf_free(&place);
    return text.data;
}

static bool branches_is_loop(const GoStmt *stmt) {
    return stmt->kind == GO_STMT_FOR || stmt->kind == GO_STMT_RANGE;
}

static bool branches_is_breakable(const GoStmt *stmt) {
    return branches_is_loop(stmt) || stmt->kind == GO_STMT_SWITCH || stmt->kind == GO_STMT_TYPE_SWITCH ||
           stmt->kind == GO_STMT_SELECT;
}

/* ---- Labels ----------------------------------------------------------------------------------------- */

static Label *branches_declare(Branches *branches, Block *block, GoStmt *stmt) {
    const GoExpr *name = stmt->labeled.label;
    Label *label = strmap_get(&branches->labels, name->name.text);
    if (label) {
        const char *place = branches_place(branches, label->statement->labeled.label->pos);
        go_error_add(branches->errors, name->pos, "label %.*s already defined at %s",
                     STR_ARGS(name->name.text), place);
        return label;
    }
    label = ARENA_NEW(&branches->arena, Label);
    label->parent = block;
    label->statement = stmt;
    strmap_set(&branches->labels, name->name.text, label);
    return label;
}

/* A label has been declared: gotos of this block that wait for it have found their goal. */
static void branches_resolve(Branches *branches, Walk *walk, Label *label, GoStmt *stmt) {
    Str name = stmt->labeled.label->name.text;
    size_t kept = walk->mark, declared = walk->declared_mark;
    for (size_t i = walk->mark; i < branches->waiting.count; i++) {
        GoStmt *jump = branches->waiting.items[i];
        if (!str_equal(jump->branch.label->name.text, name)) {
            branches->waiting.items[kept++] = jump;
            continue;
        }
        jump->branch.target = stmt;
        label->is_used = true;
        if (i < walk->declared_mark) {
            declared--;
            const char *place = branches_place(branches, walk->variable_pos);
            go_error_add(branches->errors, jump->branch.label->pos,
                         "goto %.*s jumps over declaration of %.*s at %s", STR_ARGS(name),
                         STR_ARGS(walk->variable), place);
        }
    }
    branches->waiting.count = kept;
    walk->declared_mark = declared;
}

/* The label `name` on a statement around `block`. NULL: no such label; *is_around says if it is around. */
static GoStmt *branches_enclosing(Branches *branches, Block *block, Str name, bool *is_around) {
    Label *label = strmap_get(&branches->labels, name);
    if (!label) return NULL;
    label->is_used = true;
    *is_around = false;
    for (; block && !*is_around; block = block->parent) *is_around = block->labeled == label->statement;
    return label->statement;
}

/* ---- Branch statements ------------------------------------------------------------------------------ */

static void branches_fallthrough(Branches *branches, Walk *walk, GoStmt *stmt) {
    GoStmt *around = walk->targets.breaks;
    const char *message = "fallthrough statement out of place";
    if (around && around->kind == GO_STMT_TYPE_SWITCH) {
        message = "cannot fallthrough in type switch";
    } else if (around && around->kind == GO_STMT_SWITCH && walk->targets.clause >= 0 && walk->is_last) {
        if ((uint32_t)walk->targets.clause + 1 < around->switch_.clauses.count) {
            stmt->branch.target = around;
            return;
        }
        message = "cannot fallthrough final case in switch";
    }
    go_error_add(branches->errors, stmt->pos, "%s", message);
}

static void branches_unlabelled(Branches *branches, Walk *walk, GoStmt *stmt) {
    if (stmt->branch.keyword == GO_TOKEN_FALLTHROUGH) {
        branches_fallthrough(branches, walk, stmt);
        return;
    }
    bool is_break = stmt->branch.keyword == GO_TOKEN_BREAK;
    stmt->branch.target = is_break ? walk->targets.breaks : walk->targets.continues;
    if (stmt->branch.target) return;
    go_error_add(branches->errors, stmt->pos, "%s",
                 is_break ? "break is not in a loop, switch, or select" : "continue is not in a loop");
}

static void branches_goto(Branches *branches, Walk *walk, GoStmt *stmt) {
    Label *label = strmap_get(&branches->labels, stmt->branch.label->name.text);
    if (label) {
        label->is_used = true;
        for (Block *block = walk->block; block; block = block->parent) {
            if (label->parent != block) continue;
            stmt->branch.target = label->statement;
            return;
        }
    }
    VEC_PUSH(&branches->waiting, stmt);
}

static void branches_labelled(Branches *branches, Walk *walk, GoStmt *stmt) {
    if (stmt->branch.keyword == GO_TOKEN_GOTO) {
        branches_goto(branches, walk, stmt);
        return;
    }
    bool is_break = stmt->branch.keyword == GO_TOKEN_BREAK;
    const char *word = is_break ? "break" : "continue";
    GoExpr *name = stmt->branch.label;
    bool is_around;
    GoStmt *target = branches_enclosing(branches, walk->block, name->name.text, &is_around);
    if (!target) {
        go_error_add(branches->errors, name->pos, "%s label not defined: %.*s", word,
                     STR_ARGS(name->name.text));
        return;
    }
    GoStmt *inner = target->labeled.statement;
    if (is_around && (is_break ? branches_is_breakable(inner) : branches_is_loop(inner)))
        stmt->branch.target = inner;
    else
        go_error_add(branches->errors, name->pos, "invalid %s label %.*s", word, STR_ARGS(name->name.text));
}

/* ---- Blocks ----------------------------------------------------------------------------------------- */

static void branches_declares(Branches *branches, Walk *walk, GoPos pos, Str variable) {
    walk->declared_mark = branches->waiting.count;
    walk->variable_pos = pos;
    walk->variable = variable;
}

static void branches_inner(Branches *branches, Walk *walk, Targets targets, GoPos start, GoStmtList list) {
    branches_block(branches, walk->block, targets, walk->label, start, list);
}

static void branches_clauses(Branches *branches, Walk *walk, Targets targets, GoClauseList clauses) {
    for (uint32_t i = 0; i < clauses.count; i++) {
        targets.clause = i;
        branches_inner(branches, walk, targets, clauses.items[i].pos, clauses.items[i].body);
    }
}

static void branches_block_stmt(Branches *branches, Walk *walk, Targets targets, GoStmt *block) {
    if (block->kind == GO_STMT_BLOCK)
        branches_inner(branches, walk, targets, block->pos, block->block.statements);
}

static void branches_if(Branches *branches, Walk *walk, GoStmt *stmt) {
    Targets inner = {walk->targets.breaks, walk->targets.continues, -1};
    branches_block_stmt(branches, walk, inner, stmt->if_.then);
    if (stmt->if_.otherwise)
        branches_inner(branches, walk, inner, stmt->if_.otherwise->pos,
                       (GoStmtList){&stmt->if_.otherwise, 1});
}

static Str branches_left_text(Branches *branches, GoExprList left) {
    StrBuf text = {0};
    for (uint32_t i = 0; i < left.count; i++) {
        if (i) strbuf_append_c(&text, ", ");
        go_expr_print(&text, left.items[i]);
    }
    Str copy = arena_copy(&branches->arena, strbuf_view(&text));
    strbuf_free(&text);
    return copy;
}

static void branches_stmt(Branches *branches, Walk *walk, GoStmt *stmt) {
    Targets inner = {walk->targets.breaks, walk->targets.continues, -1};
    switch (stmt->kind) {
    case GO_STMT_DECLARATION:
        if (stmt->declaration && stmt->declaration->kind == GO_DECL_VAR)
            branches_declares(branches, walk, stmt->declaration->pos,
                              stmt->declaration->value.names.items[0]->name.text);
        break;
    case GO_STMT_ASSIGN:
        if (stmt->assign.is_define)
            branches_declares(branches, walk, stmt->pos, branches_left_text(branches, stmt->assign.left));
        break;
    case GO_STMT_LABELED:
        if (!str_equal_c(stmt->labeled.label->name.text, "_")) {
            Label *label = branches_declare(branches, walk->block, stmt);
            branches_resolve(branches, walk, label, stmt);
            walk->label = stmt;
        }
        branches_stmt(branches, walk, stmt->labeled.statement);
        break;
    case GO_STMT_BRANCH:
        if (stmt->branch.label)
            branches_labelled(branches, walk, stmt);
        else
            branches_unlabelled(branches, walk, stmt);
        break;
    case GO_STMT_BLOCK: branches_block_stmt(branches, walk, inner, stmt); break;
    case GO_STMT_IF: branches_if(branches, walk, stmt); break;
    case GO_STMT_FOR: branches_block_stmt(branches, walk, (Targets){stmt, stmt, -1}, stmt->for_.body); break;
    case GO_STMT_RANGE:
        branches_block_stmt(branches, walk, (Targets){stmt, stmt, -1}, stmt->range.body);
        break;
    case GO_STMT_SWITCH:
    case GO_STMT_TYPE_SWITCH:
        branches_clauses(branches, walk, (Targets){stmt, inner.continues, -1}, stmt->switch_.clauses);
        break;
    case GO_STMT_SELECT:
        branches_clauses(branches, walk, (Targets){stmt, inner.continues, -1}, stmt->select.clauses);
        break;
    default: break;
    }
}

static void branches_block(Branches *branches, Block *parent, Targets targets, GoStmt *label, GoPos start,
                           GoStmtList list) {
    Block *block = ARENA_NEW(&branches->arena, Block);
    *block = (Block){parent, start, label};
    Walk walk = {.block = block, .targets = targets, .mark = branches->waiting.count};
    walk.declared_mark = walk.mark;
    while (list.count > 0 && list.items[list.count - 1]->kind == GO_STMT_EMPTY) list.count--;
    for (uint32_t i = 0; i < list.count; i++) {
        walk.label = NULL;
        walk.is_last = i + 1 == list.count;
        branches_stmt(branches, &walk, list.items[i]);
    }
}

static void branches_report_rest(Branches *branches) {
    for (size_t i = 0; i < branches->waiting.count; i++) {
        GoExpr *name = branches->waiting.items[i]->branch.label;
        Label *label = strmap_get(&branches->labels, name->name.text);
        if (!label) {
            go_error_add(branches->errors, name->pos, "label %.*s not defined", STR_ARGS(name->name.text));
            continue;
        }
        label->is_used = true;
        const char *place = branches_place(branches, label->parent->start);
        go_error_add(branches->errors, name->pos, "goto %.*s jumps into block starting at %s",
                     STR_ARGS(name->name.text), place);
    }
    for (size_t i = 0; i < branches->labels.count; i++) {
        Label *label = branches->labels.entries[i].value;
        GoExpr *name = label->statement->labeled.label;
        if (!label->is_used)
            go_error_add(branches->errors, name->pos, "label %.*s defined and not used",
                         STR_ARGS(name->name.text));
    }
}

void go_check_branches(GoStmt *body, const Source *source, GoPos base, GoErrorList *errors) {
    Branches branches = {.source = source, .base = base, .errors = errors};
    branches_block(&branches, NULL, (Targets){NULL, NULL, -1}, NULL, body->pos, body->block.statements);
    branches_report_rest(&branches);
    strmap_free(&branches.labels);
    VEC_FREE(&branches.waiting);
    arena_free(&branches.arena);
}
