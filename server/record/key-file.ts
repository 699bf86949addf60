/**
 * The file with the master keys: sealed with a passphrase to be kept elsewhere, written from such a file, and given a new key.
 * A file of that name is always whole: what is new stands beside it first, on the disk, and then takes its name.
 */
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { chmod, chown, link, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { fingerprintOf, keyBytes, KeysMissing } from './keys.ts';
import { masterKeysFromText, nextMark } from './master-key.ts';

/** About half a second and 128 MiB for one guess; OWASP asks for at least this. */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 ** 2 };
const passphraseLeast = 12;
const derive = promisify<string, Buffer, number, typeof cost, Buffer>(scrypt);

const exportedSchema = z.strictObject({
  wardready: z.literal('keys'),
  format: z.literal(1),
  /** Of every key in it, oldest first. */
  fingerprints: z.array(z.string()),
  salt: z.string(),
  nonce: z.string(),
  sealed: z.string(),
});

/** Seals the whole key file under a passphrase into `to`, which must not be there. Gives the keys' fingerprints. */
export async function exportKeys(keyFile: string, to: string, passphrase: string): Promise<readonly string[]> {
  const text = await readFile(keyFile, 'utf8');
  if (text.split('\n').some((line) => line.trim().startsWith(nextMark)))
    throw new KeysMissing(
      `${keyFile} has a next key that is not in use yet: finish "wardready keys rotate", then export`,
    );
  const fingerprints = masterKeysFromText(text, keyFile).all.map(fingerprintOf);
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', await keyFrom(passphrase, salt), nonce);
  cipher.setAAD(Buffer.from(fingerprints.join()));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  const [one, two, three] = [salt, nonce, sealed].map((bytes) => bytes.toString('base64'));
  const body = { wardready: 'keys', format: 1, fingerprints, salt: one, nonce: two, sealed: three };
  await writeWhole(to, `${JSON.stringify(body, null, 2)}\n`, false);
  return fingerprints;
}

/** Writes the key file from what {@link exportKeys} made; never over one. @throws KeysMissing for another passphrase or an altered file. */
export async function importKeys(from: string, keyFile: string, passphrase: string): Promise<readonly string[]> {
  const read = exportedSchema.safeParse(parsed(await readFile(from, 'utf8')));
  if (!read.success) throw new KeysMissing(`${from} is not what "wardready keys export" wrote`);
  const { fingerprints, salt, nonce, sealed } = read.data;
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv(
    'aes-256-gcm',
    await keyFrom(passphrase, Buffer.from(salt, 'base64')),
    Buffer.from(nonce, 'base64'),
    { authTagLength: 16 },
  );
  decipher.setAAD(Buffer.from(fingerprints.join()));
  decipher.setAuthTag(bytes.subarray(-16));
  let text: string;
  try {
    text = Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new KeysMissing(`${from} does not open: it is another passphrase, or the file was altered`, { cause });
  }
  await writeWhole(keyFile, text, false);
  return fingerprints;
}

/**
 * Adds a key, for new preparations; the others stay, for what was sealed under them. `waiting`: every node must read it first,
 * so it is only marked as the next, and another call puts it in use. Gives what there is now.
 */
export async function rotateKeys(keyFile: string, waiting: boolean): Promise<'next' | 'inUse'> {
  const before = (await readFile(keyFile, 'utf8')).trim();
  masterKeysFromText(before, keyFile);
  const lines = before.split('\n').map((line) => line.trim());
  const marked = lines.some((line) => line.startsWith(nextMark));
  const after = marked
    ? lines.map((line) => line.replace(nextMark, ''))
    : [...lines, `${waiting ? nextMark : ''}${randomBytes(keyBytes).toString('hex')}`];
  await writeWhole(keyFile, `${after.filter((line) => line !== '').join('\n')}\n`, true);
  return marked || !waiting ? 'inUse' : 'next';
}

async function keyFrom(passphrase: string, salt: Buffer): Promise<Buffer> {
  if (passphrase.length < passphraseLeast)
    throw new KeysMissing(`the passphrase must have ${passphraseLeast} letters or more`);
  return derive(passphrase, salt, keyBytes, cost);
}

async function writeWhole(to: string, text: string, over: boolean): Promise<void> {
  // A link to the file stays one.
  const path = over ? await realpath(to) : to;
  const part = `${path}.part`;
  // Left by one that was killed.
  await rm(part, { force: true });
  const file = await open(part, 'wx', 0o600);
  await file.writeFile(text);
  await file.sync();
  await file.close();
  try {
    if (over) {
      // Whoever could read it goes on: in a container the server is somebody else.
      const { mode, uid, gid } = await stat(path);
      await chmod(part, mode);
      await chown(part, uid, gid);
      await rename(part, path);
    }
    // Fails where there is one of that name, and writes over nothing.
    else await link(part, path);
  } finally {
    await rm(part, { force: true });
  }
  const directory = await open(dirname(path), 'r');
  await directory.sync();
  await directory.close();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
