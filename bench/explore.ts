/**
 * How fast the explorer is, beside xstate/graph in the same run: `npm run bench -- explore`.
 * Ratios are what counts; the milliseconds are this machine's, and of the moment.
 */
import { spawnSync } from 'node:child_process';
import { getAdjacencyMap } from 'xstate/graph';
import { exploreModel } from '../lab/explore/explore.ts';
import { modelOf } from '../lab/explore/model.ts';
import { checklist, ward } from './ward.ts';

const timed = <T>(work: () => T): { readonly ms: number; readonly of: T } => {
  const began = performance.now();
  const of = work();
  return { ms: performance.now() - began, of };
};
const median = (of: readonly number[]): number => [...of].sort((a, b) => a - b)[Math.floor(of.length / 2)] ?? 0;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

if (process.argv[2] === 'flags') {
  const { of, ms } = timed(() => exploreModel(modelOf(ward(5, 8))).ran);
  const { user, system } = process.cpuUsage();
  const memory = process.resourceUsage().maxRSS / 1024;
  say(
    `${of.states} states, ${of.moves} moves in ${(ms / 1000).toFixed(1)} s (${((user + system) / 1e6).toFixed(1)} s of the processor), ${memory.toFixed(0)} MB`,
  );
  process.exit();
}

// Cold: nothing of the explorer has run before. The machine is read, its code made and run once.
const cold = timed(() => exploreModel(modelOf(ward(5))));
const model = modelOf(ward(5));
const warm: number[] = [];
for (let round = 0; round < 15; round++) {
  const { ms, of } = timed(() => exploreModel(model).ran);
  warm.push(ms);
  if (of.states !== 41_070 || of.moves !== 380_217) throw new Error(`${of.states} states, ${of.moves} moves`);
}
const graph = timed(() => Object.keys(getAdjacencyMap(ward(5), {})).length);
if (graph.of !== 41_070) throw new Error(`xstate/graph: ${graph.of} states`);
say(`a ward of five steps, ${cold.of.ran.states} states, ${cold.of.ran.moves} moves`);
say(`  xstate/graph       ${graph.ms.toFixed(0)} ms`);
say(
  `  explorer, cold     ${cold.ms.toFixed(0)} ms   ${(graph.ms / cold.ms).toFixed(0)} times as fast, compiling included`,
);
say(
  `  explorer, warm     ${median(warm).toFixed(1)} ms   ${(graph.ms / median(warm)).toFixed(0)} times as fast (median of ${warm.length}, its code made anew each time)`,
);

// In a process of its own, so that the memory is the explorer's.
const alone = spawnSync(process.execPath, ['--import', 'tsx', import.meta.filename, 'flags'], { encoding: 'utf8' });
say(`the same with eight flags in the context, in a process of its own\n  ${alone.stdout.trim()}`);

const items = timed(() => exploreModel(modelOf(checklist(20))).ran);
say(
  `a checklist of twenty items: ${items.of.states} states, ${items.of.moves} moves in ${(items.ms / 1000).toFixed(1)} s`,
);
