/** The protocols as the ward's own server runs them: the window takes its rules from the same, overlays and all. */
import { readProtocols } from '../documents/protocols.ts';
import { shippedProtocols } from '../settings.ts';

/** @throws what reading a directory throws, when one that is named is not there. */
export async function wardDocuments(environment: NodeJS.ProcessEnv): Promise<readonly unknown[]> {
  const said = (name: string): string | null => environment[name]?.trim() || null;
  const { read } = await readProtocols(said('WARDREADY_PROTOCOLS') ?? shippedProtocols, said('WARDREADY_OVERLAYS'));
  return read.map(({ json }) => json);
}
