/** `wardready protocol check FILE…`: are these protocols that work, and if not, where and why. */
import type { Command } from 'commander';
import { Ended, exits, print } from './exits.ts';
import { serverDoor } from './rooms.ts';

export const registerProtocol = (program: Command): void => {
  const protocol = program
    .command('protocol')
    .summary('look at protocol documents')
    .description('Looks at protocol documents.');
  protocol
    .command('check')
    .summary('check protocol files before they are used')
    .description(
      'Checks protocol files and compiles them. Every mistake is printed as file:line:column path: what is wrong.',
    )
    .argument('<files...>', 'YAML files')
    .option('--json', 'print the mistakes as JSON')
    .action(async (files: readonly string[], { json }: { readonly json?: true }) => {
      const { readProtocolFile, sayError } = await serverDoor();
      const answers = await Promise.all(files.map((file) => readProtocolFile(file)));
      const errors = answers.flatMap((answer) => (answer.ok ? [] : answer.errors));
      if (json === true) print(JSON.stringify({ errors }));
      else {
        for (const answer of answers) {
          if (!answer.ok) answer.errors.forEach((error) => print(sayError(error)));
          else {
            const { id, version, status } = answer.read.protocol.document;
            print(`${answer.read.file}: ${id} ${version} (${status}), ${answer.read.protocol.items.size} items: works`);
          }
        }
      }
      if (errors.length > 0)
        throw new Ended(exits.findings, `${errors.length} ${errors.length === 1 ? 'mistake' : 'mistakes'}.`);
    });
};
