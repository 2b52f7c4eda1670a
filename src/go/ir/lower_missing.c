#include "go/ir/lower.h"
#define MISSING(NAME, TEXT)                                                                                  \
    void NAME(Lowerer *l, GoExpr *e, int32_t to, uint16_t f) {                                               \
        (void)to, (void)f;                                                                                   \
        unsupported(l, e->pos, TEXT);                                                                        \
    }
MISSING(lower_slicing, "slicing")
MISSING(lower_function_literal, "function literals")
MISSING(lower_method_value, "method values")
MISSING(lower_instance_value, "generic functions")
MISSING(lower_make, "make")
MISSING(lower_append, "append")
MISSING(lower_copy, "copy")
MISSING(lower_delete, "delete")
MISSING(lower_clear, "clear")
MISSING(lower_recover, "recover")
void lower_function_value(Lowerer *l, GoObject *o, GoPos pos, int32_t to, uint16_t f) {
    (void)o, (void)to, (void)f;
    unsupported(l, pos, "function values");
}
void lower_assertion(Lowerer *l, GoExpr *e, int32_t to, uint16_t f, int32_t ok) {
    (void)to, (void)f, (void)ok;
    unsupported(l, e->pos, "type assertions");
}
void lower_receive(Lowerer *l, GoExpr *e, int32_t to, uint16_t f, int32_t ok) {
    (void)to, (void)f, (void)ok;
    unsupported(l, e->pos, "channels");
}
void lower_type_switch(Lowerer *l, GoStmt *s) {
    unsupported(l, s->pos, "type switches");
}
void lower_send(Lowerer *l, GoStmt *s) {
    unsupported(l, s->pos, "channels");
}
void lower_go_or_defer(Lowerer *l, GoStmt *s) {
    unsupported(l, s->pos, s->kind == GO_STMT_GO ? "go statements" : "defer statements");
}
void lower_select(Lowerer *l, GoStmt *s) {
    unsupported(l, s->pos, "select statements");
}
void lower_range(Lowerer *l, GoStmt *s) {
    unsupported(l, s->pos, "range statements");
}
void lower_map_load(Lowerer *l, Place p, int32_t to, uint16_t f, int32_t ok) {
    (void)p, (void)to, (void)f, (void)ok;
    unsupported(l, GO_NO_POS, "maps");
}
void lower_map_store(Lowerer *l, Place p, Operand v) {
    (void)p, (void)v;
    unsupported(l, GO_NO_POS, "maps");
}
int32_t lower_interface_receiver(Lowerer *l, GoExpr *e, GoSelection *s) {
    (void)s;
    unsupported(l, e->pos, "interface methods");
    return 16;
}
int32_t method_name_index(Lowerer *l, GoObject *o) {
    (void)l, (void)o;
    return 0;
}
void lower_captures(Lowerer *l, GoFunction *f) {
    (void)l, (void)f;
}
#include "go/interp/machine.h"
const MachineFunction *machine_find_method(Machine *m, uint8_t *fp, const IrInstruction *i) {
    (void)m, (void)fp, (void)i;
    return NULL;
}
