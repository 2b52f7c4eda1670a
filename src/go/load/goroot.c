/* Finding an installed Go, see goroot.h. */
#include "go/load/goroot.h"

#include <stdlib.h>
#include <sys/stat.h>

/* Debian's golang-1.19-src, newer Debian releases, and Go as its authors distribute it. */
static const char *const roots[] = {"/usr/lib/go-1.19", "/usr/share/go-1.19", "/usr/lib/go", "/usr/local/go"};

/* Is there a library in `root`? Appends its folder in any case. */
static bool root_try(StrBuf *out, const char *root) {
    struct stat status;
    strbuf_clear(out);
    strbuf_format(out, "%s/src/fmt", root);
    bool is_there = stat(out->data, &status) == 0 && S_ISDIR(status.st_mode);
    strbuf_clear(out);
    strbuf_format(out, "%s/src", root);
    return is_there;
}

bool go_root_find(StrBuf *out) {
    const char *wanted = getenv("GOROOT");
    if (wanted && wanted[0]) return root_try(out, wanted);
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (root_try(out, roots[i])) return true;
    root_try(out, roots[0]);
    return false;
}
