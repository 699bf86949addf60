/** A list or a bundle on its way to a running server: who sends it, where to, and what became of its mistakes. */
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { type Command, Option } from 'commander';
import type { Problem } from '../machines/index.ts';
import { apiOf, type Api } from './api.ts';
import { Ended, exits, print, tell } from './exits.ts';

/** A file as it is sent, and where to. */
interface Sending {
  readonly file: string;
  readonly url: string;
  /** The door, with its query. */
  readonly path: string;
  /** Media type; a list in CSV when left out. */
  readonly type?: string;
}

/** What every list takes. */
export const listOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--dates <order>', 'the order of day, month and year in it')
        .choices(['dmy', 'mdy', 'ymd'])
        .makeOptionMandatory(),
    )
    .addOption(new Option('--url <url>', 'the server').env('WARDREADY_URL').default('http://127.0.0.1:4100'))
    .option('--dry-run', 'say what would happen, and write nothing')
    .option('--json', 'print the report as JSON');

/** Signs in, sends the file, signs out. @throws Ended when the list has mistakes or was not taken. */
export async function sendList<R>(
  { file, url, path, type = 'text/csv' }: Sending,
  options: { readonly json?: true },
): Promise<R> {
  const list = await readList(file);
  const api = apiOf(url);
  tell(`Signing in at ${url} …`);
  await signIn(api, process.env);
  try {
    tell(`Sending ${file} …`);
    const answer = await api.post<R & Problem>(path, list, type);
    if (answer.status === 422) return mistakes(file, answer.body, options);
    if (answer.status !== 200) throw new Ended(exits.environment, `The server did not take it: ${answer.body.detail}`);
    return answer.body;
  } finally {
    await api.post('/sign-out', '{}', 'application/json').catch(() => undefined);
  }
}

export const readList = (file: string) =>
  readFile(file).catch((cause: unknown) => {
    throw new Ended(exits.environment, `${file} cannot be read. Is the name right?`, cause);
  });

/** As whoever the environment names, on a device of this machine's own. @throws Ended when nobody is named or let in. */
export async function signIn(
  api: Api,
  { WARDREADY_BADGE: badge, WARDREADY_PERSON: person, WARDREADY_PIN: pin }: NodeJS.ProcessEnv,
): Promise<void> {
  if (badge === undefined && (person === undefined || pin === undefined)) {
    throw new Ended(exits.usage, 'Say who sends it: set WARDREADY_BADGE, or WARDREADY_PERSON and WARDREADY_PIN.');
  }
  const device = `cli-${hostname()
    .replace(/[^A-Za-z0-9_-]/g, '-')
    .slice(0, 40)}-import`;
  const answer = await api.post<Problem>(
    '/sign-in',
    JSON.stringify({ device, ...(badge === undefined ? { person, pin } : { badge }) }),
    'application/json',
  );
  if (answer.status !== 200) throw new Ended(exits.environment, `Not signed in: ${answer.body.detail}`);
}

export function mistakes(
  file: string,
  problem: Pick<Problem, 'detail' | 'errors'>,
  { json }: { readonly json?: true },
): never {
  if (json === true) print(JSON.stringify(problem));
  else for (const { path, says } of problem.errors ?? []) print(`${file}: ${path}: ${says}`);
  throw new Ended(exits.findings, problem.detail);
}
