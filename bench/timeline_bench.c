/* How fast a run is recorded, and how fast any of its steps can be looked at.
 *
 * usage: timeline_bench FILE
 *
 * Records the whole run, asks for the picture at 50 random steps, and prints steps per second, the median
 * time of a look, and the peak of the memory that the recording and its checkpoints use together (their
 * proportional set size). */
#include "go/engine.h"
#include "memory/picture.h"
#include "python/engine.h"
#include "timeline/recording.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { LOOKS = 50 };

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static const Engine *engine_of(const char *path) {
    return str_ends_with(str_from(path), STR(".go")) ? &go_engine : &python_engine;
}

static void take_picture(TimelineWalk *walk, const void *question, size_t size, StrBuf *answer) {
    (void)question, (void)size;
    MemPicture picture = {0};
    walk->engine->roots(walk->run, &picture.arena, &picture.roots);
    MemReader reader = {.user = walk->run, .cell = walk->engine->cell};
    mem_picture_build(&picture, &reader, mem_default_limits);
    strbuf_format(answer, "%llu", (unsigned long long)walk->engine->steps(walk->run));
    mem_picture_free(&picture);
}

static int by_size(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* Kilobytes that a process holds, shared pages divided among those who share them; 0 when it is not ours. */
static long proportional_size(const char *process, pid_t group) {
    char path[300], line[256];
    if (getpgid(atoi(process)) != group) return 0;
    snprintf(path, sizeof path, "/proc/%s/smaps_rollup", process);
    FILE *file = fopen(path, "r");
    long kilobytes = 0;
    while (file && fgets(line, sizeof line, file)) sscanf(line, "Pss: %ld", &kilobytes);
    if (file) fclose(file);
    return kilobytes;
}

static long memory_of_group(void) {
    DIR *processes = opendir("/proc");
    long total = 0;
    for (struct dirent *entry; processes && (entry = readdir(processes));)
        if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9')
            total += proportional_size(entry->d_name, getpgrp());
    if (processes) closedir(processes);
    return total;
}

static bool look_around(TimelineRecording *recording, double *median) {
    double took[LOOKS];
    srandom(1);
    for (int i = 0; i < LOOKS; i++) {
        uint64_t step = (uint64_t)random() % (timeline_steps(recording) + 1);
        StrBuf answer = {0};
        const char *reason = "";
        double start = now();
        bool answered = timeline_ask(recording, step, take_picture, "", 0, &answer, &reason);
        took[i] = now() - start;
        bool right = answered && strtoull(answer.data, NULL, 10) == step;
        strbuf_free(&answer);
        if (!right) return false;
    }
    qsort(took, LOOKS, sizeof *took, by_size);
    *median = took[LOOKS / 2];
    return true;
}

static int measure(const char *path, const Engine *engine, EngineProgram *program) {
    EngineOptions options = {.script = str_from(path)};
    TimelineRecordOptions record = {0};
    const char *reason = "";
    double start = now(), median = 0;
    TimelineRecording *recording = timeline_record(engine, program, &options, &record, &reason);
    double took = now() - start;
    if (!recording || !look_around(recording, &median)) {
        fprintf(stderr, "timeline_bench: %s: %s\n", path, recording ? "a look went wrong" : reason);
        return 1;
    }
    double steps = (double)timeline_steps(recording);
    printf("%s: %.0f steps recorded in %.3f s: %.1f million steps/s; median look at a random step %.1f ms; "
           "memory %.1f MB\n",
           path, steps, took, steps / took / 1e6, median * 1e3, (double)memory_of_group() / 1024);
    timeline_recording_free(recording);
    return 0;
}

int main(int count, char **arguments) {
    Source source;
    const char *reason = "";
    if (count != 2 || !source_read(&source, str_from(arguments[1]), &reason)) {
        fprintf(stderr, "usage: timeline_bench FILE (%s)\n", reason);
        return 2;
    }
    setpgid(0, 0);
    const Engine *engine = engine_of(arguments[1]);
    DiagnosticList diagnostics = {0};
    EngineProgram *program = engine->compile(&source, &diagnostics);
    int status = program ? measure(arguments[1], engine, program) : 1;
    if (program) engine->release(program);
    diagnostic_list_free(&diagnostics);
    source_free(&source);
    return status;
}
