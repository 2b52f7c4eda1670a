/* Choosing and reading a package's files, see folder.h. */
#include "go/load/folder.h"

#include "go/syntax/constraint.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>

/* ---- Files ------------------------------------------------------------------------------------------ */

static void folder_fail(GoFolder *folder, GoFolderState state, Str culprit, const char *reason) {
    if (folder->state == GO_FOLDER_UNREADABLE || folder->state == GO_FOLDER_WRONG) return;
    folder->state = state;
    folder->culprit = culprit;
    folder->reason = reason;
}

static void folder_keep(GoFolder *folder, Source *source, GoBeginning beginning) {
    VEC_PUSH(&folder->sources, source);
    VEC_PUSH(&folder->beginnings, beginning);
    bool is_readable = beginning.package_name.length > 0 && go_folder_name(folder).length > 0;
    if (folder->other == 0 && is_readable && !str_equal(beginning.package_name, go_folder_name(folder)))
        folder->other = folder->sources.count - 1;
}

static bool imports_c(const GoBeginning *beginning) {
    for (size_t i = 0; i < beginning->imports.count; i++)
        if (str_equal_c(beginning->imports.items[i].path, "C")) return true;
    return false;
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
        GoBeginning beginning;
        go_beginning_read(&beginning, source->text, &folder->arena);
        if (!imports_c(&beginning) && !str_equal_c(beginning.package_name, "documentation")) {
            folder_keep(folder, source, beginning);
            return;
        }
        go_beginning_free(&beginning);
    }
    source_free(source);
}

bool go_folder_add_file(GoFolder *folder, Str path, const char **reason) {
    Source *source = ARENA_NEW(&folder->arena, Source);
    if (!source_read(source, arena_copy(&folder->arena, path), reason)) return false;
    GoBeginning beginning;
    go_beginning_read(&beginning, source->text, &folder->arena);
    folder_keep(folder, source, beginning);
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

Str go_folder_name(const GoFolder *folder) {
    return folder->beginnings.items[0].package_name;
}

void go_folder_free(GoFolder *folder) {
    for (size_t i = 0; i < folder->sources.count; i++) {
        source_free(folder->sources.items[i]);
        go_beginning_free(&folder->beginnings.items[i]);
    }
    VEC_FREE(&folder->sources);
    VEC_FREE(&folder->beginnings);
    arena_free(&folder->arena);
}
