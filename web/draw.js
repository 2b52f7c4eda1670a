/* Drawing: a state becomes a picture. Frames stand at the left, cells at their places to the right, arrows
 * above both. Elements are made anew at each step; their places are not (see place.js). */
import { Finder, KIND, ROLE, fieldText, hex, hexBytes, readUint } from './timeline.js';
import { CELL_WIDTH, FIELDS_MOST, GAP, ROWS_SHOWN, Scene, TILES_SHOWN, areTiles, isPointer, partsOf, tileWidth } from './shape.js';

const FRAMES_SHOWN = 14, FRAMES_FIRST = 2, FOLDED_BY = 8;

export function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function count(number, noun) {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

/* One drawing of one pane. */
class Picture {
  constructor(pane, state, mode, step) {
    Object.assign(this, { pane, run: pane.run, state, mode, step, arrows: [] });
    this.scene = new Scene(pane.run, state, new Finder(pane.run, state));
    const cells = [...state.boxes.values()].filter((box) => !box.isName && !this.scene.isInName(box));
    this.cells = mode ? cells : this.scene.cards();
    this.shown = new Set(this.cells.map((box) => box.number));
  }

  /* A dot from which an arrow starts; a word when there is nothing to point at. */
  dot(box, address, target, role = ROLE.value) {
    if (!address) return element('span', 'none', 'none');
    if (role !== ROLE.value || !target) return element('span', 'address', hex(address));
    const node = element('span', 'dot');
    node.title = `→ ${hex(address)}`;
    node.dataset.target = target.number;
    if (target.isName || this.shown.has(target.number)) this.arrows.push({ from: node, to: target.number, source: box.number });
    return node;
  }

  fieldValue(box, field) {
    if (field.kind !== KIND.ref) return element('span', 'value', fieldText(box, field));
    if (field.offset + 8 > box.bytes.length) return element('span', 'none', '…');
    const address = readUint(box.bytes, field.offset, 8);
    return this.dot(box, address, this.scene.finder.find(address), field.role);
  }

  /* A line that stands for what is not shown; a button when this page has it. */
  more(box, number, isHere) {
    const node = element(isHere ? 'button' : 'span', 'more', isHere ? `show ${number.toLocaleString('en')} more` : `${number.toLocaleString('en')} more, not in this page`);
    if (isHere) {
      node.type = 'button';
      node.onclick = () => this.pane.toggle(box.number);
    }
    return node;
  }

  moreRow(box, number, isHere, columns) {
    const row = element('tr'), data = element('td');
    data.colSpan = columns;
    data.append(this.more(box, number, isHere));
    row.append(data);
    return row;
  }

  machineRow(box, field) {
    const row = element('tr', field.role === ROLE.padding ? 'padding' : '');
    const value = element('td'), bytes = field.offset + Math.min(field.size, 8) <= box.bytes.length;
    value.append(this.fieldValue(box, field));
    row.append(element('td', 'offset', this.run.offsetText(box, field)), element('td', 'path', field.path || 'value'),
      element('td', 'bytes', bytes ? hexBytes(box.bytes, field.offset, field.size) : '…'), value);
    row.dataset.field = field.path || 'value';
    return row;
  }

  /* Of all fields so many that are shown, and how many more there are, in this page and outside of it. */
  portion(box, most) {
    const isOpen = this.pane.open.has(box.number);
    const fields = this.run.fields(box, isOpen ? FIELDS_MOST : most);
    const here = fields.filter((field) => !field.more && field.offset < Math.max(box.bytes.length, 1));
    let hidden = 0;
    for (const field of fields) hidden += field.more ?? 0;
    hidden += fields.length - fields.filter((field) => field.more).length - here.length;
    const shown = isOpen ? here : here.slice(0, most);
    const everything = this.run.fields(box, FIELDS_MOST).filter((field) => !field.more && field.offset < Math.max(box.bytes.length, 1)).length;
    return { shown, here: everything - shown.length, outside: hidden + here.length - everything };
  }

  machineTable(box) {
    const table = element('table'), { shown, here, outside } = this.portion(box, ROWS_SHOWN);
    for (const field of shown) table.append(this.machineRow(box, field));
    if (here > 0) table.append(this.moreRow(box, here, true, 4));
    else if (outside > 0) table.append(this.moreRow(box, outside, false, 4));
    return table;
  }

  tile(from, item) {
    const node = element('span', 'tile'), isShown = item.target && (item.target.isName || this.shown.has(item.target.number));
    node.append(element('small', '', item.label.slice(1, -1)));
    if (item.text) node.append(element('b', 'value', item.text));
    else node.append(this.dot(from, item.address, item.target));
    if (item.target) {
      node.dataset.target = item.target.number;
      node.title = `${item.label} → ${this.run.type(item.target)} ${this.run.value(item.target)}`;
      if (!isShown) node.dataset.box = item.target.number;
      else if (item.text && this.scene.named.has(item.target.number)) node.classList.add('shared');
    }
    return node;
  }

  lineRow(from, item) {
    const row = element('tr'), value = element('td');
    if (item.text) value.append(element('span', 'value', item.text));
    else value.append(this.dot(from, item.address, item.target));
    if (item.target) value.dataset.target = item.target.number;
    row.append(element('td', 'path', item.label || 'value'), value);
    return row;
  }

  simpleBody(box) {
    const isOpen = this.pane.open.has(box.number), { items, from } = this.scene.elements(box);
    if (!items.length) return null;
    const { here, outside } = this.portion(from, TILES_SHOWN);
    const list = isOpen ? this.run.fields(from, FIELDS_MOST).filter((field) => !field.more && field.role === ROLE.value && field.offset + field.size <= from.bytes.length)
      .map((field) => this.scene.element(from, field)) : items;
    const tiles = areTiles(items), body = element(tiles ? 'div' : 'table', tiles ? 'tiles' : '');
    if (tiles) body.style.setProperty('--tile', `${tileWidth(items)}px`);
    const most = tiles ? TILES_SHOWN : ROWS_SHOWN;
    for (const item of isOpen ? list : list.slice(0, most)) body.append(tiles ? this.tile(from, item) : this.lineRow(from, item));
    const rest = isOpen ? 0 : Math.max(here, items.length - most);
    if (rest > 0) body.append(tiles ? this.more(box, rest, true) : this.moreRow(box, rest, true, 2));
    else if (outside > 0) body.append(tiles ? this.more(box, outside, false) : this.moreRow(box, outside, false, 2));
    return body;
  }

  cell(box) {
    const card = element('section', 'cell'), head = element('h3'), { run, mode } = this;
    card.dataset.box = box.number;
    card.tabIndex = 0;
    const body = mode ? this.machineTable(box) : this.simpleBody(box), value = run.value(box);
    head.append(element('span', 'type', run.type(box)));
    if (mode) head.append(element('span', 'address', hex(box.address)), element('span', 'size', count(run.size(box), 'byte')));
    else if (!body) head.append(element('span', 'value', value));
    card.title = [run.type(box), value, box.place].filter(Boolean).join(' · ');
    card.append(head);
    if (body) card.append(body);
    if (this.pane.open.has(box.number)) card.classList.add('open');
    const life = this.pane.places.card(box.number, this.step, mode);
    card.style.cssText = `left:${life.column * (CELL_WIDTH[mode] + 60)}px;top:${life.top}px;width:${CELL_WIDTH[mode]}px`;
    this.bottom = Math.max(this.bottom ?? 0, life.top + life.height + GAP);
    this.right = Math.max(this.right ?? 0, (life.column + 1) * (CELL_WIDTH[mode] + 60));
    return card;
  }

  partRow(box, field) {
    const row = element('div', 'part');
    if (field.more) {
      row.append(element('span', 'none', `${count(field.more, 'element')} more`));
      return row;
    }
    if (this.mode) row.append(element('span', 'offset', this.run.offsetText(box, field)));
    row.append(element('span', 'path', field.path));
    if (this.mode) row.append(element('span', 'bytes', hexBytes(box.bytes, field.offset, field.size)));
    row.append(this.fieldValue(box, field));
    row.dataset.field = field.path;
    return row;
  }

  nameValue(box) {
    if (!box.address) return element('span', 'none', 'unbound');
    if (!isPointer(this.run, box)) return element('span', 'value', this.run.value(box));
    const address = readUint(box.bytes, 0, 8), node = element('span', 'refers');
    const target = this.scene.finder.find(address), isTag = this.run.isTag(box);
    if (!isTag || (target && this.mode === 0 && this.scene.isLeaf(target))) node.append(element('span', 'value', this.run.value(isTag ? target : box)));
    node.append(this.dot(box, address, target));
    return node;
  }

  name(box) {
    const { run, mode } = this, node = element('div', 'name'), first = element('div', 'line');
    node.dataset.box = box.number;
    node.tabIndex = 0;
    const identity = run.identity(box);
    node.title = [box.declared || box.kind, identity && `${box.identityText} = ${identity}`, box.writer && `written by ${box.writer}`].filter(Boolean).join('\n');
    first.append(element('span', 'label', box.name));
    if (mode && box.address) first.append(element('span', 'address', hex(box.address)), element('span', 'bytes', hexBytes(box.bytes, 0, run.size(box))));
    first.append(this.nameValue(box));
    node.append(first);
    if (mode) {
      const second = element('div', 'line details');
      second.append(element('span', '', box.declared || box.kind));
      if (identity && box.identity === 2) second.append(element('span', 'identity', `${box.identityText} = ${identity}`));
      if (box.writer) second.append(element('span', 'writer', `← ${box.writer}`));
      node.append(second);
    }
    if (!isPointer(run, box)) node.append(...partsOf(run, box, mode).map((field) => this.partRow(box, field)));
    node.style.top = `${this.pane.places.name(box.number, this.step).tops[mode]}px`;
    return node;
  }

  frame(frame, index, top) {
    const card = element('section', 'frame'), head = element('h3'), names = element('div', 'names');
    head.append(element('span', 'type', frame.function));
    if (this.mode && frame.address) head.append(element('span', 'address', hex(frame.address)));
    let bottom = 0;
    for (const number of frame.names) {
      const life = this.pane.places.name(number, this.step);
      names.append(this.name(this.state.boxes.get(number)));
      bottom = Math.max(bottom, life.tops[this.mode] + life.heights[this.mode]);
    }
    if (!frame.names.length) names.append(element('p', 'none', 'no names yet'));
    names.style.height = `${Math.max(bottom, 22)}px`;
    card.style.top = `${top}px`;
    card.append(head, names);
    if (index === this.state.frames.length - 1) card.classList.add('innermost');
    return card;
  }

  /* Of a deep stack the first and the last frames; those between are folded in groups, so that the rest stays
   * where it is most of the time. */
  folded() {
    const { length } = this.state.frames;
    if (length <= FRAMES_SHOWN || this.pane.open.has('frames')) return FRAMES_FIRST;
    return FRAMES_FIRST + Math.ceil((length - FRAMES_SHOWN) / FOLDED_BY) * FOLDED_BY;
  }

  frames() {
    const nodes = [], end = this.folded(), { places } = this.pane;
    let top = 0;
    this.state.frames.forEach((frame, index) => {
      if (index === FRAMES_FIRST && end > FRAMES_FIRST) {
        const fold = this.fold(end - FRAMES_FIRST);
        fold.style.top = `${top}px`;
        top += 40;
        nodes.push(fold);
      }
      if (index >= FRAMES_FIRST && index < end) return;
      if (!frame.names.length && !frame.line && index < this.state.frames.length - 1) return;
      nodes.push(this.frame(frame, index, top));
      top += places.frames.get(frame.key).heights[this.mode] + GAP;
    });
    this.framesBottom = top;
    return nodes;
  }

  fold(number) {
    const node = element('button', 'fold', `… ${count(number, 'frame')} …`);
    node.type = 'button';
    node.onclick = () => this.pane.toggle('frames');
    return node;
  }
}

export function draw(pane, state, machine, step) {
  const picture = new Picture(pane, state, machine ? 1 : 0, step);
  const focused = pane.picture.contains(document.activeElement) ? document.activeElement.dataset.box : null;
  const frames = picture.frames(), cards = picture.cells.map((box) => picture.cell(box));
  pane.frames.replaceChildren(...frames);
  pane.frames.style.height = `${picture.framesBottom}px`;
  pane.frames.style.width = `${pane.widths[picture.mode]}px`;
  pane.cells.replaceChildren(...cards);
  pane.cells.style.cssText = `height:${picture.bottom ?? 0}px;width:${picture.right ?? 0}px`;
  for (const node of pane.picture.querySelectorAll('[data-box]')) {
    node.classList.toggle('changed', state.changed.has(+node.dataset.box));
    node.classList.toggle('fresh', state.fresh.has(+node.dataset.box));
  }
  pane.left.textContent = state.unfollowed ? `${count(state.unfollowed, 'reference')} not followed: more than a page holds (--all shows more)` : '';
  pane.arrows = picture.arrows;
  if (focused) pane.picture.querySelector(`[data-box="${focused}"]`)?.focus({ preventScroll: true });
  drawArrows(pane);
}

function curve(from, to) {
  if (to.left > from.right + 8) {
    const bend = Math.max(24, (to.left - from.right) * 0.55);
    return `M${from.right - 5},${from.y} C${from.right + bend},${from.y} ${to.left - bend},${to.y} ${to.left - 4},${to.y}`;
  }
  const out = Math.max(from.right, to.right) + 30;
  return `M${from.right - 5},${from.y} C${out},${from.y} ${out},${to.y} ${to.right + 4},${to.y}`;
}

export function drawArrows(pane) {
  const origin = pane.svg.getBoundingClientRect(), paths = [];
  const box = (node, y) => {
    const rect = node.getBoundingClientRect();
    return { left: rect.left - origin.left, right: rect.right - origin.left, y: rect.top - origin.top + (y ?? rect.height / 2) };
  };
  for (const arrow of pane.arrows) {
    const target = pane.picture.querySelector(`section[data-box="${arrow.to}"], .name[data-box="${arrow.to}"]`);
    if (!target) continue;
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', curve(box(arrow.from), box(target, 15)));
    path.setAttribute('marker-end', 'url(#head)');
    path.dataset.to = arrow.to;
    path.dataset.from = arrow.source;
    paths.push(path);
  }
  pane.paths.replaceChildren(...paths);
}

/* Lights up a box and everything that refers to it, and what it refers to. */
export function light(pane, number) {
  const lit = new Set(number === null ? [] : [number]);
  for (const arrow of pane.arrows) {
    if (arrow.to === number) lit.add(arrow.source);
    if (arrow.source === number) lit.add(arrow.to);
  }
  for (const node of pane.picture.querySelectorAll('[data-box], [data-target]'))
    node.classList.toggle('lit', lit.has(+node.dataset.box) || (number !== null && +node.dataset.target === number));
  for (const path of pane.paths.children)
    path.classList.toggle('lit', number !== null && (+path.dataset.to === number || +path.dataset.from === number));
  pane.picture.classList.toggle('lighting', number !== null);
}
