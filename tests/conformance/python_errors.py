#!/usr/bin/python3
"""Compares our syntax errors, the whole block with line and carets, with those of the real python3.11.

    python_errors.py python_ast_dump FILE...

A FILE that ends with .txt holds wrong programs, each followed by a line of dashes (\\t, \\x.. and \\\\ stand for
characters that editors would touch). One that ends with .py is searched for doctests, each of which is a program:
CPython's own test_syntax.py. Exits with 77 (skipped) where there is no python3.11."""
import ast
import os
import pathlib
import re
import subprocess
import sys
import tempfile

PYTHON = "/usr/bin/python3.11"
PARSE_ONLY = "import ast,sys,warnings; warnings.simplefilter('ignore'); ast.parse(open(sys.argv[1],'rb').read())"


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


def read_programs(path):
    text = path.read_text("utf-8")
    if path.suffix == ".py":
        return doctests(ast.get_docstring(ast.parse(text), clean=False) or "")
    programs = re.split(r"^-----\n", text, flags=re.M)[:-1]
    return [program.encode("latin-1", "backslashreplace").decode("unicode_escape") for program in programs]


def python_error(path):
    """What python3.11 prints, or nothing if the parser (rather than a later phase) accepts the program."""
    if subprocess.run([PYTHON, "-c", PARSE_ONLY, path], stderr=subprocess.DEVNULL).returncode == 0:
        return ""
    return subprocess.run([PYTHON, "-W", "ignore", path], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
                          stdin=subprocess.DEVNULL).stderr.decode("utf-8", "replace")


def our_error(tool, path):
    return subprocess.run([tool, "-q", path], stderr=subprocess.PIPE, timeout=60).stderr.decode("utf-8", "replace")


def main(tool, *files):
    if not os.path.exists(PYTHON) or not all(map(os.path.exists, files)):
        return 77
    total = wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "wrong.py")
        for program in (program for file in files for program in read_programs(pathlib.Path(file))):
            total += 1
            with open(path, "wb") as out:
                out.write(program.encode("utf-8"))
            expected, ours = python_error(path), our_error(tool, path)
            if expected != ours:
                wrong += 1
                print(f"{program!r}\npython3.11:\n{expected}varscope:\n{ours}")
    print(f"{total - wrong} of {total} syntax errors equal python3.11's")
    return 1 if wrong or not total else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
