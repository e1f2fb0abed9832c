// What is shown, and how: it lives in the URL, so that a page can be sent to somebody.
import { day } from './days.js';

const PERIODS = { today: 1, '7d': 7, '30d': 30, all: 0 };
const ENDS = [2, 4, 6, 9, 12];

export const periods = Object.keys(PERIODS);

/** What a page shows that was asked for nothing; a wall shows the day. */
function usual(wall) {
  return wall ? 'today' : 'all';
}

export function read() {
  const query = new URLSearchParams(location.search);
  const region = query.get('region');
  const period = query.get('period');
  const wall = query.get('wall') === '1';
  return {
    region: /^\d{6}(\d{6})?$/.test(region ?? '') ? region.padEnd(12, '0') : null,
    period: Object.hasOwn(PERIODS, period) ? period : usual(wall),
    language: query.get('lang') === 'en' ? 'en' : 'zh',
    theme: ['dark', 'light'].includes(query.get('theme')) ? query.get('theme') : null,
    wall,
  };
}

export function write(selection) {
  const query = new URLSearchParams();
  if (selection.region) query.set('region', selection.region);
  if (selection.period !== usual(selection.wall)) query.set('period', selection.period);
  if (selection.language !== 'zh') query.set('lang', selection.language);
  if (selection.theme) query.set('theme', selection.theme);
  if (selection.wall) query.set('wall', '1');
  const text = query.toString();
  history.pushState(null, '', text ? `?${text}` : location.pathname);
}

/** The query parameters of what is selected, with others. */
export function parameters(selection, more = {}) {
  return lastDays(selection, PERIODS[selection.period], more);
}

/** Those of the last days, with today, in the region that is selected; no days are all of time. */
export function lastDays(selection, days, more = {}) {
  const query = new URLSearchParams();
  if (selection.region) query.set('region', selection.region);
  if (days > 0) {
    query.set('from', day(1 - days));
    query.set('to', day(1));
  }
  Object.entries(more).forEach(([name, value]) => query.set(name, value));
  return query.toString();
}

/** The days that agencies, complaints and gaps are looked at in: those of one day say little. */
export function daysOfAgencies({ period }) {
  return period === 'today' ? 30 : PERIODS[period];
}

export function daysOfComplaints({ period }) {
  return period === '30d' ? 30 : 7;
}

export function daysOfCoverage({ period }) {
  return period === 'all' ? 0 : 30;
}

/** How deep a region lies: 1 province, 2 city, 3 county, 4 township, 5 village. */
export function depth(region) {
  return region ? ENDS.findIndex((end) => /^0*$/.test(region.slice(end))) + 1 : 0;
}

/** Hours, agencies and options are counted down to counties, minutes down to cities. */
export function toCounty(selection) {
  return depth(selection.region) <= 3;
}

export function hasMinutes(selection) {
  return selection.period === 'today' && depth(selection.region) <= 2;
}

/** The regions that contain it, from the widest, and itself. */
export function path(region) {
  return ENDS.slice(0, depth(region)).map((end) => region.slice(0, end).padEnd(12, '0'));
}
