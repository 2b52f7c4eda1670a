/* Package time: durations, the clock, and waiting. Calendars and time zones are not here. */
#include "go/packages/packages.h"

#include <time.h>

static void time_now(GoRuntime *runtime, const void *arguments, void *results) {
    (void)runtime, (void)arguments;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    *(int64_t *)results = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void time_sleep(GoRuntime *runtime, const void *arguments, void *results) {
    (void)results;
    int64_t duration = *(const int64_t *)arguments;
    if (duration > 0 && runtime->wait) runtime->wait(runtime, 0, duration);
}

#define TIME(X)                                                                                              \
    X("now", time_now, "func now() int64")                                                                   \
    X("Sleep", time_sleep, "func Sleep(d Duration)")                                                         \
    X("", NULL,                                                                                              \
      "type Duration int64\n"                                                                                \
      "const (\n"                                                                                            \
      "	Nanosecond  Duration = 1\n"                                                                          \
      "	Microsecond          = 1000 * Nanosecond\n"                                                          \
      "	Millisecond          = 1000 * Microsecond\n"                                                         \
      "	Second               = 1000 * Millisecond\n"                                                         \
      "	Minute               = 60 * Second\n"                                                                \
      "	Hour                 = 60 * Minute\n"                                                                \
      ")\n"                                                                                                  \
      "func (d Duration) Nanoseconds() int64 { return int64(d) }\n"                                          \
      "func (d Duration) Microseconds() int64 { return int64(d) / 1e3 }\n"                                   \
      "func (d Duration) Milliseconds() int64 { return int64(d) / 1e6 }\n"                                   \
      "func (d Duration) Seconds() float64 { return float64(d/Second) + float64(d%Second)/1e9 }\n"           \
      "func (d Duration) Minutes() float64 { return float64(d/Minute) + float64(d%Minute)/(60*1e9) }\n"      \
      "func (d Duration) Hours() float64 { return float64(d/Hour) + float64(d%Hour)/(60*60*1e9) }\n"         \
      "func (d Duration) Abs() Duration {\n"                                                                 \
      "	if d >= 0 { return d }\n"                                                                            \
      "	if d == -1<<63 { return 1<<63 - 1 }\n"                                                               \
      "	return -d\n"                                                                                         \
      "}\n"                                                                                                  \
      "func (d Duration) Truncate(m Duration) Duration {\n"                                                  \
      "	if m <= 0 { return d }\n"                                                                            \
      "	return d - d%m\n"                                                                                    \
      "}\n"                                                                                                  \
      "func (d Duration) Round(m Duration) Duration {\n"                                                     \
      "	if m <= 0 { return d }\n"                                                                            \
      "	rest := d % m\n"                                                                                     \
      "	if d < 0 {\n"                                                                                        \
      "		if -rest+-rest < m { return d - rest }\n"                                                           \
      "		return d - rest - m\n"                                                                              \
      "	}\n"                                                                                                 \
      "	if rest+rest < m { return d - rest }\n"                                                              \
      "	return d - rest + m\n"                                                                               \
      "}\n"                                                                                                  \
      "func decimal(u uint64) string {\n"                                                                    \
      "	text := string(rune('0' + u%10))\n"                                                                  \
      "	for u /= 10; u > 0; u /= 10 { text = string(rune('0'+u%10)) + text }\n"                              \
      "	return text\n"                                                                                       \
      "}\n"                                                                                                  \
      "func fraction(u, unit uint64) string {\n"                                                             \
      "	whole, rest := decimal(u/unit), u%unit\n"                                                            \
      "	if rest == 0 { return whole }\n"                                                                     \
      "	digits := decimal(unit + rest)[1:]\n"                                                                \
      "	for digits[len(digits)-1] == '0' { digits = digits[:len(digits)-1] }\n"                              \
      "	return whole + \".\" + digits\n"                                                                     \
      "}\n"                                                                                                  \
      "func (d Duration) String() string {\n"                                                                \
      "	u, sign := uint64(d), \"\"\n"                                                                        \
      "	if d < 0 { u, sign = -u, \"-\" }\n"                                                                  \
      "	if u == 0 { return \"0s\" }\n"                                                                       \
      "	if u < 1e3 { return sign + decimal(u) + \"ns\" }\n"                                                  \
      "	if u < 1e6 { return sign + fraction(u, 1e3) + \"µs\" }\n"                                            \
      "	if u < 1e9 { return sign + fraction(u, 1e6) + \"ms\" }\n"                                            \
      "	text := fraction(u%60e9, 1e9) + \"s\"\n"                                                             \
      "	u /= 60e9\n"                                                                                         \
      "	if u > 0 {\n"                                                                                        \
      "		text = decimal(u%60) + \"m\" + text\n"                                                              \
      "		if u /= 60; u > 0 { text = decimal(u) + \"h\" + text }\n"                                           \
      "	}\n"                                                                                                 \
      "	return sign + text\n"                                                                                \
      "}\n"                                                                                                  \
      "type Location struct { name string }\n"                                                               \
      "func (l *Location) String() string { if l == nil { return \"UTC\" }; return l.name }\n"               \
      "var UTC, Local = &Location{\"UTC\"}, &Location{\"Local\"}\n"                                          \
      "const unixToInternal = (1969*365 + 1969/4 - 1969/100 + 1969/400) * 86400\n"                           \
      "type Time struct {\n"                                                                                 \
      "	wall uint64\n"                                                                                       \
      "	ext  int64\n"                                                                                        \
      "	loc  *Location\n"                                                                                    \
      "}\n"                                                                                                  \
      "func at(sec, nsec int64) Time {\n"                                                                    \
      "	sec += nsec / 1e9\n"                                                                                 \
      "	if nsec %= 1e9; nsec < 0 { nsec += 1e9; sec-- }\n"                                                   \
      "	return Time{uint64(nsec), sec, Local}\n"                                                             \
      "}\n"                                                                                                  \
      "func Now() Time { return at(unixToInternal, now()) }\n"                                               \
      "func Unix(sec int64, nsec int64) Time { return at(sec+unixToInternal, nsec) }\n"                      \
      "func Since(t Time) Duration { return Now().Sub(t) }\n"                                                \
      "func Until(t Time) Duration { return t.Sub(Now()) }\n"                                                \
      "func (t Time) Sub(u Time) Duration {\n"                                                               \
      "	d := Duration(t.ext-u.ext)*1e9 + Duration(t.wall) - Duration(u.wall)\n"                              \
      "	if u.Add(d).Equal(t) { return d }\n"                                                                 \
      "	if t.Before(u) { return -1 << 63 }\n"                                                                \
      "	return 1<<63 - 1\n"                                                                                  \
      "}\n"                                                                                                  \
      "func (t Time) Add(d Duration) Time {\n"                                                               \
      "	sum := at(t.ext+int64(d/1e9), int64(t.wall)+int64(d%1e9))\n"                                         \
      "	sum.loc = t.loc\n"                                                                                   \
      "	return sum\n"                                                                                        \
      "}\n"                                                                                                  \
      "func (t Time) Before(u Time) bool { return t.ext < u.ext || t.ext == u.ext && t.wall < u.wall }\n"    \
      "func (t Time) After(u Time) bool { return u.Before(t) }\n"                                            \
      "func (t Time) Equal(u Time) bool { return t.ext == u.ext && t.wall == u.wall }\n"                     \
      "func (t Time) Unix() int64 { return t.ext - unixToInternal }\n"                                       \
      "func (t Time) UnixNano() int64 { return t.Unix()*1e9 + int64(t.wall) }\n"                             \
      "func (t Time) UnixMilli() int64 { return t.Unix()*1e3 + int64(t.wall)/1e6 }\n"                        \
      "func (t Time) IsZero() bool { return t.ext == 0 && t.wall == 0 }\n"                                   \
      "type Timer struct {\n"                                                                                \
      "	C       <-chan Time\n"                                                                               \
      "	stopped *bool\n"                                                                                     \
      "}\n"                                                                                                  \
      "func start(d Duration, f func()) *bool {\n"                                                           \
      "	stopped := new(bool)\n"                                                                              \
      "	go func() {\n"                                                                                       \
      "		Sleep(d)\n"                                                                                         \
      "		if !*stopped { *stopped = true; f() }\n"                                                            \
      "	}()\n"                                                                                               \
      "	return stopped\n"                                                                                    \
      "}\n"                                                                                                  \
      "func NewTimer(d Duration) *Timer {\n"                                                                 \
      "	c := make(chan Time, 1)\n"                                                                           \
      "	return &Timer{c, start(d, func() { c <- Now() })}\n"                                                 \
      "}\n"                                                                                                  \
      "func AfterFunc(d Duration, f func()) *Timer { return &Timer{nil, start(d, f)} }\n"                    \
      "func After(d Duration) <-chan Time { return NewTimer(d).C }\n"                                        \
      "func (t *Timer) Stop() bool {\n"                                                                      \
      "	was := !*t.stopped\n"                                                                                \
      "	*t.stopped = true\n"                                                                                 \
      "	return was\n"                                                                                        \
      "}\n")

GO_NATIVE_PACKAGE(go_package_time, "time", "package time", TIME)
