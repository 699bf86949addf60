/** Another language's words, and what is said where it has none. */
import { expect } from 'chai';
import { addLanguage, roomWords, speak } from '../../src/ui/i18n.ts';

const page = { documentElement: { lang: '', dir: '' } };

describe('the words of the screens', () => {
  const words = roomWords('test', { go: 'Go to bed {{bed}}', stay: 'Stay' });
  before(() => Object.assign(globalThis, { document: page }));
  after(async () => {
    await speak('en');
    Reflect.deleteProperty(globalThis, 'document');
  });

  it('are English until another language is spoken', () => {
    expect(words.say('go', { bed: '12' })).to.equal('Go to bed 12');
  });

  it('are the other language’s where it has them, and English sentence by sentence where it has not', async () => {
    addLanguage('pl', { test: { go: 'Idź do łóżka {{bed}}' } });
    await speak('pl');
    expect([words.say('go', { bed: '12' }), words.say('stay')]).to.deep.equal(['Idź do łóżka 12', 'Stay']);
    expect(page.documentElement).to.deep.equal({ lang: 'pl', dir: 'ltr' });
  });

  it('turn the page round for a language written from the right', async () => {
    await speak('ar');
    expect(page.documentElement.dir).to.equal('rtl');
  });
});
