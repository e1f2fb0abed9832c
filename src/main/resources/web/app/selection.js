// What is shown, and how: it lives in the URL, so that a page can be sent to somebody.
const PERIODS = { today: 1, '7d': 7, '30d': 30, all: 0 };
const DAY = 86_400_000;
const SHANGHAI = 8 * 3_600_000;

export const periods = Object.keys(PERIODS);

export function read() {
  const query = new URLSearchParams(location.search);
  const region = query.get('region');
  const period = query.get('period');
  return {
    region: /^\d{6}(\d{6})?$/.test(region ?? '') ? region.padEnd(12, '0') : null,
    period: period in PERIODS ? period : 'all',
    language: query.get('lang') === 'en' ? 'en' : 'zh',
    theme: ['dark', 'light'].includes(query.get('theme')) ? query.get('theme') : null,
  };
}

export function write(selection) {
  const query = new URLSearchParams();
  if (selection.region) query.set('region', selection.region);
  if (selection.period !== 'all') query.set('period', selection.period);
  if (selection.language !== 'zh') query.set('lang', selection.language);
  if (selection.theme) query.set('theme', selection.theme);
  const text = query.toString();
  history.pushState(null, '', text ? `?${text}` : location.pathname);
}

/** A day in Asia/Shanghai as the service writes it. */
export function day(offset = 0) {
  return new Date(Date.now() + SHANGHAI + offset * DAY).toISOString().slice(0, 10);
}

/** The query parameters of what is selected, with others. */
export function parameters(selection, more = {}) {
  const query = new URLSearchParams();
  if (selection.region) query.set('region', selection.region);
  const days = PERIODS[selection.period];
  if (days > 0) {
    query.set('from', day(1 - days));
    query.set('to', day(1));
  }
  Object.entries(more).forEach(([name, value]) => query.set(name, value));
  return query.toString();
}

/** How deep a region lies: 1 province, 2 city, 3 county, 4 township, 5 village. */
export function depth(region) {
  if (!region) return 0;
  const ends = [2, 4, 6, 9, 12];
  return ends.findIndex((end) => /^0*$/.test(region.slice(end))) + 1;
}

/** The regions that contain it, from the widest, and itself. */
export function path(region) {
  const ends = [2, 4, 6, 9, 12];
  return ends.slice(0, depth(region)).map((end) => region.slice(0, end).padEnd(12, '0'));
}

const NOTHING = { ratings: 0, counts: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 } };

/** The service has no rows for empty days and hours; a curve does. */
export function withoutGaps(rows, hourly) {
  if (rows.length === 0) return [];
  const step = hourly ? DAY / 24 : DAY;
  const instant = (key) => Date.parse(hourly ? key : `${key}T00:00:00Z`);
  const name = (at) => (hourly ? `${new Date(at + SHANGHAI).toISOString().slice(0, 13)}:00:00+08:00` : new Date(at).toISOString().slice(0, 10));
  const known = new Map(rows.map((row) => [row.key, row]));
  const whole = [];
  for (let at = instant(rows[0].key); at <= instant(rows.at(-1).key); at += step) {
    whole.push(known.get(name(at)) ?? { key: name(at), ...NOTHING });
  }
  return whole;
}
