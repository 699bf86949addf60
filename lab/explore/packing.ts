/**
 * How a state is kept: its digits as mixed-radix words of 30 bits, and the number of its context.
 * Small charts mark a bit for each state there could be; others keep the states there are, in a hash table.
 */
import type { Value } from './run.ts';

type Writes = readonly (readonly [digit: number, value: Value])[];

export interface Packing {
  readonly kind: 'bits' | 'table';
  /** Also where each state was first found from. */
  readonly kept: boolean;
  /** How many words. */
  readonly words: number;
  pack(digits: readonly number[]): readonly number[];
  unpack(words: readonly number[]): readonly number[];
  /** Code: what a word becomes by these writes, less what it was; '' where nothing changes. */
  shift(word: number, writes: Writes): string;
  /** Code: the store, which counts in `count`, and calls `full()` at its limit. */
  readonly store: string;
  /** Code: adds a state, given by expressions for its words and its context, unless it is there. It may use `t`. */
  reach(words: readonly string[], context: string): string;
  /** Code: makes room for the states of a context before any is added. */
  room(context: string): string;
  /** Code: puts state number `h` into the words and `x`. */
  readonly read: string;
  /** Code: puts the words into the digits. */
  readonly decode: string;
  /** Code: the words and context of state number `i`, as an array. */
  readonly readAt: string;
}

const wordMax = 2 ** 30;
/** Bits that may be marked before the states themselves are kept instead: 128 MB of them. */
const bitsMax = 2 ** 30;

export const wordNames = (packing: Pick<Packing, 'words'>): readonly string[] =>
  Array.from({ length: packing.words }, (_word, index) => `w${index}`);

/** @param kept also the state that each state was first found from, and by which event. */
export function packingOf(radixes: readonly number[], kind: Packing['kind'], kept: boolean): Packing | null {
  const places: { word: number; factor: number }[] = [];
  const sizes: number[] = [1];
  for (const radix of radixes) {
    if ((sizes.at(-1) as number) * radix > wordMax) sizes.push(1);
    places.push({ word: sizes.length - 1, factor: sizes.at(-1) as number });
    sizes[sizes.length - 1] = (sizes.at(-1) as number) * radix;
  }
  if (kind === 'bits' && (sizes.length > 1 || (sizes[0] as number) > bitsMax)) return null;
  const words = sizes.length;
  const names = wordNames({ words });
  return {
    kind,
    kept,
    words,
    pack: (digits) =>
      names.map((_name, word) =>
        places.reduce((sum, place, digit) => sum + (place.word === word ? place.factor * (digits[digit] ?? 0) : 0), 0),
      ),
    unpack: (packed) =>
      places.map(({ word, factor }, digit) => Math.floor((packed[word] ?? 0) / factor) % (radixes[digit] ?? 1)),
    shift: (word, writes) =>
      writes
        .filter(([digit]) => places[digit]?.word === word && (radixes[digit] ?? 1) > 1)
        .map(([digit, value]) => {
          const factor = places[digit]?.factor ?? 1;
          const by = `(${valueCode(value)}-a${digit})`;
          return factor === 1 ? by : `${by}*${factor}`;
        })
        .join('+'),
    decode: names
      .map((name, word) => {
        const here = places.flatMap((place, digit) => (place.word === word ? [digit] : []));
        const steps = here.map((digit, index) =>
          index === here.length - 1 ? `a${digit}=z;` : `a${digit}=z%${radixes[digit]};z=(z/${radixes[digit]})|0;`,
        );
        return here.length === 0 ? '' : `z=${name};${steps.join('')}`;
      })
      .join(''),
    ...(kind === 'bits' ? bits(sizes[0] as number, kept) : table(names, kept)),
  };
}

function valueCode(value: Value): string {
  if (typeof value === 'number') return String(value);
  return value.map === null ? `a${value.was}` : `[${value.map.join()}][a${value.was}]`;
}

const origins = (kept: boolean) => ({
  declare: kept ? 'var from=new Int32Array(1<<10),via=new Int32Array(1<<10);' : 'var from=null,via=null;',
  write: kept ? 'if(count===from.length){from=larger(from);via=larger(via)}from[count]=h;via[count]=trial;' : '',
});
const larger = 'function larger(a){const b=new a.constructor(a.length*2);b.set(a);return b}';

/** Every state there could be is a bit; most that are reached have been reached before, so that is asked in place. */
function bits(size: number, kept: boolean) {
  const origin = origins(kept);
  return {
    store: `${larger}
var seen=new Int32Array(1<<10),cap=seen.length*32,q=new Int32Array(1<<10),count=0,base=0;${origin.declare}
function room(end){if(end>${bitsMax})full();while(cap<end){seen=larger(seen);cap=seen.length*32}}
function add(n){seen[n>>>5]|=1<<(n&31);if(count===q.length)q=larger(q);${origin.write}q[count++]=n}`,
    reach: (words: readonly string[], context: string) =>
      `t=${words[0]}+${context === 'x' ? 'base' : `${context}*${size}`};if((seen[t>>>5]&1<<(t&31))===0)add(t);`,
    room: (context: string) => `room(${context}*${size}+${size});`,
    read: `x=(q[h]/${size})|0;base=x*${size};w0=q[h]-base;`,
    readAt: `const n=q[i],c=(n/${size})|0;return [n-c*${size},c]`,
  };
}

function table(names: readonly string[], kept: boolean) {
  const origin = origins(kept);
  const mixed = [...names, 'x'].map(
    (name, index) => `Math.imul(${name},${[0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f][index % 4]})`,
  );
  const entries = [...names, 'x'].map((name) => `E${name}`);
  return {
    store: `${larger}
var ${entries.map((entry) => `${entry}=new Int32Array(1<<10)`).join()},T=new Int32Array(1<<11),mask=T.length-1,count=0;${origin.declare}
function mix(${[...names, 'x'].join()}){let m=${mixed.join('^')};m^=m>>>15;m=Math.imul(m,0x2c1b3c6d);return m^(m>>>12)}
function room(){${entries.map((entry) => `${entry}=larger(${entry});`).join('')}T=new Int32Array(T.length*2);mask=T.length-1;
for(let i=0;i<count;i++){let j=mix(${entries.map((entry) => `${entry}[i]`).join()})&mask;while(T[j]!==0)j=(j+1)&mask;T[j]=i+1}}
function add(${[...names, 'x'].join()}){let j=mix(${[...names, 'x'].join()})&mask;for(let e=T[j];e!==0;e=T[j]){if(${[...names, 'x'].map((name) => `E${name}[e-1]===${name}`).join('&&')})return;j=(j+1)&mask}
T[j]=count+1;${origin.write}${[...names, 'x'].map((name) => `E${name}[count]=${name};`).join('')}count++;if(count===Ex.length)room()}`,
    reach: (words: readonly string[], context: string) => `add(${[...words, context].join()});`,
    room: () => '',
    read: `${names.map((name) => `${name}=E${name}[h];`).join('')}x=Ex[h];`,
    readAt: `return [${entries.map((entry) => `${entry}[i]`).join()}]`,
  };
}
