#!/usr/bin/python3
"""Addresses: the same in every run, and the ones that are printed are where the picture shows the bytes.

For every example: two runs print the same. Then each address that the program prints is looked for in the pictures of all of its
steps: it must be the address of a slot or of a cell there, at a step behind which the program prints it.
"""
import json
import pathlib
import re
import subprocess
import sys

VARSCOPE = sys.argv[1]
EXAMPLES = pathlib.Path(sys.argv[2])


def varscope(*arguments):
    return subprocess.run([VARSCOPE, *map(str, arguments)], capture_output=True, text=True, timeout=120).stdout


def addresses_in(text):
    """Hexadecimal addresses, and Python's ids in decimal digits."""
    return {int(found, 0) for found in re.findall(r"0x[0-9a-f]{6,}|\b2199\d{9}\b", text)}


def addresses_shown(picture):
    slots = {int(name["slot"], 16) for frame in picture["frames"] for name in frame["names"] if name["slot"]}
    return slots | {int(cell["address"], 16) for cell in picture["cells"]}


def problem_of(path):
    printed = varscope("run", path)
    if printed != varscope("run", path):
        return "two runs print different things"
    missing, step = addresses_in(printed), 0
    while missing:
        picture = json.loads(varscope("view", path, "--step", step, "--format", "json"))
        missing -= addresses_shown(picture)
        if picture["moment"]["ended"]:
            break
        step += 1
    return f"no picture shows {', '.join(map(hex, missing))}" if missing else None


failed, tests = 0, sorted(EXAMPLES.iterdir())
for path in tests:
    problem = problem_of(path)
    if problem:
        failed += 1
        print(f"FAIL {path}: {problem}")
print(f"{len(tests) - failed} passed, {failed} failed")
sys.exit(1 if failed or not tests else 0)
