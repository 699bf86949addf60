/** `wardready serve`: one node, until it is told to stop. Settings come from the environment, as for any server. */
import type { Command } from 'commander';
import { pino } from 'pino';
import { Ended, exits, tell } from './exits.ts';
import { serverDoor } from './rooms.ts';
import { settingsFrom } from './settings.ts';

export const registerServe = (program: Command): void =>
  void program
    .command('serve')
    .summary('run one server until it is told to stop')
    .description(
      'Runs one WardReady server. Its settings are the WARDREADY_… variables; a wrong one is named before anything starts.',
    )
    .action(async () => {
      const settings = await settingsFrom(process.env);
      const { run } = await serverDoor();
      const log = pino({ base: { name: 'wardready' } }, pino.destination(2));
      const running = await run(settings, log).catch((error: unknown) => {
        throw new Ended(
          exits.environment,
          `WardReady was not started: ${error instanceof Error ? error.message : 'unknown reason'}`,
          error,
        );
      });
      const { address, port } = running.server.address;
      tell(`WardReady answers on http://${address}:${port}`);
      await new Promise<void>((resolve) => {
        for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
      });
      tell('WardReady stops; what was acknowledged is kept.');
      await running.stop();
    });
