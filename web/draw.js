/* Drawing: a state becomes a picture. Frames stand at the left, cells at their places to the right, arrows
 * above both. Elements are made anew at each step; their places are not (see place.js). */
import { KIND, ROLE, fieldText, hex, hexBytes, readUint } from './timeline.js';
import { ROWS_MOST, cellLines } from './place.js';

const SLOT_ROWS = 16;

export function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

/* A dot from which an arrow starts, or a word when there is nothing to point at. */
function reference(run, state, box, field, arrows) {
  const address = readUint(box.bytes, field.offset, 8);
  const target = field.role === ROLE.value ? run.target(state, address) : null;
  const node = element('span', target ? 'dot' : 'none', target ? '' : address ? hex(address) : 'none');
  if (target) {
    node.title = hex(address);
    node.dataset.target = target.number;
    arrows.push({ from: node, to: target.number, source: box.number });
  }
  return node;
}

function valueOf(run, state, box, field, arrows) {
  if (field.kind === KIND.ref) return reference(run, state, box, field, arrows);
  return element('span', 'value', fieldText(box, field));
}

function machineRow(run, state, box, field, arrows) {
  const row = element('tr', field.role === ROLE.padding ? 'padding' : '');
  if (field.more) {
    row.append(element('td', 'offset', ''), element('td', 'path', field.path), element('td', 'bytes', '…'),
      element('td', 'value', `${field.more.toLocaleString('en')} more`));
    return row;
  }
  const value = element('td');
  value.append(valueOf(run, state, box, field, arrows));
  row.append(element('td', 'offset', `+${field.offset}`), element('td', 'path', field.path || 'value'),
    element('td', 'bytes', hexBytes(box.bytes, field.offset, field.size)), value);
  return row;
}

function simpleRow(run, state, box, field, arrows) {
  const row = element('tr');
  row.append(element('td', 'path', field.path));
  const value = element('td');
  if (field.more) value.append(element('span', 'none', `${field.more.toLocaleString('en')} more`));
  else value.append(valueOf(run, state, box, field, arrows));
  row.append(value);
  return row;
}

function drawCell(run, state, box, machine, arrows) {
  const card = element('section', 'cell');
  card.dataset.box = box.number;
  const head = element('h3');
  head.append(element('span', 'type', run.type(box)));
  const lines = cellLines(run, box, machine);
  if (machine) head.append(element('span', 'address', ` ${hex(box.address)}, ${run.size(box)} bytes`));
  else if (!lines.length) head.append(element('span', 'value', ' ' + box.value));
  card.title = [box.value, box.place].filter(Boolean).join(' · ');
  const table = element('table');
  for (const field of lines.slice(0, ROWS_MOST + 8))
    table.append(machine ? machineRow(run, state, box, field, arrows) : simpleRow(run, state, box, field, arrows));
  card.append(head, table);
  return card;
}

function nameRow(run, state, box, machine, arrows) {
  const row = element('tr', 'name');
  row.dataset.box = box.number;
  const value = element('td');
  if (!box.address) value.append(element('span', 'none', 'unbound'));
  else if (run.isTag(box)) value.append(reference(run, state, box, { offset: 0, role: ROLE.value }, arrows));
  else value.append(element('span', 'value', box.value));
  row.append(element('th', '', box.name));
  if (machine) {
    row.append(element('td', 'declared', box.declared || box.kind), element('td', 'address', box.address ? hex(box.address) : ''),
      element('td', 'bytes', hexBytes(box.bytes, 0, run.size(box))));
    if (box.writer) row.title = box.writer;
  }
  row.append(value);
  const identity = run.identity(box);
  if (identity && !machine) row.title = `${box.identityText} = ${identity}`;
  return row;
}

/* A slot that holds more than a scalar shows its parts below, and a pointer in it its arrow. */
function partRows(run, state, box, machine, arrows) {
  if (run.isTag(box) || !box.address) return [];
  const fields = run.fields(box, SLOT_ROWS);
  const scalar = fields.length === 1 && !fields[0].path;
  if (scalar && fields[0].kind !== KIND.ref) return [];
  if (!machine && !fields.some((field) => field.kind === KIND.ref)) return [];
  const shown = machine && !scalar ? fields : fields.filter((field) => field.more || field.kind === KIND.ref);
  return shown.slice(0, SLOT_ROWS + 4).map((field) => {
    const row = machine && !scalar ? machineRow(run, state, box, field, arrows) : simpleRow(run, state, box, field, arrows);
    row.classList.add('part');
    row.dataset.box = box.number;
    if (row.lastChild && machine && !scalar) row.lastChild.colSpan = 2;
    else if (machine) row.lastChild.colSpan = 4;
    return row;
  });
}

function drawFrame(run, state, frame, index, machine, arrows) {
  const card = element('section', 'frame');
  const head = element('h3', '', frame.function);
  if (machine && frame.address) head.append(element('span', 'address', ` at ${hex(frame.address)}`));
  const table = element('table');
  for (const number of frame.names) {
    const box = state.boxes.get(number);
    table.append(nameRow(run, state, box, machine, arrows), ...partRows(run, state, box, machine, arrows));
  }
  card.append(head, frame.names.length ? table : element('p', 'none', 'no names yet'));
  if (index === state.frames.length - 1) card.classList.add('innermost');
  return card;
}

/* Of a deep stack the first and the last frames. */
function drawFrames(run, state, machine, arrows) {
  const nodes = [], count = state.frames.length;
  state.frames.forEach((frame, index) => {
    if (count > 14 && index >= 2 && index < count - 10) {
      if (index === 2) nodes.push(element('p', 'none', `… ${count - 12} frames …`));
      return;
    }
    if (!frame.names.length && !frame.line && index < count - 1) return;
    nodes.push(drawFrame(run, state, frame, index, machine, arrows));
  });
  return nodes;
}

export function draw(pane, state, machine) {
  const { run, places } = pane, arrows = [], mode = machine ? 1 : 0;
  pane.frames.replaceChildren(...drawFrames(run, state, machine, arrows));
  const cards = [], names = [...state.boxes.values()].filter((box) => box.isName && box.address);
  let bottom = 0, columns = 0;
  for (const box of state.boxes.values()) {
    const inName = names.some((name) => box.address >= name.address && box.address + run.size(box) <= name.address + run.size(name));
    if (box.isName || inName) continue;
    const card = drawCell(run, state, box, machine, arrows), place = places.get(box.number);
    card.style.setProperty('--column', place.column);
    card.style.setProperty('--top', place.tops[mode] + 'px');
    bottom = Math.max(bottom, place.tops[mode] + place.heights[mode]);
    columns = Math.max(columns, place.column + 1);
    cards.push(card);
  }
  pane.cells.style.setProperty('--height', bottom + 'px');
  pane.cells.style.setProperty('--columns', columns);
  pane.cells.replaceChildren(...cards);
  for (const node of pane.picture.querySelectorAll('[data-box]')) {
    node.classList.toggle('changed', state.changed.has(+node.dataset.box));
    node.classList.toggle('fresh', state.fresh.has(+node.dataset.box));
  }
  pane.arrows = arrows;
  drawArrows(pane);
}

function curve(from, to) {
  if (to.left > from.right + 8) {
    const bend = Math.max(20, (to.left - from.right) / 2);
    return `M${from.right - 5},${from.y} C${from.right + bend},${from.y} ${to.left - bend},${to.y} ${to.left - 3},${to.y}`;
  }
  const out = Math.max(from.right, to.right) + 26;
  return `M${from.right - 5},${from.y} C${out},${from.y} ${out},${to.y} ${to.right + 3},${to.y}`;
}

export function drawArrows(pane) {
  const origin = pane.picture.getBoundingClientRect();
  const paths = [];
  const box = (node, y) => {
    const rect = node.getBoundingClientRect();
    return { left: rect.left - origin.left, right: rect.right - origin.left, y: rect.top - origin.top + (y ?? rect.height / 2) };
  };
  for (const arrow of pane.arrows) {
    const target = pane.picture.querySelector(`[data-box="${arrow.to}"]`);
    if (!target) continue;
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', curve(box(arrow.from), box(target, 13)));
    path.setAttribute('marker-end', 'url(#head)');
    path.dataset.to = arrow.to;
    path.dataset.from = arrow.source;
    paths.push(path);
  }
  pane.paths.replaceChildren(...paths);
  pane.svg.setAttribute('width', pane.picture.scrollWidth);
  pane.svg.setAttribute('height', pane.picture.scrollHeight);
}

/* Lights up a box and everything that refers to it. */
export function light(pane, number) {
  const referring = new Set(pane.arrows.filter((arrow) => arrow.to === number).map((arrow) => arrow.source));
  const out = new Set(pane.arrows.filter((arrow) => arrow.source === number).map((arrow) => arrow.to));
  for (const node of pane.picture.querySelectorAll('[data-box]')) {
    const here = +node.dataset.box;
    node.classList.toggle('lit', number !== null && (here === number || referring.has(here) || out.has(here)));
  }
  for (const path of pane.paths.children)
    path.classList.toggle('lit', number !== null && (+path.dataset.to === number || +path.dataset.from === number));
}
