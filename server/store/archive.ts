/**
 * Closed preparations that are old, as pieces of a backup of their own, and out of the store once that file is on the disk.
 * At every moment each of them is in the store, in the file, or in both.
 */
import type { Instant } from '../../machines/index.ts';
import { preparationOf, type KeptPreparation, type Piece, type PortableStore } from './portable.ts';
import type { Head } from './store.ts';

/** The documents that one preparation alone needs: what its records are sealed with. */
export const ownDocuments = (preparation: string): readonly string[] => [`salt/${preparation}`];

/**
 * Closed, waiting for nothing, holding no claim, and last written to before `until`.
 * Whoever holds a claim is asked for by it, when something is called back for one: they stay.
 */
export async function oldIn(store: PortableStore, until: Instant): Promise<readonly Head[]> {
  const holders = new Set((await store.allClaims()).map(({ holder }) => holder));
  const old: Head[] = [];
  for (const preparation of await store.preparations()) {
    const head = holders.has(preparation) ? null : await store.load(preparation);
    if (head === null || head.open || head.nextDue !== null) continue;
    const [last] = await store.log(preparation, head.revision - 1);
    if (last === undefined) continue;
    const { recordedAt } = JSON.parse(last.body) as { readonly recordedAt: Instant };
    if (recordedAt < until) old.push(head);
  }
  return old;
}

/** A whole backup of these alone, with the protocols they are pinned to and who approved them. */
export async function* archivePieces(store: PortableStore, old: readonly Head[]): AsyncGenerator<Piece> {
  const digests = new Set<string>();
  for (const { preparation, hash } of old)
    for await (const piece of preparationOf(store, preparation)) {
      // Something was recorded since: it is not old any more.
      if (piece.head.hash !== hash) continue;
      for (const name of ownDocuments(preparation)) yield* documentOf(store, name);
      digests.add(piece.head.digest);
      yield piece;
    }
  for (const digest of digests) {
    yield* documentOf(store, `protocol:${digest}`);
    for (const { name, body } of await store.documents(`approval:${digest}:`)) yield { kind: 'document', name, body };
  }
  yield { kind: 'claims', held: [] };
  yield { kind: 'end', last: null, at: await store.now() };
}

async function* documentOf(store: PortableStore, name: string): AsyncGenerator<Piece> {
  const body = await store.document(name);
  if (body !== null) yield { kind: 'document', name, body };
}

/** Takes out what the file has, exactly as the file has it. Gives how many went. */
export async function removeArchived(
  store: PortableStore,
  kept: AsyncIterable<KeptPreparation> | Iterable<KeptPreparation>,
): Promise<number> {
  let gone = 0;
  for await (const { head } of kept) if (await store.remove(head, ownDocuments(head.preparation))) gone += 1;
  return gone;
}
