// The stream of the total, and whether it can be trusted. Everything else on the page is asked for at the version it tells.
const AGAIN = 3_000;
const SILENCE = 20_000;

/** @param tell gets each snapshot; @param say gets 'connecting', 'live' or 'stale' with the seconds since the last news */
export function watch(query, tell, say) {
  let source;
  let closed = false;
  let newsAt = 0;
  let again;

  function open() {
    source = new EventSource(`/v1/stats/live?${query}`);
    source.onmessage = (event) => {
      newsAt = Date.now();
      say('live');
      tell(JSON.parse(event.data));
    };
    source.onerror = () => {
      lost();
      // A browser that was refused does not come back by itself.
      if (source.readyState === EventSource.CLOSED && !closed) again = setTimeout(open, AGAIN);
    };
  }

  function lost() {
    if (newsAt) say('stale', Math.round((Date.now() - newsAt) / 1000));
    else say('connecting');
  }

  // Heartbeats are comments, which no script hears: a question that costs nothing tells whether somebody is there.
  const pulse = setInterval(async () => {
    if (source.readyState !== EventSource.OPEN) {
      lost();
      return;
    }
    if (Date.now() - newsAt < SILENCE) return;
    try {
      const answer = await fetch(`/v1/stats?${query}`, { signal: AbortSignal.timeout(5_000) });
      if (answer.ok) newsAt = Date.now();
      else throw new Error(answer.status);
    } catch {
      source.close();
      lost();
      clearTimeout(again);
      again = setTimeout(open, AGAIN);
    }
  }, 5_000);

  say('connecting');
  open();
  return () => {
    closed = true;
    clearInterval(pulse);
    clearTimeout(again);
    source.close();
  };
}
