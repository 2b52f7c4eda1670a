/* Recordings, see recording.h.
 *
 * Who is who: the *owner* is the process that called timeline_record. It forks the *recorder*, which runs the
 * program and forks a *checkpoint* at each interval. When the run has ended, the recorder goes on as the
 * checkpoint of the last step. Checkpoints wait for requests on a socket of their own; for each one they fork
 * a *copy*, which does the work and exits.
 *
 * All processes share one page-aligned block (Shared): the table of checkpoints, the counters, and the log of
 * standard input. The owner makes the sockets before the first fork, one pair for each row of the table, so
 * that rows can be given to new checkpoints without passing descriptors around. An answer travels through a
 * pipe whose writing end is sent along with the request: when the copy dies, the owner sees the end of the
 * pipe, whatever the reason. */
#include "timeline/recording.h"

#include "base/memory_error.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    CHECKPOINTS = 48,      /* rows of the table; the last one is the recorder's own */
    FEWEST = 8,            /* checkpoints, however much memory they take */
    PAGES_MOST = 12288,    /* that all checkpoints may hold: 48 MB */
    FIRST_INTERVAL = 1024, /* steps */
    CHUNK_MOST = 1 << 16,  /* steps between two looks at the stop flag */
    CHUNK_NANOSECONDS = 2000000,
    PROGRESS_MILLISECONDS = 100,
    PATIENCE_MILLISECONDS = 300, /* for the step that runs when the recording is told to end */
    INPUT_LOG_LIMIT = 1 << 30    /* bytes; reserved, not used */
};

typedef struct Checkpoint {
    _Atomic uint64_t step;
    _Atomic int process; /* 0: the row is free */
} Checkpoint;

typedef struct Shared {
    Checkpoint checkpoints[CHECKPOINTS];
    _Atomic uint64_t steps;
    _Atomic uint64_t input_length;
    _Atomic int end; /* TimelineEnd, or -1 while recording */
    _Atomic int exit_status;
    _Atomic int stop;   /* the owner wants the recording to end */
    _Atomic int failed; /* the run could not be started */
    _Atomic int input_ended;
    _Atomic int fork_error; /* errno of the last process that could not be made; 0: none */
    char reason[256];
    char input[]; /* what the program read, in order */
} Shared;

struct TimelineRecording {
    const Engine *engine;
    Shared *shared;
    size_t shared_size;
    pid_t recorder;
    int owner_ends[CHECKPOINTS], server_ends[CHECKPOINTS];
    TimelineEnd end;
};

/* What the recorder and its copies know about standard input. */
typedef struct InputTape {
    Shared *shared;
    EngineIO source;
    uint64_t position; /* bytes that this process's run has read */
    bool is_replaying;
} InputTape;

typedef struct Request {
    uint64_t step;
    TimelineLook look;
    uint64_t size; /* of the question, which follows */
} Request;

/* ---- Standard input ---- */

static ptrdiff_t tape_replay(InputTape *tape, char *bytes, size_t size) {
    uint64_t left = atomic_load(&tape->shared->input_length) - tape->position;
    /* Behind what was recorded there is nothing to know: the run waits, as it did. */
    while (!left && size && !atomic_load(&tape->shared->input_ended)) pause();
    if (size > left) size = left;
    memcpy(bytes, tape->shared->input + tape->position, size);
    tape->position += size;
    return (ptrdiff_t)size;
}

static ptrdiff_t tape_read(void *user, char *bytes, size_t size) {
    InputTape *tape = user;
    if (tape->is_replaying) return tape_replay(tape, bytes, size);
    uint64_t room = INPUT_LOG_LIMIT - tape->position;
    ptrdiff_t got = 0;
    if (tape->source.read) got = tape->source.read(tape->source.user, bytes, size < room ? size : room);
    if (got <= 0) {
        atomic_store(&tape->shared->input_ended, 1);
        return 0;
    }
    memcpy(tape->shared->input + tape->position, bytes, (size_t)got);
    tape->position += (uint64_t)got;
    atomic_store(&tape->shared->input_length, tape->position);
    return got;
}

/* ---- Messages ---- */

static bool write_all(int descriptor, const void *bytes, size_t size) {
    for (const char *at = bytes; size;) {
        ssize_t done = write(descriptor, at, size);
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) return false;
        at += done;
        size -= (size_t)done;
    }
    return true;
}

/* To a socket, whose other end may be gone. */
static bool send_all(int socket, const void *bytes, size_t size) {
    for (const char *at = bytes; size;) {
        ssize_t done = send(socket, at, size, MSG_NOSIGNAL);
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) return false;
        at += done;
        size -= (size_t)done;
    }
    return true;
}

static bool read_all(int descriptor, void *bytes, size_t size) {
    for (char *at = bytes; size;) {
        ssize_t done = read(descriptor, at, size);
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) return false;
        at += done;
        size -= (size_t)done;
    }
    return true;
}

typedef union DescriptorMessage {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(sizeof(int))];
} DescriptorMessage;

/* Sends a request, and with its first byte the descriptor for the answer (see unix(7), SCM_RIGHTS). */
static bool send_request(int socket, const Request *request, int descriptor) {
    DescriptorMessage control = {0};
    struct iovec part = {(void *)(uintptr_t)request, sizeof *request};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
    return sendmsg(socket, &message, MSG_NOSIGNAL) == (ssize_t)sizeof *request;
}

/* Waits for a request; returns the descriptor for the answer, or -1 when the owner is gone. */
static int receive_request(int socket, Request *request) {
    DescriptorMessage control = {0};
    struct iovec part = {request, sizeof *request};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    ssize_t got;
    do got = recvmsg(socket, &message, MSG_WAITALL);
    while (got < 0 && errno == EINTR);
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (got != (ssize_t)sizeof *request || !header) return -1;
    int descriptor;
    memcpy(&descriptor, CMSG_DATA(header), sizeof descriptor);
    return descriptor;
}

/* ---- Checkpoints ---- */

/* The work of a copy: run on, look, answer. The first byte tells the owner that the answer is whole so far.
 */
static void answer_request(TimelineWalk *walk, const Request *request, const void *question, int descriptor) {
    StrBuf answer = {0};
    timeline_walk_to(walk, request->step);
    request->look(walk, question, request->size, &answer);
    uint64_t size = answer.length;
    if (write_all(descriptor, &size, sizeof size)) write_all(descriptor, answer.data, answer.length);
}

/* Closes all descriptors but one. Nobody may hold another's end: only then does the owner see the death of a
 * server. */
static void close_ends(int ends[CHECKPOINTS], int kept) {
    for (int row = 0; row < CHECKPOINTS; row++) {
        if (row == kept || ends[row] < 0) continue;
        close(ends[row]);
        ends[row] = -1;
    }
}

/* Serves requests until the owner is gone. Never returns. */
static _Noreturn void serve(TimelineRecording *recording, int row, TimelineWalk *walk, InputTape *tape) {
    int socket = recording->server_ends[row];
    close_ends(recording->owner_ends, -1);
    close_ends(recording->server_ends, row);
    tape->is_replaying = true;
    signal(SIGCHLD, SIG_IGN);
    Request request;
    for (int descriptor; (descriptor = receive_request(socket, &request)) >= 0; close(descriptor)) {
        void *question = base_alloc(request.size);
        if (!read_all(socket, question, request.size)) break;
        pid_t process = fork();
        if (process == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            signal(SIGCHLD, SIG_DFL);
            answer_request(walk, &request, question, descriptor);
            _exit(0);
        }
        if (process < 0) atomic_store(&recording->shared->fork_error, errno);
        free(question);
    }
    while (wait(NULL) > 0 || errno == EINTR)
        continue; /* until the children, who see the same end, are gone */
    _exit(0);
}

typedef struct Recorder {
    TimelineRecording *recording;
    TimelineWalk walk;
    InputTape tape;
    uint64_t interval, next; /* steps */
    uint64_t
        pages[CHECKPOINTS]; /* that were written between a checkpoint and the next: it holds the old ones */
    int last_row;           /* of the checkpoint made last */
    uint64_t faults;        /* when that was */
} Recorder;

static int free_row(const Shared *shared) {
    for (int row = 0; row < CHECKPOINTS - 1; row++)
        if (atomic_load(&shared->checkpoints[row].process) == 0) return row;
    return -1;
}

/* A page is copied (or made) when it is written for the first time after a fork, which is a page fault. */
static uint64_t page_faults(void) {
    struct rusage usage;
    return getrusage(RUSAGE_SELF, &usage) == 0 ? (uint64_t)usage.ru_minflt : 0;
}

/* Are there more pages in all checkpoints than is good? */
static bool hold_too_much(Recorder *recorder) {
    uint64_t pages = 0, faults = page_faults();
    int count = 0;
    recorder->pages[recorder->last_row] = faults - recorder->faults;
    for (int row = 0; row < CHECKPOINTS - 1; row++) {
        if (!atomic_load(&recorder->recording->shared->checkpoints[row].process)) continue;
        pages += recorder->pages[row];
        count++;
    }
    return pages > PAGES_MOST && count > FEWEST;
}

/* Drops the checkpoints that do not lie on a multiple of the doubled interval. */
static void thin_out(Recorder *recorder) {
    recorder->interval *= 2;
    Shared *shared = recorder->recording->shared;
    for (int row = 0; row < CHECKPOINTS - 1; row++) {
        Checkpoint *checkpoint = &shared->checkpoints[row];
        int process = atomic_load(&checkpoint->process);
        if (!process || atomic_load(&checkpoint->step) % recorder->interval == 0) continue;
        kill(process, SIGKILL);
        waitpid(process, NULL, 0);
        atomic_store(&checkpoint->process, 0);
    }
}

static void add_checkpoint(Recorder *recorder, uint64_t step) {
    TimelineRecording *recording = recorder->recording;
    int row = hold_too_much(recorder) ? -1 : free_row(recording->shared);
    if (row < 0) {
        thin_out(recorder);
        row = free_row(recording->shared);
        if (step % recorder->interval) return;
    }
    pid_t process = fork();
    if (process == 0) serve(recording, row, &recorder->walk, &recorder->tape);
    if (process < 0) { /* no process to be had: fewer checkpoints, slower looks */
        atomic_store(&recording->shared->fork_error, errno);
        return;
    }
    recorder->last_row = row;
    recorder->faults = page_faults();
    recorder->pages[row] = 0;
    atomic_store(&recording->shared->checkpoints[row].step, step);
    atomic_store(&recording->shared->checkpoints[row].process, process);
}

static int64_t nanoseconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

/* As many steps as take a few milliseconds, so that the steps are known to the owner when one of them does
 * not end. */
static uint64_t fitting_chunk(uint64_t chunk, int64_t took) {
    if (took < CHUNK_NANOSECONDS) return chunk < CHUNK_MOST ? chunk * 2 : chunk;
    return took > 2 * CHUNK_NANOSECONDS && chunk > 1 ? chunk / 2 : chunk;
}

/* Takes the run to `limit` steps, leaving checkpoints behind. */
static TimelineEnd record_steps(Recorder *recorder, uint64_t limit) {
    Shared *shared = recorder->recording->shared;
    uint64_t step = 0, chunk = 1;
    while (step < limit && !atomic_load(&shared->stop)) {
        if (step == recorder->next) {
            add_checkpoint(recorder, step);
            recorder->next = step - step % recorder->interval + recorder->interval;
        }
        uint64_t until = step + chunk;
        int64_t start = nanoseconds();
        if (until > recorder->next) until = recorder->next;
        if (until > limit) until = limit;
        bool ended = timeline_walk_to(&recorder->walk, until) == ENGINE_ENDED;
        step = recorder->walk.engine->steps(recorder->walk.run);
        atomic_store(&shared->steps, step);
        chunk = fitting_chunk(chunk, nanoseconds() - start);
        if (ended) return TIMELINE_ENDED;
    }
    return step < limit ? TIMELINE_INTERRUPTED : TIMELINE_CUT;
}

static void fail(Shared *shared, const char *reason) {
    strncpy(shared->reason, reason, sizeof shared->reason - 1);
    atomic_store(&shared->failed, 1);
    _exit(1);
}

/* The recorder's life. */
static _Noreturn void run_recorder(TimelineRecording *recording, EngineProgram *program,
                                   const EngineOptions *options, const TimelineRecordOptions *record) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGINT, SIG_IGN);
    Shared *shared = recording->shared;
    Recorder recorder = {.recording = recording, .interval = FIRST_INTERVAL};
    recorder.tape = (InputTape){.shared = shared, .source = options->io};
    EngineOptions own = *options;
    own.io = (EngineIO){
        .user = &recorder.tape, .read = tape_read, .output_is_terminal = options->io.output_is_terminal};
    const char *reason = "";
    if (!timeline_walk_start(&recorder.walk, recording->engine, program, &own, false, &reason))
        fail(shared, reason);
    recorder.walk.unit = record->unit;
    uint64_t limit = record->max_steps ? record->max_steps : TIMELINE_MAX_STEPS;
    TimelineEnd end = record_steps(&recorder, limit);
    if (end == TIMELINE_ENDED)
        atomic_store(&shared->exit_status, recording->engine->exit_status(recorder.walk.run));
    atomic_store(&shared->checkpoints[CHECKPOINTS - 1].step, atomic_load(&shared->steps));
    atomic_store(&shared->checkpoints[CHECKPOINTS - 1].process, getpid());
    atomic_store(&shared->end, (int)end);
    serve(recording, CHECKPOINTS - 1, &recorder.walk, &recorder.tape);
}

/* ---- The owner ---- */

static bool make_sockets(TimelineRecording *recording) {
    for (int row = 0; row < CHECKPOINTS; row++) {
        int pair[2];
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) return false;
        recording->owner_ends[row] = pair[0];
        recording->server_ends[row] = pair[1];
    }
    return true;
}

static TimelineRecording *recording_new(const Engine *engine) {
    TimelineRecording *recording = base_alloc_zeroed(sizeof *recording);
    recording->engine = engine;
    recording->shared_size = sizeof(Shared) + INPUT_LOG_LIMIT;
    for (int row = 0; row < CHECKPOINTS; row++) recording->owner_ends[row] = recording->server_ends[row] = -1;
    Shared *shared = mmap(NULL, recording->shared_size, PROT_READ | PROT_WRITE,
                          MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (shared == MAP_FAILED || !make_sockets(recording)) {
        if (shared != MAP_FAILED) munmap(shared, recording->shared_size);
        timeline_recording_free(recording);
        return NULL;
    }
    atomic_store(&shared->end, -1);
    recording->shared = shared;
    return recording;
}

/* Runs in a copy: walks on from the last step that the recorder told and tells each one, until the one that
 * does not end is reached, and dies there. */
static void find_last_step(TimelineWalk *walk, const void *question, size_t size, StrBuf *answer) {
    Shared *shared;
    (void)answer;
    memcpy(&shared, question, size < sizeof shared ? size : sizeof shared);
    alarm(1);
    for (uint64_t i = 0, step = walk->engine->steps(walk->run); i < CHUNK_MOST; i++) {
        if (timeline_walk_to(walk, ++step) == ENGINE_ENDED) return;
        atomic_store(&shared->steps, step);
    }
}

/* The recorder is in the middle of a step that may never end: it stays there, and the recording ends before.
 */
static void end_within_step(TimelineRecording *recording) {
    Shared *shared = recording->shared;
    StrBuf answer = {0};
    const char *reason;
    kill(recording->recorder, SIGSTOP);
    if (atomic_load(&shared->end) < 0) atomic_store(&shared->end, TIMELINE_INTERRUPTED);
    timeline_ask(recording, atomic_load(&shared->steps), find_last_step, &shared, sizeof shared, &answer,
                 &reason);
    strbuf_free(&answer);
}

/* Waits until the recorder has come to an end, or died. */
static void wait_for_end(TimelineRecording *recording, const TimelineRecordOptions *record) {
    Shared *shared = recording->shared;
    int delay = 1, waited = 0; /* milliseconds; short runs should not wait for the progress line's rhythm */
    while (atomic_load(&shared->end) < 0) {
        if (waitpid(recording->recorder, NULL, WNOHANG) == recording->recorder) {
            recording->recorder = 0;
            atomic_store(&shared->end, TIMELINE_LOST);
            return;
        }
        poll(NULL, 0, delay);
        if (atomic_load(&shared->stop) && (waited += delay) > PATIENCE_MILLISECONDS) {
            end_within_step(recording);
            return;
        }
        if (delay < PROGRESS_MILLISECONDS)
            delay *= 2;
        else if (record->progress && !record->progress(record->user, atomic_load(&shared->steps)))
            atomic_store(&shared->stop, 1);
    }
}

TimelineRecording *timeline_record(const Engine *engine, EngineProgram *program, const EngineOptions *options,
                                   const TimelineRecordOptions *record, const char **reason) {
    TimelineRecording *recording = recording_new(engine);
    if (!recording) {
        *reason = strerror(errno);
        return NULL;
    }
    recording->recorder = fork();
    if (recording->recorder == 0) run_recorder(recording, program, options, record);
    close_ends(recording->server_ends, -1);
    if (recording->recorder > 0) wait_for_end(recording, record);
    bool failed = recording->recorder < 0 || atomic_load(&recording->shared->failed);
    if (failed) {
        static char why[sizeof((Shared *)0)->reason];
        memcpy(why, recording->shared->reason, sizeof why);
        *reason = recording->recorder < 0 ? strerror(errno) : why;
        timeline_recording_free(recording);
        return NULL;
    }
    recording->end = (TimelineEnd)atomic_load(&recording->shared->end);
    return recording;
}

TimelineEnd timeline_end(const TimelineRecording *recording) {
    return recording->end;
}

uint64_t timeline_steps(const TimelineRecording *recording) {
    return atomic_load(&recording->shared->steps);
}

int timeline_exit_status(const TimelineRecording *recording) {
    return atomic_load(&recording->shared->exit_status);
}

bool timeline_met_end_of_input(const TimelineRecording *recording) {
    return atomic_load(&recording->shared->input_ended);
}

/* The row of the last checkpoint at or before `step`, or -1. */
static int row_before(const TimelineRecording *recording, uint64_t step) {
    int best = -1;
    for (int row = 0; row < CHECKPOINTS; row++) {
        const Checkpoint *checkpoint = &recording->shared->checkpoints[row];
        uint64_t at = atomic_load(&checkpoint->step);
        if (!atomic_load(&checkpoint->process) || at > step) continue;
        if (best < 0 || at >= atomic_load(&recording->shared->checkpoints[best].step)) best = row;
    }
    return best;
}

uint64_t timeline_checkpoint(const TimelineRecording *recording, uint64_t step) {
    int row = row_before(recording, step);
    return row < 0 ? 0 : atomic_load(&recording->shared->checkpoints[row].step);
}

static bool read_answer(int descriptor, StrBuf *answer) {
    uint64_t left;
    if (!read_all(descriptor, &left, sizeof left)) return false;
    char block[65536];
    while (left) {
        size_t part = left < sizeof block ? left : sizeof block;
        if (!read_all(descriptor, block, part)) return false;
        strbuf_append_bytes(answer, block, part);
        left -= part;
    }
    return true;
}

bool timeline_ask(TimelineRecording *recording, uint64_t step, TimelineLook look, const void *question,
                  size_t size, StrBuf *answer, const char **reason) {
    int row = row_before(recording, step), pipe_ends[2];
    int fork_error = atomic_exchange(&recording->shared->fork_error, 0);
    if (row < 0) {
        *reason = fork_error ? strerror(fork_error) : "there is no checkpoint of this run left";
        return false;
    }
    if (pipe(pipe_ends) != 0) {
        *reason = strerror(errno);
        return false;
    }
    Request request = {.step = step, .look = look, .size = size};
    int socket = recording->owner_ends[row];
    bool sent = send_request(socket, &request, pipe_ends[1]) && send_all(socket, question, size);
    close(pipe_ends[1]);
    bool answered = sent && read_answer(pipe_ends[0], answer);
    close(pipe_ends[0]);
    fork_error = atomic_load(&recording->shared->fork_error);
    if (!answered)
        *reason = fork_error ? strerror(fork_error) : "the copy of the run that was asked has died";
    return answered;
}

/* The recorder waits for its checkpoints and ends. One that runs or stands still within a step does not: it
 * is killed, and its checkpoints end by themselves. */
static void end_recorder(TimelineRecording *recording) {
    enum { PATIENCE = 1000 };
    bool serves = atomic_load(&recording->shared->checkpoints[CHECKPOINTS - 1].process) != 0;
    for (int waited = 0; serves && waited < PATIENCE; waited++) {
        if (waitpid(recording->recorder, NULL, WNOHANG) == recording->recorder) return;
        poll(NULL, 0, 1);
    }
    kill(recording->recorder, SIGKILL);
    waitpid(recording->recorder, NULL, 0);
}

void timeline_recording_free(TimelineRecording *recording) {
    if (!recording) return;
    close_ends(recording->owner_ends, -1); /* whoever serves sees that, and ends */
    close_ends(recording->server_ends, -1);
    if (recording->recorder > 0) end_recorder(recording);
    if (recording->shared) munmap(recording->shared, recording->shared_size);
    free(recording);
}
