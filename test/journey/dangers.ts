/**
 * The moments: each is reached on the way through a whole protocol, the mistake is made as a tired person would make it,
 * what the three screens say is read, and then the right way on is taken.
 */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'chai';
import { hour, minute } from '../support/protocol.ts';
import type { Plan, Preparing } from './dangers-hands.ts';
import { issuedUnit, type Ordered, orders } from './dangers-orders.ts';
import { scopeWithoutCycle } from './dangers-ward.ts';
import type { DeskHands, TabletHands, WallHands } from './hands.ts';

const day = 24 * hour;

export interface Scene {
  readonly tablet: TabletHands;
  readonly desk: DeskHands;
  readonly wall: WallHands;
  /** Keeps what there is to see. */
  readonly moment: (name: string, pages: Readonly<Record<string, Page>>) => Promise<void>;
}
interface Acting extends Scene {
  readonly order: Ordered;
  readonly preparing: () => Preparing;
}
interface Danger {
  readonly title: string;
  readonly plan: (acting: Acting) => Plan;
}

export const dangers: Readonly<Record<keyof typeof orders, Danger>> = {
  blood: { title: 'a unit that left its refrigerator 31 minutes ago stops the transfusion', plan: blood },
  ct: { title: 'an eGFR of 28 with metformin does not count until the proceduralist decides', plan: ct },
  mri: { title: 'the second pass of screening is not taken from the person of the first', plan: mri },
  scope: { title: 'an INR of eight days ago and a scope without its cycle do not count', plan: scope },
  sample: { title: 'the neighbour’s wristband stops the blood sample', plan: sample },
};

function blood({ tablet, desk, wall, moment, preparing, order }: Acting): Plan {
  return {
    says: { rateControl: 'A PUMP' },
    numbers: { temperature: '36.8', pulse: '78', systolic: '124', diastolic: '76', breathing: '16', saturation: '97' },
    ago: { leftStorage: 2 * minute },
    scans: { unitNumber: `=${issuedUnit}00` },
    before: {
      async leftStorage() {
        await preparing().when(preparing().sheet(), 31 * minute);
        await wall.shows(order.bed, 'Stop');
        await tablet.settled();
        const left = rowOf(tablet, 'Unit left controlled storage at');
        await left.getByText(/Expired \d/).waitFor();
        await desk.opens(order.name);
        await desk.panel().getByText('Stop: unit out of storage too long').waitFor();
        const stop = tablet.page.getByRole('alert').filter({ hasText: 'Stop: unit out of storage too long' });
        await stop.getByText(issuedUnit).waitFor();
        await stop.getByText('Do not transfuse it. Return it to the laboratory').waitFor();
        await desk
          .panel()
          .getByText(`Its number ends …${issuedUnit.slice(-5)}. It counted for 30 min`)
          .waitFor();
        await desk.panel().getByText('After 30 minutes it goes back to the laboratory').waitFor();
        await moment('unit-31-minutes', { tablet: tablet.page, desk: desk.page, wall: wall.page });
        // Nothing asks for a better time. Measured once more all the same, to get on: it is the same bag, and the stop stays.
        expect(await left.getByRole('button', { name: 'Measure again' }).count(), 'asked again').to.equal(0);
        await left.getByRole('button').first().click();
        await tablet.page.getByRole('dialog').getByRole('button', { name: 'Record', exact: true }).click();
        await preparing().when(preparing().sheet(), 2 * minute);
        await left.getByText(/counts until/).waitFor();
        expect(await inSight(stop), 'the stop, on the glass').to.equal(true);
        expect(await cannotComplete(tablet), 'the step').to.equal(true);
        await tablet.does('Replacement is here');
        await stop.waitFor({ state: 'hidden' });
        await left.getByText(/counts until/).waitFor({ state: 'hidden' });
      },
    },
  };
}

function ct({ tablet, desk, wall, moment, preparing, order }: Acting): Plan {
  const text = 'Kidney function, eGFR';
  return {
    says: {
      metformin: 'YES',
      renalDisease: 'NO',
      diabetes: 'YES',
      bloodPressureDrugs: 'NO',
      metforminPlan: 'PAUSED',
      contrastStrength: '350',
    },
    numbers: { contrastVolume: '90' },
    ago: { cannula: 2 * hour },
    before: {
      async egfr() {
        await preparing().hands('osei');
        await preparing().number(preparing().sheet(), '28', true);
        await preparing().typesWhen(preparing().sheet(), 3 * day);
        await preparing().sheet().getByText('Wanted: 45').waitFor();
        await moment('egfr-28-before-it-is-recorded', { tablet: tablet.page });
        await preparing().records();
        await rowOf(tablet, text).getByText('Does not satisfy').waitFor();
        await rowOf(tablet, text).getByText('May override: proceduralist').waitFor();
        await tablet.settled();
        await desk.opens(order.name);
        await desk.panel().getByText(`${text}: 28 mL/min/1.73 m²`, { exact: true }).waitFor();
        await desk.panel().getByText('or more. The proceduralist may override.').waitFor();
        await moment('egfr-28', { tablet: tablet.page, desk: desk.page, wall: wall.page });
        await rowOf(tablet, text).getByRole('button', { name: 'Measure again' }).click();
        expect(
          await preparing().sheet().getByRole('button', { name: 'Override' }).count(),
          'for a technician',
        ).to.equal(0);
        await preparing().hands('marsh');
        await tablet.page.getByText('is acting now. Items from here are yours.').waitFor();
        await rowOf(tablet, text).getByRole('button', { name: 'Measure again' }).click();
        await preparing().sheet().getByRole('button', { name: 'Override' }).click();
        const sheet = tablet.page.getByRole('dialog');
        await sheet.getByText('28 mL/min/1.73 m²').waitFor();
        await sheet.getByText('45 mL/min/1.73 m² or more').waitFor();
        await sheet.getByRole('button', { name: 'Benefit outweighs risk' }).click();
        await sheet.getByText('Choose first: why for this patient').waitFor();
        await sheet.getByLabel('In your own words').fill('Bleeding, cannot wait. Dialysis team told.');
        await moment('egfr-28-the-proceduralist-decides', { tablet: tablet.page });
        await sheet.getByRole('button', { name: 'Override', exact: true }).click();
        await rowOf(tablet, text).getByText('Overridden').waitFor();
      },
    },
  };
}

function mri({ tablet, desk, wall, moment, preparing, order }: Acting): Plan {
  const text = 'Pacemaker, defibrillator, stimulator, pump, pacing wires';
  return {
    numbers: { weight: '80', width: '45' },
    before: {
      async activeImplant() {
        await preparing().hands('kim');
        await tablet.answers(text, 'NO');
        const row = rowOf(tablet, text);
        await row.getByText('Not you: someone else').waitFor();
        await row.getByRole('button', { name: 'Start check' }).click();
        const sheet = tablet.page.getByRole('dialog');
        await sheet.getByText('You answered first.').waitFor();
        expect(await sheet.getByRole('button', { name: 'J. Kim' }).count(), 'J. Kim to choose').to.equal(0);
        await tablet.scan('BADGE-KIM');
        await sheet.getByRole('alert').filter({ hasText: 'Another person must do this check' }).waitFor();
        await desk.opens(order.name);
        await desk.panel().getByText('Now another person, who has not seen that answer').waitFor();
        await moment('pass-two-same-person', { tablet: tablet.page, desk: desk.page, wall: wall.page });
        await tablet.page.emulateMedia({ colorScheme: 'dark' });
        await moment('pass-two-same-person-night', { tablet: tablet.page });
        await tablet.page.emulateMedia({ colorScheme: 'light' });
        // Somebody else, but not of Level 2: they are told before they are asked anything.
        await sheet.getByText('registered for MR Level 2', { exact: false }).first().waitFor();
        await tablet.scan('BADGE-OSEI');
        await sheet.getByRole('alert').filter({ hasText: 'A. Osei: not registered for MR Level 2' }).waitFor();
        expect(await sheet.getByText('answer for yourself').count(), 'asked').to.equal(0);
        await moment('pass-two-not-level-2', { tablet: tablet.page });
        await sheet.getByRole('button', { name: 'Back' }).click();
      },
    },
  };
}

function scope({ tablet, desk, wall, moment, preparing, order }: Acting): Plan {
  return {
    says: { sedation: 'SEDATION', bleedingRisk: 'HIGH', bloodThinner: 'WARFARIN', diabetes: 'NO' },
    numbers: { inr: '1.20', systolic: '124', diastolic: '76', pulse: '78', saturation: '97', scopeCycle: '40178' },
    ago: { lastWarfarin: 6 * day, consentForm: 5 * day, formConfirmed: 5 * day, inr: 3 * hour, scopeOut: 10 * minute },
    before: {
      async inr() {
        await preparing().number(preparing().sheet(), '1.20', true);
        await preparing().sheet().getByText('At most 7 days old at the start.').waitFor();
        await preparing().typesWhen(preparing().sheet(), 8 * day);
        await preparing().sheet().getByText('Older than 7 days already.').waitFor();
        await moment('inr-8-days-before-it-is-recorded', { tablet: tablet.page });
        await preparing().records();
        await rowOf(tablet, 'INR')
          .getByText(/Expired/)
          .waitFor();
        await tablet.settled();
        await desk.opens(order.name);
        await desk.panel().getByText('INR: 1.20 INR', { exact: true }).waitFor();
        await desk.panel().getByText('It counted for 7 days, until').waitFor();
        await moment('inr-8-days', { tablet: tablet.page, desk: desk.page, wall: wall.page });
        expect(await cannotComplete(tablet), 'the step').to.equal(true);
      },
      async scope() {
        const row = rowOf(tablet, 'Gastroscope scanned, decontaminated');
        await tablet.scan(scopeWithoutCycle);
        await row.getByText('is not in the equipment log').waitFor();
        await row.getByRole('button', { name: 'Scan again' }).waitFor();
        await tablet.settled();
        await desk.opens(order.name);
        await desk.panel().getByText('Gastroscope scanned, decontaminated').first().waitFor();
        await moment('scope-without-its-cycle', { tablet: tablet.page, desk: desk.page, wall: wall.page });
        expect(await cannotComplete(tablet), 'the step').to.equal(true);
        expect(await tablet.page.getByRole('button', { name: 'Override' }).count(), 'an override').to.equal(0);
      },
    },
  };
}

function sample({ tablet, desk, wall, moment, order }: Acting): Plan {
  return {
    numbers: { tubeCount: '3' },
    before: {
      async wristband() {
        await tablet.scan(orders.mri.number);
        await tablet.page.getByText('No answer was recorded on either patient.').waitFor();
        await wall.shows(order.bed, 'Stop');
        await desk.opens(order.name);
        await moment('neighbours-wristband', { tablet: tablet.page, desk: desk.page, wall: wall.page });
        await desk.does('Resolve the mismatch', { Reason: 'Neighbour’s wristband scanned' });
        await tablet.page.getByRole('button', { name: /Scan the wristband again/ }).click();
        await tablet.current('Wristband matches the order').waitFor();
      },
    },
  };
}

const rowOf = (tablet: TabletHands, text: string): Locator =>
  tablet.page.getByRole('main').getByRole('listitem').filter({ hasText: text });
/** Wholly on the glass, and nothing over it. */
const inSight = (part: Locator): Promise<boolean> =>
  part.evaluate((element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return top >= 0 && bottom <= innerHeight && element.contains(there);
  });
const cannotComplete = (tablet: TabletHands): Promise<boolean> =>
  tablet.page
    .getByRole('contentinfo')
    .getByRole('button', { name: /^Complete step/ })
    .isDisabled();
