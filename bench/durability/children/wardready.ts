/** WardReady itself, as `npm start` runs it: every door open, one technician signed in. Also asked without any door. */
import { writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import type { CommandMessage } from '../../../machines/index.ts';
import { run } from '../../../server/run.ts';
import { readSettings } from '../../../server/settings.ts';
import { drive } from '../contestant.ts';
import { messageOf, type Reached } from '../over-socket.ts';
import { answerQuestions } from '../processes.ts';
import { openingOf, workloadOf, type WorkloadName } from '../workloads.ts';

const workload = await workloadOf(process.env['BENCH_WORKLOAD'] as WorkloadName);
const quiet = { info: () => undefined, warn: () => undefined, error: (...said: unknown[]) => console.error(...said) };
const settings = readSettings(process.env);
if (!settings.ok) throw new Error(settings.problems.join('\n'));
const running = await run(settings.settings, quiet);
const { server } = running;
const { digest } = await server.protocols.add(workload.document);
const id = workload.protocol.document.id;
const url = `http://127.0.0.1:${server.address.port}`;
const device = 'bench-tablet';
let reached: Reached | null = null;
let patients = 0;

const importer = { person: 'import', role: 'system', grant: 'system-import', device: 'system-import' } as const;
const numbers = new Map<string, string>();

async function start(): Promise<Reached> {
  if (reached !== null) return reached;
  const answer = await fetch(`${url}/api/v1/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ device, badge: 'BADGE-OSEI' }),
  });
  const { grant } = (await answer.json()) as { grant: string };
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  return (reached = { url, cookie, grant, device, digest });
}

/** In batches, as a day list is: each is one commit. */
async function begin(many: number): Promise<readonly (readonly [string, string])[]> {
  const begun: (readonly [string, string])[] = [];
  while (begun.length < many) {
    const openings = Array.from({ length: Math.min(50, many - begun.length) }, () => {
      const { at: _at, preparation: _id, ...opening } = openingOf((patients += 1), Date.now());
      return opening;
    });
    const outcome = await server.preparations.apply(
      openings.map((opening) => ({ kind: 'open', protocol: id, opening })),
      importer,
    );
    if (outcome.kind !== 'applied') throw new Error(outcome.says);
    outcome.preparations.forEach((preparation, index) => {
      const number = openings[index]?.patient.number ?? '';
      numbers.set(preparation, number);
      begun.push([preparation, number]);
    });
  }
  return begun;
}

/** The engine and the store, without a door. */
async function inProcess({ clients, forMs, many }: { clients: number; forMs: number; many: number }) {
  const to = await start();
  const begun = await begin(many);
  const actor = { person: 'a-osei', role: 'technician', grant: to.grant, device } as const;
  const tap = async (_client: number, patient: string, index: number): Promise<void> => {
    const message: CommandMessage = messageOf(workload, to, [patient, numbers.get(patient) ?? ''], index);
    const reply = await server.preparations.submit(message, actor, () => ({ ok: true }));
    if (!reply.ok || reply.value.kind !== 'accepted') throw new Error(JSON.stringify(reply));
  };
  return profiled(() =>
    drive(
      clients,
      forMs,
      begun.map(([one]) => one),
      workload.commands.length,
      tap,
    ),
  );
}

/** `BENCH_PROFILE=FILE` leaves a CPU profile of the taps there, of nothing else. */
async function profiled<T>(work: () => Promise<T>): Promise<T> {
  const file = process.env['BENCH_PROFILE'];
  if (file === undefined) return work();
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  const done = await work();
  await writeFile(file, JSON.stringify((await session.post('Profiler.stop')).profile));
  session.disconnect();
  return done;
}

answerQuestions({ start, begin, inProcess });
