/** Talks with the prover: what rules there are, and what holds without one of them. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Found, FromProver, ProtocolLines, ToProver } from './messages.ts';

export interface Proof {
  /** The rule that is deleted; null while all are in force. */
  readonly rule: string | null;
  readonly decided: number;
  /** 0 until the first invariant is decided. */
  readonly of: number;
  readonly broken: number;
  readonly unknown: number;
  readonly states: number;
  readonly found: Found | null;
  /** From the press to the walk on the screen, in seconds. */
  readonly tookS: number | null;
  /** Why it could not be proved. */
  readonly failed: string | null;
}

export interface Prover {
  /** Null until they are read. */
  readonly protocols: readonly ProtocolLines[] | null;
  readonly away: boolean;
  readonly proof: Proof | null;
  readonly prove: (protocol: string, rule: string | null) => void;
}

/** Not all is decided, and nothing went wrong with deciding. */
export const isLooking = (proof: Proof | null): boolean =>
  proof === null || (proof.failed === null && (proof.of === 0 || proof.decided < proof.of));

const begun = (rule: string | null): Proof => ({
  rule,
  decided: 0,
  of: 0,
  broken: 0,
  unknown: 0,
  states: 0,
  found: null,
  tookS: null,
  failed: null,
});

export function useProver(): Prover {
  const worker = useRef<Worker | null>(null);
  const run = useRef({ number: 0, began: 0 });
  const [protocols, setProtocols] = useState<readonly ProtocolLines[] | null>(null);
  const [away, setAway] = useState(false);
  const [proof, setProof] = useState<Proof | null>(null);
  useEffect(() => {
    const made = new Worker(new URL('./prover.ts', import.meta.url), { type: 'module' });
    worker.current = made;
    made.addEventListener('error', () => setAway(true));
    made.addEventListener('message', ({ data }: MessageEvent<FromProver>) => {
      if (data.kind === 'protocols') return setProtocols(data.protocols);
      if (data.run !== run.current.number) return;
      const tookS = (performance.now() - run.current.began) / 1000;
      setProof((now) => now && after(now, data, tookS));
    });
    void documents().then((read) => {
      if (read === null) return setAway(true);
      made.postMessage({ kind: 'documents', documents: read } satisfies ToProver);
    });
    return () => made.terminate();
  }, []);
  const prove = useCallback((protocol: string, rule: string | null) => {
    run.current = { number: run.current.number + 1, began: performance.now() };
    setProof(begun(rule));
    worker.current?.postMessage({ kind: 'prove', run: run.current.number, protocol, rule } satisfies ToProver);
  }, []);
  return { protocols, away, proof, prove };
}

function after(now: Proof, data: Exclude<FromProver, { kind: 'protocols' }>, tookS: number): Proof {
  if (data.kind === 'failed') return { ...now, failed: data.says };
  const { decided, of, broken, unknown, states } = data;
  const first = now.found === null && data.found !== null;
  return {
    ...now,
    ...{ decided, of, broken, unknown, states },
    ...(first ? { found: data.found, tookS } : {}),
  };
}

async function documents(): Promise<readonly unknown[] | null> {
  try {
    const response = await fetch('/window/protocols');
    const body: unknown = response.ok ? await response.json() : null;
    return Array.isArray(body) && body.length > 0 ? body : null;
  } catch {
    return null;
  }
}
