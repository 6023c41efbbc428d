// What the tests of pages share: a run of the smallest world, a browser, and ways to look at a page.
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {chromium} from 'playwright-core';

const program = process.env.RURBAN_PROGRAM;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/// A folder with the run "results/tiny" and its hand-out "tiny.html"; the caller removes it.
export function record() {
  const folder = mkdtempSync(join(tmpdir(), 'rurban-browser-'));
  const rurban = (...words) => execFileSync(program, words, {cwd: folder, stdio: ['ignore', 'ignore', 'inherit']});
  rurban('run', resolve(process.env.RURBAN_ROOT, 'scenarios/tiny.yaml'), '--quiet');
  rurban('export', 'html', 'results/tiny', '--out', 'tiny.html', '--lang', 'sv');
  return {file: name => pathToFileURL(join(folder, name)).href, remove: () => rmSync(folder, {recursive: true})};
}

export const browser = (...args) => chromium.launch({executablePath: process.env.CHROMIUM, args});

/// Opens a page without a network. `faults` grows by what it complains of and what it asks for.
export async function open(browser, url, options = {}) {
  const context = await browser.newContext({viewport: {width: 1366, height: 768}, offline: true, ...options});
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', error => page.faults.push(error.message));
  page.on('console', message => message.type() === 'error' && page.faults.push(message.text()));
  page.on('request', request => {
    const own = request.url() === url || /^(data|blob):/.test(request.url());
    if (!own) page.faults.push('asks for ' + request.url());
  });
  await page.goto(url);
  return page;
}

/// What axe-core finds serious or critical, told in a line each.
export async function barriers(page) {
  await page.evaluate(axe);
  const {violations} = await page.evaluate(() => window.axe.run());
  return violations.filter(v => ['serious', 'critical'].includes(v.impact))
    .map(v => `${v.id}: ${v.help}: ${v.nodes.map(n => n.html.slice(0, 120)).join(' | ')}`);
}

export const text = (page, id) => page.textContent('#' + id);
/// How far the page is wider than its window, in CSS pixels.
export const overhang = page =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
