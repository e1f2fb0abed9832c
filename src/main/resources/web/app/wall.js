// The page on a wall: one screen, read from afar, touched by nobody. What does not fit takes turns; Esc leaves it.
const TURN = 12_000;
const AWAKE = 3_000;
const TURNING = ['regions', 'channels', 'latest'];
const CUT = [['best', 'worst'], ['rising']];

const $ = (id) => document.getElementById(id);
/** Elsewhere, as on a phone, the words would be too small: there the page stays as it is. */
const large = matchMedia('(min-width: 1000px) and (min-aspect-ratio: 5/4)');

/** @param leave called when somebody leaves the wall */
export function wall(leave) {
  const page = document.documentElement.classList;
  let wanted = false;
  let turn = 0;
  let paused = false;
  let sleep;

  function set(isWall) {
    wanted = isWall;
    page.toggle('wall', wanted && large.matches);
    $('clock').hidden = !page.contains('wall');
    fit();
  }

  /** The clock of the hall: Asia/Shanghai, whatever the machine says. */
  function tell({ locale }) {
    const write = (options) => new Date().toLocaleString(locale, { timeZone: 'Asia/Shanghai', ...options });
    $('clock').firstElementChild.textContent = write({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    $('clock').lastElementChild.textContent = write({ year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' });
  }

  /** After tables were written, in the same breath: nobody sees them whole. */
  function fit() {
    CUT.forEach((ids) => cut(ids.map($)));
    TURNING.forEach((id) => takeTurns($(id)));
  }

  function takeTurns(table) {
    const rows = whole(table);
    const pages = page.contains('wall') ? pagesOf(rows, table) : [rows];
    const now = pages[turn % pages.length];
    rows.forEach((row) => { row.hidden = !now.includes(row); });
    table.closest('section').querySelector('h2').dataset.page = pages.length > 1 ? `${(turn % pages.length) + 1}/${pages.length}` : '';
  }

  setInterval(() => {
    if (paused || !page.contains('wall')) return;
    turn++;
    TURNING.forEach((id) => takeTurns($(id)));
  }, TURN);
  large.addEventListener('change', () => set(wanted));
  addEventListener('resize', fit);
  addEventListener('keydown', ({ key }) => {
    if (wanted && key === 'Escape') leave();
    if (key === ' ') paused = page.contains('wall') && !paused;
  });
  // A browser that fills the screen keeps the first Esc for itself.
  document.addEventListener('fullscreenchange', () => {
    if (wanted && !document.fullscreenElement) leave();
  });
  addEventListener('pointermove', () => {
    page.add('awake');
    clearTimeout(sleep);
    sleep = setTimeout(() => page.remove('awake'), AWAKE);
  });

  return { set, tell, fit };

  function cut(tables) {
    const left = tables.map(whole);
    const section = tables[0].closest('section');
    while (page.contains('wall') && over(section) > 0 && left.some((rows) => rows.length > 1)) {
      left.sort((one, other) => other.length - one.length)[0].pop().hidden = true;
    }
  }
}

function whole(table) {
  const rows = [...(table.tBodies[0]?.rows ?? [])];
  rows.forEach((row) => { row.hidden = false; });
  return rows;
}

function over(section) {
  return section.scrollHeight - section.clientHeight;
}

function pagesOf(rows, table) {
  const room = (table.tBodies[0]?.offsetHeight ?? 0) - Math.max(0, over(table.closest('section')));
  const pages = [[]];
  let used = 0;
  rows.forEach((row) => {
    const { height } = row.getBoundingClientRect();
    used += height;
    if (used > room + 1 && pages.at(-1).length > 0) {
      pages.push([]);
      used = height;
    }
    pages.at(-1).push(row);
  });
  return pages;
}
