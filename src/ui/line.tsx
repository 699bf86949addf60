/**
 * The line: progress as one sign with a stop a step, drawn alike on the wall, the desk, the tablet and paper.
 * Done is a solid disc joined to what follows by a thick stroke; an open stop before a done one shows as a gap.
 */
import type { LineStop } from '../../machines/index.ts';
import { GlyphAt } from './glyph.tsx';
import type { GlyphName } from './glyph.tsx';
import styles from './line.module.css';

/** The disc's radius in units of the drawing; on the wall a unit is a 1920th of the screen. */
const radius = { wall: 10.5, header: 12, row: 7, desk: 4.2 } as const;
export type LineSize = keyof typeof radius;

/** `here`: done on this tablet, and the server has not heard of it. */
export type LineMark = LineStop['mark'] | 'here';
export interface ShownStop extends Omit<LineStop, 'mark'> {
  readonly mark: LineMark;
}

interface LineProps {
  readonly stops: readonly ShownStop[];
  readonly size: LineSize;
  /** What a listener hears, for example "3 of 5 steps done, at Hygiene". */
  readonly says: string;
  /** No news: what was said of the open stops is no longer shown. */
  readonly silent?: boolean;
  /** The width between two stops, where the line must reach across a page. */
  readonly gap?: number;
}

export function Line({ stops, size, says, silent = false, gap }: LineProps) {
  const r = radius[size];
  const step = gap ?? 3.5 * r;
  const big = 1.6 * r;
  const edge = big + r / 3;
  const width = 2 * edge + step * Math.max(0, stops.length - 1);
  const at = (index: number) => edge + step * index;
  const length = (units: number) => (size === 'wall' ? `calc(${units} * var(--u))` : `${units}px`);
  return (
    <svg
      className={styles.line}
      viewBox={`0 ${-edge} ${width} ${2 * edge}`}
      style={{ inlineSize: length(width), blockSize: length(2 * edge) }}
      role="img"
      aria-label={says}
    >
      {stops.slice(1).map((stop, index) => {
        const joined = stops[index]?.mark === 'done';
        return (
          <path
            key={`to-${stop.step}`}
            className={joined ? styles.joined : styles.apart}
            d={`M${at(index)} 0H${at(index + 1)}`}
            strokeWidth={joined ? r / 2 : r / 5}
          />
        );
      })}
      {stops.map((stop, index) => (
        <Stop
          key={stop.step}
          mark={silent && stop.mark !== 'done' ? 'silent' : stop.mark}
          x={at(index)}
          r={r}
          big={big}
        />
      ))}
    </svg>
  );
}

interface StopProps {
  readonly mark: LineMark | 'silent';
  readonly x: number;
  readonly r: number;
  readonly big: number;
}

function Stop({ mark, x, r, big }: StopProps) {
  switch (mark) {
    case 'done':
      return <circle className={styles.done} cx={x} cy={0} r={r} />;
    case 'open':
      return <circle className={styles.open} cx={x} cy={0} r={r * 0.9} strokeWidth={r / 4} />;
    case 'here':
      return <circle className={styles.here} cx={x} cy={0} r={r * 0.8} strokeWidth={r * 0.4} />;
    case 'silent':
      return <circle className={styles.silent} cx={x} cy={0} r={r} />;
    case 'current':
      return (
        <Disc className={styles.current} glyph="inProgress" x={x} r={big - r / 5} stroke={r / 2.5} size={r * 1.55} />
      );
    case 'held':
      return <Disc className={styles.held} glyph="held" x={x} r={big} stroke={r / 7} size={r * 1.75} />;
    case 'overdue':
      return <Disc className={styles.overdue} glyph="overdue" x={x} r={big} stroke={r / 7} size={r * 2} />;
    case 'stop':
      return <StopSign x={x} r={big} />;
  }
}

interface DiscProps {
  readonly className: string | undefined;
  readonly glyph: GlyphName;
  readonly x: number;
  readonly r: number;
  readonly stroke: number;
  readonly size: number;
}

function Disc({ className, glyph, x, r, stroke, size }: DiscProps) {
  return (
    <g className={className}>
      <circle cx={x} cy={0} r={r} strokeWidth={stroke} />
      {/* The triangle's weight lies left of its middle. */}
      <GlyphAt name={glyph} x={glyph === 'inProgress' ? x + size / 24 : x} y={0} size={size} />
    </g>
  );
}

function StopSign({ x, r }: { readonly x: number; readonly r: number }) {
  const a = r * 0.98;
  const b = a * 0.414;
  return (
    <g className={styles.stop}>
      <path
        d={`M${x - b} ${-a}H${x + b}L${x + a} ${-b}V${b}L${x + b} ${a}H${x - b}L${x - a} ${b}V${-b}Z`}
        strokeWidth={r / 10}
      />
      <path
        className={styles.stopMark}
        d={`M${x - r * 0.15} ${-r * 0.62}h${r * 0.3}v${r * 0.74}h${-r * 0.3}ZM${x - r * 0.16} ${r * 0.32}h${r * 0.32}v${r * 0.32}h${-r * 0.32}Z`}
      />
    </g>
  );
}
