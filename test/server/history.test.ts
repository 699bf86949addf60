/** The timeline has words for every answer that a shipped protocol knows: one it had none for cost a whole ward its timeline. */
import { expect } from 'chai';
import type { EvidenceValue, ItemDocument } from '../../machines/index.ts';
import { historyOf } from '../../server/preparations/history.ts';
import type { Log } from '../../server/preparations/log.ts';
import { Bedside } from '../support/bedside.ts';
import { morning, second, shippedProtocols } from '../support/protocol.ts';
import { startWard } from '../support/ward.ts';

/** Every kind of answer an item takes, the one that there is none among them. */
function answersTo({ answer }: ItemDocument): readonly EvidenceValue[] {
  if ('choices' in answer) return answer.choices.map(({ value }) => value);
  if (!('unit' in answer)) return ['9990012345'];
  const none = answer.none === undefined ? [] : ['none'];
  return answer.unit === 'clock' ? [morning, ...none] : [answer.min, answer.max, ...none];
}

function told(item: string, value: EvidenceValue, protocol: Bedside['protocol']): string | null {
  const meta = { revision: 2, at: morning, recordedAt: morning, happenedAt: null, type: 'x', actor: null };
  const event = {
    type: `item.${item}.corrected`,
    at: morning,
    payload: { evidence: { at: morning, by: 'n1', value } },
  };
  const state = { ...new Bedside({}, protocol).state, value: 'handedOver' };
  const [line] = historyOf({ protocol, state } as never, { entries: [{ meta, event }] } as unknown as Log);
  return line?.value ?? null;
}

describe('the timeline of a preparation', () => {
  for (const protocol of shippedProtocols())
    it(`says every answer of ${protocol.document.id}`, () => {
      for (const { item } of protocol.items.values())
        for (const value of answersTo(item)) expect(told(item.id, value, protocol), item.id).to.be.a('string');
    });

  it('says that there was none, where that is the answer to a time', () => {
    const meals = shippedProtocols().flatMap((protocol) =>
      [...protocol.items.values()].flatMap(({ item }) =>
        'unit' in item.answer && item.answer.none !== undefined
          ? [[told(item.id, 'none', protocol), item.answer.none] as const]
          : [],
      ),
    );
    expect(meals.length).to.be.greaterThan(0);
    for (const [says, none] of meals) expect(says).to.equal(none);
  });
});

describe('how long an answer took (I40)', () => {
  it('is told in the timeline: from the same person’s last act for this patient, and of answers only', async () => {
    const ward = await startWard();
    try {
      const [preparation, other] = [await ward.open(), await ward.open()];
      const [osei, nunez] = [await ward.tablet('a-osei'), await ward.tablet('b-nunez')];
      const number = (await ward.desk.checklist(preparation, osei.actor))?.patient.number ?? '';
      await osei.tap(preparation, 'patient.arrived');
      ward.clock.advance(20 * second);
      await osei.tap(preparation, 'item.wristband.sensed', { value: number });
      // Neither what somebody else does nor what they themselves do for another patient is an act before it.
      ward.clock.advance(3 * second);
      await nunez.tap(preparation, 'question.raised');
      await osei.tap(other, 'patient.arrived');
      ward.clock.advance(second);
      await osei.tap(preparation, 'item.statesName.attested', { value: 'both' });
      ward.clock.advance(9 * second);
      await osei.tap(preparation, 'item.statesName.corrected', { reason: 'Mistap' });
      const entries = (await ward.desk.history(preparation)).filter(({ type }) => !type.endsWith('.notNeeded'));
      expect(entries.map(({ type, afterMs }) => [type, afterMs])).to.deep.equal([
        ['preparation.opened', null],
        ['patient.arrived', null],
        ['item.wristband.sensed', 20 * second],
        ['question.raised', null],
        ['item.statesName.attested', 4 * second],
        ['item.statesName.corrected', null],
      ]);
    } finally {
      await ward.end();
    }
  });
});
