/* Places: where each cell stands, for the whole run.
 *
 * A picture that jumps at every step cannot be read. So places are given once: a cell gets its column from
 * how far it is from the names when it is born, and in its column the topmost gap that is free during its
 * whole life. It never moves, and nothing moves because of it. */
import { KIND, ROLE, readUint } from './timeline.js';

export const ROW = 22, HEAD = 26, GAP = 14, ROWS_MOST = 40;

/* The lines that a cell shows. In the simple mode a cell without references is its value. */
export function cellLines(run, box, machine) {
  const fields = run.fields(box, ROWS_MOST);
  const isReference = (field) => field.kind === KIND.ref && field.role === ROLE.value;
  if (machine) return fields;
  if (!fields.some(isReference)) return [];
  return fields.filter((field) => field.more || isReference(field));
}

function height(run, box, machine) {
  return HEAD + ROW * Math.min(cellLines(run, box, machine).length, ROWS_MOST + 8) + GAP;
}

/* Columns of the cells that are new at this step: breadth-first from the names. */
function giveColumns(run, state, columns) {
  let wave = [...state.boxes.values()].filter((box) => box.isName);
  const seen = new Set();
  for (let column = 0; wave.length && column < 12; column++) {
    const next = [];
    for (const box of wave)
      for (const field of run.fields(box, ROWS_MOST)) {
        if (field.kind !== KIND.ref || field.role !== ROLE.value) continue;
        const target = run.target(state, readUint(box.bytes, field.offset, 8));
        if (!target || target.isName || seen.has(target.number)) continue;
        seen.add(target.number);
        next.push(target);
        if (!columns.has(target.number)) columns.set(target.number, Math.min(column, 4));
      }
    wave = next;
  }
}

function lives(run) {
  const cells = new Map(), columns = new Map();
  for (let step = 0; step <= run.last; step++) {
    let born = false;
    const state = run.goTo(step);
    for (const change of run.steps[step].slice(1)) {
      if (change[0] === 'x' && cells.has(change[1])) cells.get(change[1]).end = step;
      born = born || change[0] === 'c';
    }
    if (!born) continue;
    giveColumns(run, state, columns);
    for (const number of state.fresh) {
      const box = state.boxes.get(number);
      if (box.isName) continue;
      cells.set(number, { number, start: step, end: Infinity, column: columns.get(number) || 0,
        heights: [height(run, box, false), height(run, box, true)] });
    }
  }
  return [...cells.values()];
}

/* The topmost place in the column that is free while the cell lives. */
function topOf(cell, column, mode) {
  const others = column.filter((other) => other.start < cell.end && cell.start < other.end).sort((a, b) => a.tops[mode] - b.tops[mode]);
  let top = 0;
  for (const other of others) {
    if (other.tops[mode] - top >= cell.heights[mode]) break;
    top = Math.max(top, other.tops[mode] + other.heights[mode]);
  }
  return top;
}

/* For each cell {column, tops: [simple, machine]}. */
export function placeCells(run) {
  const columns = [], places = new Map();
  for (const cell of lives(run)) {
    const column = (columns[cell.column] ||= []);
    cell.tops = [0, 0];
    cell.tops = [topOf(cell, column, 0), topOf(cell, column, 1)];
    column.push(cell);
    places.set(cell.number, cell);
  }
  return places;
}
