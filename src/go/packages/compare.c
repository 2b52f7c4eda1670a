/* The order of map keys: fmt prints maps sorted, so that the same map gives the same text.
 *
 * Numbers by value (NaN first), false before true, strings by bytes, structs and arrays by their parts,
 * pointers by address, nil interfaces first and others by type. */
#include "go/packages/printer.h"
#include "memory/layout.h"

#include <math.h>
#include <string.h>

static int compare_unsigned(uint64_t a, uint64_t b) {
    return (a > b) - (a < b);
}

static int compare_signed(int64_t a, int64_t b) {
    return (a > b) - (a < b);
}

static int compare_float(double a, double b) {
    if (isnan(a) || isnan(b)) return isnan(b) - isnan(a) == 0 ? 0 : isnan(a) ? -1 : 1;
    return (a > b) - (a < b);
}

static int compare_complex(double a_real, double a_imaginary, double b_real, double b_imaginary) {
    int order = compare_float(a_real, b_real);
    return order ? order : compare_float(a_imaginary, b_imaginary);
}

static int compare_interfaces(const GoInterface *a, const GoInterface *b) {
    if (!a->type || !b->type) return (a->type != NULL) - (b->type != NULL);
    int order = compare_unsigned((uint64_t)a->type, (uint64_t)b->type);
    return order ? order : go_value_compare(a->type, go_interface_value(a), go_interface_value(b));
}

static int compare_structs(const GoRType *type, const char *a, const char *b) {
    for (uint32_t i = 0; i < type->field_count; i++) {
        const GoRField *field = &type->fields[i];
        int order = go_value_compare(field->type, a + field->offset, b + field->offset);
        if (order) return order;
    }
    return 0;
}

static int compare_arrays(const GoRType *type, const char *a, const char *b) {
    for (uint64_t i = 0; i < type->length; i++) {
        int order = go_value_compare(type->elem, a + i * type->elem->size, b + i * type->elem->size);
        if (order) return order;
    }
    return 0;
}

int go_value_compare(const GoRType *type, const void *a, const void *b) {
    switch (type->kind) {
    case GO_KIND_INT:
    case GO_KIND_INT8:
    case GO_KIND_INT16:
    case GO_KIND_INT32:
    case GO_KIND_INT64:
        return compare_signed(mem_read_int((uint64_t)a, type->size), mem_read_int((uint64_t)b, type->size));
    case GO_KIND_FLOAT32: return compare_float((double)*(const float *)a, (double)*(const float *)b);
    case GO_KIND_FLOAT64: return compare_float(*(const double *)a, *(const double *)b);
    case GO_KIND_COMPLEX64: {
        const GoComplex64 *x = a, *y = b;
        return compare_complex((double)x->real, (double)x->imaginary, (double)y->real, (double)y->imaginary);
    }
    case GO_KIND_COMPLEX128: {
        const GoComplex128 *x = a, *y = b;
        return compare_complex(x->real, x->imaginary, y->real, y->imaginary);
    }
    case GO_KIND_STRING:
        return str_compare(go_string_view(*(const GoString *)a), go_string_view(*(const GoString *)b));
    case GO_KIND_STRUCT: return compare_structs(type, a, b);
    case GO_KIND_ARRAY: return compare_arrays(type, a, b);
    case GO_KIND_INTERFACE: return compare_interfaces(a, b);
    default:
        return compare_unsigned(mem_read_uint((uint64_t)a, type->size),
                                mem_read_uint((uint64_t)b, type->size));
    }
}
