#!/usr/bin/python3
"""Compares our compile errors, the whole block with file, line, text and carets, with those of the real python3.11.

    python_errors.py TOOL FLOOR [-v N] [-m COUNT] FILE...

TOOL is python_front_end.c. The wrong programs come from the FILEs. One that ends with .txt holds programs, each followed
by a line of dashes (\\t, \\x.. and \\\\ stand for characters that editors would touch). One that ends with .py gives its
doctests and every string in it that is not a docstring: CPython's own tests hand most of their wrong programs to compile() or
exec() so. A folder stands for every .py file in it. Strings that no file could hold (lone surrogates, NUL bytes) are left
out. With -m, COUNT mutants are made of each folder's .py files instead: a token of one is left out, doubled, or changes places
with the next (the same ones in every run).

Fails when fewer than FLOOR programs are refused with the same block. A program that both accept counts for nothing; one that
only one of them accepts counts as different. Exits with 77 (skipped) where there is no python3.11 or no FILE."""
import ast
import io
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import textwrap
import tokenize
import warnings

from python_front_end import PYTHON, Tool

REFUSALS = SyntaxError, ValueError, OverflowError, MemoryError, RecursionError


# --- wrong programs ---


def doctests(text):
    programs, lines = [], []
    for line in text.split("\n") + [""]:
        found = re.match(r"\s*(>>>|\.\.\.)(?: (.*)|)$", line)
        if lines and not (found and found.group(1) == "..."):
            programs.append("\n".join(lines) + "\n")
            lines = []
        if found and (lines or found.group(1) == ">>>"):
            lines.append(found.group(2) or "")
    return programs


def strings(tree):
    """The strings of a file, without the pieces of f-strings."""
    pieces = {id(piece) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for piece in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in pieces:
            yield node.value


def is_text(program):
    try:
        return "\0" not in program and bool(program.encode())
    except UnicodeEncodeError:
        return False


def read_programs(path):
    if path.is_dir():
        for each in sorted(path.rglob("*.py")):
            yield from read_programs(each)
        return
    try:
        with tokenize.open(path) as file:
            text = file.read()
        programs = programs_in(path, text)
    except (SyntaxError, ValueError):  # some samples of the suite are wrong, or in no encoding at all
        return
    yield from (program for program in dict.fromkeys(programs) if 1 < len(program) < 5000 and is_text(program))


def programs_in(path, text):
    if path.suffix == ".txt":
        programs = re.split(r"^-----\n", text, flags=re.M)[:-1]
        return [program.encode("latin-1", "backslashreplace").decode("unicode_escape") for program in programs]
    tree = ast.parse(text)
    programs = doctests(ast.get_docstring(tree, clean=False) or "")
    for string in strings(tree):
        programs += doctests(string) if ">>>" in string else [textwrap.dedent(string)]
    return programs


def tokens_of(text):
    """(start, end) of each token that a mutation may touch, as offsets into the text."""
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.string.strip() and token.type != tokenize.COMMENT:
                yield starts[token.start[0] - 1] + token.start[1], starts[token.end[0] - 1] + token.end[1]
    except (tokenize.TokenError, SyntaxError):
        return


def mutant(text, chance):
    tokens = list(tokens_of(text))
    if len(tokens) < 3:
        return text
    at = chance.randrange(len(tokens) - 1)
    (start, end), (next_start, next_end) = tokens[at], tokens[at + 1]
    token, following = text[start:end], text[next_start:next_end]
    kind = chance.choice(["delete", "double", "swap"])
    if kind == "delete":
        return text[:start] + text[end:]
    if kind == "double":
        return text[:end] + " " + token + text[end:]
    return text[:start] + following + text[end:next_start] + token + text[next_end:]


def mutants(folder, count):
    paths = [path for path in sorted(folder.rglob("*.py")) if 200 < path.stat().st_size < 30000]
    chance = random.Random(3)
    made = 0
    while made < count:
        try:
            text = chance.choice(paths).read_text("utf-8")
        except UnicodeDecodeError:
            continue
        yield mutant(text, chance)
        made += 1


# --- comparing ---


def python_error(path, text):
    """What python3.11 prints when it compiles the text, or nothing when it accepts it."""
    try:
        compile(text, path, "exec", dont_inherit=True)
        return ""
    except REFUSALS as error:
        error.__traceback__ = None
        kept, sys.stderr = sys.stderr, io.StringIO()
        try:
            sys.__excepthook__(type(error), error, None)
            return sys.stderr.getvalue()
        finally:
            sys.stderr = kept


def python_run_error(path):
    """What it prints when it is to run the file, which it reads line by line: a few errors look different then. Only for
    programs that it has refused already: nothing runs."""
    run = subprocess.run([PYTHON, "-S", "-W", "ignore", path], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
                         stdin=subprocess.DEVNULL)
    return run.stderr.decode("utf-8", "replace")


def compare(tool, path, program):
    """(expected, ours); equal when both accept or both refuse with the same words."""
    text = program.encode("utf-8", "surrogatepass")
    path.write_bytes(text)
    accepted, ours = tool.ask("check", str(path), text)
    expected = python_error(str(path), text)
    ours = "" if accepted else ours
    if expected and ours != expected and b"\0" not in text:
        expected = python_run_error(path)
    return expected, ours


def count(tool, programs, shown):
    same = different = accepted = 0
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "wrong.py")
        for program in programs:
            expected, ours = compare(tool, path, program)
            if not expected and not ours:
                accepted += 1
            elif expected == ours:
                same += 1
            else:
                different += 1
                if different <= shown:
                    source = program if len(program) < 300 else f"a program of {len(program)} characters"
                    print(f"{source!r}\npython3.11:\n{expected}varscope:\n{ours}")
    return same, different, accepted


def main(tool, floor, *words):
    words, shown, mutations = list(words), 20, 0
    while words[0] in ("-v", "-m"):
        option, value = words.pop(0), int(words.pop(0))
        shown, mutations = (value, mutations) if option == "-v" else (shown, value)
    if not os.path.exists(PYTHON) or not all(map(os.path.exists, words)):
        return 77
    if sys.executable != PYTHON:
        os.execv(PYTHON, [PYTHON, *sys.argv])
    warnings.simplefilter("ignore")
    sys.set_int_max_str_digits(0)
    places = list(map(pathlib.Path, words))
    if mutations:
        programs = (program for place in places for program in mutants(place, mutations))
    else:
        programs = (program for place in places for program in read_programs(place))
    same, different, accepted = count(Tool(tool), programs, shown)
    print(f"{same} of {same + different} errors equal python3.11's ({accepted} more programs are accepted by both)")
    return 0 if same >= int(floor) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
