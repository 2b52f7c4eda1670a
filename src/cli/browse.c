/* Browsing, see browse.h. */
#include "cli/browse.h"

#include "cli/command.h"
#include "cli/output.h"
#include "cli/program.h"
#include "view/tui.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What is recorded of one file. */
typedef struct Recorded {
    CliProgram program;
    EngineOptions options;
    TimelineRecording *recording;
} Recorded;

bool cli_can_browse(void) {
    const char *terminal = getenv("TERM");
    return isatty(1) && terminal && terminal[0] && strcmp(terminal, "dumb") != 0;
}

/* The keyboard belongs to the screen: a program that reads from a terminal finds its input empty. */
static EngineIO recorded_input(void) {
    EngineIO io = cli_program_io();
    if (isatty(0)) io.read = NULL;
    return io;
}

static uint64_t limit(const CliBrowse *wanted) {
    return wanted->max_steps ? wanted->max_steps : TIMELINE_MAX_STEPS;
}

static bool record(Recorded *recorded, const char *path, const CliBrowse *wanted, const char **reason) {
    ViewTuiProgress progress = {path, limit(wanted)};
    TimelineRecordOptions options = {
        .unit = wanted->unit, .max_steps = progress.limit, .progress = view_tui_progress, .user = &progress};
    recorded->options = (EngineOptions){.script = str_from(path), .io = recorded_input()};
    recorded->recording = timeline_record(recorded->program.engine, recorded->program.program,
                                          &recorded->options, &options, reason);
    return recorded->recording != NULL;
}

/* What the reader must know about a recording before looking at it. */
static void append_notice(const Recorded *recorded, const char *path, StrBuf *notice) {
    const char *lead = notice->length ? "; " : "";
    unsigned long long steps = timeline_steps(recorded->recording);
    switch (timeline_end(recorded->recording)) {
    case TIMELINE_CUT:
        strbuf_format(notice, "%s%s goes on: cut after %llu steps (--max-steps)", lead, path, steps);
        break;
    case TIMELINE_INTERRUPTED:
        strbuf_format(notice, "%s%s goes on: you ended the recording after %llu steps", lead, path, steps);
        break;
    case TIMELINE_LOST:
        strbuf_format(notice, "%s%s: the recording died; %llu steps are left", lead, path, steps);
        break;
    case TIMELINE_ENDED:
        if (isatty(0) && timeline_met_end_of_input(recorded->recording))
            strbuf_format(notice, "%s%s found its input empty: give it by '< FILE'", lead, path);
        break;
    }
}

static bool show(Recorded *recorded, const CliBrowse *wanted, const char **reason) {
    ViewRecorded shown[VIEW_TUI_PROGRAMS];
    StrBuf notice = {0};
    for (int i = 0; i < wanted->count; i++) {
        shown[i] =
            (ViewRecorded){recorded[i].program.engine, &recorded[i].program.source, recorded[i].recording};
        append_notice(&recorded[i], wanted->paths[i], &notice);
        uint64_t steps = timeline_steps(recorded[i].recording);
        if (wanted->count == 1 && wanted->step > steps)
            strbuf_format(&notice, "%sthere is no step %llu, this is the last one", notice.length ? "; " : "",
                          (unsigned long long)wanted->step);
    }
    ViewTuiOptions options = {.step = wanted->step,
                              .everything = wanted->everything,
                              .machine = wanted->machine,
                              .by_instruction = wanted->unit == ENGINE_INSTRUCTION,
                              .notice = notice.data};
    bool done = view_tui(shown, (size_t)wanted->count, &options, reason);
    strbuf_free(&notice);
    return done;
}

static bool browse(Recorded *recorded, const CliBrowse *wanted, const char **reason) {
    if (!view_tui_open(cli_wants_colour(1), reason)) return false;
    bool done = true;
    for (int i = 0; i < wanted->count && done; i++)
        done = record(&recorded[i], wanted->paths[i], wanted, reason);
    done = done && show(recorded, wanted, reason);
    view_tui_close();
    return done;
}

int cli_browse(const CliBrowse *wanted) {
    Recorded recorded[VIEW_TUI_PROGRAMS] = {0};
    const char *reason = "";
    int opened = 0, status = 0;
    while (opened < wanted->count &&
           !(status = cli_program_open(&recorded[opened].program, wanted->paths[opened], CLI_TO_READ)))
        opened++;
    if (!status && !browse(recorded, wanted, &reason)) {
        cli_error("view: %s", reason);
        status = CLI_FAILED;
    }
    for (int i = 0; i < opened; i++) {
        if (recorded[i].recording) timeline_recording_free(recorded[i].recording);
        cli_program_close(&recorded[i].program);
    }
    return status;
}
