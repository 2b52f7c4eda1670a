#!/usr/bin/env python3
"""Compares `varscope dis FILE` with `python3.11 -m dis FILE`, byte for byte but for addresses.

usage: python_dis.py VARSCOPE [-v] [--limit N] FILE-OR-FOLDER...

Files that CPython itself does not compile are left out. Prints the files that differ and the ratio at the end;
the status is 0 when all are the same."""

import argparse
import difflib
import os
import pathlib
import re
import subprocess
import sys

PYTHON = "/usr/bin/python3.11" if os.path.exists("/usr/bin/python3.11") else "python3.11"
ADDRESS = re.compile(rb" at 0x[0-9a-f]+, file ")


def run(command):
    """The normalised output, or None when the command fails or takes too long."""
    environment = dict(os.environ, PYTHONHASHSEED="0", PYTHONIOENCODING="utf-8:surrogateescape")
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, env=environment)
    except subprocess.TimeoutExpired:
        return None, b"timeout"
    if done.returncode != 0:
        return None, done.stderr or b"status %d" % done.returncode
    return ADDRESS.sub(b" at 0x, file ", done.stdout), b""


def files_of(paths):
    for path in map(pathlib.Path, paths):
        if path.is_dir():
            yield from sorted(path.rglob("*.py"))
        else:
            yield path


def report(path, ours, theirs, error, verbose):
    if ours is None:
        print(f"FAIL {path}: {error.decode(errors='replace').strip().splitlines()[-1:]}")
        return
    print(f"DIFF {path}")
    if not verbose:
        return
    lines = difflib.unified_diff(
        theirs.decode(errors="replace").splitlines(), ours.decode(errors="replace").splitlines(), "python3.11", "varscope", lineterm="", n=4
    )
    for _, line in zip(range(verbose), lines):
        print("    " + line)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("varscope")
    parser.add_argument("paths", nargs="+")
    parser.add_argument("-v", "--verbose", type=int, default=0, metavar="LINES", help="show that many lines of difference")
    parser.add_argument("--limit", type=int, default=0, help="stop after that many files")
    options = parser.parse_args()
    same = total = 0
    for path in files_of(options.paths):
        theirs, _ = run([PYTHON, "-m", "dis", str(path)])
        if theirs is None:
            continue
        ours, error = run([options.varscope, "dis", str(path)])
        total += 1
        if ours == theirs:
            same += 1
        else:
            report(path, ours, theirs, error, options.verbose)
        if options.limit and total >= options.limit:
            break
    print(f"{same} of {total} files are disassembled as python3.11 does")
    return 0 if same == total else 1


if __name__ == "__main__":
    sys.exit(main())
