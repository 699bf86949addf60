/**
 * I25 over the whole traffic: a thousand first answers to blind checks, each a value that stands nowhere else, while a
 * wall, a desk, two tablets and every door of the API that reads a preparation are listened to byte by byte. Nothing
 * that leaves the server before the second answer is in may hold one. `npm run journey` plants all the thousand, `npm test`
 * two hundred.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import { v7 } from 'uuid';
import { wireFormat, type CommandMessage } from '../../machines/index.ts';
import { apiDoors } from '../../server/http/app.ts';
import { checksDocument, choices, numbers, wordsOf } from '../support/checks.ts';
import { Screen } from '../support/screens.ts';
import { anOpening, importer, minute } from '../support/ward.ts';
import { startWeb, type Browser, type Web } from '../support/web.ts';
import { whole } from '../support/whole.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);
const items = [...numbers, ...choices, 'arm'];
/** Of 40 first answers each. */
const preparations = whole ? 25 : 5;

/** What a run does between the first answers and the second ones. */
const interludes = ['nothing', 'emergency', 'hold', 'lapse', 'fault', 'amended'] as const;
const runs = fc.record({
  interlude: fc.constantFrom(...interludes),
  digits: fc.integer({ min: 100_000, max: 999_000 }),
  pick: fc.integer({ min: 0, max: 5 }),
  /** Per item: whether the second agrees. */
  agrees: fc.array(fc.boolean(), { minLength: items.length, maxLength: items.length }),
});

describe('a blind second check', () => {
  let web: Web;
  let digest: string;
  let osei: Browser;
  let nunez: Browser;
  let ito: Browser;
  let screens: readonly Screen[];
  /** Everything that left the server since it was last emptied. */
  let heard: string[] = [];
  let current = '';
  let planted = 0;
  let swept = 0;

  before(async () => {
    web = await startWeb();
    digest = (await web.services.protocols.add(checksDocument())).digest;
    [osei, nunez, ito] = [
      await web.signedIn('BADGE-OSEI'),
      await web.signedIn('BADGE-NUNEZ'),
      await web.signedIn('BADGE-ITO'),
    ];
    screens = await Promise.all([
      listening(null, 'wall'),
      listening(ito, 'desk'),
      listening(osei, 'tablet'),
      listening(nunez, 'tablet'),
    ]);
  });
  after(async () => {
    for (const screen of screens) screen.close();
    await web.end();
  });

  /** Every packet as it came over the socket, before anybody made anything of it. */
  async function listening(browser: Browser | null, view: 'wall' | 'desk' | 'tablet'): Promise<Screen> {
    const screen = new Screen(web.url, browser?.cookie ?? null);
    screen.socket.io.engine.on('packet', ({ data }: { data?: unknown }) => void heard.push(String(data)));
    await screen.connected();
    expect((await screen.show(view)).ok).to.equal(true);
    return screen;
  }

  let seq = 0;
  const message = (by: Browser, event: string, more: Partial<CommandMessage> = {}): CommandMessage => ({
    format: wireFormat,
    id: v7(),
    preparation: current,
    event,
    grant: by.grant,
    device: { id: by.device, seq: (seq += 1) },
    digest,
    base: { revision: 0, head: '' },
    previous: null,
    wallTime: web.clock.now(),
    lastSync: web.clock.now(),
    elapsed: 0,
    ...more,
  });
  /** Over HTTP, or over the socket of the same tablet: by turns. */
  async function taps(by: Browser, event: string, more: Partial<CommandMessage> = {}): Promise<string> {
    const said = message(by, event, more);
    if (seq % 2 === 0) {
      const socket = by === osei ? screens[2] : by === nunez ? screens[3] : screens[1];
      const reply = await socket?.ask('command', said);
      return reply?.ok === true ? (reply.value as { kind: string }).kind : JSON.stringify(reply);
    }
    const { body, text } = await by.post<{ kind?: string }>(`/preparations/${current}/commands`, said);
    heard.push(text);
    return body.kind ?? text;
  }
  const does = async (by: Browser, event: string, more: Partial<CommandMessage> = {}): Promise<void> => {
    const kind = await taps(by, event, more);
    expect(kind, event).to.equal('accepted');
  };

  /** Every door that reads, asked by everybody: one that is added tomorrow is asked too. */
  async function sweep(): Promise<void> {
    const doors = apiDoors(web.services, { timeZone: 'Europe/Berlin' }).filter(({ method }) => method === 'get');
    const number = (await web.store.load(current))?.ward ?? 'w4B';
    for (const by of [osei, nunez, ito, web.browser()]) {
      for (const { path } of doors) {
        const at = path
          .replace(':id', current)
          .replace(':ward', number)
          .replace(':digest', digest)
          .replace(':person', 'a-osei');
        heard.push((await by.get(at)).text);
        swept += 1;
      }
      heard.push((await by.post('/scan', { text: current })).text);
    }
    for (const screen of screens.slice(1)) heard.push(JSON.stringify(await screen.watch(current)));
  }

  /** What was heard of this preparation, without the answers a checklist offers: those are printed for everybody. */
  const traffic = (): readonly string[] =>
    heard
      .filter((text) => !text.includes('"checklist"') || text.includes(current))
      .map((text) => text.replaceAll(/"choices":\[[^\]]*\]/g, ''));

  it(`is told to nobody before the second answer is in: 1,000 of them (seed ${seed})`, async function () {
    this.timeout(600_000);
    await fc.assert(
      fc.asyncProperty(runs, async ({ interlude, digits, pick, agrees }) => {
        const markers = new Map<string, number | string>([
          ...numbers.map((id, index) => [id, Number(`${digits}${100 + index}.${100 + pick}7`.slice(0, 13))] as const),
          ...choices.map((id) => [id, wordsOf(id)[pick]?.value ?? ''] as const),
          ['arm', 'right'],
        ]);
        const outcome = await web.services.preparations.apply(
          [
            {
              ...anOpening(web.clock.now(), {
                order: { number: `B-${v7()}`, version: 1, facts: { fasting: 'none', armRestriction: 'left' } },
              }),
              protocol: 'checks',
            },
          ],
          importer,
        );
        if (outcome.kind !== 'applied') throw new Error(outcome.says);
        [current = ''] = outcome.preparations;
        heard = [];
        const { body } = await nunez.get<{ patient: { number: string } }>(`/preparations/${current}`);
        await does(osei, 'patient.arrived');
        await does(osei, 'item.wristband.sensed', { value: body.patient.number });
        await does(osei, 'item.statesName.attested', { value: 'both' });
        for (const [item, value] of markers) {
          // From here on each tap is a checklist to three screens, with everything answered before it in it.
          if (item === choices[0]) for (const screen of screens.slice(1)) await screen.watch(current);
          await does(osei, `item.${item}.attested`, { value });
          planted += 1;
        }
        await sweep();
        // The first person again, as they would try on any device: told that it is done, never with what.
        await taps(osei, 'item.number0.agreed', { value: 1 });
        await taps(nunez, 'item.number0.attested', { value: 2 });
        await interludeOf(interlude);
        await sweep();
        for (const [item, value] of markers) expectUnheard(item, value);
        expect(web.said.join('\n')).to.not.include(String(markers.get('number0')));

        if (interlude !== 'nothing') return;
        for (const [index, [item, value]] of [...markers].entries()) {
          const other =
            typeof value === 'number' ? value + 1 : item === 'arm' ? 'left' : wordsOf(item)[(pick + 1) % 6]?.value;
          await does(nunez, `item.${item}.agreed`, { value: agrees[index] === true ? value : (other ?? '') });
        }
        await sweep();
        // Once both are in they are shown: what is listened for can be heard.
        for (const [item, value] of markers) expect(hears(item, value), item).to.equal(true);
      }),
      { seed, numRuns: preparations, endOnFailure: true },
    );
    expect(planted).to.equal(preparations * items.length);
    expect(swept).to.be.greaterThan(planted);
  });

  async function interludeOf(interlude: (typeof interludes)[number]): Promise<void> {
    switch (interlude) {
      case 'nothing':
        return;
      case 'emergency':
        await does(nunez, 'emergency.declared');
        await sweep();
        await does(ito, 'emergency.stoodDown', { reason: 'Awake again' });
        return;
      case 'hold':
        await does(nunez, 'flow.held', { reason: 'Waiting' });
        return;
      case 'lapse':
        web.clock.advance(11 * minute);
        await web.server.deadlines.run();
        return;
      case 'fault':
        await does(nunez, 'equipment.faulted');
        return;
      case 'amended': {
        const order = { number: `B-${current}`, version: 2, facts: { fasting: 'none', armRestriction: 'none' } };
        const command = { event: 'order.amended', order } as const;
        const answer = await web.services.preparations.apply(
          [{ kind: 'command', preparation: current, command }],
          importer,
        );
        expect(answer.kind).to.equal('applied');
      }
    }
  }

  const spelt = (item: string, value: number | string): readonly string[] => {
    if (typeof value === 'number') return [String(value)];
    const label =
      item === 'arm' ? value.toUpperCase() : (wordsOf(item).find((word) => word.value === value)?.label ?? '');
    return [`"${value}"`, `"${label}"`];
  };
  const hears = (item: string, value: number | string): boolean =>
    traffic().some((text) => spelt(item, value).some((spelling) => text.includes(spelling)));
  function expectUnheard(item: string, value: number | string): void {
    const text = traffic().find((one) => spelt(item, value).some((spelling) => one.includes(spelling)));
    if (text === undefined) return;
    const [spelling = ''] = spelt(item, value).filter((one) => text.includes(one));
    const at = text.indexOf(spelling);
    expect.fail(`the first answer to ${item} left the server: …${text.slice(Math.max(0, at - 200), at + 60)}…`);
  }

  describe('is answered by another person, competent for it', () => {
    const open = async (): Promise<void> => {
      const outcome = await web.services.preparations.apply(
        [{ ...anOpening(web.clock.now()), protocol: 'checks' }],
        importer,
      );
      if (outcome.kind === 'applied') [current = ''] = outcome.preparations;
      await does(osei, 'item.screened.attested', { value: 'yes' });
      await does(osei, 'item.number0.attested', { value: 1 });
    };
    const refused = async (by: Browser, event: string): Promise<{ readonly code: string; readonly says: string }> => {
      const said = message(by, event, { value: event.includes('number') ? 1 : 'yes' });
      const { body } = await by.post<{ refusal: { code: string; says: string } }>(
        `/preparations/${current}/commands`,
        said,
      );
      return body.refusal;
    };

    it('and not by the same person on a second tablet, or under a second grant', async () => {
      await open();
      const another = { code: 'samePerson', says: 'Another person must do this, signed in as themselves.' };
      const tablet = await web.signedIn('BADGE-OSEI');
      expect(tablet.device).to.not.equal(osei.device);
      expect(await refused(tablet, 'item.number0.agreed')).to.include(another);
      const again = web.browser(osei.device);
      await again.signIn({ badge: 'BADGE-OSEI' });
      expect(again.grant).to.not.equal(osei.grant);
      expect(await refused(again, 'item.number0.agreed')).to.include(another);
      expect(await refused(osei, 'item.number0.agreed')).to.include(another);
    });

    it('and not by somebody who is not registered for it; then by somebody who is', async () => {
      await open();
      expect(await refused(nunez, 'item.screened.agreed')).to.include({
        code: 'notCompetent',
        says: 'This takes somebody registered for mr level 2.',
      });
      const kim = await web.signedIn('BADGE-KIM');
      const answer = await kim.post<{ kind: string }>(
        `/preparations/${current}/commands`,
        message(kim, 'item.screened.agreed', { value: 'yes' }),
      );
      expect(answer.body.kind).to.equal('accepted');
    });
  });
});
