/**
 * The protocols of this site, compiled, by digest. A preparation is pinned to the digest it began with: what it was
 * compiled to is in the store under `protocol:<digest>`, and a build that would compile it otherwise refuses by name.
 */
import { createHash } from 'node:crypto';
import {
  compileProtocol,
  type Instant,
  type Milliseconds,
  type PersonId,
  type Protocol,
  type ProtocolDocument,
} from '../../machines/index.ts';
import type { Clock } from '../ports.ts';
import type { ApprovedDocument, Approval, PinnedProtocol, Protocols } from '../services.ts';
import type { Store } from '../store/store.ts';

/** The document does not compile; `problems` says where and why. */
export class BadProtocol extends Error {
  override readonly name = 'BadProtocol';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`the protocol cannot be used: ${problems.join('; ')}`);
    this.problems = problems;
  }
}

/** This build would run the pinned protocol differently from the build that began the preparation. */
export class ProtocolDiffers extends Error {
  override readonly name = 'ProtocolDiffers';
}

/** Two people, so that nobody approves their own mistake. */
const approversMin = 2;
/** How long "not approved yet" is believed; another node may have heard the second approval. */
const askAgainMs: Milliseconds = 5_000;

export function createProtocols({ store, clock }: { readonly store: Store; readonly clock: Clock }): Protocols {
  const known = new Map<string, PinnedProtocol>();
  const newest = new Map<string, PinnedProtocol>();
  const approved = new Map<string, { readonly is: boolean; readonly asked: Milliseconds }>();

  const approvals = async (digest: string): Promise<readonly Approval[]> =>
    (await store.documents(`approval:${digest}:`))
      .map(({ body }) => JSON.parse(body) as Approval)
      .sort((a, b) => a.at - b.at);

  const use = async (protocol: Protocol): Promise<PinnedProtocol> => {
    const pinned = pin(protocol);
    await store.putDocument(`protocol:${pinned.digest}`, protocol.digestInput, { ifAbsent: true });
    known.set(pinned.digest, pinned);
    newest.set(protocol.document.id, pinned);
    return pinned;
  };

  return {
    list: () => [...newest.values()],
    current: (id) => newest.get(id) ?? null,
    async byDigest(digest) {
      const here = known.get(digest);
      if (here !== undefined) return here;
      const artefact = /^[0-9a-f]{64}$/.test(digest) ? await store.document(`protocol:${digest}`) : null;
      if (artefact === null) return null;
      const { document } = JSON.parse(artefact) as { readonly document: unknown };
      const pinned = pin(compiledAgain(digest, document));
      if (pinned.digest !== digest) {
        throw new ProtocolDiffers(
          `this build compiles protocol ${digest.slice(0, 12)} to ${pinned.digest.slice(0, 12)}: run the build that its preparations began with`,
        );
      }
      known.set(digest, pinned);
      return pinned;
    },
    add: async (json) => use(compile(json)),
    use,
    async approve(digest: string, person: PersonId, at: Instant) {
      // A document a person: two approvals at once on two nodes are both kept, and one person's second is not a second.
      await store.putDocument(`approval:${digest}:${sha256(person).slice(0, 16)}`, JSON.stringify({ person, at }), {
        ifAbsent: true,
      });
      approved.delete(digest);
      return approvals(digest);
    },
    approvals,
    async approved(digest) {
      const before = approved.get(digest);
      // Nobody takes an approval back: a change is a new document with a new digest.
      if (before !== undefined && (before.is || clock.monotonic() - before.asked < askAgainMs)) return before.is;
      const is = (await approvals(digest)).length >= approversMin;
      approved.set(digest, { is, asked: clock.monotonic() });
      return is;
    },
    async approvedBefore({ digest, protocol }) {
      const digests = (await store.documents('approval:')).map(({ name }) => name.split(':')[1] ?? '');
      let last: ApprovedDocument | null = null;
      for (const other of new Set(digests)) {
        const second = (await approvals(other))[approversMin - 1];
        if (other === digest || second === undefined || (last !== null && last.at > second.at)) continue;
        // Read, not compiled: it may be of a build before this one.
        const artefact = await store.document(`protocol:${other}`);
        if (artefact === null) continue;
        const { document } = JSON.parse(artefact) as { readonly document: ProtocolDocument };
        if (document.id === protocol.document.id) last = { digest: other, document, at: second.at };
      }
      return last;
    },
  };
}

/** What compiled once and does not now was taken into use by a build that asked less of a protocol. */
function compiledAgain(digest: string, document: unknown): Protocol {
  try {
    return compile(document);
  } catch (cause) {
    if (!(cause instanceof BadProtocol)) throw cause;
    throw new ProtocolDiffers(
      `this build does not take protocol ${digest.slice(0, 12)} any more (${cause.problems[0] ?? ''}): run the build that its preparations began with`,
      { cause },
    );
  }
}

function compile(json: unknown): Protocol {
  const compiled = compileProtocol(json);
  if (compiled.ok) return compiled.protocol;
  throw new BadProtocol(
    compiled.errors.map(({ path, says }) => (path.length === 0 ? says : `${path.join('.')}: ${says}`)),
  );
}

/** What a preparation on this protocol is pinned to, and what two people approve. */
export const digestOf = (protocol: Protocol): string => sha256(protocol.digestInput);
const pin = (protocol: Protocol): PinnedProtocol => ({ digest: digestOf(protocol), protocol });
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
