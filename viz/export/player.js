'use strict';
const $ = id => document.getElementById(id);
const D = JSON.parse($('data').textContent);
const WORDS = {
  sv: {controls: 'Vad kartan visar, och när', map: 'Karta', play: 'Spela', pause: 'Paus', playing: 'Spelar',
    layer: 'Kartan visar', time: 'Tid', speed: 'Fart', year: 'år/s', years: 'år/s', other: 'In English',
    keys: 'Tangenter: blanksteg spelar och pausar, ← → ett steg, med Skift ett år, Home och End till början ' +
      'och slut.', legend: 'Teckenförklaring', none: 'ingen uppgift, eller går inte', under: 'under', to: 'till',
    more: 'eller mer', size: 'Cirkelns yta', curve: 'Över tid', where: 'Visa för', everywhere: 'Hela kartan',
    series: 'Kurvan som tabell', table: 'Alla orter som tabell', place: 'Ort', value: 'Värde', date: 'Datum',
    mean: 'Medel per invånare', sum: 'Hela kartan', count: 'Antal', first: 'I början',
    axis: 'Axeln börjar inte vid 0.', csv: 'Hämta kartans siffror (CSV)',
    about: 'Om körningen: frö, version, scenario', version: 'Program', seed: 'Frö', period: 'Tid',
    inputs: 'Indata', scenario: 'Scenariot som kördes', source: 'Källor',
    caution: 'Detta är en simulering av varje invånare, inte en prognos: den visar vad som följer av ' +
      'antagandena i scenariot. Ett annat frö ger en annan, lika möjlig historia.',
    months: 'januari februari mars april maj juni juli augusti september oktober november december'},
  en: {controls: 'What the map shows, and when', map: 'Map', play: 'Play', pause: 'Pause', playing: 'Playing',
    layer: 'The map shows', time: 'Time', speed: 'Speed', year: 'year/s', years: 'years/s', other: 'På svenska',
    keys: 'Keys: Space plays and pauses, ← → one step, with Shift one year, Home and End to the beginning ' +
      'and the end.', legend: 'Legend', none: 'no data, or no way', under: 'under', to: 'to', more: 'or more',
    size: 'Area of a circle', curve: 'Over time', where: 'Shown for', everywhere: 'The whole map',
    series: 'The curve as a table', table: 'All places as a table', place: 'Place', value: 'Value', date: 'Date',
    mean: 'Mean per resident', sum: 'The whole map', count: 'Number', first: 'At the beginning',
    axis: 'The axis does not begin at 0.', csv: 'Download the map\'s figures (CSV)',
    about: 'About this run: seed, version, scenario', version: 'Program', seed: 'Seed', period: 'Time',
    inputs: 'Input', scenario: 'The scenario that was run', source: 'Sources',
    caution: 'This is a simulation of every inhabitant and not a forecast: it shows what follows from the ' +
      'scenario\'s assumptions. Another seed gives another, equally possible history.',
    months: 'January February March April May June July August September October November December'}};
const SPEEDS = [.5, 1, 2, 4], INK = '#444';
const calm = matchMedia('(prefers-reduced-motion: reduce)');  // then a play is one still picture a year
let lang = D.language, layer = 0, at = 0, timer = 0, speed = 1, place = -1, sorted = 'place', falling = false;

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
const here = () => D.layers[layer];
const tableOf = l => D.tables[l.table];
const none = v => v === null || v === undefined;
const formats = {};  // to make one takes longer than to use it a hundred times
function number(v, digits = Math.abs(v) < 100 && v % 1 ? 1 : 0) {
  const format = formats[lang + digits] ||= new Intl.NumberFormat(lang === 'sv' ? 'sv-SE' : 'en-GB',
    {minimumFractionDigits: digits, maximumFractionDigits: digits});
  return format.format(v);
}
function day(i) {
  const [y, m, d] = D.dates[i].split('-').map(Number);
  return d + ' ' + word('months').split(' ')[m - 1] + ' ' + y;
}
const year = i => +D.dates[i].slice(0, 4);
const inYears = D.dates.map(d => Date.parse(d) / 31557600e3);
const weights = l => l.sized === null ? null : D.layers[l.sized].frames;
function classOf(l, v) {
  let c = 0;
  while (c < l.breaks.length && v >= l.breaks[c]) c++;
  return c;
}
function colour(l, v) {
  return none(v) ? '#ffffff' : l.categories ? l.colours[Math.max(0, v)] : l.colours[classOf(l, v)];
}
function told(l, v) {
  return none(v) ? '–' : l.categories ? l.categories[v][lang] : number(v);
}
const withUnit = (l, text) => l.unit[lang] ? text + ' ' + l.unit[lang] : text;
const titled = (l, name) => l.unit[lang] ? name + ' (' + l.unit[lang] + ')' : name;
/// The whole map in one figure; null where no row has a value.
function total(l, i) {
  const values = l.frames[i], w = l.adds ? null : weights(l);
  let sum = 0, n = 0;
  values.forEach((v, k) => {
    if (v === null) return;
    const g = w ? w[i][k] : 1;
    sum += g * v;
    n += g;
  });
  return n ? l.adds ? sum : sum / n : null;
}
/// The lines of the curve: of kinds how many there are of each, else the chosen place or the whole map.
function lines(l) {
  if (l.lines && l.linesOf === place) return l.lines;
  l.linesOf = place;
  l.lines = l.categories ?
    l.categories.map((c, code) => ({name: c, colour: l.colours[code],
      y: l.frames.map(values => values.filter(v => v === code).length)})) :
    [{name: null, colour: 'var(--accent)',
      y: l.frames.map((values, i) => place < 0 ? total(l, i) : none(values[place]) ? null : values[place])}];
  return l.lines;
}
function summary(l) {
  if (l.categories && place < 0)
    return word('count') + ': ' + lines(l).map(s => s.name[lang] + ' ' + number(s.y[at])).join(', ') + '. ' +
      word('first') + ': ' + lines(l).map(s => s.name[lang] + ' ' + number(s.y[0])).join(', ') + '.';
  const value = i => place < 0 ? total(l, i) : l.frames[i][place];
  return (place < 0 ? word(l.adds ? 'sum' : 'mean') : tableOf(l).names[place]) + ': ' +
    withUnit(l, told(l, value(at))) + '. ' + word('first') + ': ' + told(l, value(0)) + '.';
}

// ---- the map: the same discs by WebGL2, or in two dimensions where there is none

/// x, y, radius, red, green, blue, and 1 where there is no value; for each row. The largest come first, and where
/// all are alike the most common kind, so that what is rare is on top.
function discs(scale) {
  const l = here(), values = l.frames[at], w = weights(l), t = tableOf(l), list = [];
  const common = {};
  for (const v of values) common[v] = (common[v] || 0) + 1;
  const order = [...values.keys()].sort((a, b) => w ? w[at][b] - w[at][a] : l.categories ?
    common[values[b]] - common[values[a]] : 0);
  for (const k of order) {
    const size = w ? w[at][k] : 2000;
    if (!(size > 0)) continue;
    const r = Math.min(22, Math.max(4, Math.sqrt(size) / 9)) * Math.max(scale, .6 * devicePixelRatio);
    const rgb = parseInt(colour(l, values[k]).slice(1), 16);
    list.push(t.x[k] * scale, t.y[k] * scale, r, rgb >> 16, rgb >> 8 & 255, rgb & 255, none(values[k]) ? 1 : 0);
  }
  return new Float32Array(list);
}
function flat(canvas) {
  const c = canvas.getContext('2d');
  return {name: '2d', draw(list) {
    c.clearRect(0, 0, canvas.width, canvas.height);
    c.strokeStyle = INK;
    c.lineWidth = devicePixelRatio;
    for (let k = 0; k < list.length; k += 7) {
      const [x, y, r, red, green, blue, missing] = list.subarray(k, k + 7);
      c.fillStyle = `rgb(${red},${green},${blue})`;
      c.beginPath();
      c.arc(x, y, r, 0, 7);
      c.fill();
      if (missing) c.moveTo(x - r * .7, y + r * .7), c.lineTo(x + r * .7, y - r * .7);
      c.stroke();
    }
  }};
}
function webgl(canvas) {
  const g = canvas.getContext('webgl2', {preserveDrawingBuffer: true});
  if (!g) return null;
  const program = g.createProgram();
  const shader = (kind, text) => {
    const s = g.createShader(kind);
    g.shaderSource(s, '#version 300 es\nprecision highp float;\n' + text);
    g.compileShader(s);
    g.attachShader(program, s);
  };
  shader(g.VERTEX_SHADER, `layout(location=0) in vec3 disc;layout(location=1) in vec4 paint;
    uniform vec2 size;out vec2 from;flat out float radius;flat out vec4 fill;
    void main(){from=(vec2(gl_VertexID&1,gl_VertexID>>1)*2.-1.)*(disc.z+2.);radius=disc.z;fill=paint;
    gl_Position=vec4(((disc.xy+from)/size*2.-1.)*vec2(1,-1),0,1);}`);
  shader(g.FRAGMENT_SHADER, `uniform float line;in vec2 from;flat in float radius;flat in vec4 fill;out vec4 shown;
    void main(){float d=length(from),inside=clamp(radius+line*.5+.5-d,0.,1.),rim=clamp(d-radius+line*.5+.5,0.,1.);
    if(fill.a>.5)rim=max(rim,clamp(line*.5+.5-abs(from.x+from.y)*.7071,0.,1.));
    shown=vec4(mix(fill.rgb/255.,vec3(.267),rim)*inside,inside);}`);
  g.linkProgram(program);
  if (!g.getProgramParameter(program, g.LINK_STATUS)) return null;
  g.useProgram(program);
  g.bindBuffer(g.ARRAY_BUFFER, g.createBuffer());
  for (const [place, count, offset] of [[0, 3, 0], [1, 4, 12]]) {
    g.enableVertexAttribArray(place);
    g.vertexAttribPointer(place, count, g.FLOAT, false, 28, offset);
    g.vertexAttribDivisor(place, 1);
  }
  g.enable(g.BLEND);
  g.blendFunc(g.ONE, g.ONE_MINUS_SRC_ALPHA);
  return {name: 'webgl2', draw(list) {
    g.viewport(0, 0, canvas.width, canvas.height);
    g.uniform2f(g.getUniformLocation(program, 'size'), canvas.width, canvas.height);
    g.uniform1f(g.getUniformLocation(program, 'line'), devicePixelRatio);
    g.clear(g.COLOR_BUFFER_BIT);
    g.bufferData(g.ARRAY_BUFFER, list, g.DYNAMIC_DRAW);
    g.drawArraysInstanced(g.TRIANGLE_STRIP, 0, 4, list.length / 7);
  }};
}
/// A canvas that has had one context gets no other, so each painter begins with a fresh one.
function fresh() {
  const canvas = document.createElement('canvas');
  canvas.id = 'discs';
  $('discs').replaceWith(canvas);
  canvas.addEventListener('webglcontextlost', () => {
    painter = flat(fresh());
    fit();
  });
  return canvas;
}
let painter = webgl(fresh()) || flat(fresh());

// The heaviest first, none over another, in letters of the same height however wide the map is.
function names(c, scale) {
  const taken = [], dot = devicePixelRatio, t = tableOf(here());
  c.clearRect(0, 0, c.canvas.width, c.canvas.height);
  c.textAlign = 'center';
  c.lineJoin = 'round';
  c.lineWidth = 3.5 * dot;
  const write = (text, x, y, font) => {
    c.font = font;
    const half = c.measureText(text).width / 2 + 3 * dot, up = 22 * dot;
    x = Math.min(Math.max(x, half), c.canvas.width - half);
    y = Math.max(y, up);
    if (taken.some(b => x - half < b[1] && b[0] < x + half && y - up < b[3] && b[2] < y)) return;
    taken.push([x - half, x + half, y - up, y]);
    c.strokeStyle = 'rgba(255,255,255,.88)';
    c.strokeText(text, x, y - 8 * dot);
    c.fillStyle = '#1b1b20';
    c.fillText(text, x, y - 8 * dot);
  };
  if (place >= 0) {
    const x = t.x[place] * scale, y = t.y[place] * scale;
    for (const [width, ink] of [[5, '#fff'], [2.5, '#000']]) {
      c.beginPath();
      c.arc(x, y, 13 * dot, 0, 7);
      c.lineWidth = width * dot;
      c.strokeStyle = ink;
      c.stroke();
    }
    c.lineWidth = 3.5 * dot;
    write(t.names[place], x, y - 8 * dot, `bold ${15 * dot}px sans-serif`);
  }
  for (const [text, x, y, large] of D.names)
    write(text, x * scale, y * scale, `${large ? 'bold ' : ''}${(large ? 15 : 13) * dot}px sans-serif`);
}
function paint() {
  const canvas = $('discs'), scale = canvas.width / D.width;
  painter.draw(discs(scale));
  names($('letters').getContext('2d'), scale);
  $('map').dataset.painter = painter.name;
}
/// As many dots as the screen has.
function fit() {
  const box = $('map').getBoundingClientRect();
  for (const id of ['discs', 'letters']) {
    $(id).width = Math.max(1, Math.round(box.width * devicePixelRatio));
    $(id).height = Math.round($(id).width * D.height / D.width);
  }
  paint();
  curve(here());
}

// ---- curve, tables and legend

function svg(name, attributes, text) {
  const e = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const key in attributes) e.setAttribute(key, attributes[key]);
  if (text) e.textContent = text;
  return e;
}
/// Round steps, at most so many, that reach over all of it.
function ticks(low, high, most) {
  const raw = Math.max(high - low, Math.abs(high) * 1e-6, 1e-9) / most, power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].find(f => f * power >= raw) * power, list = [];
  for (let k = Math.floor(low / step); list.length < 2 || list.at(-1) < high; k++) list.push(k * step);
  return list;
}
function curve(l) {
  const all = lines(l), known = all.flatMap(s => s.y).filter(v => v !== null);
  const width = Math.max(200, $('curve').clientWidth), height = 190, left = 62, right = width - 12;
  let low = known.length ? Math.min(...known) : 0, high = known.length ? Math.max(...known) : 1;
  // What never changes runs across the middle.
  if (low === high) low = Math.max(low - 1, Math.min(low, 0)), high += 1;
  const marks = ticks(low, high, 4);
  const span = inYears.at(-1) - inYears[0] || 1;
  const px = i => left + (inYears[i] - inYears[0]) / span * (right - left);
  const py = v => height - 26 - (v - marks[0]) / (marks.at(-1) - marks[0]) * (height - 40);
  const digits = Math.max(0, -Math.floor(Math.log10(marks[1] - marks[0]) + 1e-9)), drawn = [];
  $('axis').textContent = marks[0] > 0 ? word('axis') : '';
  if (known.length) for (const v of marks) drawn.push(
    svg('path', {d: `M${left},${py(v)}H${right}`, stroke: 'var(--line)'}),
    svg('text', {x: left - 6, y: py(v) + 4, 'text-anchor': 'end'}, number(v, digits)));
  for (const i of yearMarks(width / 70))
    drawn.push(svg('text', {x: px(i), y: height - 6,
      'text-anchor': i === 0 ? 'start' : i === D.dates.length - 1 ? 'end' : 'middle'}, year(i)));
  drawn.push(svg('path', {d: `M${px(at)},8V${height - 26}`, stroke: 'var(--edge)', 'stroke-dasharray': '3 3'}));
  all.forEach((s, n) => {
    let pen = 'M';
    const d = s.y.map((v, i) => v === null ? (pen = 'M', '') :
      pen + px(i).toFixed(1) + ',' + py(v).toFixed(1) + (pen = 'L', '')).join('');
    drawn.push(svg('path', {d, fill: 'none', stroke: s.colour, 'stroke-width': 2.5,
      'stroke-dasharray': n % 2 ? '7 4' : 'none'}));
    if (s.y[at] !== null) drawn.push(svg('circle', {cx: px(at), cy: py(s.y[at]), r: 5, fill: s.colour}));
    if (s.name && s.y[0] !== null)
      drawn.push(svg('text', {x: left + 8 + 90 * n, y: py(s.y[0]) + (py(s.y[0]) < 24 ? 18 : -8)}, s.name[lang]));
  });
  $('curve').setAttribute('viewBox', `0 0 ${width} ${height}`);
  $('curve').replaceChildren(...drawn);
  $('curve').setAttribute('aria-label', word('curve') + ': ' + all.map(s => (s.name || l.label)[lang] + ' ' +
    told({}, s.y[0]) + ' … ' + withUnit(l, told({}, s.y.at(-1)))).join(', '));
}
/// First frames of years that are some way from each other.
function yearMarks(most) {
  const firsts = [...D.dates.keys()].filter(i => i === 0 || year(i) !== year(i - 1));
  const step = [1, 2, 5, 10, 20, 50].find(s => firsts.length / s <= most) || 100;
  const round = firsts.filter(i => i === 0 || year(i) % step === 0);
  return round.filter((i, k) => k !== 1 || inYears[i] - inYears[0] > step * .6 || step === 1);
}
function element(name, text, attributes = {}) {
  const e = document.createElement(name);
  e.textContent = text;
  Object.assign(e, attributes);
  return e;
}
function row(head, ...cells) {
  const e = document.createElement('tr');
  e.append(element('th', head, {scope: 'row'}), ...cells.map(text => element('td', text)));
  return e;
}
function placesTable(l) {
  const values = l.frames[at], n = tableOf(l).names, order = new Intl.Collator(lang).compare;
  const low = v => none(v) ? Infinity : v;
  const rows = [...values.keys()].sort((a, b) => order(n[a], n[b]));
  if (sorted === 'value') rows.sort((a, b) => none(values[a]) - none(values[b]) ||
    (falling ? low(values[b]) - low(values[a]) : low(values[a]) - low(values[b])) || 0);
  else if (falling) rows.reverse();
  const shown = [...$('rows').rows];  // most dates change some figures and no order
  if (shown.length === rows.length && rows.every((k, i) => shown[i].cells[0].textContent === n[k]))
    rows.forEach((k, i) => {
      const text = told(l, values[k]), cell = shown[i].cells[1];
      if (cell.textContent !== text) cell.textContent = text;
    });
  else $('rows').replaceChildren(...rows.map(k => row(n[k], told(l, values[k]))));
  $('caption').textContent = titled(l, l.label[lang]) + ', ' + day(at);
  for (const key of ['place', 'value'])
    $('h' + key).setAttribute('aria-sort', sorted !== key ? 'none' : falling ? 'descending' : 'ascending');
}
function seriesTable(l) {
  const head = document.createElement('tr'), name = place < 0 ? l.label[lang] : tableOf(l).names[place];
  head.append(element('th', word('date'), {scope: 'col'}), ...lines(l).map(s =>
    element('th', s.name ? s.name[lang] : titled(l, name), {scope: 'col'})));
  $('serieshead').replaceChildren(head);
  $('seriesrows').replaceChildren(...D.dates.map((_, i) => row(day(i), ...lines(l).map(s => told({}, s.y[i])))));
}
function legend(l) {
  const b = l.breaks.map(v => number(v));
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
  $('unit').textContent = l.unit[lang];
  $('size').textContent = l.sized === null ? '' : word('size') + ': ' + D.layers[l.sized].label[lang];
}
/// One row a place and date, as statistics programs like it: comma, decimal point, UTF-8.
function csv(l) {
  const quoted = text => /[",\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text, n = tableOf(l).names;
  const rows = [[word('place'), word('date'), titled(l, l.label[lang])].map(quoted).join()];
  D.dates.forEach((date, i) => l.frames[i].forEach((v, k) =>
    rows.push([quoted(n[k]), date, none(v) ? '' : l.categories ? quoted(told(l, v)) : v].join())));
  return rows.join('\r\n') + '\r\n';
}

// ---- what changes when

function draw() {
  const l = here();
  paint();
  $('date').textContent = day(at);
  $('time').value = at;
  $('time').setAttribute('aria-valuetext', day(at));
  $('sum').textContent = summary(l);
  $('map').setAttribute('aria-label', word('map') + ': ' + l.label[lang] + ', ' + day(at));
  curve(l);
  if ($('all').open) placesTable(l);
}
/// All that depends on language, layer and place.
function words() {
  const l = here(), t = tableOf(l);
  document.documentElement.lang = lang;
  $('title').textContent = document.title = D.title[lang];
  $('question').textContent = D.question[lang];
  $('play').textContent = word(timer ? 'pause' : 'play');
  $('lang').textContent = word('other');
  $('lang').lang = lang === 'sv' ? 'en' : 'sv';
  for (const [id, key] of [['controlsword', 'controls'], ['layerword', 'layer'], ['timeword', 'time'],
    ['speedword', 'speed'], ['keys', 'keys'], ['legendword', 'legend'], ['curveword', 'curve'],
    ['placeword', 'where'], ['seriesword', 'series'], ['allword', 'table'], ['byplace', 'place'],
    ['byvalue', 'value'], ['csv', 'csv'], ['aboutword', 'about'], ['caution', 'caution'],
    ['scenarioword', 'scenario'], ['sourceword', 'source']]) $(id).textContent = word(key);
  $('layer').replaceChildren(...D.layers.map((x, i) => new Option(x.label[lang], i, false, i === layer)));
  $('speed').replaceChildren(...SPEEDS.map(s =>
    new Option(number(s) + ' ' + word(s > 1 ? 'years' : 'year'), s, false, s === speed)));
  const order = new Intl.Collator(lang).compare;
  $('place').replaceChildren(new Option(word('everywhere'), -1), ...[...t.names.keys()]
    .sort((a, b) => order(t.names[a], t.names[b])).map(k => new Option(t.names[k], k, false, k === place)));
  $('facts').replaceChildren(...[['version', 'Rurban Twin ' + D.version], ['seed', D.seed],
    ['period', day(0) + ' – ' + day(D.dates.length - 1)], ['inputs', D.inputs]].filter(([, text]) => text)
    .flatMap(([key, text]) => [element('dt', word(key)), element('dd', text)]));
  $('mapword').textContent = word('layer') + ': ' + l.label[lang];
  legend(l);
  if ($('series').open) seriesTable(l);
  draw();
}
let telling = 0;
/// For those who hear the page: once things have come to rest.
function say() {
  clearTimeout(telling);
  telling = setTimeout(() => {
    $('say').textContent = timer ? word('playing') : here().label[lang] + ', ' + day(at) + '. ' + summary(here());
  }, 300);
}
function go(to) {
  at = Math.min(Math.max(to, 0), D.dates.length - 1);
  draw();
  if (!timer) say();
}
/// The frame some years on, or back.
function years(count) {
  const wanted = inYears[at] + count - Math.sign(count) * .01;
  return count > 0 ? inYears.findIndex(t => t >= wanted) + D.dates.length * (inYears.at(-1) < wanted) :
    inYears.findLastIndex(t => t <= wanted);
}
function play(on) {
  clearInterval(timer);
  timer = 0;
  if (on) {
    if (at === D.dates.length - 1) go(0);
    const frames = Math.max(1, D.dates.length - 1), each = (inYears.at(-1) - inYears[0]) / frames / speed;
    timer = setInterval(() => {
      go(calm.matches ? years(1) : at + 1);
      if (at === D.dates.length - 1) play(false);
    }, Math.max(1000 * (calm.matches ? Math.max(1, 1 / speed) : each), 16));
  }
  $('play').textContent = word(timer ? 'pause' : 'play');
  say();
}
/// Another layer's rows are the same places only in the same table.
function show(index) {
  if (here().table !== D.layers[index].table) place = -1;
  layer = index;
  words();
  say();
}
function nearest(e) {
  const box = $('map').getBoundingClientRect(), t = tableOf(here());
  const x = (e.clientX - box.left) * D.width / box.width, y = (e.clientY - box.top) * D.width / box.width;
  let best = -1, least = 14 * D.width / box.width;
  here().frames[at].forEach((_, k) => {
    const distance = Math.hypot(t.x[k] - x, t.y[k] - y);
    if (distance < least) { least = distance; best = k; }
  });
  return best;
}
function choose(k) {
  place = k;
  words();
  say();
}

$('time').max = D.dates.length - 1;
for (const i of yearMarks(6)) {
  const mark = element('span', year(i));
  mark.style.left = 100 * i / Math.max(1, D.dates.length - 1) + '%';
  $('years').append(mark);
}
$('time').oninput = e => go(+e.target.value);
$('layer').onchange = e => show(+e.target.value);
$('speed').onchange = e => { speed = +e.target.value; if (timer) play(true); };
$('place').onchange = e => choose(+e.target.value);
$('lang').onclick = () => { lang = lang === 'sv' ? 'en' : 'sv'; words(); };
$('play').onclick = () => play(!timer);
$('all').ontoggle = () => placesTable(here());
$('series').ontoggle = () => seriesTable(here());
for (const key of ['place', 'value'])
  $('by' + key).onclick = () => {
    falling = sorted === key && !falling;
    sorted = key;
    placesTable(here());
  };
$('csv').onclick = () => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(['\ufeff', csv(here())], {type: 'text/csv'}));
  link.download = here().column + '.csv';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60e3);
};
$('map').onmousemove = e => {
  const k = nearest(e), l = here();
  $('map').title = k < 0 ? '' : tableOf(l).names[k] + ': ' + withUnit(l, told(l, l.frames[at][k]));
};
$('map').onclick = e => choose(nearest(e));
document.onkeydown = e => {
  const own = e.target.closest('select,input,button,summary,a,.scroll');
  if (e.altKey || e.ctrlKey || e.metaKey) return;
  const to = own && own.matches('select,input,.scroll') && !(own === $('time') && e.shiftKey) ? undefined :
    {ArrowLeft: e.shiftKey ? years(-1) : at - 1, ArrowRight: e.shiftKey ? years(1) : at + 1, Home: 0,
      End: D.dates.length - 1}[e.key];
  if (to !== undefined) go(to);
  else if (e.key === ' ' && (!own || own === $('time'))) play(!timer);
  else return;
  e.preventDefault();
};
addEventListener('beforeprint', () => play(false));
$('ground').src = D.map;
$('scenario').textContent = D.scenario;
words();
new ResizeObserver(fit).observe($('map'));
