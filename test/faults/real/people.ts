/** Everybody on a ward: tablets that tap on many preparations at once, a desk that opens more of them, and boards on the wall. */
import { setTimeout as pause } from 'node:timers/promises';
import { Chance } from '../../support/chance.ts';
import { createScreen, type Screen } from './screen.ts';
import { startDesk } from './sign-in.ts';
import { startTablet, type Tablet } from './tablet.ts';
import { createWitness, type Witness } from './witness.ts';

export interface People {
  readonly witness: Witness;
  readonly boards: readonly Screen[];
  /** Sends once more what has its answer already. */
  sendAgain(): Promise<void>;
  /** Nobody begins anything new. */
  rest(): Promise<void>;
  /** Whether everybody has an answer to everything; whoever waits is told to try now. */
  settled(): boolean;
  close(): void;
}

const badges = ['BADGE-OSEI', 'BADGE-NUNEZ', 'BADGE-ITO', 'BADGE-KIM', 'BADGE-NUNEZ', 'BADGE-OSEI'] as const;
const boardCount = 2;
/** Preparations at the beginning, and at most. */
const [openedFirst, openedMost] = [8, 30] as const;
/** Between two taps of one tablet, and between two that are opened. */
const tapMs = { least: 15, more: 60 };
const openMs = 400;

export async function startPeople(urls: readonly string[], seed: number): Promise<People> {
  const witness = createWitness();
  const steps = new Map<string, number>();
  const boards: Screen[] = [];
  const tablets: Tablet[] = [];
  let over = false;
  const close = (): void => {
    over = true;
    for (const one of [...boards, ...tablets]) one.close();
  };
  const begin = async (): Promise<readonly Promise<void>[]> => {
    for (let index = 0; index < boardCount; index += 1)
      boards.push(
        createScreen({
          name: `board-${index}`,
          view: 'wall',
          urls,
          chance: new Chance(seed ^ (index + 31)),
          cookie: () => null,
        }),
      );
    for (const [index, badge] of badges.entries())
      tablets.push(await startTablet({ index, urls, badge, chance: new Chance(seed ^ (index + 99)), witness, steps }));
    const desk = await startDesk(urls, new Chance(seed ^ 0xde5c), witness);
    while (witness.opened.length < openedFirst) await desk.open();
    return [...tablets.map(work), opens(desk)];
  };

  async function work(tablet: Tablet, index: number): Promise<void> {
    const own = new Chance(seed ^ (index + 7));
    while (!over) {
      await tablet.tap(own.of(witness.opened)!);
      await pause(tapMs.least + own.below(tapMs.more));
    }
  }
  async function opens(desk: { open(): Promise<void> }): Promise<void> {
    while (!over && witness.opened.length < openedMost) {
      await pause(openMs);
      await desk.open();
    }
  }

  try {
    const works = await begin();
    return {
      witness,
      boards,
      sendAgain: async () => void (await Promise.all(tablets.map((tablet) => tablet.sendAgain()))),
      async rest() {
        over = true;
        await Promise.all(works);
      },
      settled() {
        for (const tablet of tablets) tablet.wake();
        return tablets.every((tablet) => tablet.waiting() === 0);
      },
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}
