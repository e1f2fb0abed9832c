// The big numbers, each with what it is compared with and how it is reckoned.
import { ofHours, ofPeriods, kinds, sumOf } from './compare.js';
import { day } from './days.js';
import { element, replace } from './dom.js';
import { bad, badOf, count, satisfaction, share } from './figures.js';
import { toCounty } from './selection.js';

const $ = (id) => document.getElementById(id);

/** Empty boxes: the figures follow. */
export function write(selection, text) {
  const other = selection.period === 'today' ? 'ever' : 'today';
  const labels = { ...text.figures, ratings: text.ratingsOf[selection.period] };
  replace($('numbers'), ['ratings', other, 'satisfaction', 'bad', 'active', 'by-default'].map((id) => box(id, labels[id], text)));
}

function box(id, label, text) {
  return element('div', [
    element('dt', [label, formula(id, label, text)]),
    element('dd', [
      element('strong', '–', { id }),
      element('small', null, { id: `${id}-share` }),
      element('span', null, { id: `${id}-change`, class: 'change' }),
      element('small', null, { id: `${id}-basis` }),
    ]),
  ], { class: `card number ${id}` });
}

/** How a figure is reckoned: a click, or the Enter key, away. */
function formula(id, label, text) {
  return element('details', [
    element('summary', element('span', '?', { 'aria-hidden': 'true' }), { 'aria-label': text.howReckoned(label) }),
    element('p', text.formulas[id]),
  ], { class: 'formula', 'data-key': `formula-${id}` });
}

function put(id, content) {
  const place = $(id);
  place.textContent = content;
  place.style.setProperty('--length', content.length);
}

export function total({ total }, text) {
  put('ratings', count(total.ratings));
  put('satisfaction', satisfaction(total.satisfactionRate));
  put('bad', count(badOf(total)));
  put('active', count(total.active));
  put('by-default', count(total.default));
  $('bad-share').textContent = `${text.badShare} ${bad(total.badRate)}`;
  $('active-share').textContent = `${text.activeShare} ${share(total.active, total.ratings)}`;
}

/** @param answers of the same moment */
export function beside({ recent, ever, compared }, selection, text) {
  const today = toCounty(selection) ? ofHours(recent.rows, text) : null;
  if (selection.period === 'today') {
    put('ever', count(ever.total.ratings));
    compareAll(today, text);
  } else {
    put('today', count(sumOf(recent.rows, day()).ratings));
    compareAll(compared ? ofPeriods(compared, text) : null, text);
    compareOne('today', 'ratings', today, text);
  }
  if (!toCounty(selection)) wholeYesterday(selection, recent, text);
}

/** Below counties nothing is counted by hours: the whole day before is told, and not compared. */
function wholeYesterday({ period }, { rows }, text) {
  $(period === 'today' ? 'ratings-basis' : 'today-basis').textContent = text.wholeYesterday(count(sumOf(rows, day(-1)).ratings));
}

function compareAll(comparison, text) {
  ['ratings', 'satisfaction', 'bad'].forEach((id) => compareOne(id, id, comparison, text));
}

function compareOne(id, kind, comparison, text) {
  const said = comparison && kinds[kind](comparison, text);
  $(`${id}-change`).textContent = said?.change ?? '';
  $(`${id}-change`).className = `change ${said?.kind ?? ''}`;
  $(`${id}-basis`).textContent = said?.basis ?? '';
}
