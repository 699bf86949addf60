/** `wardready equipment FILE`: the register of equipment to a running server, through the same door as everybody. */
import type { Command } from 'commander';
import { print, tell } from './exits.ts';
import { listOptions, sendList } from './send-list.ts';

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
  void listOptions(
    program
      .command('equipment')
      .summary('send the register of equipment to a running server')
      .description(
        'Sends a list of equipment (CSV) to a server: all of it is used, or none; the same list again changes nothing. Who sends it is WARDREADY_BADGE, or WARDREADY_PERSON with WARDREADY_PIN: a clinical engineer.',
      )
      .argument('<file>', 'the list'),
  ).action(async (file: string, options: EquipmentOptions) => {
    const { dates, dryRun, url } = options;
    const query = new URLSearchParams({ dates, ...(dryRun === true ? { dryRun: '1' } : {}) });
    report(await sendList<Report>({ file, url, path: `/equipment-lists?${query.toString()}` }, options), options);
  });

function report(said: Report, { json, dryRun }: EquipmentOptions): void {
  if (json === true) return print(JSON.stringify(said));
  if (dryRun === true) tell('Nothing was written. It would have been:');
  print(`registered ${said.registered}, unchanged ${said.unchanged}`);
}
