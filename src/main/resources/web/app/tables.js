// Tables of rows of figures.
import { element, replace } from './dom.js';
import { badOf, bad, count, satisfaction, share, time } from './figures.js';

/** Three good ratings are no 100 %: an interval wider than this is marked. */
const WIDE = 0.05;

/** Each label stands as the cells below it do. */
function head(labels, row) {
  const cells = labels.map((label, i) => element('th', label, { scope: 'col', class: row.children[i].classList.contains('number') ? 'number' : '' }));
  return element('thead', element('tr', cells));
}

export function bar(part, whole, kind) {
  const fill = element('span', null, { class: `fill ${kind}` });
  fill.style.width = `${whole === 0 ? 0 : Math.max(part > 0 ? 0.5 : 0, (100 * part) / whole)}%`;
  return element('span', fill, { class: 'bar', 'aria-hidden': 'true' });
}

/** What the row is of, and its bar below or beside it. */
export function name(label, bar) {
  return element('th', element('div', [element('span', label), bar], { class: 'name' }), { scope: 'row' });
}

export function number(text, title) {
  return element('td', text, title ? { class: 'number', title } : { class: 'number' });
}

/** How many, how satisfied, and, between them and the bad ones, what else there is. */
function rated(row, ...more) {
  return [
    number(count(row.ratings)),
    number(satisfaction(row.satisfactionRate)),
    ...more,
    number(count(badOf(row)), bad(row.badRate)),
  ];
}

export function fill(table, labels, rows, nothing) {
  const content = rows.length === 0
    ? [element('tbody', element('tr', element('td', nothing, { class: 'note' })))]
    : [head(labels, rows[0]), element('tbody', rows)];
  replace(table, content);
}

export function levels(table, total, text) {
  const rows = [5, 4, 3, 2, 1].map((level) => {
    const n = total.counts[level];
    return element('tr', [
      name(text.levelNames[level], bar(n, total.ratings, level <= 2 ? 'bad' : 'good')),
      number(count(n)),
      number(share(n, total.ratings)),
    ]);
  });
  fill(table, [text.key, text.ratings, text.share], rows, text.noRatings);
}

export function channels(table, answer, text) {
  const rows = answer.rows.map((row) =>
    element('tr', [
      name(text.channelNames[row.key] ?? row.name ?? row.key, bar(row.ratings, answer.total.ratings, 'share')),
      ...rated(row),
    ]),
  );
  fill(table, [text.key, text.ratings, text.satisfaction, text.bad], rows, text.noRatings);
}

/** @param open called with the region that was chosen */
export function regions(table, answer, text, open) {
  const own = answer.selection.region;
  const most = Math.max(...answer.rows.map((row) => row.ratings));
  const rows = answer.rows.map((row) => {
    const label = row.name ?? row.key;
    const way = element('button', label, { type: 'button', class: 'way', 'aria-label': text.open(label), 'data-key': row.key });
    const shown = row.key === own ? text.itself(label) : way;
    return element('tr', [name(shown, bar(row.ratings, most, 'share')), ...rated(row)]);
  });
  table.onclick = ({ target }) => {
    const way = target.closest('button.way');
    if (way) open(way.dataset.key);
  };
  fill(table, [text.key, text.ratings, text.satisfaction, text.bad], rows, text.noRatings);
}

/**
 * The best by the lower end of their interval, the worst by its upper end: a few ratings make neither. Nobody is among the worst
 * who has no bad rating, or stands in the better half.
 *
 * @param most how many both lists have together
 */
export function agencies(best, worst, answer, text, most) {
  const ranked = answer.rows.map((row) => ({ row, ...(row.interval ?? { low: row.satisfactionRate, high: row.satisfactionRate }) }));
  ranked.sort((one, other) => other.low - one.low);
  const last = ranked.slice(Math.ceil(ranked.length / 2)).filter(({ row }) => badOf(row) > 0);
  last.sort((one, other) => one.high - other.high).splice(most / 2);
  const first = ranked.filter((one) => !last.includes(one)).slice(0, most - last.length);
  const from = Math.min(...[...first, ...last].map(({ low }) => low));
  const labels = (label) => [label, text.ratings, text.satisfaction, text.interval, text.bad];
  fill(best, labels(last.length > 0 ? text.best : text.key), first.map((one) => agency(one, from, text)), text.noRatings);
  worst.hidden = last.length === 0;
  fill(worst, labels(text.worst), last.map((one) => agency(one, from, text)), text.noRatings);
}

function agency({ row, low, high }, from, text) {
  const few = high - low > WIDE ? element('span', text.few, { class: 'few' }) : null;
  return element('tr', [
    name(element('span', [row.name ?? row.key, few && ' ', few], { title: row.key })),
    ...rated(row, element('td', [range(low, high, from), written(row, text)], { class: 'number' })),
  ]);
}

function written({ interval }, text) {
  return interval ? `${(100 * interval.low).toFixed(1)}–${(100 * interval.high).toFixed(1)} %` : text.narrow;
}

/** The interval on a line that ends at 100 %. */
function range(low, high, from) {
  const at = (rate) => (from < 1 ? (100 * (rate - from)) / (1 - from) : 0);
  const part = element('span', null, { class: 'part' });
  part.style.left = `${Math.min(97, at(low))}%`;
  part.style.width = `${Math.max(3, at(high) - at(low))}%`;
  return element('span', part, { class: 'range', 'aria-hidden': 'true' });
}

/** @param known the names of regions, agencies and options, by their codes */
export function latest(table, ratings, text, known) {
  const rows = ratings.map((rating) => {
    const options = (rating.options ?? []).map((code) => known.options[code] ?? code);
    const county = `${rating.regionCode.slice(0, 6)}000000`;
    return element('tr', [
      element('td', time(rating.receivedAt).slice(5, 16), { class: 'time' }),
      element('td', text.levelNames[rating.level]),
      element('td', known.regions[rating.regionCode] ?? known.regions[county] ?? rating.regionCode),
      element('td', known.agencies[rating.agencyCode] ?? rating.agencyCode, { title: rating.agencyCode }),
      element('td', [...options, rating.comment].filter(Boolean).join(text.and), { class: 'why' }),
    ]);
  });
  fill(table, [text.received, text.level, text.place, text.agency, text.why], rows, text.noBad);
}

/** Reasons of bad ratings, those first that are given more than before. */
export function rising(table, answer, text) {
  const most = Math.max(...answer.rows.map((row) => row.ratings));
  const rows = answer.rows.map((row) => {
    const rise = row.ratings - row.previous.ratings;
    return element('tr', [
      name(row.name ?? row.key, bar(row.ratings, most, 'bad')),
      number(count(row.ratings)),
      number(count(row.previous.ratings)),
      element('td', text.moved(rise, count(Math.abs(rise))), { class: `number ${rise > 0 ? 'worse' : ''}` }),
    ]);
  });
  fill(table, [text.why, text.now, text.before, text.change], rows, text.noReasons);
}
