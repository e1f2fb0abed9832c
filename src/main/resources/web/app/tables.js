// Tables of rows of figures, written with the DOM: nothing that was sent to the service is ever read as HTML.
import { badOf, bad, count, satisfaction, share, time, wilson } from './figures.js';

function element(name, content, attributes = {}) {
  const made = document.createElement(name);
  for (const part of [content].flat()) {
    if (part !== undefined && part !== null) made.append(part);
  }
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  return made;
}

/** Each label stands as the cells below it do. */
function head(labels, row) {
  const cells = labels.map((label, i) => element('th', label, { scope: 'col', class: row.children[i].className }));
  return element('thead', element('tr', cells));
}

function bar(part, whole, kind) {
  const fill = element('span', null, { class: `fill ${kind}` });
  fill.style.width = `${whole === 0 ? 0 : Math.max(part > 0 ? 0.5 : 0, (100 * part) / whole)}%`;
  return element('span', fill, { class: 'bar', 'aria-hidden': 'true' });
}

function name(text) {
  return element('th', text, { scope: 'row' });
}

function number(text, title) {
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

function fill(table, labels, rows, text, nothing = text.noRatings) {
  if (rows.length === 0) {
    table.replaceChildren(element('tbody', element('tr', element('td', nothing, { class: 'note' }))));
  } else {
    table.replaceChildren(head(labels, rows[0]), element('tbody', rows));
  }
}

export function levels(table, total, text) {
  const rows = [5, 4, 3, 2, 1].map((level) => {
    const n = total.counts[level];
    return element('tr', [
      name([text.levelNames[level], bar(n, total.ratings, level <= 2 ? 'bad' : 'good')]),
      number(count(n)),
      number(share(n, total.ratings)),
    ]);
  });
  fill(table, [text.key, text.ratings, text.share], rows, text);
}

export function channels(table, answer, text) {
  const rows = answer.rows.map((row) =>
    element('tr', [
      name([text.channelNames[row.key] ?? row.name, bar(row.ratings, answer.total.ratings, 'share')]),
      ...rated(row),
    ]),
  );
  fill(table, [text.key, text.ratings, text.satisfaction, text.bad], rows, text);
}

/** @param open called with the region that was chosen */
export function regions(table, answer, text, open) {
  const own = answer.selection.region;
  const rows = answer.rows.map((row) => {
    const label = row.name ?? row.key;
    const way = element('button', label, { type: 'button', class: 'way', 'aria-label': text.open(label) });
    way.addEventListener('click', () => open(row.key));
    const shown = row.key === own ? `${label} (${text.itself})` : way;
    return element('tr', [
      name([shown, bar(row.ratings, answer.total.ratings, 'share')]),
      ...rated(row),
    ]);
  });
  fill(table, [text.key, text.ratings, text.satisfaction, text.bad], rows, text);
}

export function agencies(table, answer, text) {
  const ranked = answer.rows.map((row) => {
    const [low, high] = wilson(row.ratings - badOf(row), row.ratings);
    return { row, low, high };
  });
  ranked.sort((one, other) => other.low - one.low);
  const rows = ranked.map(({ row, low, high }, i) => {
    const few = high - low > 0.05;
    const place = `${i + 1}. ${row.key}`;
    const label = few ? [place, ' ', element('span', text.few, { class: 'few' })] : place;
    return element('tr', [
      name(label),
      ...rated(row, number(`${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)} %`)),
    ]);
  });
  fill(table, [text.key, text.ratings, text.satisfaction, text.interval, text.bad], rows, text);
}

/** @param known the names of regions and the texts of options, by their codes */
export function complaints(table, ratings, text, known) {
  const rows = ratings.map((rating) => {
    const options = (rating.options ?? []).map((code) => known.options[code] ?? code);
    const county = `${rating.regionCode.slice(0, 6)}000000`;
    return element('tr', [
      element('td', time(rating.receivedAt)),
      element('td', text.levelNames[rating.level]),
      element('td', known.regions[rating.regionCode] ?? known.regions[county] ?? rating.regionCode),
      element('td', rating.agencyCode),
      element('td', [...options, rating.comment].filter(Boolean).join(';')),
    ]);
  });
  fill(table, [text.received, text.level, text.place, text.key, text.why], rows, text, text.noBad);
}
