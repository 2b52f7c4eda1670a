/* The page: panes (one for each program), the controls, the keyboard, the address bar. */
import { Run, hex } from './timeline.js';
import { CHARACTER } from './shape.js';
import { Places } from './place.js';
import { draw, drawArrows, element, light } from './draw.js';

const timeline = JSON.parse(document.getElementById('timeline').textContent);
const control = (id) => document.getElementById(id);
const panes = timeline.programs.map((program) => makePane(new Run(program)));
const last = Math.max(...panes.map((pane) => pane.run.last));
let step = 0, machine = false, playing = null;

function arrowLayer() {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.innerHTML = '<defs><marker id="head" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="6.5" markerHeight="6.5" orient="auto">'
    + '<path d="M0,0 L8,4 L0,8 z"/></marker></defs><g></g>';
  svg.setAttribute('aria-hidden', 'true');
  return svg;
}

function makePane(run) {
  const root = element('article', 'pane'), source = element('ol', 'source'), picture = element('div', 'picture'), svg = arrowLayer();
  const canvas = element('div', 'canvas');
  const pane = { run, root, source, picture, svg, paths: svg.lastChild, frames: element('div', 'frames'), cells: element('div', 'cells'),
    output: element('pre', 'output'), where: element('p', 'where'), left: element('p', 'left-out'), arrows: [], open: new Set() };
  run.lines.forEach((line, index) => {
    const item = element('li', '', line || ' ');
    item.dataset.line = index + 1;
    item.tabIndex = -1;
    source.append(item);
  });
  source.setAttribute('aria-label', 'Source; Enter on a line goes to its next execution');
  source.title = 'Click on a line: go to its next execution';
  picture.tabIndex = -1;
  canvas.append(pane.frames, pane.cells, svg);
  picture.append(canvas, pane.left);
  const side = element('div', 'side');
  side.append(element('h2', '', run.file), pane.where, source, element('h4', '', 'Output'), pane.output);
  const notice = cutNotice(run);
  if (notice) side.prepend(element('p', 'cut', notice));
  root.append(side, picture);
  pane.toggle = (what) => {
    if (!pane.open.delete(what)) pane.open.add(what);
    show(pane);
  };
  listenToPane(pane);
  pane.places = new Places(run);
  pane.widths = widthsOf(run);
  return pane;
}

/* What this page does not show, in words. */
function cutNotice(run) {
  const parts = [];
  if (!run.ended) parts.push(`The program goes on: only its first ${run.last.toLocaleString('en')} steps are in this page (--max-steps).`);
  if (run.left?.outputBytes) parts.push(`${run.left.outputBytes.toLocaleString('en')} bytes of its output are left out.`);
  return parts.join(' ');
}

/* Frames are as wide as the widest of their names ever gets, so that nothing beside them moves. */
function widthsOf(run) {
  let label = 4;
  for (const { name } of run.names) label = Math.max(label, Math.min(name.length, 24));
  const functions = run.steps.flatMap((changes) => changes.slice(1).filter((change) => change[0] === '+').map((change) => run.texts[change[1]].length));
  const values = 18;
  const head = Math.min(Math.max(0, ...functions), 30) + 3;
  return [Math.max(150, Math.ceil(Math.max(label + values, head) * CHARACTER) + 44), Math.ceil(Math.max(label + 14 + 25 + 4, head + 16) * CHARACTER) + 84];
}

function boxOf(node) {
  const dot = node.closest('[data-target]'), box = node.closest('[data-box]');
  return dot ? +dot.dataset.target : box ? +box.dataset.box : null;
}

function listenToPane(pane) {
  const { source, picture } = pane;
  source.addEventListener('click', (event) => goToLine(pane, +event.target.closest('li')?.dataset.line));
  source.addEventListener('keydown', (event) => {
    const item = event.target.closest('li');
    const to = { ArrowUp: item?.previousSibling, ArrowDown: item?.nextSibling }[event.key];
    if (event.key === 'Enter' && item) goToLine(pane, +item.dataset.line);
    else if (!to) return;
    to?.focus();
    event.preventDefault();
    event.stopPropagation();
  });
  for (const [enter, leave] of [['pointerover', 'pointerleave'], ['focusin', 'focusout']]) {
    picture.addEventListener(enter, (event) => light(pane, boxOf(event.target)));
    picture.addEventListener(leave, () => light(pane, null));
  }
}

function describe(pane, state) {
  const { run } = pane;
  if (state.place.line) return `before line ${state.place.line} runs`;
  return run.status ? `the end, status ${run.status}` : 'the end';
}

/* Marks the statement that is about to run, and the lines of the calls that led here. */
function markSource(pane, state) {
  const { source } = pane, { line, column, length } = state.place;
  for (const item of source.querySelectorAll('.current, .calling')) {
    item.classList.remove('current', 'calling');
    item.textContent = pane.run.lines[item.dataset.line - 1] || ' ';
    item.tabIndex = -1;
    item.removeAttribute('aria-current');
  }
  for (const frame of state.frames.slice(0, -1)) source.children[frame.line - 1]?.classList.add('calling');
  const current = source.children[line - 1];
  if (!current) return;
  current.classList.add('current');
  current.setAttribute('aria-current', 'step');
  current.tabIndex = 0;
  const text = pane.run.lines[line - 1];
  if (length) current.replaceChildren(text.slice(0, column), element('mark', '', text.slice(column, column + length)), text.slice(column + length));
  const room = source.clientHeight, at = current.offsetTop;
  if (at < source.scrollTop || at > source.scrollTop + room - 40) source.scrollTop = at - room / 3;
}

function show(pane) {
  const at = Math.min(step, pane.run.last), state = pane.run.goTo(at);
  markSource(pane, state);
  pane.where.replaceChildren(describe(pane, state));
  if (machine && state.place.instruction) pane.where.append(element('code', 'instruction', state.place.instruction));
  pane.output.replaceChildren(document.createTextNode(state.output));
  if (state.errors) pane.output.append(element('span', 'errors', state.errors));
  pane.output.scrollTop = pane.output.scrollHeight;
  draw(pane, state, machine, at);
}

function goTo(wanted, notice = '') {
  step = Math.max(0, Math.min(Math.round(wanted) || 0, last));
  control('slider').value = control('step').value = step;
  control('notice').textContent = notice;
  panes.forEach(show);
  history.replaceState(null, '', `#step=${step}`);
}

function goToLine(pane, line) {
  if (!line) return;
  const { run } = pane;
  for (let i = 1; i <= run.last + 1; i++) {
    const at = (step + i) % (run.last + 1);
    if (run.lineOf(at) === line) return goTo(at, at <= step ? `line ${line}: the first time again` : '');
  }
  control('notice').textContent = `line ${line} never runs`;
}

/* Does the state show, new or changed, the text as a name, a value or an address? */
function matches(run, state, query) {
  for (const number of [...state.fresh, ...state.changed]) {
    const box = state.boxes.get(number), value = box && box.layout >= 0 ? run.value(box) : '';
    if (!box) continue;
    const texts = [box.name, value, box.address && hex(box.address), run.identity(box), box.address && String(box.address)];
    if (texts.some((text) => text && text === query) || (query.length > 2 && value.includes(query))) return box;
  }
  return null;
}

function search(query, direction) {
  if (!query) return;
  for (let i = 1; i <= last + 1; i++) {
    const at = (step + direction * i + 2 * (last + 1)) % (last + 1);
    for (const pane of panes) {
      if (at > pane.run.last) continue;
      const box = matches(pane.run, pane.run.goTo(at), query);
      if (!box) continue;
      goTo(at, `“${query}” is new or changed at step ${at}`);
      pane.picture.querySelector(`[data-box="${box.number}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      return light(pane, box.number);
    }
  }
  goTo(step, `“${query}” was not found`);
}

function play(on) {
  clearInterval(playing);
  if (on && step === last) goTo(0);
  playing = on ? setInterval(() => (step < last ? goTo(step + 1) : play(false)), 600) : null;
  control('play').textContent = on ? '❚❚' : '▶';
  control('play').setAttribute('aria-label', on ? 'Pause' : 'Play');
}

function setMachine(on) {
  machine = on;
  control('simple').setAttribute('aria-pressed', String(!on));
  control('machine').setAttribute('aria-pressed', String(on));
  document.body.classList.toggle('machine', on);
  panes.forEach(show);
}

function showKeys() {
  const isHidden = (control('keys').hidden = !control('keys').hidden);
  control('help').setAttribute('aria-expanded', String(!isHidden));
}

/* One table: what a key does, and what the list of keys says about it. */
const keys = [
  [['ArrowRight', 'l', 'n'], '→ l', 'step', () => goTo(step + 1)],
  [['ArrowLeft', 'h', 'p'], '← h', 'step back', () => goTo(step - 1)],
  [['PageDown'], 'PgDn', 'ten steps', () => goTo(step + 10)],
  [['PageUp'], 'PgUp', 'ten steps back', () => goTo(step - 10)],
  [['Home', 'g'], 'Home', 'first step', () => goTo(0)],
  [['End', 'G'], 'End', 'last step', () => goTo(last)],
  [[' '], 'space', 'play, pause', () => play(!playing)],
  [['m'], 'm', 'simple or machine', () => setMachine(!machine)],
  [['/'], '/', 'search (Shift+Enter: backwards)', () => control('query').focus()],
  [['s'], 's', 'step by number', () => control('step').select()],
  [['?'], '?', 'these keys', showKeys],
];
const actions = new Map(keys.flatMap(([names, , , action]) => names.map((name) => [name, action])));

function listen() {
  const press = { first: 'Home', back: 'ArrowLeft', next: 'ArrowRight', last: 'End', play: ' ', help: '?' };
  for (const [id, key] of Object.entries(press)) control(id).onclick = actions.get(key);
  control('simple').onclick = () => setMachine(false);
  control('machine').onclick = () => setMachine(true);
  control('slider').oninput = (event) => goTo(+event.target.value);
  control('step').onchange = (event) => goTo(+event.target.value);
  control('search').onsubmit = (event) => event.preventDefault();
  control('query').onkeydown = (event) => {
    if (event.key === 'Enter') search(control('query').value.trim(), event.shiftKey ? -1 : 1);
  };
  addEventListener('keydown', (event) => {
    const typing = event.target.matches('input[type=search], input[type=number]');
    if (typing && event.key === 'Escape') event.target.blur();
    const pressing = (event.key === ' ' || event.key === 'Enter') && event.target.matches('button');
    if (typing || pressing || event.ctrlKey || event.metaKey || event.altKey || !actions.has(event.key)) return;
    event.preventDefault();
    actions.get(event.key)();
  });
  addEventListener('hashchange', () => goTo(stepOfLink()));
  addEventListener('resize', () => panes.forEach(drawArrows));
  addEventListener('beforeprint', () => panes.forEach(drawArrows));
}

function stepOfLink() {
  return +(/step=(\d+)/.exec(location.hash)?.[1] ?? 0);
}

control('title').textContent = panes.map((pane) => pane.run.file.split('/').pop()).join(' and ');
control('slider').max = control('step').max = last;
control('steps').textContent = last.toLocaleString('en');
control('panes').append(...panes.map((pane) => pane.root));
control('panes').classList.toggle('pair', panes.length > 1);
control('keys').append(...keys.flatMap(([, shown, what]) => [element('dt', '', shown), element('dd', '', what)]));
listen();
goTo(stepOfLink());
performance.mark('first picture');
