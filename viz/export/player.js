'use strict';
const $ = id => document.getElementById(id);
const D = JSON.parse($('data').textContent);
const WORDS = {
  sv: {play: 'Spela', pause: 'Paus', layer: 'Kartan visar', time: 'Tid', other: 'English',
    none: 'ingen uppgift, eller går inte', under: 'under', to: 'till', more: 'eller mer',
    table: 'Alla orter som tabell', place: 'Ort', value: 'Värde', mean: 'Medel per invånare', sum: 'Hela länet',
    first: 'I början',
    months: 'januari februari mars april maj juni juli augusti september oktober november december'},
  en: {play: 'Play', pause: 'Pause', layer: 'The map shows', time: 'Time', other: 'Svenska',
    none: 'no data, or no way', under: 'under', to: 'to', more: 'or more',
    table: 'All places as a table', place: 'Place', value: 'Value', mean: 'Mean per resident', sum: 'Whole county',
    first: 'At the beginning',
    months: 'January February March April May June July August September October November December'}};
let lang = D.language, layer = 0, at = 0, timer = 0;

// Frames hold what changed since the one before: rows and values in turn. Put together once.
for (const l of D.layers) {
  let values = [];
  l.frames = l.frames.map(frame => {
    values = values.slice();
    for (let k = 0; k < frame.length; k += 2) values[frame[k]] = frame[k + 1];
    return values;
  });
}

const word = key => WORDS[lang][key];
function number(v) {
  if (v === null) return '–';
  if (Math.abs(v) < 100 && v % 1) return v.toFixed(1).replace('.', lang === 'sv' ? ',' : '.');
  return Math.round(v).toLocaleString(lang === 'sv' ? 'sv-SE' : 'en-GB');
}
function day(i) {
  const [y, m, d] = D.dates[i].split('-').map(Number);
  return d + ' ' + word('months').split(' ')[m - 1] + ' ' + y;
}
const weights = l => l.sized === null ? null : D.layers[l.sized].frames;
const isSum = l => l.sized === null || D.layers[l.sized] === l;
function classOf(l, v) {
  let c = 0;
  while (c < l.breaks.length && v >= l.breaks[c]) c++;
  return c;
}
function colour(l, v) {
  return v === null ? '#fff' : l.categories ? l.colours[Math.max(0, v)] : l.colours[classOf(l, v)];
}
function told(l, v) {
  return v === null ? '–' : l.categories ? l.categories[v][lang] : number(v);
}
function total(l, i) {
  const values = l.frames[i], w = weights(l);
  let sum = 0, n = 0;
  values.forEach((v, k) => {
    if (v === null) return;
    const g = isSum(l) || !w ? 1 : w[i][k];
    sum += g * v;
    n += g;
  });
  return isSum(l) ? sum : n ? sum / n : 0;
}

// The heaviest first, none over another; in the order they come.
function names(c) {
  const taken = [];
  c.textAlign = 'center';
  c.lineJoin = 'round';
  c.lineWidth = 4;
  for (const [text, x, y, large] of D.names) {
    c.font = (large ? 'bold 17px' : '14px') + ' sans-serif';
    const half = c.measureText(text).width / 2 + 3, box = [x - half, y - 26, x + half, y - 5];
    if (taken.some(b => box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3])) continue;
    taken.push(box);
    c.strokeStyle = 'rgba(255,255,255,.85)';
    c.strokeText(text, x, y - 9);
    c.fillStyle = '#28282e';
    c.fillText(text, x, y - 9);
  }
}

const base = new Image();
function draw() {
  const l = D.layers[layer], values = l.frames[at], w = weights(l), t = D.tables[l.table];
  const c = $('map').getContext('2d');
  c.drawImage(base, 0, 0);
  const order = [...values.keys()].sort((a, b) => w ? w[at][b] - w[at][a] : 0);
  for (const k of order) {
    const size = w ? w[at][k] : 900;
    if (size <= 0) continue;
    const r = Math.min(22, Math.max(2.5, Math.sqrt(size) / 9));
    c.beginPath();
    c.arc(t.x[k], t.y[k], r, 0, 7);
    c.fillStyle = colour(l, values[k]);
    c.fill();
    c.strokeStyle = '#444';
    c.stroke();
    if (values[k] !== null) continue;
    c.beginPath();
    c.moveTo(t.x[k] - r * .7, t.y[k] + r * .7);
    c.lineTo(t.x[k] + r * .7, t.y[k] - r * .7);
    c.stroke();
  }
  names(c);
  $('date').textContent = day(at);
  $('time').value = at;
  $('time').setAttribute('aria-valuetext', day(at));
  $('sum').textContent = word(isSum(l) ? 'sum' : 'mean') + ': ' + number(total(l, at)) + ' ' + l.unit[lang] + '. ' +
    word('first') + ': ' + number(total(l, 0)) + '.';
  curve(l);
  if ($('all').open) table(l, t, values);
}

function svg(name, attributes, text) {
  const e = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const key in attributes) e.setAttribute(key, attributes[key]);
  if (text) e.textContent = text;
  return e;
}
function curve(l) {
  const y = D.dates.map((_, i) => total(l, i)), low = Math.min(...y), high = Math.max(...y);
  const px = i => 70 + i * 320 / Math.max(1, y.length - 1);
  const py = v => 110 - (high > low ? (v - low) / (high - low) : .5) * 90;
  $('curve').replaceChildren(
    svg('path', {d: 'M' + y.map((v, i) => px(i).toFixed(1) + ',' + py(v).toFixed(1)).join('L'), fill: 'none',
      stroke: 'var(--accent)', 'stroke-width': 2.5}),
    svg('circle', {cx: px(at), cy: py(y[at]), r: 5, fill: 'var(--accent)'}),
    svg('text', {x: 0, y: 24}, number(high)), svg('text', {x: 0, y: 114}, number(low)),
    svg('text', {x: 70, y: 134}, D.dates[0].slice(0, 4)),
    svg('text', {x: 390, y: 134, 'text-anchor': 'end'}, D.dates.at(-1).slice(0, 4)));
  $('curve').setAttribute('aria-label', l.label[lang] + ': ' + number(y[0]) + ' … ' + number(y.at(-1)));
}
function table(l, t, values) {
  const rows = [...values.keys()].sort((a, b) => t.names[a].localeCompare(t.names[b], lang));
  $('rows').replaceChildren(...rows.map(k => {
    const row = document.createElement('tr'), head = document.createElement('th'), cell = document.createElement('td');
    head.scope = 'row';
    head.textContent = t.names[k];
    cell.textContent = told(l, values[k]);
    row.append(head, cell);
    return row;
  }));
}

function legend(l) {
  const b = l.breaks.map(number);
  const names = l.categories ? l.categories.map(c => c[lang]) : l.colours.map((_, i) =>
    i === 0 ? word('under') + ' ' + b[0] : i === b.length ? b[i - 1] + ' ' + word('more') :
      b[i - 1] + ' ' + word('to') + ' ' + b[i]);
  const entries = names.map((name, i) => [name, l.colours[i]]).reverse();
  if (l.missing) entries.push([word('none'), null]);
  $('legend').replaceChildren(...entries.map(([name, fill]) => {
    const item = document.createElement('li'), box = document.createElement('span');
    if (fill) box.style.background = fill; else box.className = 'none';
    item.append(box, name);
    return item;
  }));
}
function words() {
  document.documentElement.lang = lang;
  const l = D.layers[layer];
  $('title').textContent = document.title = D.title[lang];
  $('play').textContent = word(timer ? 'pause' : 'play');
  $('lang').textContent = word('other');
  $('lang').lang = lang === 'sv' ? 'en' : 'sv';
  for (const [id, key] of [['layerword', 'layer'], ['timeword', 'time'], ['allword', 'table'], ['hplace', 'place'],
    ['hvalue', 'value']]) $(id).textContent = word(key);
  $('layer').replaceChildren(...D.layers.map((x, i) => new Option(x.label[lang], i, false, i === layer)));
  $('unit').textContent = l.unit[lang];
  legend(l);
  draw();
}

$('time').max = D.dates.length - 1;
$('time').oninput = e => { at = +e.target.value; draw(); };
$('layer').onchange = e => { layer = +e.target.value; words(); };
$('lang').onclick = () => { lang = lang === 'sv' ? 'en' : 'sv'; words(); };
$('play').onclick = () => {
  if (timer) { clearInterval(timer); timer = 0; }
  else timer = setInterval(() => { at = (at + 1) % D.dates.length; draw(); }, 250);
  words();
};
$('all').ontoggle = draw;
$('map').onmousemove = e => {
  const box = $('map').getBoundingClientRect(), l = D.layers[layer], t = D.tables[l.table];
  const x = (e.clientX - box.left) * $('map').width / box.width, y = (e.clientY - box.top) * $('map').height / box.height;
  let best = -1, least = 14;
  t.x.forEach((px, k) => {
    const distance = Math.hypot(px - x, t.y[k] - y);
    if (distance < least) { least = distance; best = k; }
  });
  $('map').title = best < 0 ? '' : t.names[best] + ': ' + told(l, l.frames[at][best]) + ' ' + l.unit[lang];
};
base.onload = words;
base.src = D.map;
