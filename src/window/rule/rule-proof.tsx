/** A rule that is deleted: what is no longer true without it, and the walk that comes to it, step by step. */
import { useEffect, useRef } from 'react';
import type { Scene } from '../../../lab/index.ts';
import { Button } from '../../ui/button.tsx';
import { clockSeconds } from '../../ui/clock.ts';
import { harmOf } from './harm-words.ts';
import type { RuleLine } from './messages.ts';
import { saysPlace } from './place.ts';
import styles from './rule.module.css';
import type { Playing } from './use-playing.ts';
import { isLooking, type Proof } from './use-prover.ts';
import { ruleWords } from './words.ts';

interface RuleProofProps {
  readonly rule: RuleLine;
  readonly proof: Proof;
  readonly playing: Playing;
}

export function RuleProof({ rule, proof, playing }: RuleProofProps) {
  const say = ruleWords.use();
  const { found } = proof;
  const harm = found && harmOf(found.id, rule.item);
  return (
    <div className={styles.without}>
      {/* What may befall somebody goes before how many of what the proof asks. */}
      {found !== null && (
        <div className={styles.harm} role="group" aria-label={say('can')}>
          <p>
            <b>{harm?.can ?? found.says}</b>
          </p>
          {harm !== null && (
            <p>
              {say('patient')}: <b>{harm.patient}</b>
            </p>
          )}
        </div>
      )}
      <ProofSays proof={proof} />
      {found === null ? (
        isLooking(proof) && <p className={styles.quiet}>{say('walk.looking')}</p>
      ) : (
        <>
          {!found.broken && <p role="alert">{say(found.scenes.length === 0 ? 'walk.unplayed' : 'walk.elsewhere')}</p>}
          {found.scenes.length > 0 && <Walk scenes={found.scenes} playing={playing} />}
        </>
      )}
      <Exact proof={proof} />
    </div>
  );
}

/** The proof in a line. */
export function ProofSays({ proof }: { readonly proof: Proof }) {
  const say = ruleWords.use();
  const { says, kind } = saysProof(proof, say);
  return (
    <p role="status" className={styles.proof} data-kind={kind}>
      {says}
      {proof.tookS !== null && <span>, {say('proof.took', { seconds: proof.tookS.toFixed(1) })}</span>}
    </p>
  );
}

/** The same in the proof's own words: nobody else need read it. */
export function Exact({ proof: { found, of, states } }: { readonly proof: Proof }) {
  const say = ruleWords.use();
  if (of === 0) return null;
  const lines = [
    ...(found === null ? [] : [say('exact.broken', { id: found.id, says: found.says }), ...found.hazards]),
    say('exact.counts', { of, states: states.toLocaleString() }),
  ];
  return (
    <p role="note" className={styles.exact}>
      {say('exact.title')}: {lines.join(' · ')}
    </p>
  );
}

function Walk({ scenes, playing }: { readonly scenes: readonly Scene[]; readonly playing: Playing }) {
  const say = ruleWords.use();
  const list = useRef<HTMLOListElement>(null);
  const { at, runs } = playing;
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const last = scenes.length - 1;
  return (
    <section className={styles.walk} aria-label={say('walk.title')}>
      <div className={styles.row}>
        <h3>
          {say('walk.title')} <span>{saysPlace(scenes, at)}</span>
        </h3>
        <div className={styles.keys}>
          <Button size="desk" onPress={() => playing.show(Math.max(0, at - 1))}>
            {say('walk.back')}
          </Button>
          <Button size="desk" onPress={() => playing.show(Math.min(last, at + 1))}>
            {say(at === last ? 'walk.last' : 'walk.next')}
          </Button>
          <Button size="desk" onPress={playing.toggle}>
            {say(runs ? 'walk.pause' : at === last ? 'walk.again' : 'walk.play')}
          </Button>
        </div>
      </div>
      <ol ref={list}>
        {scenes.map((scene, index) => (
          // Steps never change places: their number is what they are.
          <li key={index} aria-current={index === at ? 'step' : undefined}>
            <button type="button" onClick={() => playing.show(index)}>
              <time>{clockSeconds(scene.at)}</time>
              <span>
                {index === 0 ? say(last === 0 ? 'walk.already' : 'walk.begins') : scene.says}
                <Changed scene={scene} />
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** More than these are not read. */
const changedMax = 2;

function Changed({ scene: { changed } }: { readonly scene: Scene }) {
  const say = ruleWords.use();
  if (changed.length === 0) return null;
  const more = changed.length - changedMax;
  const said = changed.slice(0, changedMax).join('; ');
  return (
    <small>
      {said}
      {more > 0 && ` ${say('walk.more', { count: more })}`}
    </small>
  );
}

/** What the proof says, and how it looks. */
function saysProof(
  { rule, decided, of, broken, unknown, failed }: Proof,
  say: ReturnType<typeof ruleWords.use>,
): { readonly says: string; readonly kind: 'proving' | 'holds' | 'broken' | 'open' } {
  if (failed !== null) return { says: say('proof.failed', { says: failed }), kind: 'open' };
  if (of === 0) return { says: say('proof.begins'), kind: 'proving' };
  if (broken > 0)
    return {
      says:
        decided < of
          ? say('proof.brokenSoFar', { count: broken, of, left: of - decided })
          : say('proof.broken', { count: broken, of }),
      kind: 'broken',
    };
  if (decided < of) return { says: say('proof.proving', { decided, of }), kind: 'proving' };
  if (unknown > 0) return { says: say('proof.unknown', { count: unknown, of }), kind: 'open' };
  return { says: say(rule === null ? 'proof.holds' : 'proof.noneBroken', { of }), kind: 'holds' };
}
