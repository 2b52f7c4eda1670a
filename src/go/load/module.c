/* go.mod, and the folders that it leads to, see module.h. */
#include "go/load/module.h"

#include "base/source.h"
#include "go/load/import_path.h"
#include "go/load/mod_file.h"
#include "go/syntax/path.h"
#include "go/version.h"

#include <dirent.h>
#include <limits.h>
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

/* The folder that a go.mod or go.work means by `path`, which may not be there. */
static Str named_folder(GoModuleSet *set, const GoModFile *file, Str path) {
    if (path.data[0] == '/') return path;
    char real[PATH_MAX];
    StrBuf joined = {0};
    strbuf_append(&joined, file->folder);
    go_path_append_clean(&joined, path);
    bool is_there = joined.length && realpath(joined.data, real);
    Str copy = arena_copy(&set->arena, is_there ? str_from(real) : strbuf_view(&joined));
    strbuf_free(&joined);
    return copy;
}

static Str replaced_folder(GoModuleSet *set, const GoModFile *file, const GoModReplacement *replacement) {
    Str target = replacement->new_path;
    return path_is_folder(target) ? named_folder(set, file, target)
                                  : cached_folder(set, target, replacement->new_version);
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

static bool set_has_path(const GoModuleSet *set, Str path) {
    for (size_t i = 0; i < set->modules.count; i++)
        if (str_equal(set->modules.items[i]->path, path)) return true;
    return false;
}

/* `work`: the go.work whose replacements come first, or NULL. */
static void set_require(GoModuleSet *set, const GoModFile *file, const GoModFile *work,
                        const GoModRequirement *requirement) {
    if (set_has_path(set, requirement->path)) return;
    const GoModFile *source = work;
    const GoModReplacement *replacement =
        work ? replacement_of(work, requirement->path, requirement->version) : NULL;
    if (!replacement) {
        source = file;
        replacement = replacement_of(file, requirement->path, requirement->version);
    }
    GoModule *module = ARENA_NEW(&set->arena, GoModule);
    *module = (GoModule){.path = requirement->path, .version = requirement->version};
    module->folder = replacement ? replaced_folder(set, source, replacement)
                                 : cached_folder(set, requirement->path, requirement->version);
    VEC_PUSH(&set->modules, module);
}

/* The language of another module is read when one of its packages is wanted. */
static void module_read(GoModuleSet *set, GoModule *module) {
    if (module->was_read) return;
    module->was_read = true;
    module->minor = module->is_vendor ? GO_NEWEST_MINOR : MINOR_UNSAID;
    GoModFile file = {0};
    if (!module->is_vendor && go_mod_file_read(&file, module->folder, &set->arena) && file.minor) {
        module->wanted_minor = file.minor;
        module->minor = file.minor < GO_NEWEST_MINOR ? file.minor : GO_NEWEST_MINOR;
    }
    go_mod_file_free(&file);
}

/* ---- The set ---------------------------------------------------------------------------------------- */

/* Since Go 1.14 a folder vendor is where all other modules come from. */
static bool set_uses_vendor(GoModuleSet *set, const GoModFile *file) {
    return file->minor >= 14 &&
           is_of_kind(arena_format(&set->arena, "%.*s/vendor", STR_ARGS(file->folder)), S_IFDIR);
}

/* A module that is worked on: the user's own, or another one of go.work. */
static void set_add_own(GoModuleSet *set, const GoModFile *file) {
    int minor = file->minor ? file->minor : MINOR_UNSAID;
    GoModule *own = ARENA_NEW(&set->arena, GoModule);
    *own = (GoModule){.path = file->path, .folder = file->folder, .was_read = true};
    own->wanted_minor = minor;
    own->minor = minor < GO_NEWEST_MINOR ? minor : GO_NEWEST_MINOR;
    VEC_PUSH(&set->modules, own);
}

static void set_require_all(GoModuleSet *set, const GoModFile *file, const GoModFile *work) {
    for (size_t i = 0; i < file->requirements.count; i++)
        set_require(set, file, work, &file->requirements.items[i]);
}

static void set_fill(GoModuleSet *set, const GoModFile *file) {
    set_add_own(set, file);
    if (set_uses_vendor(set, file)) {
        GoModule *vendor = ARENA_NEW(&set->arena, GoModule);
        *vendor = (GoModule){.is_vendor = true};
        vendor->folder = arena_format(&set->arena, "%.*s/vendor", STR_ARGS(file->folder));
        VEC_PUSH(&set->modules, vendor);
        return;
    }
    set_require_all(set, file, NULL);
}

/* ---- Workspaces ------------------------------------------------------------------------------------- */

typedef struct Workspace {
    GoModFile file;      /* go.work */
    VEC(GoModFile) used; /* the go.mod of each module that it lists */
} Workspace;

/* The folder with the go.work that counts for `folder`; empty: none. */
static Str work_folder(GoModuleSet *set, Str folder) {
    const char *wanted = getenv("GOWORK");
    if (wanted && strcmp(wanted, "off") == 0) return (Str){0};
    if (wanted && wanted[0]) return folder_above(str_from(wanted));
    while (folder.length > 0 &&
           !is_of_kind(arena_format(&set->arena, "%.*s/go.work", STR_ARGS(folder)), S_IFREG))
        folder = folder_above(folder);
    return folder;
}

static void workspace_read(GoModuleSet *set, Workspace *workspace, Str folder) {
    if (!go_work_file_read(&workspace->file, arena_copy(&set->arena, folder), &set->arena))
        strbuf_append(&set->fault, strbuf_view(&workspace->file.fault));
    for (size_t i = 0; i < workspace->file.uses.count && !set->fault.length; i++) {
        GoModFile used = {0};
        Str place = named_folder(set, &workspace->file, workspace->file.uses.items[i]);
        if (!go_mod_file_read(&used, place, &set->arena))
            strbuf_append(&set->fault, strbuf_view(&used.fault));
        VEC_PUSH(&workspace->used, used);
    }
}

static void workspace_free(Workspace *workspace) {
    for (size_t i = 0; i < workspace->used.count; i++) go_mod_file_free(&workspace->used.items[i]);
    VEC_FREE(&workspace->used);
    go_mod_file_free(&workspace->file);
}

/* `own` first, then the others; what they require comes behind all of them. */
static void workspace_fill(GoModuleSet *set, const Workspace *workspace, const GoModFile *own) {
    set->is_workspace = true;
    set_add_own(set, own);
    for (size_t i = 0; i < workspace->used.count; i++)
        if (!str_equal(workspace->used.items[i].folder, own->folder))
            set_add_own(set, &workspace->used.items[i]);
    for (size_t i = 0; i < workspace->used.count; i++)
        set_require_all(set, &workspace->used.items[i], &workspace->file);
}

static bool workspace_has(const Workspace *workspace, Str folder) {
    for (size_t i = 0; i < workspace->used.count; i++)
        if (str_equal(workspace->used.items[i].folder, folder)) return true;
    return false;
}

static void complain_unlisted(GoModuleSet *set, Str folder, Str module) {
    StrBuf shown = {0}, root = {0};
    go_append_short_path(&shown, folder);
    go_append_short_path(&root, module);
    strbuf_format(&set->fault,
                  "directory %s is contained in a module that is not one of the workspace modules listed in "
                  "go.work. You can add the module to the workspace using go work use %s\n",
                  shown.length ? shown.data : ".", root.length ? root.data : ".");
    strbuf_free(&shown);
    strbuf_free(&root);
}

/* The module at `own` among those of the go.work in `place`. */
static void set_read_workspace(GoModuleSet *set, const GoModFile *own, Str folder, Str place) {
    Workspace workspace = {0};
    workspace_read(set, &workspace, place);
    if (!set->fault.length && !workspace_has(&workspace, own->folder))
        complain_unlisted(set, folder, own->folder);
    workspace_fill(set, &workspace, own);
    workspace_free(&workspace);
}

/* ---- Reading ---------------------------------------------------------------------------------------- */

/* The folder of the module around `folder`; empty: there is none. */
static Str module_root(GoModuleSet *set, Str folder) {
    const char *mode = getenv("GO111MODULE");
    if (mode && strcmp(mode, "off") == 0) return (Str){0};
    while (folder.length > 0 && !folder_has_module(set, folder)) folder = folder_above(folder);
    return folder;
}

static bool is_of_go(Str module) {
    return str_equal_c(module, "std") || str_equal_c(module, "cmd");
}

bool go_module_set_read(GoModuleSet *set, Str folder) {
    Str root = module_root(set, folder);
    if (root.length == 0) return false;
    GoModFile own = {0};
    go_mod_file_read(&own, arena_copy(&set->arena, root), &set->arena);
    bool counts = !is_of_go(own.path);
    Str work = work_folder(set, folder);
    strbuf_append(&set->fault, strbuf_view(&own.fault));
    if (counts && work.length && !set->fault.length)
        set_read_workspace(set, &own, folder, work);
    else if (counts)
        set_fill(set, &own);
    go_mod_file_free(&own);
    return counts;
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
