/** The demo's state: what is broken, how fast the ward moves, what happened; and the staff who keep it moving. */
import { v7 as uuid } from 'uuid';
import type { HistoryEntry } from '../preparations/service.ts';
import { demoSite } from '../site.ts';
import { Follow } from './follow.ts';
import { Ledger } from './ledger.ts';
import { somebodyActs } from './morning.ts';
import type { Person } from './person.ts';
import type { Cable } from './proxy.ts';
import { clockTold, sentenceOf } from './sentence.ts';
import { type Staff, staffOf, without } from './staff.ts';
import type { WardProcess } from './ward-process.ts';

/** Whose tablet the window shows at first; nobody else plays them. */
const firstVisitor = 'a-osei';
/** Commentary kept for a window that opens late. */
const eventsMax = 40;
/** At speed 1 somebody on the ward does something this often. */
const actEveryMs = 4000;
/** What the visitor did is looked for this often, however slowly the staff work. */
const lookEveryMs = 1000;

interface Wristband {
  readonly bed: string;
  readonly name: string;
  readonly number: string;
}
interface Said {
  readonly at: number;
  readonly says: string;
  readonly figure?: string;
}

/** `Tubes laid out, counted` of `Tubes laid out, counted: measured`, `Consent` of `Consent completed`. */
const aboutIn = ({ type, says }: HistoryEntry): string =>
  type.startsWith('item.') ? says.slice(0, Math.max(0, says.lastIndexOf(': '))) : says.replace(/ completed$/, '');

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
/** `07:38:08`, as the screens show it. */
const timeOf = (at: number): string => clock.format(at);

/** A time on record is an instant; on a ward it is what a clock shows. */
const valueIn = (value: string | null): string | null =>
  value !== null && /^\d{4}-\d\d-\d\dT/.test(value) ? clockTold(Date.parse(value)) : value;

/** Kept acts that arrive this soon after each other are one arrival, however often it is looked meanwhile. */
const sameArrivalMs = 10_000;

const cameLate = (count: number): string =>
  `A tablet sent what it had kept: ${count === 1 ? 'one tap' : `${count} taps`}, told with the time of each.`;

export class Demo {
  readonly #base: string;
  readonly #ward: WardProcess;
  readonly #cable: Cable;
  readonly #came: Set<string>;
  #staff: Staff | null = null;
  #events: Said[] = [];
  #wristbands: readonly Wristband[] = [];
  readonly #numbers = new Map<string, string>();
  readonly #follow = new Follow();
  readonly #ledger = new Ledger((preparation, revision) => this.#follow.staffActed(preparation, revision));
  #visitor = firstVisitor;
  #speed = 1;
  #lastAct = 0;
  #ended = false;
  #complaint = '';
  /** The last time that kept acts came. */
  #arrival = { at: -Infinity, count: 0, says: '' };

  /** @param came the numbers of who was on the list today: they do not come back while others can. */
  constructor(base: string, ward: WardProcess, cable: Cable, came = new Set<string>()) {
    this.#came = came;
    this.#base = base;
    this.#ward = ward;
    this.#cable = cable;
  }

  say(says: string, figure?: string): void {
    this.#tell(Date.now(), says, figure);
  }

  /** @param at when it came on record, which may be before it was heard of here; the commentary is in that order. */
  #tell(at: number, says: string, figure?: string): void {
    this.#events = [{ at, says, ...(figure === undefined ? {} : { figure }) }, ...this.#events]
      .toSorted((a, b) => b.at - a.at)
      .slice(0, eventsMax);
  }

  /** What a scanner would read at each bed: the visitor has none. Asked of the server, as everything is. */
  async #readWristbands(nurse: Person): Promise<void> {
    const rows = await nurse.rows('w4B');
    const open = rows.filter(
      ({ status, place }) => place.bed !== null && !['gone', 'notDone', 'enteredInError'].includes(status.kind),
    );
    for (const { preparation } of open) {
      if (this.#numbers.has(preparation)) continue;
      this.#numbers.set(preparation, (await nurse.checklist(preparation)).patient.number);
    }
    this.#wristbands = open
      .map(({ preparation, place, patient }) => ({
        bed: place.bed ?? '',
        name: patient.name,
        number: this.#numbers.get(preparation) ?? '',
      }))
      .sort((a, b) => Number(a.bed) - Number(b.bed));
  }

  /** What everybody did since the last look, whatever name they did it under: it is told from the record, so it is told once. */
  async #followAll(staff: Staff): Promise<void> {
    const acts = await this.#follow.look(staff.nurse);
    const names = new Map(Object.values(staff).map(({ id, name }) => [id, name]));
    for (const { entry, bed, there, staffs } of acts) {
      const { person, late, recordedAt, happenedAt, at, type, value, note, reason } = entry;
      const who =
        !staffs && person !== null && this.#visitors.has(person) ? 'You' : (names.get(person ?? '') ?? person);
      // Where they were made they would lie under all that happened since: somebody who waits for them looks at the top.
      const said = type.startsWith('item.') ? null : (note ?? reason);
      const says = sentenceOf({ who, bed, event: type, about: aboutIn(entry), value: valueIn(value), said, there });
      if (late) this.#tell(recordedAt, `${says} Tapped ${timeOf(happenedAt ?? at)}.`);
      else this.#tell(happenedAt ?? at, says);
    }
    this.#tellArrival(acts.filter(({ entry }) => entry.late).map(({ entry }) => entry.recordedAt));
  }

  /** One line for one arrival: a tablet sends what it kept act by act, and is looked at in between. */
  #tellArrival(recorded: readonly number[]): void {
    if (recorded.length === 0) return;
    const goesOn = Math.min(...recorded) - this.#arrival.at < sameArrivalMs;
    const { says } = this.#arrival;
    if (goesOn) this.#events = this.#events.filter((event) => event.says !== says || event.at !== this.#arrival.at);
    const count = recorded.length + (goesOn ? this.#arrival.count : 0);
    this.#arrival = { at: Math.max(...recorded), count, says: cameLate(count) };
    this.#tell(this.#arrival.at, this.#arrival.says);
  }

  state(): object {
    this.#follow.come();
    const { lost, doubled } = this.#ledger;
    return {
      tabletCut: this.#cable.cut,
      server: this.#ward.stands,
      speed: this.#speed,
      wristbands: this.#wristbands,
      events: this.#events,
      counts: { ...this.#follow.since, lost, doubled },
    };
  }

  setTablet(cut: boolean): void {
    if (cut === this.#cable.cut) return;
    this.#cable.set(cut);
    this.say(
      cut
        ? 'You cut this tablet’s Wi-Fi. It goes on working, and keeps what you tap. If a patient is open on it, the wall soon says so.'
        : 'You put this tablet’s Wi-Fi back. It sends what it kept, in order.',
    );
  }

  async setServer(running: boolean): Promise<void> {
    if (running === (this.#ward.stands !== 'dead')) return;
    if (!running) {
      this.#ward.kill();
      this.say('You killed the server. It had no time to finish anything or to tell anybody.');
      return;
    }
    const began = Date.now();
    this.say('You started the server. It reads its checklists and opens its record.');
    await this.#ward.start();
    this.say('The server answers again.', `${((Date.now() - began) / 1000).toFixed(1)} s`);
    const { asked, lost, doubled } = await this.#ledger.check();
    this.say(
      `The other staff asked again about the last taps confirmed to them, also those from before you came: ${lost} lost, ${doubled} done twice.`,
      `${asked} asked again`,
    );
  }

  /** @param person who is signed in on the visitor's tablet: the simulation does not play them as long as they are. */
  setVisitor(person: string): void {
    this.#visitor = person;
  }

  /** Whom the visitor is: their patients are theirs. */
  get #visitors(): ReadonlySet<string> {
    return new Set([firstVisitor, this.#visitor]);
  }

  setSpeed(speed: number): void {
    this.#speed = speed;
    this.say(
      speed === 0 ? 'You sent the other staff for coffee.' : `The other staff work at ${speed} times their pace.`,
    );
  }

  run(): void {
    const turn = (): void => {
      if (this.#ended) return;
      const every = this.#speed === 0 ? lookEveryMs : Math.min(lookEveryMs, actEveryMs / this.#speed);
      void this.#turn().finally(() => setTimeout(turn, every).unref());
    };
    turn();
  }

  end(): void {
    this.#ended = true;
  }

  /** What stops the staff while the server runs is a fault, and is told once; they stood still in silence otherwise. */
  #complain(error: unknown): void {
    const says = error instanceof Error ? error.message : String(error);
    if (this.#ward.stands !== 'running' || says === this.#complaint || says === 'fetch failed') return;
    this.#complaint = says;
    process.stderr.write(`The demo staff cannot go on: ${says}\n`);
  }

  /** Looks what is on record since; acts too, once it is time. */
  async #turn(): Promise<void> {
    if (this.#ward.stands !== 'running') return;
    try {
      this.#staff ??= await staffOf(this.#base, { next: uuid }, Date.now(), this.#ledger);
      await this.#readWristbands(this.#staff.nurse);
      await this.#ledger.settle();
      await this.#followAll(this.#staff);
      // At coffee they still watch what the visitor does.
      if (this.#speed === 0 || Date.now() < this.#lastAct + actEveryMs / this.#speed) return;
      this.#lastAct = Date.now();
      const [ward] = demoSite.wards;
      const beds = (ward?.beds ?? []).filter((bed) => ward?.inUse.includes(bed) !== true);
      await somebodyActs(without(this.#staff, this.#visitors), {
        ward: 'w4B',
        visitors: this.#visitors,
        chance: Math.random,
        now: Date.now,
        beds,
        came: this.#came,
        opens: (bed, { number }) => this.#follow.staffOpen(bed, number),
      });
    } catch (error) {
      // The server is away, or was killed under this very act: the staff sign in and try again on their next turn.
      this.#staff = null;
      this.#complain(error);
    }
  }
}
