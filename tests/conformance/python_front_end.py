#!/usr/bin/python3
"""What the real python3.11 makes of a program, what our front end makes of it, and whether they are the same.

    python_front_end.py VERB TOOL [-v LINES] FILE|FOLDER...

VERB: tree (syntax trees with positions), dis (disassembly), code (every field of every code object: flags, stack
size, names, constants and which of them are one object, line table with columns, exception table). A folder means
every .py file below it. Where python3.11 refuses a file, ours must refuse it with the same error block.

One python3.11 and one TOOL (python_front_end.c) work at the same time, each through all files. Exits with 77
(skipped) where there is no python3.11.

Addresses are numbered in the order of their appearance. Files that differ in frozensets alone are counted apart, if the
difference has one of two reasons, which is checked for each of them. Either the items hold None or Ellipsis, whose hashes are their
addresses. Or CPython made the frozenset once more than we did, from the items in the order in which they lay, which changes the order
where hashes collide: it does so when it interns the names among the items of a new code object and finds that another string of that
text is interned already. Which ones are depends on what the process has imported: 'link' (os) changes _markupbase.py, 'te' (locale)
wsgiref/util.py."""
import ast
import collections
import concurrent.futures
import dis
import io
import os
import pathlib
import re
import subprocess
import sys
import warnings

PYTHON = "/usr/bin/python3.11"


class Tool:
    """Our front end as a process that answers requests in their order."""

    def __init__(self, path):
        self.process = subprocess.Popen([path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.thread = concurrent.futures.ThreadPoolExecutor(1)

    def ask(self, verb, name, text):
        """(accepted, answer)"""
        self.process.stdin.write(b"%s %d %s\n" % (verb.encode(), len(text), os.fsencode(name)) + text)
        self.process.stdin.flush()
        head = self.process.stdout.readline().split()
        if len(head) != 2:
            raise SystemExit(f"{name}: the front end died with status {self.process.wait()}")
        answer = self.process.stdout.read(int(head[1]))
        return head[0] == b"ok", answer.decode("utf-8", "surrogatepass")

    def ask_all(self, verb, programs, ahead=8):
        """Yields (name, text, (accepted, answer)); works ahead of its reader."""
        waiting = collections.deque()
        for name, text in programs:
            waiting.append((name, text, self.thread.submit(self.ask, verb, name, text)))
            if len(waiting) > ahead:
                name, text, answer = waiting.popleft()
                yield name, text, answer.result()
        for name, text, answer in waiting:
            yield name, text, answer.result()


# --- the real one ---


def constant_texts(constant, numbers):
    """A line for each constant and each item of a tuple, with a number that tells which are one object."""
    number = numbers.setdefault(id(constant), len(numbers))
    yield f" #{number}{'code' if hasattr(constant, 'co_code') else ' ' + repr(constant)}"
    if isinstance(constant, tuple):
        for item in constant:
            yield from constant_texts(item, numbers)


def code_lines(code, numbers):
    yield f"code {code.co_qualname!r}"
    yield f"name {code.co_name!r}"
    counts = code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_nlocals, code.co_stacksize
    flags = hex(code.co_flags) if code.co_flags else "0"
    yield f"counts {' '.join(map(str, counts))} {flags} line {code.co_firstlineno}"
    for field in "names", "varnames", "cellvars", "freevars":
        yield f"{field} {getattr(code, 'co_' + field)!r}"
    yield f"bytes {code.co_code.hex()}"
    yield f"lines {code.co_linetable.hex()}"
    yield f"exceptions {code.co_exceptiontable.hex()}"
    yield "consts"
    for constant in code.co_consts:
        yield from constant_texts(constant, numbers)
    for constant in code.co_consts:
        if hasattr(constant, "co_code"):
            yield from code_lines(constant, numbers)


def compiled(name, text):
    return compile(text, name, "exec", dont_inherit=True)


def dis_text(name, text):
    out = io.StringIO()
    dis.dis(compiled(name, text), file=out)
    return out.getvalue()


def code_text(name, text):
    return "\n".join(code_lines(compiled(name, text), {})) + "\n"


def tree_text(name, text):
    return ast.dump(ast.parse(text, name, type_comments=True), include_attributes=True, indent=3) + "\n"


TEXTS = {"dis": dis_text, "code": code_text, "tree": tree_text}


def error_block(name, text, error):
    """What python3.11 prints of a file that it refuses: of the file itself or, when only type comments make it
    wrong, of the error that ast.parse raises."""
    try:
        compiled(name, text)
    except (SyntaxError, ValueError, OverflowError, MemoryError, RecursionError):
        run = subprocess.run([PYTHON, "-S", "-W", "ignore", name], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        return run.stderr.decode("utf-8", "surrogatepass")
    error.__traceback__ = None
    kept, sys.stderr = sys.stderr, io.StringIO()
    try:
        sys.__excepthook__(type(error), error, None)
        return sys.stderr.getvalue()
    finally:
        sys.stderr = kept


def reference(verb, name, text):
    try:
        return True, TEXTS[verb](name, text)
    except (SyntaxError, ValueError, OverflowError, MemoryError) as error:
        return False, error_block(name, text, error)


# --- comparing ---


FROZENSET = re.compile(r"frozenset\((\{.*?\})\)")


def set_items(text):
    try:
        return ast.parse(text, mode="eval").body.elts
    except SyntaxError:
        return []


def sorted_set(match):
    items = set_items(match.group(1))
    return "frozenset({%s})" % ", ".join(sorted(ast.unparse(item) for item in items)) if items else match.group()


def is_explained(expected, ours):
    """Two texts of one frozenset: why do they differ?"""
    try:
        expected, ours = ([ast.literal_eval(item) for item in set_items(text)] for text in (expected, ours))
    except ValueError:
        return False
    has_addresses = any(item is None or item is ... for item in expected)
    return expected == ours or has_addresses or list(frozenset(ours)) == expected


def differ_in_sets_only(expected, ours):
    pairs = zip(FROZENSET.findall(expected), FROZENSET.findall(ours))
    return without_sets(expected) == without_sets(ours) and all(is_explained(*pair) for pair in pairs)


def normalised(text):
    numbers = {}
    return re.sub(r"\bat 0x[0-9a-f]+", lambda match: f"at {numbers.setdefault(match.group(), len(numbers))}", text)


def without_sets(text):
    """The text with the items of every frozenset sorted, and without the numbers that tell objects apart."""
    return FROZENSET.sub(sorted_set, re.sub(r"^ #\d+", " #", text, flags=re.M))


def unified_diff(left, right, lines):
    if not lines:
        return ()
    import difflib  # not before: its names are among those that the order of a frozenset depends on

    return difflib.unified_diff(left, right, "python3.11", "varscope", lineterm="", n=3)


def difference(name, expected, ours, lines):
    if expected[0] != ours[0] and expected[0] + ours[0] == 1:
        accepted_by = "python3.11" if expected[0] else "varscope"
        return f"{name}: accepted only by {accepted_by}\n" + (ours if expected[0] else expected)[1]
    left, right = expected[1].split("\n"), ours[1].split("\n")
    changes = unified_diff(left, right, lines)
    place = next((number for number, pair in enumerate(zip(left, right), 1) if pair[0] != pair[1]), "the end")
    shown = [line[:300] for _, line in zip(range(lines), changes)]
    return "\n    ".join([f"{name}: differs at line {place}", *shown])


def programs(places):
    for place in map(pathlib.Path, places):
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            yield str(path), path.read_bytes()


def compare(verb, tool, places, lines):
    same = total = refused = sets = 0
    for name, text, (accepted, ours) in Tool(tool).ask_all(verb, programs(places)):
        expected = reference(verb, name, text)
        total += 1
        refused += not expected[0]
        answers = (expected[0], normalised(expected[1])), (accepted, normalised(ours))
        if answers[0] == answers[1]:
            same += 1
        elif answers[0][0] and accepted and differ_in_sets_only(answers[0][1], answers[1][1]):
            sets += 1
            print(f"{name}: differs in a frozenset only, see above", flush=True)
        else:
            print(difference(name, *answers, lines), flush=True)
    what = {"dis": "disassemblies", "code": "code objects", "tree": "syntax trees"}[verb]
    print(f"{same} of {total} files: {what} equal python3.11's ({refused} are refused by both)")
    if sets:
        print(f"{sets} more differ only in frozensets, for a reason that is known")
    return 0 if same + sets == total and total else 1


def main(verb, tool, *places):
    lines = 0
    if places[0] == "-v":
        lines, places = int(places[1]), places[2:]
    if not os.path.exists(PYTHON) or not all(map(os.path.exists, places)):
        return 77
    if sys.executable != PYTHON or os.environ.get("PYTHONHASHSEED") != "0":
        os.environ["PYTHONHASHSEED"] = "0"
        os.execv(PYTHON, [PYTHON, *sys.argv])
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    sys.set_int_max_str_digits(0)
    return compare(verb, tool, places, lines)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
