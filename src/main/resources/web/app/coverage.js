// What has no rating: of all that is registered, and what is rated without being registered.
import { coveragePath } from './ask.js';
import { element, replace } from './dom.js';
import { count, satisfaction } from './figures.js';
import { bar, fill, name, number } from './tables.js';

const FIRST_LINES = {
  matters: 'code,name\n11411300MB0123456X4000123001000,…',
  agencies: 'code,name,parent\n11411300MB0123456X,…,411300',
  channels: 'code,name\nWINDOW_DEVICE,…',
  regions: 'code,name,parent\n411302001,…,411302',
};

export function coverage(table, gaps, answers, selection, text) {
  fill(table, [text.key, text.ratedOfRegistered, text.coverageRate, text.unknown], answers.map((answer) => row(answer, text)), '');
  const lists = answers.map((answer) => [
    answer.registered === 0 ? howTo(answer, text) : unrated(answer, selection, text),
    unknown(answer, selection, text),
  ]);
  replace(gaps, lists.flat().filter(Boolean));
}

function row({ kind, registered, rated, coverageRate, unknown }, text) {
  const cells = registered === 0
    ? [name(text.kinds[kind]), number(text.notRegistered), number('–')]
    : [name(text.kinds[kind], bar(rated, registered, 'share')), number(`${count(rated)} / ${count(registered)}`), number(satisfaction(coverageRate))];
  return element('tr', [...cells, number(count(unknown))]);
}

function unrated({ kind, registered, rated, rows }, selection, text) {
  const gaps = registered - rated;
  if (gaps === 0) return null;
  const items = rows.map(({ code, name }) => (name ? [name, ' ', element('code', code)] : element('code', code)));
  return listed(`unrated-${kind}`, text.without(text.kinds[kind], count(gaps)), items, coveragePath(kind, selection, { limit: 1000 }), gaps, text);
}

function unknown({ kind, unknown, strangers }, selection, text) {
  if (unknown === 0) return null;
  const items = strangers.map(({ code, ratings }) => [element('code', code), ` ${text.times(count(ratings))}`]);
  const all = coveragePath(kind, selection, { list: 'unknown', limit: 1000 });
  return listed(`unknown-${kind}`, text.unknownOf(text.kinds[kind], count(unknown)), items, all, unknown, text);
}

/** The first of them; where there are more, the way to all. */
function listed(key, summary, items, all, number, text) {
  const rest = number - items.length;
  return element('details', [
    element('summary', summary),
    element('ul', items.map((item) => element('li', item))),
    rest > 0 ? element('p', [`${text.others(count(rest))} `, element('a', text.wholeList, { href: all })], { class: 'note' }) : null,
  ], { 'data-key': key });
}

function howTo({ kind }, text) {
  const command = `curl -X PUT ${location.origin}/v1/registry/${kind} -H 'Content-Type: text/csv' --data-binary @${kind}.csv`;
  return element('details', [
    element('summary', text.howToRegister(text.kinds[kind])),
    element('p', text.registerText, { class: 'note' }),
    element('pre', `${command}\n\n# ${kind}.csv\n${FIRST_LINES[kind]}`, { tabindex: '0' }),
  ], { 'data-key': `register-${kind}` });
}
