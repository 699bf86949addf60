/** `wardready fhir FILE`: the orders of a ward as a FHIR R4 bundle to a running server, through the same door as everybody. */
import { readFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import type { Problem } from '../machines/index.ts';
import { apiOf } from './api.ts';
import { Ended, exits, print, tell } from './exits.ts';
import { signIn } from './import.ts';

interface FhirOptions {
  readonly ward: string;
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
  readonly warnings: readonly { readonly path: string; readonly says: string }[];
  readonly extensions: number;
}

export const registerFhir = (program: Command): void =>
  void program
    .command('fhir')
    .summary('send a ward’s orders as a FHIR bundle to a running server')
    .description(
      'Sends a FHIR R4 Bundle (JSON: collection, transaction, batch or searchset) to a server: all of it is used, or none. Who sends it is WARDREADY_BADGE, or WARDREADY_PERSON with WARDREADY_PIN.',
    )
    .argument('<file>', 'the bundle')
    .requiredOption('--ward <ward>', 'the ward it is for, such as w4B')
    .addOption(new Option('--url <url>', 'the server').env('WARDREADY_URL').default('http://127.0.0.1:4100'))
    .option('--dry-run', 'say what would happen, and write nothing')
    .option('--json', 'print the report as JSON')
    .action(async (file: string, options: FhirOptions) => {
      const bundle = await readFile(file).catch((cause: unknown) => {
        throw new Ended(exits.environment, `${file} cannot be read. Is the name right?`, cause);
      });
      const api = apiOf(options.url);
      tell(`Signing in at ${options.url} …`);
      await signIn(api, process.env);
      try {
        tell(`Sending ${file} …`);
        const query = new URLSearchParams({ ward: options.ward, ...(options.dryRun === true ? { dryRun: '1' } : {}) });
        const answer = await api.post<Report & Problem>(
          `/fhir/bundles?${query.toString()}`,
          bundle,
          'application/fhir+json',
        );
        if (answer.status === 422) return mistakes(file, answer.body, options);
        if (answer.status !== 200)
          throw new Ended(exits.environment, `The server did not take the bundle: ${answer.body.detail}`);
        report(answer.body, options);
      } finally {
        await api.post('/sign-out', '{}', 'application/json').catch(() => undefined);
      }
    });

function report(said: Report, { json, dryRun }: FhirOptions): void {
  if (json === true) return print(JSON.stringify(said));
  const { opened, moved, amended, cancelled, unchanged, warnings, extensions } = said;
  if (dryRun === true) tell('Nothing was written. It would have been:');
  print(`opened ${opened}, moved ${moved}, amended ${amended}, cancelled ${cancelled}, unchanged ${unchanged}`);
  for (const { path, says } of warnings) print(`${path}: ${says}`);
  if (extensions > 0) tell(`${extensions} unknown extensions were passed over.`);
}

function mistakes(file: string, problem: Problem, { json }: FhirOptions): never {
  if (json === true) print(JSON.stringify(problem));
  else for (const { path, says } of problem.errors ?? []) print(`${file}: ${path}: ${says}`);
  throw new Ended(exits.findings, problem.detail);
}
