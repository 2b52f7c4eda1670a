/* varscope view: the picture of one moment. */
#include "cli/arguments.h"
#include "cli/browse.h"
#include "cli/export.h"
#include "cli/output.h"
#include "cli/program.h"
#include "cli/save.h"
#include "timeline/search.h"
#include "view/json.h"
#include "view/mermaid.h"
#include "view/svg.h"
#include "view/text.h"

#include <stdio.h>
#include <stdlib.h>
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
    bool has_step, has_line, everything, browses, is_simple, has_detail;
    uint64_t step, max_steps;
    TimelineGoal goal; /* of --line and --change; line 0 and an empty name: none */
    uint64_t times;    /* how often it is to be met, from 1 */
    const char *goal_text;
    EngineUnit unit;
    const Format *format;
} ViewRequest;

static const CliOption options[] = {
    {"step", 's', "N", "the moment before step N runs (from 0)"},
    {"line", 'l', "N[:K]", "before line N runs for the first (or K-th) time"},
    {"change", 'c', "NAME[:K]", "behind the first (or K-th) change of a name or address"},
    {"format", 'f', "FORMAT", "text, mermaid, svg, json, timeline or html"},
    {"output", 'o', "FILE", "write to FILE; it is replaced as a whole or not at all"},
    {"all", 'a', NULL, "leave nothing out: hidden names, long lists"},
    {"max-steps", 0, "N", "stop after N steps (html: 20,000)"},
    {"by", 'b', "UNIT", "what a step is: a statement (usual) or an instruction"},
    {"detail", 'd', "LEVEL", "machine (usual in text) or simple: only values"},
    {0},
};

enum {
    OPTION_STEP,
    OPTION_LINE,
    OPTION_CHANGE,
    OPTION_FORMAT,
    OPTION_OUTPUT,
    OPTION_ALL,
    OPTION_MAX_STEPS,
    OPTION_BY,
    OPTION_DETAIL
};

static bool read_format(const CliArguments *arguments, const Format **format) {
    const char *names[FORMAT_COUNT];
    for (size_t i = 0; i < FORMAT_COUNT; i++) names[i] = formats[i].name;
    int choice = cli_arguments_choice(arguments, "format", names, FORMAT_COUNT);
    if (choice >= 0) *format = &formats[choice];
    return choice >= 0;
}

static bool read_detail(const CliArguments *arguments, ViewRequest *request) {
    static const char *const levels[] = {"machine", "simple"};
    int choice = cli_arguments_choice(arguments, "level of detail", levels, 2);
    request->has_detail = true;
    request->is_simple = choice == 1;
    return choice >= 0;
}

/* The K of "THING:K", which is cut off; 1 when there is none. */
static bool read_times(const CliArguments *arguments, const char *option, Str *thing, uint64_t *times) {
    const char *colon = strrchr(arguments->value, ':');
    *thing = colon ? (Str){arguments->value, (size_t)(colon - arguments->value)} : str_from(arguments->value);
    *times = 1;
    CliArguments rest = *arguments;
    rest.value = colon ? colon + 1 : "";
    return !colon || cli_arguments_number(&rest, option, 1, times);
}

/* --line N[:K] and --change NAME[:K]. */
static bool read_goal(const CliArguments *arguments, bool is_line, ViewRequest *request) {
    TimelineGoal *goal = &request->goal;
    Str thing;
    char *end = "", text[TIMELINE_NAME_MAX];
    const char *option = is_line ? "line" : "change";
    if (request->has_line)
        return !cli_usage_error(arguments->command, "--line and --change cannot be used together or twice");
    request->has_line = true;
    request->goal_text = arguments->value;
    if (!read_times(arguments, option, &thing, &request->times)) return false;
    if (thing.length == 0 || thing.length >= sizeof text)
        return !cli_usage_error(arguments->command, "--%s wants a %s, not '%s'", option,
                                is_line ? "line" : "name or an address", arguments->value);
    snprintf(text, sizeof text, "%.*s", STR_ARGS(thing));
    CliArguments number = *arguments;
    number.value = text;
    *goal = (TimelineGoal){.kind = TIMELINE_CHANGE_OF_NAME, .size = 8};
    if (is_line) {
        uint64_t line = 0;
        *goal = (TimelineGoal){.kind = TIMELINE_AT_LINE};
        if (!cli_arguments_number(&number, option, 1, &line)) return false;
        goal->line = line > UINT32_MAX ? UINT32_MAX : (uint32_t)line;
        return true;
    }
    if (strncmp(text, "0x", 2) == 0) {
        goal->kind = TIMELINE_CHANGE_AT_ADDRESS;
        goal->address = strtoull(text, &end, 16);
    }
    memcpy(goal->name, text, sizeof text);
    return !*end || !cli_usage_error(arguments->command, "'%s' is no address", text);
}

static bool read_argument(const CliArguments *arguments, int kind, ViewRequest *request) {
    switch (kind) {
    case OPTION_STEP:
        request->has_step = true;
        return cli_arguments_number(arguments, "step", 0, &request->step);
    case OPTION_LINE: return read_goal(arguments, true, request);
    case OPTION_CHANGE: return read_goal(arguments, false, request);
    case OPTION_BY: return cli_arguments_unit(arguments, &request->unit);
    case OPTION_DETAIL: return read_detail(arguments, request);
    case OPTION_MAX_STEPS: return cli_arguments_number(arguments, "max-steps", 1, &request->max_steps);
    case OPTION_FORMAT: return read_format(arguments, &request->format);
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
    request->browses = !request->format && !request->output && !request->has_line && cli_can_browse();
    if (!request->format) request->format = &formats[0];
    const char *problem = NULL;
    if (request->path_count == 0) problem = "no file given";
    if (request->has_step && request->has_line)
        problem = "--step cannot be used together with --line or --change";
    if (request->format->draw && request->path_count > 1 && !request->browses)
        problem = "one file at a time (two only on a terminal, and with the formats html and timeline)";
    if (!request->format->draw && (request->has_step || request->has_line))
        problem = "--step, --line and --change are for one moment, this format has all of them";
    if (request->has_detail && request->is_simple && !request->browses && request->format->draw != view_text)
        problem = "--detail simple is for text; the other formats have both";
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

/* Says that the goal was not met in the steps that were walked. */
static bool report_unmet(const TimelineWalk *walk, const ViewRequest *request, uint64_t times) {
    unsigned long long steps = walk->engine->steps(walk->run), met = times;
    bool is_line = request->goal.kind == TIMELINE_AT_LINE, ended = walk->state == ENGINE_ENDED;
    StrBuf what = {0};
    if (is_line)
        strbuf_format(&what, "line %u is %s about to run", request->goal.line,
                      met     ? "only"
                      : ended ? "never"
                              : "not");
    else
        strbuf_format(&what, "%s %s",
                      request->goal.kind == TIMELINE_CHANGE_OF_NAME ? request->goal.name : request->goal_text,
                      met     ? "changes only"
                      : ended ? "never changes"
                              : "does not change");
    if (met) strbuf_format(&what, " %llu time%s", met, plural(met));
    cli_error(ended ? "view: %s (in all %llu step%s)" : "view: %s in the first %llu step%s (see --max-steps)",
              what.data, steps, plural(steps));
    strbuf_free(&what);
    return false;
}

static bool go_to_goal(TimelineWalk *walk, const ViewRequest *request, const Source *source) {
    const TimelineGoal *goal = &request->goal;
    if (goal->kind == TIMELINE_AT_LINE && goal->line > source_line_count(source)) {
        cli_error("view: there is no line %u: %.*s has %u line%s", goal->line, STR_ARGS(source->path),
                  source_line_count(source), plural(source_line_count(source)));
        return false;
    }
    if (goal->kind == TIMELINE_CHANGE_AT_ADDRESS && !timeline_can_read(goal->address, goal->size)) {
        cli_error("view: there is no memory at %s before the program runs", request->goal_text);
        return false;
    }
    timeline_walk_to(walk, 0);
    uint64_t times = 0;
    if (goal->kind == TIMELINE_AT_LINE && walk->state == ENGINE_PAUSED)
        times = walk->engine->place(walk->run).line == goal->line;
    while (times < request->times && timeline_walk_to_goal(walk, goal, request->max_steps)) times++;
    return times == request->times || report_unmet(walk, request, times);
}

/* Takes the walk to the moment that was asked for. False, with a message, when there is no such moment; a run
 * that goes on behind the last one that may be looked at gets a notice. */
static bool go_to_moment(TimelineWalk *walk, const ViewRequest *request, const Source *source) {
    if (request->has_line) return go_to_goal(walk, request, source);
    uint64_t wanted = request->has_step ? request->step : request->max_steps;
    EngineState state = timeline_walk_to(walk, wanted < request->max_steps ? wanted : request->max_steps);
    unsigned long long steps = walk->engine->steps(walk->run);
    bool is_past_end = state == ENGINE_ENDED && request->has_step && steps < wanted;
    if (is_past_end)
        cli_error("view: there is no step %llu: the program ends after %llu step%s",
                  (unsigned long long)wanted, steps, plural(steps));
    if (state == ENGINE_PAUSED && steps < wanted + !request->has_step)
        cli_error("view: stopped after %llu step%s, the program goes on (see --max-steps)", steps,
                  plural(steps));
    return !is_past_end;
}

static int draw(const TimelineWalk *walk, const CliProgram *program, const ViewRequest *request) {
    ViewStyle style = {.width = cli_width(),
                       .colour = !request->output && cli_wants_colour(1),
                       .everything = request->everything,
                       .simple = request->is_simple};
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

static int draw_moment(TimelineWalk *walk, const CliProgram *program, void *user) {
    const ViewRequest *request = user;
    bool there = go_to_moment(walk, request, &program->source);
    return there ? draw(walk, program, request) : CLI_FAILED;
}

static int export_run(const ViewRequest *request) {
    CliExport wanted = {.format = request->format->exported,
                        .paths = request->paths,
                        .path_count = request->path_count,
                        .output = request->output,
                        .everything = request->everything,
                        .unit = request->unit,
                        .max_steps = request->max_steps};
    return cli_export(&wanted);
}

static int view_run(const CliCommand *command, int count, char **words) {
    ViewRequest request = {0};
    if (!read_request(command, count, words, &request)) return CLI_USAGE;
    CliBrowse browse = {.paths = request.paths,
                        .count = request.path_count,
                        .unit = request.unit,
                        .step = request.step,
                        .max_steps = request.max_steps,
                        .everything = request.everything,
                        .machine = request.has_detail && !request.is_simple};
    if (request.browses) return cli_browse(&browse);
    if (!request.format->draw) return export_run(&request);
    return cli_program_walk(request.paths[0], request.unit, draw_moment, &request);
}

const CliCommand cli_command_view = {
    .name = "view",
    .summary = "draw the memory of a program, at one moment or as a page to step through",
    .synopsis = "FILE [FILE2] [--step N | --line N | --change NAME] [-f FORMAT] [-o FILE]",
    .description = "On a terminal, records a run of FILE (at most 100,000,000 steps; Ctrl-C ends the\n"
                   "recording and keeps it) and lets you step through it in both directions (? lists\n"
                   "the keys). With --line, --change or a format, or when the output goes elsewhere,\n"
                   "draws one moment: the frames with their names, the slot of each name with its\n"
                   "address and bytes, the cells that references lead to, field by field; without\n"
                   "--step, --line and --change it is the moment at the end. What the program prints\n"
                   "is captured and shown with the picture. --by instruction makes a step one bytecode\n"
                   "of Python, or one instruction of Go's three-address code, instead of a statement.\n\n"
                   "The format html is one self-contained page in which every step can be looked at, of\n"
                   "one program or of two beside each other ('varscope help export' tells what it can do);\n"
                   "timeline is the same as JSON. The ending of the file that is written (.html, .svg,\n"
                   ".mmd, .json, .txt) tells the format too.\n",
    .options = options,
    .examples = "  varscope view e1.py\n"
                "  varscope view e1.go --line 9\n"
                "  varscope view e1.go --change var1:2\n"
                "  varscope view e1.py --by instruction --step 4\n"
                "  varscope view e2.py --step 3 --format mermaid -o step3.mmd\n"
                "  varscope view e2.py e2.go -o page.html\n",
    .run = view_run,
};
