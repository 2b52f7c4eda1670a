#!/usr/bin/python3
"""Constant arithmetic beside Go 1.19.

    go_constants.py VARSCOPE GO_CHECK_DUMP TEST-DIRECTORY FLOOR-OF-FILES FLOOR-OF-LINES

First the const*.go of Go's test directory: `// run` programs must end with status 0 and print what their .out file says;
`// errorcheck` files must meet their expectations. const7.go starts the compiler through os/exec; its two cases are put to
the checker here. Then a program is made that computes with every constant of package math, and with every pair of them, as
constants; real Go and `varscope run` must print the same lines. Where Go's compiler refuses an expression (an overflow, a
division by zero), the checker must say the same. Exits with 77 (skipped) where there is no Go 1.19."""
import itertools
import pathlib
import re
import subprocess
import sys
import tempfile

import go_errorcheck
import go_tests

MATH = pathlib.Path("/usr/lib/go-1.19/src/math/const.go")
LITERAL_LIMIT = 10000


# ---- Go's tests ---------------------------------------------------------------------------------------------------------


def run_literals(checker):
    """What const7.go does: literals may have 10,000 characters, and no more."""
    with tempfile.TemporaryDirectory() as folder:
        for name, length, complaint in (("x1", LITERAL_LIMIT, ""), ("x2", LITERAL_LIMIT + 1, "excessively long constant")):
            path = pathlib.Path(folder) / f"{name}.go"
            path.write_text(f"package {name}; const _ = {'9' * length} // {length} digits")
            out, status = go_tests.check(checker, [str(path)], folder)
            if (status != 0) != bool(complaint) or complaint not in out:
                return f"{length} digits: status {status}, {out[:200]}"
    return ""


def run_program(varscope, test):
    done = subprocess.run([varscope, "run", str(test.path)], capture_output=True, timeout=go_tests.TIME_LIMIT)
    expected = test.path.with_suffix(".out")
    wanted = expected.read_bytes() if expected.exists() else b""
    if done.returncode or done.stdout + done.stderr != wanted:
        return f"status {done.returncode}\n{(done.stdout + done.stderr).decode('utf-8', 'replace')[-500:]}"
    return ""


def check_test(varscope, checker, test):
    if test.action == "errorcheck":
        return go_errorcheck.check_file(checker, test)
    return run_literals(checker) if '"os/exec"' in test.text else run_program(varscope, test)


# ---- Computing with package math -----------------------------------------------------------------------------------------


def names():
    """The constants of package math: (those with a fraction, integers)."""
    found = re.findall(r"(?m)^\t([A-Z]\w*)\s*= (.*?)\s*(?://.*)?$", MATH.read_text())
    is_integer = re.compile(r"^-?1\s?<<").match
    return [name for name, value in found if not is_integer(value)], [name for name, value in found if is_integer(value)]


def statements():
    """Calls of show, one a line; some of them Go refuses."""
    floats, integers = ([f"math.{name}" for name in group] for group in names())
    for name in floats + integers:
        yield f"show({name})"
        for kind in ("float64", "float32", "complex128", "complex64"):
            yield f"show({kind}({name}))"
        for kind in ("int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64", "uintptr"):
            yield f"show({kind}({name}))"
        yield f"show(float64({name} * {name} * {name} / 3e20))"
    for a, b in itertools.product(floats + integers, repeat=2):
        for operator in "+-*/":
            yield f"show(float64({a} {operator} {b}))"
        yield f"show({a} < {b}, {a} == {b})"
    for a, b in itertools.product(integers, repeat=2):
        for operator in ("%", "&", "|", "^", "&^"):
            yield f"show(float64({a} {operator} {b}))"
        yield f"show(uint64(({a} * {b}) >> 64 & math.MaxUint64), uint64({a} * {b} & math.MaxUint64))"
    for a, b in itertools.product(floats[:11], repeat=2):
        yield f"show(complex({a}, {b}) * complex({b}, {a}), complex({a}, {b}) / complex({b}, 1))"
        yield f"show(float64({a}*1e300*1e300 / {b} / 1e290 / 1e300), float32({a} / {b} - {b}))"


HEAD = """package main

import (
	"fmt"
	"math"
)

func show(values ...any) {
	for _, v := range values {
		switch x := v.(type) {
		case bool:
			fmt.Println(x)
		case int, int8, int16, int32, int64, uint, uint8, uint16, uint32, uint64, uintptr:
			fmt.Printf("%T %v %b %x\\n", x, x, x, x)
		default:
			fmt.Printf("%T %v %b %x %.30e\\n", x, x, x, x, x)
		}
	}
}
"""


def program(lines):
    """Functions of a hundred lines, so that no function is huge."""
    parts = [lines[i:i + 100] for i in range(0, len(lines), 100)]
    text = HEAD
    for number, part in enumerate(parts):
        text += f"\nfunc part{number}() {{\n" + "".join(f"\t{line}\n" for line in part) + "}\n"
    return text + "\nfunc main() {\n" + "".join(f"\tpart{number}()\n" for number in range(len(parts))) + "}\n"


def refused(checker, path):
    """(The numbers of the lines that Go refuses, how many messages one of both says alone, how many Go says)"""
    real = go_tests.messages(go_tests.compiler([str(path)], str(path.parent)))
    ours = go_tests.messages(go_tests.check(checker, ["-lang=go1.19", str(path)], str(path.parent))[0])
    for message in sorted(set(real) ^ set(ours))[:20]:
        print("FAIL only", "Go" if message in real else "varscope", "says:", message)
    return {int(message.split(":")[1]) for message in real}, len(set(real) ^ set(ours)), len(real)


def compare_output(varscope, path):
    """(Lines that are the same, lines of Go)"""
    real = subprocess.run(["go", "run", str(path)], capture_output=True, text=True, timeout=600)
    ours = subprocess.run([varscope, "run", str(path)], capture_output=True, text=True, timeout=600)
    if real.returncode or ours.returncode:
        print(f"go: {real.returncode} {real.stderr[-500:]}\nvarscope: {ours.returncode} {ours.stderr[-500:]}")
    wanted, got = real.stdout.splitlines(), ours.stdout.splitlines()
    shown = [(a, b) for a, b in itertools.zip_longest(wanted, got) if a != b]
    for a, b in shown[:20]:
        print(f"FAIL Go prints {a}\n     varscope  {b}")
    return sum(a == b for a, b in zip(wanted, got)), len(wanted)


def main(varscope, checker, root, floor_of_files, floor_of_lines):
    if not pathlib.Path(root).is_dir() or not MATH.exists():
        return go_tests.SKIPPED
    tests = [test for test in go_tests.tests(root, "run", "errorcheck") if test.path.match("test/const*.go")]
    status = go_tests.count(tests, lambda test: check_test(varscope, checker, test), int(floor_of_files), "const*.go")
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "constants.go"
        path.write_text(program(list(statements())))
        wrong, different, messages = refused(checker, path)
        print(f"refused expressions: {messages} messages of Go, {different} differ")
        lines = path.read_text().split("\n")
        path.write_text("\n".join(line for number, line in enumerate(lines, 1) if number not in wrong))
        same, total = compare_output(varscope, path)
    print(f"lines printed: {same} of {total}, floor {floor_of_lines}")
    return status or int(different > 0 or same < total or same < int(floor_of_lines))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
