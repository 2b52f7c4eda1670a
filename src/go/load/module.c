/* go.mod, and the folders that it leads to, see module.h. */
#include "go/load/module.h"

#include "base/source.h"
#include "go/load/import_path.h"
#include "go/load/mod_file.h"
#include "go/version.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MINOR_UNSAID = 16 }; /* the language of a go.mod that does not say which */

/* ---- Files and folders ------------------------------------------------------------------------------ */

static bool is_of_kind(Str path, mode_t kind) {
    StrBuf text = {0};
    struct stat status;
    strbuf_append(&text, path);
    bool is_there = stat(text.data, &status) == 0 && (status.st_mode & S_IFMT) == kind;
    strbuf_free(&text);
    return is_there;
}

static int name_is_go_file(const struct dirent *entry) {
    return entry->d_type != DT_DIR && str_ends_with(str_from(entry->d_name), STR(".go"));
}

static bool folder_has_go_files(Str folder) {
    StrBuf text = {0};
    struct dirent **entries;
    strbuf_append(&text, folder);
    int count = scandir(text.data, &entries, name_is_go_file, NULL);
    for (int i = 0; i < count; i++) free(entries[i]);
    if (count >= 0) free(entries);
    strbuf_free(&text);
    return count > 0;
}

static Str folder_above(Str folder) {
    while (folder.length > 0 && folder.data[folder.length - 1] != '/') folder.length--;
    if (folder.length > 0) folder.length--;
    return folder;
}

static bool folder_has_module(GoModuleSet *set, Str folder) {
    return is_of_kind(arena_format(&set->arena, "%.*s/go.mod", STR_ARGS(folder)), S_IFREG);
}

/* ---- Paths ------------------------------------------------------------------------------------------ */

/* Is the folder a package of the module at `root`, and of no module inside of that one? */
static bool folder_is_in(GoModuleSet *set, Str folder, Str root) {
    if (!folder_has_go_files(folder)) return false;
    for (; folder.length > root.length; folder = folder_above(folder))
        if (folder_has_module(set, folder)) return false;
    return true;
}

/* ---- Other modules ---------------------------------------------------------------------------------- */

/* The module cache spells capital letters as "!" and the small one, since some file systems take them for
 * the same. */
static void append_cached_name(StrBuf *out, Str name) {
    for (size_t i = 0; i < name.length; i++) {
        char letter = name.data[i];
        bool is_capital = letter >= 'A' && letter <= 'Z';
        if (is_capital) strbuf_append_char(out, '!');
        strbuf_append_char(out, is_capital ? (char)(letter | 0x20) : letter);
    }
}

static void append_cache(StrBuf *out) {
    const char *cache = getenv("GOMODCACHE"), *path = getenv("GOPATH"), *home = getenv("HOME");
    if (cache && cache[0])
        strbuf_append_c(out, cache);
    else if (path && path[0])
        strbuf_format(out, "%.*s/pkg/mod", (int)strcspn(path, ":"), path);
    else
        strbuf_format(out, "%s/go/pkg/mod", home ? home : "");
}

static Str cached_folder(GoModuleSet *set, Str path, Str version) {
    StrBuf folder = {0};
    append_cache(&folder);
    strbuf_append_char(&folder, '/');
    append_cached_name(&folder, path);
    strbuf_append_char(&folder, '@');
    append_cached_name(&folder, version);
    Str copy = arena_copy(&set->arena, strbuf_view(&folder));
    strbuf_free(&folder);
    return is_of_kind(copy, S_IFDIR) ? copy : (Str){0};
}

static bool path_is_folder(Str path) {
    return str_starts_with(path, STR("/")) || str_starts_with(path, STR("./")) ||
           str_starts_with(path, STR("../")) || str_equal_c(path, ".") || str_equal_c(path, "..");
}

static Str replaced_folder(GoModuleSet *set, const GoModFile *file, const GoModReplacement *replacement) {
    Str target = replacement->new_path;
    if (!path_is_folder(target)) return cached_folder(set, target, replacement->new_version);
    if (target.data[0] == '/') return target;
    char real[4096];
    Str joined = arena_format(&set->arena, "%.*s/%.*s", STR_ARGS(file->folder), STR_ARGS(target));
    return strlen(joined.data) < sizeof real && realpath(joined.data, real)
               ? arena_copy(&set->arena, str_from(real))
               : joined;
}

static const GoModReplacement *replacement_of(const GoModFile *file, Str path, Str version) {
    for (size_t i = 0; i < file->replacements.count; i++) {
        const GoModReplacement *replacement = &file->replacements.items[i];
        bool is_of_version =
            replacement->old_version.length == 0 || str_equal(replacement->old_version, version);
        if (is_of_version && str_equal(replacement->old_path, path)) return replacement;
    }
    return NULL;
}

static void set_require(GoModuleSet *set, const GoModFile *file, const GoModRequirement *requirement) {
    const GoModReplacement *replacement = replacement_of(file, requirement->path, requirement->version);
    GoModule *module = ARENA_NEW(&set->arena, GoModule);
    *module = (GoModule){.path = requirement->path, .version = requirement->version};
    module->folder = replacement ? replaced_folder(set, file, replacement)
                                 : cached_folder(set, requirement->path, requirement->version);
    VEC_PUSH(&set->modules, module);
}

/* The language of another module is read when one of its packages is wanted. */
static void module_read(GoModuleSet *set, GoModule *module) {
    if (module->was_read) return;
    module->was_read = true;
    module->minor = module->is_vendor ? GO_NEWEST_MINOR : MINOR_UNSAID;
    GoModFile file = {0};
    if (!module->is_vendor && go_mod_file_read(&file, module->folder, &set->arena) && file.minor)
        module->minor = file.minor < GO_NEWEST_MINOR ? file.minor : GO_NEWEST_MINOR;
    go_mod_file_free(&file);
}

/* ---- The set ---------------------------------------------------------------------------------------- */

/* Since Go 1.14 a folder vendor is where all other modules come from. */
static bool set_uses_vendor(GoModuleSet *set, const GoModFile *file) {
    return file->minor >= 14 &&
           is_of_kind(arena_format(&set->arena, "%.*s/vendor", STR_ARGS(file->folder)), S_IFDIR);
}

static void set_fill(GoModuleSet *set, const GoModFile *file) {
    int minor = file->minor ? file->minor : MINOR_UNSAID;
    GoModule *own = ARENA_NEW(&set->arena, GoModule);
    *own = (GoModule){.path = file->path, .folder = file->folder, .was_read = true};
    own->minor = minor < GO_NEWEST_MINOR ? minor : GO_NEWEST_MINOR;
    VEC_PUSH(&set->modules, own);
    if (set_uses_vendor(set, file)) {
        GoModule *vendor = ARENA_NEW(&set->arena, GoModule);
        *vendor = (GoModule){.is_vendor = true};
        vendor->folder = arena_format(&set->arena, "%.*s/vendor", STR_ARGS(file->folder));
        VEC_PUSH(&set->modules, vendor);
        return;
    }
    for (size_t i = 0; i < file->requirements.count; i++)
        set_require(set, file, &file->requirements.items[i]);
}

bool go_module_set_read(GoModuleSet *set, Str folder) {
    const char *mode = getenv("GO111MODULE");
    if (mode && strcmp(mode, "off") == 0) return false;
    while (folder.length > 0 && !folder_has_module(set, folder)) folder = folder_above(folder);
    if (folder.length == 0) return false;
    GoModFile file = {0};
    go_mod_file_read(&file, arena_copy(&set->arena, folder), &set->arena);
    strbuf_append(&set->fault, strbuf_view(&file.fault));
    set_fill(set, &file);
    go_mod_file_free(&file);
    return true;
}

void go_module_set_free(GoModuleSet *set) {
    VEC_FREE(&set->modules);
    strbuf_free(&set->fault);
    arena_free(&set->arena);
}

const GoModule *go_module_main(const GoModuleSet *set) {
    return set->modules.items[0];
}

/* The folder of a package in the module, whether it is there or not. */
static Str module_folder(GoModuleSet *set, const GoModule *module, Str path) {
    if (module->is_vendor)
        return arena_format(&set->arena, "%.*s/%.*s", STR_ARGS(module->folder), STR_ARGS(path));
    Str rest = str_slice(path, module->path.length, path.length);
    return arena_format(&set->arena, "%.*s%.*s", STR_ARGS(module->folder), STR_ARGS(rest));
}

const GoModule *go_module_locate(GoModuleSet *set, Str path, Str *folder) {
    GoModule *best = NULL;
    for (size_t i = 0; i < set->modules.count; i++) {
        GoModule *module = set->modules.items[i];
        bool may_have =
            module->folder.length > 0 && (module->is_vendor || go_import_path_is_below(path, module->path));
        if (!may_have || (best && best->path.length >= module->path.length)) continue;
        Str candidate = module_folder(set, module, path);
        if (!folder_is_in(set, candidate, module->folder)) continue;
        best = module;
        *folder = candidate;
    }
    if (best) module_read(set, best);
    return best;
}

Str go_module_import_path(GoModuleSet *set, Str folder) {
    const GoModule *own = go_module_main(set);
    Str rest = str_slice(folder, own->folder.length, folder.length);
    return arena_format(&set->arena, "%.*s%.*s", STR_ARGS(own->path), STR_ARGS(rest));
}
