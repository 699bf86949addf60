/**
 * A path against the HTTP API of a real server: badges are read, commands are posted, the checklist is looked at. What the
 * world tells (an amended order) comes in by the import's door, as it does in a hospital.
 */
import type { Actor, Command, Checklist, Instant, Opening, ProtocolDocument } from '../../machines/index.ts';
import { type Driver, everybody, type PathStep, type Standing } from '../../lab/index.ts';
import { importer } from '../support/ward.ts';
import { type Browser, startWeb, type Web } from '../support/web.ts';

const ward = 'w4B';
const badgeOf = (person: string): string => `BADGE-OF-${person}`;
/** A sign-in outlives a hand rub, not a night. */
const signedInMs = 30 * 60_000;

export interface HttpDriver extends Driver {
  readonly web: Web;
  end(): Promise<void>;
}

export async function httpDriver(): Promise<HttpDriver> {
  const web = await startWeb();
  for (const { person, role } of everybody) {
    if (role !== 'system')
      await web.people.staff.enrol({
        id: person,
        name: person,
        initials: 'LP',
        role,
        wards: [ward],
        badge: badgeOf(person),
        pin: '480213',
      });
  }
  const browsers = new Map<string, { readonly browser: Browser; readonly since: Instant }>();
  const protocols = new Map<ProtocolDocument, string>();
  let preparation = '';
  let orders = 0;
  // The server's clock never goes back, so every path is played later than it says; what it says of time moves with it.
  let later = 0;
  let placed: Opening['order'] | null = null;

  const browserOf = async (person: string): Promise<Browser> => {
    const known = browsers.get(person);
    if (known !== undefined && web.clock.now() - known.since < signedInMs) return known.browser;
    const browser = known?.browser ?? web.browser();
    const { status } = await browser.signIn({ badge: badgeOf(person) });
    if (status !== 200) throw new Error(`${person} could not sign in: ${status}`);
    browsers.set(person, { browser, since: web.clock.now() });
    return browser;
  };
  const checklist = async (): Promise<Checklist> => {
    const { status, body } = await (await browserOf('nurse-3')).get<Checklist>(`/preparations/${preparation}`);
    if (status !== 200)
      throw new Error(`the checklist answers ${status}; the server said ${web.said.slice(-2).join('; ')}`);
    return body;
  };
  const here = (command: Command): Command => ({
    ...command,
    ...(command.start === undefined ? {} : { start: command.start + later }),
    ...(command.takenAt === undefined ? {} : { takenAt: command.takenAt + later }),
    ...(isInstant(command.value) ? { value: command.value + later } : {}),
    ...(command.place === undefined ? {} : { place: { ...command.place, ward } }),
    ...(command.order === undefined || placed === null ? {} : { order: { ...command.order, number: placed.number } }),
  });

  return {
    web,
    cannot,
    async begin(document, opening) {
      // Each slice is a protocol of its own here, taken into use like any other.
      const id = protocols.get(document) ?? `slice${protocols.size + 1}`;
      if (!protocols.has(document)) await web.server.protocols.add({ ...document, id });
      protocols.set(document, id);
      later = web.clock.now() - opening.at;
      placed = { ...opening.order, number: `LAB-${String((orders += 1)).padStart(5, '0')}` };
      const { patient, start } = opening;
      const body = {
        ward,
        bed: opening.place.bed,
        protocol: id,
        start: start + later,
        patient,
        order: { number: placed.number, facts: placed.facts },
      };
      const answer = await (
        await browserOf('charge-nurse-3')
      ).post<{ readonly preparation: string }>('/preparations', body);
      if (answer.status !== 201) throw new Error(`not opened: ${answer.status} ${answer.text}`);
      preparation = answer.body.preparation;
    },
    advanceTo: (at) => web.clock.advance(Math.max(0, at + later - web.clock.now())),
    async perform(command: Command, actor: Actor) {
      if (actor.role === 'system') {
        const outcome = await web.server.preparations.apply(
          [{ kind: 'command', preparation, command: here(command) }],
          importer,
        );
        return outcome.kind === 'applied' ? { accepted: true, says: '' } : { accepted: false, says: outcome.says };
      }
      const { event, ...more } = here(command);
      const { body } = await (await browserOf(actor.person)).tap(preparation, event, more);
      return body.kind === 'accepted'
        ? { accepted: true, says: '' }
        : { accepted: false, says: body.detail ?? ('refusal' in body ? body.refusal.says : body.kind) };
    },
    standing: async () => standingFrom(await checklist()),
    end: () => web.end(),
  };
}

const isInstant = (value: Command['value']): value is number => typeof value === 'number' && value > 1_000_000_000_000;

/** What nobody can ask for over HTTP: late entry by hand, and acting on a sign-in that is another person's. */
function cannot(step: PathStep): string | null {
  if (step.kind === 'wait') return null;
  if (step.command.late === true) return 'late entry comes with a tablet, not as a command';
  const borrowed = step.actor.role !== 'system' && step.actor.grant !== `grant-${step.actor.person}`;
  return borrowed ? 'a grant belongs to one person' : null;
}

/** What a checklist says of where things stand. */
function standingFrom({ row, steps }: Checklist): Standing {
  const { kind } = row.status;
  const root = kind === 'gone' ? 'handedOver' : kind === 'notDone' || kind === 'enteredInError' ? kind : 'open';
  if (root !== 'open') return { root };
  const each = steps.flatMap(({ id, items, standing }) => [
    ...items.map((item) => [`open.${id}.${item.id}`, item.status] as const),
    ...standing.map(({ region, state }) => [`open.${id}.${region}`, state] as const),
  ]);
  return Object.fromEntries(each);
}
