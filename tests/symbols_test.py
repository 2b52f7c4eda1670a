"""Sizes, alignments and offsets that `varscope symbols` shows, beside those of real Go.

    symbols_test.py VARSCOPE

A program with structs of all sorts is shown; from the tables a Go program is written that asks unsafe.Sizeof,
Alignof and Offsetof about every type and field in them, and what it prints must be what the tables say."""
import os
import subprocess
import sys
import tempfile

PROGRAM = """package main

type Small struct {
	a bool
	b int64
	c bool
}
type Word uint16
type Pair[K comparable, V any] struct {
	key K
	val V
}
type Ends struct {
	n    int32
	last struct{}
}
type All struct {
	flag                        bool
	inner                       Small
	numbers                     [3]int16
	table                       map[string]Pair[string, int8]
	text                        string
	list                        []Word
	any                         interface{}
	call                        func(int) string
	real                        float32
	both                        complex128
	word                        Word
	nested                      [2]struct{ x, y int8; z uint32 }
	ends                        Ends
	wait                        chan *Small
	small                       uint8
	pointer                     *Pair[int8, Ends]
}

func main() {
	var all All
	pair := Pair[Word, [5]int8]{key: 1}
	println(all.flag, pair.key)
}
"""


def tables(text):
    """Each scope with its rows, as dictionaries by column."""
    found, scope, columns = [], None, None
    for line in text.splitlines():
        if line.startswith("│"):
            cells = [cell.strip() for cell in line.strip("│").split("│")]
            if columns is None:
                columns = cells
            else:
                found.append((scope, dict(zip(columns, cells))))
        elif line and line[0] not in "┌├└":
            scope, columns = line, None
    return found


def questions(rows):
    """Pairs of a Go expression and the number that it must have."""
    for scope, row in rows:
        name = row["name"].replace("main.", "")
        if scope == "types":
            yield f"unsafe.Sizeof(*new({name}))", row["size"]
            yield f"unsafe.Alignof(*new({name}))", row["align"]
        elif scope.startswith("struct") and row["kind"] == "field":
            owner = scope.replace("struct main.", "").replace("main.", "")
            offset = row["place"].split()[-1]
            yield f"unsafe.Offsetof(new({owner}).{row['name']})", offset
            yield f"unsafe.Sizeof(new({owner}).{row['name']})", row["size"]
            yield f"unsafe.Alignof(new({owner}).{row['name']})", row["align"]


def padding_is_right(rows):
    """Fields and padding of a struct lie side by side and fill it."""
    sizes = {row["name"]: int(row["size"].split()[0]) for scope, row in rows if scope == "types"}
    ends = {}
    for scope, row in rows:
        if not scope.startswith("struct"):
            continue
        offset = int(row["place"].split()[-1])
        if offset != ends.get(scope, 0):
            print(f"{scope}: {row} does not begin at {ends.get(scope, 0)}")
            return False
        ends[scope] = offset + int(row["size"].split()[0])
    for scope, end in ends.items():
        if end != sizes[scope.removeprefix("struct ") if scope.startswith("struct main.") else scope]:
            print(f"{scope} ends at {end}")
            return False
    return len(ends) >= 6


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "types.go")
        with open(path, "w") as file:
            file.write(PROGRAM)
        shown = subprocess.run([sys.argv[1], "symbols", path], capture_output=True, text=True,
                               env={**os.environ, "COLUMNS": "200"})
        rows = tables(shown.stdout)
        asked = list(questions(rows))
        if len(asked) < 80 or not padding_is_right(rows):
            print(shown.stdout, shown.stderr, f"{len(asked)} questions")
            return 1
        with open(os.path.join(folder, "ask.go"), "w") as file:
            file.write('package main\n\nimport "unsafe"\n' + PROGRAM.split("package main\n")[1].split("func main")[0])
            lines = [f"\tprintln({expression})" for expression, _ in asked]
            file.write("func main() {\n" + "\n".join(lines) + "\n}\n")
        try:
            real = subprocess.run(["go", "run", os.path.join(folder, "ask.go")], capture_output=True, text=True)
        except FileNotFoundError:
            return 77
        answers = real.stderr.split()
        wrong = [f"{expression} is {answer}, not {said}"
                 for (expression, said), answer in zip(asked, answers) if said.split()[0] != answer]
        print("\n".join(wrong) or f"{len(answers)} sizes, alignments and offsets agree")
        return 1 if wrong or len(answers) != len(asked) else 0


sys.exit(main())
