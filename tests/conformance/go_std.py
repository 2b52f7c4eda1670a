#!/usr/bin/python3
"""Type-checks every package of the installed Go's library and compares the number that passes with a floor.

usage: go_std.py GO_STD_CHECK FLOOR

The packages are those that `go list std` names (without cgo), and runtime/cgo, which it hides then. Apart are builtin, which is
documentation, unsafe, which is a part of the compiler, and embed/internal/embedtest, which has nothing but tests. Ends with 77 where no
Go is installed.
"""
import os
import re
import shutil
import subprocess
import sys

CHECK, FLOOR = sys.argv[1], int(sys.argv[2])
NOT_PACKAGES, HIDDEN = {"builtin", "unsafe", "embed/internal/embedtest"}, {"runtime/cgo"}


def main():
    done = subprocess.run([CHECK, "-t"], capture_output=True, text=True)
    if done.returncode == 77:
        print(done.stderr)
        return 77
    ours = set(re.findall(r"(?m)^(\S+) \d+ \d+\.\d+$", done.stdout))
    if shutil.which("go"):
        listed = subprocess.run(["go", "list", "std"], capture_output=True, text=True, check=True, cwd="/",
                                env={**os.environ, "CGO_ENABLED": "0"}).stdout.split()
        missing, extra = set(listed) - ours - NOT_PACKAGES, ours - set(listed) - HIDDEN
        if missing or extra:
            print(f"the packages found differ from `go list std`: missing {sorted(missing)}, extra {sorted(extra)}")
            return 1
    print(re.sub(r"(?m)^\S+ \d+ \d+\.\d+\n", "", done.stdout), end="")
    counts = re.search(r"(\d+) of (\d+) packages", done.stdout)
    print(f"{counts[1]} of {counts[2]} packages of Go's library are accepted; at least {FLOOR} must be")
    return 0 if int(counts[1]) >= FLOOR else 1


sys.exit(main())
