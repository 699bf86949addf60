/** The second door of `server`: documents alone, for who reads a protocol and serves nobody. The server comes with the first. */
export { digestOf } from '../preparations/protocols.ts';
export { readProtocolFile, sayError } from './protocols.ts';
