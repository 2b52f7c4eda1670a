/* varscope view: the picture of one moment. */
#include "cli/arguments.h"
#include "cli/output.h"
#include "cli/program.h"
#include "cli/save.h"
#include "view/json.h"
#include "view/mermaid.h"
#include "view/text.h"

#include <string.h>

enum { MAX_STEPS = 10000000 };

typedef struct Format {
    const char *name;
    void (*draw)(const ViewMoment *moment, const ViewStyle *style, StrBuf *out);
    bool is_diagram;
} Format;

static const Format formats[] = {
    {"text", view_text, false}, {"mermaid", view_mermaid, true}, {"json", view_json, false}};

enum { FORMAT_COUNT = sizeof formats / sizeof *formats };

typedef struct ViewRequest {
    const char *path, *output;
    bool has_step, has_line, everything;
    uint64_t step, line, max_steps;
    const Format *format;
} ViewRequest;

static const CliOption options[] = {
    {"step", 's', "N", "the moment before step N runs (from 0)"},
    {"line", 'l', "N", "the moment before line N runs for the first time"},
    {"format", 'f', "FORMAT", "text (default), mermaid or json"},
    {"output", 'o', "FILE", "write to FILE; it is replaced as a whole or not at all"},
    {"all", 'a', NULL, "leave nothing out: hidden names, long lists"},
    {"max-steps", 0, "N", "stop after N steps (default 10,000,000)"},
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
        cli_usage_error(command, "unknown format '%s'; there are text, mermaid and json", name);
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
        if (request->path) cli_usage_error(arguments->command, "one file at a time");
        if (request->path) return false;
        request->path = arguments->value;
        return true;
    default: return false;
    }
}

static bool read_request(const CliCommand *command, int count, char **words, ViewRequest *request) {
    CliArguments arguments = cli_arguments(command, count, words);
    int kind;
    while ((kind = cli_arguments_next(&arguments)) != CLI_ARGUMENT_END)
        if (!read_argument(&arguments, kind, request)) return false;
    if (!request->path) {
        cli_usage_error(command, "no file given");
        return false;
    }
    if (request->has_step && request->has_line) {
        cli_usage_error(command, "--step and --line cannot be used together");
        return false;
    }
    return true;
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

static int view_program(const CliProgram *program, const ViewRequest *request) {
    const char *reason = "";
    EngineOptions run_options = {.script = str_from(request->path), .io = cli_program_io()};
    TimelineWalk walk;
    if (!timeline_walk_start(&walk, program->engine, program->program, &run_options, true, &reason)) {
        cli_error("cannot start '%s': %s", request->path, reason);
        return CLI_FAILED;
    }
    cli_watch_interrupts(walk.engine, walk.run);
    bool there = go_to_moment(&walk, request, &program->source);
    cli_unwatch_interrupts();
    int status = there ? draw(&walk, program, request) : CLI_FAILED;
    timeline_walk_finish(&walk);
    return status;
}

static int view_run(const CliCommand *command, int count, char **words) {
    ViewRequest request = {.format = &formats[0], .max_steps = MAX_STEPS};
    if (!read_request(command, count, words, &request)) return CLI_USAGE;
    CliProgram program;
    int status = cli_program_open(&program, request.path, CLI_TO_READ);
    if (status) return status;
    status = view_program(&program, &request);
    cli_program_close(&program);
    return status;
}

const CliCommand cli_command_view = {
    .name = "view",
    .summary = "draw the memory of a program at one moment",
    .synopsis = "FILE [--step N | --line N] [--format text|mermaid|json] [-o FILE]",
    .description = "Runs FILE up to a moment and draws what is in its memory then: the frames with their\n"
                   "names, the slot of each name with its address and bytes, the cells that references\n"
                   "lead to, field by field. Without --step or --line it is the moment at the end. What\n"
                   "the program prints is captured and shown with the picture. Ctrl-C ends the program and\n"
                   "shows where it was.\n",
    .options = options,
    .examples = "  varscope view e1.py\n"
                "  varscope view e1.go --line 9\n"
                "  varscope view e2.py --step 3 --format mermaid -o step3.mmd\n",
    .run = view_run,
};
