/** A line of the demonstration's commentary: a sentence that somebody on the ward would say. */
import { expect } from 'chai';
import { sentenceOf } from '../../server/demo/sentence.ts';
import { shippedProtocol } from '../support/imaging.ts';

describe('a line of the commentary', () => {
  const shipped = ['venepuncture', 'mri', 'ct-contrast', 'upper-gi-endoscopy', 'transfusion'].map(shippedProtocol);

  it('is a sentence of the ward for every act of every shipped protocol', () => {
    let said = 0;
    for (const { events } of shipped)
      for (const [event, { item, past }] of events) {
        const about = item === undefined ? past.replace(/ completed$/, '') : item;
        const line = sentenceOf({ who: 'You', bed: '3', event, about, value: null, said: null, there: false });
        expect(line, event).to.match(/^Bed 3: you [a-z].*\.$/);
        expect(line, event).to.not.contain('wrote something on record');
        expect(line, event).to.not.contain('saw to');
        expect(line, event).to.not.contain(event);
        said += 1;
      }
    expect(said).to.be.greaterThan(300);
  });

  it('says what was answered, and of a second person’s answer nothing', () => {
    const line = { bed: '3', about: 'Tubes laid out, counted', value: '3', said: null, there: false };
    expect(sentenceOf({ ...line, who: 'A. Osei', event: 'item.tubeCount.measured' })).to.equal(
      'Bed 3: A. Osei read and recorded “Tubes laid out, counted”: 3.',
    );
    expect(sentenceOf({ ...line, who: 'You', event: 'item.arm.agreed' })).to.not.contain(': 3');
  });

  it('says who answers a question that is not on record, and why a hold', () => {
    const line = { who: 'J. Kim', bed: '3', about: null, value: null, there: false };
    expect(sentenceOf({ ...line, event: 'question.raised', said: null })).to.equal(
      'Bed 3: J. Kim stopped: the patient has a question, which a nurse or whoever does the procedure answers.',
    );
    expect(sentenceOf({ ...line, event: 'flow.held', said: null })).to.equal('Bed 3: J. Kim put the patient on hold.');
  });

  it('says who hands the patient over at the bed, and who takes them over in the department', () => {
    const line = { who: 'You', bed: '3', event: 'handover.accepted', about: null, value: null, said: null };
    expect(sentenceOf({ ...line, there: false })).to.equal('Bed 3: you handed the patient over for the procedure.');
    expect(sentenceOf({ ...line, there: true })).to.equal('Bed 3: you took the patient over for the procedure.');
  });
});
