#!/usr/bin/python3
"""The checker's whole output beside that of Go's own compiler (`go tool compile -e`), line by line with columns.

    go_as_compiler.py go_check_dump FLOOR FLOOR-BY-PLACE PATH...            the files themselves, or those of folders
    go_as_compiler.py go_check_dump FLOOR FLOOR-BY-PLACE --mutants N PATH...  N wrong programs made from them

A wrong program is a right one with one token dropped, doubled, swapped with the next or exchanged for another one of its
file; the choice is the same in every run. Exits with 77 (skipped) where there is no Go 1.19."""
import pathlib
import random
import re
import sys
import tempfile

import go_testdata
import go_tests

SEED = 1919
PLACE = re.compile(r"(?m)^[^\t:]+:\d+(?::\d+)?(?=:)")


class Program:
    def __init__(self, path, text=None, change=""):
        self.path, self.text, self.change = path, text, change
        self.agrees = self.agrees_by_place = False


def files(paths):
    for path in (pathlib.Path(path).resolve() for path in paths):
        yield from sorted(path.rglob("*.go")) if path.is_dir() else [path]


def mutate(text, choice):
    """(The text with one small mistake, what it is)"""
    tokens = [found for found in go_testdata.TOKEN.finditer(text) if found.lastgroup == "token"]
    index = choice.randrange(4, len(tokens) - 1)
    token, follower, other = tokens[index], tokens[index + 1], choice.choice(tokens)
    kind = choice.choice(["drop", "double", "swap", "exchange", "exchange"])
    word = token.group()
    line = text.count("\n", 0, token.start()) + 1
    if kind == "swap":
        between = text[token.end():follower.start()]
        new = follower.group() + between + word
        return text[:token.start()] + new + text[follower.end():], f"line {line}: {word} and {follower.group()} swapped"
    new = {"drop": "", "double": f"{word} {word}", "exchange": other.group()}[kind]
    return text[:token.start()] + new + text[token.end():], f"line {line}: {word} became {new!r}"


def mutants(paths, number):
    choice = random.Random(SEED)
    sources = []
    for path in files(paths):
        text = path.read_bytes().decode("utf-8", "replace")
        is_plain = re.search(r"(?m)^package main$", text) and 200 < len(text) < 8000 and "import \"C\"" not in text
        if is_plain and "//line" not in text:
            sources.append((path, text))
    for _ in range(number):
        path, text = choice.choice(sources)
        new, change = mutate(text, choice)
        yield Program(path, new, change)


def flags(path):
    first = path.read_bytes().split(b"\n", 1)[0].decode("utf-8", "replace")
    found = [word for word in first.split() if re.match(r"-lang=|-complete$|-\+$|-std$", word)]
    return found, [word for word in found if word != "-+"] + ["-std"] * ("-+" in found)


def compare(tool, program):
    real_flags, our_flags = flags(program.path) if program.text is None else ([], [])
    with tempfile.TemporaryDirectory() as folder:
        path = program.path
        if program.text is not None:
            path = pathlib.Path(folder, path.name)
            path.write_text(program.text)
        real = go_tests.compiler([*real_flags, str(path)], str(path.parent))
        if not any(flag.startswith("-lang") for flag in our_flags):
            our_flags = our_flags + ["-lang=go1.19"]
        ours, status = go_tests.check(tool, [*our_flags, str(path)], str(path.parent))
    if real is None:
        program.agrees = program.agrees_by_place = True
        return ""
    program.agrees = go_tests.messages(ours) == go_tests.messages(real) and status in (0, 1)
    program.agrees_by_place = sorted(PLACE.findall(ours)) == sorted(PLACE.findall(real)) and status in (0, 1)
    if program.agrees:
        return ""
    missing = [message for message in go_tests.messages(real) if message not in go_tests.messages(ours)]
    surplus = [message for message in go_tests.messages(ours) if message not in go_tests.messages(real)]
    lines = [f"  compiler: {message}" for message in missing[:3]] + [f"  varscope: {message}" for message in surplus[:3]]
    return f"{program.change}\n" + "\n".join(lines)


def main(tool, floor, floor_by_place, *paths):
    number = int(paths[1]) if paths[0] == "--mutants" else 0
    paths = paths[2:] if number else paths
    if not go_tests.COMPILER.exists() or not all(pathlib.Path(path).exists() for path in paths):
        return go_tests.SKIPPED
    programs = list(mutants(paths, number)) if number else [Program(path) for path in files(paths)]
    status = go_tests.count(programs, lambda program: compare(tool, program), int(floor), "whole output agrees")
    return status | go_tests.count(programs, lambda program: "" if program.agrees_by_place else "no",
                                   int(floor_by_place), "places agree", shows=False)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
