/** What every part of an SCXML document must know of the whole. */
import type { Domains } from './domains.ts';
import type { Names } from './names.ts';

export interface Page {
  readonly names: Names;
  readonly domains: Domains;
  /** The id of the bare parallel inside the frame of a parallel state. */
  readonly regions: (path: string) => string;
}
