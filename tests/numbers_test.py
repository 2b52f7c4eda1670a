#!/usr/bin/python3
"""Every number on a page is what the program itself prints at that step.

usage: numbers_test.py VARSCOPE FOLDER
       numbers_test.py --write FOLDER TARGET

The second form only writes the copies and probes.json ({file: {line: name}}) into TARGET, for the test of the pages themselves.

Into a copy of each example, probes are put between the statements: lines that print, for each name that is bound there, what the program can
know of it: id(x), sys.getrefcount(x), sys.getsizeof(x) in Python; &x, unsafe.Sizeof(x) and the value in Go. The timeline of the copy (which
is what a page shows) must have the same numbers at the step at which the probe is about to run.

A reference count: while getrefcount(x) runs, the evaluation stack refers to x once more than before the statement, so it prints one more
than the cell holds. A size: sys.getsizeof counts an object, the blocks that belong to it and, for containers, 16 bytes in front of it for
the cycle collector; the page shows object and blocks as cells of their own.
"""
import ast
import copy
import json
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from timeline import REFCOUNT, Timeline  # noqa: E402

PROBE = "#probe"
failures, checks = [], 0


def check(where, what, shown, printed):
    global checks
    checks += 1
    if shown != printed:
        failures.append(f"{where}: {what} is {shown} on the page, the program prints {printed}")


def stored_names(statement):
    """The names that a module-level statement surely binds."""
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        return [statement.name]
    if isinstance(statement, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
        return [node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    return []


def probe_python(source):
    """Returns the new text and {line: name} of the probes."""
    lines, names, out, probes = source.split("\n"), [], ["from sys import getrefcount, getsizeof"], {}
    ends = {statement.end_lineno: statement for statement in ast.parse(source).body}
    for number, line in enumerate(lines, 1):
        out.append(line)
        if number not in ends:
            continue
        names += [name for name in stored_names(ends[number]) if name not in names]
        if isinstance(ends[number], ast.Delete):
            names = [name for name in names if name not in {target.id for target in ends[number].targets}]
        for name in names:
            out.append(f'print("{PROBE}", id({name}), getrefcount({name}), getsizeof({name}))')
            probes[len(out)] = name
    return "\n".join(out), probes


def own_size(state, cell, seen):
    """A cell and the blocks behind it that have no reference count of their own."""
    seen.add(cell.address)
    blocks = [state.cell(address) for address in state.references(cell)]
    blocks = [block for block in blocks if block and block.address not in seen and state.field(block, REFCOUNT) is None]
    return state.size(cell) + sum(own_size(state, block, seen) for block in blocks)


def check_python(where, state, name, printed):
    identity, references, size = map(int, printed)
    slot = state.name(0, name)
    check(where, f"what {name} refers to", int.from_bytes(slot.bytes, "little"), identity)
    cell = state.cell(identity)
    check(where, f"the address of {name}'s object", cell and cell.address, identity)
    check(where, f"the reference count of {name}", state.field(cell, REFCOUNT) + 1, references)
    shown = own_size(state, cell, set())
    if not state.type(cell) == "type":
        check(where, f"the size of {name}", shown, size - 16 if size == shown + 16 and state.type(cell) not in ("int", "str", "float", "bool") else size)


GO_LOCAL = re.compile(r"^\t(?:var (\w+)|(\w+(?:, \w+)*) :=)")
GO_STATEMENT = re.compile(r"^\t\w")


def probe_go(source):
    out, probes, names, inside = [], {}, [], False
    for line in source.split("\n"):
        line = re.sub(r'^import "fmt"$', 'import ("fmt"; "unsafe")', line)
        if '"unsafe"' not in source:
            line = re.sub(r'^import \($', 'import (\n\t"unsafe"', line)
        if line.startswith("func "):
            inside, names = True, []
        if inside and (GO_STATEMENT.match(line) and not line.startswith("\treturn")):
            for name in names:
                out.append(f'\tfmt.Printf("{PROBE} %p %d %v\\n", &{name}, unsafe.Sizeof({name}), {name})')
                probes[len("\n".join(out).split("\n"))] = name
        out.append(line)
        found = GO_LOCAL.match(line)
        if inside and found and not line.endswith(("{", "(")):
            names += [name for name in (found[1] or found[2]).split(", ") if name != "_" and name not in names]
        if line == "}":
            inside = False
    return "\n".join(out), probes


def check_go(where, state, name, printed):
    address, size, value = printed[0], printed[1], " ".join(printed[2:])
    slot = state.name(len(state.frames) - 1, name)
    check(where, f"the address of {name}", slot and hex(slot.address), address)
    check(where, f"the size of {name}", state.size(slot), int(size))
    shown = state.value(slot)
    if shown and shown[0] not in "&\"" and not shown.endswith("…") and "0x" not in value:
        check(where, f"the value of {name}", shown, value)


def run(varscope, path, folder):
    make, compare = (probe_python, check_python) if path.suffix == ".py" else (probe_go, check_go)
    text, probes = make(path.read_text(encoding="utf-8"))
    probed = pathlib.Path(folder) / path.name
    probed.write_text(text, encoding="utf-8")
    done = subprocess.run([varscope, "view", probed.name, "--format", "timeline"], cwd=folder, capture_output=True, text=True, timeout=120)
    if done.returncode:
        failures.append(f"{path.name}: {done.stderr}")
        return
    waiting, seen = None, 0
    for state in Timeline(done.stdout).states():
        if waiting:
            last = state.output.rstrip("\n").split("\n")[-1].split(" ")
            assert last[0] == PROBE, f"{path.name}: {last}"
            for check_values in waiting:
                check_values(last[1:])
        waiting, name = None, probes.get(state.line)
        if name:
            # The state goes on, so what is asked of it is asked now, with the numbers that are printed next.
            waiting = [frozen(compare, f"{path.name}, line {state.line}", state, name)]
            seen += 1
    if probes and not seen:
        failures.append(f"{path.name}: no probe ran")


def frozen(compare, where, state, name):
    kept = copy.copy(state)
    kept.boxes = {number: type(box)(box) for number, box in state.boxes.items()}
    kept.frames = copy.deepcopy(state.frames)
    return lambda printed: compare(where, kept, name, printed)


def write_copies(examples, target):
    probes = {}
    for path in sorted([*examples.glob("*.py"), *examples.glob("*.go")]):
        text, probes[path.name] = (probe_python if path.suffix == ".py" else probe_go)(path.read_text(encoding="utf-8"))
        (target / path.name).write_text(text, encoding="utf-8")
    (target / "probes.json").write_text(json.dumps(probes))


def main():
    if sys.argv[1] == "--write":
        write_copies(pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]))
        return
    varscope, examples = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted([*examples.glob("*.py"), *examples.glob("*.go")]):
            run(varscope, path, folder)
    for failure in failures:
        print("FAIL", failure)
    print(f"{checks} numbers compared, {len(failures)} failures")
    sys.exit(1 if failures or checks < 100 else 0)


if __name__ == "__main__":
    main()
