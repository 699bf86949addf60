/** `wardready doctor`: what this machine's setting up is like; every line that is not well says what to do. */
import type { Command } from 'commander';
import { Ended, exits, print, tell } from './exits.ts';
import { findingsOf } from './findings.ts';
import { settingsFrom } from './settings.ts';

export const registerDoctor = (program: Command): void =>
  void program
    .command('doctor')
    .summary('check the settings, store, key, clock, protocols and port')
    .description(
      'Looks at everything a server here would need, and says what to do about what is wrong. Ends with 1 when something is wrong, 3 when something could not be looked at.',
    )
    .option('--json', 'print the findings as JSON')
    .action(async ({ json }: { readonly json?: true }) => {
      const settings = await settingsFrom(process.env);
      tell('Looking …');
      const findings = await findingsOf(settings);
      if (json === true) print(JSON.stringify({ findings }));
      else findings.forEach(({ about, is, says }) => print(`${is.padEnd(6)}  ${about.padEnd(10)}  ${says}`));
      const bad = findings.filter(({ is }) => is !== 'well');
      if (bad.length === 0) return;
      const code = bad.some(({ is }) => is === 'cannot') ? exits.environment : exits.findings;
      throw new Ended(code, `${bad.length} of ${findings.length} ${bad.length === 1 ? 'is' : 'are'} not well.`);
    });
