import { expect } from 'chai';
import { scanDefaults, type ScanSettings } from '../../machines/index.ts';
import { createScanSettings } from '../../src/tablet/scan-settings.ts';

describe('the rules a tablet reads barcodes by', () => {
  const ours: ScanSettings = { ...scanDefaults, badge: { prefix: 'B' } };
  const theirs: ScanSettings = { ...scanDefaults, badge: { prefix: 'C' } };
  /** A server and a storage in the test's hand. */
  function site(told: ScanSettings | null, saved: ScanSettings | null) {
    const hand = { told, saved, asked: 0, storage: true };
    const rules = createScanSettings({
      ask: async () => {
        hand.asked += 1;
        await new Promise(setImmediate);
        return hand.told;
      },
      saved: async () => hand.saved,
      keep: async (settings) => {
        if (!hand.storage) throw new Error('no room');
        hand.saved = settings;
      },
    });
    return { hand, rules };
  }

  it('are the server’s, and kept for when it is out of reach', async () => {
    const { hand, rules } = site(ours, null);
    expect(await rules.current(true)).to.deep.equal(ours);
    expect(hand.saved).to.deep.equal(ours);
    expect(await site(null, hand.saved).rules.current(false)).to.deep.equal(ours);
  });

  it('are none on a tablet that was never told, rather than another site’s', async () => {
    const { rules } = site(null, null);
    expect(await rules.current(false)).to.equal(null);
    expect(await rules.current(true)).to.equal(null);
  });

  it('are asked again when the server is heard again, and a scan waits for what it says', async () => {
    const { hand, rules } = site(ours, null);
    await rules.current(true);
    hand.told = theirs;
    expect(await rules.current(true), 'nobody asks for every scan').to.deep.equal(ours);
    void rules.refresh();
    expect(await rules.current(false), 'out of reach nothing is waited for').to.deep.equal(ours);
    expect(await rules.current(true)).to.deep.equal(theirs);
    expect(hand.asked).to.equal(2);
    hand.told = null;
    await rules.refresh();
    expect(await rules.current(true), 'no answer changes nothing').to.deep.equal(theirs);
  });

  it('hold though there is no room to keep them', async () => {
    const { hand, rules } = site(ours, null);
    hand.storage = false;
    expect(await rules.current(true)).to.deep.equal(ours);
  });
});
