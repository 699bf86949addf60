/** `wardready import FILE`: a day list to a running server, through the same door as everybody. */
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { type Command, Option } from 'commander';
import type { Problem } from '../machines/index.ts';
import { apiOf, type Api } from './api.ts';
import { Ended, exits, print, tell } from './exits.ts';

interface ImportOptions {
  readonly ward: string;
  readonly dates: string;
  readonly url: string;
  readonly dryRun?: true;
  readonly json?: true;
}
interface Report {
  readonly opened: number;
  readonly moved: number;
  readonly amended: number;
  readonly cancelled: number;
  readonly unchanged: number;
  readonly notes: readonly { readonly line: number; readonly says: string }[];
}

export const registerImport = (program: Command): void =>
  void program
    .command('import')
    .summary('send a ward’s day list to a running server')
    .description(
      'Sends a day list (CSV) to a server: all of it is used, or none. Who sends it is WARDREADY_BADGE, or WARDREADY_PERSON with WARDREADY_PIN; a secret is never an argument, which others on the machine could read.',
    )
    .argument('<file>', 'the list')
    .requiredOption('--ward <ward>', 'the ward it is for, such as w4B')
    .addOption(
      new Option('--dates <order>', 'the order of day, month and year in it')
        .choices(['dmy', 'mdy', 'ymd'])
        .makeOptionMandatory(),
    )
    .addOption(new Option('--url <url>', 'the server').env('WARDREADY_URL').default('http://127.0.0.1:4100'))
    .option('--dry-run', 'say what would happen, and write nothing')
    .option('--json', 'print the report as JSON')
    .action(async (file: string, options: ImportOptions) => {
      const list = await readFile(file).catch((cause: unknown) => {
        throw new Ended(exits.environment, `${file} cannot be read. Is the name right?`, cause);
      });
      const api = apiOf(options.url);
      tell(`Signing in at ${options.url} …`);
      await signIn(api, process.env);
      try {
        tell(`Sending ${file} …`);
        const query = new URLSearchParams({
          ward: options.ward,
          dates: options.dates,
          ...(options.dryRun === true ? { dryRun: '1' } : {}),
        });
        const answer = await api.post<Report & Problem>(`/day-lists?${query.toString()}`, list, 'text/csv');
        if (answer.status === 422) return mistakes(file, answer.body, options);
        if (answer.status !== 200)
          throw new Ended(exits.environment, `The server did not take the list: ${answer.body.detail}`);
        report(answer.body, options);
      } finally {
        await api.post('/sign-out', '{}', 'application/json').catch(() => undefined);
      }
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

function report(said: Report, { json, dryRun }: ImportOptions): void {
  if (json === true) return print(JSON.stringify(said));
  const { opened, moved, amended, cancelled, unchanged, notes } = said;
  if (dryRun === true) tell('Nothing was written. It would have been:');
  print(`opened ${opened}, moved ${moved}, amended ${amended}, cancelled ${cancelled}, unchanged ${unchanged}`);
  for (const { line, says } of notes) print(`line ${line}: ${says}`);
}

function mistakes(file: string, problem: Problem, { json }: ImportOptions): never {
  if (json === true) print(JSON.stringify(problem));
  else for (const { path, says } of problem.errors ?? []) print(`${file}: ${path}: ${says}`);
  throw new Ended(exits.findings, problem.detail);
}
