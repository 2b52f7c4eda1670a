#!/usr/bin/python3
"""The test data of go/types and of the compiler's types2, whose expected errors stand in comments behind the token where
they are found: `x /* ERROR "pattern" */`.

    go_testdata.py go_check_dump FOLDER FLOOR-BY-LINE FLOOR-BY-PLACE FLOOR-BY-TEXT

A file (or a folder of files, which is a package) is good when the checker finds exactly the expected errors. Counted are
those that agree by line, by line and column, and by line and text. The data have go/types' own words and places; the
checker has the compiler's, which differ here and there, so that the compiler itself would not reach the whole number
(types2's own test allows 55 columns of difference in `check`). `assert(x)`, which the data take for predeclared, is read
as `bool(x)`. Exits with 77 (skipped) where the data are not installed."""
import pathlib
import re
import sys
import tempfile

import go_tests

TOKEN = re.compile(r"""(?P<comment>//[^\n]*|/\*.*?\*/)|(?P<space>\s+)|(?P<token>`[^`]*`|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'
                       |[^\W\d]\w*|(?:0[xX][\w.]+(?:(?<=[pP])[+-]\w+)?|\.?\d(?:[eE][+-]|[\w.])*)
                       |<<=|>>=|&\^=|\.\.\.|&&|\|\||<-|\+\+|--|==|!=|<=|>=|:=|[-+*/%&|^]=|<<|>>|&\^|.)""", re.S | re.X)
EXPECTATION = re.compile(r'^ *ERROR *(HERE)? *"?([^"]*)"?')


def wanted(path):
    """[(line, column, pattern)]"""
    text = path.read_bytes()
    result, place, behind = [], (0, 0), (0, 0)
    line, start = 1, 0
    for found in TOKEN.finditer(text.decode("latin-1")):
        where = (line, found.start() - start + 1)
        word = found.group()
        if found.lastgroup == "token":
            place, behind = where, (line, where[1] + len(word))
        elif found.lastgroup == "comment":
            expectation = EXPECTATION.match(word[2:-2] if word[1] == "*" else word[2:])
            if expectation:
                at = behind if expectation.group(1) else place
                result.append((*at, expectation.group(2).strip().encode("latin-1").decode("utf-8", "replace")))
        if "\n" in word:
            line += word.count("\n")
            start = found.start() + word.rindex("\n") + 1
    return result


def found_errors(out, name):
    """[(line, column, text)]"""
    pattern = re.compile(re.escape(name) + r":(\d+):(\d+): (.*)", re.S)
    matches = [pattern.match(message) for message in go_tests.messages(out)]
    return [(int(match[1]), int(match[2]), match[3]) for match in matches if match]


def compare(errors, expected):
    """Do they agree by line, by place, by line and text?"""
    left = list(expected)
    for error in errors:
        meets = [item for item in left if item[0] == error[0] and re.search(item[2], error[2])]
        if meets:
            left.remove(min(meets, key=lambda item: abs(item[1] - error[1])))
    lines = sorted(error[0] for error in errors) == sorted(item[0] for item in expected)
    places = sorted(error[:2] for error in errors) == sorted(item[:2] for item in expected)
    return lines, places, lines and not left


def flags(path):
    first = path.read_text("utf-8", "replace").split("\n", 1)[0]
    return [word for word in first[2:].split() if word.startswith("-lang")] if re.match(r"//\s*-", first) else []


class Package:
    def __init__(self, path):
        self.path = path
        self.files = sorted(path.iterdir()) if path.is_dir() else [path]
        self.agrees, self.report = (False, False, False), ""


def without_assertions(text):
    """Of the same length, so that places stay what they are."""
    text = re.sub(rb"(?m)^(\s*)assert\(", rb"\1_=bool(", text)
    return re.sub(rb"\bassert\(", b"bool  (", text)


def check(tool, package):
    with tempfile.TemporaryDirectory() as folder:
        words = ["-checker"] + (flags(package.files[0]) or ["-lang=go1.19"])
        for path in package.files:
            copy = pathlib.Path(folder, path.name).with_suffix(".go")
            copy.write_bytes(without_assertions(path.read_bytes()))
            words.append(str(copy))
        out, status = go_tests.check(tool, words, folder)
    if status not in (0, 1):
        package.report = f"status {status}: {out}"
        return
    agrees = []
    for path in package.files:
        errors, expected = found_errors(out, path.with_suffix(".go").name), wanted(path)
        agrees.append(compare(errors, expected))
        for line in sorted({error[0] for error in errors + expected}):
            here, there = ([item for item in side if item[0] == line] for side in (errors, expected))
            if not all(compare(here, there)):
                package.report += f"\n  {path.name}:{line}: {here}\n    expected: {there}"
    package.agrees = tuple(map(all, zip(*agrees)))


def main(tool, root, *floors):
    root = pathlib.Path(root)
    if not root.is_dir():
        return go_tests.SKIPPED
    packages = [Package(path) for folder in ("check", "examples", "fixedbugs", "spec")
                for path in sorted((root / folder).iterdir())]

    def by_line(package):
        check(tool, package)
        return "" if package.agrees[0] else package.report or "other errors"
    status = go_tests.count(packages, by_line, int(floors[0]), f"{root.parent.name}, by line")
    for index, name in (1, "by line and column"), (2, "by line and text"):
        status |= go_tests.count(packages, lambda package: "" if package.agrees[index] else "no", int(floors[index]),
                                 f"{root.parent.name}, {name}", shows=False)
    return status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
