/** What the wards are called, by id: they change with the site's file, so they are asked for once. */
import { useEffect, useState } from 'react';
import { ask, isRecord } from '../link/http.ts';

export function useWardTitles(): ReadonlyMap<string, string> {
  const [titles, setTitles] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    let current = true;
    void ask('GET', '/wards', readTitles).then((answer) => {
      if (current && answer.ok) setTitles(answer.value);
    });
    return () => {
      current = false;
    };
  }, []);
  return titles;
}

function readTitles(body: unknown): ReadonlyMap<string, string> | null {
  if (!isRecord(body) || !Array.isArray(body['wards'])) return null;
  return new Map(
    body['wards'].flatMap((one: unknown) =>
      isRecord(one) && typeof one['ward'] === 'string' && typeof one['title'] === 'string'
        ? [[one['ward'], one['title']] as const]
        : [],
    ),
  );
}
