/** One patient, prepared for two procedures, is in one place: invariant I24 as far as it is the machine’s. */
import { expect } from 'chai';
import { shippedFiles } from './bed.ts';
import type { Shown } from './house.ts';
import { answer, arrivedThere, ready } from './prepared.ts';

const title = 'MRI of the head';

export const whereaboutsShown: readonly Shown[] = [
  {
    id: 'I24',
    says: 'whoever is away for another procedure is not ready, not identified, not released and not handed over, but in an emergency; and every row says so',
    plays: (house) => {
      for (const file of shippedFiles) {
        for (const [event, handedOver] of [
          ['patient.leftForOther', false],
          ['patient.keptByOther', true],
        ] as const) {
          const bed = ready(house, file);
          const receiver = bed.person(bed.protocol.document.handover.receivedBy[0] ?? 'nurse');
          bed.does(event, { note: title }, bed.person('system'));
          expect(bed.row().elsewhere, file).to.deep.include({ procedure: title, handedOver });
          expect(JSON.stringify(house.machines.wallRow(bed.row())), file)
            .to.contain('elsewhere')
            .and.not.contain(title);
          expect(bed.isReady(), file).to.equal(false);
          expect(bed.open(['wristband']), `${file}: checked at the bed`).to.deep.equal(['wristband']);
          bed.refuses('item.wristband.sensed', { value: bed.state.context.patient.number });
          // However it was answered: nobody goes, and nobody is taken over.
          const all = ready(house, file).put('open.whereabouts', handedOver ? 'handedOver' : 'away');
          expect(all.isReady(), file).to.equal(false);
          for (const one of [bed, all])
            for (const leave of ['patient.left', 'patient.leftUnready', 'handover.accepted'])
              one.refuses(leave, { reason: 'x' }, receiver).refuses(leave, { reason: 'x' }, one.person('nurse'));
          if (handedOver) bed.copy().does('patient.back');
          else bed.refuses('patient.back');
          bed.does('patient.back', {}, bed.person('system'));
          expect(bed.row(), file).to.not.have.property('elsewhere');
          answer(bed, 'wristband');
        }
        const urgent = ready(house, file)
          .does('patient.leftForOther', { note: title }, ready(house, file).person('system'))
          .does('emergency.declared');
        const minimum = urgent.items((item) => item.askedInEmergency === true);
        for (const id of [...minimum, ...minimum]) if (urgent.open([id]).length > 0) answer(urgent, id, true);
        const receiver = urgent.person(urgent.protocol.document.handover.receivedBy[0] ?? 'nurse');
        urgent.copy().does('handover.acceptedInEmergency', {}, receiver);
        if (urgent.protocol.document.handover.transfer !== true) continue;
        urgent.does('patient.left');
        expect(urgent.row(), file).to.include({ transfer: 'left' }).and.not.have.property('elsewhere');
        // Who was there is not, when an emergency takes them from there.
        const there = arrivedThere(ready(house, file)).does(
          'patient.leftForOther',
          { note: title },
          urgent.person('system'),
        );
        expect(there.row(), file).to.not.have.property('transfer');
        there.refuses('handover.accepted', {}, receiver);
      }
    },
    controls: [
      {
        without: 'a patient who is away is ready',
        file: 'machines/preparation/whereabouts.ts',
        in: 'whereabouts',
        from: "requires: ['present'],",
        to: 'requires: [],',
      },
      {
        without: 'a wristband is checked that is not here',
        file: 'machines/protocols/chart.ts',
        in: 'guardsOf',
        from: "mayIdentify: all('arrived', 'notHeld', 'present',",
        to: "mayIdentify: all('arrived', 'notHeld',",
      },
      {
        without: 'what was checked at the bed holds elsewhere',
        file: 'machines/preparation/whereabouts.ts',
        in: 'whereabouts',
        from: "broadcast('patient.elsewhere'), broadcast('place.changed')];",
        to: "broadcast('patient.elsewhere')];",
      },
      {
        without: 'a nurse’s reason lets somebody leave who is not there',
        file: 'machines/preparation/transfer.ts',
        in: 'transfer',
        from: "guard: all('arrived', 'notHeld', 'present', 'uninterrupted',",
        to: "guard: all('arrived', 'notHeld', 'uninterrupted',",
      },
      {
        without: 'they are back from a procedure that has not said so',
        file: 'machines/preparation/whereabouts.ts',
        in: 'whereabouts',
        from: "'patient.back': { ...back, guard: 'saidThere' },",
        to: "'patient.back': back,",
      },
      {
        without: 'an emergency waits for them to be back',
        file: 'machines/preparation/whereabouts.ts',
        in: 'whereabouts',
        from: "guard: any('patientHere', 'emergency'),",
        to: "guard: any('patientHere'),",
      },
      {
        without: 'two procedures have them',
        file: 'machines/preparation/transfer.ts',
        in: 'transfer',
        from: "'patient.elsewhere': { target: 'atWard' },",
        to: '',
      },
      {
        without: 'no row says where they are',
        file: 'machines/preparation/project.ts',
        in: 'boardRow',
        from: '...elsewhereOf(state),',
        to: '',
      },
    ],
  },
];
