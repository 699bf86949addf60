/**
 * Tells a barcode scanner from a person typing. A scanner is a keyboard that types into whatever has the focus, so a
 * wristband with a space in it would press the focused button. What is known to be a scan is taken away from the page.
 *
 * A scan begins with a prefix key the scanner was set up to send (F13 to F24, or Ctrl+B, which is STX); or it is at
 * least six characters, under 35 ms apart, ended by Enter or Tab. Keys taken from somebody who types very fast are
 * given back. A scanner that pauses in the middle of a barcode has sent two halves, and half a number is another number:
 * what follows such a pause is no scan and presses nothing. What the text means is read elsewhere (machines/scan); here
 * only FNC1 is told from a shortcut.
 */
import { longestScan } from '../../machines/index.ts';

export interface Stroke {
  readonly key: string;
  /** Ctrl, Alt or Meta is down: not a character of the text. */
  readonly chord: boolean;
  readonly repeat: boolean;
  readonly at: number;
  /** It would go into a field for a PIN: until they cannot be one, figures there are somebody's PIN, however fast they come. */
  readonly pin?: boolean;
}

export type Scan =
  | { readonly kind: 'read'; readonly text: string }
  /** Nothing may be done with it: it holds characters that are never part of a number, has no end, or is the rest of one. */
  | { readonly kind: 'unreadable'; readonly why: 'control' | 'tooLong' | 'cut' };

export interface Heard {
  readonly swallow: boolean;
  readonly scan: Scan | null;
  /** Typed by a person after all: belongs to the focused field. */
  readonly giveBack: string | null;
}

export const betweenKeysMs = 35;
export const betweenPrefixedKeysMs = 500;
const shortestScan = 6;
/** A badge has more characters (docs/people.md), so what is no longer is never half of one that was scanned for its own sake. */
const pinAtMost = /^\d{1,6}$/;
/** Nobody types so many at a scanner's pace: it was the beginning of a barcode, though no end came. */
const halfAScan = 4;
/** After a pause no longer than this the rest of the barcode is still to come; nobody scans anew so soon. */
export const restWithinMs = 1_000;

/** FNC1, which separates the parts of a GS1 barcode. */
const groupSeparator = '\u001d';
/** It is typed as Ctrl and the key right of P: the key's sign is the keyboard's (American, French, German). */
const groupSeparatorKeys: ReadonlySet<string> = new Set([']', '$', '+']);

const modifiers: ReadonlySet<string> = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock']);
// Controls, and the marks that turn text around: never part of an answer (machines/wire/messages.ts).
const neverInText = /[\u0000-\u001c\u001e\u001f\u007f\u202a-\u202e\u2066-\u2069]/;

const isPrefix = ({ key, chord }: Stroke): boolean =>
  /^F(1[3-9]|2[0-4])$/.test(key) || key === '\u0002' || (chord && key.toLowerCase() === 'b');
const isEnd = ({ key }: Stroke): boolean => key === 'Enter' || key === 'Tab';
/** A line feed after the Enter, or a second Enter: it would press what the scan has just brought into focus. */
const isAfterEnd = (stroke: Stroke): boolean =>
  isEnd(stroke) || (stroke.chord && ['j', 'm'].includes(stroke.key.toLowerCase()));

const whole = { at: Number.NEGATIVE_INFINITY, byScanner: false, text: '' };

export function createWedge() {
  let text = '';
  let taken = '';
  let bad = false;
  let prefixed = false;
  let last = Number.NEGATIVE_INFINITY;
  /** What came last without an end: when, what, and whether it can only have been a scanner. */
  let broken = whole;
  /** What is heard now follows such a pause. */
  let rest = false;
  let endedAt = Number.NEGATIVE_INFINITY;
  const down = new Set<string>();

  /** What is cast off because no key followed soon enough. */
  function breakOff(): string | null {
    if (text !== '' || prefixed)
      broken = {
        at: last,
        byScanner: prefixed || text.length >= halfAScan || (rest && broken.byScanner),
        text: rest ? broken.text + text : text,
      };
    return reset();
  }

  function reset(): string | null {
    const giveBack = !prefixed && taken !== '' ? taken : null;
    text = '';
    taken = '';
    bad = false;
    prefixed = false;
    rest = false;
    last = Number.NEGATIVE_INFINITY;
    return giveBack;
  }

  const isFast = (at: number): boolean => at - last < (prefixed ? betweenPrefixedKeysMs : betweenKeysMs);

  function end(pin: boolean): Scan | null {
    if (pin && !prefixed && pinAtMost.test(rest ? broken.text + text : text)) {
      broken = whole;
      return null;
    }
    const complete = prefixed ? text !== '' : text.length >= shortestScan;
    if (rest && (complete || broken.byScanner)) return { kind: 'unreadable', why: 'cut' };
    if (!complete) return null;
    if (bad) return { kind: 'unreadable', why: 'control' };
    if (text.length > longestScan) return { kind: 'unreadable', why: 'tooLong' };
    return { kind: 'read', text };
  }

  function swallow(key: string): void {
    down.add(key);
  }

  return {
    down(stroke: Stroke): Heard {
      if (stroke.repeat || modifiers.has(stroke.key))
        return { swallow: down.has(stroke.key), scan: null, giveBack: null };
      if (stroke.at - endedAt < betweenKeysMs && isAfterEnd(stroke)) {
        swallow(stroke.key);
        return { swallow: true, scan: null, giveBack: null };
      }
      const giveBack = isFast(stroke.at) ? null : breakOff();
      if (isPrefix(stroke)) {
        reset();
        prefixed = true;
        last = stroke.at;
        swallow(stroke.key);
        return { swallow: true, scan: null, giveBack };
      }
      if (text === '' && !prefixed) rest = stroke.at - broken.at < restWithinMs;
      if (isEnd(stroke) && (prefixed || text !== '' || (rest && broken.byScanner))) {
        const scan = end(stroke.pin === true);
        if (scan === null) return { swallow: prefixed, scan: null, giveBack: giveBack ?? reset() };
        taken = '';
        reset();
        broken = whole;
        endedAt = stroke.at;
        swallow(stroke.key);
        return { swallow: true, scan, giveBack };
      }
      // Ctrl+C is a person unless a scan is already under way; then it is a control character in the barcode.
      const isCharacter = [...stroke.key].length === 1 && (!stroke.chord || prefixed || text.length > 1);
      if (stroke.key === 'Backspace') broken = whole;
      if (!isCharacter) return { swallow: false, scan: null, giveBack: giveBack ?? reset() };

      // Not even the first figure of a badge may stay in a PIN.
      const first = text === '' && !prefixed && !(rest && broken.byScanner) && stroke.pin !== true;
      const isSeparator = stroke.chord && groupSeparatorKeys.has(stroke.key);
      text += isSeparator ? groupSeparator : stroke.key;
      bad ||= (stroke.chord && !isSeparator) || neverInText.test(stroke.key);
      last = stroke.at;
      if (first) return { swallow: false, scan: null, giveBack };
      if (!stroke.chord) taken += stroke.key;
      swallow(stroke.key);
      return { swallow: true, scan: null, giveBack };
    },
    /** True when the matching keydown was taken: a button acts on keyup. */
    up: (key: string): boolean => down.delete(key),
    /** Some time passed without a key: whatever was taken and is no scan goes back. */
    settle: (at: number): string | null => (last !== Number.NEGATIVE_INFINITY && !isFast(at) ? breakOff() : null),
  };
}
