/** Filling an empty embedded store from pieces. */
import { restoringFormat, storeFormat, type Tables } from './embedded-tables.ts';
import { StoreMisconfigured } from './errors.ts';
import { textOf } from './feed.ts';
import { feedStart } from './store.ts';
import type { KeptPreparation, Piece } from './portable.ts';

/** Written in one transaction: more would only hold the file longer. */
const batchMax = 200;

export async function* batchesOf(pieces: AsyncIterable<Piece> | Iterable<Piece>): AsyncGenerator<readonly Piece[]> {
  let batch: Piece[] = [];
  for await (const piece of pieces) {
    batch.push(piece);
    if (batch.length < batchMax && piece.kind !== 'end') continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Marks the store as unfinished. @throws StoreMisconfigured when it holds anything. */
export function beginRestore({ heads, documents, position, numbers }: Tables, directory: string): void {
  const offset = (position.get('position') ?? feedStart).offset;
  if (offset > 0 || [...heads.getKeys({ limit: 1 })].length + [...documents.getKeys({ limit: 1 })].length > 0)
    throw new StoreMisconfigured(
      `the store in ${directory} is not empty: name a directory that no server was started on`,
    );
  void numbers.put('format', restoringFormat);
}

/** Must run in a transaction of its own. */
export function putPiece(tables: Tables, piece: Piece): void {
  switch (piece.kind) {
    case 'document':
      void tables.documents.put(piece.name, piece.body);
      return;
    case 'preparation':
      putPreparation(tables, piece);
      return;
    case 'claims':
      for (const key of [...tables.claims.getKeys({})]) void tables.claims.remove(key);
      for (const { key, holder } of piece.held) void tables.claims.put(key, holder);
      return;
    case 'end':
      if (piece.last !== null) {
        const { position } = piece.last;
        void tables.position.put('position', position);
        void tables.feed.put(position.offset, { text: textOf(piece.last), hash: position.hash });
      }
      void tables.numbers.put('time', piece.at);
      void tables.numbers.put('format', storeFormat);
  }
}

function putPreparation(tables: Tables, { head, records, verdicts }: KeptPreparation): void {
  const { preparation, nextDue, ward, open } = head;
  const before = tables.heads.get(preparation);
  if (before !== undefined) {
    if (before.nextDue !== null) void tables.due.remove([before.nextDue, preparation]);
    void tables.wards.remove([before.ward, preparation]);
  }
  void tables.heads.put(preparation, head);
  if (nextDue !== null) void tables.due.put([nextDue, preparation], 1);
  if (open) void tables.wards.put([ward, preparation], 1);
  // A log only grows: a later piece has all the records of an earlier one.
  for (const { revision, body, hash } of records) void tables.logs.put([preparation, revision], { body, hash });
  for (const { command, body } of verdicts) void tables.verdicts.put([preparation, command], body);
}
