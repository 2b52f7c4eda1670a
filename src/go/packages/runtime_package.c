/* Package runtime: what a program can ask of the machine below it. */
#include "go/packages/packages.h"

static void runtime_collect(GoRuntime *runtime, const void *arguments, void *results) {
    (void)arguments, (void)results;
    go_collect(runtime);
}

static void runtime_yield(GoRuntime *runtime, const void *arguments, void *results) {
    (void)arguments, (void)results;
    if (runtime->wait) runtime->wait(runtime, 0, 0);
}

typedef struct MemoryResults {
    uint64_t live, total, allocations, frees, collections, reserved;
} MemoryResults;

static void runtime_memory(GoRuntime *runtime, const void *arguments, void *results) {
    (void)arguments;
    const GoHeap *heap = &runtime->heap;
    *(MemoryResults *)results = (MemoryResults){.live = heap->bytes_live,
                                                .total = heap->bytes_allocated,
                                                .allocations = heap->blocks_allocated,
                                                .frees = heap->blocks_freed,
                                                .collections = heap->collections,
                                                .reserved = (uint64_t)heap->page_count * GO_PAGE};
}

#define RUNTIME(X)                                                                                           \
    X("GC", runtime_collect, "func GC()")                                                                    \
    X("Gosched", runtime_yield, "func Gosched()")                                                            \
    X("memory", runtime_memory,                                                                              \
      "func memory() (live, total, allocations, frees, collections, reserved uint64)")                       \
    X("", NULL,                                                                                              \
      "const (\n"                                                                                            \
      "	GOOS     = \"linux\"\n"                                                                              \
      "	GOARCH   = \"amd64\"\n"                                                                              \
      "	Compiler = \"varscope\"\n"                                                                           \
      ")\n"                                                                                                  \
      "type Error interface {\n"                                                                             \
      "	error\n"                                                                                             \
      "	RuntimeError()\n"                                                                                    \
      "}\n"                                                                                                  \
      "func KeepAlive(x any) {}\n"                                                                           \
      "func NumCPU() int { return 1 }\n"                                                                     \
      "func GOMAXPROCS(n int) int { return 1 }\n"                                                            \
      "func Version() string { return \"go1.19\" }\n"                                                        \
      "type MemStats struct {\n"                                                                             \
      "	Alloc, TotalAlloc, Sys, Mallocs, Frees, HeapAlloc, HeapSys, HeapObjects uint64\n"                    \
      "	NumGC uint32\n"                                                                                      \
      "}\n"                                                                                                  \
      "func ReadMemStats(m *MemStats) {\n"                                                                   \
      "	live, total, allocations, frees, collections, reserved := memory()\n"                                \
      "	m.Alloc, m.HeapAlloc, m.TotalAlloc, m.Sys, m.HeapSys = live, live, total, reserved, reserved\n"      \
      "	m.Mallocs, m.Frees, m.HeapObjects, m.NumGC = allocations, frees, allocations-frees, "                \
      "uint32(collections)\n"                                                                                \
      "}\n")

GO_NATIVE_PACKAGE(go_package_runtime, "runtime", "package runtime", RUNTIME)
