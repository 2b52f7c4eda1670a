/* The timeline: from a list of changes to the state at any step.
 *
 * A Run applies the changes of one step after the other to a state; now and then it keeps a copy of the
 * state, so that going back means to start from the copy before. See docs/timeline-format.md. */

export const KIND = { bytes: 0, bool: 1, int: 2, uint: 3, float: 4, complex: 5, ref: 6, text: 7, struct: 8, array: 9 };
export const ROLE = { value: 0, type: 1, refcount: 2, size: 3, header: 4, padding: 5 };
const COPY_EVERY = 250;

function bytesOf(hex) {
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(hex.substr(2 * i, 2), 16);
  return bytes;
}

function copyOf(state) {
  const boxes = new Map();
  for (const [number, box] of state.boxes) boxes.set(number, { ...box, bytes: box.bytes.slice() });
  const frames = state.frames.map((frame) => ({ ...frame, names: frame.names.slice() }));
  return { ...state, boxes, frames, changed: new Set(), fresh: new Set() };
}

/* Flattens a layout into its scalar fields; arrays to at most `most` elements. */
function flatten(run, layout, most, prefix, offset, out) {
  for (const [name, at, size, kind, role, nested, count] of layout.fields) {
    const title = run.texts[name];
    const path = !title ? prefix : !prefix || title[0] === '[' ? prefix + title : prefix + '.' + title;
    if (kind === KIND.struct && nested >= 0) {
      flatten(run, run.layouts[nested], most, path, offset + at, out);
    } else if (kind === KIND.array && nested >= 0) {
      const element = run.layouts[nested];
      for (let i = 0; i < Math.min(count, most); i++)
        flatten(run, element, most, `${path}[${i}]`, offset + at + i * element.size, out);
      if (count > most) out.push({ path, offset: offset + at, size, more: count - most });
    } else {
      out.push({ path, offset: offset + at, size, kind, role, declared: nested >= 0 });
    }
  }
  return out;
}

export class Run {
  constructor(program) {
    Object.assign(this, { file: program.file, language: program.language, texts: program.texts, steps: program.steps });
    this.decimal = program.decimalIdentity;
    this.ended = program.ended;
    this.status = program.status;
    this.lines = program.source.replace(/\n$/, '').split('\n');
    this.layouts = program.layouts.map(([type, size, fields]) => ({ type: program.texts[type], size, fields }));
    this.last = this.steps.length - 1;
    this.copies = new Map();
    this.state = null;
    this.at = -1;
  }

  /* The fields of a box as lines: {path, offset, size, kind, role} or {path, more}. */
  fields(box, most) {
    return box.layout < 0 ? [] : flatten(this, this.layouts[box.layout], most, '', 0, []);
  }

  empty() {
    return { line: 0, frames: [], boxes: new Map(), output: '', errors: '', changed: new Set(), fresh: new Set() };
  }

  /* The state at `step`. It belongs to the run and changes with the next call. */
  goTo(step) {
    step = Math.max(0, Math.min(step, this.last));
    if (step < this.at || this.at < 0) {
      let start = Math.floor(step / COPY_EVERY) * COPY_EVERY;
      while (start >= 0 && !this.copies.has(start)) start -= COPY_EVERY;
      this.state = start >= 0 ? copyOf(this.copies.get(start)) : this.empty();
      this.at = start >= 0 ? start : -1;
      if (this.at === step && step > 0) this.markChanges(step);
    }
    while (this.at < step) {
      this.apply(this.state, this.steps[++this.at]);
      if (this.at % COPY_EVERY === 0 && !this.copies.has(this.at)) this.copies.set(this.at, copyOf(this.state));
    }
    return this.state;
  }

  /* A copy does not know what its own step changed; the step says so. */
  markChanges(step) {
    for (const [what, number] of this.steps[step].slice(1)) {
      if (typeof what === 'number') this.state.changed.add(what);
      else if (what === 'n' || what === 'c') this.state.fresh.add(number);
    }
  }

  apply(state, [line, ...changes]) {
    state.line = line;
    state.changed = new Set();
    state.fresh = new Set();
    for (const change of changes) {
      if (typeof change[0] === 'number') this.write(state, change);
      else this.changes[change[0]].call(this, state, change);
    }
  }

  write(state, [number, offset, hex]) {
    const box = state.boxes.get(number);
    box.bytes.set(bytesOf(hex), offset);
    state.changed.add(number);
  }

  changes = {
    '+': (state, [, name, address]) =>
      state.frames.push({ function: this.texts[name], address, line: 0, names: [], key: `${state.frames.length}.${name}` }),
    '-': (state, [, count]) => { state.frames.length -= count; },
    l: (state, [, frame, number]) => { state.frames[frame].line = number; },
    o: (state, [, text]) => { state.output += text; },
    e: (state, [, text]) => { state.errors += text; },
    v: (state, [, number, text]) => {
      state.boxes.get(number).value = this.texts[text];
      state.changed.add(number);
    },
    w: (state, [, number, text]) => { state.boxes.get(number).writer = this.texts[text]; },
    n: (state, [, number, frame, position, name, kind, declared, address, layout, lineOfName, identity, identityText, value, writer, hex]) => {
      const t = this.texts;
      state.boxes.set(number, { number, isName: true, frame, name: t[name], kind: t[kind], declared: t[declared], address, layout,
        line: lineOfName, identity, identityText: t[identityText], value: t[value], writer: t[writer], bytes: bytesOf(hex) });
      state.frames[frame].names.splice(position, 0, number);
      state.fresh.add(number);
    },
    c: (state, [, number, address, layout, place, value, hex]) => {
      state.boxes.set(number, { number, isName: false, address, layout, place: this.texts[place], value: this.texts[value],
        bytes: bytesOf(hex) });
      state.fresh.add(number);
    },
    x: (state, [, number]) => {
      state.boxes.delete(number);
      for (const frame of state.frames) {
        const position = frame.names.indexOf(number);
        if (position >= 0) frame.names.splice(position, 1);
      }
    },
  };

  size(box) { return box.layout < 0 ? 0 : this.layouts[box.layout].size; }
  type(box) { return box.layout < 0 ? '' : this.layouts[box.layout].type; }

  /* A name whose slot is nothing but a reference to what has a type of its own. */
  isTag(box) {
    const fields = box.layout < 0 ? [] : this.layouts[box.layout].fields;
    return box.isName && fields.length === 1 && fields[0][3] === KIND.ref && fields[0][5] < 0;
  }

  /* The box that an address leads to: a name's slot before a cell. */
  target(state, address) {
    let found = null;
    if (!address) return null;
    for (const box of state.boxes.values()) {
      const inside = address === box.address || (address > box.address && address < box.address + this.size(box));
      if (inside && box.bytes.length && (!found || box.isName)) found = box;
    }
    return found;
  }

  identity(box) {
    const value = box.identity === 1 ? box.address : box.identity === 2 ? readUint(box.bytes, 0, 8) : 0;
    return !value ? '' : this.decimal ? String(value) : hex(value);
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
    case KIND.bool: return box.bytes[offset] ? 'true' : 'false';
    case KIND.int: return String(readBig(box.bytes, offset, size, true));
    case KIND.uint: return String(readBig(box.bytes, offset, size, false));
    case KIND.float: return String(readFloat(box.bytes, offset, size));
    case KIND.complex: return `(${readFloat(box.bytes, offset, size / 2)}, ${readFloat(box.bytes, offset + size / 2, size / 2)})`;
    case KIND.text: return JSON.stringify(new TextDecoder().decode(box.bytes.slice(offset, offset + Math.min(size, 60)))) + (size > 60 ? '…' : '');
    default: return '';
  }
}
