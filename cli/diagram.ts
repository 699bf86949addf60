/** `wardready diagram MACHINE`: any XState 5 machine, or a protocol, as a picture or in a format that other tools read. */
import { writeFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { AnyStateMachine } from 'xstate';
import {
  draw,
  type LabelChoice,
  labelChoices,
  layout,
  mermaid,
  outlineOf,
  partOf,
  type PartOptions,
  promela,
  Refused,
  saysWhere,
  scxml,
} from '../lab/index.ts';
import { Ended, exits, tell } from './exits.ts';
import { type Asked, findAsked } from './find-machine.ts';

const formats = ['svg', 'mermaid', 'scxml', 'promela'] as const;
/** Of the whole machine always. */
const whole: readonly string[] = ['scxml', 'promela'];

interface DiagramOptions extends PartOptions {
  readonly format: (typeof formats)[number];
  readonly labels: LabelChoice;
  readonly out?: string;
}

export function registerDiagram(program: Command): void {
  program
    .command('diagram')
    .summary('draw a machine, or a protocol')
    .description('Draws an XState 5 machine or a protocol, whole or a part of it.')
    .argument(
      '<machine>',
      'FILE#export of a JavaScript or TypeScript module (the default export without #), the name of a shipped protocol, or a YAML file',
    )
    .addOption(new Option('--format <format>', 'what to write').choices(formats).default(formats[0]))
    .option('--state <path>', 'draw one state and what is in it, such as open.consent')
    .option('--depth <levels>', 'draw so many levels, and fold what is deeper into the states around it', levels)
    .addOption(
      new Option('--labels <how-much>', 'the event alone, with its guard, or with guard and actions')
        .choices(labelChoices)
        .default('guard'),
    )
    .option('--out <file>', 'write to this file and not to standard output')
    .action(async (named: string, options: DiagramOptions) => {
      const partly = options.state !== undefined || options.depth !== undefined;
      if (whole.includes(options.format) && partly)
        throw new Ended(
          exits.usage,
          `${options.format === 'scxml' ? 'SCXML' : 'Promela'} is always of the whole machine; leave out --state and --depth.`,
        );
      const asked = await findAsked(named);
      await write(options.format === 'promela' ? promelaOf(asked) : await drawn(asked.machine, options), options.out);
    });
}

/** With its invariants, and with the events that are tried. */
function promelaOf({ machine, ...question }: Asked): string {
  try {
    return promela(machine, question);
  } catch (error) {
    if (error instanceof Refused)
      throw new Ended(exits.environment, `It cannot be written as Promela: ${error.message}.`, error);
    throw error;
  }
}

async function drawn(machine: AnyStateMachine, options: DiagramOptions): Promise<string> {
  const outline = outlineOf(machine);
  if (options.format === 'scxml') {
    const { text, differences } = scxml(outline);
    differences.forEach(tell);
    return text;
  }
  const part = partOf(outline, options);
  if (part === null) throw new Ended(exits.usage, saysWhere(outline, options.state ?? ''));
  if (options.format === 'mermaid') return mermaid(part, options);
  const drawing = await layout(part, options);
  const states = drawing.boxes.length;
  if (states > readable)
    tell(`${states} boxes in one picture: --depth 2 folds what is deep, --state PATH draws a part.`);
  return draw(drawing);
}

/** More than this is looked for, not at. */
const readable = 80;

function levels(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Write a whole number, 1 or more.');
}

async function write(text: string, out: string | undefined): Promise<void> {
  if (out === undefined) return void process.stdout.write(text);
  try {
    await writeFile(out, text);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new Ended(exits.environment, `${out} cannot be written: ${code}.`, error);
  }
  tell(`Written to ${out}.`);
}
