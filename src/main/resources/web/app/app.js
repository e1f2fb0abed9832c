// The dashboard: one stream of the total; the other panels are asked for at its version, at most once a second.
import './page.css';
import './wall.css';
import * as ask from './ask.js';
import { controls } from './controls.js';
import { coverage } from './coverage.js';
import { curve } from './curve.js';
import { day, hour, hoursOf, minute, minutesOf, withoutGaps } from './days.js';
import { element, replace } from './dom.js';
import { time } from './figures.js';
import * as headline from './headline.js';
import { watch } from './live.js';
import { paced } from './paced.js';
import * as url from './selection.js';
import * as tables from './tables.js';
import { words } from './texts.js';
import { wall as wallOf } from './wall.js';

const AGENCIES = { page: 20, wall: 10 };
const $ = (id) => document.getElementById(id);

const times = curve($('curve'));
const minutes = curve($('minutes'));
const panels = paced(1_000, writePanels);
const covered = paced(20_000, writeCoverage);
const chosen = controls(change, times.picture);
const wall = wallOf(() => change({ wall: false }));
const known = { regions: {}, options: {}, agencies: {} };
let selection;
let text;
let latest;
let begunOn;
let askedIn;
let close = () => {};

function begin() {
  close();
  panels.stop();
  covered.stop();
  latest = undefined;
  begunOn = day();
  delete document.body.dataset.version;
  writeEmpty(null);
  delete $('coverage').dataset.version;
  text = words(selection.language);
  chosen.write(selection, text, known.regions);
  headline.write(selection, text);
  writeHeadings();
  wall.set(selection.wall);
  wall.tell(text);
  close = watch(url.parameters(selection, { by: 'level' }), told, say);
}

function writeHeadings() {
  $('shown').textContent = text.shown[selection.period];
  $('curve-label').textContent = text.curve[selection.period === 'today' && !url.toCounty(selection) ? 'all' : selection.period];
  $('agencies-label').textContent = text.agencies[selection.period];
  $('rising-label').textContent = text.rising(url.daysOfComplaints(selection));
  $('coverage-label').textContent = text.coverage[url.daysOfCoverage(selection)];
}

function told(snapshot) {
  latest = snapshot;
  headline.total(snapshot, text);
  tables.levels($('levels'), snapshot.total, text);
  if (selection.period === 'all') writeEmpty(snapshot.total);
  $('exact').textContent = text.exact(snapshot.version, time(snapshot.asOf));
  if (performance.getEntriesByName('figures').length === 0) performance.mark('figures');
  panels.soon();
  covered.soon();
}

function say(state, seconds) {
  const place = $('state');
  place.className = `state ${state}`;
  document.body.classList.toggle('stale', state === 'stale');
  const said = state === 'stale' ? text.stale(seconds) : text[state];
  if (place.textContent !== said) place.textContent = said;
}

async function writePanels(signal) {
  askedIn = minute();
  const { version } = latest;
  const answers = await ask.panels(selection, version, signal);
  await learn(answers, signal);
  signal.throwIfAborted();
  headline.beside(answers, selection, text);
  if (answers.ever) writeEmpty(answers.ever.total);
  writeCurves(answers);
  tables.channels($('channels'), answers.channels, text);
  tables.regions($('regions'), answers.regions, text, (region) => {
    change({ region });
    $('figures').focus({ preventScroll: true });
  });
  const agencies = AGENCIES[selection.wall ? 'wall' : 'page'];
  if (shown('best', answers.agencies)) tables.agencies($('best'), $('worst'), answers.agencies, text, agencies);
  if (shown('rising', answers.options)) {
    tables.rising($('rising'), answers.options, text);
    $('rising-note').textContent = text.risingNote(answers.options);
  }
  tables.latest($('latest'), answers.latest.ratings, text, known);
  wall.fit();
  document.body.dataset.version = version;
}

/** A panel that is not counted so deep is not there. */
function shown(id, answer) {
  $(id).closest('section').hidden = !answer;
  return Boolean(answer);
}

function writeCurves({ recent, days, minutes: last }) {
  if (days) {
    times.show(withoutGaps(days.rows, 'day'), (key) => key.slice(5), text);
  } else {
    times.show(hoursOf(recent.rows, day(), hour() + 1), (key) => key.slice(11, 16), text, hoursOf(recent.rows, day(-1), 24));
  }
  if (shown('minutes', last)) minutes.show(minutesOf(last), (key) => key.slice(11, 16), text);
}

async function writeCoverage(signal) {
  const { version } = latest;
  const answers = await ask.coverage(selection, version, signal);
  signal.throwIfAborted();
  coverage($('coverage'), $('gaps'), answers, selection, text);
  $('coverage').dataset.version = version;
  forgetCodes();
}

/** Rows bring the names of now; who walks on finds them in the path, and bad ratings of agencies that have none are asked for theirs. */
async function learn({ regions, agencies, latest: { ratings } }, signal) {
  const names = ({ rows }) => Object.fromEntries(rows.filter((row) => row.name).map((row) => [row.key, row.name]));
  Object.assign(known.regions, names(regions));
  if (agencies) Object.assign(known.agencies, names(agencies));
  chosen.writePath(text, known.regions);
  const strangers = [...new Set(ratings.map((rating) => rating.agencyCode))].filter((code) => !known.agencies[code]);
  if (strangers.length > 0) Object.assign(known.agencies, await ask.agencyNames(strangers, signal));
}

/** Who had no name may have got one. */
function forgetCodes() {
  Object.entries(known.agencies).filter(([code, name]) => code === name).forEach(([code]) => delete known.agencies[code]);
}

/** @param total of all time, or null while it is not known */
function writeEmpty(total) {
  const none = total?.ratings === 0 && !selection.region;
  document.body.classList.toggle('none', none);
  $('empty').hidden = !none;
  if (!none) return;
  const command = `curl -i ${location.origin}/v1/ratings -H 'Content-Type: application/json' -d '{
  "serviceEventId": "411302-2026-0001-1", "level": 5, "channel": "WINDOW_DEVICE",
  "regionCode": "411302", "agencyCode": "11411302MB0F12345X", "ratedAt": "${new Date().toISOString().slice(0, 19)}Z"}'`;
  replace($('empty'), element('h2', text.emptyTitle), element('p', text.emptyText), element('pre', command, { tabindex: '0' }));
}

function change(some) {
  selection = { ...selection, ...some };
  url.write(selection);
  begin();
}

/** Time goes on without ratings: a new day is another question, a new minute another window. */
function tick() {
  wall.tell(text);
  if (day() !== begunOn) begin();
  else if (latest && minute() !== askedIn) panels.soon();
}

function start() {
  selection = url.read();
  begin();
}

start();
setInterval(tick, 1_000);
addEventListener('popstate', start);
ask.get('/v1/catalogue').then(({ regions, options }) => {
  regions.forEach(({ regionCode, name }) => { known.regions[regionCode] ??= name; });
  options.forEach(({ code, text: meaning }) => { known.options[code] = meaning; });
  chosen.writePath(text, known.regions);
}).catch(() => {});
