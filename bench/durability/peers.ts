/** Those who are reached otherwise: Restate and DBOS over HTTP, and what their edges do with no work. */
import { execFileSync } from 'node:child_process';
import { Agent, request } from 'node:http';
import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contestant, Live } from './contestant.ts';
import { end, sparePort, startAsked, startProgram } from './processes.ts';
import type { Workload } from './workloads.ts';

const child = (name: string): URL => new URL(`../peers/${name}.mjs`, import.meta.url);
/** The server itself: what npm links is a starter, and the server outlives it. */
const restateServer = new URL(
  `../peers/node_modules/@restatedev/restate-server-${process.platform}-${process.arch}/bin/restate-server`,
  import.meta.url,
).pathname;
const newHome = (): Promise<string> => mkdtemp(join(tmpdir(), 'wardready-bench-'));
let begun = 0;
const names = (many: number): readonly string[] =>
  Array.from({ length: many }, () => `patient-${process.pid}-${(begun += 1)}`);

/** Kept connections, as many as there are clients; @throws for anything but 2xx. */
function poster(): { post(url: string, body: string): Promise<string>; close(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  return {
    post: (url, body) =>
      new Promise((resolve, reject) => {
        const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
        const asked = request(url, { method: 'POST', agent, headers }, (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
          response.on('end', () =>
            (response.statusCode ?? 500) < 300
              ? resolve(text)
              : reject(new Error(`${url}: ${response.statusCode} ${text}`)),
          );
        });
        asked.once('error', reject);
        asked.end(body);
      }),
    close: () => agent.destroy(),
  };
}

/** Two partitions, measured a third faster here than its 24: the sides are not to be able to say that it was not tuned. */
const restateSettings = (home: string, ports: readonly number[]): string => `
default-num-partitions = 2
base-dir = "${home}"
node-name = "bench"
disable-telemetry = true
bind-ip = "127.0.0.1"
bind-port = ${ports[0]}
listen-mode = "tcp"
[admin]
bind-port = ${ports[1]}
[ingress]
bind-port = ${ports[2]}
`;

export const restate: Contestant = {
  name: 'restate',
  says: 'Restate, tuned to two partitions, and @restatedev/xstate, over its HTTP ingress',
  async start(workload) {
    const home = await newHome();
    const ports = [await sparePort(), await sparePort(), await sparePort(), await sparePort()] as const;
    await writeFile(join(home, 'restate.toml'), restateSettings(home, ports));
    const launch = () => startProgram(restateServer, ['--config-file', join(home, 'restate.toml')], /.|\n/);
    let server = await launch();
    const service = await startAsked(child('restate'), {
      BENCH_WORKLOAD: workload.name,
      BENCH_PORT: String(ports[3]),
      // It would say three lines a tap.
      RESTATE_LOGGING: 'WARN',
    });
    const { post, close } = poster();
    const register = JSON.stringify({ uri: `http://127.0.0.1:${ports[3]}` });
    for (let tries = 1; ; tries += 1) {
      const done = await post(`http://127.0.0.1:${ports[1]}/deployments`, register).then(
        () => true,
        (error: unknown) => (tries > 100 ? Promise.reject(error) : false),
      );
      if (done) break;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    const base = `http://127.0.0.1:${ports[2]}/preparation`;
    const bodies = workload.events.map((event) => JSON.stringify({ event }));
    return {
      get processes() {
        return [server.pid ?? 0, service.pid];
      },
      get storePid() {
        return server.pid ?? null;
      },
      async again(patient) {
        await end(server);
        const began = performance.now();
        server = await launch();
        const read = (): Promise<boolean> =>
          post(`${base}/${patient}/snapshot`, '').then(
            () => true,
            () => false,
          );
        while (!(await read())) await new Promise((resolve) => setTimeout(resolve, 20));
        return performance.now() - began;
      },
      connect: async () => undefined,
      async begin(many) {
        const patients = names(many);
        const create = JSON.stringify({ input: workload.input });
        for (let from = 0; from < many; from += 32)
          await Promise.all(
            patients.slice(from, from + 32).map((patient) => post(`${base}/${patient}/create`, create)),
          );
        return patients;
      },
      tap: async (_client, patient, index) => void (await post(`${base}/${patient}/send`, bodies[index] ?? '')),
      async stop() {
        close();
        await end(server, 'SIGTERM');
        await service.end();
        await rm(home, { recursive: true, force: true });
      },
    };
  },
};

/** PostgreSQL refuses to run as root: then it is the system's `postgres` that it runs as. */
const postgresId = 'postgres';
export const dbos: Contestant = {
  name: 'dbos',
  says: 'DBOS on PostgreSQL, a workflow a tap, over node:http',
  async start(workload) {
    const home = await newHome();
    const data = join(home, 'data');
    await mkdir(data);
    const port = await sparePort();
    const asRoot = process.getuid?.() === 0;
    const idOf = (flag: string): number => Number(execFileSync('id', [flag, postgresId], { encoding: 'utf8' }));
    const who = asRoot ? { uid: idOf('-u'), gid: idOf('-g') } : {};
    if (who.uid !== undefined) for (const path of [home, data]) await chown(path, who.uid, who.gid);
    const bin = execFileSync('pg_config', ['--bindir'], { encoding: 'utf8' }).trim();
    execFileSync(join(bin, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'bench', '--no-instructions'], {
      ...who,
      cwd: home,
      stdio: 'ignore',
    });
    const settings = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', home];
    const postgres = await startProgram(join(bin, 'postgres'), settings, /ready to accept connections/, {
      ...who,
      cwd: home,
    });
    const service = await startAsked(child('dbos'), {
      BENCH_WORKLOAD: workload.name,
      BENCH_POSTGRES: `postgresql://bench@127.0.0.1:${port}/postgres`,
    });
    const { url } = await service.ask<{ url: string }>('start');
    const { post, close } = poster();
    return {
      processes: [postgres.pid ?? 0, service.pid],
      storePid: postgres.pid ?? null,
      connect: async () => undefined,
      begin: (many) => service.ask('begin', many),
      tap: async (_client, patient, index) =>
        void (await post(url, JSON.stringify({ patient, index, event: workload.events[index] }))),
      async stop() {
        close();
        await service.end();
        await end(postgres, 'SIGINT');
        await rm(home, { recursive: true, force: true });
      },
    };
  },
};

const echo = (
  name: string,
  says: string,
  reach: (url: string, workload: Workload) => Promise<Pick<Live, 'connect' | 'tap'> & { close(): void }>,
): Contestant => ({
  name,
  says,
  async start(workload) {
    const service = await startAsked(child('echo'), {});
    const { url } = await service.ask<{ url: string }>('start');
    const { connect, tap, close } = await reach(url, workload);
    return {
      ...{ connect, tap, processes: [service.pid], storePid: null, begin: async (many: number) => names(many) },
      async stop() {
        close();
        await service.end();
      },
    };
  },
});

export const httpEcho = echo('http-echo', 'node:http, no work', async (url, { events }) => {
  const { post, close } = poster();
  const bodies = events.map((event) => JSON.stringify({ event }));
  return {
    connect: async () => undefined,
    tap: async (_client, _patient, index) => void (await post(url, bodies[index] ?? '')),
    close,
  };
});

interface BareSockets {
  tap(client: number, text: string): Promise<unknown>;
  close(): void;
}
export const wsEcho = echo('ws-echo', 'bare ws, no work', async (url, { events }) => {
  // By its address, as `ws` is installed beside it and nowhere else.
  const { openSockets } = (await import(child('ws-client').href)) as {
    openSockets(url: string, many: number): Promise<BareSockets>;
  };
  let sockets: BareSockets | null = null;
  const bodies = events.map((event) => JSON.stringify({ event }));
  return {
    async connect(clients) {
      sockets?.close();
      sockets = await openSockets(url.replace('http', 'ws'), clients);
    },
    tap: async (client, _patient, index) => void (await sockets?.tap(client, bodies[index] ?? '')),
    close: () => sockets?.close(),
  };
});
