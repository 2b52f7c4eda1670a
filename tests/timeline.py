"""Reads a timeline (docs/timeline-format.md, version 2) and gives the state at each step: what the page's own reader does, written
a second time for the tests that check the format.

    for state in Timeline(json_text).states(0): state.line, state.frames, state.boxes, state.output
"""
import json

REF, INT, UINT, BOOL, ARRAY = 6, 2, 3, 1, 9
VALUE, REFCOUNT = 0, 2


class Box(dict):
    __getattr__ = dict.__getitem__


def utf16_slice(text, start, removed, inserted):
    units = text.encode("utf-16-le", "surrogatepass")
    return (units[:2 * start] + inserted.encode("utf-16-le") + units[2 * (start + removed):]).decode("utf-16-le", "surrogatepass")


class State:
    def __init__(self, program):
        self.program, self.boxes, self.gone, self.frames = program, {}, {}, []
        self.output = self.errors = ""
        self.unfollowed = 0

    def apply(self, step):
        texts, program = self.program["texts"], self.program
        self.place = program["places"][step[0]]
        self.line = self.place[0]
        for kind, *rest in step[1:]:
            if isinstance(kind, int):
                box = self.boxes[kind]
                for offset, digits in zip(rest[::2], rest[1::2]):
                    piece = bytes.fromhex(digits)
                    assert offset + len(piece) <= len(box.bytes), "a piece behind the end"
                    box["bytes"] = box.bytes[:offset] + piece + box.bytes[offset + len(piece):]
            elif kind in "oe":
                name = {"o": "output", "e": "errors"}[kind]
                setattr(self, name, getattr(self, name) + rest[0])
            elif kind == "-":
                for frame in [self.frames.pop() for _ in range(rest[0])]:
                    for number in frame["names"]:
                        self.gone[number] = self.boxes.pop(number)
            elif kind == "x":
                for number in rest:
                    box = self.gone[number] = self.boxes.pop(number)
                    if box.is_name:
                        self.frames[box.frame]["names"].remove(number)
            elif kind == "+":
                self.frames.append({"function": texts[rest[0]], "address": rest[1], "line": 0, "names": []})
            elif kind == "l":
                self.frames[rest[0]]["line"] = rest[1]
            elif kind == "n":
                number, frame, position, name, slot, value, writer, digits = rest
                words = program["names"][name]
                self.boxes[number] = Box(is_name=True, frame=frame, name=texts[words[0]], address=slot, layout=words[3], line=words[4],
                                         identity=words[5], value=None if value < 0 else texts[value], writer=texts[writer],
                                         bytes=bytes.fromhex(digits))
                self.frames[frame]["names"].insert(position, number)
            elif kind == "c":
                number, address, layout, place, value, digits = rest
                self.boxes[number] = Box(is_name=False, address=address, layout=layout, place=texts[place],
                                         value=None if value < 0 else texts[value], bytes=bytes.fromhex(digits))
            elif kind == "r":
                box = self.boxes[rest[0]] = self.gone.pop(rest[0])
                if box.is_name:
                    self.frames[box.frame]["names"].insert(rest[1], rest[0])
            elif kind == "a":
                self.boxes[rest[0]].update(address=rest[1], identity=program["names"][rest[2]][5])
            elif kind == "t":
                box, size = self.boxes[rest[0]], rest[2]
                box.update(layout=rest[1], bytes=box.bytes[:size].ljust(size, b"\0"))
            elif kind == "v":
                box = self.boxes[rest[0]]
                box["value"] = utf16_slice(box.value or "", *rest[1:]) if len(rest) > 1 else None
            elif kind == "w":
                self.boxes[rest[0]]["writer"] = texts[rest[1]]
            elif kind == "m":
                self.unfollowed = rest[0]
            else:
                raise AssertionError(f"unknown change {kind!r}")

    def layout(self, box):
        return self.program["layouts"][box.layout]

    def type(self, box):
        return self.program["texts"][self.layout(box)[0]]

    def size(self, box):
        return self.layout(box)[1] if box.layout >= 0 else 0

    def number(self, box, layout=None, offset=0):
        """The number that the bytes say when no value is written."""
        fields = [field for field in (layout or self.layout(box))[2] if field[4] == VALUE]
        assert len(fields) == 1, "no value, and bytes that do not say it"
        _, at, size, kind, _, nested, count = fields[0]
        if kind == ARRAY and count == 1:
            return self.number(box, self.program["layouts"][nested], offset + at)
        raw = int.from_bytes(box.bytes[offset + at:offset + at + size], "little", signed=kind == INT)
        return ("true" if raw else "false") if kind == BOOL else str(raw)

    def value(self, box):
        return self.number(box) if box.value is None else box.value

    def field(self, box, role):
        """The number in the first field of a role, or None."""
        for _, offset, size, _, its_role, _, _ in self.layout(box)[2]:
            if its_role == role:
                return int.from_bytes(box.bytes[offset:offset + size], "little")
        return None

    def references(self, box):
        """The addresses in the fields of role value that are references, not within nested layouts."""
        found = []
        for _, offset, size, kind, role, nested, count in self.layout(box)[2]:
            if kind == REF and role == VALUE:
                found.append(int.from_bytes(box.bytes[offset:offset + 8], "little"))
        return found

    def name(self, frame, name):
        for number in self.frames[frame]["names"]:
            if self.boxes[number].name == name:
                return self.boxes[number]
        return None

    def cell(self, address):
        for box in self.boxes.values():
            if not box.is_name and box.address == address:
                return box
        return None


class Timeline:
    def __init__(self, text):
        document = json.loads(text)
        assert (document["format"], document["version"]) == ("varscope-timeline", 2)
        self.programs = document["programs"]

    def states(self, index=0):
        """The state at each step, one object that goes on."""
        program = self.programs[index]
        state = State(program)
        for step in program["steps"]:
            state.apply(step)
            yield state
