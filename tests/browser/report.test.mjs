// The two reports of a run, which need no script.
import assert from 'node:assert/strict';
import {after, before, it} from 'node:test';
import {barriers, browser, open, overhang, record} from './pages.mjs';

let run, chrome;
before(async () => {
  run = record();
  chrome = await browser();
});
after(async () => {
  await chrome?.close();
  run?.remove();
});

const pages = [['rapport.html', 'report.html', 'sv'], ['report.html', 'rapport.html', 'en']];
for (const [name, other, language] of pages)
  it(`${name} reads without barriers, on a phone and on paper`, {timeout: 60_000}, async () => {
    const page = await open(chrome, run.file('results/tiny/' + name));
    assert.equal(await page.getAttribute('html', 'lang'), language);
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({colorScheme});
      assert.deepEqual(await barriers(page), [], colorScheme);
    }
    for (const width of [320, 683, 1366]) {
      await page.setViewportSize({width, height: 700});
      assert.ok(await overhang(page) <= 0, `${width} px: ${await overhang(page)} px too wide`);
    }
    assert.ok((await page.pdf()).length > 5000);
    assert.deepEqual(page.faults, []);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(run.file('results/tiny/' + other));
    await page.context().close();
  });

it('Every chart of the report has its figures in a table', {timeout: 60_000}, async () => {
  const page = await open(chrome, run.file('results/tiny/rapport.html'));
  const without = await page.$$eval('figure', list => list
    .filter(f => f.querySelector('svg') && !f.querySelector('table'))
    .map(f => f.querySelector('svg').getAttribute('aria-label')));
  assert.deepEqual(without, []);
  await page.context().close();
});
