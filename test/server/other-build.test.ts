/** One protocol that nobody can read keeps no ward from being taken over; a store that is away does. */
import { expect } from 'chai';
import { refuseOtherBuilds } from '../../server/preparations/other-build.ts';
import { StoreUnavailable } from '../../server/store/errors.ts';
import { site, startWard } from '../support/ward.ts';

describe('a ward that another build left', () => {
  it('is taken over though one of its protocols is damaged, and not while its store is away', async () => {
    const ward = await startWard();
    try {
      await ward.open();
      const asked = (fails: Error): Promise<unknown> =>
        refuseOtherBuilds({
          store: ward.store,
          site,
          protocols: { byDigest: () => Promise.reject(fails) },
        }).catch((error: unknown) => error);
      expect(await asked(new SyntaxError('Unexpected end of JSON input'))).to.equal(undefined);
      const away = new StoreUnavailable('away', 'notWritten');
      expect(await asked(away)).to.equal(away);
    } finally {
      await ward.end();
    }
  });
});
