/* The list of packages that are written in C, see packages.h. */
#include "go/packages/packages.h"

#define PACKAGES(X)                                                                                          \
    X(go_package_atomic)                                                                                     \
    X(go_package_bufio)                                                                                      \
    X(go_package_errors) X(go_package_fmt) X(go_package_io) X(go_package_math) X(go_package_os)              \
        X(go_package_runtime) X(go_package_sort) X(go_package_strconv) X(go_package_strings)                 \
            X(go_package_sync) X(go_package_time) X(go_package_unicode) X(go_package_utf8)

#define DECLARE(variable) extern const GoNativePackage variable;
PACKAGES(DECLARE)
#undef DECLARE

#define ROW(variable) &variable,
const GoNativePackage *const go_native_packages[] = {PACKAGES(ROW) NULL};
#undef ROW

const GoNativePackage *go_native_package_find(Str path) {
    for (size_t i = 0; go_native_packages[i]; i++)
        if (str_equal_c(path, go_native_packages[i]->path)) return go_native_packages[i];
    return NULL;
}

const char *go_native_package_text(void *user, Str path) {
    (void)user;
    const GoNativePackage *package = go_native_package_find(path);
    return package ? package->text : NULL;
}

GoNative go_native_find(Str path, Str name) {
    const GoNativePackage *package = go_native_package_find(path);
    for (size_t i = 0; package && i < package->member_count; i++)
        if (str_equal_c(name, package->members[i].name)) return package->members[i].native;
    return NULL;
}
