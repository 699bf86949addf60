/** A log replays to the same bytes: in this process, in another time zone, and without judging anything again. */
import { expect } from 'chai';
import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonical, compileProtocol, decide, open, replay, type ChartEvent } from '../../machines/index.ts';
import { Bedside } from '../support/bedside.ts';
import { histories } from '../support/histories.ts';
import { anOpening, morning, shippedDocument, venepuncture } from '../support/protocol.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);

interface Log {
  readonly events: readonly ChartEvent[];
  readonly state: string;
}

/** Plays histories and keeps what would be recorded. */
function logs(runs: number): readonly Log[] {
  const protocol = venepuncture();
  return fc.sample(histories(protocol, morning, 16), { numRuns: runs, seed }).map((history) => {
    const opened = open(protocol, anOpening());
    const events = [...opened.events];
    let state = opened.state;
    let at = morning;
    for (const { wait, actor, command } of history) {
      at += wait;
      const decision = decide(protocol, state, command, actor, at);
      if (decision.kind !== 'accepted') continue;
      state = decision.state;
      events.push(...decision.events);
    }
    return { events, state: canonical(state) };
  });
}

/** What a replay may differ in from the state it recorded: the instant it was last advanced to without an event. */
const settled = (state: string, events: readonly ChartEvent[]): string =>
  canonical({ ...(JSON.parse(state) as object), at: events.at(-1)?.at ?? morning });

describe('replay', () => {
  const played = logs(120);

  it(`leads to the same bytes as deciding did (seed ${seed})`, () => {
    for (const { events, state } of played) {
      const replayed = canonical(
        replay(venepuncture(), anOpening(), JSON.parse(JSON.stringify(events)) as ChartEvent[]),
      );
      expect(settled(replayed, events)).to.equal(settled(state, events));
    }
  });

  it('leads to the same bytes in another process and another time zone', () => {
    const folder = mkdtempSync(join(tmpdir(), 'replay-'));
    const file = join(folder, 'logs.json');
    writeFileSync(file, JSON.stringify(played.map(({ events }) => events)));
    const script = new URL('../support/replay-logs.ts', import.meta.url).pathname;
    const inZone = (zone: string): string =>
      execFileSync(process.execPath, ['--import=tsx', script, file], {
        env: { ...process.env, TZ: zone, LC_ALL: 'C' },
        encoding: 'utf8',
      });
    const there = inZone('Pacific/Auckland');
    expect(there).to.equal(inZone('America/St_Johns'));
    expect(there.trim().split('\n')).to.have.length(played.length);
    played.forEach(({ events, state }, n) =>
      expect(settled(there.split('\n')[n] ?? '{}', events)).to.equal(settled(state, events)),
    );
    rmSync(folder, { recursive: true });
  });

  it('knows no more of a stop than its record says: one that was written before stops said when they happened', () => {
    const bedside = new Bedside().prepared().does('consent.withdrawn', { reason: 'No', happenedAt: morning + 1 });
    const before = bedside.events.map(({ payload: { happenedAt: _later, ...payload }, ...event }) => ({
      ...event,
      payload,
    }));
    const { raised } = replay(bedside.protocol, bedside.opening, before).context;
    expect(bedside.state.context.raised['consent']).to.have.property('happenedAt', morning + 1);
    for (const topic of ['consent', 'attention'])
      expect(Object.keys(raised[topic] ?? {}), topic).to.deep.equal(['at', 'by', 'grant', 'reason', 'note', 'owner']);
  });

  it('does not judge again: a document whose limits have changed since replays an old log to what was decided then', () => {
    const document = shippedDocument();
    const stricter = compileProtocol({
      ...document,
      times: { ...document.times, fastAtLeast: { ...document.times['fastAtLeast'], is: '12 h' } },
    });
    if (!stricter.ok) throw new Error('the changed document does not compile');
    for (const { events, state } of played.slice(0, 40)) {
      const replayed = canonical(replay(stricter.protocol, anOpening(), events));
      expect(settled(replayed, events)).to.equal(settled(state, events));
    }
  });
});
