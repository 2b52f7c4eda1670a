/* time: the clocks. */
#include "python/modules/modules.h"
#include "python/objects/error.h"
#include "python/objects/float.h"
#include "python/objects/int.h"
#include "python/objects/statics.h"

#include <time.h>

static int64_t nanoseconds(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* A clock as two functions: in seconds, and in nanoseconds. */
#define CLOCK(name, clock)                                                                                   \
    PY_METHOD(time_##name) {                                                                                 \
        return py_float_new((double)nanoseconds(clock) / 1e9);                                               \
    }                                                                                                        \
    PY_METHOD(time_##name##_ns) {                                                                            \
        return py_int_from_int64(nanoseconds(clock));                                                        \
    }

CLOCK(time, CLOCK_REALTIME)
CLOCK(monotonic, CLOCK_MONOTONIC)
CLOCK(perf_counter, CLOCK_MONOTONIC)
CLOCK(process_time, CLOCK_PROCESS_CPUTIME_ID)

PY_METHOD(time_sleep) {
    double seconds = py_float_as_double(arguments[0]);
    if (py_error_occurred()) return NULL;
    if (seconds < 0) return py_raise(PY_TYPE(ValueError), "sleep length must be non-negative");
    struct timespec wait = {(time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9)};
    nanosleep(&wait, NULL);
    return py_none();
}

static const PyMethod time_functions[] = {{"time", time_time, 0, 0, 0, NULL, NULL},
                                          {"time_ns", time_time_ns, 0, 0, 0, NULL, NULL},
                                          {"monotonic", time_monotonic, 0, 0, 0, NULL, NULL},
                                          {"monotonic_ns", time_monotonic_ns, 0, 0, 0, NULL, NULL},
                                          {"perf_counter", time_perf_counter, 0, 0, 0, NULL, NULL},
                                          {"perf_counter_ns", time_perf_counter_ns, 0, 0, 0, NULL, NULL},
                                          {"process_time", time_process_time, 0, 0, 0, NULL, NULL},
                                          {"process_time_ns", time_process_time_ns, 0, 0, 0, NULL, NULL},
                                          {"sleep", time_sleep, 1, 1, 0, NULL, NULL},
                                          {0}};

PyObject *py_module_time(void) {
    return py_module_with_functions(
        "time", "This module provides various functions to manipulate time values.", time_functions);
}
