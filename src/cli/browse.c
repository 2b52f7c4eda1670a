/* Browsing, see browse.h. */
#include "cli/browse.h"

#include "cli/command.h"
#include "cli/output.h"
#include "cli/program.h"
#include "view/tui.h"

#include <unistd.h>

/* What is recorded of one file. */
typedef struct Recorded {
    CliProgram program;
    EngineOptions options;
    TimelineRecording *recording;
} Recorded;

/* The keyboard belongs to the screen: a program that reads from a terminal finds its input empty. */
static EngineIO recorded_input(void) {
    EngineIO io = cli_program_io();
    if (isatty(0)) io.read = NULL;
    return io;
}

static bool record(Recorded *recorded, const char *path, uint64_t max_steps, const char **reason) {
    TimelineRecordOptions options = {.unit = ENGINE_STATEMENT,
                                     .max_steps = max_steps,
                                     .progress = view_tui_progress,
                                     .user = (void *)path};
    recorded->options = (EngineOptions){.script = str_from(path), .io = recorded_input()};
    recorded->recording = timeline_record(recorded->program.engine, recorded->program.program,
                                          &recorded->options, &options, reason);
    return recorded->recording != NULL;
}

static bool browse(Recorded *recorded, int count, const char *const *paths, uint64_t step, uint64_t max_steps,
                   bool everything, const char **reason) {
    bool colour = cli_wants_colour(1);
    ViewRecorded shown[VIEW_TUI_PROGRAMS];
    ViewTuiOptions options = {.step = step, .colour = colour, .everything = everything};
    if (!view_tui_open(colour, reason)) return false;
    bool done = true;
    for (int i = 0; i < count && done; i++) {
        done = record(&recorded[i], paths[i], max_steps, reason);
        shown[i] =
            (ViewRecorded){recorded[i].program.engine, &recorded[i].program.source, recorded[i].recording};
    }
    done = done && view_tui(shown, (size_t)count, &options, reason);
    view_tui_close();
    return done;
}

int cli_browse(const char *const *paths, int count, uint64_t step, uint64_t max_steps, bool everything) {
    Recorded recorded[VIEW_TUI_PROGRAMS] = {0};
    const char *reason = "";
    int opened = 0, status = 0;
    while (opened < count &&
           !(status = cli_program_open(&recorded[opened].program, paths[opened], CLI_TO_READ)))
        opened++;
    if (!status && !browse(recorded, count, paths, step, max_steps, everything, &reason)) {
        cli_error("view: %s", reason);
        status = CLI_FAILED;
    }
    for (int i = 0; i < opened; i++) {
        if (recorded[i].recording) timeline_recording_free(recorded[i].recording);
        cli_program_close(&recorded[i].program);
    }
    return status;
}
