/** What a path says of where it stands: a ward's words for every place of every shipped protocol. */
import { expect } from 'chai';
import { regionOf } from '../../lab/regions.ts';
import { saysStanding } from '../../lab/words.ts';
import { shippedProtocol } from '../support/imaging.ts';

describe('where a preparation stands, in words', () => {
  for (const name of ['venepuncture', 'mri', 'ct-contrast', 'upper-gi-endoscopy', 'transfusion'])
    it(`is said as on a ward, before and after hand-over: ${name}`, () => {
      const protocol = shippedProtocol(name);
      let said = 0;
      for (const { path, kind } of protocol.chart.nodes) {
        const region = regionOf(protocol, path);
        if (kind !== 'atomic' || region === '' || !path.startsWith(`${region}.`)) continue;
        const at = path.slice(region.length + 1);
        const words = saysStanding(protocol, region, at);
        // What nobody has words for is said by its name in the chart.
        expect(words, path).to.not.match(new RegExp(`^(after hand-over, )?[a-z]\\S*( \\S+)?: ${at}$`));
        said += 1;
      }
      expect(said).to.be.greaterThan(40);
    });
});
