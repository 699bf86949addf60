/** What the demo staff were told was recorded, kept to be asked for again after the server was killed. */
import type { CommandMessage, Verdict } from '../../machines/index.ts';
import type { Person } from './person.ts';

/** Asked for again after each restart; older ones were asked for before. */
const rememberedMax = 200;

interface Told {
  readonly person: Person;
  readonly message: CommandMessage;
  readonly verdict: Verdict;
}

export class Ledger {
  #told: Told[] = [];
  lost = 0;
  doubled = 0;

  note(person: Person, verdict: Verdict): void {
    if (person.last !== null)
      this.#told = [...this.#told, { person, message: person.last, verdict }].slice(-rememberedMax);
  }

  /** Sends every remembered command again: the verdict must be the one it had, word for word. */
  async check(): Promise<{ readonly asked: number; readonly lost: number; readonly doubled: number }> {
    let lost = 0;
    let doubled = 0;
    for (const { person, message, verdict } of this.#told) {
      const again = await person.repeat(message);
      if (again.kind !== verdict.kind) lost++;
      else if (again.revision !== verdict.revision) doubled++;
    }
    this.lost += lost;
    this.doubled += doubled;
    const asked = this.#told.length;
    this.#told = [];
    return { asked, lost, doubled };
  }
}
