/** How a tablet's commands get to a node and their verdicts back, in every way that a network has; and what the tablet heard. */
import type { CommandMessage, Reply, Verdict } from '../../../machines/index.ts';
import type { Grant } from '../../../server/services.ts';
import { answerOf } from '../history/answer.ts';
import type { Node } from './node.ts';
import type { World } from './world.ts';

export interface Courier {
  /** Resolves with the first answer, or with none when the tablet has waited long enough. */
  send(message: CommandMessage): Promise<Reply<Verdict>>;
}
export interface CourierParts {
  readonly world: World;
  readonly name: string;
  readonly nodes: readonly Node[];
  readonly to: () => Node | null;
  readonly grant: () => Grant | null;
}

/** As `src/link/connection.ts` waits. */
const answerWithinMs = 5_000;
const unheard: Reply<Verdict> = {
  ok: false,
  problem: { type: '/problems/no-answer', title: 'No answer', status: 0, detail: 'Sent again by itself.' },
};

export function createCourier({ world, name, nodes, to, grant }: CourierParts): Courier {
  const { scheduler, chance, armed } = world;
  const known = new Set<string>();
  function send(message: CommandMessage): Promise<Reply<Verdict>> {
    const { id: command, preparation, device } = message;
    if (!known.has(command)) {
      known.add(command);
      world.asked.push({ turn: world.turn(), command, device: device.id, seq: device.seq, preparation });
      world.say(`${name} asks ${command} ${message.event}`);
    }
    return new Promise((resolve) => {
      let over = false;
      const giveUp = scheduler.after(answerWithinMs, () => {
        over = true;
        world.answers.push({ turn: world.turn(), command, kind: 'unknown' });
        resolve(unheard);
      });
      const replied = (reply: Reply<Verdict>): void => {
        note(command, reply);
        if (over) return;
        over = true;
        giveUp();
        resolve(reply);
      };
      travel(message, replied);
    });
  }

  /** The message goes out, arrives as often as it likes, and so do its answers. */
  function travel(message: CommandMessage, replied: (reply: Reply<Verdict>) => void): void {
    const here = to();
    const other = nodes[chance.below(nodes.length)]!;
    if (armed.hits('commandDropped')) return;
    const delay = armed.hits('commandDelayed') ? answerWithinMs + chance.below(4_000) : 1 + chance.below(10);
    arrive(here, delay, message, replied);
    if (armed.hits('commandDoubled')) arrive(other, 1 + chance.below(600), message, replied);
    if (armed.hits('nodesRace')) for (const node of nodes) arrive(node, delay, message, replied);
    if (armed.hits('commandReplayed')) arrive(other, 6_000 + chance.below(12_000), message, replied);
  }

  function arrive(
    node: Node | null,
    delay: number,
    message: CommandMessage,
    replied: (reply: Reply<Verdict>) => void,
  ): void {
    const viewer = grant();
    if (node === null || viewer === null) return;
    scheduler.after(delay, () => {
      void node.command(viewer, message).then((reply) => {
        if (armed.hits('replyLost')) return;
        const back = armed.hits('replyDelayed') ? answerWithinMs + chance.below(3_000) : 1 + chance.below(10);
        scheduler.after(back, () => replied(reply));
        if (armed.hits('replyDoubled')) scheduler.after(back + chance.below(400), () => replied(reply));
        if (armed.dies('afterAck')) node.kill();
      });
    });
  }

  const answered = new Set<string>();
  function note(command: string, reply: Reply<Verdict>): void {
    world.say(
      `${name} hears ${command}: ${reply.ok ? `${reply.value.kind} ${reply.value.revision}` : reply.problem.type}`,
    );
    world.answers.push(answerOf(world.turn(), command, reply, answered.has(command)));
    if (reply.ok) answered.add(command);
  }
  return { send };
}
