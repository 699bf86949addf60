/** Imports a day list through the command line, as the ward clerk does. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JourneyWard } from './ward.ts';

/** What the command said; its errors are in what is thrown. */
export function importList(ward: JourneyWard, text: string, dates: 'dmy' | 'mdy'): Promise<string> {
  const file = join(ward.home, `list-${dates}.csv`);
  writeFileSync(file, text);
  const args = ['--import=tsx', 'cli/main.ts', 'import', file, '--dates', dates, '--ward', 'w4B', '--url', ward.url];
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      args,
      { encoding: 'utf8', env: { ...process.env, WARDREADY_BADGE: 'BADGE-ITO' } },
      (error, stdout, stderr) =>
        error === null ? resolve(`${stdout}${stderr}`) : reject(new Error(`${stdout}${stderr}`)),
    );
  });
}
