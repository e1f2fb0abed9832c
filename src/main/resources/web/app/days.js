// Days, hours and minutes of Asia/Shanghai, as the service writes them. It has no summer time.
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SHANGHAI = 8 * HOUR;

const NOTHING = { ratings: 0, counts: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 } };

/** A day as 2026-11-23, as many days from today. */
export function day(offset = 0) {
  return local(Date.now() + offset * DAY).slice(0, 10);
}

/** The hour that runs, 0 to 23. */
export function hour() {
  return Number(local(Date.now()).slice(11, 13));
}

/** The minute that runs, since long ago. */
export function minute() {
  return Math.floor(Date.now() / MINUTE);
}

/** Many halls are closed on some: a Monday is more than a Sunday. */
export function weekday(offset, locale) {
  return new Date(Date.now() + offset * DAY).toLocaleDateString(locale, { timeZone: 'Asia/Shanghai', weekday: 'short' });
}

function local(instant) {
  return new Date(instant + SHANGHAI).toISOString();
}

const dayAt = { millis: DAY, instant: (key) => Date.parse(`${key}T00:00:00+08:00`), key: (at) => local(at).slice(0, 10) };
const timeAt = (millis) => ({ millis, instant: Date.parse, key: (at) => `${local(at).slice(0, 19)}+08:00` });
const STEPS = { day: dayAt, hour: timeAt(HOUR), minute: timeAt(MINUTE) };

/** The service has no rows for empty days, hours and minutes; a curve does. */
export function withoutGaps(rows, by, from = rows[0]?.key, until = rows.at(-1)?.key) {
  if (from === undefined) return [];
  const step = STEPS[by];
  const known = new Map(rows.map((row) => [row.key, row]));
  const whole = [];
  for (let at = step.instant(from); at <= step.instant(until); at += step.millis) {
    whole.push(known.get(step.key(at)) ?? { key: step.key(at), ...NOTHING });
  }
  return whole;
}

/** The hours of a day up to one that has not begun; the minutes of a window that the service has resolved. */
export function hoursOf(rows, date, end) {
  if (end === 0) return [];
  const at = (n) => `${date}T${String(n).padStart(2, '0')}:00:00+08:00`;
  return withoutGaps(rows, 'hour', at(0), at(end - 1));
}

export function minutesOf({ rows, selection }) {
  const last = timeAt(MINUTE).key(Date.parse(selection.to) - MINUTE);
  return withoutGaps(rows, 'minute', timeAt(MINUTE).key(Date.parse(selection.from)), last);
}
