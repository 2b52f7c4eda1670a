/* varscope export, see export.h. */
#include "cli/export.h"

#include "cli/arguments.h"
#include "cli/output.h"
#include "cli/program.h"
#include "cli/save.h"
#include "view/export.h"
#include "view/page.h"
#include "view/pytutor.h"

#include <string.h>

enum { PROGRAMS = 2 };

static void report_cut(const char *path, uint64_t steps) {
    cli_error("%s goes on; only its first %llu step%s are in the export (see --max-steps)", path,
              (unsigned long long)steps, steps == 1 ? "" : "s");
}

static void report_too_long(const char *path, uint64_t steps) {
    cli_error("%s goes on; its first %llu step%s alone take 200 MB, and only they are in the export", path,
              (unsigned long long)steps, steps == 1 ? "" : "s");
}

/* One program of an export on its way. */
typedef struct Job {
    const CliExport *wanted;
    const char *path;
    StrBuf *out;
} Job;

static int export_steps(TimelineWalk *walk, const CliProgram *program, void *user) {
    const Job *job = user;
    ViewExportLimits limits = view_export_limits(job->wanted->everything);
    if (job->wanted->max_steps) limits.steps = job->wanted->max_steps;
    ViewExportResult result = job->wanted->format == CLI_EXPORT_PYTUTOR
                                  ? view_pytutor(walk, &program->source, limits.steps, limits.size, job->out)
                                  : view_export_program(walk, &program->source, limits, job->out);
    if (result.is_too_long)
        report_too_long(job->path, result.steps);
    else if (result.is_cut)
        report_cut(job->path, result.steps);
    return CLI_DONE;
}

static int deliver_page(const CliExport *wanted, Str document) {
    StrBuf title = {0}, page = {0};
    for (int i = 0; i < wanted->path_count; i++)
        strbuf_format(&title, "%s%s", i ? " and " : "", wanted->paths[i]);
    view_page(strbuf_view(&title), document, &page);
    int status = cli_deliver(wanted->output, strbuf_view(&page));
    strbuf_free(&title);
    strbuf_free(&page);
    return status;
}

static int deliver(const CliExport *wanted, const StrBuf *programs) {
    if (wanted->format == CLI_EXPORT_PYTUTOR) return cli_deliver(wanted->output, strbuf_view(&programs[0]));
    StrBuf document = {0};
    view_export_document(programs, (size_t)wanted->path_count, &document);
    int status = wanted->format == CLI_EXPORT_HTML ? deliver_page(wanted, strbuf_view(&document))
                                                   : cli_deliver(wanted->output, strbuf_view(&document));
    strbuf_free(&document);
    return status;
}

/* An engine runs one program at a time, so the second is opened when the first is done. */
int cli_export(const CliExport *wanted) {
    StrBuf programs[PROGRAMS] = {{0}};
    int status = CLI_DONE;
    for (int i = 0; i < wanted->path_count && !status; i++) {
        Job job = {wanted, wanted->paths[i], &programs[i]};
        status = cli_program_walk(wanted->paths[i], wanted->unit, export_steps, &job);
    }
    if (!status) status = deliver(wanted, programs);
    for (int i = 0; i < PROGRAMS; i++) strbuf_free(&programs[i]);
    return status;
}

static const CliOption options[] = {
    {"format", 'f', "FORMAT", "timeline (default), html or pytutor"},
    {"output", 'o', "FILE", "write to FILE; it is replaced as a whole or not at all"},
    {"max-steps", 0, "N", "stop after N steps (20,000)"},
    {"all", 'a', NULL, "leave nothing out: long lists, many objects"},
    {"by", 'b', "UNIT", "what a step is: a statement (usual) or an instruction"},
    {0},
};

enum { OPTION_FORMAT, OPTION_OUTPUT, OPTION_MAX_STEPS, OPTION_ALL, OPTION_BY };

static const char *const format_names[] = {
    [CLI_EXPORT_TIMELINE] = "timeline", [CLI_EXPORT_HTML] = "html", [CLI_EXPORT_PYTUTOR] = "pytutor"};

static bool read_format(const CliCommand *command, const char *name, CliExportFormat *format) {
    enum { COUNT = sizeof format_names / sizeof *format_names };
    for (int i = 0; i < COUNT; i++) {
        if (strcmp(name, format_names[i]) != 0) continue;
        *format = (CliExportFormat)i;
        return true;
    }
    const char *near = cli_nearest(name, format_names, COUNT);
    if (near)
        cli_usage_error(command, "unknown format '%s'. Did you mean '%s'?", name, near);
    else
        cli_usage_error(command, "unknown format '%s'; there are timeline, html and pytutor", name);
    return false;
}

static int export_run(const CliCommand *command, int count, char **words) {
    CliArguments arguments = cli_arguments(command, count, words);
    const char *paths[PROGRAMS];
    CliExport wanted = {.paths = paths};
    for (int kind; (kind = cli_arguments_next(&arguments)) != CLI_ARGUMENT_END;) {
        bool done = kind != CLI_ARGUMENT_WRONG;
        if (kind == OPTION_FORMAT) done = read_format(command, arguments.value, &wanted.format);
        if (kind == OPTION_ALL) wanted.everything = true;
        if (kind == OPTION_OUTPUT) wanted.output = arguments.value;
        if (kind == OPTION_MAX_STEPS)
            done = cli_arguments_number(&arguments, "max-steps", 1, &wanted.max_steps);
        if (kind == OPTION_BY) done = cli_arguments_unit(&arguments, &wanted.unit);
        if (!done) return CLI_USAGE;
        if (kind != CLI_ARGUMENT_WORD) continue;
        if (wanted.path_count == PROGRAMS) return cli_usage_error(command, "too many files");
        paths[wanted.path_count++] = arguments.value;
    }
    if (wanted.path_count == 0) return cli_usage_error(command, "no file given");
    if (wanted.format == CLI_EXPORT_PYTUTOR && wanted.path_count > 1)
        return cli_usage_error(command, "one file at a time in the format pytutor");
    return cli_export(&wanted);
}

const CliCommand cli_command_export = {
    .name = "export",
    .summary = "write every step of a run into a file for other programs",
    .synopsis = "FILE [FILE2] [--format FORMAT] [-o FILE]",
    .description = "Runs FILE to its end and writes what is in its memory at every step: as JSON that holds\n"
                   "the changes (docs/timeline-format.md), as a self-contained HTML page to step through,\n"
                   "or as a trace for the players of Python Tutor. A program that goes on behind the last\n"
                   "step is cut, with a notice here and in the page.\n\n"
                   "The page has a slider, plays, steps in both directions by keys (? lists them), goes to\n"
                   "the next execution of a line that is clicked on, searches for a name, a value or an\n"
                   "address, lights up what refers to what is under the pointer, and switches between\n"
                   "values and the machine's view: addresses, reference counts, sizes, bytes, instructions.\n"
                   "#step=12 behind its address opens it at a step.\n",
    .options = options,
    .examples = "  varscope export e1.py -o e1.json\n"
                "  varscope export e1.py e1.go --format html -o page.html\n"
                "  varscope export e1.py --format pytutor -o trace.json\n",
    .run = export_run,
};
