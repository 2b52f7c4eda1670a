/* Versions of the Go language, see version.h. */
#include "go/version.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST = 7 }; /* "go1.999" */

int go_version_minor(const char *version) {
    if (strncmp(version, "go1.", 4) != 0 || !version[4] || strlen(version) > LONGEST) return -1;
    size_t digits = strspn(version + 4, "0123456789");
    return version[4 + digits] ? -1 : atoi(version + 4);
}

const char *go_version_fault(const char *version, StrBuf *buffer) {
    int minor = go_version_minor(version);
    if (minor < 1)
        strbuf_format(buffer, "invalid value \"%s\" for -lang: should be something like \"go1.12\"", version);
    else if (minor > GO_NEWEST_MINOR)
        strbuf_format(buffer, "invalid value \"%s\" for -lang: max known version is \"go1.%d\"", version,
                      GO_NEWEST_MINOR);
    return minor < 1 || minor > GO_NEWEST_MINOR ? buffer->data : NULL;
}
