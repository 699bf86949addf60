/**
 * Writes a golden backup: a small ward as an earlier build leaves it, which every later build must read or refuse by name.
 * `node --import tsx test/golden/make.ts COMMIT` (or `now`). Patients are invented; the key beside it seals nothing else.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { piecesOf } from '../../server/store/portable.ts';
import { writeBackup } from '../../server/store/backup-file.ts';
import { startPeople } from '../faults/real/people.ts';
import { within } from '../faults/real/round.ts';
import { startRealWard } from '../faults/real/ward.ts';
import { oldBuild, thisBuild } from '../faults/versions/old-build.ts';
import { nodeOf } from '../faults/versions/pair.ts';
import { goldenFolder, type Golden, goldenOf } from './golden.ts';

const [, , commit = ''] = process.argv;
const verdictsLeast = 40;

const home = mkdtempSync(join(tmpdir(), 'wardready-golden-'));
const build = commit === 'now' ? { ...thisBuild, end: () => undefined } : oldBuild(commit);
const ward = await startRealWard({ store: 'embedded', nodes: 1, disk: 'any', node: nodeOf(build, join(home, 'p')) });
try {
  const people = await startPeople(ward.urls, 7);
  await within(60_000, () => people.witness.verdicts() >= verdictsLeast);
  await people.rest();
  await within(60_000, () => people.settled());
  people.close();
  await ward.nodes[0]?.stop();
  const store = await ward.openStore();
  const name = build.commit.slice(0, 12);
  await writeBackup(join(goldenFolder, `${name}.backup`), 'demo', piecesOf(store));
  const golden: Golden = await goldenOf(store, await ward.master());
  writeFileSync(join(goldenFolder, `${name}.json`), `${JSON.stringify(golden, null, 2)}\n`);
  await store.close();
  process.stdout.write(`${name}: ${golden.kind}, ${golden.preparations.length} preparations\n`);
} finally {
  await ward.end();
  build.end();
  rmSync(home, { recursive: true, force: true });
}
process.exit(0);
