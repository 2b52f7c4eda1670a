/* Package sort: in Go, since it calls back what the program gives it at every step.
 *
 * Heap sort for what need not be stable (no recursion, no worst case), insertion and merging by rotation for
 * Stable. Where Go leaves the order of equal elements open, it may differ from Go's. */
#include "go/packages/packages.h"
#include "go/runtime/panic.h"

#include <string.h>

typedef struct SwapArguments {
    GoInterface slice;
    int64_t i, j;
} SwapArguments;

/* The length of the slice in an interface; sort.Slice of anything else panics in Go too. */
static void sort_length(GoRuntime *runtime, const void *arguments, void *results) {
    const GoInterface *slice = arguments;
    if (slice->type && slice->type->kind == GO_KIND_SLICE) {
        *(int64_t *)results = ((const GoSlice *)slice->word)->length;
    } else {
        go_panic_runtime(runtime, "sort.Slice of a value that is no slice");
    }
}

/* Swaps two elements of any size, a piece at a time. Indices are those of the sort, within the length. */
static void sort_swap(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime, (void)results;
    const SwapArguments *list = arguments;
    uint64_t size = list->slice.type->elem->size;
    char *data = ((const GoSlice *)list->slice.word)->data, piece[64];
    char *a = data + (uint64_t)list->i * size, *b = data + (uint64_t)list->j * size;
    for (uint64_t done = 0; done < size;) {
        uint64_t count = size - done < sizeof piece ? size - done : sizeof piece;
        memcpy(piece, a + done, count);
        memmove(a + done, b + done, count);
        memcpy(b + done, piece, count);
        done += count;
    }
}

#define SORT(X)                                                                                              \
    X("sliceLength", sort_length, "func sliceLength(x any) int")                                             \
    X("sliceSwap", sort_swap, "func sliceSwap(x any, i, j int)")                                             \
    X("", NULL,                                                                                              \
      "func sliceOf(x any, less func(i, j int) bool) lessSwap {\n"                                           \
      "	return lessSwap{sliceLength(x), less, func(i, j int) { sliceSwap(x, i, j) }}\n"                      \
      "}\n"                                                                                                  \
      "func Slice(x any, less func(i, j int) bool) { Sort(sliceOf(x, less)) }\n"                             \
      "func SliceStable(x any, less func(i, j int) bool) { Stable(sliceOf(x, less)) }\n"                     \
      "func SliceIsSorted(x any, less func(i, j int) bool) bool { return IsSorted(sliceOf(x, less)) }\n"     \
      "type Interface interface {\n"                                                                         \
      "	Len() int\n"                                                                                         \
      "	Less(i, j int) bool\n"                                                                               \
      "	Swap(i, j int)\n"                                                                                    \
      "}\n"                                                                                                  \
      "type IntSlice []int\n"                                                                                \
      "func (x IntSlice) Len() int { return len(x) }\n"                                                      \
      "func (x IntSlice) Less(i, j int) bool { return x[i] < x[j] }\n"                                       \
      "func (x IntSlice) Swap(i, j int) { x[i], x[j] = x[j], x[i] }\n"                                       \
      "type Float64Slice []float64\n"                                                                        \
      "func (x Float64Slice) Len() int { return len(x) }\n"                                                  \
      "func (x Float64Slice) Less(i, j int) bool { return x[i] < x[j] || (x[i] != x[i] && x[j] == x[j]) }\n" \
      "func (x Float64Slice) Swap(i, j int) { x[i], x[j] = x[j], x[i] }\n"                                   \
      "type StringSlice []string\n"                                                                          \
      "func (x StringSlice) Len() int { return len(x) }\n"                                                   \
      "func (x StringSlice) Less(i, j int) bool { return x[i] < x[j] }\n"                                    \
      "func (x StringSlice) Swap(i, j int) { x[i], x[j] = x[j], x[i] }\n"                                    \
      "type reverse struct { Interface }\n"                                                                  \
      "func (r reverse) Less(i, j int) bool { return r.Interface.Less(j, i) }\n"                             \
      "func Reverse(data Interface) Interface { return &reverse{data} }\n"                                   \
      "type lessSwap struct {\n"                                                                             \
      "	n    int\n"                                                                                          \
      "	less func(i, j int) bool\n"                                                                          \
      "	swap func(i, j int)\n"                                                                               \
      "}\n"                                                                                                  \
      "func (x lessSwap) Len() int { return x.n }\n"                                                         \
      "func (x lessSwap) Less(i, j int) bool { return x.less(i, j) }\n"                                      \
      "func (x lessSwap) Swap(i, j int) { x.swap(i, j) }\n"                                                  \
      "func siftDown(data Interface, root, n int) {\n"                                                       \
      "	for {\n"                                                                                             \
      "		child := 2*root + 1\n"                                                                              \
      "		if child >= n { return }\n"                                                                         \
      "		if child+1 < n && data.Less(child, child+1) { child++ }\n"                                          \
      "		if !data.Less(root, child) { return }\n"                                                            \
      "		data.Swap(root, child)\n"                                                                           \
      "		root = child\n"                                                                                     \
      "	}\n"                                                                                                 \
      "}\n"                                                                                                  \
      "func insertionSort(data Interface, a, b int) {\n"                                                     \
      "	for i := a + 1; i < b; i++ {\n"                                                                      \
      "		for j := i; j > a && data.Less(j, j-1); j-- { data.Swap(j, j-1) }\n"                                \
      "	}\n"                                                                                                 \
      "}\n"                                                                                                  \
      "func Sort(data Interface) {\n"                                                                        \
      "	n := data.Len()\n"                                                                                   \
      "	if n <= 12 { insertionSort(data, 0, n); return }\n"                                                  \
      "	for i := (n - 1) / 2; i >= 0; i-- { siftDown(data, i, n) }\n"                                        \
      "	for i := n - 1; i >= 0; i-- { data.Swap(0, i); siftDown(data, 0, i) }\n"                             \
      "}\n"                                                                                                  \
      "func swapRange(data Interface, a, b, n int) { for i := 0; i < n; i++ { data.Swap(a+i, b+i) } }\n"     \
      "func rotate(data Interface, a, m, b int) {\n"                                                         \
      "	i, j := m-a, b-m\n"                                                                                  \
      "	if i == 0 || j == 0 { return }\n"                                                                    \
      "	for i != j {\n"                                                                                      \
      "		if i > j { swapRange(data, m-i, m, j); i -= j } else { swapRange(data, m-i, m+j-i, i); j "          \
      "-= i }\n"                                                                                             \
      "	}\n"                                                                                                 \
      "	swapRange(data, m-i, m, i)\n"                                                                        \
      "}\n"                                                                                                  \
      "func merge(data Interface, a, m, b int) {\n"                                                          \
      "	if m-a == 0 || b-m == 0 { return }\n"                                                                \
      "	if b-a == 2 { if data.Less(m, a) { data.Swap(a, m) }; return }\n"                                    \
      "	var i, j int\n"                                                                                      \
      "	if m-a > b-m {\n"                                                                                    \
      "		i = a + (m-a)/2\n"                                                                                  \
      "		j = m + Search(b-m, func(k int) bool { return !data.Less(m+k, i) })\n"                              \
      "	} else {\n"                                                                                          \
      "		j = m + (b-m)/2\n"                                                                                  \
      "		i = a + Search(m-a, func(k int) bool { return data.Less(j, a+k) })\n"                               \
      "	}\n"                                                                                                 \
      "	rotate(data, i, m, j)\n"                                                                             \
      "	merge(data, a, i, i+j-m)\n"                                                                          \
      "	merge(data, i+j-m, j, b)\n"                                                                          \
      "}\n"                                                                                                  \
      "func Stable(data Interface) {\n"                                                                      \
      "	n := data.Len()\n"                                                                                   \
      "	block := 20\n"                                                                                       \
      "	for a := 0; a < n; a += block {\n"                                                                   \
      "		b := a + block\n"                                                                                   \
      "		if b > n { b = n }\n"                                                                               \
      "		insertionSort(data, a, b)\n"                                                                        \
      "	}\n"                                                                                                 \
      "	for ; block < n; block *= 2 {\n"                                                                     \
      "		for a := 0; a+block < n; a += 2 * block {\n"                                                        \
      "			b := a + 2*block\n"                                                                                \
      "			if b > n { b = n }\n"                                                                              \
      "			merge(data, a, a+block, b)\n"                                                                      \
      "		}\n"                                                                                                \
      "	}\n"                                                                                                 \
      "}\n"                                                                                                  \
      "func IsSorted(data Interface) bool {\n"                                                               \
      "	for i := data.Len() - 1; i > 0; i-- { if data.Less(i, i-1) { return false } }\n"                     \
      "	return true\n"                                                                                       \
      "}\n"                                                                                                  \
      "func Ints(x []int) { Sort(IntSlice(x)) }\n"                                                           \
      "func Float64s(x []float64) { Sort(Float64Slice(x)) }\n"                                               \
      "func Strings(x []string) { Sort(StringSlice(x)) }\n"                                                  \
      "func IntsAreSorted(x []int) bool { return IsSorted(IntSlice(x)) }\n"                                  \
      "func StringsAreSorted(x []string) bool { return IsSorted(StringSlice(x)) }\n"                         \
      "func Search(n int, f func(int) bool) int {\n"                                                         \
      "	i, j := 0, n\n"                                                                                      \
      "	for i < j {\n"                                                                                       \
      "		h := int(uint(i+j) >> 1)\n"                                                                         \
      "		if !f(h) { i = h + 1 } else { j = h }\n"                                                            \
      "	}\n"                                                                                                 \
      "	return i\n"                                                                                          \
      "}\n"                                                                                                  \
      "func SearchInts(a []int, x int) int { return Search(len(a), func(i int) bool { return a[i] >= x }) "  \
      "}\n"                                                                                                  \
      "func SearchStrings(a []string, x string) int {\n"                                                     \
      "	return Search(len(a), func(i int) bool { return a[i] >= x })\n"                                      \
      "}\n")

GO_NATIVE_PACKAGE(go_package_sort, "sort", "package sort", SORT)
