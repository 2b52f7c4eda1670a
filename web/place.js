/* Places: where each name and each cell stands, for the whole run.
 *
 * A picture that jumps at every step cannot be read. So places are given once, before anything is drawn: the
 * run is walked, and of everything that is ever shown its *lives* are noted (from which step to which, and how
 * high it gets). Then each life gets a place that is free during all of it: a cell in the column that tells
 * how far it is from the names, as near as possible to what refers to it and with as few crossing arrows as
 * possible; a name in its frame; a frame below its caller. Nothing moves because of something else. */
import { Finder } from './timeline.js';
import { GAP, HEAD, Scene, cardHeight, nameHeight } from './shape.js';

const COLUMNS = 5, CROWD = 40, FRAME_END = 8;

/* Walks the run and collects lives of names, frames and (by mode) cards. */
class Census {
  constructor(run) {
    this.run = run;
    this.names = new Map(); /* box number: lives, the last one may be open */
    this.frames = new Map(); /* frame key: {names: [life], caller: key, heights} */
    this.cards = [new Map(), new Map()];
    this.columns = new Map();
  }

  walk() {
    for (let step = 0; step <= this.run.last; step++) {
      const state = this.run.goTo(step), { changed, fresh } = state;
      if (changed.size || fresh.size || this.run.steps[step].length > 1 || step === 0) this.look(state, step);
    }
  }

  look(state, step) {
    const scene = new Scene(this.run, state, new Finder(this.run, state));
    this.lookAtFrames(state, step);
    this.giveColumns(scene, state);
    this.lookAtCards(scene, step, 0, scene.cards());
    this.lookAtCards(scene, step, 1, this.cellsToLookAt(scene, step), (number) => state.boxes.has(number) && !(this.swallows && scene.isInName(state.boxes.get(number))));
  }

  /* In the machine view all cells are cards, so only those that came or changed matter, unless a name came or
   * moved: it may be where a cell is. */
  cellsToLookAt(scene, step) {
    const { boxes, fresh, changed } = scene.state, isName = (number) => boxes.get(number)?.isName;
    this.swallows = [...fresh].some(isName) || this.run.steps[step].some((change) => change[0] === 'a');
    const cells = (this.swallows ? [...boxes.values()] : [...fresh, ...changed].map((number) => boxes.get(number))).filter((box) => box && !box.isName);
    return cells.filter((box) => !scene.isInName(box));
  }

  lookAtFrames(state, step) {
    const alive = new Set();
    state.frames.forEach((frame, index) => {
      if (!this.frames.has(frame.key)) this.frames.set(frame.key, { names: [], caller: state.frames[index - 1]?.key, width: [0, 0] });
      const known = this.frames.get(frame.key);
      for (const number of frame.names) {
        const box = state.boxes.get(number), life = this.live(this.names, number, step, known.names);
        alive.add(number);
        if (life.start === step || state.changed.has(number) || state.fresh.has(number))
          life.heights = [0, 1].map((mode) => Math.max(life.heights[mode], nameHeight(this.run, box, mode)));
      }
    });
    this.end(this.names, alive, step);
  }

  lookAtCards(scene, step, mode, cells, stays = () => false) {
    const alive = new Set(), lives = this.cards[mode], { changed, fresh } = scene.state;
    for (const box of cells) {
      const inner = mode === 0 ? scene.inner(box) : null, life = this.live(lives, box.number, step);
      alive.add(box.number);
      if (life.start !== step && !changed.has(box.number) && !fresh.has(box.number) && !(inner && (changed.has(inner.number) || fresh.has(inner.number))))
        continue;
      life.height = Math.max(life.height ?? 0, cardHeight(scene, box, mode));
      life.column ??= mode === 0 && scene.named.has(box.number) ? 0 : this.columns.get(box.number) ?? 0;
      life.from ??= this.referrer(scene, box);
    }
    this.end(lives, alive, step, stays);
  }

  live(map, number, step, list) {
    if (!map.has(number)) map.set(number, []);
    const lives = map.get(number), open = lives.at(-1);
    if (open && open.end === Infinity) return open;
    const life = { number, start: step, end: Infinity, heights: [0, 0] };
    lives.push(life);
    list?.push(life);
    (map.open ??= new Set()).add(number);
    return life;
  }

  end(map, alive, step, stays = () => false) {
    for (const number of map.open ?? []) {
      if (alive.has(number) || stays(number)) continue;
      map.get(number).at(-1).end = step;
      map.open.delete(number);
    }
  }

  /* Columns of the cells that are new: one more than that of what refers to them. That is something that is
   * new or has changed too; only what had been left out before is found by the long way, from all names. */
  giveColumns(scene, state) {
    const wanted = new Set([...state.fresh].filter((number) => !state.boxes.get(number)?.isName));
    if (!wanted.size) return;
    this.referrers = new Map();
    const known = [...state.changed, ...state.fresh].map((number) => state.boxes.get(number)).filter((box) => box && !wanted.has(box.number));
    this.follow(scene, known.sort((a, b) => b.isName - a.isName), wanted);
    if (wanted.size) this.follow(scene, [...scene.finder.names, ...state.boxes.values()].filter((box) => !wanted.has(box.number)), wanted);
  }

  follow(scene, wave, wanted) {
    while (wave.length && wanted.size) {
      const next = [];
      for (const box of wave)
        for (const { box: target } of scene.targets(box)) {
          if (!target || !wanted.delete(target.number)) continue;
          next.push(target);
          this.referrers.set(target.number, box);
          this.columns.set(target.number, Math.min(box.isName ? 0 : (this.columns.get(box.number) ?? 0) + 1, COLUMNS - 1));
        }
      wave = next;
    }
  }

  /* Who referred to it when it was found: a name or a cell. */
  referrer(scene, box) {
    const from = this.referrers?.get(box.number) ?? null;
    return from && { number: from.number, isName: from.isName, frame: from.isName ? scene.state.frames[from.frame].key : null };
  }
}

/* The places in a column that are free during a life: gaps between those that live at the same time. */
function freeTops(life, others, ideal) {
  const tops = [];
  let top = 0;
  for (const other of [...others, { top: Infinity, height: 0 }]) {
    const room = other.top - GAP - life.height - top;
    if (room >= 0) tops.push(Math.min(Math.max(ideal, top), top + room));
    top = Math.max(top, other.top + other.height + GAP);
  }
  return tops;
}

function crossings(life, top, others) {
  let count = 0;
  for (const other of others) if ((life.y - other.y) * (top - other.top) < 0) count++;
  return count;
}

function chooseTop(life, others) {
  const tops = freeTops(life, others, Math.max(0, life.y - HEAD / 2));
  let best = tops[0], least = Infinity;
  for (const top of tops) {
    const crossed = others.length > CROWD ? 0 : crossings(life, top, others);
    const cost = crossed * 400 + Math.abs(top - life.y + HEAD / 2);
    if (cost < least) [best, least] = [top, cost];
  }
  return best;
}

/* Names in their frames: the topmost rows that are free during their lives. */
function placeNames(frame, mode) {
  let bottom = 0;
  const placed = [];
  for (const life of frame.names) {
    const others = placed.filter((other) => other.end > life.start).map((other) => ({ top: other.tops[mode], height: other.heights[mode] }))
      .sort((a, b) => a.top - b.top);
    let top = 0;
    for (const other of others) {
      if (other.top - top >= life.heights[mode]) break;
      top = Math.max(top, other.top + other.height);
    }
    (life.tops ??= [0, 0])[mode] = top;
    bottom = Math.max(bottom, top + life.heights[mode]);
    placed.push(life);
  }
  return HEAD + Math.max(bottom, 22) + FRAME_END;
}

export class Places {
  constructor(run) {
    const census = new Census(run);
    census.walk();
    this.frames = census.frames;
    this.names = census.names;
    this.cards = census.cards;
    for (const frame of this.frames.values()) frame.heights = [placeNames(frame, 0), placeNames(frame, 1)];
    for (const mode of [0, 1]) this.placeCards(mode);
  }

  /* Top of a frame when all of its callers are shown. */
  frameTop(key, mode) {
    let top = 0;
    for (let at = this.frames.get(key).caller; at !== undefined; at = this.frames.get(at).caller) top += this.frames.get(at).heights[mode] + GAP;
    return top;
  }

  /* Height at which the arrow to a card starts. */
  startOf(life, mode) {
    if (!life.from) return 0;
    const at = life.start, from = life.from;
    if (from.isName) return Math.min(this.frameTop(from.frame, mode), 1500) + HEAD + (lifeAt(this.names, from.number, at)?.tops[mode] ?? 0) + 13;
    const card = lifeAt(this.cards[mode], from.number, at);
    return card?.top === undefined ? 0 : card.top + HEAD;
  }

  placeCards(mode) {
    const lives = [...this.cards[mode].values()].flat().sort((a, b) => a.start - b.start || a.column - b.column);
    const columns = Array.from({ length: COLUMNS }, () => []);
    for (const life of lives) {
      const column = (columns[life.column] = columns[life.column].filter((other) => other.end > life.start));
      life.y = this.startOf(life, mode);
      life.top = chooseTop(life, column);
      column.push(life);
      column.sort((a, b) => a.top - b.top);
    }
  }

  name(number, step) { return lifeAt(this.names, number, step); }
  card(number, step, mode) { return lifeAt(this.cards[mode], number, step); }
}

/* The life of a box at a step; lives are in order. */
function lifeAt(map, number, step) {
  const lives = map.get(number) ?? [];
  let low = 0, high = lives.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lives[middle].start <= step) low = middle + 1;
    else high = middle;
  }
  const life = lives[low - 1];
  return life && life.end > step ? life : null;
}
