/**
 * Makes the page work without a server. A new version waits until nobody is working: it is taken when the screen is
 * locked or signed out, never under somebody's hand.
 */
import { session } from './link/session.ts';

interface Policy {
  createScriptURL(url: string): string;
}
interface PolicyMaker {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy;
}

const workerUrl = '/sw.js';

/** Trusted Types: one policy, for one address. */
function trusted(): string {
  const maker: unknown = Reflect.get(globalThis, 'trustedTypes');
  if (!isPolicyMaker(maker)) return workerUrl;
  const policy = maker.createPolicy('wardready', {
    createScriptURL(url) {
      if (url !== workerUrl) throw new TypeError('Only our own service worker may be registered');
      return url;
    },
  });
  return policy.createScriptURL(workerUrl);
}

const isPolicyMaker = (maker: unknown): maker is PolicyMaker =>
  typeof maker === 'object' && maker !== null && 'createPolicy' in maker;

export async function registerServiceWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registration = await navigator.serviceWorker.register(trusted()).catch(() => null);
  if (registration === null) return;
  const hadOne = navigator.serviceWorker.controller !== null;
  const takeNew = (): void => {
    const { kind } = session.state();
    if (registration.waiting !== null && (kind === 'locked' || kind === 'out'))
      registration.waiting.postMessage({ type: 'SKIP_WAITING' });
  };
  session.subscribe(takeNew);
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', takeNew));
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (hadOne) window.location.reload();
  });
  // Without this a browser may throw the outbox away when its disk is full.
  await navigator.storage?.persist?.();
}
