/** The window's rules are those of the protocols that the ward runs: with the overlays that its server was given. */
import { expect } from 'chai';
import { rulesOf } from '../../lab/index.ts';
import { wardDocuments } from '../../server/demo/documents.ts';
import { compiledOrThrow } from '../support/protocol.ts';

describe('the rules of the window', () => {
  const ruled = async (environment: NodeJS.ProcessEnv): Promise<string> =>
    (await wardDocuments(environment))
      .map(compiledOrThrow)
      .filter(({ document }) => document.id === 'venepuncture')
      .flatMap(rulesOf)
      .map(({ says }) => says)
      .join('\n');

  it('are in an overlay’s words where the ward has one, and the shipped ones where it has none', async () => {
    const local = 'Not ready without “Patient says full name, birth date and address”.';
    expect(await ruled({ WARDREADY_OVERLAYS: 'test/fixtures/overlays' })).to.include(local);
    const shipped = await ruled({ WARDREADY_OVERLAYS: ' ' });
    expect(shipped).to.include('Not ready without “Patient states full name and birth date”.').and.not.include(local);
  });
});
