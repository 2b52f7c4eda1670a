#!/usr/bin/python3
"""Compares our syntax trees, positions included, with those of the real python3.11.

    python_ast.py python_ast_dump FILE|FOLDER...     (a folder means the .py files in it, not those below)

Files that the real one refuses must be refused. Exits with 77 (skipped) where there is no python3.11."""
import ast
import os
import pathlib
import subprocess
import sys
import warnings

PYTHON = "/usr/bin/python3.11"


def expected_tree(path):
    try:
        tree = ast.parse(path.read_bytes(), str(path))
    except (SyntaxError, ValueError):
        return None
    return ast.dump(tree, include_attributes=True, indent=3) + "\n"


def our_tree(tool, path):
    run = subprocess.run([tool, "-a", path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60)
    return run.stdout.decode("utf-8", "surrogatepass") if run.returncode == 0 else None


def first_difference(expected, ours):
    if expected is None or ours is None:
        return "accepted only by " + ("varscope" if expected is None else "python3.11")
    for number, (left, right) in enumerate(zip(expected.split("\n"), ours.split("\n")), 1):
        if left != right:
            return f"line {number} of the dump: python3.11 {left.strip()!r}, varscope {right.strip()!r}"
    return "one is longer"


def main(tool, *places):
    if sys.version_info[:2] != (3, 11):
        if not os.path.exists(PYTHON):
            return 77
        os.execv(PYTHON, [PYTHON, __file__, tool, *places])
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    paths = []
    for place in map(pathlib.Path, places):
        paths += sorted(place.glob("*.py")) if place.is_dir() else [place]
    wrong = 0
    for path in paths:
        expected, ours = expected_tree(path), our_tree(tool, path)
        if expected != ours:
            wrong += 1
            print(f"{path}: {first_difference(expected, ours)}")
    print(f"{len(paths) - wrong} of {len(paths)} syntax trees equal python3.11's")
    return 1 if wrong or not paths else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
