/** What is wrong with the server itself: in every frame to screens that are connected while it is so, and gone when it is over. */
import { expect } from 'chai';
import type { Trouble } from '../../machines/index.ts';
import type { Durability } from '../../server/store/store.ts';
import { until } from '../support/until.ts';
import { startWard, type Ward } from '../support/ward.ts';

const well: Durability = { mode: 'a disk', survivesPowerCut: true, unsafe: [], runningOut: [] };
const lossy: Durability = { ...well, survivesPowerCut: false, unsafe: ['appendfsync is everysec: set it to always'] };
const full: Durability = { ...well, runningOut: ['the disk has 12 MiB left'] };

describe('a store that is not safe', () => {
  let ward: Ward;
  let durability: () => Promise<Durability>;
  let heard = (): number => 0;
  const begin = async (demo: boolean): Promise<void> => {
    durability = async () => well;
    // The real store, but for what it says of its disk: a disk cannot be filled for a test of words.
    ward = await startWard({
      demo,
      wrap: (store) =>
        new Proxy(store, {
          get: (of, name) => (name === 'durability' ? () => durability() : Reflect.get(of, name).bind(of)),
        }),
    });
  };
  afterEach(() => ward.end());

  /** Of each screen's newest frame. */
  async function screens() {
    const [wall, desk, tablet] = [await ward.wall(), await ward.tablet('b-nunez'), await ward.tablet('a-osei')];
    await wall.show('wall');
    await desk.show('desk');
    await tablet.show('tablet');
    const all = [wall, desk, tablet];
    heard = () => wall.frames.length;
    const says = (): readonly (readonly Trouble[] | undefined)[] => all.map(({ frames }) => frames.at(-1)?.trouble);
    return (wanted: readonly Trouble[] | undefined) =>
      until(`every screen is told ${String(wanted)}`, async () =>
        says().every((one) => String(one) === String(wanted)),
      );
  }

  it('is told to wall, desk and tablet that are connected, and taken back', async () => {
    await begin(false);
    const told = await screens();
    await told(undefined);
    durability = async () => lossy;
    await told(['lossy']);
    durability = async () => ({ ...lossy, runningOut: full.runningOut });
    await told(['full', 'lossy']);
    durability = async () => well;
    await told(undefined);
  });

  it('is told with the first answer to a screen that comes later', async () => {
    await begin(false);
    const told = await screens();
    durability = async () => full;
    await told(['full']);
    const late = await (await ward.wall()).show('wall');
    expect(late.ok && late.value.frame.trouble).to.deep.equal(['full']);
  });

  it('keeps no frame waiting while it does not answer, and what was known stays', async () => {
    await begin(false);
    const told = await screens();
    durability = async () => full;
    await told(['full']);
    durability = () => Promise.reject(new Error('no answer'));
    await told(['full']);
    let asked = false;
    durability = () => {
      asked = true;
      return new Promise(() => undefined);
    };
    await until('it is asked', async () => asked);
    const before = heard();
    await until('frames go on', async () => heard() > before + 3);
    await told(['full']);
  });

  it('is not told of invented patients, unless nothing more can be saved soon', async () => {
    await begin(true);
    const told = await screens();
    durability = async () => ({ ...lossy, runningOut: full.runningOut });
    await told(['full']);
  });
});
