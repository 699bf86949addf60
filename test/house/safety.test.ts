/** docs/safety.md claims nothing that is not there: what the register can get wrong is planted, and every one is named. */
import { expect } from 'chai';
import { type Copy, copyOfProject } from './copy.ts';

interface Plant {
  readonly says: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly names: RegExp;
}

/** Numbers the register does not have; put together, so that they are not named here. */
const [noInvariant, noHazard] = [`I${77}`, `H${98}`];

const plants: readonly Plant[] = [
  {
    says: 'a test that names an invariant the register does not have',
    file: 'test/machines/replay.test.ts',
    from: "it('leads to the same bytes in another process",
    to: `it('${noInvariant} leads to the same bytes in another process`,
    names: new RegExp(`replay\\.test\\.ts: names ${noInvariant}`),
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
    from: 'src/ui/veil.tsx: Veil',
    to: 'src/ui/veil.tsx: Truth',
    names: /I36: src\/ui\/veil\.tsx has nothing called Truth/,
  },
  {
    says: 'a hazard that there is not',
    file: 'docs/safety.yaml',
    from: 'hazards: [H11]',
    to: `hazards: [${noHazard}]`,
    names: new RegExp(`I43: there is no hazard ${noHazard}`),
  },
  {
    says: 'a hazard that nothing answers',
    file: 'docs/safety.yaml',
    from: 'hazards: [H20]',
    to: 'hazards: [H18]',
    names: /H20: no invariant answers it/,
  },
];

describe('the safety page', () => {
  let copy: Copy;
  let said = '';
  before(async function () {
    this.timeout(180_000);
    copy = await copyOfProject();
    for (const { file, from, to } of plants) {
      const whole = await copy.read(file);
      expect(whole, `${file} to spoil`).to.include(from);
      await copy.write(
        file,
        whole.replace(from, () => to),
      );
    }
    const { code, says } = copy.node('--import', 'tsx', 'tool/draw.mjs', '--check');
    expect(code).to.equal(1);
    said = says;
  });
  after(() => copy.end());

  for (const { says, names } of plants) it(`goes red over ${says}`, () => expect(said).to.match(names));
});
