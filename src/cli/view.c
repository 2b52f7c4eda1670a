/* varscope view: the picture of one moment. */
#include "cli/arguments.h"
#include "cli/browse.h"
#include "cli/export.h"
#include "cli/output.h"
#include "cli/program.h"
#include "cli/save.h"
#include "view/json.h"
#include "view/mermaid.h"
#include "view/svg.h"
#include "view/text.h"

#include <string.h>
#include <unistd.h>

enum { MAX_STEPS = 10000000 };

/* One moment is drawn; of a whole run, `draw` is NULL. */
typedef struct Format {
    const char *name;
    void (*draw)(const ViewMoment *moment, const ViewStyle *style, StrBuf *out);
    bool is_diagram;
    const char *ending; /* a file named so has this format when none is given */
    CliExportFormat exported;
} Format;

static const Format formats[] = {{"text", view_text, false, ".txt", 0},
                                 {"mermaid", view_mermaid, true, ".mmd", 0},
                                 {"json", view_json, false, ".json", 0},
                                 {"svg", view_svg, true, ".svg", 0},
                                 {"timeline", NULL, false, NULL, CLI_EXPORT_TIMELINE},
                                 {"html", NULL, false, ".html", CLI_EXPORT_HTML}};

enum { FORMAT_COUNT = sizeof formats / sizeof *formats };

typedef struct ViewRequest {
    const char *paths[2], *output;
    int path_count;
    bool has_step, has_line, everything, browses;
    uint64_t step, line, max_steps;
    const Format *format;
} ViewRequest;

static const CliOption options[] = {
    {"step", 's', "N", "the moment before step N runs (from 0)"},
    {"line", 'l', "N", "the moment before line N runs for the first time"},
    {"format", 'f', "FORMAT", "text, mermaid, svg, json, timeline or html"},
    {"output", 'o', "FILE", "write to FILE; it is replaced as a whole or not at all"},
    {"all", 'a', NULL, "leave nothing out: hidden names, long lists"},
    {"max-steps", 0, "N", "stop after N steps (html: 20,000)"},
    {0},
};

enum { OPTION_STEP, OPTION_LINE, OPTION_FORMAT, OPTION_OUTPUT, OPTION_ALL, OPTION_MAX_STEPS };

static bool read_format(const CliCommand *command, const char *name, const Format **format) {
    const char *names[FORMAT_COUNT];
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        names[i] = formats[i].name;
        if (strcmp(name, names[i]) != 0) continue;
        *format = &formats[i];
        return true;
    }
    const char *near = cli_nearest(name, names, FORMAT_COUNT);
    if (near)
        cli_usage_error(command, "unknown format '%s'. Did you mean '%s'?", name, near);
    else
        cli_usage_error(command, "unknown format '%s'; there are text, mermaid, svg, json, timeline and html",
                        name);
    return false;
}

static bool read_argument(const CliArguments *arguments, int kind, ViewRequest *request) {
    switch (kind) {
    case OPTION_STEP:
        request->has_step = true;
        return cli_arguments_number(arguments, "step", 0, &request->step);
    case OPTION_LINE:
        request->has_line = true;
        return cli_arguments_number(arguments, "line", 1, &request->line);
    case OPTION_MAX_STEPS: return cli_arguments_number(arguments, "max-steps", 1, &request->max_steps);
    case OPTION_FORMAT: return read_format(arguments->command, arguments->value, &request->format);
    case OPTION_OUTPUT: request->output = arguments->value; return true;
    case OPTION_ALL: request->everything = true; return true;
    case CLI_ARGUMENT_WORD:
        if (request->path_count == 2) cli_usage_error(arguments->command, "too many files");
        if (request->path_count == 2) return false;
        request->paths[request->path_count++] = arguments->value;
        return true;
    default: return false;
    }
}

/* Fills in what was not said, and finds what does not fit together. */
static bool check_request(const CliCommand *command, ViewRequest *request) {
    for (size_t i = 0; i < FORMAT_COUNT && !request->format; i++)
        if (request->output && formats[i].ending &&
            str_ends_with(str_from(request->output), str_from(formats[i].ending)))
            request->format = &formats[i];
    request->browses = !request->format && !request->output && !request->has_line && isatty(1);
    if (!request->format) request->format = &formats[0];
    const char *problem = NULL;
    if (request->path_count == 0) problem = "no file given";
    if (request->has_step && request->has_line) problem = "--step and --line cannot be used together";
    if (request->format->draw && request->path_count > 1 && !request->browses)
        problem = "one file at a time (two only on a terminal, and with the formats html and timeline)";
    if (!request->format->draw && (request->has_step || request->has_line))
        problem = "--step and --line are for one moment, this format has all of them";
    if (problem) cli_usage_error(command, "%s", problem);
    if (!request->max_steps && !request->browses) request->max_steps = request->format->draw ? MAX_STEPS : 0;
    return !problem;
}

static bool read_request(const CliCommand *command, int count, char **words, ViewRequest *request) {
    CliArguments arguments = cli_arguments(command, count, words);
    int kind;
    while ((kind = cli_arguments_next(&arguments)) != CLI_ARGUMENT_END)
        if (!read_argument(&arguments, kind, request)) return false;
    return check_request(command, request);
}

static const char *plural(uint64_t count) {
    return count == 1 ? "" : "s";
}

static bool go_to_line(TimelineWalk *walk, const ViewRequest *request, const Source *source) {
    uint32_t line = request->line > source->line_count ? 0 : (uint32_t)request->line;
    if (!line) {
        cli_error("view: there is no line %llu: %.*s has %u line%s", (unsigned long long)request->line,
                  STR_ARGS(source->path), source->line_count, plural(source->line_count));
        return false;
    }
    if (timeline_walk_to_line(walk, line, request->max_steps)) return true;
    unsigned long long steps = walk->engine->steps(walk->run);
    if (walk->state == ENGINE_ENDED)
        cli_error("view: line %u is never about to run (in all %llu step%s)", line, steps, plural(steps));
    else
        cli_error("view: line %u is not about to run in the first %llu step%s (see --max-steps)", line, steps,
                  plural(steps));
    return false;
}

/* Takes the walk to the moment that was asked for, or as near as can be, with a notice. */
static bool go_to_moment(TimelineWalk *walk, const ViewRequest *request, const Source *source) {
    if (request->has_line) return go_to_line(walk, request, source);
    uint64_t wanted = request->has_step ? request->step : request->max_steps;
    EngineState state = timeline_walk_to(walk, wanted < request->max_steps ? wanted : request->max_steps);
    unsigned long long steps = walk->engine->steps(walk->run);
    if (state == ENGINE_ENDED && request->has_step)
        cli_error("view: the program ends after %llu step%s; this is its last moment", steps, plural(steps));
    if (state == ENGINE_PAUSED && steps < wanted + !request->has_step)
        cli_error("view: stopped after %llu step%s, the program goes on (see --max-steps)", steps,
                  plural(steps));
    return true;
}

static int draw(const TimelineWalk *walk, const CliProgram *program, const ViewRequest *request) {
    ViewStyle style = {.width = cli_width(),
                       .colour = !request->output && cli_wants_colour(1),
                       .everything = request->everything};
    MemLimits limits = request->format->is_diagram ? view_mermaid_limits() : view_limits(&style);
    ViewMoment moment;
    StrBuf text = {0};
    view_moment_take(&moment, walk, program->program, &program->source, limits);
    request->format->draw(&moment, &style, &text);
    view_moment_free(&moment);
    int status = cli_deliver(request->output, strbuf_view(&text));
    strbuf_free(&text);
    return status;
}

static int draw_moment(TimelineWalk *walk, const CliProgram *program, const ViewRequest *request) {
    bool there = go_to_moment(walk, request, &program->source);
    return there ? draw(walk, program, request) : CLI_FAILED;
}

static int view_moment(const ViewRequest *request) {
    const char *path = request->paths[0], *reason = "";
    CliProgram program;
    EngineOptions run_options = {.script = str_from(path), .io = cli_program_io()};
    TimelineWalk walk;
    int status = cli_program_open(&program, path, CLI_TO_READ);
    if (status) return status;
    if (timeline_walk_start(&walk, program.engine, program.program, &run_options, true, &reason)) {
        cli_watch_interrupts(walk.engine, walk.run);
        status = draw_moment(&walk, &program, request);
        cli_unwatch_interrupts();
        timeline_walk_finish(&walk);
    } else {
        cli_error("cannot start '%s': %s", path, reason);
        status = CLI_FAILED;
    }
    cli_program_close(&program);
    return status;
}

static int export_run(const ViewRequest *request) {
    CliExport wanted = {.format = request->format->exported,
                        .paths = request->paths,
                        .path_count = request->path_count,
                        .output = request->output,
                        .everything = request->everything,
                        .max_steps = request->max_steps};
    return cli_export(&wanted);
}

static int view_run(const CliCommand *command, int count, char **words) {
    ViewRequest request = {0};
    if (!read_request(command, count, words, &request)) return CLI_USAGE;
    if (request.browses)
        return cli_browse(request.paths, request.path_count, request.step, request.max_steps,
                          request.everything);
    if (!request.format->draw) return export_run(&request);
    return view_moment(&request);
}

const CliCommand cli_command_view = {
    .name = "view",
    .summary = "draw the memory of a program, at one moment or as a page to step through",
    .synopsis = "FILE [FILE2] [--step N | --line N] [--format FORMAT] [-o FILE]",
    .description = "On a terminal, records a run of FILE and lets you step through it in both directions (?\n"
                   "lists the keys). With --line or a format, or when the output goes elsewhere, draws one\n"
                   "moment: the frames with their names, the slot of each name with its address and bytes,\n"
                   "the cells that references lead to, field by field; without --step or --line it is the\n"
                   "moment at the end. What the program prints is captured and shown with the picture.\n\n"
                   "The format html is one self-contained page in which every step can be looked at, of\n"
                   "one program or of two beside each other ('varscope help export' tells what it can do);\n"
                   "timeline is the same as JSON. The ending of the file that is written (.html, .svg,\n"
                   ".mmd, .json, .txt) tells the format too.\n",
    .options = options,
    .examples = "  varscope view e1.py\n"
                "  varscope view e1.go --line 9\n"
                "  varscope view e2.py --step 3 --format mermaid -o step3.mmd\n"
                "  varscope view e2.py e2.go -o page.html\n",
    .run = view_run,
};
