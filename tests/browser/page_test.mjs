/* The HTML pages in a browser: step, jump, hover, search, switch, follow a link, on a page of a Python program, of
 * a Go program, and of both.
 *
 *     node page_test.mjs PATH-TO-VARSCOPE [FOLDER FOR SCREENSHOTS]
 *
 * Every page must work without a network, without a message in the console, and must show what the program
 * itself printed. Ends with 77 when there is no browser to test with (./dev browser installs one). */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const playwright = await import('playwright-core').catch(() => null);
if (!playwright || !existsSync(executablePath)) {
  console.log('skipped: needs playwright-core and chromium (./dev browser installs them)');
  process.exit(77);
}

const varscope = resolve(process.argv[2]), shots = process.argv[3];
const folder = mkdtempSync(join(tmpdir(), 'page-'));
let failed = 0, passed = 0;

function check(name, holds, seen = '') {
  holds ? passed++ : failed++;
  if (!holds) console.log(`FAIL ${name}: ${seen}`);
}

const sources = {
  'two.py': 'from sys import getrefcount\nvar1 = 999\nprint(id(var1), getrefcount(var1))\nvar2 = var1\nprint(id(var2), getrefcount(var2))\nvar2 = "<b>text</b>"\nprint(var2)\n',
  'two.go': 'package main\n\nimport (\n\t"fmt"\n\t"unsafe"\n)\n\nfunc main() {\n\tvar var1 int\n\tvar var2 int\n\tvar1 = 999\n'
    + '\tfmt.Println(&var1, unsafe.Sizeof(var1))\n\tvar2 = var1\n\tfmt.Println(&var2, unsafe.Sizeof(var2))\n\tvar2 = 1000\n}\n',
  'sort.py': 'def sort(numbers):\n    for end in range(len(numbers) - 1, 0, -1):\n        for i in range(end):\n            if numbers[i] > numbers[i + 1]:\n'
    + '                numbers[i], numbers[i + 1] = numbers[i + 1], numbers[i]\n\n\nvalues = [(i * 7919) % 1009 for i in range(SIZE)]\npairs = {"a": [1, 2], "b": values}\nsort(values)\nprint(values[:3])\n',
  'list.go': 'package main\n\nimport "fmt"\n\ntype node struct {\n\tvalue int\n\tnext  *node\n}\n\nfunc push(list *node, value int) *node {\n\treturn &node{value, list}\n}\n\n'
    + 'func main() {\n\tvar list *node\n\tfor i := 0; i < 5; i++ {\n\t\tlist = push(list, i)\n\t}\n\tsum := 0\n\tfor at := list; at != nil; at = at.next {\n\t\tsum += at.value\n\t}\n\tfmt.Println(sum)\n}\n',
  'deep.py': 'def down(n):\n    if n:\n        down(n - 1)\n\n\nmany = list(range(300))\ndown(40)\n',
  'names.py': 'a = [1]\nb = [2]\nc = a\nd = [4]\ne = b\nf = [5]\ng = [6]\nh = d\n',
  'endless.py': 'n = 0\nwhile True:\n    n += 1\n',
};
sources['long.py'] = sources['sort.py'].replace('SIZE', '88');
sources['sort.py'] = sources['sort.py'].replace('SIZE', '9');

function page(...words) {
  const target = join(folder, `${words.join('-')}.html`);
  if (!existsSync(target)) execFileSync(varscope, ['view', ...words, '-o', target], { cwd: folder, stdio: 'pipe' });
  return target;
}

async function open(browser, file, options = {}, hash = '') {
  const context = await browser.newContext({ viewport: { width: 1300, height: 800 }, offline: true, ...options });
  const tab = await context.newPage();
  tab.problems = [];
  tab.on('console', (message) => tab.problems.push(message.text()));
  tab.on('pageerror', (error) => tab.problems.push(String(error)));
  await tab.goto(`file://${file}${hash}`);
  return tab;
}

const step = (tab) => tab.inputValue('#step').then(Number);
const currentLine = (tab, pane = 0) => tab.locator('.pane').nth(pane).locator('.source .current').textContent();
const shot = (tab, name) => (shots ? tab.screenshot({ path: join(shots, `${name}.png`) }) : null);

async function close(tab, name) {
  check(`${name}: no messages`, tab.problems.length === 0, tab.problems.join('; '));
  await tab.context().close();
}

/* What every page can do, whatever is in it. */
async function testControls(browser, names, word) {
  const title = names.join(' and '), tab = await open(browser, page(...names)), last = Number(await tab.textContent('#steps'));
  check(`${title}: one pane for each program`, (await tab.locator('.pane').count()) === names.length);
  await tab.click('#next');
  await tab.keyboard.press('ArrowRight');
  check(`${title}: two steps`, (await step(tab)) === 2);
  await tab.keyboard.press('ArrowLeft');
  check(`${title}: one step back`, (await step(tab)) === 1);
  await tab.keyboard.press('End');
  check(`${title}: the last step`, (await step(tab)) === last && (await tab.textContent('.where')).includes('the end'));
  await tab.keyboard.press('Home');
  await tab.keyboard.press('s');
  await tab.keyboard.type('3');
  await tab.keyboard.press('Enter');
  check(`${title}: jump by number`, (await step(tab)) === 3 && new URL(tab.url()).hash === '#step=3', tab.url());
  await tab.locator('#slider').fill('4');
  check(`${title}: the slider`, (await step(tab)) === 4);
  await tab.evaluate(() => { location.hash = '#step=2'; });
  await tab.waitForFunction(() => document.getElementById('step').value === '2');
  check(`${title}: a link followed`, (await step(tab)) === 2);
  const line = await tab.locator('.source .current').first().getAttribute('data-line');
  await tab.keyboard.press('Home');
  await tab.locator('.source').first().locator(`li[data-line="${line}"]`).click();
  check(`${title}: a click on a line`, (await tab.locator('.source .current').first().getAttribute('data-line')) === line && (await step(tab)) <= 2);
  await tab.keyboard.press(' ');
  await tab.waitForFunction((before) => Number(document.getElementById('step').value) > before, await step(tab));
  await tab.keyboard.press(' ');
  check(`${title}: play`, (await tab.getAttribute('#play', 'aria-label')) === 'Play');
  await tab.keyboard.press('/');
  await tab.keyboard.type(word);
  await tab.keyboard.press('Enter');
  check(`${title}: search`, (await tab.textContent('#notice')).includes('is new or changed'), await tab.textContent('#notice'));
  check(`${title}: what is found is lit`, (await tab.locator('.lit').count()) > 0);
  await tab.fill('#query', 'nothing like this');
  await tab.keyboard.press('Enter');
  check(`${title}: what is not there`, (await tab.textContent('#notice')).includes('not found'));
  await tab.keyboard.press('Escape');
  await tab.keyboard.press('m');
  check(`${title}: machine`, (await tab.getAttribute('#machine', 'aria-pressed')) === 'true' && (await tab.locator('.picture .address').count()) > 0);
  await tab.click('#simple');
  check(`${title}: simple`, (await tab.getAttribute('#machine', 'aria-pressed')) === 'false' && (await tab.locator('.picture .bytes').count()) === 0);
  await tab.keyboard.press('?');
  check(`${title}: the keys are told`, await tab.locator('#keys').isVisible());
  await close(tab, title);
}

/* What the program prints at a step is what the page shows right before it. */
async function testNumbers(browser) {
  let tab = await open(browser, page('two.py'), {}, '#step=4');
  await tab.keyboard.press('m');
  const card = tab.locator('.cell', { hasText: 'ob_digit' });
  const address = await card.locator('h3 .address').textContent(), count = Number(await card.locator('[data-field="ob_refcnt"] .value').textContent());
  const identity = await tab.locator('.name', { hasText: 'var2' }).locator('.identity').textContent();
  const size = await card.locator('h3 .size').textContent();
  await tab.keyboard.press('ArrowRight');
  const [printed, references] = (await tab.textContent('.output')).trim().split('\n').at(-1).split(' ').map(Number);
  check('Python: id(var2)', Number(address) === printed && identity === `id(var2) = ${printed}`, `${address} ${identity} ${printed}`);
  check('Python: getrefcount(var2), which counts its argument too', count + 1 === references, `${count} ${references}`);
  check('Python: the size', size === '28 bytes', size);
  await tab.keyboard.press('End');
  check('Python: text is text', (await tab.textContent('.picture')).includes('<b>text</b>'));
  await close(tab, 'numbers, Python');
  tab = await open(browser, page('two.go'), {}, '#step=5');
  await tab.keyboard.press('m');
  const slot = await tab.locator('.name', { hasText: 'var2' }).locator('.line .address').textContent();
  const declared = await tab.locator('.name', { hasText: 'var2' }).locator('.details').textContent();
  await tab.keyboard.press('ArrowRight');
  const [where, bytes] = (await tab.textContent('.output')).trim().split('\n').at(-1).split(' ');
  check('Go: &var2', slot === where, `${slot} ${where}`);
  check('Go: the size', declared.includes(`int, ${bytes} bytes`), declared);
  check('Go: the instruction', (await tab.locator('.where .instruction').count()) === 1);
  await close(tab, 'numbers, Go');
}

/* For each example: every number that a probe prints (see numbers_test.py) stands in the page at that step. */
async function testExamples(browser) {
  const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
  execFileSync('python3', [join(here, '../numbers_test.py'), '--write', join(here, '../../examples'), folder]);
  let compared = 0;
  for (const [name, probes] of Object.entries(JSON.parse(readFileSync(join(folder, 'probes.json'))))) {
    const tab = await open(browser, page(name));
    await tab.keyboard.press('m');
    const seen = await tab.evaluate((names) => {
      const results = [], last = Number(document.getElementById('steps').textContent.replace(',', ''));
      const text = (node) => node?.textContent ?? '';
      const lookAt = (wanted) => {
        const slot = [...document.querySelectorAll('.frame.innermost .name')].find((node) => text(node.querySelector('.label')) === wanted);
        const target = slot?.querySelector('[data-target]')?.dataset.target, cell = document.querySelector(`.cell[data-box="${target}"]`);
        return { name: wanted, slot: text(slot?.querySelector('.line .address')), declared: text(slot?.querySelector('.details')),
          identity: text(slot?.querySelector('.identity')), address: text(cell?.querySelector('h3 .address')),
          count: text(cell?.querySelector('[data-field="ob_refcnt"] .value')) };
      };
      for (let step = 0; step < last; step++) {
        const line = document.querySelector('.source .current')?.dataset.line, shown = names[line] && lookAt(names[line]);
        document.getElementById('next').click();
        if (shown) results.push({ ...shown, line, printed: text(document.querySelector('.output')).trim().split('\n').at(-1).split(' ').slice(1) });
      }
      return results;
    }, probes);
    for (const { line, name: variable, slot, declared, identity, address, count, printed } of seen) {
      const holds = name.endsWith('.py')
        ? Number(address) === Number(printed[0]) && identity === `id(${variable}) = ${printed[0]}` && Number(count) + 1 === Number(printed[1])
        : slot === printed[0] && (declared.includes(`, ${printed[1]} byte`) || declared === '');
      compared++;
      check(`${name}, line ${line}, ${variable}`, holds, `${slot} ${declared} ${identity} ${address} ${count}, printed ${printed}`);
    }
    await close(tab, name);
  }
  check('the examples have numbers', compared > 100, compared);
}

async function testHover(browser) {
  const tab = await open(browser, page('two.py'), {}, '#step=4');
  const lit = (what) => tab.locator(`${what}.lit`).count();
  await tab.hover('.cell:has-text("999")');
  check('hover on a cell lights up both names', (await lit('.name')) === 2 && (await lit('.cell')) === 1, `${await lit('.name')} ${await lit('.cell')}`);
  await tab.hover('.name >> nth=-1');
  check('hover on a name lights up its cell', (await lit('.cell')) === 1 && (await lit('svg path')) === 1);
  await tab.mouse.move(5, 5);
  check('and nothing stays lit', (await lit('.name')) === 0);
  await tab.focus('.cell:has-text("999")');
  check('focus lights up like hover', (await lit('.name')) === 2);
  await close(tab, 'hover');
}

/* Who did not change stands where it stood. */
async function testStability(browser, name, mode) {
  const tab = await open(browser, page(name));
  if (mode) await tab.keyboard.press('m');
  const moved = await tab.evaluate(() => {
    const places = () => new Map([...document.querySelectorAll('.cell, .name')].filter((node) => !node.matches('.changed, .fresh')).map((node) => {
      const rect = node.getBoundingClientRect(), origin = node.closest('.canvas').getBoundingClientRect();
      return [node.dataset.box, `${rect.left - origin.left},${rect.top - origin.top}`];
    }));
    let before = places(), count = 0;
    const seen = [];
    for (let i = 0; i < Number(document.getElementById('steps').textContent.replace(',', '')); i++) {
      document.getElementById('next').click();
      const now = places();
      for (const [box, place] of now) if (before.has(box) && before.get(box) !== place && ++count < 5) seen.push(`step ${i + 1}, box ${box}: ${before.get(box)} then ${place}`);
      const cards = [...document.querySelectorAll('.cell, .frame')].map((node) => node.getBoundingClientRect());
      cards.forEach((a, at) => cards.slice(at + 1).forEach((b) => {
        if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1 && ++count < 5) seen.push(`step ${i + 1}: two cards overlap`);
      }));
      before = now;
    }
    return seen.join('; ');
  });
  check(`${name}, ${mode ? 'machine' : 'simple'}: nothing moves, nothing overlaps`, !moved, moved);
  await close(tab, 'stability');
}

/* Arrows from names to the first column: how many cross, and how many would if the cards were in the best order. */
async function testCrossings(browser) {
  const tab = await open(browser, page('names.py'));
  await tab.keyboard.press('End');
  const arrows = await tab.$$eval('svg g path', (paths) => paths.map((path) => {
    const numbers = path.getAttribute('d').match(/-?[\d.]+/g).map(Number);
    return { from: numbers[1], to: numbers[7], card: path.dataset.to };
  }));
  const count = (rank) => {
    let crossed = 0;
    arrows.forEach((a, i) => arrows.slice(i + 1).forEach((b) => { if ((a.from - b.from) * (rank(a) - rank(b)) < 0) crossed++; }));
    return crossed;
  };
  const orders = (cards) => (cards.length < 2 ? [cards] : cards.flatMap((card) => orders(cards.filter((other) => other !== card)).map((rest) => [card, ...rest])));
  const best = Math.min(...orders([...new Set(arrows.map((arrow) => arrow.card))]).map((order) => count((arrow) => order.indexOf(arrow.card))));
  const now = count((arrow) => arrow.to);
  check('arrows cross as little as can be', arrows.length >= 8 && now <= best, `${now} of ${arrows.length} arrows, ${best} at best`);
  await close(tab, 'crossings');
}

async function testScale(browser) {
  const tab = await open(browser, page('deep.py'), {}, '#step=75');
  check('a deep stack is folded, with a count', /… \d+ frames …/.test(await tab.textContent('.fold')));
  await tab.click('.fold');
  check('and unfolded on demand', (await tab.locator('.frame').count()) > 30);
  const before = await tab.locator('.tile').count();
  await tab.click('button.more');
  const after = await tab.locator('.tile').count();
  check('a long list is opened on demand', after > before, `${before} ${after}`);
  check('and says what is not in the page', /[\d,]+ more, not in this page/.test(await tab.textContent('.cells')));
  await close(tab, 'scale');
  const cut = await open(browser, page('endless.py', '--max-steps', '50'));
  check('a cut is told in the page', (await cut.textContent('.cut')).includes('only its first 50 steps'));
  await close(cut, 'cut');
}

/* The longest wait is from opening the file to the first picture. */
async function testFirstPicture(browser) {
  const tab = await open(browser, page('two.py')), session = await tab.context().newCDPSession(tab);
  const busy = async () => (await session.send('Performance.getMetrics')).metrics.find((metric) => metric.name === 'ThreadTime').value;
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const before = await busy();
  await tab.goto(`file://${page('long.py')}`);
  const took = await tab.evaluate(() => performance.getEntriesByName('first picture')[0]?.startTime);
  check('the first picture of 10,000 steps is there', Number(await tab.textContent('#steps').then((text) => text.replace(',', ''))) > 9000 && took > 0, took);
  const worked = Math.round((await busy() - before) * 1000);
  console.log(`first picture of a bubble sort of 10,000 steps: after ${Math.round(took)} ms; the page's thread has worked ${worked} ms`);
  await close(tab, 'first picture');
}

async function testSurroundings(browser) {
  const pair = page('two.py', 'two.go');
  const dark = await open(browser, pair, { colorScheme: 'dark' }, '#step=5');
  const paper = await dark.evaluate(() => getComputedStyle(document.body).backgroundColor);
  check('dark mode', paper.match(/\d+/g).every((part) => part < 60), paper);
  await shot(dark, 'pair-dark');
  await close(dark, 'dark');
  for (const file of [page('two.py'), page('two.go'), pair]) {
    const phone = await open(browser, file, { viewport: { width: 390, height: 844 }, isMobile: true }, '#step=4');
    const width = await phone.evaluate(() => document.documentElement.scrollWidth);
    check('fits a phone', width <= 390, width);
    await shot(phone, `${file.split('/').at(-1)}-phone`);
    await close(phone, 'phone');
  }
  const print = await open(browser, pair, {}, '#step=4');
  await print.emulateMedia({ media: 'print' });
  check('print: no buttons', !(await print.locator('footer').isVisible()) && (await print.locator('.cell').first().isVisible()));
  await close(print, 'print');
  writeFileSync(join(folder, 'frame.html'), '<iframe src="two.py.html#step=3" style="width:700px;height:400px"></iframe>');
  const outer = await open(browser, join(folder, 'frame.html')), inner = outer.frameLocator('iframe');
  await inner.locator('#next').click();
  check('in an iframe', (await inner.locator('#step').inputValue()) === '4');
  await close(outer, 'iframe');
}

async function testLooks(browser) {
  for (const [name, at] of [['sort.py', 40], ['list.go', 16], ['two.py', 4]])
    for (const colorScheme of ['light', 'dark']) {
      const tab = await open(browser, page(name), { colorScheme }, `#step=${at}`);
      await shot(tab, `${name}-${colorScheme}`);
      await tab.keyboard.press('m');
      await shot(tab, `${name}-machine-${colorScheme}`);
      await close(tab, name);
    }
}

for (const [name, text] of Object.entries(sources)) writeFileSync(join(folder, name), text);
page('two.py');
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const browser = await playwright.chromium.launch({ executablePath, args: flags });
const tests = [
  () => testControls(browser, ['two.py'], 'var2'), () => testControls(browser, ['two.go'], 'var2'), () => testControls(browser, ['two.py', 'two.go'], '999'),
  () => testNumbers(browser), () => testExamples(browser), () => testHover(browser),
  ...['sort.py', 'list.go', 'two.py'].flatMap((name) => [0, 1].map((mode) => () => testStability(browser, name, mode))),
  () => testCrossings(browser), () => testScale(browser), () => testFirstPicture(browser), () => testSurroundings(browser), () => shots && testLooks(browser),
];
for (const test of tests) {
  try {
    await test();
  } catch (error) {
    check(test, false, error);
  }
}
await browser.close();
rmSync(folder, { recursive: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
