#!/usr/bin/env node
/** `wardready …`: one verb a file. What a verb needs is loaded when it runs, so `--help` loads nothing. */
import { realpathSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { registerBackup } from './backup.ts';
import { registerDoctor } from './doctor.ts';
import { Ended, exits, tell } from './exits.ts';
import { registerEquipment } from './equipment.ts';
import { registerFhir } from './fhir.ts';
import { registerImport } from './import.ts';
import { registerKeys } from './keys.ts';
import { registerProtocol } from './protocol.ts';
import { registerReplay } from './replay.ts';
import { registerRestore } from './restore.ts';
import { registerServe } from './serve.ts';

/** @param args what was typed after `wardready`. Gives the exit code; never ends the process itself. */
export async function main(args: readonly string[]): Promise<number> {
  const program = new Command('wardready')
    .description('Gets a patient ready for a procedure, safely, and shows the ward the truth while it happens.')
    .addHelpText(
      'after',
      '\nExit codes: 0 ok, 1 something was found, 2 asked wrongly, 3 something needed is not there.',
    )
    .exitOverride();
  for (const register of [
    registerServe,
    registerImport,
    registerEquipment,
    registerFhir,
    registerDoctor,
    registerReplay,
    registerBackup,
    registerRestore,
    registerKeys,
    registerProtocol,
  ])
    register(program);
  // These bring the laboratory with them, so they are there when they are asked for, or when all verbs are listed.
  const listed = args[0] === undefined || ['help', '--help', '-h'].includes(args[0]);
  if (listed || args[0] === 'paths') (await import('./paths.ts')).registerPaths(program);
  if (listed || args[0] === 'prove') (await import('./prove.ts')).registerProve(program);
  if (listed || args[0] === 'compare') (await import('./compare.ts')).registerCompare(program);
  if (listed || args[0] === 'diagram') (await import('./diagram.ts')).registerDiagram(program);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exits.ok;
  } catch (error) {
    if (error instanceof Ended) {
      tell(error.message);
      return error.code;
    }
    // commander has said what was wrong already; help that was asked for is no mistake.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exits.ok : exits.usage;
    tell(isOurs(error) ? error.message : `Something is broken: ${error instanceof Error ? error.name : 'unknown'}.`);
    return exits.environment;
  }
}

/** Our own errors have names of their own and sentences for people; another's may quote anything, so only its name is said. */
const isOurs = (error: unknown): error is Error =>
  error instanceof Error && !(error.name in globalThis) && error.name !== 'SystemError';

// Also true through the link that npm makes in node_modules/.bin.

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === import.meta.filename)
  process.exitCode = await main(process.argv.slice(2));
