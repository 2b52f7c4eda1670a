#!/usr/bin/python3
"""What exports cost, what they leave out, and what happens when they cannot be written.

usage: export_test.py VARSCOPE FOLDER-WITH-BUBBLE-SORTS

The costs are sizes, not times: nothing here fails because a machine is busy, but for a limit of minutes against hanging.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from timeline import Timeline  # noqa: E402

VARSCOPE, PROGRAMS = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2])
BYTES_A_STEP = 60
FORMATS = {"text": 200_000, "mermaid": 50_000, "svg": 2_000_000, "json": 2_000_000, "html": 4_000_000, "timeline": 4_000_000}
BIG = {
    "a list of 100,000.py": "numbers = list(range(100000))\nnumbers[0] = 7\n",
    "a string of 10 MB.py": "text = 'x' * 10000000\nother = text\n",
    "a dict of 10,000.py": "table = {key: str(key) for key in range(10000)}\ntable[1] = 2\n",
    "recursion 900 deep.py": "def down(n):\n    if n:\n        down(n - 1)\n    return n\n\n\ndown(900)\n",
    "5,000 objects.py": "class Node:\n    pass\n\n\nnodes = [Node() for _ in range(5000)]\nnodes[0].next = nodes[1]\n",
    "a slice of 100,000.go": "package main\n\nfunc main() {\n\tnumbers := make([]int, 100000)\n\tnumbers[0] = 7\n\tprintln(numbers[0])\n}\n",
    "recursion 900 deep.go": "package main\n\nfunc down(n int) int {\n\tif n == 0 {\n\t\treturn 0\n\t}\n\treturn down(n-1) + 1\n}\n\nfunc main() {\n\tprintln(down(900))\n}\n",
    "5,000 objects.go": "package main\n\ntype node struct{ next *node }\n\nfunc main() {\n\tvar list *node\n\tfor i := 0; i < 5000; i++ {\n\t\tlist = &node{list}\n\t}\n\tprintln(list != nil)\n}\n",
}
failures = []


def check(what, holds, seen=""):
    if not holds:
        failures.append(f"{what}: {str(seen)[:300]}")


def varscope(*words, **options):
    return subprocess.run([VARSCOPE, *map(str, words)], capture_output=True, timeout=300, **options)


def test_cost():
    for name in ("bubble.py", "bubble.go"):
        source = (PROGRAMS / name).read_text()
        text = varscope("view", PROGRAMS / name, "--format", "timeline").stdout
        page = varscope("view", PROGRAMS / name, "--format", "html").stdout
        empty = varscope("export", PROGRAMS / name, "--format", "html", "--max-steps", 1).stdout
        steps = len(json.loads(text)["programs"][0]["steps"])
        cost = (len(text) - len(source)) / steps
        print(f"{name}: {steps} steps, {cost:.1f} bytes a step (page {len(page)} bytes, of these viewer and first step {len(empty)})")
        check(f"{name}: 10,000 steps", steps > 10000, steps)
        check(f"{name}: bytes a step", cost <= BYTES_A_STEP, cost)
        last = None
        for state in Timeline(text).states():
            last = state
        expected = varscope("run", PROGRAMS / name).stdout.decode()
        check(f"{name}: its output", last.output == expected, last.output)


def test_scale(folder):
    for name, text in BIG.items():
        path = folder / name
        path.write_text(text)
        for form, limit in FORMATS.items():
            # All steps of the loops that build things are of no interest here.
            done = varscope("view", path, "--format", form, *(["--max-steps", 5000] if form in ("html", "timeline") else []))
            check(f"{name}, {form}: status", done.returncode == 0, done.stderr)
            check(f"{name}, {form}: size", 0 < len(done.stdout) <= limit, len(done.stdout))
    text = varscope("view", folder / "a list of 100,000.py").stdout.decode()
    check("a long list says how much is left out", "99,9" in text or "more" in text, text[-500:])
    more = varscope("view", folder / "a list of 100,000.py", "--all").stdout.decode()
    check("--all shows more", len(more) > 2 * len(text), f"{len(text)} {len(more)}")
    usual = varscope("export", folder / "a dict of 10,000.py").stdout
    all_of_it = varscope("export", folder / "a dict of 10,000.py", "--all").stdout
    check("--all exports more", len(all_of_it) > 5 * len(usual), f"{len(usual)} {len(all_of_it)}")
    check("what is not followed is counted", '["m",' in usual.decode(), "")


def test_endless(folder):
    endless = folder / "endless.py"
    endless.write_text("n = 0\nwhile True:\n    n += 1\n")
    done = varscope("export", endless, "--max-steps", 100)
    check("a run that never ends", done.returncode == 0 and b"only its first 100 steps" in done.stderr, done.stderr)
    check("is marked as cut", json.loads(done.stdout)["programs"][0]["ended"] is False)
    default = json.loads(varscope("export", endless).stdout)["programs"][0]
    check("20,000 steps are the default", len(default["steps"]) == 20001, len(default["steps"]))
    loud = folder / "loud.py"
    loud.write_text("line = 'x' * 1000000 + chr(10)\nfor i in range(1000):\n    print(line, end='')\n")
    done = varscope("export", loud)
    program = json.loads(done.stdout)["programs"][0]
    check("1 GB of output is cut", len(done.stdout) < 2_000_000, len(done.stdout))
    check("and what is missing is counted", program["leftOut"]["outputBytes"] == 1_000_001_000 - 1_000_000, program["leftOut"])


def test_failures(folder):
    program = folder / "one.py"
    program.write_text("a = 1\n")
    for words in (["view"], ["export", "--format", "html"], ["export"], ["export", "--format", "pytutor"]):
        done = varscope(*words, program, "-o", "/dev/full")
        check(f"{words}: a full device", done.returncode == 1 and b"No space left" in done.stderr, done.stderr)
        done = varscope(*words, program, "-o", folder / "no" / "such" / "page.html")
        check(f"{words}: no such folder", done.returncode == 1 and b"No such file" in done.stderr, done.stderr)
    old = folder / "page.html"
    old.write_text("the old page")
    # A file may not get larger than 4096 bytes: as on a full disk, writing fails when a part is written.
    done = subprocess.run(["sh", "-c", 'trap "" XFSZ; ulimit -f 8; exec "$@"', "sh", VARSCOPE, "view", str(program), "-o", str(old)],
                          capture_output=True, timeout=60)
    check("a full disk", done.returncode == 1 and b"cannot write" in done.stderr, (done.returncode, done.stderr))
    check("leaves the old file whole", old.read_text() == "the old page")
    check("and nothing beside it", sorted(path.name for path in folder.glob("page.html*")) == ["page.html"])
    if os.getuid() != 0:
        old.chmod(0o400)
        done = varscope("view", program, "-o", old)
        check("no permission", done.returncode == 1 and b"Permission denied" in done.stderr, done.stderr)
    reader = subprocess.run(["sh", "-c", f"'{VARSCOPE}' export '{program}' --format html | head -c 10 >/dev/null"], capture_output=True, timeout=60)
    check("a reader that goes away", reader.stderr == b"", reader.stderr)


def test_pytutor(folder):
    program = folder / "trace.py"
    program.write_text("def double(x):\n    return x * 2\n\n\nnumbers = [1, double(2)]\nprint(numbers)\n")
    trace = json.loads(varscope("export", program, "--format", "pytutor").stdout)
    check("pytutor: code", trace["code"] == program.read_text())
    wanted = {"event", "line", "func_name", "stdout", "globals", "ordered_globals", "stack_to_render", "heap"}
    for entry in trace["trace"]:
        check("pytutor: fields", wanted <= set(entry), wanted - set(entry))
        check("pytutor: order", sorted(entry["ordered_globals"]) == sorted(entry["globals"]), entry["ordered_globals"])
        check("pytutor: events", entry["event"] in ("step_line", "call", "return", "exception"), entry["event"])
        for value in entry["globals"].values():
            check("pytutor: references lead somewhere", value[0] != "REF" or str(value[1]) in entry["heap"], value)
    inside = [entry for entry in trace["trace"] if entry["func_name"] == "double"]
    check("pytutor: a call", inside and inside[0]["event"] == "call" and inside[0]["stack_to_render"][-1]["is_highlighted"], inside[:1])
    last = trace["trace"][-1]
    check("pytutor: the end", last["event"] == "return" and last["stdout"] == "[1, 4]\n", last)
    check("pytutor: a list", last["heap"][str(last["globals"]["numbers"][1])][0] == "LIST", last["heap"])
    program.write_text("a = 1\na.b\n")
    last = json.loads(varscope("export", program, "--format", "pytutor").stdout)["trace"][-1]
    check("pytutor: an exception", last["event"] == "exception" and "AttributeError" in last["exception_msg"], last)


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        test_cost()
        for test in (test_scale, test_endless, test_failures, test_pytutor):
            test(folder)
    for failure in failures:
        print("FAIL", failure)
    print(f"{len(failures)} failures")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
