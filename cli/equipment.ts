/** `wardready equipment FILE`: the register of equipment to a running server, through the same door as everybody. */
import { readFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import type { Problem } from '../machines/index.ts';
import { apiOf } from './api.ts';
import { Ended, exits, print, tell } from './exits.ts';
import { signIn } from './send-list.ts';

interface EquipmentOptions {
  readonly dates: string;
  readonly url: string;
  readonly dryRun?: true;
  readonly json?: true;
}
interface Report {
  readonly registered: number;
  readonly unchanged: number;
}

export const registerEquipment = (program: Command): void =>
  void program
    .command('equipment')
    .summary('send the register of equipment to a running server')
    .description(
      'Sends a list of equipment (CSV) to a server: all of it is used, or none; the same list again changes nothing. Who sends it is WARDREADY_BADGE, or WARDREADY_PERSON with WARDREADY_PIN: a clinical engineer.',
    )
    .argument('<file>', 'the list')
    .addOption(
      new Option('--dates <order>', 'the order of day, month and year in it')
        .choices(['dmy', 'mdy', 'ymd'])
        .makeOptionMandatory(),
    )
    .addOption(new Option('--url <url>', 'the server').env('WARDREADY_URL').default('http://127.0.0.1:4100'))
    .option('--dry-run', 'say what would happen, and write nothing')
    .option('--json', 'print the report as JSON')
    .action(async (file: string, { dates, url, dryRun, json }: EquipmentOptions) => {
      const list = await readFile(file).catch((cause: unknown) => {
        throw new Ended(exits.environment, `${file} cannot be read. Is the name right?`, cause);
      });
      const api = apiOf(url);
      tell(`Signing in at ${url} …`);
      await signIn(api, process.env);
      try {
        const query = new URLSearchParams({ dates, ...(dryRun === true ? { dryRun: '1' } : {}) });
        const answer = await api.post<Report & Problem>(`/equipment-lists?${query.toString()}`, list, 'text/csv');
        if (answer.status === 422) {
          if (json === true) print(JSON.stringify(answer.body));
          else for (const { path, says } of answer.body.errors ?? []) print(`${file}: ${path}: ${says}`);
          throw new Ended(exits.findings, answer.body.detail);
        }
        if (answer.status !== 200)
          throw new Ended(exits.environment, `The server did not take the list: ${answer.body.detail}`);
        if (dryRun === true) tell('Nothing was written. It would have been:');
        const { registered, unchanged } = answer.body;
        print(json === true ? JSON.stringify(answer.body) : `registered ${registered}, unchanged ${unchanged}`);
      } finally {
        await api.post('/sign-out', '{}', 'application/json').catch(() => undefined);
      }
    });
