/** The demonstration's own fault: a page that stops running. Only where the address says `?demo`, and only for its frame. */
const secondsMax = 20;

export function honourFreeze(): () => void {
  if (!new URLSearchParams(location.search).has('demo')) return () => undefined;
  const freeze = (event: MessageEvent<unknown>) => {
    if (event.source !== window.parent) return;
    const seconds = freezeSeconds(event.data);
    if (seconds === null) return;
    const until = performance.now() + seconds * 1000;
    // Really stuck: nothing on this page runs, as when a script hangs.
    while (performance.now() < until);
  };
  addEventListener('message', freeze);
  return () => removeEventListener('message', freeze);
}

export function freezeSeconds(said: unknown): number | null {
  if (typeof said !== 'object' || said === null || !('wardready' in said) || said.wardready !== 'freeze') return null;
  const seconds = 'seconds' in said ? said.seconds : null;
  return typeof seconds === 'number' && seconds > 0 ? Math.min(seconds, secondsMax) : null;
}
