/** `wardready paths STEP`: every path through a step as a walk-through, what they cover, and the same as a mocha file. */
import { writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { mochaFile, saysCoverage, suiteOf, type Suite, walkthrough } from '../lab/index.ts';
import { findProtocol } from './find-protocol.ts';

/** What every preparation has is asked for as a step of this name. */
const everyPreparation = 'preparation';

interface PathsOptions {
  readonly protocol: string;
  readonly out?: string;
}

export function registerPaths(program: Command): void {
  program
    .command('paths')
    .summary('walk every path through a step, and write them as tests')
    .description(
      'Prints the paths that take every transition of a step, as a person would walk them, and what they cover.',
    )
    .argument('<step>', `a step of the protocol, or "${everyPreparation}" for what every preparation has`)
    .option('--protocol <protocol>', 'the id of a shipped protocol, or a YAML file', 'venepuncture')
    .option('--out <file>', 'also write the paths as a mocha file')
    .action(async (step: string, options: PathsOptions, command: Command) => {
      const protocol = await findProtocol(options.protocol);
      const known = [...protocol.steps.map(({ definition }) => definition.id), everyPreparation];
      if (!known.includes(step))
        return command.error(`No step is called "${step}"; there are ${known.join(', ')}.`, { exitCode: 2 });
      const suite = suiteOf(protocol, step === everyPreparation ? null : step);
      process.stdout.write(`${saysSuite(suite)}\n`);
      if (options.out !== undefined) process.stdout.write(`${await write(suite, step, options.out)}\n`);
    });
}

/** The walk-throughs, then what they cover, then what they cannot and why. */
export function saysSuite({ paths, coverage }: Suite): string {
  const missed = [...coverage.states.missed, ...coverage.transitions.missed].map(
    ({ what, why }) => `  ${what}\n    ${why ?? 'nobody knows why'}`,
  );
  return [
    ...paths.map((path) => `${walkthrough(path)}\n`),
    saysCoverage(coverage),
    ...(missed.length === 0 ? [] : [`Not covered, ${missed.length}:`, ...missed]),
  ].join('\n');
}

async function write(suite: Suite, step: string, out: string): Promise<string> {
  const file = resolve(out);
  const here = fileURLToPath(import.meta.url);
  const machines = join(dirname(here), '..', 'machines', here.endsWith('.ts') ? 'index.ts' : 'index.js');
  const specifier = relative(dirname(file), machines).split(sep).join('/');
  const title = `${suite.protocol.document.id} ${step}: ${suite.paths.length} paths`;
  await writeFile(
    file,
    mochaFile(suite.paths, { title, machines: specifier.startsWith('.') ? specifier : `./${specifier}` }),
  );
  return `${suite.paths.length} tests written to ${out}.`;
}
