#!/usr/bin/python3
"""Compares our syntax errors, the whole block with line and carets, with those of the real python3.11.

    python_errors.py python_ast_dump FILE...

A FILE that ends with .txt holds wrong programs, each followed by a line of dashes (\\t, \\x.. and \\\\ stand for
characters that editors would touch). One that ends with .py is searched for doctests, each of which is a program:
CPython's own test_syntax.py. Exits with 77 (skipped) where there is no python3.11."""
import ast
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import warnings

PYTHON = "/usr/bin/python3.11"


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
    try:
        ast.parse(pathlib.Path(path).read_bytes())
        return ""
    except (SyntaxError, ValueError, MemoryError):
        run = subprocess.run([PYTHON, "-S", "-W", "ignore", path], stderr=subprocess.PIPE,
                             stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        return run.stderr.decode("utf-8", "replace")


def our_error(tool, path):
    return subprocess.run([tool, "-q", path], stderr=subprocess.PIPE, timeout=60).stderr.decode("utf-8", "replace")


def compare(tool, path, program):
    """Nothing, or how the two differ."""
    path.write_bytes(program.encode("utf-8"))
    expected, ours = python_error(str(path)), our_error(tool, str(path))
    return "" if expected == ours else f"{program!r}\npython3.11:\n{expected}varscope:\n{ours}"


def main(tool, *files):
    if not os.path.exists(PYTHON) or not all(map(os.path.exists, files)):
        return 77
    if sys.version_info[:2] != (3, 11):
        os.execv(PYTHON, [PYTHON, __file__, tool, *files])
    warnings.simplefilter("ignore")
    programs = [program for file in files for program in read_programs(pathlib.Path(file))]
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(compare, tool, pathlib.Path(folder, f"wrong{number}.py"), program)
                for number, program in enumerate(programs)]
        differences = [job.result() for job in jobs if job.result()]
    print(*differences, sep="\n")
    print(f"{len(programs) - len(differences)} of {len(programs)} syntax errors equal python3.11's")
    return 1 if differences or not programs else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
