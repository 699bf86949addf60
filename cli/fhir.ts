/** `wardready fhir FILE`: the orders of a ward as a FHIR R4 bundle to a running server, through the same door as everybody. */
import { type Command, Option } from 'commander';
import { print, tell } from './exits.ts';
import { sendList } from './send-list.ts';

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
  readonly filed: number;
  readonly takenBack: number;
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
      const { ward, dryRun, url } = options;
      const query = new URLSearchParams({ ward, ...(dryRun === true ? { dryRun: '1' } : {}) });
      const sending = { file, url, path: `/fhir/bundles?${query.toString()}`, type: 'application/fhir+json' };
      report(await sendList<Report>(sending, options), options);
    });

function report(said: Report, { json, dryRun }: FhirOptions): void {
  if (json === true) return print(JSON.stringify(said));
  const { opened, moved, amended, cancelled, unchanged, filed, takenBack, warnings, extensions } = said;
  if (dryRun === true) tell('Nothing was written. It would have been:');
  print(`opened ${opened}, moved ${moved}, amended ${amended}, cancelled ${cancelled}, unchanged ${unchanged}`);
  if (filed + takenBack > 0) print(`results on file ${filed}, taken back ${takenBack}`);
  for (const { path, says } of warnings) print(`${path}: ${says}`);
  if (extensions > 0) tell(`${extensions} unknown extensions were passed over.`);
}
