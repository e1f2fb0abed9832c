// What can be chosen, and taken away: each choice goes into the URL, and the page begins anew.
import { element, replace } from './dom.js';
import * as url from './selection.js';

const $ = (id) => document.getElementById(id);
const prefersDark = matchMedia('(prefers-color-scheme: dark)');

/** @param change called with what is chosen anew; @param picture of the curve */
export function controls(change, picture) {
  let selection;
  let words;

  function write(chosen, text, names) {
    selection = chosen;
    words = text;
    const dark = isDark();
    document.documentElement.lang = text.locale;
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
    document.title = `${text.title} · 一评`;
    document.querySelectorAll('[data-text]').forEach((place) => {
      place.textContent = text[place.dataset.text];
    });
    $('language').textContent = text.language;
    $('language').lang = selection.language === 'zh' ? 'en' : 'zh-CN';
    $('theme').textContent = text.theme[dark ? 'dark' : 'light'];
    $('csv').href = `/v1/stats?${url.parameters(selection, { by: 'day', limit: 1000 })}`;
    $('wall').textContent = text.wall[selection.wall ? 'leave' : 'enter'];
    $('wall').title = text.wallKeys;
    writePeriods(text);
    writePath(text, names);
  }

  /** A wall is dark where nothing is chosen: it shines into a hall all day. */
  function isDark() {
    return selection.theme ? selection.theme === 'dark' : selection.wall || prefersDark.matches;
  }

  function writePeriods(text) {
    $('periods').setAttribute('aria-label', text.period);
    replace($('periods'), url.periods.map((period) => element('button', text.periods[period], {
      type: 'button', 'aria-pressed': period === selection.period, 'data-key': period,
    })));
  }

  /** @param names of regions by their codes */
  function writePath(text, names) {
    const regions = url.path(selection.region).filter((region) => url.depth(region) > 1 || region === selection.region);
    const steps = [['', text.all], ...regions.map((region) => [region, names[region] ?? region])];
    replace($('path').querySelector('ol'), steps.map(([region, label]) => element('li', region === (selection.region ?? '')
      ? element('span', label, { 'aria-current': 'page' })
      : element('button', label, { type: 'button', 'data-key': region }))));
  }

  function toggleWall() {
    const wall = !selection.wall;
    // Where a browser may not fill the screen the page is a wall all the same.
    if (wall) document.documentElement.requestFullscreen?.().catch(() => {});
    else if (document.fullscreenElement) document.exitFullscreen();
    change({ wall });
  }

  $('periods').addEventListener('click', ({ target }) => target.dataset.key && change({ period: target.dataset.key }));
  $('path').addEventListener('click', ({ target }) => target.dataset.key !== undefined && change({ region: target.dataset.key || null }));
  $('language').addEventListener('click', () => change({ language: selection.language === 'zh' ? 'en' : 'zh' }));
  $('theme').addEventListener('click', () => change({ theme: isDark() ? 'light' : 'dark' }));
  $('wall').addEventListener('click', toggleWall);
  $('csv').addEventListener('click', (event) => {
    event.preventDefault();
    csv($('csv').getAttribute('href')).catch(() => {
      $('csv').textContent = words.csvFailed;
    });
  });
  $('png').addEventListener('click', () => download(picture(), 'yiping.png'));
  prefersDark.addEventListener('change', () => change({}));

  return { write, writePath };
}

function download(href, file) {
  element('a', null, { href, download: file }).click();
}

/** The page asks for CSV, where a plain link would be answered with JSON, and for the pages that follow the first. */
async function csv(first) {
  const parts = [];
  for (let path = first; path;) {
    const answer = await fetch(path, { headers: { Accept: 'text/csv' } });
    // Part of a file would look like all of it.
    if (!answer.ok) throw new Error(`${answer.status}`);
    const lines = await answer.text();
    parts.push(parts.length === 0 ? lines : lines.slice(lines.indexOf('\n') + 1));
    path = answer.headers.get('Link')?.match(/<([^>]+)>/)[1];
  }
  // Spreadsheets read UTF-8 by its mark.
  const href = URL.createObjectURL(new Blob(['\ufeff', ...parts], { type: 'text/csv;charset=utf-8' }));
  download(href, 'yiping.csv');
  URL.revokeObjectURL(href);
}
