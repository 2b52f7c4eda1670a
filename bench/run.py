#!/usr/bin/python3
"""Times the programs in bench/python and bench/go here and on the reference implementation, in one run.

usage: bench/run.py VARSCOPE [NAME...]

Each program runs three times on both; the fastest counts. A ratio of 2.0 says that varscope takes twice as long. Go programs are compiled
beforehand (go build), so that the compiler's time does not count against the reference; varscope's own compile time counts.
Outputs must agree. Then check: how many lines of Go's own library are type-checked in a second, here and by go/types (bench/check); both
parse and check the packages below with their function bodies, and take what these import from source. Then timeline: how fast runs of ten million
steps are recorded (a counting loop, growing lists, deep recursion), how long a look at a random step takes, and how much memory the recording holds.
And compile: our Python front end beside compile(), on the files of CPython's library.
"""
import pathlib
import re
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
PYTHON = "/usr/bin/python3.11"
RUNS = 3
CHECKED = "fmt strings sort strconv bufio encoding/json text/template math/big regexp reflect os net/http go/types crypto/tls".split()


def timed(command):
    best, output = None, b""
    for _ in range(RUNS):
        start = time.perf_counter()
        output = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
        took = time.perf_counter() - start
        best = took if best is None else min(best, took)
    return best, output


def reference(path, folder):
    if path.suffix == ".py":
        return [PYTHON, str(path)]
    binary = f"{folder}/{path.stem}"
    subprocess.run(["go", "build", "-o", binary, str(path)], check=True)
    return [binary]


def compare(varscope, path, folder):
    ours, our_output = timed([varscope, "run", str(path)])
    theirs, their_output = timed(reference(path, folder))
    agree = "" if our_output == their_output else "  OUTPUTS DIFFER"
    print(f"{path.name:24} {ours:9.3f} s {theirs:9.3f} s {ours / theirs:8.2f}{agree}", flush=True)


def check(varscope, folder):
    ours = pathlib.Path(varscope).parent / "tests" / "go_std_check"
    if not ours.exists():
        return
    theirs = f"{folder}/go_types_check"
    subprocess.run(["go", "build", "-o", theirs, "main.go"], cwd=HERE / "check", check=True)
    speeds = []
    for command in (str(ours), theirs):
        took, output = timed([command, *CHECKED])
        counts = re.fullmatch(rb"(\d+) of (\d+) packages, (\d+) lines in .* s\n", output)
        if not counts or counts[1] != counts[2]:
            sys.exit(f"{command}: {output.decode()}")
        speeds.append(int(counts[3]) / took)
    print(f"{'check, lines/s':24} {speeds[0]:11.0f} {speeds[1]:11.0f} {speeds[1] / speeds[0]:8.2f}", flush=True)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    varscope, names = sys.argv[1], sys.argv[2:]
    programs = [path for folder in ("python", "go") for path in sorted((HERE / folder).iterdir())]
    print(f"{'program':24} {'varscope':>11} {'reference':>11} {'ratio':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for path in programs:
            if not names or path.stem in names:
                compare(varscope, path, folder)
        if not names or "check" in names:
            check(varscope, folder)
    recorder = pathlib.Path(varscope).parent / "timeline_bench"
    if recorder.exists() and (not names or "timeline" in names):
        for path in sorted((HERE / "timeline").iterdir()):
            subprocess.run([recorder, path], check=True)
    compiler = pathlib.Path(varscope).parent / "python_compile_bench"
    if compiler.exists() and (not names or "compile" in names):
        subprocess.run([PYTHON, HERE / "python_compile.py", compiler], check=True)


if __name__ == "__main__":
    main()
