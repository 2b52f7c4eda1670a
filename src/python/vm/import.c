/* Importing, see import.h. Modules come from three places, in this order: sys.modules, the table of those
 * that are written in C, and files NAME.py in the directories of sys.path. */
#include "python/vm/import.h"

#include "python/modules/modules.h"
#include "python/objects/dict.h"
#include "python/objects/int.h"
#include "python/objects/list.h"
#include "python/objects/str.h"
#include "python/objects/tuple.h"
#include "python/vm/compile_source.h"
#include "python/vm/names.h"

#include <string.h>
#include <sys/stat.h>

/* CPython's standard library (sys.stdlib_module_names), so that a module that is not there yet is not called
 * unknown. Names are separated by spaces. */
static const char standard_library[] =
    " "
    "__future__ _abc _aix_support _ast _asyncio _bisect _blake2 _bootsubprocess _bz2 _codecs _codecs_cn "
    "_codecs_hk _codecs_iso2022 _codecs_jp _codecs_kr _codecs_tw _collections _collections_abc "
    "_compat_pickle _compression _contextvars _crypt _csv _ctypes _curses _curses_panel _datetime _dbm "
    "_decimal _elementtree _frozen_importlib _frozen_importlib_external _functools _gdbm _hashlib _heapq "
    "_imp _io _json _locale _lsprof _lzma _markupbase _md5 _msi _multibytecodec _multiprocessing _opcode "
    "_operator _osx_support _overlapped _pickle _posixshmem _posixsubprocess _py_abc _pydecimal _pyio "
    "_queue _random _scproxy _sha1 _sha256 _sha3 _sha512 _signal _sitebuiltins _socket _sqlite3 _sre _ssl "
    "_stat _statistics _string _strptime _struct _symtable _thread _threading_local _tkinter _tokenize "
    "_tracemalloc _typing _uuid _warnings _weakref _weakrefset _winapi _zoneinfo abc aifc antigravity "
    "argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii bisect builtins bz2 "
    "cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall "
    "concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses "
    "datetime dbm decimal difflib dis distutils doctest email encodings ensurepip enum errno faulthandler "
    "fcntl filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass gettext "
    "glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imghdr imp importlib inspect io "
    "ipaddress itertools json keyword lib2to3 linecache locale logging lzma mailbox mailcap marshal math "
    "mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ntpath nturl2path "
    "numbers opcode operator optparse os ossaudiodev pathlib pdb pickle pickletools pipes pkgutil "
    "platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc "
    "pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy sched secrets "
    "select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd "
    "sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess "
    "sunau symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap this "
    "threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle "
    "turtledemo types typing unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser "
    "winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo ";

static bool is_in_standard_library(Str name) {
    StrBuf padded = {0};
    strbuf_format(&padded, " %.*s ", STR_ARGS(name));
    bool found = strstr(standard_library, padded.data) != NULL;
    strbuf_free(&padded);
    return found;
}

static void *raise_import_error(PyType *type, PyObject *name, PyObject *message) {
    if (!message) return NULL;
    py_raise(type, "%U", message);
    py_decref(message);
    PyObject *error = py_runtime.exception;
    if (error && py_is_instance_of(error, PY_TYPE(ImportError)))
        py_replace(((PyImportError *)error)->name, py_new_ref(name));
    return NULL;
}

static void *raise_not_found(PyObject *name) {
    Str text = py_str_utf8(name);
    if (text.data && is_in_standard_library(text))
        return raise_import_error(
            PY_TYPE(ImportError), name,
            py_str_format("varscope does not have the standard library's module %R yet", name));
    return raise_import_error(PY_TYPE(ModuleNotFoundError), name, py_str_format("No module named %R", name));
}

/* --- Modules from files --- */

/* Runs the code of a module; it is in sys.modules while it runs, and only stays there when it succeeds. */
static bool run_module(PyObject *module, PyObject *name, PyObject *code) {
    PyObject *dict = py_module_dict(module);
    if (py_dict_set_c(dict, "__builtins__", py_vm->builtins_module) < 0) return false;
    if (py_dict_set_c(dict, "__file__", ((PyCode *)code)->filename) < 0) return false;
    if (py_dict_set(py_vm->modules, name, module) < 0) return false;
    PyObject *result = py_vm_run_code(code, dict, NULL);
    py_xdecref(result);
    if (result) return true;
    PyObject *error = py_error_fetch();
    py_dict_delete(py_vm->modules, name);
    py_error_clear();
    py_error_restore(error);
    return false;
}

static PyObject *load_file(PyObject *name, Str path) {
    Source source;
    const char *reason;
    if (!source_read(&source, path, &reason)) return py_raise(PY_TYPE(ImportError), "%s", reason);
    PyObject *code = py_compile_text(source.text, path, PY_PARSE_FILE);
    source_free(&source);
    PyObject *module = code ? py_module_new(name) : NULL;
    if (module && !run_module(module, name, code)) py_clear(module);
    py_xdecref(code);
    return module;
}

/* Looks for NAME.py in one directory: 1 loaded, 0 not there, -1 error. */
static int load_from(PyObject *directory, PyObject *name, PyObject **module) {
    if (!py_is_str(directory)) return 0;
    StrBuf path = {0};
    struct stat status;
    py_str_append_utf8(&path, directory);
    if (path.length) strbuf_append_char(&path, '/');
    py_str_append_utf8(&path, name);
    strbuf_append_c(&path, ".py");
    int found = stat(path.data, &status) == 0 && S_ISREG(status.st_mode);
    if (found) {
        *module = load_file(name, strbuf_view(&path));
        if (!*module) found = -1;
    }
    strbuf_free(&path);
    return found;
}

static PyObject *load_from_path(PyObject *name) {
    PyObject *path = py_dict_get_c(py_module_dict(py_vm->sys_module), "path"), *module = NULL;
    int found = 0;
    for (int64_t i = 0; !found && path && py_is_list(path) && i < py_size(path); i++)
        found = load_from(py_list_item(path, i), name, &module);
    return found > 0 ? module : found < 0 ? NULL : raise_not_found(name);
}

/* --- Finding --- */

static PyObject *import_top_level(PyObject *name) {
    PyObject *module = py_dict_get(py_vm->modules, name);
    if (module == PY_NONE)
        return raise_import_error(PY_TYPE(ModuleNotFoundError), name,
                                  py_str_format("import of %U halted; None in sys.modules", name));
    if (module) return py_new_ref(module);
    int found = py_module_make(name, &module);
    if (found < 0) return NULL;
    if (!found) return load_from_path(name);
    if (py_dict_set(py_vm->modules, name, module) < 0) py_clear(module);
    return module;
}

PyObject *py_import_name(PyFrame *frame, PyObject *name, PyObject *from_list, PyObject *level) {
    (void)frame, (void)from_list;
    if (level != PY_NONE && py_int_as_int64(level) > 0)
        return raise_import_error(PY_TYPE(ImportError), name,
                                  py_str_format("attempted relative import with no known parent package"));
    PyObject *loaded = py_dict_get(py_vm->modules, name);
    int64_t dot = 0, length = py_str_length(name);
    while (dot < length && py_str_at(name, dot) != '.') dot++;
    if (dot == length) return import_top_level(name);
    PyObject *head = py_str_slice(name, 0, dot);
    PyObject *module = head ? import_top_level(head) : NULL;
    if (module && !loaded) {
        py_clear(module);
        raise_import_error(PY_TYPE(ModuleNotFoundError), name,
                           py_str_format("No module named %R; %R is not a package", name, head));
    }
    py_xdecref(head);
    return module;
}

PyObject *py_import_from(PyObject *module, PyObject *name) {
    PyObject *value = NULL;
    int found = py_object_find_attr(module, name, &value);
    if (found) return value;
    PyObject *module_name = py_object_getattr_c(module, "__name__");
    PyObject *file = py_object_getattr_c(module, "__file__");
    py_error_clear();
    PyObject *place = file && py_is_str(file) ? py_new_ref(file) : py_str_from_c("unknown location");
    raise_import_error(PY_TYPE(ImportError), module_name ? module_name : name,
                       py_str_format("cannot import name %R from %R (%S)", name,
                                     module_name ? module_name : PY_NONE, place));
    py_xdecref(place);
    py_xdecref(file);
    py_xdecref(module_name);
    return NULL;
}

/* --- from m import * --- */

static bool store_attribute(PyFrame *frame, PyObject *module, PyObject *name) {
    if (!py_is_str(name)) {
        py_raise(PY_TYPE(TypeError), "Item in __all__ must be str, not %T", name);
        return false;
    }
    PyObject *value = py_object_getattr(module, name);
    bool ok = value && py_name_store(frame, name, value);
    py_xdecref(value);
    return ok;
}

bool py_import_star(PyFrame *frame, PyObject *module) {
    PyObject *dict = py_object_dict(module, false);
    PyObject *listed = dict ? py_dict_get_c(dict, "__all__") : NULL;
    if (!dict) {
        py_raise(PY_TYPE(ImportError), "from-import-* object has no __dict__ and no __all__");
        return false;
    }
    PyObject *names = listed ? py_sequence_to_list(listed) : py_dict_keys_list(dict);
    bool ok = names != NULL;
    for (int64_t i = 0; ok && i < py_size(names); i++) {
        PyObject *name = py_list_item(names, i);
        bool is_private = py_is_str(name) && py_str_length(name) && py_str_at(name, 0) == '_';
        if (listed || !is_private) ok = store_attribute(frame, module, name);
    }
    py_xdecref(names);
    return ok;
}
