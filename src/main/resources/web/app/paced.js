// Questions at a pace: at most one at a time and one in a pause; what is wanted meanwhile is asked once, afterwards.
const AGAIN = 5_000;

/** @param work gets an AbortSignal; when it fails it is tried again */
export function paced(pause, work) {
  let timer;
  let under;
  let wanted = false;
  let begun = 0;

  function soon() {
    wanted = true;
    if (!under && !timer) wait(pause);
  }

  function wait(millis) {
    timer = setTimeout(run, Math.max(0, begun + millis - Date.now()));
  }

  async function run() {
    const mine = new AbortController();
    [timer, under, wanted, begun] = [undefined, mine, false, Date.now()];
    const done = await work(mine.signal).then(() => true, () => false);
    if (under !== mine) return;
    under = undefined;
    if (!done || wanted) wait(done ? pause : AGAIN);
  }

  /** What is under way is given up, and the next is asked at once. */
  function stop() {
    clearTimeout(timer);
    under?.abort();
    [timer, under, wanted, begun] = [undefined, undefined, false, 0];
  }

  return { soon, stop };
}
