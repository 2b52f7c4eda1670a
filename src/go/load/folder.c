/* Choosing and reading a package's files, see folder.h. */
#include "go/load/folder.h"

#include "go/load/constraint.h"
#include "go/syntax/scanner.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>

/* ---- The beginning of a file ------------------------------------------------------------------------ */

typedef struct Beginning {
    Str package_name;
    bool imports_c; /* import "C": needs cgo */
} Beginning;

static void beginning_import(GoScanner *scanner, Beginning *found) {
    bool is_group = scanner->token == GO_TOKEN_LEFT_PAREN;
    if (is_group) go_scanner_next(scanner);
    do {
        if (scanner->token == GO_TOKEN_NAME || scanner->token == GO_TOKEN_DOT) go_scanner_next(scanner);
        if (scanner->token != GO_TOKEN_LITERAL) return;
        if (str_equal_c(scanner->spelling, "\"C\"")) found->imports_c = true;
        go_scanner_next(scanner);
        if (scanner->token == GO_TOKEN_SEMICOLON) go_scanner_next(scanner);
    } while (is_group && scanner->token != GO_TOKEN_RIGHT_PAREN && scanner->token != GO_TOKEN_EOF);
    if (!is_group) return;
    go_scanner_next(scanner);
    if (scanner->token == GO_TOKEN_SEMICOLON) go_scanner_next(scanner);
}

/* Reads the package clause and the imports; what is wrong there is the parser's to report. */
static Beginning beginning_read(Str text) {
    Beginning found = {0};
    GoErrorList errors = {0};
    GoScanner scanner;
    go_scanner_init(&scanner, text, 0, &errors);
    go_scanner_next(&scanner);
    if (scanner.token == GO_TOKEN_PACKAGE) {
        go_scanner_next(&scanner);
        if (scanner.token == GO_TOKEN_NAME) found.package_name = scanner.spelling;
        go_scanner_next(&scanner);
        if (scanner.token == GO_TOKEN_SEMICOLON) go_scanner_next(&scanner);
        while (scanner.token == GO_TOKEN_IMPORT) {
            go_scanner_next(&scanner);
            beginning_import(&scanner, &found);
        }
    }
    go_errors_free(&errors);
    return found;
}

/* ---- Files ------------------------------------------------------------------------------------------ */

static void folder_fail(GoFolder *folder, GoFolderState state, Str culprit, const char *reason) {
    if (folder->state == GO_FOLDER_UNREADABLE || folder->state == GO_FOLDER_WRONG) return;
    folder->state = state;
    folder->culprit = culprit;
    folder->reason = reason;
}

static void folder_keep(GoFolder *folder, Source *source, Str package_name) {
    VEC_PUSH(&folder->sources, source);
    VEC_PUSH(&folder->package_names, package_name);
    if (folder->other == 0 && !str_equal(package_name, folder->package_names.items[0]))
        folder->other = folder->sources.count - 1;
}

/* Reads a .go file whose name is fine, and keeps it when its constraints hold. */
static void folder_choose_file(GoFolder *folder, Str path, int minor) {
    Source *source = ARENA_NEW(&folder->arena, Source);
    const char *reason = NULL;
    if (!source_read(source, path, &reason)) {
        folder_fail(folder, GO_FOLDER_UNREADABLE, path, reason);
        return;
    }
    GoConstraint constraint = go_constraint_of_text(source->text, minor, &reason);
    if (constraint == GO_CONSTRAINT_IS_WRONG) folder_fail(folder, GO_FOLDER_WRONG, path, reason);
    if (constraint == GO_CONSTRAINT_HOLDS) {
        Beginning beginning = beginning_read(source->text);
        bool is_documentation = str_equal_c(beginning.package_name, "documentation");
        if (!beginning.imports_c && !is_documentation) {
            folder_keep(folder, source, beginning.package_name);
            return;
        }
    }
    source_free(source);
}

bool go_folder_add_file(GoFolder *folder, Str path, const char **reason) {
    Source *source = ARENA_NEW(&folder->arena, Source);
    if (!source_read(source, arena_copy(&folder->arena, path), reason)) return false;
    folder_keep(folder, source, beginning_read(source->text).package_name);
    return true;
}

static int names_by_bytes(const struct dirent **a, const struct dirent **b) {
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int name_is_of_go(const struct dirent *entry) {
    Str name = str_from(entry->d_name);
    if (entry->d_type == DT_DIR) return 0;
    bool is_hidden = name.data[0] == '.' || name.data[0] == '_';
    return !is_hidden && (str_ends_with(name, STR(".go")) || str_ends_with(name, STR(".s")));
}

void go_folder_read(GoFolder *folder, Str path, int minor) {
    *folder = (GoFolder){0};
    struct dirent **entries;
    path = arena_copy(&folder->arena, path);
    int count = scandir(path.data, &entries, name_is_of_go, names_by_bytes);
    if (count < 0) {
        folder_fail(folder, GO_FOLDER_UNREADABLE, path, strerror(errno));
        return;
    }
    size_t files = 0, tests = 0;
    for (int i = 0; i < count; i++) {
        Str name = str_from(entries[i]->d_name);
        bool is_assembly = str_ends_with(name, STR(".s"));
        bool is_test = str_ends_with(name, STR("_test.go"));
        files += !is_assembly;
        tests += is_test;
        bool is_allowed = !is_test && go_constraint_allows_name(name);
        if (is_allowed && is_assembly) folder->has_assembly = true;
        const char *slash = str_ends_with(path, STR("/")) ? "" : "/";
        if (is_allowed && !is_assembly)
            folder_choose_file(folder, arena_format(&folder->arena, "%s%s%s", path.data, slash, name.data),
                               minor);
        free(entries[i]);
    }
    free(entries);
    if (folder->state != GO_FOLDER_GOOD) return;
    if (folder->sources.count == 0)
        folder->state = files == 0       ? GO_FOLDER_EMPTY
                        : tests == files ? GO_FOLDER_TESTS_ONLY
                                         : GO_FOLDER_EXCLUDED;
    else if (folder->other > 0)
        folder->state = GO_FOLDER_MIXED;
}

void go_folder_free(GoFolder *folder) {
    for (size_t i = 0; i < folder->sources.count; i++) source_free(folder->sources.items[i]);
    VEC_FREE(&folder->sources);
    VEC_FREE(&folder->package_names);
    arena_free(&folder->arena);
}
