/* The timeline: from a list of changes to the state at any step.
 *
 * A Run applies the changes of one step after the other to a state; now and then it keeps a copy of the
 * state, so that going back means to start from the copy before. Boxes (names' slots and cells) are never
 * changed in place but replaced, so a copy shares them. See docs/timeline-format.md. */

export const KIND = { bytes: 0, bool: 1, int: 2, uint: 3, float: 4, complex: 5, ref: 6, text: 7, struct: 8, array: 9 };
export const ROLE = { value: 0, type: 1, refcount: 2, size: 3, header: 4, padding: 5 };
export const REFERENCES_MOST = 48;
const COPY_EVERY = 250, NONE = [];

function withBytes(old, offset, hex) {
  const bytes = old.slice();
  for (let i = 0; 2 * i < hex.length && offset + i < bytes.length; i++) bytes[offset + i] = parseInt(hex.substr(2 * i, 2), 16);
  return bytes;
}

function bytesOf(hex) {
  return withBytes(new Uint8Array(hex.length / 2), 0, hex);
}

function resized(old, size) {
  const bytes = new Uint8Array(size);
  bytes.set(old.subarray(0, size));
  return bytes;
}

function copyOf(state) {
  return { ...state, boxes: new Map(state.boxes), gone: new Map(state.gone), cellsAt: new Map(state.cellsAt), frames: state.frames.map((frame) => ({ ...frame, names: [...frame.names] })) };
}

/* Flattens a layout into its scalar fields; arrays to at most `most` elements. */
function flatten(run, layout, most, prefix, offset, out) {
  for (const [name, at, size, kind, role, nested, count] of layout.fields) {
    const title = run.texts[name];
    const path = !title ? prefix : !prefix || title[0] === '[' ? prefix + title : prefix + '.' + title;
    if (kind === KIND.struct && nested >= 0) {
      flatten(run, run.layouts[nested], most, path, offset + at, out);
    } else if (kind === KIND.array && nested >= 0) {
      const element = run.layouts[nested], shown = Math.min(count, most);
      for (let i = 0; i < shown; i++) flatten(run, element, most, `${path}[${i}]`, offset + at + i * element.size, out);
      if (count > shown) out.push({ path, offset: offset + at + shown * element.size, size, more: count - shown });
    } else {
      out.push({ path, offset: offset + at, size, kind, role });
    }
  }
  return out;
}

/* The one field that holds a number, when the bytes say the value by themselves. */
function numberField(run, layout) {
  const values = layout.fields.filter((field) => field[4] === ROLE.value);
  if (values.length !== 1) return null;
  const [, offset, size, kind, , nested, count] = values[0];
  if (kind === KIND.array && count === 1 && nested >= 0) {
    const inner = numberField(run, run.layouts[nested]);
    return inner && { ...inner, offset: offset + inner.offset };
  }
  return kind === KIND.bool || kind === KIND.int || kind === KIND.uint ? { offset, size, kind } : null;
}

export class Run {
  constructor(program) {
    const { texts } = program;
    Object.assign(this, { file: program.file, language: program.language, texts, steps: program.steps, left: program.leftOut });
    this.decimal = program.decimalIdentity;
    this.ended = program.ended;
    this.status = program.status;
    this.places = program.places.map(([line, column, length, instruction]) => ({ line, column, length, instruction: texts[instruction] }));
    this.lines = program.source.replace(/\n$/, '').split('\n');
    this.layouts = program.layouts.map(([type, size, fields, before = 0]) => ({ type: texts[type], size, fields, before, flat: new Map() }));
    this.names = program.names.map(([name, kind, declared, layout, line, identity, identityText]) => ({
      name: texts[name], kind: texts[kind], declared: texts[declared], layout, line, identity, identityText: texts[identityText] }));
    this.last = this.steps.length - 1;
    this.copies = new Map();
    this.state = null;
    this.at = -1;
  }

  /* The fields of a box as lines: {path, offset, size, kind, role} or {path, offset, more}. */
  fields(box, most) {
    if (box.layout < 0) return [];
    const layout = this.layouts[box.layout];
    if (!layout.flat.has(most)) layout.flat.set(most, flatten(this, layout, most, '', 0, []));
    return layout.flat.get(most);
  }

  /* A field's offset as people count it, from the cell's address: "+16", or "-24" in front of it. */
  offsetText(box, field) {
    const offset = field.offset - this.layouts[box.layout].before;
    return offset < 0 ? String(offset) : `+${offset}`;
  }

  /* The fields that hold the program's own references, among the first `REFERENCES_MOST` of each array. */
  references(box) {
    const layout = box.layout < 0 ? null : this.layouts[box.layout];
    if (!layout) return NONE;
    return (layout.references ??= this.fields(box, REFERENCES_MOST).filter((field) => field.kind === KIND.ref && field.role === ROLE.value && !field.more));
  }

  lineOf(step) { return this.places[this.steps[step][0]].line; }

  /* The state at `step`. It belongs to the run and changes with the next call. */
  goTo(step) {
    step = Math.max(0, Math.min(step, this.last));
    if (step < this.at || this.at < 0 || step > this.at + 2 * COPY_EVERY) this.resume(step);
    while (this.at < step) {
      this.apply(this.state, this.steps[++this.at]);
      if (this.at % COPY_EVERY === 0 && !this.copies.has(this.at)) this.copies.set(this.at, copyOf(this.state));
    }
    return this.state;
  }

  /* Starts from the last copy that lies at or before `step`. */
  resume(step) {
    let start = Math.floor(step / COPY_EVERY) * COPY_EVERY;
    while (start >= 0 && !this.copies.has(start)) start -= COPY_EVERY;
    if (this.state && start <= this.at && this.at <= step) return;
    this.at = Math.max(start, -1);
    this.state = start >= 0 ? copyOf(this.copies.get(start))
      : { place: this.places[0], frames: [], boxes: new Map(), gone: new Map(), cellsAt: new Map(), output: '', errors: '', unfollowed: 0 };
  }

  apply(state, [place, ...changes]) {
    state.place = this.places[place];
    state.changed = new Set();
    state.fresh = new Set();
    for (const change of changes) {
      if (typeof change[0] === 'number') this.write(state, change);
      else this.changes[change[0]].call(this, state, ...change.slice(1));
    }
  }

  replace(state, number, what) {
    state.boxes.set(number, { ...state.boxes.get(number), ...what });
    if (!state.fresh.has(number)) state.changed.add(number);
  }

  write(state, [number, ...pieces]) {
    let { bytes } = state.boxes.get(number);
    for (let i = 0; i < pieces.length; i += 2) bytes = withBytes(bytes, pieces[i], pieces[i + 1]);
    this.replace(state, number, { bytes });
  }

  add(state, box) {
    state.boxes.set(box.number, box);
    if (!box.isName) state.cellsAt.set(box.address, box.number);
    state.fresh.add(box.number);
  }

  remove(state, number) {
    const box = state.boxes.get(number);
    state.gone.set(number, box);
    state.boxes.delete(number);
    if (!box.isName && state.cellsAt.get(box.address) === number) state.cellsAt.delete(box.address);
  }

  changes = {
    '+': (state, name, address) =>
      state.frames.push({ function: this.texts[name], address, line: 0, names: [], key: `${this.at}.${state.frames.length}` }),
    '-': (state, count) => {
      for (const frame of state.frames.splice(state.frames.length - count)) frame.names.forEach((number) => this.remove(state, number));
    },
    l: (state, frame, line) => { state.frames[frame].line = line; },
    o: (state, text) => { state.output += text; },
    e: (state, text) => { state.errors += text; },
    m: (state, count) => { state.unfollowed = count; },
    v: (state, number, start, removed, inserted) => {
      const old = state.boxes.get(number).value ?? '';
      this.replace(state, number, { value: start === undefined ? null : old.slice(0, start) + inserted + old.slice(start + removed) });
    },
    w: (state, number, text) => { state.boxes.set(number, { ...state.boxes.get(number), writer: this.texts[text] }); },
    a: (state, number, address, name) => {
      const { identity, declared } = this.names[name];
      this.replace(state, number, { address, identity, declared });
    },
    t: (state, number, layout, size) => this.replace(state, number, { layout, bytes: resized(state.boxes.get(number).bytes, size) }),
    n: (state, number, frame, position, name, address, value, writer, hex) => {
      this.add(state, { ...this.names[name], number, isName: true, frame, address, value: value < 0 ? null : this.texts[value],
        writer: this.texts[writer], bytes: bytesOf(hex) });
      state.frames[frame].names.splice(position, 0, number);
    },
    c: (state, number, address, layout, place, value, hex) => {
      this.add(state, { number, isName: false, address, layout, place: this.texts[place],
        value: value < 0 ? null : this.texts[value], bytes: bytesOf(hex) });
    },
    r: (state, number, position) => {
      const box = state.gone.get(number);
      this.add(state, box);
      if (box.isName) state.frames[box.frame].names.splice(position, 0, number);
    },
    x: (state, ...numbers) => {
      for (const number of numbers) {
        const box = state.boxes.get(number);
        if (box.isName) state.frames[box.frame].names = state.frames[box.frame].names.filter((other) => other !== number);
        this.remove(state, number);
      }
    },
  };

  size(box) { return box.layout < 0 ? 0 : this.layouts[box.layout].size; }
  type(box) { return box.layout < 0 ? '' : this.layouts[box.layout].type; }

  /* The value as the language prints it. */
  value(box) {
    if (box.value !== null) return box.value;
    const layout = this.layouts[box.layout];
    if (layout.number === undefined) layout.number = numberField(this, layout);
    const field = layout.number;
    return field ? numberText(box.bytes, field) : '';
  }

  /* A name whose slot is nothing but a reference to what has a type of its own. */
  isTag(box) {
    const fields = box.layout < 0 ? [] : this.layouts[box.layout].fields;
    return box.isName && fields.length === 1 && fields[0][3] === KIND.ref && fields[0][4] === ROLE.value && fields[0][5] < 0;
  }

  identity(box) {
    const value = box.identity === 1 ? box.address : box.identity === 2 ? readUint(box.bytes, 0, 8) : 0;
    return !value ? '' : this.decimal ? String(value) : hex(value);
  }
}

/* Finds the box that an address leads to in one state: a name's slot before a cell. */
export class Finder {
  constructor(run, state) {
    Object.assign(this, { run, state, cells: null });
    this.names = state.frames.flatMap((frame) => frame.names.map((number) => state.boxes.get(number))).filter((box) => box.address);
    this.names.sort((a, b) => a.address - b.address);
  }

  within(list, address) {
    let low = 0, high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle].address <= address) low = middle + 1;
      else high = middle;
    }
    const box = list[low - 1];
    return box && address < box.address + this.run.size(box) ? box : null;
  }

  find(address) {
    if (!address) return null;
    const name = this.within(this.names, address);
    if (name) return name;
    const exact = this.state.cellsAt.get(address);
    if (exact !== undefined) return this.state.boxes.get(exact);
    this.cells ??= [...this.state.boxes.values()].filter((box) => !box.isName).sort((a, b) => a.address - b.address);
    return this.within(this.cells, address);
  }
}

export function hex(number) {
  return '0x' + number.toString(16);
}

/* Up to 53 bits are exact, as addresses are; more becomes a BigInt's text where it is shown. */
export function readUint(bytes, offset, size) {
  let value = 0;
  for (let i = size - 1; i >= 0; i--) value = value * 256 + (bytes[offset + i] || 0);
  return value;
}

function readBig(bytes, offset, size, signed) {
  let value = 0n;
  for (let i = size - 1; i >= 0; i--) value = value * 256n + BigInt(bytes[offset + i]);
  return signed ? BigInt.asIntN(size * 8, value) : value;
}

function numberText(bytes, { kind, offset, size }) {
  if (kind === KIND.bool) return bytes[offset] ? 'true' : 'false';
  return String(readBig(bytes, offset, size, kind === KIND.int));
}

function readFloat(bytes, offset, size) {
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, size);
  return size === 4 ? view.getFloat32(0, true) : view.getFloat64(0, true);
}

export function hexBytes(bytes, offset, size) {
  const shown = Array.from(bytes.slice(offset, offset + Math.min(size, 8)), (byte) => byte.toString(16).padStart(2, '0'));
  return shown.join(' ') + (size > 8 ? ' …' : '');
}

/* What the bytes of a field mean, as text; references are the caller's matter. */
export function fieldText(box, field) {
  const { kind, offset, size } = field;
  if (offset + size > box.bytes.length && kind !== KIND.text) return '…';
  switch (kind) {
    case KIND.bool: case KIND.int: case KIND.uint: return numberText(box.bytes, field);
    case KIND.float: return String(readFloat(box.bytes, offset, size));
    case KIND.complex: return `(${readFloat(box.bytes, offset, size / 2)}, ${readFloat(box.bytes, offset + size / 2, size / 2)})`;
    case KIND.text: return JSON.stringify(new TextDecoder().decode(box.bytes.slice(offset, offset + Math.min(size, 60)))) + (size > 60 ? '…' : '');
    default: return '';
  }
}
