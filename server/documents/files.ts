/** Documents of a directory, read as YAML; what cannot be read says so in the place of the document. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, readYaml, type YamlAnswer } from './yaml.ts';

export async function readDocument(path: string): Promise<YamlAnswer> {
  try {
    return readYaml(await readFile(path, 'utf8'), path);
  } catch (error) {
    return fail(
      path,
      `cannot be read: ${error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'}`,
    );
  }
}

/** The documents of a directory that need not be there, in the order of their names. */
export async function readBeside(directory: string): Promise<readonly YamlAnswer[]> {
  const names = await namesIn(directory).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  return Promise.all(names.map((name) => readDocument(join(directory, name))));
}

/** The YAML files of a directory, in the order of their names. @throws what reading a directory throws. */
export const namesIn = async (directory: string): Promise<readonly string[]> =>
  (await readdir(directory)).filter((name) => /\.ya?ml$/.test(name)).sort();
