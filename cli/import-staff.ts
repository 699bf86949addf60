/** `wardready import staff FILE`: who works here and what they are trained for. `--first` on the machine of the store, before anybody can sign in. */
import type { Command } from 'commander';
import type { StaffReport } from '../server/index.ts';
import { Ended, exits, print, tell } from './exits.ts';
import { serverDoor } from './rooms.ts';
import { listOptions, mistakes, readList, sendList } from './send-list.ts';
import { openStore, settingsFrom, siteOf } from './settings.ts';

interface StaffOptions {
  readonly dates: 'dmy' | 'mdy' | 'ymd';
  readonly url: string;
  readonly first?: true;
  readonly dryRun?: true;
  readonly json?: true;
}

export const registerStaff = (group: Command): void =>
  void listOptions(
    group
      .command('staff')
      .summary('who works here, and what they are trained for until when')
      .description(
        'Columns: id, name, role, wards; and competences ("mrLevel2 31.03.2027 | ecg ended"), badge, pin, initials, status (active or left). The same list again changes nothing.',
      )
      .argument('<file>', 'the list')
      .option(
        '--first',
        'write to this machine’s own store, while nobody is enrolled yet; a charge nurse must be on the list',
      ),
  ).action(async (file: string, options: StaffOptions) => {
    const { dates, dryRun, url, first } = options;
    const query = new URLSearchParams({ dates, ...(dryRun === true ? { dryRun: '1' } : {}) });
    const path = `/staff-lists?${query.toString()}`;
    report(first === true ? await writeFirst(file, options) : await sendList({ file, url, path }, options), options);
  });

/** The first people of a site: there is nobody yet who could bring the list through the door. */
async function writeFirst(file: string, options: StaffOptions): Promise<StaffReport> {
  const { createRegister, createSecrets, importStaff, masterKeyFromFile, readStaffList } = await serverDoor();
  const settings = await settingsFrom(process.env);
  const list = readStaffList(await readList(file), {
    dates: options.dates,
    timeZone: settings.timeZone,
    wards: (await siteOf(settings)).wards.map(({ ward }) => ward),
  });
  if (!list.ok) return mistakes(file, problemOf(list.errors), options);
  if (!list.rows.some(({ role, left, badge, pin }) => role === 'chargeNurse' && !left && (badge ?? pin) !== null))
    throw new Ended(
      exits.findings,
      `${file}: nobody on it is a chargeNurse with a badge or a PIN, so nobody could bring the next list.`,
    );
  const store = await openStore(settings);
  try {
    const pages = createRegister(store);
    if ((await pages.read()).people.size > 0)
      throw new Ended(
        exits.usage,
        'People are enrolled already: leave --first out, and let one of them send the list.',
      );
    const { keyFile, store: where } = settings;
    const master = await masterKeyFromFile({
      path: keyFile,
      ...(where.kind === 'embedded' ? { outside: where.directory } : {}),
    });
    const answer = await importStaff(
      { pages, secrets: createSecrets(master) },
      { rows: list.rows, by: null, asked: null, at: Date.now(), dryRun: options.dryRun === true },
    );
    return answer.kind === 'refused' ? mistakes(file, problemOf(answer.errors), options) : answer.report;
  } finally {
    await store.close();
  }
}

const problemOf = (
  errors: readonly { readonly line: number; readonly column: string | null; readonly says: string }[],
) => ({
  detail: 'Nothing was written.',
  errors: errors.map(({ line, column, says }) => ({
    path: column === null ? `line ${line}` : `line ${line}, ${column}`,
    says,
  })),
});

function report(said: StaffReport, { json, dryRun }: StaffOptions): void {
  if (json === true) return print(JSON.stringify(said));
  const { enrolled, changed, left, registered, ended, unchanged, notes } = said;
  if (dryRun === true) tell('Nothing was written. It would have been:');
  print(
    `enrolled ${enrolled}, changed ${changed}, left ${left}, competences registered ${registered} and ended ${ended}, unchanged ${unchanged}`,
  );
  for (const { line, says } of notes) print(`line ${line}: ${says}`);
}
