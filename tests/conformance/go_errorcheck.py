#!/usr/bin/python3
"""Go's `// errorcheck` tests, judged as Go's own test/run.go judges them: every `// ERROR "pattern"` must be met by a
message on its line, and there must be no other message.

    go_errorcheck.py go_check_dump TEST-DIRECTORY FLOOR FLOOR-OF-FOLDERS

What a test of the optimiser's remarks (-m, -live, -d=nil and the like) expects is no error, so these are counted apart:
of them the checker must accept the program. Exits with 77 (skipped) where the tests are not installed."""
import os
import pathlib
import re
import sys

import go_tests

EXPECTATION = re.compile(r"// (?:GC_)?ERROR(?:AUTO)? (.*)")
PATTERN = re.compile(r'"([^"]*)"')


def is_about_optimiser(test):
    return any(re.match(r"-(m|live|wb|race|d=(?!panic$))", flag) for flag in test.flags)


def wanted(path):
    """[(file:line, pattern)]"""
    result = []
    for number, line in enumerate(path.read_bytes().decode("utf-8", "replace").split("\n"), 1):
        found = None if "////" in line else EXPECTATION.search(line)
        for pattern in PATTERN.findall(found.group(1)) if found else []:
            def place(match, number=number):
                return f"{path.name}:{number + int(match.group(1) or 0)}"
            result.append((f"{path.name}:{number}:", re.sub(r"LINE([+-][0-9]+)?", place, pattern)))
    return result


def compare(out, files):
    """Nothing, or how messages and expectations differ."""
    left = [re.sub(r"(?m)^(\t?[^\s:]+:\d+):\d+", r"\1", message) for message in go_tests.messages(out)]
    for prefix, pattern in [pair for path in files for pair in wanted(path)]:
        here = [message for message in left if message.startswith(prefix)]
        met = [message for message in here if re.search(pattern, message.split(" ", 1)[-1])]
        if not met:
            return f"no message for {prefix} {pattern!r}; on that line: {here}"
        left = [message for message in left if message not in met]
    return f"nobody expected {left[0]!r}" if left else ""


def check_file(tool, test):
    words = [flag for flag in test.flags if flag.startswith("-lang") or flag == "-complete"] or ["-lang=go1.19"]
    words += ["-std"] if {"-std", "-+"} & set(test.flags) else []
    out, status = go_tests.check(tool, [*words, str(test.path)], str(test.path.parent))
    out = out.replace(f"{test.path.parent.name}/{test.path.name}:", f"{test.path.name}:")  # as a //line directive may say
    if is_about_optimiser(test):
        return out if status else ""
    wants_error = "-0" not in test.flags
    if status not in (0, 1) or (status == 1) != wants_error:
        return f"status {status}\n{out}"
    return compare(out, [test.path])


def check_folder(tool, test):
    """Each package of the folder has its own expectations."""
    packages = go_tests.packages(test.folder(), "-s" in test.flags)
    for index in range(len(packages)):
        words = ["-lang=go1.19", *go_tests.package_words(packages[:index + 1])]
        out, _ = go_tests.check(tool, words, str(test.folder()))
        problem = (out if is_about_optimiser(test) else compare(out, packages[index][1]))
        if problem:
            return f"{packages[index][0]}: {problem}"
    return ""


def main(tool, root, floor, floor_of_folders):
    if not pathlib.Path(root).is_dir():
        return go_tests.SKIPPED
    tests = list(go_tests.tests(root, "errorcheck", "errorcheckwithauto"))
    about_errors = [test for test in tests if not is_about_optimiser(test)]
    remarks = [test for test in tests if is_about_optimiser(test)]
    folders = list(go_tests.tests(root, "errorcheckdir", "errorcheckandrundir"))
    status = go_tests.count(about_errors, lambda test: check_file(tool, test), int(floor), "errorcheck")
    status |= go_tests.count(folders, lambda test: check_folder(tool, test), int(floor_of_folders), "errorcheckdir")
    status |= go_tests.count(remarks, lambda test: check_file(tool, test), len(remarks),
                             "tests of the optimiser's remarks, accepted")
    return status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
