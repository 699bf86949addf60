/** Two wristbands that are not one another's, in each way they come: alike, long, cut short, and with every tag. */
import type { ReactNode } from 'react';
import { AnotherWristband } from '../../src/tablet/another-wristband.tsx';
import { WrongWristband } from '../../src/tablet/wrong-wristband.tsx';
import { at } from './fixtures.ts';
import { me } from './tablet-fixtures.ts';

const band = (bed: string, name: string, number: string) => ({ bed, label: { name }, number });
/** The scanner left out the first two figures of the open patient's own number. */
const short = { open: band('12', 'M. ROE', '9990012345'), scanned: { bed: null, label: null, number: '90012345' } };
const alike = { open: band('12', 'M. ROE', '12345'), scanned: band('21', 'M. ROWE', '12354') };
const gone = { ...alike, scanned: { ...alike.scanned, end: { kind: 'gone', at: at('07:20') } } } as const;
const typed = { ...alike, scanned: { ...alike.scanned, typed: true } } as const;
const long = { open: band('12', 'Ł. WIŚNIEWSKI', '36363'), scanned: band('21', 'N. VAN DER WESTHUIZEN', '36367') };

const wrongly = (state: string) =>
  state === 'wrong-all'
    ? { open: { ...long.open, approved: false }, scanned: { ...long.scanned, number: '8036363', approved: false } }
    : state === 'wrong-short'
      ? short
      : state === 'wrong-long'
        ? long
        : state === 'wrong-gone'
          ? gone
          : state === 'wrong-typed'
            ? typed
            : ['wrong', 'wrong-stood', 'wrong-away'].includes(state)
              ? alike
              : { open: { ...alike.open, approved: false }, scanned: { ...alike.scanned, approved: true } };

const nothing = (): void => undefined;

/** Over the open patient; null for a state that is about no wristband. */
export function wrongOver(state: string): ReactNode {
  if (state === 'another' || state === 'another-away')
    return <AnotherWristband key="over" {...wrongly('wrong')} onOpen={nothing} onStop={nothing} />;
  if (!/^wrong(-|$)/.test(state)) return null;
  return (
    <WrongWristband
      key="over"
      {...wrongly(state)}
      by={me.name}
      at={at('07:39:12')}
      stop={state === 'wrong-stood' ? 'stood' : state === 'wrong-away' ? 'keptHere' : 'onRecord'}
      chargeNurse={{ name: 'C. Ito', phone: '2441' }}
      onGoTo={nothing}
      onCall={nothing}
      onAgain={nothing}
    />
  );
}
