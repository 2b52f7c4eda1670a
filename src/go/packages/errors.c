/* Package errors: errors that are nothing but a text.
 *
 * The values are the runtime's own errors.errorString, the same that fmt.Errorf and the packages in C make.
 */
#include "go/packages/packages.h"

static void errors_new(GoRuntime *runtime, const void *arguments, void *results) {
    *(GoInterface *)results = go_error_new(runtime, go_string_view(*(const GoString *)arguments));
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

#define ERRORS(X)                                                                                            \
    X("New", errors_new, "func New(text string) error")                                                      \
    X("Unwrap", errors_unwrap, "func Unwrap(err error) error")                                               \
    X("Is", NULL,                                                                                            \
      "func Is(err, target error) bool { for err != nil { if err == target { return true }; "                \
      "if x, ok := err.(interface{ Is(error) bool }); ok && x.Is(target) { return true }; "                  \
      "err = Unwrap(err) }; return target == nil && err == nil }")

GO_NATIVE_PACKAGE(go_package_errors, "errors", "package errors", ERRORS)
