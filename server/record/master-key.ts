/** Where the master key comes from: a file or the environment, never the store. */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { keyBytes, KeysMissing, oneKey, type MasterKeys } from './keys.ts';

export interface MasterKeyFile {
  readonly path: string;
  /** The store's directory: a key in there would travel with every backup of what it protects. */
  readonly outside?: string;
  /** Make a new key if there is none. Only for an empty store: records sealed under a lost key stay sealed. */
  readonly create?: boolean;
}

/**
 * Reads the key from a file that holds 32 bytes as 64 hex digits or in base64, and makes it on request.
 * @throws KeysMissing saying what is wrong with the file; never its content.
 */
export const masterKeyFromFile = async (file: MasterKeyFile): Promise<Buffer> => (await masterKeysFromFile(file)).first;

/** All of them: a line a key, the oldest first, the last in use. One that is not in use yet is marked `next`. */
export async function masterKeysFromFile({ path, outside, create = false }: MasterKeyFile): Promise<MasterKeys> {
  if (outside !== undefined && isInside(path, outside)) {
    throw new KeysMissing(
      `the master key ${path} lies in the store's directory ${outside}: keep it elsewhere, or a backup of the store carries its own key`,
    );
  }
  try {
    return masterKeysFromText(await readFile(path, 'utf8'), path);
  } catch (cause) {
    if (!isCode(cause, 'ENOENT')) throw cause;
    if (!create)
      throw new KeysMissing(`there is no master key at ${path}: restore the file, or the records stay sealed`, {
        cause,
      });
  }
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    // 'wx': of two starting nodes one makes it and the other reads it.
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(`${randomBytes(keyBytes).toString('hex')}\n`);
    await file.sync();
    await file.close();
  } catch (cause) {
    if (!isCode(cause, 'EEXIST'))
      throw new KeysMissing(`cannot make a master key at ${path}: give the server a place it may write, or a key`, {
        cause,
      });
  }
  return masterKeysFromFile({ path, ...(outside === undefined ? {} : { outside }) });
}

/** What the last line begins with while nodes are still to be given it. */
export const nextMark = 'next ';

/** @throws KeysMissing naming the line that is wrong, and never its content. */
export function masterKeysFromText(text: string, source: string): MasterKeys {
  const lines = text.split('\n').map((line) => line.trim());
  const written = lines.filter((line) => line !== '');
  if (written.length < 2) return oneKey(masterKeyFromText(text, source));
  const all = written.map((line, index) =>
    masterKeyFromText(line.replace(nextMark, ''), `${source}, line ${index + 1},`),
  );
  const inUse = all.filter((_key, index) => written[index]?.startsWith(nextMark) !== true);
  const [first, current] = [inUse[0], inUse.at(-1)];
  if (first === undefined || current === undefined)
    throw new KeysMissing(`${source} has no key in use: every line is marked as the next`);
  return { first, current, all };
}

/** Reads 64 hex digits or base64 of 32 bytes, as an environment variable holds it. `source` names it in the error. */
export function masterKeyFromText(text: string, source: string): Buffer {
  const word = text.trim();
  const key = /^[0-9a-fA-F]{64}$/.test(word) ? Buffer.from(word, 'hex') : Buffer.from(word, 'base64');
  if (key.length !== keyBytes || !/^[A-Za-z0-9+/_=-]+$/.test(word)) {
    throw new KeysMissing(
      `${source} must hold ${keyBytes} bytes as 64 hex digits or in base64 (try: openssl rand -hex ${keyBytes})`,
    );
  }
  // Zeros and other repetitions come from templates and examples, never from a random source.
  if (new Set(key).size < 8)
    throw new KeysMissing(`${source} does not look random: make one with openssl rand -hex ${keyBytes}`);
  return key;
}

const isInside = (path: string, directory: string): boolean => {
  const way = relative(resolve(directory), resolve(path));
  return way !== '' && !way.startsWith('..') && resolve(way) !== way;
};

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
