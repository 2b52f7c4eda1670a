/* Packages sync and sync/atomic.
 *
 * Goroutines share one thread, and are switched between two instructions; a C function runs as a whole. So
 * every operation that must be indivisible is one C function, and needs no atomic instructions. Who must wait
 * says so to the scheduler, with an address of the lock as the key; who unlocks hands the lock over to the
 * one that is woken, so that it need not look again.
 *
 * The structs have Go's sizes; their fields are ours. */
#include "go/packages/packages.h"
#include "go/runtime/panic.h"

#include <string.h>

typedef struct Mutex {
    int32_t holders; /* the holder and those that wait */
    uint32_t key;    /* its address is what they wait for */
} Mutex;

typedef struct ReadWriteMutex {
    int32_t is_writing, waiting_writers;
    uint32_t writer_key, reader_key;
    int32_t readers, waiting_readers;
} ReadWriteMutex;

typedef struct WaitGroup {
    int64_t counter;
    uint32_t waiters, unused;
} WaitGroup;

typedef struct Condition {
    int64_t waiting, signals; /* those that wait; wake-ups that came before their waits */
} Condition;

/* The receiver, which is a pointer, and what follows it. NULL and a panic for a nil receiver. */
static void *receiver(GoRuntime *runtime, const void *arguments) {
    void *object = *(void *const *)arguments;
    if (!object) go_panic_nil(runtime);
    return object;
}

static void wait_for(GoRuntime *runtime, const void *key) {
    if (runtime->wait) runtime->wait(runtime, (uint64_t)key, -1);
}

static bool wake(GoRuntime *runtime, const void *key) {
    return runtime->wake && runtime->wake(runtime, (uint64_t)key);
}

static void mutex_lock(GoRuntime *runtime, const void *arguments, void *results) {
    (void)results;
    Mutex *mutex = receiver(runtime, arguments);
    if (mutex && mutex->holders++ > 0) wait_for(runtime, &mutex->key);
}

static void mutex_try_lock(GoRuntime *runtime, const void *arguments, void *results) {
    Mutex *mutex = receiver(runtime, arguments);
    if (!mutex || mutex->holders) return;
    mutex->holders = 1;
    *(bool *)results = true;
}

static void mutex_unlock(GoRuntime *runtime, const void *arguments, void *results) {
    (void)results;
    Mutex *mutex = receiver(runtime, arguments);
    if (!mutex) return;
    if (mutex->holders == 0) {
        go_fatal(runtime, "sync: unlock of unlocked mutex");
    } else if (--mutex->holders > 0) {
        wake(runtime, &mutex->key);
    }
}

static void read_lock(GoRuntime *runtime, const void *arguments, void *results) {
    (void)results;
    ReadWriteMutex *mutex = receiver(runtime, arguments);
    if (!mutex) return;
    if (!mutex->is_writing && !mutex->waiting_writers) {
        mutex->readers++;
    } else {
        mutex->waiting_readers++;
        wait_for(runtime, &mutex->reader_key);
    }
}

static void read_unlock(GoRuntime *runtime, const void *arguments, void *results) {
    (void)results;
    ReadWriteMutex *mutex = receiver(runtime, arguments);
    if (!mutex) return;
    if (mutex->readers == 0) {
        go_fatal(runtime, "sync: RUnlock of unlocked RWMutex");
    } else if (--mutex->readers == 0 && mutex->waiting_writers > 0) {
        mutex->waiting_writers--;
        mutex->is_writing = 1;
        wake(runtime, &mutex->writer_key);
    }
}

static void write_lock(GoRuntime *runtime, const void *arguments, void *results) {
    (void)results;
    ReadWriteMutex *mutex = receiver(runtime, arguments);
    if (!mutex) return;
    if (!mutex->is_writing && !mutex->readers) {
        mutex->is_writing = 1;
    } else {
        mutex->waiting_writers++;
        wait_for(runtime, &mutex->writer_key);
    }
}

static void write_unlock(GoRuntime *runtime, const void *arguments, void *results) {
    (void)results;
    ReadWriteMutex *mutex = receiver(runtime, arguments);
    if (!mutex) return;
    if (!mutex->is_writing) {
        go_fatal(runtime, "sync: Unlock of unlocked RWMutex");
        return;
    }
    if (mutex->waiting_readers > 0) {
        mutex->is_writing = 0;
        for (; mutex->waiting_readers > 0; mutex->waiting_readers--, mutex->readers++)
            wake(runtime, &mutex->reader_key);
    } else if (mutex->waiting_writers > 0) {
        mutex->waiting_writers--;
        wake(runtime, &mutex->writer_key);
    } else {
        mutex->is_writing = 0;
    }
}

static void group_add(GoRuntime *runtime, const void *arguments, void *results) {
    (void)results;
    WaitGroup *group = receiver(runtime, arguments);
    if (!group) return;
    group->counter += ((const int64_t *)arguments)[1];
    if (group->counter < 0) {
        GoString text = GO_STRING("sync: negative WaitGroup counter");
        go_panic_value(runtime, go_interface_make(runtime, runtime->types.basic[GO_KIND_STRING], &text));
        return;
    }
    for (; group->counter == 0 && group->waiters > 0; group->waiters--) wake(runtime, group);
}

static void group_wait(GoRuntime *runtime, const void *arguments, void *results) {
    (void)results;
    WaitGroup *group = receiver(runtime, arguments);
    if (!group || group->counter == 0) return;
    group->waiters++;
    wait_for(runtime, group);
}

static void condition_wait(GoRuntime *runtime, const void *arguments, void *results) {
    (void)results;
    Condition *condition = receiver(runtime, arguments);
    if (!condition) return;
    if (condition->signals > 0) {
        condition->signals--;
    } else {
        wait_for(runtime, condition);
    }
}

/* Wakes one that waits, or lets the one that is about to wait go on. */
static void condition_signal(GoRuntime *runtime, const void *arguments, void *results) {
    (void)results;
    Condition *condition = receiver(runtime, arguments);
    if (!condition || condition->waiting == 0) return;
    condition->waiting--;
    if (!wake(runtime, condition)) condition->signals++;
}

#define SYNC(X)                                                                                              \
    X("(*Mutex).Lock", mutex_lock, "func (m *Mutex) Lock()")                                                 \
    X("(*Mutex).TryLock", mutex_try_lock, "func (m *Mutex) TryLock() bool")                                  \
    X("(*Mutex).Unlock", mutex_unlock, "func (m *Mutex) Unlock()")                                           \
    X("(*RWMutex).RLock", read_lock, "func (rw *RWMutex) RLock()")                                           \
    X("(*RWMutex).RUnlock", read_unlock, "func (rw *RWMutex) RUnlock()")                                     \
    X("(*RWMutex).Lock", write_lock, "func (rw *RWMutex) Lock()")                                            \
    X("(*RWMutex).Unlock", write_unlock, "func (rw *RWMutex) Unlock()")                                      \
    X("(*WaitGroup).Add", group_add, "func (wg *WaitGroup) Add(delta int)")                                  \
    X("(*WaitGroup).Wait", group_wait, "func (wg *WaitGroup) Wait()")                                        \
    X("(*condition).wait", condition_wait, "func (c *condition) wait()")                                     \
    X("(*condition).signal", condition_signal, "func (c *condition) signal()")                               \
    X("", NULL,                                                                                              \
      "type Locker interface {\n"                                                                            \
      "	Lock()\n"                                                                                            \
      "	Unlock()\n"                                                                                          \
      "}\n"                                                                                                  \
      "type Mutex struct {\n"                                                                                \
      "	state int32\n"                                                                                       \
      "	sema  uint32\n"                                                                                      \
      "}\n"                                                                                                  \
      "type RWMutex struct {\n"                                                                              \
      "	writing, waitingWriters  int32\n"                                                                    \
      "	writerSem, readerSem     uint32\n"                                                                   \
      "	readers, waitingReaders  int32\n"                                                                    \
      "}\n"                                                                                                  \
      "type rlocker RWMutex\n"                                                                               \
      "func (r *rlocker) Lock() { (*RWMutex)(r).RLock() }\n"                                                 \
      "func (r *rlocker) Unlock() { (*RWMutex)(r).RUnlock() }\n"                                             \
      "func (rw *RWMutex) RLocker() Locker { return (*rlocker)(rw) }\n"                                      \
      "type WaitGroup struct {\n"                                                                            \
      "	counter int64\n"                                                                                     \
      "	waiters uint32\n"                                                                                    \
      "}\n"                                                                                                  \
      "func (wg *WaitGroup) Done() { wg.Add(-1) }\n"                                                         \
      "type Once struct {\n"                                                                                 \
      "	done uint32\n"                                                                                       \
      "	m    Mutex\n"                                                                                        \
      "}\n"                                                                                                  \
      "func (o *Once) Do(f func()) {\n"                                                                      \
      "	if o.done != 0 { return }\n"                                                                         \
      "	o.m.Lock()\n"                                                                                        \
      "	defer o.m.Unlock()\n"                                                                                \
      "	if o.done != 0 { return }\n"                                                                         \
      "	defer func() { o.done = 1 }()\n"                                                                     \
      "	f()\n"                                                                                               \
      "}\n"                                                                                                  \
      "type condition struct { waiting, signals int }\n"                                                     \
      "type Cond struct {\n"                                                                                 \
      "	L Locker\n"                                                                                          \
      "	c condition\n"                                                                                       \
      "}\n"                                                                                                  \
      "func NewCond(l Locker) *Cond { return &Cond{L: l} }\n"                                                \
      "func (c *Cond) Wait() {\n"                                                                            \
      "	c.c.waiting++\n"                                                                                     \
      "	c.L.Unlock()\n"                                                                                      \
      "	c.c.wait()\n"                                                                                        \
      "	c.L.Lock()\n"                                                                                        \
      "}\n"                                                                                                  \
      "func (c *Cond) Signal() { c.c.signal() }\n"                                                           \
      "func (c *Cond) Broadcast() { for c.c.waiting > 0 { c.c.signal() } }\n"                                \
      "type Pool struct {\n"                                                                                 \
      "	New   func() any\n"                                                                                  \
      "	items []any\n"                                                                                       \
      "}\n"                                                                                                  \
      "func (p *Pool) Put(x any) { if x != nil { p.items = append(p.items, x) } }\n"                         \
      "func (p *Pool) Get() any {\n"                                                                         \
      "	if n := len(p.items); n > 0 {\n"                                                                     \
      "		x := p.items[n-1]\n"                                                                                \
      "		p.items = p.items[:n-1]\n"                                                                          \
      "		return x\n"                                                                                         \
      "	}\n"                                                                                                 \
      "	if p.New == nil { return nil }\n"                                                                    \
      "	return p.New()\n"                                                                                    \
      "}\n"                                                                                                  \
      "type Map struct { m map[any]any }\n"                                                                  \
      "func (m *Map) Load(key any) (value any, ok bool) { value, ok = m.m[key]; return }\n"                  \
      "func (m *Map) Store(key, value any) {\n"                                                              \
      "	if m.m == nil { m.m = map[any]any{} }\n"                                                             \
      "	m.m[key] = value\n"                                                                                  \
      "}\n"                                                                                                  \
      "func (m *Map) LoadOrStore(key, value any) (actual any, loaded bool) {\n"                              \
      "	if old, ok := m.m[key]; ok { return old, true }\n"                                                   \
      "	m.Store(key, value)\n"                                                                               \
      "	return value, false\n"                                                                               \
      "}\n"                                                                                                  \
      "func (m *Map) LoadAndDelete(key any) (value any, loaded bool) {\n"                                    \
      "	value, loaded = m.m[key]\n"                                                                          \
      "	delete(m.m, key)\n"                                                                                  \
      "	return value, loaded\n"                                                                              \
      "}\n"                                                                                                  \
      "func (m *Map) Delete(key any) { delete(m.m, key) }\n"                                                 \
      "func (m *Map) Range(f func(key, value any) bool) { for k, v := range m.m { if !f(k, v) { return } } " \
      "}\n")

GO_NATIVE_PACKAGE(go_package_sync, "sync", "package sync", SYNC)

/* ---- sync/atomic ---- */

/* The functions for one type: X(Name in Go, Go type, C type). */
#define ATOMIC_TYPES(X)                                                                                      \
    X(Int32, int32, uint32_t)                                                                                \
    X(Int64, int64, uint64_t)                                                                                \
    X(Uint32, uint32, uint32_t)                                                                              \
    X(Uint64, uint64, uint64_t)                                                                              \
    X(Uintptr, uintptr, uint64_t)

#define ATOMIC_FUNCTIONS(Name, gotype, T)                                                                    \
    typedef struct Atomic##Name {                                                                            \
        T *at;                                                                                               \
        T first, second;                                                                                     \
    } Atomic##Name;                                                                                          \
    static void atomic_add_##Name(GoRuntime *runtime, const void *arguments, void *results) {                \
        const Atomic##Name *list = arguments;                                                                \
        if (receiver(runtime, arguments)) *(T *)results = *list->at += list->first;                          \
    }                                                                                                        \
    static void atomic_swap_##Name(GoRuntime *runtime, const void *arguments, void *results) {               \
        const Atomic##Name *list = arguments;                                                                \
        if (!receiver(runtime, arguments)) return;                                                           \
        *(T *)results = *list->at;                                                                           \
        *list->at = list->first;                                                                             \
    }                                                                                                        \
    static void atomic_exchange_##Name(GoRuntime *runtime, const void *arguments, void *results) {           \
        const Atomic##Name *list = arguments;                                                                \
        if (!receiver(runtime, arguments) || *list->at != list->first) return;                               \
        *list->at = list->second;                                                                            \
        *(bool *)results = true;                                                                             \
    }
ATOMIC_TYPES(ATOMIC_FUNCTIONS)

#define ATOMIC_MEMBERS(Name, gotype, T)                                                                      \
    X_("Add" #Name, atomic_add_##Name, "func Add" #Name "(addr *" #gotype ", delta " #gotype ") " #gotype)   \
    X_("Swap" #Name, atomic_swap_##Name, "func Swap" #Name "(addr *" #gotype ", new " #gotype ") " #gotype)  \
    X_("CompareAndSwap" #Name, atomic_exchange_##Name,                                                       \
       "func CompareAndSwap" #Name "(addr *" #gotype ", old, new " #gotype ") bool")                         \
    X_("", NULL,                                                                                             \
       "func Load" #Name "(addr *" #gotype ") " #gotype " { return *addr }\n"                                \
       "func Store" #Name "(addr *" #gotype ", val " #gotype ") { *addr = val }\n"                           \
       "type " #Name " struct { v " #gotype " }\n"                                                           \
       "func (x *" #Name ") Load() " #gotype " { return x.v }\n"                                             \
       "func (x *" #Name ") Store(val " #gotype ") { x.v = val }\n"                                          \
       "func (x *" #Name ") Add(delta " #gotype ") " #gotype " { return Add" #Name "(&x.v, delta) }\n"       \
       "func (x *" #Name ") Swap(new " #gotype ") " #gotype " { return Swap" #Name "(&x.v, new) }\n"         \
       "func (x *" #Name ") CompareAndSwap(old, new " #gotype ") bool "                                      \
       "{ return CompareAndSwap" #Name "(&x.v, old, new) }\n")

#define ATOMIC(X)                                                                                            \
    ATOMIC_TYPES(ATOMIC_MEMBERS)                                                                             \
    X("", NULL,                                                                                              \
      "type Bool struct { v uint32 }\n"                                                                      \
      "func bit(b bool) uint32 { if b { return 1 }; return 0 }\n"                                            \
      "func (x *Bool) Load() bool { return x.v != 0 }\n"                                                     \
      "func (x *Bool) Store(val bool) { x.v = bit(val) }\n"                                                  \
      "func (x *Bool) Swap(new bool) bool { return SwapUint32(&x.v, bit(new)) != 0 }\n"                      \
      "func (x *Bool) CompareAndSwap(old, new bool) bool { return CompareAndSwapUint32(&x.v, bit(old), "     \
      "bit(new)) }\n"                                                                                        \
      "type Value struct { v any }\n"                                                                        \
      "func (v *Value) Load() any { return v.v }\n"                                                          \
      "func (v *Value) Store(val any) {\n"                                                                   \
      "	if val == nil { panic(\"sync/atomic: store of nil value into Value\") }\n"                           \
      "	v.v = val\n"                                                                                         \
      "}\n")

/* The rows of the inner tables expand with whatever the outer list is expanded with. */
#define X_ GO_MEMBER_ROW_
static const GoNativeMember atomic_members[] = {ATOMIC(GO_MEMBER_ROW_)};
#undef X_
#define X_ GO_MEMBER_TEXT_
const GoNativePackage go_package_atomic = {"sync/atomic", "package atomic\n" ATOMIC(GO_MEMBER_TEXT_),
                                           atomic_members, sizeof atomic_members / sizeof *atomic_members};
