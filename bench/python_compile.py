#!/usr/bin/python3.11
"""Times CPython's compile() and our front end on the same files: all of the library's own modules and packages.

usage: bench/python_compile.py PYTHON_COMPILE_BENCH

Both start from the text in memory and end with code objects; three rounds each, the fastest counts, in seconds
of processor time (both work on one thread, and what else the machine does would count otherwise)."""
import pathlib
import subprocess
import sys
import time
import warnings

LIBRARY = pathlib.Path("/usr/lib/python3.11")
ROUNDS = 3


def compile_all(files):
    start = time.process_time()
    for path, text in files:
        compile(text, path, "exec", dont_inherit=True)
    return time.process_time() - start


def main(tool):
    warnings.simplefilter("ignore")
    paths = sorted(path for folder in ("", "asyncio", "email", "unittest") for path in (LIBRARY / folder).glob("*.py"))
    files = [(str(path), path.read_bytes()) for path in paths]
    lines = sum(text.count(b"\n") for _, text in files)
    theirs = min(compile_all(files) for _ in range(ROUNDS))
    output = subprocess.run([tool, *map(str, paths)], stdout=subprocess.PIPE, check=True).stdout.split()
    ours, compiled = float(output[0]), int(output[1])
    print(f"{'compile ' + str(compiled) + ' files':24} {ours:9.3f} s {theirs:9.3f} s {ours / theirs:8.2f}"
          f"   {lines / ours:,.0f} and {lines / theirs:,.0f} lines a second")


if __name__ == "__main__":
    main(*sys.argv[1:])
