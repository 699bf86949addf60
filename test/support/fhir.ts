/** Bundles to send: the fixtures shaped as hospitals' systems export them, and a browser that sends one. */
import { readFile } from 'node:fs/promises';
import type { Problem } from '../../machines/index.ts';
import { fhirMapFromFile } from '../../server/interop/fhir-map.ts';
import { type Answered, type Browser, startWeb, type Web } from './web.ts';

export interface ExpectedOrder {
  readonly order: string;
  readonly family: string;
  readonly given: string;
  readonly birthDate: string;
  readonly gender: string;
  readonly number: string;
  readonly start: string;
  readonly bed: string | null;
}
export type Expected =
  | { readonly refused: string }
  | {
      readonly opened: readonly ExpectedOrder[];
      readonly facts?: Readonly<Record<string, Readonly<Record<string, string>>>>;
      readonly warned?: readonly string[];
      readonly extensions?: number;
    };
export interface BundleAnswer extends Problem {
  readonly opened: number;
  readonly moved: number;
  readonly amended: number;
  readonly cancelled: number;
  readonly unchanged: number;
  readonly warnings: readonly { readonly path: string; readonly says: string }[];
  readonly extensions: number;
  readonly dryRun: boolean;
}

export const directory = 'test/fixtures/fhir';
/** What was written by hand beside each fixture: what it must open, or where it must be refused. */
export const expected = async (): Promise<Readonly<Record<string, Expected>>> =>
  JSON.parse(await readFile(`${directory}/expected.json`, 'utf8')) as Readonly<Record<string, Expected>>;
export const fixture = (name: string): Promise<string> => readFile(`${directory}/${name}.json`, 'utf8');

/** A web door that maps orders as the shipped codes do. */
export const startFhirWeb = async (): Promise<Web> =>
  startWeb({ http: { fhirMap: await fhirMapFromFile('protocols/fhir/codes.yaml') } });

export const sendBundle = (
  browser: Browser,
  bundle: string | object,
  query = 'ward=w4B',
): Promise<Answered<BundleAnswer>> =>
  browser.ask('POST', `/fhir/bundles?${query}`, typeof bundle === 'string' ? bundle : JSON.stringify(bundle), {
    'content-type': 'application/fhir+json',
  });
