// Numbers as they are told. Rates come from the service with nine places, satisfaction rounded down: cut, never rounded up.
const PLACES = 1000;

export function count(number) {
  return number.toLocaleString('en-US');
}

/** 0.99985 as 99.985 %: never 100 % unless it is. */
export function satisfaction(rate) {
  return rate === undefined ? '–' : `${(Math.floor(rate * 100 * PLACES + 1e-4) / PLACES).toFixed(3)} %`;
}

/** A rate of bad ratings: never 0 % unless it is. */
export function bad(rate) {
  return rate === undefined ? '–' : `${(Math.ceil(rate * 100 * PLACES - 1e-4) / PLACES).toFixed(3)} %`;
}

export function share(part, whole) {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(part * 1000 < whole ? 2 : 1)} %`;
}

export function badOf(figures) {
  return figures.counts['1'] + figures.counts['2'];
}

/** In Asia/Shanghai, as 2026-11-23 11:15:02. */
export function time(instant) {
  return new Date(instant).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' });
}
