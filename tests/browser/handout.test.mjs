// The page of `rurban export html` as a person meets it who has a keyboard and no network.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, afterEach, before, beforeEach, describe, it} from 'node:test';
import {barriers, browser, open, overhang, record, text} from './pages.mjs';

let run, chrome, page, url;
before(async () => {
  run = record();
  url = run.file('tiny.html');
  chrome = await browser();
});
after(async () => {
  await chrome?.close();
  run?.remove();
});

/// Presses Tab until the element has the focus.
async function tabTo(page, id) {
  for (let presses = 0; presses < 40; ++presses) {
    if (await page.evaluate(() => document.activeElement.id) === id) return;
    await page.keyboard.press('Tab');
  }
  assert.fail('Tab does not reach ' + id);
}
/// The frames of a layer, put together from the page's data independently of its script.
async function layerOf(page, column) {
  const data = JSON.parse(await text(page, 'data'));
  const layer = data.layers.find(l => l.column === column), values = [];
  const frames = layer.frames.map(frame => {
    for (let k = 0; k < frame.length; k += 2) values[frame[k]] = frame[k + 1];
    return [...values];
  });
  return {...layer, frames, names: data.tables[layer.table].names, dates: data.dates};
}
const rows = (page, id) => page.$$eval(`#${id} tr`, list => list.map(tr => [...tr.cells].map(c => c.textContent)));
const unfold = page => page.$$eval('details', list => list.forEach(d => { d.open = true; }));
async function choose(page, column) {
  const index = JSON.parse(await text(page, 'data')).layers.findIndex(l => l.column === column);
  assert.notEqual(index, -1, column);
  await page.selectOption('#layer', {index});
}
const legend = page => page.$$eval('#legend li', list =>
  list.map(item => [item.textContent, item.firstChild.className || item.firstChild.style.backgroundColor]));
/// The colours in the middle of all discs.
const middles = page => page.evaluate(() => {
  const canvas = document.getElementById('discs'), copy = document.createElement('canvas'), data = JSON.parse(
    document.getElementById('data').textContent), scale = canvas.width / data.width, {x, y} = data.tables.place;
  copy.width = canvas.width;
  copy.height = canvas.height;
  const c = copy.getContext('2d');
  c.drawImage(canvas, 0, 0);
  return x.map((_, k) => [...c.getImageData(Math.floor(x[k] * scale), Math.floor(y[k] * scale), 1, 1).data]);
});
/// The same to the eye: the edges of thin lines are smoothed in two ways.
function assertAlike(colours, others) {
  const apart = Math.max(...colours.flatMap((colour, k) => colour.map((v, n) => Math.abs(v - others[k][n]))));
  assert.ok(colours.length === others.length && apart <= 32, JSON.stringify([colours, others]));
}

describe('The hand-out', {timeout: 300_000}, () => {
  beforeEach(async () => { page = await open(chrome, url); });
  afterEach(async () => {
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  it('opens within two seconds, in the language it was made in, drawn by WebGL2', async () => {
    const ready = await page.evaluate(() => performance.getEntriesByType('navigation')[0].loadEventEnd);
    assert.ok(ready > 0 && ready < 2000, `${ready} ms`);
    assert.equal(await page.getAttribute('html', 'lang'), 'sv');
    assert.equal(await text(page, 'title'), 'Lillby, ett år');
    assert.equal(await page.title(), 'Lillby, ett år');
    assert.equal(await page.getAttribute('#map', 'data-painter'), 'webgl2');
    assert.ok(await page.evaluate(() => document.getElementById('ground').naturalWidth > 0), 'there is a ground');
  });

  it('leads Tab through all that can be chosen or pressed, and shows where it is', async () => {
    const reached = [];
    for (;;) {
      await page.keyboard.press('Tab');
      const now = await page.evaluate(() => {
        const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
        return e === document.body ? null : {id: e.id, outline: style.outlineStyle,
          width: parseFloat(style.outlineWidth), seen: box.top >= 0 && box.bottom <= innerHeight};
      });
      if (!now || reached.includes(now.id) || reached.length > 40) break;
      assert.ok(now.outline === 'solid' && now.width >= 2, `${now.id} shows no focus`);
      assert.ok(now.seen, `${now.id} has the focus out of sight`);
      reached.push(now.id);
    }
    assert.deepEqual(reached,
      ['lang', 'layer', 'play', 'time', 'speed', 'place', 'seriesword', 'allword', 'csv', 'aboutword']);
  });

  it('plays and pauses by the space bar and by Enter, and stops at the end', async () => {
    await page.selectOption('#speed', '0.5');
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press('Space');
    assert.equal(await text(page, 'play'), 'Paus');
    await page.waitForFunction(() => document.getElementById('time').value === '1');
    await page.keyboard.press('Space');
    assert.equal(await text(page, 'play'), 'Spela');
    const paused = await text(page, 'date');
    await page.waitForTimeout(1200);
    assert.equal(await text(page, 'date'), paused);

    await page.selectOption('#speed', '4');
    await tabTo(page, 'play');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.getElementById('date').textContent === '1 januari 2022');
    assert.equal(await text(page, 'play'), 'Spela');
  });

  it('steps by arrows, goes a year with Shift, and to the ends by Home and End', async () => {
    const after = async key => {
      await page.keyboard.press(key);
      return text(page, 'date');
    };
    assert.equal(await after('ArrowRight'), '1 april 2021');
    assert.equal(await after('ArrowLeft'), '1 januari 2021');
    assert.equal(await after('ArrowLeft'), '1 januari 2021', 'there is nothing before the beginning');
    assert.equal(await after('Shift+ArrowRight'), '1 januari 2022');
    assert.equal(await after('Shift+ArrowRight'), '1 januari 2022', 'nor after the end');
    assert.equal(await after('Shift+ArrowLeft'), '1 januari 2021');
    assert.equal(await after('End'), '1 januari 2022');
    assert.equal(await after('Home'), '1 januari 2021');
    await tabTo(page, 'time');
    assert.equal(await after('ArrowRight'), '1 april 2021', 'one step on the slider too');
    assert.equal(await page.getAttribute('#time', 'aria-valuetext'), '1 april 2021');
  });

  it('changes legend, figures and spoken words with the layer', async () => {
    const before = await legend(page);
    await tabTo(page, 'layer');
    const label = 'restid till matbutik med bil';
    const chosen = () => page.$eval('#layer', select => select.selectedOptions[0].textContent);
    const layers = await page.$$eval('#layer option', options => options.length);
    for (let presses = 1; presses < layers && await chosen() !== label; ++presses)
      await page.keyboard.press('ArrowDown');
    assert.equal(await chosen(), label);
    const now = await legend(page);
    assert.notDeepEqual(now, before);
    assert.deepEqual(now.at(-1), ['ingen uppgift, eller går inte', 'none'], 'the unknown has its own box');
    assert.equal(await text(page, 'unit'), 'minuter');
    assert.match(await page.getAttribute('#map', 'aria-label'), new RegExp(label));
    assert.equal(await page.getAttribute('#say', 'aria-live'), 'polite');
    await page.waitForFunction(label => document.getElementById('say').textContent.startsWith(label), label);
  });

  it('shows the data in its tables and gives them away as a file', async () => {
    const layer = await layerOf(page, 'place.residents');
    await tabTo(page, 'allword');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#rows tr');
    const sum = values => values.reduce((a, b) => a + b, 0);
    for (const [key, frame] of [['Home', 0], ['End', layer.frames.length - 1]]) {
      await page.evaluate(() => document.activeElement.blur());
      await page.keyboard.press(key);
      assert.deepEqual(Object.fromEntries(await rows(page, 'rows')),
        Object.fromEntries(layer.frames[frame].map((value, k) => [layer.names[k], String(value)])));
      assert.match(await text(page, 'sum'), new RegExp(`^Hela kartan: ${sum(layer.frames[frame])} personer\\.`));
    }
    await page.focus('#byvalue');
    await page.keyboard.press('Enter');
    assert.equal(await page.getAttribute('#hvalue', 'aria-sort'), 'ascending');
    const sorted = (await rows(page, 'rows')).map(row => +row[1]);
    assert.deepEqual(sorted, [...sorted].sort((a, b) => a - b));
    await page.keyboard.press('Enter');
    assert.deepEqual((await rows(page, 'rows')).map(row => +row[1]), sorted.reverse());

    await page.focus('#seriesword');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#seriesrows tr');
    assert.deepEqual((await rows(page, 'seriesrows')).map(row => +row[1]), layer.frames.map(sum));

    await tabTo(page, 'csv');
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    assert.equal(download.suggestedFilename(), 'place.residents.csv');
    const lines = readFileSync(await download.path(), 'utf8').trimEnd().split('\r\n');
    assert.equal(lines[0], '\ufeffOrt,Datum,invånare (personer)');
    assert.equal(lines.length, 1 + layer.frames.flat().length);
    assert.equal(lines[1], `${layer.names[0]},${layer.dates[0]},${layer.frames[0][0]}`);
  });

  it('follows one place through time when it is chosen', async () => {
    const layer = await layerOf(page, 'place.residents');
    await tabTo(page, 'place');
    await page.keyboard.press('ArrowDown');
    const name = await page.$eval('#place', select => select.selectedOptions[0].textContent);
    const own = layer.frames.map(values => values[layer.names.indexOf(name)]);
    assert.match(await text(page, 'sum'), new RegExp(`^${name}: ${own[0]} personer\\.`));
    await page.focus('#seriesword');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#seriesrows tr');
    assert.deepEqual((await rows(page, 'seriesrows')).map(row => +row[1]), own);
  });

  it('counts kinds, which cannot be summed', async () => {
    await choose(page, 'service_point.open');
    const layer = await layerOf(page, 'service_point.open');
    const open = layer.frames[0].filter(v => v === 1).length, closed = layer.frames[0].length - open;
    assert.match(await text(page, 'sum'), new RegExp(`^Antal: stängd ${closed}, öppen ${open}\\.`));
  });

  it('changes its language while it is open, words and numbers and all', async () => {
    await unfold(page);
    const words = () => page.evaluate(() => Object.fromEntries([...document.querySelectorAll(
      'h1,h2,h3,label,button,summary,#legend,#sum,#date,#caution,#keys,#sourceword,#caption,th[scope=col],#unit')]
      .map(e => [e.id || e.textContent, e.textContent]).filter(([, words]) => words)));
    await choose(page, 'place.car_to_grocery');
    const swedish = await words();
    await page.focus('#lang');
    await page.keyboard.press('Enter');
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    assert.equal(await page.title(), 'Lillby, one year');
    const english = await words();
    for (const id of ['title', 'lang', 'play', 'layerword', 'speedword', 'keys', 'legendword', 'legend', 'unit',
      'curveword', 'placeword', 'seriesword', 'allword', 'caption', 'csv', 'aboutword', 'caution', 'sum', 'date'])
      assert.ok(english[id] && english[id] !== swedish[id], `${id}: ${english[id]}`);
    assert.equal(await page.getAttribute('#lang', 'lang'), 'sv');
    await page.keyboard.press('Enter');
    assert.deepEqual(await words(), swedish);
  });

  it('tells what it was made from', async () => {
    await tabTo(page, 'aboutword');
    await page.keyboard.press('Enter');
    const about = await page.innerText('#about');
    for (const word of ['Frö\n1', 'Rurban Twin', 'seed: 1', 'county:', 'inte en prognos'])
      assert.ok(about.includes(word), word + ' in ' + about.slice(0, 600));
  });

  it('has no text to scroll sideways for on a phone, nor at 200 %', async () => {
    await unfold(page);
    for (const [width, height] of [[320, 640], [390, 844], [683, 384], [1366, 768], [1920, 1080]]) {
      await page.setViewportSize({width, height});
      for (const language of ['sv', 'en']) {
        assert.ok(await overhang(page) <= 0, `${width} px, ${language}: ${await overhang(page)} px too wide`);
        await page.click('#lang');
      }
      const out = await page.$$eval('h1,h2,p,button,select,summary,li,td,dd,svg,.line', list => list
        .filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 80)));
      assert.deepEqual(out, [], `${width} px`);
    }
  });

  it('draws the rows without a graphics card once it loses the one it had', async () => {
    const before = await middles(page);
    await page.evaluate(() => document.getElementById('discs').getContext('webgl2')
      .getExtension('WEBGL_lose_context').loseContext());
    await page.waitForFunction(() => document.getElementById('map').dataset.painter === '2d');
    assertAlike(await middles(page), before);
  });

  for (const colorScheme of ['light', 'dark'])
    it(`has no barrier that axe-core knows of, in ${colorScheme}, in either language`, async () => {
      await page.emulateMedia({colorScheme});
      await unfold(page);
      for (const column of ['place.residents', 'service_point.open', 'place.bus_to_grocery']) {
        await choose(page, column);
        for (const language of ['sv', 'en']) {
          assert.deepEqual(await barriers(page), [], `${column}, ${language}`);
          await page.click('#lang');
        }
      }
    });
});

it('The hand-out moves a year at a time where motion is unwelcome', {timeout: 60_000}, async () => {
  const calm = await open(chrome, url, {reducedMotion: 'reduce'});
  await calm.selectOption('#speed', '4');
  await calm.evaluate(() => document.activeElement.blur());
  await calm.evaluate(() => {
    window.seen = [];
    new MutationObserver(() => seen.push([performance.now(), document.getElementById('date').textContent]))
      .observe(document.getElementById('date'), {childList: true});
    window.began = performance.now();
  });
  await calm.keyboard.press('Space');
  await calm.waitForFunction(() => document.getElementById('date').textContent === '1 januari 2022');
  const {seen, began} = await calm.evaluate(() => ({seen, began}));
  assert.deepEqual(seen.map(([, date]) => date), ['1 januari 2022']);
  assert.ok(seen[0][0] - began >= 900, 'a still picture stands for a second');
  assert.equal(await calm.evaluate(() => document.getAnimations().length), 0);
  assert.deepEqual(calm.faults, []);
  await calm.context().close();
});

it('The hand-out prints black on white, without what cannot be pressed on paper', {timeout: 60_000}, async () => {
  const paper = await open(chrome, url, {colorScheme: 'dark'});
  await paper.emulateMedia({media: 'print'});
  for (const id of ['play', 'time', 'layer', 'lang', 'csv', 'keys'])
    assert.ok(!await paper.isVisible('#' + id), id);
  for (const id of ['title', 'date', 'map', 'legend', 'curve', 'sum'])
    assert.ok(await paper.isVisible('#' + id), id);
  assert.match(await paper.innerText('main'), /Kartan visar: invånare/, 'what the map shows is told on paper too');
  assert.deepEqual(await paper.evaluate(() => [getComputedStyle(document.body).backgroundColor,
    getComputedStyle(document.body).color]), ['rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
  assert.ok((await paper.pdf()).length > 5000);
  assert.deepEqual(paper.faults, []);
  await paper.context().close();
});

it('The hand-out draws the same without WebGL', {timeout: 60_000}, async () => {
  const plain = await browser('--disable-3d-apis');
  try {
    const [two, three] = [await open(plain, url), await open(chrome, url)];
    assert.equal(await two.getAttribute('#map', 'data-painter'), '2d');
    assert.equal(await three.getAttribute('#map', 'data-painter'), 'webgl2');
    for (const column of ['place.residents', 'place.bus_to_grocery']) {
      for (const page of [two, three]) await choose(page, column);
      assert.deepEqual(await legend(two), await legend(three));
      assertAlike(await middles(two), await middles(three));
      assert.ok((await middles(two)).every(colour => colour[3] === 255), 'every place has a disc');
    }
    await two.keyboard.press('End');
    assert.equal(await text(two, 'date'), '1 januari 2022');
    assert.deepEqual(two.faults, []);
  } finally {
    await plain.close();
  }
});
