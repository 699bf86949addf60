/** The protocols this site may start. Where the list cannot be had, the form asks for the protocol's id. */
import { useEffect, useState } from 'react';
import { ask, isRecord } from '../link/http.ts';

export interface ProtocolChoice {
  readonly id: string;
  readonly title: string;
}

export function useProtocols(): readonly ProtocolChoice[] {
  const [protocols, setProtocols] = useState<readonly ProtocolChoice[]>([]);
  useEffect(() => {
    let current = true;
    void ask('GET', '/protocols', readProtocols).then((answer) => {
      if (current && answer.ok) setProtocols(answer.value);
    });
    return () => {
      current = false;
    };
  }, []);
  return protocols;
}

function readProtocols(body: unknown): readonly ProtocolChoice[] | null {
  if (!isRecord(body) || !Array.isArray(body['protocols'])) return null;
  return body['protocols'].flatMap((one: unknown) =>
    isRecord(one) && typeof one['id'] === 'string'
      ? [{ id: one['id'], title: typeof one['title'] === 'string' ? one['title'] : one['id'] }]
      : [],
  );
}
