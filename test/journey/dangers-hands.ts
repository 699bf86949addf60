/**
 * Hands that prepare anybody: they read which item is in hand, know from the protocol what would satisfy it, and tap,
 * type or scan that. Where the screen offers nothing to the person who holds the tablet, the next one's badge is scanned.
 */
import { errors, type Locator } from 'playwright-core';
import type { ProtocolDocument } from '../../machines/index.ts';
import { hour, shippedDocument } from '../support/protocol.ts';
import { until } from '../support/until.ts';
import type { Ordered } from './dangers-orders.ts';
import { things } from './dangers-ward.ts';
import type { TabletHands } from './hands.ts';

type Item = ProtocolDocument['steps'][number]['items'][number];
type Role = Item['by'][number];

interface Member {
  readonly name: string;
  readonly badge: string;
  readonly role: Role;
  readonly competences: readonly string[];
}
/** The demonstration's people, in the order in which they are asked. */
export const team = {
  osei: { name: 'A. Osei', badge: 'BADGE-OSEI', role: 'technician', competences: [] },
  nunez: { name: 'B. Nunez', badge: 'BADGE-NUNEZ', role: 'nurse', competences: ['transfusion'] },
  kim: { name: 'J. Kim', badge: 'BADGE-KIM', role: 'technician', competences: ['mrLevel2'] },
  marsh: { name: 'T. Marsh', badge: 'BADGE-MARSH', role: 'proceduralist', competences: ['mrLevel2', 'transfusion'] },
  ito: { name: 'C. Ito', badge: 'BADGE-ITO', role: 'chargeNurse', competences: ['transfusion'] },
} as const satisfies Record<string, Member>;
export type Name = keyof typeof team;

/** What the hands answer where the first answer that satisfies is not the one, or nothing says what a number is. */
export interface Plan {
  /** Labels of choices. */
  readonly says?: Readonly<Record<string, string>>;
  readonly numbers?: Readonly<Record<string, string>>;
  /** Times of day and dates, as milliseconds before now; an hour where nothing is said. */
  readonly ago?: Readonly<Record<string, number>>;
  readonly scans?: Readonly<Record<string, string>>;
  /** What happens first when an item comes into hand: the moments where a mistake would hurt. */
  readonly before?: Readonly<Record<string, () => Promise<void>>>;
}

/** A checklist is fetched anew for whoever took the tablet. */
const offeredWithinMs = 2_500;
/** A press that the screen moved away under is not pressed for longer: what is in hand is read again. */
const pressedWithinMs = 4_000;
/** Less than a test may take, so that what is stuck can be looked at. */
const preparedWithinMs = 180_000;

export class Preparing {
  readonly tablet: TabletHands;
  readonly #ordered: Ordered;
  readonly #plan: Plan;
  readonly #items: readonly Item[];
  readonly #protocol: ProtocolDocument;
  readonly #begun = new Set<string>();
  /** Whoever had the tablet before may still have it. */
  #holds: Name | null = null;

  constructor(tablet: TabletHands, ordered: Ordered, plan: Plan) {
    this.tablet = tablet;
    this.#ordered = ordered;
    this.#plan = plan;
    this.#protocol = shippedDocument(ordered.file);
    this.#items = this.#protocol.steps.flatMap(({ items }) => items);
  }

  /** From the list to handed over. */
  async toTheEnd(): Promise<void> {
    const { tablet } = this;
    await tablet.opens(this.#ordered.name);
    await this.hands('osei');
    await tablet.does('Patient is here');
    await tablet.does('Take this patient');
    await this.#untilReady();
    await this.#handsOver();
  }

  /** The tablet goes to another person, who scans their badge. */
  async hands(to: Name): Promise<void> {
    if (to === this.#holds) return;
    await this.tablet.settled();
    await this.tablet.scan(team[to].badge);
    await this.tablet.page.getByText(team[to].name, { exact: true }).first().waitFor();
    this.#holds = to;
  }
  item(id: string): Item {
    const item = this.#items.find((one) => one.id === id);
    if (item === undefined) throw new Error(`${this.#ordered.file} has no item ${id}`);
    return item;
  }

  async #untilReady(): Promise<void> {
    let turns = 0;
    const end = performance.now() + preparedWithinMs;
    while (performance.now() < end) {
      await this.tablet.settled();
      if (await this.#ready().isVisible()) return;
      if (await this.#goesOn()) turns = 0;
      else if (++turns > Object.keys(team).length) break;
      else await this.hands(this.#next());
    }
    const text = await this.#main().innerText();
    throw new Error(`nobody can go on with ${this.#ordered.name}: ${text.slice(0, 2500)}`);
  }

  /** One thing done by whoever holds the tablet; false where the screen offers them nothing, and goes on offering nothing. */
  async #goesOn(): Promise<boolean> {
    return until('something to do', () => this.#does(), offeredWithinMs).catch((error: unknown) => {
      if (error instanceof Error && error.message.startsWith('something to do')) return false;
      throw error;
    });
  }
  async #does(): Promise<boolean> {
    const consent = this.#main().getByRole('button', { name: 'Record consent', exact: true, disabled: false });
    const looked = this.#main()
      .page()
      .getByRole('dialog')
      .getByRole('button', { name: 'Record consent', exact: true, disabled: false });
    const check = this.#main().getByRole('button', { name: 'Start check', disabled: false });
    const again = this.#main().getByRole('button', { name: /again$/, disabled: false });
    const complete = this.#main()
      .page()
      .getByRole('contentinfo')
      .getByRole('button', { name: /^Complete step/, disabled: false });
    const heading = this.sheet().getByRole('heading', { level: 3 });
    const onTheWay = this.#main().getByRole('button', { name: takenThere, disabled: false });
    if (await onTheWay.first().isVisible()) return this.#presses(onTheWay.first());
    if (await looked.isVisible()) return this.#presses(looked);
    if (await consent.first().isVisible()) return this.#presses(consent.first());
    if (await check.first().isVisible()) return this.#checks(check.first()).catch(moved);
    if (await heading.first().isVisible()) {
      const text = (await heading.first().innerText({ timeout: pressedWithinMs }).catch(unlessMoved))?.trim();
      if (text === undefined) return true;
      // A key or the press that records was not heard: a glove, or a screen drawn anew. It is typed again.
      const dated = this.#items.find((one) => one.dated === text);
      if (dated !== undefined) await this.#again(dated).catch(unlessMoved);
      else await this.answer(this.#named(text).id);
      return true;
    }
    if (await again.first().isVisible()) return this.#presses(again.first());
    if (await complete.isVisible()) return this.#presses(complete);
    return false;
  }

  /** The item in hand: what is planned before it, once; then its answer. */
  async answer(id: string): Promise<void> {
    const before = this.#plan.before?.[id];
    if (before !== undefined && !this.#begun.has(id)) {
      this.#begun.add(id);
      return before();
    }
    await this.gives(this.item(id), this.sheet()).catch(unlessMoved);
    await this.#sheetLeaves(this.item(id).text);
  }

  /** Gives the answer that satisfies, on a pad. */
  async gives(item: Item, pad: Locator): Promise<void> {
    const { answer, id } = item;
    const { says = {}, numbers = {}, ago = {}, scans = {} } = this.#plan;
    const before = ago[id] ?? hour;
    if ('choices' in answer) await this.#press(pad, says[id] ?? this.#satisfies(item));
    else if ('timer' in answer) return this.#press(pad, 'Start');
    else if ('scan' in answer) return this.tablet.scan(this.#ordered.number);
    else if ('scanFact' in answer) return this.tablet.scan(scans[id] ?? '');
    else if ('asset' in answer) return this.tablet.scan(things[answer.asset as keyof typeof things]);
    else if (answer.unit === 'clock') {
      if (answer.none !== undefined && ago[id] === undefined) return this.#press(pad, answer.none);
      return this.when(pad, before);
    } else await this.number(pad, numbers[id] ?? '', item.dated !== undefined);
    if (item.dated !== undefined) await this.when(pad, before);
  }

  async number(pad: Locator, text: string, dated: boolean): Promise<void> {
    if (text === '') throw new Error(`nothing says what number this is: ${await pad.innerText()}`);
    await this.#clears(pad);
    for (const key of text) await this.#key(pad, key === '.' ? 'Point' : key);
    await pad.getByRole('button', { name: dated ? /^Next: / : /^Record / }).click({ timeout: pressedWithinMs });
  }

  /** A time that has passed, by its four figures; what is a day or more back by its date before them. */
  async when(pad: Locator, before: number): Promise<void> {
    await this.typesWhen(pad, before);
    await this.records(pad);
  }
  records(pad: Locator = this.sheet()): Promise<void> {
    return pad.getByRole('button', { name: /^Record / }).click({ timeout: pressedWithinMs });
  }
  async typesWhen(pad: Locator, before: number): Promise<void> {
    const at = new Date(Date.now() - before);
    const two = (n: number): string => String(n).padStart(2, '0');
    const clock = `${two(at.getUTCHours())}${two(at.getUTCMinutes())}`;
    await this.#clears(pad);
    if (before >= 20 * hour) await pad.getByRole('button', { name: 'Earlier', exact: true }).click();
    const date = `${two(at.getUTCDate())}${two(at.getUTCMonth() + 1)}${String(at.getUTCFullYear()).slice(2)}`;
    for (const key of before >= 20 * hour ? `${date}${clock}` : clock) await this.#key(pad, key);
  }

  /** The whole date and time, whichever of them stands on the pad. */
  async #again({ id }: Item): Promise<void> {
    for (let figures = 0; figures < 10; figures += 1) await this.#key(this.sheet(), 'Take back the last figure');
    await this.when(this.sheet(), this.#plan.ago?.[id] ?? hour);
  }

  /** What was typed before the screen moved away is still there. */
  async #clears(pad: Locator): Promise<void> {
    const typed = pad.getByLabel(/^Typed so far/);
    for (let figures = 0; figures < 12 && (await typed.count()) > 0; figures += 1)
      await this.#key(pad, 'Take back the last figure');
  }

  /** The second person of a check, on the same tablet. */
  async #checks(start: Locator): Promise<boolean> {
    const row = this.#main()
      .getByRole('listitem')
      .filter({ has: this.tablet.page.getByRole('button', { name: 'Start check', disabled: false }) })
      .first();
    const item = this.#named((await row.innerText({ timeout: pressedWithinMs })).split('\n')[0] ?? '');
    const second = this.#secondOf(item);
    await start.click({ timeout: pressedWithinMs });
    await this.secondAnswers(item.id, second);
    return true;
  }
  async secondAnswers(id: string, second: Name): Promise<void> {
    const sheet = this.tablet.page.getByRole('dialog');
    await sheet.getByText('Second check').first().waitFor();
    const asks = sheet.getByText('answer for yourself');
    if (!(await asks.isVisible())) {
      await this.tablet.scan(team[second].badge);
      await asks.waitFor();
    }
    const item = { ...this.item(id), dated: undefined } as Item;
    const gone = () => sheet.waitFor({ state: 'hidden', timeout: pressedWithinMs });
    await this.gives(item, sheet);
    // A press while the screen was drawn anew is not always heard; a number that was recorded takes its pad with it.
    if ('choices' in item.answer) await gone().catch(() => this.gives(item, sheet));
    await sheet.waitFor({ state: 'hidden' });
    await this.tablet.settled();
  }

  async #handsOver(): Promise<void> {
    const { receivedBy } = this.#protocol.handover ?? { receivedBy: ['technician'] };
    const receiver = names.find((name) => (receivedBy as readonly string[]).includes(team[name].role)) ?? 'marsh';
    await this.hands(receiver);
    await this.tablet.records('Hand over');
    await this.#main()
      .getByText(/^Handed over \d/)
      .first()
      .waitFor();
  }

  #satisfies(item: Item): string {
    const { facts } = this.#ordered;
    const allowed = ({
      notIf,
      onlyIf,
    }: {
      readonly notIf?: Fits | undefined;
      readonly onlyIf?: Fits | undefined;
    }): boolean =>
      !(notIf !== undefined && notIf.is.includes(facts[notIf.fact] ?? 'unknown')) &&
      (onlyIf === undefined || onlyIf.is.includes(facts[onlyIf.fact] ?? 'unknown'));
    const choice =
      'choices' in item.answer ? item.answer.choices.find((one) => one.satisfies && allowed(one)) : undefined;
    if (choice === undefined) throw new Error(`nothing satisfies ${item.id}`);
    return choice.label;
  }

  /** Somebody who may look second: by the protocol's role and competence, and not the one who holds the tablet. */
  #secondOf(item: Item): Name {
    const { verifiedBy = item.by, competence, verifierCompetence = competence } = item;
    const may = names.find(
      (name) =>
        name !== this.#holds &&
        verifiedBy.includes(team[name].role) &&
        (verifierCompetence === undefined ||
          (team[name].competences as readonly string[]).includes(verifierCompetence)),
    );
    if (may === undefined) throw new Error(`nobody may look second at ${item.id}`);
    return may;
  }
  #next(): Name {
    return names[(this.#holds === null ? 0 : names.indexOf(this.#holds) + 1) % names.length] ?? 'osei';
  }

  async #press(pad: Locator, label: string): Promise<void> {
    await pad.getByRole('button', { name: label, exact: true }).click({ timeout: pressedWithinMs }).catch(unlessMoved);
  }
  async #key(pad: Locator, key: string): Promise<void> {
    // A finger, not a machine: the same key twice within a tenth of a second is a drop of gel.
    await pad.getByRole('button', { name: key, exact: true }).click({ delay: 90, timeout: pressedWithinMs });
  }
  async #presses(button: Locator): Promise<boolean> {
    await button.click({ timeout: pressedWithinMs }).catch(unlessMoved);
    await this.tablet.settled();
    return true;
  }
  async #sheetLeaves(text: string): Promise<void> {
    await this.sheet()
      .getByRole('heading', { level: 3, name: text, exact: true })
      .waitFor({ state: 'hidden', timeout: pressedWithinMs })
      .catch(unlessMoved);
  }
  #named(text: string): Item {
    const found = this.#items.find((one) => one.text === text.trim());
    if (found === undefined) throw new Error(`${this.#ordered.file} asks nothing like "${text}"`);
    return found;
  }
  /** The item in hand, grown into its sheet. */
  sheet(): Locator {
    return this.#main().locator('li[aria-current="step"]');
  }
  #ready(): Locator {
    return this.#main().getByRole('heading', { level: 2, name: /^Ready/ });
  }
  #main(): Locator {
    return this.tablet.page.getByRole('main');
  }
}

/** Something was begun, and what is in hand is read again. */
const moved = (error: unknown): true => {
  unlessMoved(error);
  return true;
};
const unlessMoved = (error: unknown): undefined => {
  if (!(error instanceof errors.TimeoutError)) throw error;
};

interface Fits {
  readonly fact: string;
  readonly is: readonly string[];
}
const names = Object.keys(team) as Name[];
/** To the department, once the ward is done with the patient. */
const takenThere = /^(Patient leaves|Patient has arrived there)$/;
