/* The end of a program, see finish.h. */
#include "python/vm/finish.h"

#include "base/utf8.h"
#include "python/objects/int.h"
#include "python/objects/str.h"
#include "python/vm/traceback.h"

#include <string.h>

enum { STATUS_ERROR = 1, STATUS_LOST_OUTPUT = 120, STATUS_INTERRUPTED = 130 };

/* sys.stderr cannot fail: what UTF-8 has no bytes for goes out as an escape. */
static void write_error(PyVm *vm, const StrBuf *text) {
    StrBuf out = {0};
    for (size_t at = 0; at < text->length;) {
        uint32_t c = 0;
        if (utf8_surrogate(strbuf_view(text), at, &c)) {
            strbuf_format(&out, "\\u%04x", (unsigned)c);
            at += 3;
        } else {
            strbuf_append_char(&out, text->data[at++]);
        }
    }
    py_stream_write(&vm->streams, 2, strbuf_view(&out));
    strbuf_free(&out);
}

/* SystemExit: its code is the status; anything but an int or None is a message. */
static int exit_by_request(PyVm *vm, PyObject *exception) {
    PyObject *code = ((PySystemExit *)exception)->code;
    if (!code || code == PY_NONE) return 0;
    if (py_is_int(code)) return (int)(py_int_low_bits(code) & 0xFF);
    PyObject *message = py_object_str(code);
    StrBuf text = {0};
    if (message) py_str_append_utf8(&text, message);
    strbuf_append_char(&text, '\n');
    write_error(vm, &text);
    strbuf_free(&text);
    py_xdecref(message);
    py_error_clear();
    return STATUS_ERROR;
}

static int report(PyVm *vm, PyObject *exception) {
    if (py_is_instance_of(exception, PY_TYPE(SystemExit))) return exit_by_request(vm, exception);
    StrBuf text = {0};
    py_traceback_append(&text, exception);
    write_error(vm, &text);
    strbuf_free(&text);
    return py_is_instance_of(exception, PY_TYPE(KeyboardInterrupt)) ? STATUS_INTERRUPTED : STATUS_ERROR;
}

/* Output that could not be sent at the end is nobody's exception any more; python3 says so and exits with
 * 120. */
static int report_lost_output(PyVm *vm, int failure) {
    py_raise_os_error(failure, NULL);
    PyObject *exception = py_error_fetch();
    StrBuf text = {0};
    strbuf_append_c(&text,
                    "Exception ignored in: <_io.TextIOWrapper name='<stdout>' mode='w' encoding='utf-8'>\n");
    if (exception) py_exception_append(&text, exception);
    py_xdecref(exception);
    write_error(vm, &text);
    strbuf_free(&text);
    return STATUS_LOST_OUTPUT;
}

int py_vm_finish(PyVm *vm, PyObject *result) {
    int status = 0, failure = 0;
    PyObject *exception = result ? NULL : py_error_fetch();
    bool has_failed = vm->streams.output_failed;
    if (!has_failed) failure = py_stream_flush(&vm->streams);
    if (exception) status = report(vm, exception);
    py_xdecref(exception);
    py_error_clear();
    if (!has_failed && !failure) failure = py_stream_flush(&vm->streams);
    return failure ? report_lost_output(vm, failure) : status;
}
