// The questions of one moment: what has not the version of the total yet waits for it.
import { day } from './days.js';
import * as url from './selection.js';

const CURVE_DAYS = 120;
const AGENCIES = 100;

export async function get(path, signal) {
  const answer = await fetch(path, { signal });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

/** All panels but coverage, by their names; null is what is not counted so deep. */
export async function panels(selection, minVersion, signal) {
  const { period } = selection;
  const toCounty = url.toCounty(selection);
  const stats = (query) => get(`/v1/stats?${query}`, signal);
  const when = (more) => url.parameters(selection, { ...more, minVersion });
  const within = (days, more) => url.lastDays(selection, days, { ...more, minVersion });
  const complaints = { by: 'option', compare: 'previous', sort: '-rise', limit: 10 };
  const questions = {
    recent: stats(recent(selection, { by: toCounty ? 'hour' : 'day', minVersion })),
    ever: period === 'today' ? stats(within(0, {})) : null,
    compared: period === '7d' || period === '30d' ? stats(when({ compare: 'previous' })) : null,
    days: period === 'today' && toCounty ? null : stats(within(daysOfCurve(period), { by: 'day', limit: CURVE_DAYS })),
    minutes: url.hasMinutes(selection) ? stats(within(0, { window: '1h', by: 'minute' })) : null,
    channels: stats(when({ by: 'channel', sort: '-ratings' })),
    regions: parts(when, stats),
    agencies: toCounty ? stats(within(url.daysOfAgencies(selection), { by: 'agency', sort: '-ratings', limit: AGENCIES })) : null,
    options: toCounty ? stats(within(url.daysOfComplaints(selection), complaints)) : null,
    latest: get(`/v1/ratings?bad=true&limit=10${selection.region ? `&region=${selection.region}` : ''}`, signal),
  };
  const answers = await Promise.all(Object.values(questions));
  return Object.fromEntries(Object.keys(questions).map((name, i) => [name, answers[i]]));
}

function daysOfCurve(period) {
  return period === '7d' || period === '30d' ? Number.parseInt(period, 10) : CURVE_DAYS;
}

/** Yesterday and today. */
function recent(selection, more) {
  return url.lastDays(selection, 0, { from: day(-1), to: day(1), ...more });
}

/** The regions below; where there is but one, those below it: a city's own service has one province and one city. */
async function parts(when, stats) {
  const by = { by: 'region', sort: '-ratings', limit: 200 };
  const isItself = (answer) => answer.rows[0].key === answer.selection.region;
  let answer = await stats(when(by));
  while (answer.rows.length === 1 && url.depth(answer.rows[0].key) < 5 && !isItself(answer)) {
    const below = await stats(when({ ...by, region: answer.rows[0].key }));
    if (below.rows.length === 1 && isItself(below)) return answer;
    answer = below;
  }
  return answer;
}

/** The names of agencies that are not among those rated most, by their codes; the code itself where none is registered. */
export async function agencyNames(codes, signal) {
  const name = async (code) => (await get(`/v1/stats?by=agency&agency=${code}`, signal)).rows[0]?.name ?? code;
  return Object.fromEntries(await Promise.all(codes.map(async (code) => [code, await name(code)])));
}

const COVERED = ['matters', 'agencies', 'channels', 'regions'];
const COVERED_BELOW_COUNTIES = ['channels', 'regions'];
const LISTED = 20;

/** Coverage of all kinds, with the first codes that have no rating, and those that are rated most and not registered. */
export function coverage(selection, minVersion, signal) {
  const kinds = url.toCounty(selection) ? COVERED : COVERED_BELOW_COUNTIES;
  return Promise.all(kinds.map(async (kind) => {
    const listed = (list) => get(coveragePath(kind, selection, { list, limit: LISTED, minVersion }), signal);
    const answer = await listed('unrated');
    // A wall has no lists.
    return { ...answer, strangers: answer.unknown > 0 && !selection.wall ? (await listed('unknown')).rows : [] };
  }));
}

export function coveragePath(kind, selection, more) {
  return `/v1/coverage/${kind}?${url.lastDays(selection, url.daysOfCoverage(selection), more)}`;
}
