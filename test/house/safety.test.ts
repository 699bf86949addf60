/** docs/safety.md claims nothing that is not there: each thing the register can get wrong is planted, and named. */
import { expect } from 'chai';
import { type Copy, copyOfProject } from './copy.ts';

interface Plant {
  readonly says: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly names: RegExp;
}

const plants: readonly Plant[] = [
  {
    says: 'a test that names an invariant the register does not have',
    file: 'test/machines/replay.test.ts',
    from: "it('leads to the same bytes in another process",
    to: "it('I77 leads to the same bytes in another process",
    names: /replay\.test\.ts: names I77/,
  },
  {
    says: 'a test the register lists and nobody wrote',
    file: 'docs/safety.yaml',
    from: 'test/src/freshness.test.ts: is never live',
    to: 'test/src/freshness.test.ts: is always live',
    names: /I36: test\/src\/freshness\.test\.ts has no test "is always live/,
  },
  {
    says: 'a control that is not in its file any more',
    file: 'docs/safety.yaml',
    from: 'src/ui/freshness.ts: freshnessOf',
    to: 'src/ui/freshness.ts: truthOf',
    names: /I36: src\/ui\/freshness\.ts has nothing called truthOf/,
  },
  {
    says: 'a hazard that nothing answers',
    file: 'docs/safety.yaml',
    from: 'hazards: [H12, H13]\n    says: What expires',
    to: 'hazards: [H12, H98]\n    says: What expires',
    names: /I23: there is no hazard H98/,
  },
  {
    says: 'an invariant whose tests are gone: the page would have to say so',
    file: 'test/machines/safety/shown.ts',
    from: '...careShown,',
    to: '',
    names: /docs\/safety\.md is not what/,
  },
];

describe('the safety page', () => {
  let copy: Copy;
  before(async () => {
    copy = await copyOfProject();
  });
  after(() => copy.end());

  for (const { says, file, from, to, names } of plants)
    it(`goes red over ${says}`, async () => {
      const whole = await copy.read(file);
      expect(whole, `${file} to spoil`).to.include(from);
      await copy.write(file, whole.replace(from, () => to));
      const { code, says: said } = copy.node('--import', 'tsx', 'tool/draw.mjs', '--check');
      await copy.write(file, whole);
      expect(code).to.equal(1);
      expect(said).to.match(names);
    }).timeout(120_000);
});
