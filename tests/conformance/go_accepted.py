#!/usr/bin/python3
"""Programs of Go's test directory that compile: the checker must accept each without a message.

    go_accepted.py go_check_dump TEST-DIRECTORY FLOOR

Exits with 77 (skipped) where the tests are not installed."""
import pathlib
import sys

import go_tests

FILES = ("compile", "run", "build", "buildrun", "runoutput", "errorcheckoutput", "asmcheck", "runindir")
FOLDERS = ("compiledir", "rundir", "builddir", "buildrundir")


def check(tool, test):
    words = [flag for flag in test.flags if flag.startswith("-lang")]
    if test.action not in FOLDERS:
        out, status = go_tests.check(tool, [*words, str(test.path)], str(test.path.parent))
        return out if status else ""
    packages = go_tests.packages(test.folder(), "-s" in test.flags)
    for index in range(len(packages)):
        out, status = go_tests.check(tool, [*words, *go_tests.package_words(packages[:index + 1])], str(test.folder()))
        if status:
            return f"{packages[index][0]}: {out}"
    return ""


def main(tool, root, floor):
    if not pathlib.Path(root).is_dir():
        return go_tests.SKIPPED
    tests = [test for test in go_tests.tests(root, *FILES, *FOLDERS)]
    return go_tests.count(tests, lambda test: check(tool, test), int(floor), "accepted")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
