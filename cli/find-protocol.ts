/** The protocol somebody named: a shipped one by its id, or one of their own by its YAML file. */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Protocol } from '../machines/index.ts';
import { Ended, exits } from './exits.ts';
import { documentsDoor } from './rooms.ts';

export async function findProtocol(named: string): Promise<Protocol> {
  const file = /\.ya?ml$/.test(named) ? resolve(named) : shippedFile(named);
  if (file === null || !existsSync(file)) throw new Ended(exits.usage, noProtocol(named));
  const { readProtocolFile, sayError } = await documentsDoor();
  const answer = await readProtocolFile(file);
  if (answer.ok) return answer.read.protocol;
  throw new Ended(
    exits.usage,
    `${named} is not a protocol that works:\n${answer.errors.map((error) => `  ${sayError(error)}`).join('\n')}`,
  );
}

/** `ctContrast` is in `ct-contrast.yaml`. */
function shippedFile(id: string): string | null {
  if (!/^[a-z][A-Za-z0-9-]*$/.test(id)) return null;
  return join(shipped(), `${id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.yaml`);
}

/** The names of the protocols that come with the program. */
export const shippedNames = (): readonly string[] =>
  readdirSync(shipped()).flatMap((file) => /^(.+)\.yaml$/.exec(file)?.[1] ?? []);

function noProtocol(named: string): string {
  if (/\.ya?ml$/.test(named)) return `There is no file ${named}.`;
  const names = shippedNames();
  return `There is no protocol "${named}"; there are ${names.join(', ')}, and any YAML file of yours.`;
}

/** From the sources and from dist alike. */
function shipped(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const folders = ['..', join('..', '..')].map((up) => join(here, up, 'protocols'));
  const found = folders.find((folder) => existsSync(folder));
  if (found === undefined)
    throw new Ended(exits.environment, `The shipped protocols are not in ${folders.join(' nor ')}.`);
  return found;
}
