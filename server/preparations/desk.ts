/** Puts the desk together: what every door asks, over one store. */
import { project, type BoardRow, type PreparationId, type Protocol, type WardId } from '../../machines/index.ts';
import type { Equipment } from '../equipment/equipment.ts';
import { withTraining } from '../equipment/training.ts';
import { failureOf } from '../failure.ts';
import { createDirectory } from '../people/staff.ts';
import type { Clock, Ids, Log } from '../ports.ts';
import type { Keys } from '../record/keys.ts';
import type { Protocols } from '../services.ts';
import type { Site } from '../site.ts';
import { StoreUnavailable } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import { orderClaim } from './entry.ts';
import { historyOf } from './history.ts';
import { createJourney } from './journey.ts';
import type { Judge } from './judge.ts';
import { createKnowledge, type Known, type Knowledge } from './known.ts';
import { createLogs } from './log.ts';
import { createOpening } from './opening.ts';
import { createQueue } from './queue.ts';
import { createResults } from './results.ts';
import type { Known as KnownOrder, Preparations } from './service.ts';
import { createSubmit } from './submit.ts';
import { createViews, type Views } from './views.ts';
import { whereaboutsOf, type Whereabouts } from './whereabouts.ts';

export interface DeskParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly keys: Keys;
  readonly log: Log;
  readonly site: Site;
  readonly protocols: Protocols;
  readonly equipment: Equipment;
  /** Preparations may begin on protocols that nobody approved. */
  readonly demo: boolean;
  /** Another rule for commands than ours, to see what it would do. */
  readonly judge?: Judge;
}
export type About = Whereabouts & { readonly protocol: Protocol };
export interface Desk extends Preparations {
  /** What a door must know before it asks whether somebody may. Null when there is no such preparation. */
  about(preparation: PreparationId): Promise<About | null>;
  /** The same of what this process saw last: enough to go on to a commit, never to say no. Null when the store has none either. */
  likelyAbout(preparation: PreparationId): Promise<About | null>;
  readonly knowledge: Knowledge;
  readonly views: Views;
}

export function createDesk(parts: DeskParts): Desk {
  const { store, clock, keys, log, site, protocols, equipment } = parts;
  const knowledge = createKnowledge({ store, keys, protocols });
  const logs = createLogs({ store, keys });
  const directory = withTraining(createDirectory(store), equipment);
  const views = createViews({ protocols, equipment, directory, logs });

  /** Every open preparation of a ward; one that cannot be read is named in the log and never hides the others. */
  const onWard = async (ward: WardId): Promise<readonly Known[]> => {
    const heads = await store.ward(ward);
    const known = await Promise.all(
      heads.map((head) => knowledge.opened(head).catch((error: unknown) => unreadable(log, head.preparation, error))),
    );
    return known.filter((one) => one !== null);
  };
  /** On this ward first. */
  const knownOf = async (number: string, ward: WardId): Promise<readonly Known[]> => {
    const wards = [ward, ...site.wards.map((one) => one.ward).filter((other) => other !== ward)];
    const found: Known[] = [];
    for (const one of wards)
      found.push(...(await onWard(one)).filter(({ state }) => state.context.patient.number === number));
    return found;
  };
  const journey = createJourney({
    store,
    keys,
    knowledge,
    ofPatient: (number) => knownOf(number, site.wards[0]?.ward ?? ''),
  });
  const opening = createOpening({ ...parts, knowledge, journey });
  const rowOf = async (known: Known): Promise<BoardRow> => (await views.row(known, clock.now())).row;

  const desk: Desk = {
    knowledge,
    views,
    fileResult: (target, result, by) => results.file(target, result, by),
    takeBackResult: (target, wrong, by) => results.takeBack(target, wrong, by),
    submit: createSubmit({
      store,
      clock,
      keys,
      site,
      directory,
      knowledge,
      logs,
      queue: createQueue(),
      equipment,
      journey,
      ...(parts.judge === undefined ? {} : { judge: parts.judge }),
    }),
    apply: opening.apply,
    rehearse: opening.rehearse,
    async about(preparation) {
      // Who may is asked of what is true now: another node may have moved the patient to another ward.
      return aboutOf(await knowledge.newest(preparation));
    },
    likelyAbout: async (preparation) => aboutOf(await knowledge.likely(preparation)),
    async rows(ward) {
      const rows = await Promise.all(
        (await onWard(ward)).map((known) =>
          rowOf(known).catch((error: unknown) => unreadable(log, known.head.preparation, error)),
        ),
      );
      return rows.filter((row) => row !== null);
    },
    async row(preparation) {
      const known = await knowledge.newest(preparation);
      return known === null ? null : rowOf(known);
    },
    async whereabouts(preparation) {
      const known = await knowledge.newest(preparation);
      return known === null ? null : whereaboutsOf(known);
    },
    async checklist(preparation, actor) {
      const known = await knowledge.newest(preparation);
      return known === null ? null : views.checklist(known, actor, clock.now());
    },
    async history(preparation) {
      const known = await knowledge.newest(preparation);
      return known === null
        ? []
        : historyOf({ protocol: known.pinned.protocol, state: known.state }, await logs.read(known.head));
    },
    async whole(preparation) {
      const known = await knowledge.newest(preparation);
      if (known === null) return null;
      const { pinned, state, head } = known;
      const { protocol } = pinned;
      const shown = await equipment.asCalledBack(protocol, project(protocol, state, clock.now()));
      return { protocol, state: shown, log: await logs.read(head) };
    },
    async ofOrder(order) {
      const preparation = await store.claimed(orderClaim(order));
      const known = preparation === null ? null : await knowledge.newest(preparation);
      return known === null ? null : asOrder(known);
    },
    async ofPatient(number, ward) {
      return (await knownOf(number, ward)).map(({ head }) => head.preparation);
    },
  };
  const results = createResults({ store, clock, knowledge, preparations: desk });
  return desk;
}

/** @throws again when it is the store that is away: then nothing can be said about anybody. */
export function unreadable(log: Log, preparation: PreparationId, error: unknown): null {
  if (error instanceof StoreUnavailable) throw error;
  log.error({ preparation, ...failureOf(error) }, 'this preparation cannot be read; its record is untouched');
  return null;
}

const aboutOf = (known: Known | null): About | null =>
  known === null ? null : { ...whereaboutsOf(known), protocol: known.pinned.protocol };

const asOrder = ({ head, state: { context }, pinned }: Known): KnownOrder => ({
  preparation: head.preparation,
  protocol: pinned.protocol.document.id,
  opening: { start: context.start, order: context.order, patient: context.patient, place: context.place },
});
