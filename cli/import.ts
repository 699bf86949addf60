/** `wardready import …`: a list to a running server, through the same door as everybody. */
import type { Command } from 'commander';
import { print, tell } from './exits.ts';
import { registerStaff } from './import-staff.ts';
import { listOptions, sendList } from './send-list.ts';

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

/** `import FILE` is a day list, as it is sent every day; `import staff FILE` is who works here. */
export function registerImport(program: Command): void {
  const group = program
    .command('import')
    .summary('send a day list, or a staff list, to a running server')
    .description(
      'Sends a list (CSV) to a server: all of it is used, or none. Who sends it is WARDREADY_BADGE, or WARDREADY_PERSON with WARDREADY_PIN; a secret is never an argument, which others on the machine could read.',
    );
  registerStaff(group);
  listOptions(
    group
      .command('day-list', { isDefault: true })
      .summary('a ward’s day list (the default)')
      .argument('<file>', 'the list')
      .requiredOption('--ward <ward>', 'the ward it is for, such as w4B'),
  ).action(async (file: string, options: ImportOptions) => {
    const { ward, dates, dryRun, url } = options;
    const query = new URLSearchParams({ ward, dates, ...(dryRun === true ? { dryRun: '1' } : {}) });
    report(await sendList<Report>({ file, url, path: `/day-lists?${query.toString()}` }, options), options);
  });
}

function report(said: Report, { json, dryRun }: ImportOptions): void {
  if (json === true) return print(JSON.stringify(said));
  const { opened, moved, amended, cancelled, unchanged, notes } = said;
  if (dryRun === true) tell('Nothing was written. It would have been:');
  print(`opened ${opened}, moved ${moved}, amended ${amended}, cancelled ${cancelled}, unchanged ${unchanged}`);
  for (const { line, says } of notes) print(`line ${line}: ${says}`);
}
