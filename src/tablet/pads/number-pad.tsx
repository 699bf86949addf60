/** A number read from a scale, a thermometer, a monitor: typed, shown in cells, recorded by a verb that repeats it. */
import { tabletWords } from '../../ui/words/en-tablet.ts';
import { unitWord, withUnit } from '../../ui/words/units.ts';
import { Target } from '../target.tsx';
import type { PadProps } from './answer-pad.tsx';
import { Comb } from './comb.tsx';
import { useDraft } from './drafts.ts';
import { Keys } from './keys.tsx';
import { cellsOf, numberOf, typeKey, type NumberAsk } from './number.ts';
import { Said } from './said.tsx';
import styles from './pads.module.css';

export function NumberPad({
  heading,
  hint,
  draft,
  ask,
  notEnough,
  next,
  onAnswer,
}: PadProps & { readonly ask: NumberAsk }) {
  const say = tabletWords.use();
  const [typed, setTyped] = useDraft(draft);
  const value = numberOf(typed);
  const unit = unitWord(ask.unit);
  const outside = value !== null && (value < ask.min || value > ask.max);
  const outsideSays = (at: number): string => say('pad.outside', { value: at, min: ask.min, max: ask.max });
  const range = { min: ask.min, max: ask.max, unit };
  const says = value === null ? null : withUnit(value, ask.unit);
  const short = value === null || outside ? null : (notEnough?.(value) ?? null);
  return (
    <div className={styles.beside}>
      <div className={styles.left}>
        {heading}
        <Comb
          groups={cellsOf(typed, ask)}
          between="."
          unit={unit === '' ? null : unit}
          says={typed === '' ? say('pad.nothingTyped') : say('pad.typed', { value: `${typed} ${unit}` })}
        />
        <Said
          says={outside ? outsideSays(value) : (short ?? hint ?? say('pad.range', range))}
          bad={outside || short !== null}
          mayCome={[outsideSays(ask.max + 1), ...[ask.min, ask.max].map((at) => notEnough?.(at) ?? null)]}
        />
        <Target
          className={styles.record}
          tone="main"
          why={value === null ? say('pad.typeFirst') : outside ? outsideSays(value) : null}
          onPress={() => {
            if (value === null) return;
            setTyped(() => '');
            onAnswer({ value, how: 'typed', says });
          }}
        >
          <span>
            {next !== undefined ? next : says === null ? say('pad.recordNothing') : say('pad.record', { value: says })}
            {value === null && <small className={styles.whyNot}>{say('pad.typeFirst')}</small>}
          </span>
        </Target>
      </div>
      <Keys point={ask.decimals > 0} onKey={(key) => setTyped((was) => typeKey(was, key, ask))} />
    </div>
  );
}
