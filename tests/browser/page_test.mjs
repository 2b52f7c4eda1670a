/* The HTML pages in a browser: step, jump, hover, search, switch, follow a link.
 *
 *     node page_test.mjs PATH-TO-VARSCOPE [FOLDER FOR SCREENSHOTS]
 *
 * Every page must work without a network, without a message in the console, and must show what the program
 * itself printed. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [varscope, shots] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'page-'));
let failed = 0, passed = 0;

function check(name, holds, seen = '') {
  holds ? passed++ : failed++;
  if (!holds) console.log(`FAIL ${name}: ${seen}`);
}

const sources = {
  'e2.py': 'var1 = 999\nprint(var1, id(var1))\nvar2 = var1\nprint(var2, id(var2))\nvar2 = "<b>text</b>"\n',
  'e2.go': 'package main\n\nimport "fmt"\n\nfunc main() {\n\tvar var1 int\n\tvar var2 int\n\tvar1 = 999\n\tfmt.Println(var1, &var1)\n'
    + '\tvar2 = var1\n\tfmt.Println(var2, &var2)\n}\n',
  'loop.py': 'numbers = [3, 1, 2]\ntotal = 0\nfor number in numbers:\n    total += number\nprint(total)\n',
};

function page(...names) {
  const target = join(folder, `${names.join('-')}.html`);
  execFileSync(varscope, ['view', ...names, '-o', target], { cwd: folder });
  return target;
}

async function open(browser, file, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1300, height: 800 }, offline: true, ...options });
  const tab = await context.newPage();
  tab.problems = [];
  tab.on('console', (message) => tab.problems.push(message.text()));
  tab.on('pageerror', (error) => tab.problems.push(String(error)));
  await tab.goto(`file://${file}`);
  return tab;
}

const step = (tab) => tab.inputValue('#step').then(Number);
const shot = (tab, name) => (shots ? tab.screenshot({ path: join(shots, `${name}.png`) }) : null);

async function testStepping(browser) {
  const tab = await open(browser, page('e2.py'));
  check('the first line is marked', (await tab.textContent('.source .current')) === 'var1 = 999');
  await tab.click('#next');
  check('one step', (await step(tab)) === 1);
  check('a name has come', (await tab.textContent('.frame th')) === 'var1');
  check('its object shows the value', (await tab.textContent('.cell h3')).includes('999'));
  await tab.keyboard.press('End');
  const last = await step(tab);
  check('the last step', last === Number(await tab.textContent('#steps')));
  check('text is text', (await tab.textContent('#panes')).includes('<b>text</b>'));
  await tab.keyboard.press('ArrowLeft');
  check('one step back', (await step(tab)) === last - 1);
  await tab.keyboard.press('Home');
  await tab.fill('#step', '3');
  await tab.keyboard.press('Enter');
  check('jump by number', (await step(tab)) === 3 && new URL(tab.url()).hash === '#step=3', tab.url());
  await tab.click('.source li:nth-child(2)');
  check('a click on a line', (await tab.textContent('.source .current')).startsWith('print(var1'));
  check('no messages', tab.problems.length === 0, tab.problems.join('; '));
  await shot(tab, 'python');
}

async function testMachine(browser) {
  const tab = await open(browser, `${page('e2.py')}#step=4`);
  const printed = (await tab.textContent('.output')).trim().split(/\s+/);
  check('a link to a step', (await step(tab)) === 4);
  await tab.keyboard.press('m');
  const text = await tab.textContent('.picture');
  check('the machine view shows the printed identity', text.includes(`0x${Number(printed[1]).toString(16)}`), printed);
  check('and the reference count', text.includes('refcnt') || text.includes('refcount'), text);
  await tab.hover('.name[data-box]');
  check('hovering lights up', (await tab.locator('.lit').count()) >= 2);
  check('arrows', (await tab.locator('svg g path').count()) >= 2);
  check('no messages', tab.problems.length === 0, tab.problems.join('; '));
  await shot(tab, 'python-machine');
}

async function testGo(browser) {
  const tab = await open(browser, page('e2.go'));
  await tab.keyboard.press('End');
  const printed = (await tab.textContent('.output')).trim().split(/\s+/);
  await tab.keyboard.press('ArrowLeft');
  await tab.keyboard.press('m');
  const text = await tab.textContent('.picture');
  check('Go: slots are where the program says', text.includes(printed[1]) && text.includes(printed[3]), `${printed} ${text}`);
  check('no messages', tab.problems.length === 0, tab.problems.join('; '));
  await shot(tab, 'go-machine');
}

async function testSearch(browser) {
  const tab = await open(browser, page('loop.py'));
  await tab.keyboard.press('/');
  await tab.keyboard.type('total');
  await tab.keyboard.press('Enter');
  const found = await step(tab);
  check('a name is found', found > 0 && (await tab.textContent('.picture')).includes('total'));
  await tab.fill('#query', 'nothing like this');
  await tab.keyboard.press('Enter');
  check('what is not there is not found', (await tab.textContent('#notice')).includes('not found'));
  const places = async () => Object.fromEntries(await tab.$$eval('.cell', (cells) => cells.map((cell) => [cell.dataset.box, cell.style.cssText])));
  let before = await places(), moved = 0;
  for (let i = 0; i < 6; i++) {
    await tab.click('#next');
    const now = await places();
    for (const [box, place] of Object.entries(now)) if (before[box] && before[box] !== place) moved++;
    before = now;
  }
  check('cells do not move', moved === 0);
}

async function testPair(browser) {
  const file = page('e2.py', 'e2.go');
  const tab = await open(browser, `${file}#step=5`, { colorScheme: 'dark' });
  check('two panes', (await tab.locator('.pane').count()) === 2);
  check('both step', (await tab.locator('.where').allTextContents()).length === 2);
  check('no messages', tab.problems.length === 0, tab.problems.join('; '));
  await shot(tab, 'pair-dark');
  const phone = await open(browser, `${file}#step=5`, { viewport: { width: 390, height: 844 }, isMobile: true });
  const width = await phone.evaluate(() => document.documentElement.scrollWidth);
  check('fits a phone', width <= 392, width);
  await shot(phone, 'pair-phone');
}

for (const [name, text] of Object.entries(sources)) writeFileSync(join(folder, name), text);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const test of [testStepping, testMachine, testGo, testSearch, testPair]) {
  try {
    await test(browser);
  } catch (error) {
    check(test.name, false, error);
  }
}
await browser.close();
rmSync(folder, { recursive: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
