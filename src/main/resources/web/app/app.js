// The dashboard: one stream of the total; the other panels are asked for at its version, at most once a second.
import './page.css';
import { curve } from './curve.js';
import { badOf, bad, count, satisfaction, share, time } from './figures.js';
import { watch } from './live.js';
import * as url from './selection.js';
import * as tables from './tables.js';
import { words } from './texts.js';

const PAUSE = 1_000;
const $ = (id) => document.getElementById(id);

const chart = curve($('curve'));
let selection = url.read();
let known = { regions: {}, options: {} };
let text = words(selection.language);
let latest;
let close = () => {};
let panelsAt = 0;
let timer;
let asking = 0;

async function get(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

function ask(query) {
  return get(`/v1/stats?${query}`);
}

function begin() {
  close();
  clearTimeout(timer);
  latest = undefined;
  delete document.body.dataset.version;
  asking++;
  text = words(selection.language);
  writeWords();
  close = watch(url.parameters(selection, { by: 'level' }), told, say);
}

function told(snapshot) {
  latest = snapshot;
  showTotal(snapshot);
  if (performance.getEntriesByName('figures').length === 0) performance.mark('figures');
  clearTimeout(timer);
  timer = setTimeout(panels, Math.max(0, panelsAt + PAUSE - Date.now()));
}

function say(state, seconds) {
  const place = $('state');
  place.className = `state ${state}`;
  document.body.classList.toggle('stale', state === 'stale');
  const said = state === 'stale' ? text.stale(seconds) : text[state];
  if (place.textContent !== said) place.textContent = said;
}

/** The regions below; where there is but one, those below it: a city's own service has one province and one city. */
async function parts(when) {
  const by = { by: 'region', sort: '-ratings', limit: 200 };
  const isItself = (answer) => answer.rows[0].key === answer.selection.region;
  let answer = await ask(when(by));
  while (answer.rows.length === 1 && url.depth(answer.rows[0].key) < 5 && !isItself(answer)) {
    const below = await ask(when({ ...by, region: answer.rows[0].key }));
    if (below.rows.length === 1 && isItself(below)) return answer;
    answer = below;
  }
  return answer;
}

/** All of one moment: what has not the version of the total yet waits for it. */
async function panels() {
  panelsAt = Date.now();
  const turn = ++asking;
  const minVersion = latest.version;
  const toCounty = url.depth(selection.region) <= 3;
  const hourly = selection.period === 'today' && toCounty;
  const inRegion = selection.region ? `&region=${selection.region}` : '';
  const when = (more) => url.parameters(selection, { ...more, minVersion });
  const today = url.parameters({ ...selection, period: 'today' }, { minVersion });
  try {
    const [times, channels, regions, agencies, now, worst] = await Promise.all([
      ask(when({ by: hourly ? 'hour' : 'day', limit: 1000 })),
      ask(when({ by: 'channel', sort: '-ratings' })),
      parts(when),
      toCounty ? ask(when({ by: 'agency', sort: '-ratings', limit: 20 })) : null,
      ask(today),
      get(`/v1/ratings?bad=true&limit=10${inRegion}`),
    ]);
    if (turn !== asking) return;
    chart.show(url.withoutGaps(times.rows, hourly).slice(-120), text, hourly);
    tables.channels($('channels'), channels, text);
    tables.regions($('regions'), regions, text, go);
    $('agencies').closest('section').hidden = agencies === null;
    if (agencies) tables.agencies($('agencies'), agencies, text);
    tables.complaints($('complaints'), worst.ratings, text, known);
    $('today').textContent = count(now.total.ratings);
    document.body.dataset.version = minVersion;
  } catch {
    // The next snapshot asks again; the stream says when nobody answers.
    if (turn === asking) timer = setTimeout(panels, 5 * PAUSE);
  }
}

function showTotal({ total, version, asOf }) {
  const none = total.ratings === 0 && selection.period === 'all' && !selection.region;
  $('empty').hidden = !none;
  if (none) showEmpty();
  $('ratings').textContent = count(total.ratings);
  $('satisfaction').textContent = satisfaction(total.satisfactionRate);
  $('bad').textContent = count(badOf(total));
  $('bad-share').textContent = `${text.badShare} ${bad(total.badRate)}`;
  $('active').textContent = count(total.active);
  $('active-share').textContent = `${text.activeShare} ${share(total.active, total.ratings)}`;
  $('by-default').textContent = count(total.default);
  tables.levels($('levels'), total, text);
  $('exact').textContent = text.exact(version, time(asOf));
}

function showEmpty() {
  const title = document.createElement('h2');
  title.textContent = text.emptyTitle;
  const how = document.createElement('p');
  how.textContent = text.emptyText;
  const command = document.createElement('pre');
  command.tabIndex = 0;
  command.textContent = `curl -i ${location.origin}/v1/ratings -H 'Content-Type: application/json' -d '{
  "serviceEventId": "411302-2026-0001-1", "level": 5, "channel": "WINDOW_DEVICE",
  "regionCode": "411302", "agencyCode": "11411302MB0F12345X", "ratedAt": "${new Date().toISOString().slice(0, 19)}Z"}'`;
  $('empty').replaceChildren(title, how, command);
}

function writeWords() {
  document.documentElement.lang = selection.language === 'zh' ? 'zh-CN' : 'en';
  if (selection.theme) document.documentElement.dataset.theme = selection.theme;
  document.querySelectorAll('[data-text]').forEach((place) => {
    place.textContent = text[place.dataset.text];
  });
  document.title = `${text.title} · 一评`;
  $('curve-label').textContent = text.curve[selection.period];
  $('language').textContent = text.language;
  $('language').lang = selection.language === 'zh' ? 'en' : 'zh-CN';
  $('theme').textContent = text.theme[isDark() ? 'dark' : 'light'];
  $('csv').href = `/v1/stats?${url.parameters(selection, { by: 'day', limit: 1000, bom: true })}`;
  writeNumbers();
  writePeriods();
  writePath();
}

function writeNumbers() {
  const numbers = [
    ['ratings', text.ratings], ['today', text.today], ['satisfaction', text.satisfaction, '', 'big'],
    ['bad', text.bad, 'bad-share'], ['active', text.active, 'active-share'], ['by-default', text.byDefault],
  ];
  $('numbers').replaceChildren(...numbers.map(([id, label, more, kind]) => {
    const box = document.createElement('div');
    box.className = `card number ${kind ?? ''}`;
    box.innerHTML = '<dt></dt><dd><strong>–</strong><small></small></dd>';
    box.querySelector('dt').textContent = label;
    box.querySelector('strong').id = id;
    if (more) box.querySelector('small').id = more;
    return box;
  }));
}

function writePeriods() {
  $('periods').setAttribute('aria-label', text.period);
  $('periods').replaceChildren(...url.periods.map((period) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = text.periods[period];
    button.setAttribute('aria-pressed', period === selection.period);
    button.addEventListener('click', () => change({ period }));
    return button;
  }));
}

function writePath() {
  const step = (region, label, current) => {
    const item = document.createElement('li');
    const way = document.createElement(current ? 'span' : 'button');
    if (current) way.setAttribute('aria-current', 'page');
    else way.addEventListener('click', () => go(region));
    way.textContent = label;
    item.append(way);
    return item;
  };
  const regions = url.path(selection.region).filter((region) => url.depth(region) > 1 || region === selection.region);
  $('path').querySelector('ol').replaceChildren(
    step(null, text.all, !selection.region),
    ...regions.map((region) => step(region, known.regions[region] ?? region, region === selection.region)),
  );
}

function isDark() {
  return selection.theme ? selection.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

function go(region) {
  change({ region });
  $('figures').focus({ preventScroll: true });
}

function change(some) {
  selection = { ...selection, ...some };
  url.write(selection);
  begin();
}

function download(href, file) {
  const way = document.createElement('a');
  way.href = href;
  way.download = file;
  way.click();
}

/** The page asks for CSV; a plain link would be answered with JSON. */
async function csv(event) {
  event.preventDefault();
  const answer = await fetch($('csv').href, { headers: { Accept: 'text/csv' } });
  const href = URL.createObjectURL(await answer.blob());
  download(href, 'yiping.csv');
  URL.revokeObjectURL(href);
}

$('language').addEventListener('click', () => change({ language: selection.language === 'zh' ? 'en' : 'zh' }));
$('theme').addEventListener('click', () => change({ theme: isDark() ? 'light' : 'dark' }));
$('csv').addEventListener('click', csv);
$('png').addEventListener('click', () => download(chart.picture(), 'yiping.png'));
addEventListener('popstate', () => {
  selection = url.read();
  begin();
});

begin();
fetch('/v1/catalogue').then((answer) => answer.json()).then(({ regions, options }) => {
  known = {
    regions: Object.fromEntries(regions.map(({ regionCode, name }) => [regionCode, name])),
    options: Object.fromEntries(options.map(({ code, text: meaning }) => [code, meaning])),
  };
  writePath();
}).catch(() => {});
