/** Protocols, parts and overlays made in a test, and what assembling them says. */
import { assemble, type Assembled, type ProtocolDocument } from '../../machines/index.ts';
import { shippedDocument } from './protocol.ts';

export type Json = Record<string, unknown>;
export const because = { reason: 'For a test', source: 'Invented for a test', status: 'project default' };
export const protocol = (): ProtocolDocument => ({ ...structuredClone(shippedDocument()), version: '1.0.0' });
export const anOverlay = (changes: readonly Json[], more: Json = {}): Json => ({
  format: 1,
  overlay: 'venepuncture',
  of: '1.0.0',
  name: 'local',
  by: 'A test',
  why: 'To see what happens',
  changes: changes.map((change) => ({ ...because, ...change })),
  ...more,
});
/** What is wrong, as `file path: sentence`. */
export const wrongWith = (sources: Parameters<typeof assemble>[0]): readonly string[] =>
  assemble(sources).problems.map(({ file, path, says }) => `${file} ${path.join('.')}: ${says}`);
export const whole = (sources: Parameters<typeof assemble>[0]): Assembled => {
  const { documents, problems } = assemble(sources);
  if (documents[0] === undefined)
    throw new Error(problems.map(({ path, says }) => `${path.join('.')}: ${says}`).join('\n'));
  return documents[0];
};
export const laidOver = (...overlays: readonly Json[]) => ({
  protocols: [{ file: 'p', json: protocol() }],
  overlays: overlays.map((json, n) => ({ file: `o${n}`, json })),
});
export const originAt = ({ origins }: Assembled, path: string): string => {
  const found = origins.find(([at]) => at.join('.') === path);
  return found === undefined ? 'nowhere' : `${found[1].file} ${found[1].path.join('.')}`;
};
