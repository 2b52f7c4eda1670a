#!/usr/bin/python3
"""Runs test programs and checks what they print.

A test is a program, .py or .go, with its expectations in comments:

    print(1 + 1)  # expect: 2
    # expect-error: ZeroDivisionError: division by zero
    # status: 1

    expect: TEXT        one line of standard output; all of them, in this order, and nothing else
    expect-error: TEXT  standard error contains this text
    status: N           the exit status (0 when not said)
    args: A B           arguments for the program
    stdin: TEXT         a line for its standard input (may be repeated)
    no-reference: WHY   the real python3.11 or go run is not asked (say why: "newer Go", "our addresses")

Modes:
    expectations   varscope run FILE meets the comments
    reference      varscope run FILE prints what the real implementation prints, and ends as it does
    dis            varscope python -m dis FILE prints what python3.11 -m dis FILE prints
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

PYTHON = "/usr/bin/python3.11"
COMMENT = re.compile(r"(?:#|//) (expect|expect-error|status|args|stdin|no-reference):(?: (.*))?$")
TIME_LIMIT = 120


class Expectations:
    """What the comments of one program say."""

    def __init__(self, path):
        self.lines, self.errors, self.stdin = [], [], []
        self.status, self.arguments, self.no_reference = 0, [], None
        text = path.read_bytes().decode("utf-8", "replace")
        self.shows_ids = re.search(r"\bid\(", text) is not None
        for line in text.split("\n"):
            found = COMMENT.search(line.rstrip("\r"))
            if found:
                self.note(found.group(1), found.group(2) or "")

    def note(self, key, value):
        if key == "expect":
            self.lines.append(value)
        elif key == "expect-error":
            self.errors.append(value)
        elif key == "status":
            self.status = int(value)
        elif key == "args":
            self.arguments = value.split()
        elif key == "stdin":
            self.stdin.append(value + "\n")
        elif key == "no-reference":
            self.no_reference = value


def execute(command, expectations, environment=None):
    """Runs a command on a program's arguments and input; returns (stdout, stderr, status)."""
    done = subprocess.run(command + expectations.arguments, input="".join(expectations.stdin).encode(),
                          capture_output=True, timeout=TIME_LIMIT, env={**os.environ, **(environment or {})})
    return done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"), done.returncode


def check_expectations(varscope, path):
    wanted = Expectations(path)
    if not wanted.lines and not wanted.errors and wanted.status == 0:
        return "the program says nothing that it expects"
    out, err, status = execute([varscope, "run", str(path)], wanted)
    lines = out.split("\n")[:-1] if out.endswith("\n") else out.split("\n") if out else []
    for number, (got, want) in enumerate(zip(lines, wanted.lines), 1):
        if got != want:
            return f"output line {number}\n  expected: {want}\n  got:      {got}\n{err[-400:]}"
    if len(lines) != len(wanted.lines):
        return f"expected {len(wanted.lines)} lines of output, got {len(lines)}\n{err[-800:]}"
    missing = [text for text in wanted.errors if text not in err]
    if missing:
        return f"standard error lacks: {missing[0]}\n  it is: {err[-800:]}"
    if status != wanted.status:
        return f"status {status}, expected {wanted.status}\n{err[-800:]}"
    return None


def without_addresses(text, decimal):
    """Replaces each address by its number in order of appearance: which ones are equal stays visible, where they are does not."""
    seen = {}

    def replace(found):
        return seen.setdefault(int(found.group(0), 0), f"@{len(seen) + 1}")

    pattern = r"0x[0-9a-f]{6,}" + (r"|\b[0-9]{7,16}\b" if decimal else "")
    return re.sub(pattern, replace, text)


def comparable_error(text):
    """Standard error without what belongs to one build: program counters, the frames of the real runtime."""
    text = re.sub(r" \+0x[0-9a-f]+", "", text)
    text = re.sub(r"\[signal SIGSEGV[^\n]*\]", "[signal SIGSEGV]", text)
    return re.sub(r"(?m)^(panic\(|\t/usr/|runtime\.|created by).*\n", "", text)


def difference(name, got, want):
    got_lines, want_lines = got.split("\n"), want.split("\n")
    for number in range(max(len(got_lines), len(want_lines))):
        ours = got_lines[number] if number < len(got_lines) else "(nothing)"
        theirs = want_lines[number] if number < len(want_lines) else "(nothing)"
        if ours != theirs:
            return f"{name} line {number + 1}\n  reference: {theirs}\n  varscope:  {ours}"
    return name


def check_reference(varscope, path):
    wanted = Expectations(path)
    if wanted.no_reference is not None:
        return None
    python = path.suffix == ".py"
    real = execute([PYTHON, str(path)] if python else ["go", "run", str(path)], wanted,
                   {"PYTHONHASHSEED": "0"})
    ours = execute([varscope, "python" if python else "go"] + ([] if python else ["run"]) + [str(path)], wanted)
    decimal = python and wanted.shows_ids
    for name, index in (("standard output", 0), ("standard error", 1)):
        clean = comparable_error if index == 1 else str
        got, want = (without_addresses(clean(side[index]), decimal) for side in (ours, real))
        if got != want:
            return difference(name, got, want)
    return None if ours[2] == real[2] else f"status {ours[2]}, the reference ends with {real[2]}"


def check_dis(varscope, path):
    nothing = Expectations(pathlib.Path(os.devnull))
    real = execute([PYTHON, "-m", "dis", str(path)], nothing)
    ours = execute([varscope, "python", "-m", "dis", str(path)], nothing)
    got, want = (without_addresses(side[0], False) for side in (ours, real))
    if got != want:
        return difference("disassembly", got, want) + f"\n{ours[1][-400:]}"
    return None if (ours[2] == 0) == (real[2] == 0) else f"status {ours[2]}, the reference ends with {real[2]}"


CHECKS = {"expectations": check_expectations, "reference": check_reference, "dis": check_dis}


def programs(paths, suffix):
    for path in map(pathlib.Path, paths):
        yield from sorted(path.rglob("*" + suffix)) if path.is_dir() else [path]


def guarded(check, varscope, path):
    try:
        return check(varscope, path)
    except subprocess.TimeoutExpired:
        return f"still running after {TIME_LIMIT} seconds"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mode", choices=CHECKS)
    parser.add_argument("varscope", help="the program under test")
    parser.add_argument("suffix", choices=[".py", ".go"])
    parser.add_argument("paths", nargs="+", help="programs, or folders of them")
    options = parser.parse_args()
    check, failed = CHECKS[options.mode], 0
    tests = list(programs(options.paths, options.suffix))
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        results = pool.map(lambda path: guarded(check, options.varscope, path), tests)
        for path, problem in zip(tests, results):
            if problem:
                failed += 1
                print(f"FAIL {path}: {problem}\n", flush=True)
    print(f"{len(tests) - failed} passed, {failed} failed")
    return 1 if failed or not tests else 0


if __name__ == "__main__":
    sys.exit(main())
