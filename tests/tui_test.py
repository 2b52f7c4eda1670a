#!/usr/bin/python3
"""The terminal UI, in a terminal that tmux provides: steps both ways, searches, modes, selection, sizes, recording. Skipped (77) without tmux."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

VARSCOPE = str(pathlib.Path(sys.argv[1]).resolve())
SESSION = ""  # the tmux server and session of the program that runs now
PYTHON = "numbers = [3, 1, 2]\ntotal = 0\nfor number in numbers:\n    total += number\nprint(total)\n"
GO = 'package main\n\nimport "fmt"\n\nfunc main() {\n\ttotal := 0\n\tfor i := 1; i <= 3; i++ {\n\t\ttotal += i\n\t}\n\tfmt.Println(total)\n}\n'
CALLS = """def f(n):
    if n == 0:
        raise ValueError("no")
    return f(n - 1)


try:
    f(2)
except ValueError as error:
    print("caught")
shared = [1]
other = shared
a = 1; b = 2
"""
HARMFUL = 'text = "\\x1b[2J\\x07tab\\there"\nwide = "日本語" * 30\n\tif_not = 1\n'.replace("\n\t", "\n")
STUCK = "x = 1\ny = 2\nz = sum(range(10**13))\n"
ASKS = "first = input()\nsecond = input()\nprint(first, second)\n"
failed = passed = started = 0


def tmux(*words):
    return subprocess.run(["tmux", "-L", SESSION, *words], capture_output=True, encoding="utf-8", timeout=20).stdout


def screen():
    return tmux("capture-pane", "-p", "-t", SESSION)


def wait_for(pattern, seconds=10):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if re.search(pattern, screen()):
            return True
        time.sleep(0.05)
    return False


def check(name, pattern, seconds=12):
    global failed, passed
    if wait_for(pattern, seconds):
        passed += 1
    else:
        failed += 1
        print(f"FAIL {name}: no {pattern!r} on the screen\n{screen()}")


def absent(name, pattern):
    global failed, passed
    if re.search(pattern, screen()):
        failed += 1
        print(f"FAIL {name}: {pattern!r} is on the screen\n{screen()}")
    else:
        passed += 1


def resize(width, height):
    tmux("resize-window", "-t", SESSION, "-x", str(width), "-y", str(height))


def keys(*words):
    tmux("send-keys", "-t", SESSION, *words)


def start(command, width=120, height=36):
    """Each program gets a tmux server of its own: one that is told to end takes a while, and takes new sessions with it."""
    global SESSION, started
    if SESSION:
        tmux("kill-server")
    started += 1
    SESSION = f"varscope-test-{os.getpid()}-{started}"
    for _ in range(5):
        tmux("new-session", "-d", "-s", SESSION, "-x", str(width), "-y", str(height), f"{command}; echo status $?; sleep 60")
        if tmux("list-sessions"):
            break
        time.sleep(1)


def test_steps():
    start(f"{VARSCOPE} view a.py")
    check("the first line", r"▶ +1 numbers")
    check("nothing before it", r"nothing has run yet")
    keys("l")
    check("a step", r"step 1 of 11")
    check("what it copied", r"numbers ← 8 bytes: the address of list \[3, 1, 2\]")
    check("the bytes that it wrote", r"\+0 ([0-9a-f]{2} ){8}value +→ \[1\] list")
    keys("h")
    check("a step back", r"step 0 of")
    keys("h")
    check("no further back", r"this is the first step")
    keys("1", "0", "l")
    check("ten steps", r"step 10 of")
    keys("2", "g")
    check("to a step by number", r"step 2 of")
    keys("9", "9", "g")
    check("to a step that is not there", r"the last step is 11")
    check("the end", r"the end, status 0")
    check("the output", r"│? ?6 *\n|\b6\b")
    keys("<", "PageDown")
    check("a leap", r"step 10 of")
    keys("PageUp")
    check("a leap back", r"step 0 of")
    keys("q")
    check("quit", r"status 0")


def test_searches():
    start(f"{VARSCOPE} view a.py")
    check("the beginning", r"step 0 of")
    keys("w")
    keys("total", "Enter")
    check("a change of a name", r"▶ +3 for number")
    keys("n")
    check("its next change", r"total ← 8 bytes")
    keys("n", "N")
    check("and the one before", r"step 5 of")
    keys("<", ":")
    keys("4:3", "Enter")
    check("the third run of a line", r"step 8 of")
    keys("{")
    check("its previous run", r"step 6 of")
    keys("}", "}")
    check("no run behind the third", r"no later run of line 4")
    keys("B")
    keys("2", "Enter")
    check("back to a line", r"step 1 of")
    keys(":")
    keys("77", "Enter")
    check("a line that is not there", r"there is no line '77'")
    keys("w")
    keys("nothing", "Enter")
    check("a name that is not there", r"no later change of nothing")
    keys("w")
    keys("0", "x5", "Enter")  # "0x5" would be a key's code to tmux
    check("an address that is not there", r"no later change at 0x5")
    keys("p")
    check("output is an event", r"printed 2 bytes")
    keys("q")


def test_events():
    start(f"{VARSCOPE} view calls.py", 130, 40)
    check("the beginning", r"step 0 of")
    keys("c")
    check("a call", r"called f")
    keys("c")
    check("the next call", r"▶ +2 +if n == 0")
    keys("C")
    check("the call before", r"step 3 of")
    keys("x")
    check("an exception", r"raised ValueError")
    keys("X")
    check("none before it", r"no earlier exception")
    keys("<", "l", "l", "o")
    check("over a call", r"left f, back in <module>")
    keys("O")
    check("back over it", r"▶ +8 +f\(2\)")
    keys("c", "c", "f")
    check("out of a call", r"step \d+ of")
    keys(":")
    keys("13", "Enter")
    check("two names that share", r"\[\d+\] list \[1\] +← shared, other")
    keys("l")
    check("inside of a line", r"a ← 8 bytes")
    keys("q")


def test_modes():
    start(f"{VARSCOPE} view a.py", 160, 40)
    check("values", r"numbers|no names yet")
    keys("l", "l")
    check("simple", r"numbers +→ \[1\] list")
    absent("no addresses in the simple mode", r"ob_refcnt")
    keys("m")
    check("machine", r"ob_refcnt")
    check("a slot", r"numbers .*0x2[0-9a-f]{10}")
    check("the instruction about to run", r"next LOAD_NAME|next [A-Z_]+")
    check("who copied", r"by STORE_NAME")
    keys("m")
    check("simple again", r"numbers +→ \[1\] list")
    keys(")")
    check("a selected name and its bytes", r"numbers, slot +at 0x2[0-9a-f]{10}, 8 bytes")
    keys(")", ")")
    check("a selected cell and its fields", r"\+0 ([0-9a-f]{2} ){8}ob_refcnt")
    keys("Escape")
    check("nothing selected", r"bytes last written")
    keys("z")
    check("the memory alone", r"(?s)^(?!.*the last step)")
    keys("z", "?")
    check("help", r"simple or machine")
    keys("x")
    check("help is left", r"step 2 of")
    keys("q")
    start(f"{VARSCOPE} view --by instruction a.py", 100, 30)
    check("by instruction", r"next RESUME 0|next RESUME")
    keys("l", "l")
    check("an instruction is a step", r"step 2 of \d\d")
    check("the next one", r"next LOAD_CONST|next BUILD_LIST|next LIST_EXTEND")
    keys("q")


def test_sizes():
    start(f"{VARSCOPE} view a.py")
    check("the beginning", r"step 0 of")
    keys("3")
    check("a number", r"step 0 of 11  :3")
    resize(30, 8)
    check("and new sizes before its key", r"too small")
    resize(80, 24)
    check("which leave it alone", r"step 0 of 11  :3")
    keys("l")
    for width, height in ((80, 24), (200, 60), (40, 12), (100, 30)):
        resize(width, height)
        check(f"{width}x{height}", r"step 3 of 11")
        check(f"{width}x{height}, the source", r"▶ +3 for number")
    resize(30, 8)
    check("too small", r"too small:\s+30x8; 40x12 needed")
    resize(40, 12)
    check("large enough again", r"step 3 of")
    keys("?")
    check("help page by page", r"any key shows the rest")
    keys("x", "x", "x", "x", "x", "x")
    check("and back", r"step 3 of")
    resize(12, 3)
    keys("q")
    resize(80, 24)
    check("quit while too small", r"status 0")
    start(f"{VARSCOPE} view harmful.py", 80, 24)
    check("harmful characters", r"▶ +1 text")
    keys("G")
    check("wide ones are shown", r"wide +→ .*日本語")
    check("and cut", r"日本語.*…")
    keys("q")


def test_terminals():
    start(f"NO_COLOR=1 {VARSCOPE} view a.py", 80, 24)
    check("no colour", r"step 0 of")
    check("no colour is used", r"▶ +1 numbers")
    colours = tmux("capture-pane", "-p", "-e", "-t", SESSION)
    if re.search(r"\x1b\[[0-9;]*3[1-7]m", colours):
        absent("colours", r"")
    keys("q")
    check("quit without colour", r"status 0")
    start(f"TERM=vt100 {VARSCOPE} view a.py", 80, 24)
    check("vt100", r"step 0 of")
    keys("l", "q")
    start(f"TERM=dumb {VARSCOPE} view a.py", 100, 50)
    check("a terminal that only prints gets the moment at the end", r"(?s)ob_refcnt.*output.*│ 6.*status 0")
    start(f"TERM=nonsense {VARSCOPE} view a.py", 80, 24)
    check("an unknown terminal", r"(?s)not a terminal that a screen can be drawn on.*status 1")


def test_two():
    start(f"{VARSCOPE} view a.py a.go", 160, 40)
    check("two programs", r"a\.py.*a\.go")
    keys("l", "l", "Tab", "l")
    check("both step", r"step 3 of")
    keys("w")
    keys("total", "Enter")
    check("a search in the second", r"total ← 8 bytes")
    keys("q")
    check("quit two", r"status 0")


def test_recording():
    start(f"{VARSCOPE} view --max-steps 3000000 endless.py", 80, 24)
    check("a recording that is cut", r"step 0 of 3000000", 60)
    check("says so", r"cut after 3000000 steps")
    keys("G")
    check("its last step", r"step 3000000 of")
    keys("q")
    check("quit a cut one", r"status 0")
    start(f"{VARSCOPE} view endless.py")
    check("recording shows its progress", r"Recording .*\d+ steps")
    keys("C-c")
    check("Ctrl-C keeps what was recorded", r"step 0 of \d+")
    check("and says so", r"you ended the recording")
    keys("q")
    start(f"{VARSCOPE} view stuck.py")
    check("a step that does not end", r"Recording .*\b[12] steps?")
    keys("C-c")
    check("is ended before it", r"step 0 of 2 ")
    keys("G")
    check("the last step is it", r"▶ +3 z = sum")
    keys("q")
    check("quit a stuck one", r"status 0")
    start(f"sleep 50 | {VARSCOPE} view asks.py", 120, 30)
    check("waiting for input", r"Recording .*\b\d+ steps?")
    keys("C-c")
    check("is ended before it too", r"step 0 of 0")
    keys("q")


def test_input():
    start(f"printf 'in\\nput\\n' | {VARSCOPE} view asks.py")
    check("standard input is a pipe", r"step 0 of 3")
    keys("G")
    check("the program reads it, keys come from the terminal", r"in put")
    keys("b", "b", "G")
    check("and reads the same again", r"in put")
    keys("q")
    check("quit with a pipe", r"status 0")
    pathlib.Path("input.txt").write_text("from\nfile\n")
    start(f"{VARSCOPE} view asks.py < input.txt")
    check("standard input is a file", r"step 0 of 3")
    keys("G")
    check("which is read", r"from file")
    keys("q")
    start(f"{VARSCOPE} view asks.py")
    check("no input on a terminal", r"found its input empty")
    keys("q")
    check("quit without input", r"status 0")


def main():
    if not shutil.which("tmux"):
        print("tmux is not there")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for name, text in (("a.py", PYTHON), ("a.go", GO), ("calls.py", CALLS), ("harmful.py", HARMFUL),
                           ("stuck.py", STUCK), ("asks.py", ASKS), ("endless.py", "n = 0\nwhile True:\n    n += 1\n")):
            pathlib.Path(name).write_text(text)
        wanted = sys.argv[2:]
        for name, test in list(globals().items()):
            if name.startswith("test_") and (not wanted or name[5:] in wanted):
                test()
        tmux("kill-server")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
