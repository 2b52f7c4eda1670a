/* The page: panes (one for each program), the controls, the keyboard, the address bar. */
import { Run, hex } from './timeline.js';
import { placeCells } from './place.js';
import { draw, drawArrows, element, light } from './draw.js';

const timeline = JSON.parse(document.getElementById('timeline').textContent);
const control = (id) => document.getElementById(id);
const panes = timeline.programs.map((program) => makePane(new Run(program)));
const last = Math.max(...panes.map((pane) => pane.run.last));
let step = 0, machine = false, playing = null;

function makePane(run) {
  const root = element('article', 'pane'), source = element('ol', 'source'), picture = element('div', 'picture');
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.innerHTML = '<defs><marker id="head" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    + '<path d="M0,0 L8,4 L0,8 z"/></marker></defs><g></g>';
  svg.setAttribute('aria-hidden', 'true');
  const pane = { run, root, source, picture, svg, paths: svg.lastChild, frames: element('div', 'frames'), cells: element('div', 'cells'),
    output: element('pre', 'output'), where: element('p', 'where'), arrows: [] };
  run.lines.forEach((line, index) => {
    const item = element('li', '', line || ' ');
    item.dataset.line = index + 1;
    source.append(item);
  });
  source.title = 'Click on a line: go to its next execution';
  source.addEventListener('click', (event) => goToLine(pane, +event.target.closest('li')?.dataset.line));
  picture.addEventListener('pointerover', (event) => light(pane, boxOf(event.target)));
  picture.addEventListener('pointerleave', () => light(pane, null));
  picture.append(pane.frames, pane.cells, svg);
  const left = element('div', 'left');
  left.append(element('h2', '', run.file), pane.where, source, element('h4', '', 'Output'), pane.output);
  root.append(left, picture);
  pane.places = placeCells(run);
  return pane;
}

function boxOf(node) {
  const dot = node.closest('[data-target]'), box = node.closest('[data-box]');
  return dot ? +dot.dataset.target : box ? +box.dataset.box : null;
}

function describe(pane, state) {
  const { run } = pane;
  if (state.line) return `before line ${state.line} runs`;
  return run.status ? `the end, status ${run.status}` : 'the end';
}

function show(pane) {
  const state = pane.run.goTo(Math.min(step, pane.run.last));
  for (const item of pane.source.querySelectorAll('.current, .calling')) item.classList.remove('current', 'calling');
  for (const frame of state.frames.slice(0, -1)) pane.source.children[frame.line - 1]?.classList.add('calling');
  const current = pane.source.children[state.line - 1];
  current?.classList.add('current');
  if (current) {
    const { offsetTop } = current, room = pane.source.clientHeight;
    if (offsetTop < pane.source.scrollTop || offsetTop > pane.source.scrollTop + room - 40) pane.source.scrollTop = offsetTop - room / 3;
  }
  pane.where.textContent = describe(pane, state);
  pane.output.replaceChildren(document.createTextNode(state.output));
  if (state.errors) pane.output.append(element('span', 'errors', state.errors));
  pane.output.scrollTop = pane.output.scrollHeight;
  draw(pane, state, machine);
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
  const { steps } = pane.run;
  for (let i = 1; i <= steps.length; i++) {
    const at = (step + i) % steps.length;
    if (steps[at][0] === line) return goTo(at, at <= step ? `line ${line}: the first time again` : '');
  }
  control('notice').textContent = `line ${line} never runs`;
}

/* Does the state show the text as a name, a value or an address? */
function matches(run, state, query) {
  for (const box of state.boxes.values()) {
    const texts = [box.name, box.value, box.address && hex(box.address), run.identity(box), box.address && String(box.address)];
    if ((state.changed.has(box.number) || state.fresh.has(box.number)) && texts.some((text) => text && text === query)) return box;
  }
  return null;
}

function search(query) {
  if (!query) return;
  for (let i = 1; i <= last + 1; i++) {
    const at = (step + i) % (last + 1);
    for (const pane of panes) {
      if (at > pane.run.last) continue;
      const box = matches(pane.run, pane.run.goTo(at), query);
      if (!box) continue;
      goTo(at, `“${query}” is new or changed at step ${at}`);
      return light(pane, box.number);
    }
  }
  goTo(step, `“${query}” was not found`);
}

function play(on) {
  clearInterval(playing);
  playing = on ? setInterval(() => (step < last ? goTo(step + 1) : play(false)), 600) : null;
  control('play').textContent = on ? 'Pause' : 'Play';
  control('play').setAttribute('aria-label', on ? 'Pause' : 'Play');
}

function setMachine(on) {
  machine = on;
  control('mode').setAttribute('aria-pressed', String(on));
  document.body.classList.toggle('machine', on);
  panes.forEach(show);
}

const keys = {
  ArrowLeft: () => goTo(step - 1), ArrowRight: () => goTo(step + 1), h: () => goTo(step - 1), l: () => goTo(step + 1),
  PageUp: () => goTo(step - 10), PageDown: () => goTo(step + 10), Home: () => goTo(0), End: () => goTo(last),
  ' ': () => play(!playing), m: () => setMachine(!machine), '/': () => control('query').focus(),
};

function listen() {
  control('first').onclick = keys.Home;
  control('back').onclick = keys.ArrowLeft;
  control('next').onclick = keys.ArrowRight;
  control('last').onclick = keys.End;
  control('play').onclick = keys[' '];
  control('mode').onclick = keys.m;
  control('slider').oninput = (event) => goTo(+event.target.value);
  control('step').onchange = (event) => goTo(+event.target.value);
  control('search').onsubmit = (event) => {
    event.preventDefault();
    search(control('query').value.trim());
  };
  addEventListener('keydown', (event) => {
    const typing = event.target.matches('input[type=search], input[type=number]');
    if (typing && event.key === 'Escape') event.target.blur();
    const pressing = event.key === ' ' && event.target.matches('button');
    if (typing || pressing || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  addEventListener('hashchange', () => goTo(stepOfLink()));
  addEventListener('resize', () => panes.forEach(drawArrows));
}

function stepOfLink() {
  return +(/step=(\d+)/.exec(location.hash)?.[1] ?? 0);
}

control('title').textContent = panes.map((pane) => pane.run.file.split('/').pop()).join(' and ');
control('slider').max = control('step').max = last;
control('steps').textContent = last.toLocaleString('en');
control('panes').append(...panes.map((pane) => pane.root));
control('panes').classList.toggle('pair', panes.length > 1);
listen();
goTo(stepOfLink());
