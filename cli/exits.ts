/** How a verb ends. Programs read the code, people the sentence; data goes to stdout and everything else to stderr. */
export const exits = {
  ok: 0,
  /** It did its work and found something wrong: mistakes in a list, a broken chain. */
  findings: 1,
  /** It was asked wrongly. */
  usage: 2,
  /** What it needs is not there or does not let it: no server, no store, no key, not allowed. */
  environment: 3,
} as const;

/** Ends a verb with a sentence for stderr. */
export class Ended extends Error {
  override readonly name = 'Ended';
  readonly code: (typeof exits)[keyof typeof exits];

  constructor(code: Ended['code'], says: string, cause?: unknown) {
    super(says, { cause });
    this.code = code;
  }
}

export const print = (line: string): void => void process.stdout.write(`${line}\n`);
export const tell = (line: string): void => void process.stderr.write(`${line}\n`);
