/* varscope compare: two programs, assignment by assignment. */
#include "view/compare.h"

#include "cli/arguments.h"
#include "cli/output.h"
#include "cli/program.h"

enum { ASSIGNMENTS_SHOWN = 100, STEPS_WALKED = 1000000 };

static int observe(TimelineWalk *walk, const CliProgram *program, void *observation) {
    ViewObserveLimits limits = {.assignments = ASSIGNMENTS_SHOWN, .steps = STEPS_WALKED};
    view_observe(observation, walk, &program->source, limits);
    return CLI_DONE;
}

/* An engine runs one program at a time, so each is opened, watched to its end, and closed before the next. */
static int compare_run(const CliCommand *command, int count, char **words) {
    const char *files[2];
    if (!cli_arguments_files(command, count, words, files, 2)) return CLI_USAGE;
    ViewObservation left = {0}, right = {0};
    int status = cli_program_walk(files[0], ENGINE_STATEMENT, observe, &left);
    if (!status) status = cli_program_walk(files[1], ENGINE_STATEMENT, observe, &right);
    if (!status) {
        StrBuf text = {0};
        ViewStyle style = {.width = cli_width(), .colour = cli_wants_colour(1)};
        view_compare(&left, &right, &style, &text);
        cli_print(strbuf_view(&text));
        strbuf_free(&text);
    }
    view_observation_free(&left);
    view_observation_free(&right);
    return status;
}

const CliCommand cli_command_compare = {
    .name = "compare",
    .summary = "walk two programs side by side, assignment by assignment",
    .synopsis = "FILE FILE",
    .description = "Runs both programs statement by statement and shows for every assignment what was\n"
                   "copied (how many bytes, from where, to where, by which instruction) and what the\n"
                   "variable's identity was before and after: id(x) in Python, &x in Go. The last lines\n"
                   "say what was observed. Any two programs can be compared, also of one language.\n"
                   "What the programs print is not shown.\n",
    .examples = "  varscope compare e1.py e1.go\n"
                "  varscope compare before.py after.py\n",
    .run = compare_run,
};
