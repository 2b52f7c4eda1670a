/* Following imports from package to package, see package_graph.h. */
#include "go/load/package_graph.h"

#include "go/load/import_path.h"
#include "go/types/report.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* An import as it stands in a package: the first one of its path. */
typedef struct Import {
    Str path;
    const Source *source;
    uint32_t offset;
} Import;

typedef struct Importer {
    GoGraphPackage *package;
    const Import *import;
} Importer;

static void load_imports(GoPackageGraph *graph, GoGraphPackage *package);

/* ---- Complaints ------------------------------------------------------------------------------------- */

static Str place_text(GoPackageGraph *graph, const Source *source, uint32_t offset) {
    StrBuf text = {0};
    go_report_place(source, offset, &text);
    Str copy = arena_copy(&graph->arena, strbuf_view(&text));
    strbuf_free(&text);
    return copy;
}

static Str import_place(GoPackageGraph *graph, const Importer *importer) {
    if (!importer->import) return (Str){0};
    return place_text(graph, importer->import->source, importer->import->offset);
}

/* Who is being loaded, and `path` (when it is not empty) as the last one. */
static void complaint_set_stack(GoPackageGraph *graph, GoGraphComplaint *complaint, Str path) {
    size_t depth = graph->stack.count + (path.length > 0);
    Str *stack = ARENA_ARRAY(&graph->arena, Str, depth);
    for (size_t i = 0; i < graph->stack.count; i++) stack[i] = graph->stack.items[i];
    if (path.length) stack[depth - 1] = path;
    complaint->stack = stack;
    complaint->depth = depth;
}

/* What is wrong with the import itself. */
static GoGraphComplaint complaint_of_import(GoPackageGraph *graph, const Importer *importer, Str text) {
    GoGraphComplaint complaint = {.text = text, .place = import_place(graph, importer)};
    complaint_set_stack(graph, &complaint, (Str){0});
    return complaint;
}

static void complaint_append(const GoGraphComplaint *complaint, StrBuf *out) {
    bool has_place = complaint->place.length > 0;
    if (complaint->depth > 0 && (!has_place || complaint->shows_stack)) {
        strbuf_append_c(out, "package ");
        for (size_t i = 0; i < complaint->depth; i++)
            strbuf_format(out, "%s%.*s", i ? "\n\timports " : "", STR_ARGS(complaint->stack[i]));
        if (has_place) strbuf_append_c(out, "\n\t");
    }
    strbuf_append(out, complaint->place);
    bool is_bare = complaint->depth == 0 && !has_place;
    strbuf_format(out, "%s%.*s\n", is_bare ? "" : ": ", STR_ARGS(complaint->text));
}

/* ---- Folders as packages ---------------------------------------------------------------------------- */

static Str path_base(Str path) {
    size_t start = path.length;
    while (start > 0 && path.data[start - 1] != '/') start--;
    return str_slice(path, start, path.length);
}

static void append_mixed(const GoFolder *folder, Str absolute, StrBuf *out) {
    Str first = go_folder_name(folder), other = folder->beginnings.items[folder->other].package_name;
    Str first_file = path_base(folder->sources.items[0]->path);
    Str other_file = path_base(folder->sources.items[folder->other]->path);
    strbuf_format(out, "found packages %.*s (%.*s) and %.*s (%.*s) in %.*s", STR_ARGS(first),
                  STR_ARGS(first_file), STR_ARGS(other), STR_ARGS(other_file), STR_ARGS(absolute));
}

void go_package_graph_fault(const GoFolder *folder, Str absolute, StrBuf *out) {
    Str culprit = path_base(folder->culprit);
    switch (folder->state) {
    case GO_FOLDER_EMPTY: strbuf_format(out, "no Go files in %.*s", STR_ARGS(absolute)); break;
    case GO_FOLDER_TESTS_ONLY: strbuf_format(out, "no non-test Go files in %.*s", STR_ARGS(absolute)); break;
    case GO_FOLDER_EXCLUDED:
        strbuf_format(out, "build constraints exclude all Go files in %.*s", STR_ARGS(absolute));
        break;
    case GO_FOLDER_MIXED: append_mixed(folder, absolute, out); break;
    case GO_FOLDER_WRONG:
        strbuf_format(out, "%.*s: parsing //go:build line: %s", STR_ARGS(culprit), folder->reason);
        break;
    case GO_FOLDER_UNREADABLE:
        strbuf_format(out, "open %.*s: %s", STR_ARGS(folder->culprit), folder->reason);
        break;
    case GO_FOLDER_GOOD: break;
    }
}

/* What is wrong at the beginning of a file is said about the file, not about the import. */
static void complain_about_files(GoPackageGraph *graph, GoGraphPackage *package) {
    const GoFolder *folder = package->folder;
    for (size_t i = 0; i < folder->sources.count && !package->complaint.text.length; i++) {
        const GoBeginning *beginning = &folder->beginnings.items[i];
        if (beginning->fault.length == 0) continue;
        package->complaint.text = beginning->fault;
        package->complaint.place = place_text(graph, folder->sources.items[i], beginning->fault_span.start);
        complaint_set_stack(graph, &package->complaint, package->path);
    }
}

static void complain_about_folder(GoPackageGraph *graph, GoGraphPackage *package, const Importer *importer) {
    StrBuf text = {0};
    go_package_graph_fault(package->folder, package->directory, &text);
    Str copy = arena_copy(&graph->arena, strbuf_view(&text));
    strbuf_free(&text);
    if (package->folder->state == GO_FOLDER_EXCLUDED) {
        package->complaint.text = copy;
        complaint_set_stack(graph, &package->complaint, package->path);
    } else {
        package->complaint = complaint_of_import(graph, importer, copy);
    }
}

/* ---- Packages --------------------------------------------------------------------------------------- */

static GoGraphPackage *graph_enter(GoPackageGraph *graph, Str path) {
    GoGraphPackage *package = ARENA_NEW(&graph->arena, GoGraphPackage);
    package->path = package->import_path = arena_copy(&graph->arena, path);
    VEC_PUSH(&graph->all, package);
    strmap_set(&graph->packages, package->path, package);
    return package;
}

/* The same package as one importer sees it, who may not import it. */
static GoGraphPackage *graph_refuse(GoPackageGraph *graph, const GoGraphPackage *package,
                                    const Importer *importer, Str text) {
    GoGraphPackage *refused = ARENA_NEW(&graph->arena, GoGraphPackage);
    *refused = (GoGraphPackage){.path = package->path, .is_standard = package->is_standard};
    for (size_t i = 0; i < package->imports.count; i++)
        VEC_PUSH(&refused->imports, package->imports.items[i]);
    refused->complaint = complaint_of_import(graph, importer, text);
    VEC_PUSH(&graph->all, refused);
    return refused;
}

static void package_take_files(GoGraphPackage *package) {
    const GoFolder *folder = package->folder;
    Str name = go_folder_name(folder);
    package->is_program = str_equal_c(name, "main");
    package->files = (GoPackageFiles){.path = package->is_program ? name : package->path,
                                      .name = name,
                                      .sources = (const Source *const *)folder->sources.items,
                                      .count = (uint32_t)folder->sources.count,
                                      .lacks_bodies = folder->has_assembly};
}

static void load_module_package(GoPackageGraph *graph, GoGraphPackage *package, const Importer *importer) {
    package->folder = ARENA_NEW(&graph->arena, GoFolder);
    go_folder_read(package->folder, package->directory, graph->minor);
    if (package->folder->state == GO_FOLDER_TESTS_ONLY) return; /* not wrong before it is compiled */
    complain_about_files(graph, package);
    if (package->folder->state != GO_FOLDER_GOOD && !package->complaint.text.length)
        complain_about_folder(graph, package, importer);
    if (package->folder->sources.count == 0) return;
    package_take_files(package);
    load_imports(graph, package);
}

/* ---- Packages that are not there -------------------------------------------------------------------- */

/* A module that is required, and of which no folder was found. */
static const GoModule *required_module(const GoModuleSet *set, Str path) {
    for (size_t i = 1; i < set->modules.count; i++) {
        const GoModule *module = set->modules.items[i];
        bool is_absent = module->folder.length == 0;
        if (is_absent && go_import_path_is_below(path, module->path)) return module;
    }
    return NULL;
}

/* Where one would have to go first, with several modules. */
static Str missing_way(GoPackageGraph *graph, const GoModule *importing) {
    char here[PATH_MAX];
    bool is_there = !importing || !graph->modules->is_workspace || !getcwd(here, sizeof here) ||
                    go_import_path_is_below(str_from(here), importing->folder);
    return is_there ? STR("") : arena_format(&graph->arena, "\n\tcd %.*s", STR_ARGS(importing->folder));
}

static Str missing_text(GoPackageGraph *graph, const GoModule *importing, Str path) {
    Str root = go_source_library_root(graph->library);
    if (go_import_path_is_standard(path))
        return arena_format(&graph->arena, "package %.*s is not in GOROOT (%.*s/%.*s)", STR_ARGS(path),
                            STR_ARGS(root), STR_ARGS(path));
    const GoModule *module = required_module(graph->modules, path);
    if (module)
        return arena_format(&graph->arena,
                            "module %.*s@%.*s, which provides package %.*s, is not in the module cache; to "
                            "fetch it:\n\tgo mod download %.*s",
                            STR_ARGS(module->path), STR_ARGS(module->version), STR_ARGS(path),
                            STR_ARGS(module->path));
    Str way = missing_way(graph, importing);
    return arena_format(&graph->arena,
                        "no required module provides package %.*s; to add it:%.*s\n\tgo get %.*s",
                        STR_ARGS(path), STR_ARGS(way), STR_ARGS(path));
}

/* ---- Imports ---------------------------------------------------------------------------------------- */

/* A package of Go's own library, or NULL. */
static const GoPackageFiles *find_in_library(GoPackageGraph *graph, Str path) {
    return go_import_path_is_standard(path) ? go_source_library_find(graph->library, path) : NULL;
}

/* Where nothing provides the package. A folder of Go's library without a package, as "text", is found all the
 * same. */
static void complain_missing(GoPackageGraph *graph, GoGraphPackage *package, const Importer *importer) {
    Str path = package->path, root = go_source_library_root(graph->library);
    package->complaint =
        complaint_of_import(graph, importer, missing_text(graph, importer->package->module, path));
    if (!go_import_path_is_standard(path) || !go_source_library_has_folder(graph->library, path)) return;
    package->complaint = (GoGraphComplaint){
        .text = arena_format(&graph->arena, "no Go files in %.*s/%.*s", STR_ARGS(root), STR_ARGS(path))};
    complaint_set_stack(graph, &package->complaint, path);
}

static void load_new(GoPackageGraph *graph, GoGraphPackage *package, const Importer *importer) {
    StrBuf text = {0};
    go_import_path_complain(package->path, &text);
    const GoPackageFiles *standard = text.length ? NULL : find_in_library(graph, package->path);
    if (text.length) {
        Str copy = arena_copy(&graph->arena, strbuf_view(&text));
        package->complaint = complaint_of_import(graph, importer, copy);
    } else if (standard) {
        package->is_standard = true;
        package->is_program = str_equal_c(standard->name, "main");
    } else {
        package->module = go_module_locate(graph->modules, package->path, &package->directory);
        if (package->module)
            load_module_package(graph, package, importer);
        else
            complain_missing(graph, package, importer);
    }
    strbuf_free(&text);
}

/* The package was met before. Meeting one whose imports are still being followed closes a circle. */
static void load_again(GoPackageGraph *graph, GoGraphPackage *package) {
    GoGraphComplaint *complaint = &package->complaint;
    if (package->is_loading) {
        if (!complaint->text.length) {
            complaint->text = STR("import cycle not allowed");
            complaint_set_stack(graph, complaint, package->path);
        }
        complaint->is_cycle = true;
    }
    if (complaint->text.length && !complaint->is_cycle && complaint->depth > graph->stack.count + 1)
        complaint_set_stack(graph, complaint, package->path);
}

static bool may_import(const GoGraphPackage *importer, const GoGraphPackage *package) {
    Str owner;
    if (package->complaint.text.length || !go_import_path_owner(package->path, &owner)) return true;
    return !package->is_standard && go_import_path_is_below(importer->import_path, owner);
}

/* The package as the importer gets it: with a complaint of its own when it may not have it. */
static GoGraphPackage *import_judge(GoPackageGraph *graph, GoGraphPackage *package,
                                    const Importer *importer) {
    Str path = package->path;
    Arena *arena = &graph->arena;
    Str vendored = go_import_path_vendored(path);
    if (!may_import(importer->package, package)) {
        Str text = arena_format(arena, "use of internal package %.*s not allowed", STR_ARGS(path));
        GoGraphPackage *refused = graph_refuse(graph, package, importer, text);
        refused->complaint.shows_stack = true;
        return refused;
    }
    if (vendored.length && package->is_standard)
        return graph_refuse(graph, package, importer, STR("use of vendored package not allowed"));
    if (vendored.length)
        return graph_refuse(
            graph, package, importer,
            arena_format(arena, "%.*s must be imported as %.*s", STR_ARGS(path), STR_ARGS(vendored)));
    if (package->is_program && importer->package != package)
        return graph_refuse(
            graph, package, importer,
            arena_format(arena, "import \"%.*s\" is a program, not an importable package", STR_ARGS(path)));
    return package;
}

/* Imports by a way through folders are no imports of a module's packages. */
static GoGraphPackage *import_local(GoPackageGraph *graph, const Importer *importer) {
    Str path = importer->import->path;
    Str text =
        str_equal_c(path, ".")
            ? STR(".: cannot import current directory")
            : arena_format(&graph->arena, "local import \"%.*s\" in non-local package", STR_ARGS(path));
    return graph_refuse(graph, &(GoGraphPackage){.path = path}, importer, text);
}

static GoGraphPackage *import_versioned(GoPackageGraph *graph, const Importer *importer) {
    GoGraphPackage *refused = graph_refuse(
        graph, &(GoGraphPackage){.path = importer->import->path}, importer,
        STR("can only use path@version syntax with 'go get' and 'go install' in module-aware mode"));
    refused->complaint.place = (Str){0};
    complaint_set_stack(graph, &refused->complaint, refused->path);
    return refused;
}

static GoGraphPackage *load_import(GoPackageGraph *graph, const Importer *importer) {
    Str path = importer->import->path;
    if (go_import_path_is_local(path)) return import_local(graph, importer);
    if (str_find_byte(path, '@', 0) >= 0) return import_versioned(graph, importer);
    GoGraphPackage *package = strmap_get(&graph->packages, path);
    if (package) {
        load_again(graph, package);
    } else {
        package = graph_enter(graph, path);
        load_new(graph, package, importer);
    }
    return import_judge(graph, package, importer);
}

typedef VEC(Import) ImportList;

static int imports_by_path(const void *a, const void *b) {
    return str_compare(((const Import *)a)->path, ((const Import *)b)->path);
}

/* The imports of all files of a folder, each path once, in order of path. A file that cannot be read to its
 * end has none. */
static void collect_imports(const GoFolder *folder, ImportList *list) {
    StrMap known = {0};
    for (size_t i = 0; i < folder->sources.count; i++) {
        const GoBeginning *beginning = &folder->beginnings.items[i];
        for (size_t j = 0; j < beginning->imports.count && !beginning->fault.length; j++) {
            const GoImportClause *clause = &beginning->imports.items[j];
            if (str_equal_c(clause->path, "C") || strmap_find(&known, clause->path)) continue;
            strmap_set(&known, clause->path, NULL);
            VEC_PUSH(list, (Import){clause->path, folder->sources.items[i], clause->offset});
        }
    }
    strmap_free(&known);
    if (list->count) qsort(list->items, list->count, sizeof *list->items, imports_by_path);
}

static void load_imports(GoPackageGraph *graph, GoGraphPackage *package) {
    ImportList list = {0};
    collect_imports(package->folder, &list);
    VEC_PUSH(&graph->stack, package->path);
    package->is_loading = true;
    for (size_t i = 0; i < list.count; i++)
        VEC_PUSH(&package->imports, load_import(graph, &(Importer){package, &list.items[i]}));
    package->is_loading = false;
    (void)VEC_POP(&graph->stack);
    VEC_FREE(&list);
}

/* ---- The graph -------------------------------------------------------------------------------------- */

static void graph_put_in_order(GoPackageGraph *graph, GoGraphPackage *package) {
    if (package->was_visited) return;
    package->was_visited = true;
    for (size_t i = 0; i < package->imports.count; i++) graph_put_in_order(graph, package->imports.items[i]);
    VEC_PUSH(&graph->order, package);
}

void go_package_graph_load(GoPackageGraph *graph, GoGraphPackage *root, GoFolder *folder) {
    strmap_set(&graph->packages, root->path, root);
    root->folder = folder;
    complain_about_files(graph, root);
    package_take_files(root);
    load_imports(graph, root);
    graph_put_in_order(graph, root);
}

typedef VEC(GoGraphPackage *) PackageList;

/* Of two packages with one path, as which different importers see it, the one whose complaint is nearer. */
static bool is_preferred(const GoGraphPackage *package, const GoGraphPackage *known) {
    if (!known) return true;
    const GoGraphComplaint *complaint = &package->complaint, *other = &known->complaint;
    return complaint->text.length && (!other->text.length || other->depth > complaint->depth);
}

/* All that the package imports, from the nearest to the farthest, one for each path. */
static void collect_dependencies(const GoGraphPackage *root, StrMap *found) {
    PackageList queue = {0};
    for (size_t i = 0; i < root->imports.count; i++) VEC_PUSH(&queue, root->imports.items[i]);
    for (size_t i = 0; i < queue.count; i++) {
        GoGraphPackage *package = queue.items[i];
        if (!is_preferred(package, strmap_get(found, package->path))) continue;
        strmap_set(found, package->path, package);
        for (size_t j = 0; j < package->imports.count; j++) {
            GoGraphPackage *next = package->imports.items[j];
            if (strmap_get(found, next->path) != next) VEC_PUSH(&queue, next);
        }
    }
    VEC_FREE(&queue);
}

static int entries_by_key(const void *a, const void *b) {
    return str_compare(((const StrMapEntry *)a)->key, ((const StrMapEntry *)b)->key);
}

/* First what is wrong with the package itself, then with what it imports, in order of path. */
static void append_complaints(const GoGraphPackage *root, StrBuf *out) {
    StrMap found = {0};
    if (root->complaint.text.length) complaint_append(&root->complaint, out);
    collect_dependencies(root, &found);
    if (found.count) qsort(found.entries, found.count, sizeof *found.entries, entries_by_key);
    for (size_t i = 0; i < found.count; i++) {
        const GoGraphPackage *package = found.entries[i].value;
        if (package != root && package->complaint.text.length) complaint_append(&package->complaint, out);
    }
    strmap_free(&found);
}

void go_package_graph_report(const GoPackageGraph *graph, StrBuf *out) {
    size_t before = out->length;
    append_complaints(VEC_LAST(&graph->order), out);
    for (size_t i = 0; i < graph->order.count && out->length == before; i++) {
        const GoGraphPackage *package = graph->order.items[i];
        if (!package->folder || package->folder->state != GO_FOLDER_TESTS_ONLY) continue;
        strbuf_format(out, "go build %.*s: ", STR_ARGS(package->path));
        go_package_graph_fault(package->folder, package->directory, out);
        strbuf_append_char(out, '\n');
    }
}

void go_package_graph_free(GoPackageGraph *graph) {
    for (size_t i = 0; i < graph->all.count; i++) {
        GoGraphPackage *package = graph->all.items[i];
        VEC_FREE(&package->imports);
        if (package->folder) go_folder_free(package->folder);
    }
    VEC_FREE(&graph->all);
    VEC_FREE(&graph->order);
    VEC_FREE(&graph->stack);
    strmap_free(&graph->packages);
    arena_free(&graph->arena);
}

/* ---- As a library ----------------------------------------------------------------------------------- */

static const GoGraphPackage *graph_find(const GoPackageGraph *graph, Str path) {
    const GoGraphPackage *package = strmap_get(&graph->packages, path);
    return package && package->module ? package : NULL;
}

static Str graph_locate(void *user, Arena *arena, Str path, bool is_standard) {
    GoPackageGraph *graph = user;
    if (!is_standard && graph_find(graph, path)) return path;
    const GoLibrary *library = go_source_library(graph->library);
    return library->locate(library->user, arena, path, is_standard);
}

static const GoPackageFiles *graph_files(void *user, Str path) {
    GoPackageGraph *graph = user;
    const GoGraphPackage *package = graph_find(graph, path);
    return package ? &package->files : go_source_library_find(graph->library, path);
}

const GoLibrary *go_package_graph_library(GoPackageGraph *graph) {
    graph->table = (GoLibrary){.user = graph, .locate = graph_locate, .files = graph_files};
    return &graph->table;
}
