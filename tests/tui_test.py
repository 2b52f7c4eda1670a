#!/usr/bin/python3
"""The terminal UI, in a terminal that tmux provides: step, search, scroll, resize, quit. Skipped (77) without tmux."""
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


def check(name, pattern):
    global failed, passed
    if wait_for(pattern):
        passed += 1
    else:
        failed += 1
        print(f"FAIL {name}: no {pattern!r} on the screen\n{screen()}")


def keys(*words):
    tmux("send-keys", "-t", SESSION, *words)


def start(command, width=120, height=36):
    """Each program gets a tmux server of its own: one that is told to end takes a while, and takes new sessions with it."""
    global SESSION, started
    if SESSION:
        tmux("kill-server")
    started += 1
    SESSION = f"varscope-test-{os.getpid()}-{started}"
    tmux("new-session", "-d", "-s", SESSION, "-x", str(width), "-y", str(height), f"{command}; echo status $?; sleep 60")


if not shutil.which("tmux"):
    print("tmux is not there")
    sys.exit(77)
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    pathlib.Path("a.py").write_text(PYTHON)
    pathlib.Path("a.go").write_text(GO)
    pathlib.Path("endless.py").write_text("n = 0\nwhile True:\n    n += 1\n")
    start(f"{VARSCOPE} view a.py")
    check("the first line", r"▶ +1 numbers")
    keys("l")
    check("a step", r"step 1 of \d+")
    check("a name with its slot", r"numbers .*0x2[0-9a-f]{10}")
    keys("w")
    keys("total", "Enter")
    check("the next change of a name", r"▶ +3 for number")
    keys("n")
    keys("N")
    check("and the one before", r"step \d+ of")
    keys("G")
    check("the end", r"the end, status 0")
    check("the output", r"│? ?6 *\n|\b6\b")
    keys("?")
    check("help", r"scroll the picture")
    keys("x")
    keys("2", "g")
    check("to a step by number", r"step 2 of")
    tmux("resize-window", "-t", SESSION, "-x", "80", "-y", "24")
    check("smaller", r"step 2 of")
    tmux("resize-window", "-t", SESSION, "-x", "30", "-y", "8")
    check("too small", r"too small")
    tmux("resize-window", "-t", SESSION, "-x", "100", "-y", "30")
    keys("q")
    check("quit", r"status 0")
    start(f"{VARSCOPE} view a.py a.go", 160, 40)
    check("two programs", r"a\.py.*a\.go")
    keys("l", "l", "Tab", "l")
    check("both step", r"step 3 of")
    keys("q")
    check("quit two", r"status 0")
    start(f"NO_COLOR=1 {VARSCOPE} view --max-steps 3000000 endless.py", 80, 24)
    check("a recording that is cut", r"step 0 of 3000000")
    keys("G")
    check("its last step", r"step 3000000 of")
    keys("q")
    check("quit a cut one", r"status 0")
    start(f"{VARSCOPE} view endless.py")
    check("recording shows its progress", r"Recording .*\d+ steps")
    keys("C-c")
    check("Ctrl-C keeps what was recorded", r"step 0 of \d+")
    keys("q")
    start(f"echo in | {VARSCOPE} view a.py")
    check("standard input is a pipe", r"step 0 of")
    keys("q")
    tmux("kill-server")
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
