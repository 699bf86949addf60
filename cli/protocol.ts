/** `wardready protocol …`: do these documents work, and what does a protocol say once its parts and overlays are in it. */
import type { Command } from 'commander';
import { Ended, exits, print } from './exits.ts';
import { serverDoor } from './rooms.ts';

interface Where {
  readonly protocols?: string;
  readonly overlays?: string;
}

export const registerProtocol = (program: Command): void => {
  const protocol = program
    .command('protocol')
    .summary('look at protocol documents')
    .description('Looks at protocol documents.');
  protocol
    .command('check')
    .summary('check protocols, parts and overlays before they are used')
    .description(
      'Puts protocol files together with their parts and overlays and compiles them. Every mistake is printed as file:line:column path: what is wrong. Overlays among the files are laid in the order given.',
    )
    .argument('<files...>', 'YAML files: protocols, parts, overlays')
    .option('--protocols <dir>', 'the protocols that overlays and parts are tried with (default: the shipped ones)')
    .option('--overlays <dir>', 'overlays that are laid first, as WARDREADY_OVERLAYS would')
    .option('--json', 'print the mistakes as JSON')
    .action(async (files: readonly string[], { json, ...where }: Where & { readonly json?: true }) =>
      check(files, where, json === true),
    );
  protocol
    .command('show')
    .summary('print a protocol as it is used here')
    .description('Prints a protocol as YAML with its parts and overlays in it, where each came from, and its digest.')
    .argument('<id>', 'the protocol')
    .option('--protocols <dir>', 'where the protocols are (default: the shipped ones)')
    .option('--overlays <dir>', 'the overlays to lay over it')
    .action(show);
};

async function check(files: readonly string[], where: Where, asJson: boolean): Promise<void> {
  const { checkFiles, sayError, shippedProtocols } = await serverDoor();
  const { protocols = shippedProtocols, overlays = null } = where;
  const { read, errors, beside } = await reading(() => checkFiles(files, { protocols, overlays }));
  if (asJson) print(JSON.stringify({ errors }));
  else {
    errors.forEach((error) => print(sayError(error)));
    for (const { file, protocol, changes } of read) {
      const { id, version, status } = protocol.document;
      const local = changes.length === 0 ? '' : `, ${changes.length} changed here`;
      print(`${file}: ${id} ${version} (${status}), ${protocol.items.size} items${local}: works`);
      for (const { what, evenThoughHard, overlay } of changes)
        if (evenThoughHard !== undefined && 'item' in what)
          print(`${file}: ${overlay} hides the hard item ${what.item}: ${evenThoughHard}`);
    }
    for (const { file, kind } of beside) if (errors.length === 0) print(`${file}: ${kind}: works`);
  }
  endIfWrong(errors.length);
}

async function show(id: string, where: Where): Promise<void> {
  const { readProtocols, sayError, shippedProtocols, showProtocol } = await serverDoor();
  const { read, errors } = await reading(() =>
    readProtocols(where.protocols ?? shippedProtocols, where.overlays ?? null),
  );
  errors.forEach((error) => print(sayError(error)));
  endIfWrong(errors.length);
  const found = read.find(({ protocol }) => protocol.document.id === id);
  if (found === undefined)
    throw new Ended(
      exits.findings,
      `There is no protocol called ${id}; there is ${read.map(({ protocol }) => protocol.document.id).join(', ')}.`,
    );
  print(showProtocol(found).trimEnd());
}

/** A directory that is not there was asked for wrongly. */
async function reading<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Error && 'code' in error && 'path' in error)
      throw new Ended(exits.environment, `${String(error.path)} cannot be read: ${String(error.code)}`, error);
    throw error;
  }
}

function endIfWrong(mistakes: number): void {
  if (mistakes > 0) throw new Ended(exits.findings, `${mistakes} ${mistakes === 1 ? 'mistake' : 'mistakes'}.`);
}
