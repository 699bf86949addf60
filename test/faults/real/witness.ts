/** Whoever stands outside: writes down what devices asked and were told, in the order in which it happened. */
import type { CommandMessage, Reply, Verdict } from '../../../machines/index.ts';
import { answerOf } from '../history/answer.ts';
import type { Answer, Asked } from '../history/history.ts';

export interface Witness {
  readonly asked: readonly Asked[];
  readonly answers: readonly Answer[];
  /** Somebody was told that these are opened. */
  readonly opened: readonly Opened[];
  asks(message: CommandMessage): void;
  hears(message: CommandMessage, reply: Reply<Verdict>): void;
  opens(one: Opened): void;
  /** Answers with a verdict in them. */
  verdicts(): number;
  /** Answers that said plainly that nothing is saved yet. */
  notSaved(): number;
}
export interface Opened {
  readonly preparation: string;
  /** The patient's number, as the wristband has it. */
  readonly number: string;
}

export function createWitness(): Witness {
  const asked: Asked[] = [];
  const answers: Answer[] = [];
  const opened: Opened[] = [];
  const known = new Set<string>();
  const answered = new Set<string>();
  let turn = 0;
  let verdicts = 0;
  let notSaved = 0;
  return {
    asked,
    answers,
    opened,
    asks({ id: command, device, preparation }) {
      if (known.has(command)) return;
      known.add(command);
      asked.push({ turn: (turn += 1), command, device: device.id, seq: device.seq, preparation });
    },
    hears({ id: command }, reply) {
      if (!reply.ok && reply.problem.type === '/problems/not-saved') notSaved += 1;
      answers.push(answerOf((turn += 1), command, reply, answered.has(command)));
      if (!reply.ok) return;
      answered.add(command);
      verdicts += 1;
    },
    opens: (one) => void opened.push(one),
    verdicts: () => verdicts,
    notSaved: () => notSaved,
  };
}
