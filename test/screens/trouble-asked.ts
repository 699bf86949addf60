/** `…&trouble=clock`, `…&trouble=full+clock`: what the server says is wrong with itself. */
import type { Trouble } from '../../machines/index.ts';

const kinds: readonly Trouble[] = ['full', 'lost', 'clock', 'lossy'];

export function troubleAsked(): readonly Trouble[] {
  const asked = (new URLSearchParams(window.location.search).get('trouble') ?? '').split(' ');
  return kinds.filter((kind) => asked.includes(kind));
}
