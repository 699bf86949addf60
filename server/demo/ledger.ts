/** What the demo staff sent and what they were told, kept to be asked for again: at once what was not answered, the rest after a kill. */
import type { CommandMessage, Verdict } from '../../machines/index.ts';
import { type Person, Turned, type Witness } from './person.ts';

/** Asked for again after each restart; older ones were asked for before. */
const rememberedMax = 200;

interface Sent {
  readonly person: Person;
  readonly message: CommandMessage;
}
interface Told extends Sent {
  readonly verdict: Verdict;
}

export class Ledger implements Witness {
  readonly #unanswered = new Map<string, Sent>();
  #told: readonly Told[] = [];
  readonly #onRecord: (preparation: string, revision: number) => void;
  lost = 0;
  doubled = 0;

  /** @param onRecord hears of each tap of the staff that is on record, as soon as that is known. */
  constructor(onRecord: (preparation: string, revision: number) => void) {
    this.#onRecord = onRecord;
  }

  sent(person: Person, message: CommandMessage): void {
    this.#unanswered.set(message.id, { person, message });
  }

  heard(person: Person, message: CommandMessage, verdict: Verdict): void {
    this.#unanswered.delete(message.id);
    if (verdict.kind !== 'accepted') return;
    this.#told = [...this.#told, { person, message, verdict }].slice(-rememberedMax);
    this.#onRecord(message.preparation, verdict.revision);
  }

  /** A server killed under a tap may have it on record: it is asked for again, as a tablet would. @throws while nobody answers. */
  async settle(): Promise<void> {
    for (const { person, message } of this.#unanswered.values()) {
      try {
        this.heard(person, message, await person.repeat(message));
      } catch (error) {
        if (!(error instanceof Turned)) throw error;
        this.#unanswered.delete(message.id);
      }
    }
  }

  /** Sends every remembered command again: the verdict must be the one it had, word for word. */
  async check(): Promise<{ readonly asked: number; readonly lost: number; readonly doubled: number }> {
    // The staff go on meanwhile: what they are told now is for the next time.
    const told = this.#told;
    this.#told = [];
    let lost = 0;
    let doubled = 0;
    for (const { person, message, verdict } of told) {
      const again = await person.repeat(message);
      if (again.kind !== verdict.kind) lost++;
      else if (again.revision !== verdict.revision) doubled++;
    }
    this.lost += lost;
    this.doubled += doubled;
    return { asked: told.length, lost, doubled };
  }
}
