/* Package errors: errors that are nothing but a text, and chains of errors.
 *
 * The values are the runtime's own errors.errorString, the same that fmt.Errorf and the packages in C make.
 */
#include "go/packages/packages.h"
#include "go/runtime/panic.h"

#include <string.h>

static void errors_new(GoRuntime *runtime, const void *arguments, void *results) {
    *(GoInterface *)results = go_error_of(runtime, *(const GoString *)arguments);
}

/* errors.Unwrap: what the error's own Unwrap method gives. */
static void errors_unwrap(GoRuntime *runtime, const void *arguments, void *results) {
    const GoInterface *error = arguments;
    if (!error->type) return;
    const GoRMethod *method = go_rtype_method(error->type, STR("Unwrap"), STR(""));
    if (!method || method->type->result_count != 1 || method->type->results[0] != runtime->types.error)
        return;
    go_call(runtime, method->function, go_interface_value(error), results);
}

typedef struct AsArguments {
    GoInterface error, target;
} AsArguments;

static void panic_text(GoRuntime *runtime, GoString text) {
    go_panic_value(runtime, go_interface_make(runtime, runtime->types.basic[GO_KIND_STRING], &text));
}

/* errors.As's rules for the target: a pointer to an interface or to a type that is an error. */
static bool is_target(GoRuntime *runtime, GoInterface target) {
    if (!target.type) {
        panic_text(runtime, GO_STRING("errors: target cannot be nil"));
    } else if (target.type->kind != GO_KIND_POINTER || !target.word) {
        panic_text(runtime, GO_STRING("errors: target must be a non-nil pointer"));
    } else if (target.type->elem->kind != GO_KIND_INTERFACE &&
               !go_rtype_implements(target.type->elem, runtime->types.error, NULL, NULL)) {
        panic_text(runtime, GO_STRING("errors: *target must be interface or implement error"));
    } else {
        return true;
    }
    return false;
}

/* One step of errors.As: stores the error into the target when their types fit. */
static void errors_assign(GoRuntime *runtime, const void *arguments, void *results) {
    const AsArguments *list = arguments;
    if (!is_target(runtime, list->target) || !list->error.type) return;
    const GoRType *wanted = list->target.type->elem;
    bool *is_done = results;
    if (wanted->kind == GO_KIND_INTERFACE) {
        *is_done = go_rtype_implements(list->error.type, wanted, NULL, NULL);
        if (*is_done) *(GoInterface *)list->target.word = list->error;
    } else if (wanted == list->error.type) {
        *is_done = true;
        memcpy(list->target.word, go_interface_value(&list->error), (size_t)wanted->size);
    }
}

#define ERRORS(X)                                                                                            \
    X("New", errors_new, "func New(text string) error")                                                      \
    X("assign", errors_assign, "func assign(err error, target any) bool")                                    \
    X("As", NULL,                                                                                            \
      "func As(err error, target any) bool { assign(nil, target); for err != nil { "                         \
      "if assign(err, target) { return true }; "                                                             \
      "if x, ok := err.(interface{ As(any) bool }); ok && x.As(target) { return true }; "                    \
      "err = Unwrap(err) }; return false }")                                                                 \
    X("Unwrap", errors_unwrap, "func Unwrap(err error) error")                                               \
    X("Is", NULL,                                                                                            \
      "func Is(err, target error) bool { for err != nil { if err == target { return true }; "                \
      "if x, ok := err.(interface{ Is(error) bool }); ok && x.Is(target) { return true }; "                  \
      "err = Unwrap(err) }; return target == nil && err == nil }")

GO_NATIVE_PACKAGE(go_package_errors, "errors", "package errors", ERRORS)
