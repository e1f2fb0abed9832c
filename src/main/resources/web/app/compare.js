// What stands beside what: figures now, figures before, and the words that say which.
import { badOf, count, satisfaction } from './figures.js';
import { day, hour, weekday } from './days.js';

const NONE = { ratings: 0, bad: 0 };

/** Today and yesterday, both up to the last full hour; nothing in the first hour of a day. */
export function ofHours(rows, text, end = hour()) {
  if (end === 0) return null;
  const until = (date) => rows.filter((row) => row.key.slice(0, 10) === date && Number(row.key.slice(11, 13)) < end).reduce(add, NONE);
  return { now: until(day()), before: until(day(-1)), words: (now, before) => text.sameHours(end, now, before, weekday(-1, text.locale)) };
}

/** A period and the equally long one before, as the service answered. */
export function ofPeriods(answer, text) {
  const plain = (figures) => add(NONE, figures);
  return {
    now: plain(answer.total),
    before: plain(answer.previous.total),
    words: (now, before) => text.previous(answer.previous.from.slice(5), lastDay(answer.previous.to), before),
  };
}

/** What a figure is of all rows of one day. */
export function sumOf(rows, date) {
  return rows.filter((row) => row.key.startsWith(date)).reduce(add, NONE);
}

function add(sum, figures) {
  return { ratings: sum.ratings + figures.ratings, bad: sum.bad + badOf(figures) };
}

/** `to` itself is not part of a period. */
function lastDay(to) {
  return new Date(Date.parse(to) - 1).toISOString().slice(5, 10);
}

/** Said in a sign, a number and a word: [what it is, good | bad | even, what was compared] */
export const kinds = {
  ratings: ({ now, before, words }, text) =>
    told(now.ratings - before.ratings, text.more, count, 0, words(count(now.ratings), count(before.ratings))),
  bad: ({ now, before, words }, text) =>
    told(now.bad - before.bad, text.more, count, -1, words(count(now.bad), count(before.bad))),
  satisfaction: ({ now, before, words }, text) => {
    if (now.ratings === 0 || before.ratings === 0) return null;
    const points = 100 * (before.bad / before.ratings - now.bad / now.ratings);
    return told(points, text.higher, points3, 1, words(satisfaction(rate(now)), satisfaction(rate(before))));
  },
};

function rate({ ratings, bad }) {
  return (ratings - bad) / ratings;
}

function points3(points) {
  return points < 0.0005 ? '<0.001' : points.toFixed(3);
}

function told(by, word, written, goodWhenMore, basis) {
  const sign = by > 0 ? '▲' : by < 0 ? '▼' : '＝';
  const kind = by * goodWhenMore > 0 ? 'good' : by * goodWhenMore < 0 ? 'bad' : 'even';
  return { change: `${sign} ${word(Math.sign(by), written(Math.abs(by)))}`, kind, basis };
}
