/** The demo's state: what is broken, how fast the ward moves, what happened; and the staff who keep it moving. */
import { v7 as uuid } from 'uuid';
import { demoSite } from '../site.ts';
import { Ledger } from './ledger.ts';
import { somebodyActs } from './morning.ts';
import type { Person } from './person.ts';
import type { Cable } from './proxy.ts';
import { type Staff, staffOf } from './staff.ts';
import type { WardProcess } from './ward-process.ts';

/** Whose tablet the window shows. */
const visitor = 'a-osei';
/** Commentary kept for a window that opens late. */
const eventsMax = 40;
/** At speed 1 somebody on the ward does something this often. */
const actEveryMs = 4000;

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

/** How far a preparation was looked at, and where it was. */
interface Followed {
  readonly revision: number;
  readonly bed: string;
}

export class Demo {
  readonly #base: string;
  readonly #ward: WardProcess;
  readonly #cable: Cable;
  readonly #ledger = new Ledger();
  #staff: Staff | null = null;
  #events: Said[] = [];
  #wristbands: readonly Wristband[] = [];
  readonly #numbers = new Map<string, string>();
  readonly #followed = new Map<string, Followed>();
  #visitorChanges = 0;
  #speed = 1;
  #ended = false;
  #complaint = '';

  constructor(base: string, ward: WardProcess, cable: Cable) {
    this.#base = base;
    this.#ward = ward;
    this.#cable = cable;
  }

  say(says: string, figure?: string): void {
    this.#events = [{ at: Date.now(), says, ...(figure === undefined ? {} : { figure }) }, ...this.#events].slice(
      0,
      eventsMax,
    );
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

  /** What the visitor did since the last look, from the record: their taps are changes like any other. */
  async #followVisitor(nurse: Person): Promise<void> {
    const rows = await nurse.rows('w4B');
    for (const { preparation, revision, place } of rows) {
      const before = this.#followed.get(preparation);
      this.#followed.set(preparation, { revision, bed: place.bed ?? '?' });
      if (before !== undefined && before.revision < revision) await this.#sayVisitor(nurse, preparation, before);
    }
    // Who has left the board left it by a change too, and that may be the visitor's own hand-over.
    for (const [preparation, before] of this.#followed) {
      if (rows.some((row) => row.preparation === preparation)) continue;
      await this.#sayVisitor(nurse, preparation, before);
      this.#followed.delete(preparation);
    }
  }

  async #sayVisitor(nurse: Person, preparation: string, { revision: seen, bed }: Followed): Promise<void> {
    const entries = await nurse.history(preparation);
    for (const entry of entries.filter(({ revision, person }) => revision > seen && person === visitor)) {
      this.#visitorChanges += 1;
      this.say(`You, bed ${bed}: ${entry.says}${entry.late ? ' (kept on the tablet meanwhile)' : ''}`);
    }
  }

  state(): object {
    const { acknowledged, lost, doubled } = this.#ledger;
    return {
      tabletCut: this.#cable.cut,
      server: this.#ward.stands,
      speed: this.#speed,
      wristbands: this.#wristbands,
      events: this.#events,
      counts: { changes: acknowledged + this.#visitorChanges, lost, doubled },
    };
  }

  setTablet(cut: boolean): void {
    if (cut === this.#cable.cut) return;
    this.#cable.set(cut);
    this.say(
      cut
        ? 'You cut the tablet’s Wi-Fi. The tablet goes on working.'
        : 'The tablet’s Wi-Fi is back. What it kept is judged in order.',
    );
  }

  async setServer(running: boolean): Promise<void> {
    if (running === (this.#ward.stands !== 'dead')) return;
    if (!running) {
      this.#ward.kill();
      this.say('You killed the server. Nothing was said goodbye to.');
      return;
    }
    const began = Date.now();
    await this.#ward.start();
    this.say('The server started again from its record.', `${((Date.now() - began) / 1000).toFixed(1)} s`);
    const { asked, lost, doubled } = await this.#ledger.check();
    this.say(
      `The staff asked again for all they had been told was recorded: ${lost} lost, ${doubled} done twice.`,
      `${asked} asked`,
    );
  }

  setSpeed(speed: number): void {
    this.#speed = speed;
    this.say(speed === 0 ? 'You sent the demo staff for coffee.' : `The demo staff work at ${speed} times their pace.`);
  }

  run(): void {
    const turn = (): void => {
      if (this.#ended) return;
      void this.#act().finally(() => setTimeout(turn, this.#speed === 0 ? 500 : actEveryMs / this.#speed).unref());
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

  async #act(): Promise<void> {
    if (this.#ward.stands !== 'running') return;
    try {
      this.#staff ??= await staffOf(this.#base, { next: uuid }, Date.now());
      await this.#readWristbands(this.#staff.nurse);
      await this.#followVisitor(this.#staff.nurse);
      // At coffee they still watch what the visitor does.
      if (this.#speed === 0) return;
      const [ward] = demoSite.wards;
      const beds = (ward?.beds ?? []).filter((bed) => ward?.inUse.includes(bed) !== true);
      const done = await somebodyActs(this.#staff, {
        ward: 'w4B',
        visitor,
        chance: Math.random,
        now: Date.now,
        beds,
      });
      if (done === null) return;
      const who = Object.values(this.#staff).find(({ last }) => last?.id === done.verdict.command);
      if (who !== undefined) this.#ledger.note(who, done.verdict);
      this.say(done.says);
    } catch (error) {
      // The server is away, or was killed under this very act: the staff sign in and try again on their next turn.
      this.#staff = null;
      this.#complain(error);
    }
  }
}
