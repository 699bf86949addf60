/** Prints the state each log of a file leads to, one canonical line a log. Run in a process of its own. */
import { readFileSync } from 'node:fs';
import { canonical, type ChartEvent, replay } from '../../machines/index.ts';
import { anOpening, venepuncture } from './protocol.ts';

const logs = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as ChartEvent[][];
for (const events of logs) console.log(canonical(replay(venepuncture(), anOpening(), events)));
