/* Go's own packages from an installed Go, see library.h. */
#include "go/load/library.h"

#include "base/map.h"
#include "go/load/goroot.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

/* A folder that was read. */
typedef struct Entry {
    GoPackageFiles files; /* without any: there is no such package */
    GoFolder folder;
} Entry;

struct GoSourceLibrary {
    GoLibrary table;
    StrBuf root;
    int minor;
    StrMap entries; /* from path to Entry */
    Arena arena;
};

/* ---- Packages --------------------------------------------------------------------------------------- */

/* Paths are joined to a folder, so they must not lead out of it. */
static bool path_is_plain(Str path) {
    if (path.length == 0 || path.data[0] == '/' || path.data[0] == '.') return false;
    for (size_t i = 0; i + 1 < path.length; i++) {
        if (path.data[i] == '/' && (path.data[i + 1] == '.' || path.data[i + 1] == '/')) return false;
    }
    return path.data[path.length - 1] != '/' && str_find_byte(path, '\0', 0) < 0;
}

static Entry *library_read(GoSourceLibrary *library, Str path) {
    Entry *entry = ARENA_NEW(&library->arena, Entry);
    path = arena_copy(&library->arena, path);
    strmap_set(&library->entries, path, entry);
    if (!path_is_plain(path)) return entry;
    Str folder = arena_format(&library->arena, "%s/%s", library->root.data, path.data);
    go_folder_read(&entry->folder, folder, library->minor);
    if (entry->folder.state != GO_FOLDER_GOOD) return entry;
    entry->files = (GoPackageFiles){.path = path,
                                    .name = go_folder_name(&entry->folder),
                                    .sources = (const Source *const *)entry->folder.sources.items,
                                    .count = (uint32_t)entry->folder.sources.count,
                                    .is_standard = true,
                                    .lacks_bodies = true};
    return entry;
}

const GoPackageFiles *go_source_library_find(GoSourceLibrary *library, Str path) {
    Entry *entry = strmap_get(&library->entries, path);
    if (!entry) entry = library_read(library, path);
    return entry->files.count ? &entry->files : NULL;
}

/* ---- The two questions of GoLibrary ----------------------------------------------------------------- */

bool go_source_library_has_folder(const GoSourceLibrary *library, Str path) {
    struct stat status;
    StrBuf folder = {0};
    strbuf_format(&folder, "%s/%.*s", library->root.data, STR_ARGS(path));
    bool is_there = stat(folder.data, &status) == 0 && S_ISDIR(status.st_mode);
    strbuf_free(&folder);
    return is_there;
}

/* Only what has a dot in its first part can be a vendored package. */
static bool path_is_vendored(Str path) {
    ptrdiff_t slash = str_find_byte(path, '/', 0), dot = str_find_byte(path, '.', 0);
    return dot > 0 && slash > dot;
}

static Str library_locate(void *user, Arena *arena, Str path, bool is_standard) {
    GoSourceLibrary *library = user;
    if (is_standard && path_is_vendored(path)) path = arena_format(arena, "vendor/%.*s", STR_ARGS(path));
    if (!path_is_plain(path)) return (Str){0};
    if (!is_standard && (str_starts_with(path, STR("vendor/")) || str_starts_with(path, STR("cmd/"))))
        return (Str){0};
    bool is_known = strmap_get(&library->entries, path) != NULL;
    return is_known || go_source_library_has_folder(library, path) ? path : (Str){0};
}

static const GoPackageFiles *library_files(void *user, Str path) {
    return go_source_library_find(user, path);
}

/* ---- Opening and closing ---------------------------------------------------------------------------- */

GoSourceLibrary *go_source_library_open(int minor, StrBuf *place) {
    GoSourceLibrary *library = base_alloc_zeroed(sizeof *library);
    bool is_there = go_root_find(&library->root);
    if (place) strbuf_append(place, strbuf_view(&library->root));
    if (!is_there) {
        go_source_library_close(library);
        return NULL;
    }
    library->minor = minor;
    library->table = (GoLibrary){.user = library, .locate = library_locate, .files = library_files};
    return library;
}

void go_source_library_close(GoSourceLibrary *library) {
    if (!library) return;
    for (size_t i = 0; i < library->entries.count; i++) {
        Entry *entry = library->entries.entries[i].value;
        go_folder_free(&entry->folder);
    }
    strmap_free(&library->entries);
    arena_free(&library->arena);
    strbuf_free(&library->root);
    free(library);
}

const GoLibrary *go_source_library(GoSourceLibrary *library) {
    return &library->table;
}

Str go_source_library_root(const GoSourceLibrary *library) {
    return strbuf_view(&library->root);
}

/* ---- All of them ------------------------------------------------------------------------------------ */

static int name_is_shown(const struct dirent *entry) {
    return entry->d_name[0] != '.' && entry->d_name[0] != '_' && strcmp(entry->d_name, "testdata") != 0;
}

static int names_by_bytes(const struct dirent **a, const struct dirent **b) {
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* Folder `path` below the root (empty: the root itself), then what is in it. */
static void list_folder(GoSourceLibrary *library, Str path, GoPathList *paths, int depth) {
    if (depth > 20) return;
    if (path.length && go_source_library_find(library, path)) VEC_PUSH(paths, path);
    StrBuf folder = {0};
    strbuf_format(&folder, "%s/%.*s", library->root.data, STR_ARGS(path));
    struct dirent **entries;
    int count = scandir(folder.data, &entries, name_is_shown, names_by_bytes);
    strbuf_free(&folder);
    for (int i = 0; i < count; i++) {
        const char *slash = path.length ? "/" : "";
        Str inner = arena_format(&library->arena, "%.*s%s%s", STR_ARGS(path), slash, entries[i]->d_name);
        bool is_command = path.length == 0 && strcmp(entries[i]->d_name, "cmd") == 0;
        if (!is_command && go_source_library_has_folder(library, inner))
            list_folder(library, inner, paths, depth + 1);
        free(entries[i]);
    }
    if (count >= 0) free(entries);
}

void go_source_library_list(GoSourceLibrary *library, GoPathList *paths) {
    list_folder(library, STR(""), paths, 0);
}
