/** The server as a process: settings from the environment, one node, and a graceful end on SIGTERM or SIGINT. */
import { pino } from 'pino';
import { failureOf } from './failure.ts';
import { run } from './run.ts';
import { readSettings, type Settings } from './settings.ts';

/** A supervisor kills after this or so; what is committed is safe either way. */
const stopWithinMs = 8_000;
/** As sysexits.h says it: the settings are wrong, and starting again will not help. */
const badSettings = 78;

const log = pino({ base: { name: 'wardready' } });
const read = readSettings(process.env);
if (read.ok) await start(read.settings);
else {
  process.stderr.write(`WardReady was not started:\n${read.problems.map((one) => `  - ${one}\n`).join('')}`);
  process.exitCode = badSettings;
}

async function start(settings: Settings): Promise<void> {
  // An error nobody caught may quote a patient: only its name and places are written, and a supervisor starts a new process.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      log.error(failureOf(error), 'something nobody expected; this process ends');
      process.exit(1);
    });
  }
  try {
    const { server, site, store, stop } = await run(settings, log);
    const { mode, unsafe } = await store.durability();
    const { address, port } = server.address;
    log.info({ address, port, site: site.id, durability: mode }, 'WardReady is ready');
    for (const one of unsafe) log.warn({ durability: mode }, one);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void end(stop));
  } catch (error) {
    process.stderr.write(`WardReady was not started: ${error instanceof Error ? error.message : 'unknown reason'}\n`);
    process.exit(1);
  }
}

async function end(stop: () => Promise<void>): Promise<void> {
  const late = setTimeout(() => process.exit(1), stopWithinMs);
  late.unref();
  log.info({}, 'WardReady stops: what was acknowledged is kept');
  await stop();
  process.exitCode = 0;
}
