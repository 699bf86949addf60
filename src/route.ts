/** Where the page is: ten paths over the browser's history, no more. */
import { useSyncExternalStore } from 'react';

export type Place =
  | { readonly screen: 'tablet'; readonly preparation: string | null }
  | { readonly screen: 'wall'; readonly ward: string }
  | { readonly screen: 'desk'; readonly ward: string }
  | { readonly screen: 'equipment'; readonly thing: string | null }
  | { readonly screen: 'protocols' | 'training'; readonly opened: string | null }
  | { readonly screen: 'department'; readonly ward: string }
  | { readonly screen: 'print'; readonly paper: string; readonly of: string }
  /** `played`: the tablet in the window that shows a walk, and is nobody's. */
  | { readonly screen: 'window'; readonly played: boolean }
  | { readonly screen: 'nowhere'; readonly path: string };

export function placeOf(path: string): Place {
  const [screen = '', which, of] = path
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
  switch (screen) {
    case '':
    case 'tablet':
      return { screen: 'tablet', preparation: which ?? null };
    case 'wall':
    case 'desk':
    case 'department':
      return which === undefined ? { screen: 'nowhere', path } : { screen, ward: which };
    case 'equipment':
      return { screen, thing: which ?? null };
    case 'protocols':
    case 'training':
      return { screen, opened: which ?? null };
    case 'print':
      return which === undefined || of === undefined ? { screen: 'nowhere', path } : { screen, paper: which, of };
    case 'window':
      return { screen, played: which === 'played' };
    default:
      return { screen: 'nowhere', path };
  }
}

const listeners = new Set<() => void>();
const moved = (): void => listeners.forEach((listener) => listener());

/** Goes there; what is after the `?` (demo, theme) stays with the page. */
export function go(path: string, how: 'push' | 'replace' = 'push'): void {
  const url = `${path}${window.location.search}`;
  if (how === 'push') window.history.pushState(null, '', url);
  else window.history.replaceState(null, '', url);
  moved();
}

export const pathOfPatient = (preparation: string): string => `/tablet/${encodeURIComponent(preparation)}`;

function onMove(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('popstate', moved);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('popstate', moved);
  };
}

export const usePath = (): string => useSyncExternalStore(onMove, () => window.location.pathname);
