/* Saving, see save.h. */
#include "cli/save.h"

#include "cli/command.h"
#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool write_all(int descriptor, Str text) {
    while (text.length > 0) {
        ssize_t written = write(descriptor, text.data, text.length);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        text = str_slice(text, (size_t)written, text.length);
    }
    return true;
}

static bool save_failed(const char *path, int error) {
    cli_error("cannot write '%s': %s", path, strerror(error));
    return false;
}

static bool write_directly(const char *path, Str text) {
    int descriptor = open(path, O_WRONLY);
    if (descriptor < 0) return save_failed(path, errno);
    bool done = write_all(descriptor, text);
    int error = errno;
    close(descriptor);
    return done ? true : save_failed(path, error);
}

/* New files get the rights that open() would have given them; a file that is replaced keeps its own. */
static mode_t wanted_mode(const struct stat *old) {
    if (old) return old->st_mode & 07777;
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

static bool fill(int descriptor, Str text, mode_t mode) {
    return write_all(descriptor, text) && fchmod(descriptor, mode) == 0 && fsync(descriptor) == 0;
}

/* `path` is where the file really is: links have been followed, so that they stay links. */
static bool replace(const char *path, const char *shown, Str text, const struct stat *old) {
    StrBuf temporary = {0};
    strbuf_format(&temporary, "%s.XXXXXX", path);
    int descriptor = mkostemp(temporary.data, O_CLOEXEC), error = errno;
    bool done = descriptor >= 0;
    if (done) {
        done = fill(descriptor, text, wanted_mode(old));
        error = errno;
        if (close(descriptor) != 0 && done) done = false, error = errno;
        if (done && rename(temporary.data, path) != 0) done = false, error = errno;
        if (!done) unlink(temporary.data);
    }
    strbuf_free(&temporary);
    return done ? true : save_failed(shown, error);
}

bool cli_save(const char *path, Str text) {
    struct stat old;
    bool exists = stat(path, &old) == 0;
    if (exists && S_ISDIR(old.st_mode)) return save_failed(path, EISDIR);
    if (exists && !S_ISREG(old.st_mode)) return write_directly(path, text);
    if (exists && access(path, W_OK) != 0) return save_failed(path, errno);
    char *real = exists ? realpath(path, NULL) : NULL;
    bool done = replace(real ? real : path, path, text, exists ? &old : NULL);
    free(real);
    return done;
}

int cli_deliver(const char *path, Str text) {
    if (path) return cli_save(path, text) ? CLI_DONE : CLI_FAILED;
    cli_print(text);
    return CLI_DONE;
}
