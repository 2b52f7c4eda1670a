/* Shapes: what of a box is shown, as data. Drawing and placing read the same shape, so that what is drawn fits
 * where it was given room.
 *
 * Machine: every field of every cell, a line each. Simple: values. There a cell that only lies between a value
 * and its elements (it has no value of its own: a list's block of references) is shown inside of the cell that
 * refers to it, and a cell without references is written where it is referred to, unless a name refers to it. */
import { KIND, REFERENCES_MOST, ROLE, fieldText, readUint } from './timeline.js';

export const ROW = 20, HEAD = 30, GAP = 14, PART = 22, NAME = [30, 46], ROWS_SHOWN = 24, TILES_SHOWN = REFERENCES_MOST;
export const CELL_WIDTH = [224, 446], TILE_HEIGHT = 38, CHARACTER = 7.6;

export const FIELDS_MOST = 4096;

/* Everything that is asked of one state, found once. */
export class Scene {
  constructor(run, state, finder) {
    Object.assign(this, { run, state, finder });
    this.named = new Set();
    for (const box of finder.names)
      for (const field of run.references(box)) {
        const target = finder.find(readUint(box.bytes, field.offset, 8));
        if (target && !target.isName) this.named.add(target.number);
      }
  }

  /* Where the references of a box lead: [{field, address, box}]. */
  targets(box) {
    return this.run.references(box).filter((field) => field.offset + 8 <= box.bytes.length).map((field) => {
      const address = readUint(box.bytes, field.offset, 8);
      return { field, address, box: this.finder.find(address) };
    });
  }

  /* What refers to nothing: its value says all. */
  isLeaf(box) { return !box.isName && this.run.references(box).every((field) => readUint(box.bytes, field.offset, 8) === 0); }

  /* The cell that is shown inside of this one, or null. */
  inner(box) {
    if (box.isName || !this.run.value(box)) return null;
    const leading = this.targets(box).filter((target) => target.box);
    const [only] = leading;
    return leading.length === 1 && !only.box.isName && only.address === only.box.address && !this.run.value(only.box) ? only.box : null;
  }

  /* In the simple view: the cells that are cards of their own. */
  cards() {
    const inside = new Set(), cells = [];
    for (const box of this.state.boxes.values()) {
      if (box.isName || (this.isLeaf(box) && !this.named.has(box.number)) || this.isInName(box)) continue;
      const inner = this.isLeaf(box) ? null : this.inner(box);
      if (inner) inside.add(inner.number);
      cells.push(box);
    }
    return cells.filter((box) => this.named.has(box.number) || !inside.has(box.number));
  }

  /* A pointer may lead to a variable's own bytes: they are shown already. */
  isInName(cell) {
    const box = this.finder.find(cell.address);
    return Boolean(box?.isName) && cell.address + this.run.size(cell) <= box.address + this.run.size(box);
  }

  /* Elements of a cell for the simple view: [{label, text, target}], and how many there are besides. */
  elements(box) {
    const from = this.inner(box) ?? box, items = [];
    let more = 0;
    for (const field of this.run.fields(from, TILES_SHOWN)) {
      if (field.more) more += field.more;
      else if (field.role === ROLE.value && field.offset + field.size <= from.bytes.length && !isMissing(from, field)) items.push(this.element(from, field));
      else if (field.role === ROLE.value && field.kind !== KIND.text) more += 1;
    }
    const plain = items.length === 1 && !items[0].target && !items[0].address && items[0].text === this.run.value(box);
    return { items: plain || (this.isLeaf(from) && !items.some((item) => item.path[0] === '[')) ? [] : items, more, from };
  }

  element(box, field) {
    const label = field.path.replace(/^\w+(?=\[)/, '');
    if (field.kind !== KIND.ref) return { label, path: field.path, text: fieldText(box, field) };
    const address = readUint(box.bytes, field.offset, 8), target = this.finder.find(address);
    const isLeaf = target && this.isLeaf(target);
    return { label, path: field.path, address, target, text: !target ? (address ? '…' : '–') : isLeaf ? this.run.value(target) : '' };
  }
}

/* A part with a name that leads nowhere is not worth a line. */
function isMissing(box, field) {
  return field.kind === KIND.ref && !/\]$/.test(field.path) && readUint(box.bytes, field.offset, 8) === 0;
}

/* Elements in a row ("[0]", "[1]") are tiles; named parts are lines. */
export function areTiles(items) {
  return items.length > 0 && items.every((item) => /^\[\d+\]$/.test(item.label));
}

export function tileWidth(items) {
  const longest = Math.max(1, ...items.map((item) => Math.min(item.text.length, 14)));
  return Math.max(34, Math.ceil(longest * CHARACTER + 12));
}

/* Height of a card in the mode (0 simple, 1 machine). */
export function cardHeight(scene, box, mode) {
  if (mode === 1) {
    const count = scene.run.fields(box, ROWS_SHOWN).length;
    return HEAD + ROW * Math.min(count, ROWS_SHOWN + 1) + 6;
  }
  const { items, more } = scene.elements(box);
  if (!items.length) return HEAD + 2;
  if (!areTiles(items)) return HEAD + ROW * Math.min(items.length + (more ? 1 : 0), ROWS_SHOWN + 1) + 8;
  const across = Math.max(1, Math.floor((CELL_WIDTH[0] - 18) / (tileWidth(items) + 3)));
  return HEAD + TILE_HEIGHT * Math.ceil(items.length / across) + (more ? ROW : 0) + 8;
}

/* The lines that a name shows below itself: the parts of what its slot holds. */
export function partsOf(run, box, mode) {
  if (!box.address || run.isTag(box)) return [];
  const fields = run.fields(box, ROWS_SHOWN);
  if (fields.length === 1 && !fields[0].path) return fields[0].kind === KIND.ref && fields[0].role === ROLE.value ? fields : [];
  if (mode === 1) return fields.slice(0, ROWS_SHOWN + 1);
  return fields.filter((field) => field.kind === KIND.ref && field.role === ROLE.value && !field.more).slice(0, ROWS_SHOWN);
}

/* A slot that is one pointer shows its arrow in the name's own line. */
export function isPointer(run, box) {
  const fields = box.address ? run.fields(box, ROWS_SHOWN) : [];
  return fields.length === 1 && !fields[0].path && fields[0].kind === KIND.ref && fields[0].role === ROLE.value;
}

export function nameHeight(run, box, mode) {
  return NAME[mode] + (isPointer(run, box) ? 0 : PART * partsOf(run, box, mode).length);
}
