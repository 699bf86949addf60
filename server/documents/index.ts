/** The second door of `server`: documents, and which roles may do what, for who reads a protocol and serves nobody. The server comes with the first. */
export { roleMay } from '../people/authorize.ts';
export { digestOf } from '../preparations/protocols.ts';
export { readProtocolFile, sayError } from './protocols.ts';
