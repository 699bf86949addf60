/** A small history in which every promise was kept, with something of everything in it: what is broken is broken from here. */
import type { Asked, Board, Entry, History, Row, Told } from './history.ts';

const anna = 'preparation-anna';
const bert = 'preparation-bert';

const entry = (revision: number, more: Partial<Entry> = {}): Entry => ({
  revision,
  hash: `a${revision}`,
  prev: revision === 1 ? '' : `a${revision - 1}`,
  command: null,
  at: revision * 1_000,
  storedAt: revision * 1_000,
  fired: null,
  armed: [],
  disarmed: [],
  ...more,
});
const until = { id: 'until', generation: 1, due: 3_500 };
const look = { id: 'look', generation: 2, due: 90_000 };

const asked = (turn: number, command: string, device: string, seq: number): Asked => ({
  turn,
  command,
  device,
  seq,
  preparation: anna,
});
const accepted = (turn: number, command: string, revision: number): Told => ({
  turn,
  command,
  kind: 'accepted',
  applied: true,
  revision,
  head: `a${revision}`,
  text: `${command} accepted at ${revision}`,
});
const rows = (revision: number): readonly Row[] => [
  { preparation: anna, revision, head: `a${revision}` },
  { preparation: bert, revision: 1, head: 'b1' },
];
const board: Board = {
  board: 'wall',
  frames: [
    { offset: 2, rows: rows(1) },
    { offset: 4, rows: rows(3).slice(0, 1) },
    { offset: 6, rows: rows(6).slice(0, 1) },
  ],
  last: rows(6),
  truth: rows(6),
};

export const trueHistory: History = {
  asked: [
    asked(1, 'first', 'tablet', 1),
    asked(4, 'second', 'tablet', 2),
    asked(5, 'other', 'desk', 1),
    asked(9, 'late', 'tablet', 3),
  ],
  answers: [
    accepted(3, 'first', 3),
    { turn: 7, command: 'second', kind: 'unknown' },
    accepted(8, 'other', 5),
    { ...accepted(10, 'second', 4), kind: 'duplicate' },
    { turn: 12, command: 'late', kind: 'refused', applied: false, revision: 5, head: 'a5', text: 'late refused' },
    { turn: 14, command: 'late', kind: 'duplicate', applied: false, revision: 5, head: 'a5', text: 'late refused' },
  ],
  opened: [anna, bert],
  logs: [
    {
      preparation: anna,
      entries: [
        entry(1, { armed: [look] }),
        entry(2, { command: 'first', armed: [until] }),
        entry(3, {}),
        entry(4, { command: 'second', at: 3_500, storedAt: 4_000 }),
        entry(5, { command: 'other', at: 3_500, disarmed: [look], armed: [{ ...look, generation: 3, due: 9_000 }] }),
        entry(6, { at: 3_500, fired: until }),
      ],
      head: { revision: 6, hash: 'a6' },
      intact: true,
      replays: true,
    },
    {
      preparation: bert,
      entries: [{ ...entry(1), hash: 'b1' }],
      head: { revision: 1, hash: 'b1' },
      intact: true,
      replays: true,
    },
  ],
  feed: (
    [
      [anna, 1],
      [bert, 1],
      [anna, 3],
      [anna, 4],
      [anna, 5],
      [anna, 6],
    ] as const
  ).map(([preparation, revision], index) => ({
    offset: index + 1,
    hash: `f${index + 1}`,
    prev: index === 0 ? '' : `f${index}`,
    preparation,
    revision,
    head: `${preparation === anna ? 'a' : 'b'}${revision}`,
  })),
  feedComplete: true,
  boards: [board],
  holds: [
    { key: 'order:1', preparation: anna },
    { key: 'order:2', preparation: bert },
  ],
  invariants: [],
  end: 8_000,
  recoveredAt: 5_500,
  settled: true,
};
