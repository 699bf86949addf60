/** The words of a department's list. */
import { roomWords } from '../ui/i18n.ts';

const en = {
  'header.patients_one': '{{count}} patient',
  'header.patients_other': '{{count}} patients',
  'header.coming_one': '{{count}} on the way',
  'header.coming_other': '{{count}} on the way',
  'header.ready': '{{count}} ready on the ward',

  'next.title': 'Next',
  'next.none': 'Nobody is waiting to be called for.',
  'next.due': 'due {{time}}',
  'next.call': 'Call for {{patient}}',
  'next.phone': '{{ward}}, phone {{phone}}',

  'table.title': 'Patients bound for here',
  'table.due': 'Due',
  'table.place': 'From',
  'table.patient': 'Patient',
  'table.where': 'Where',
  'table.status': 'Status',
  'table.missing': 'Missing',
  'table.act': 'Do',
  'table.empty': 'Nobody is bound for here.',
  'table.noMatch': 'Nobody here matches. Clear what you typed to see the whole list.',
  'table.onWard': 'On the ward',
  'table.everything': 'Everything',
  'table.refuses': 'Limited',

  'act.received': 'Has arrived',
  'act.receivedLabel': '{{patient}} has arrived',
  'act.accept': 'Accept',
  'act.acceptLabel': 'Accept {{patient}}: look and hand over',
  'act.done': '{{patient}}: {{verb}}',
  'act.notDone': '{{patient}}: not done. {{says}}',
  'act.called': 'called for',
  'act.arrived': 'arrived here',

  'side.title': 'Patient',
  'side.choose': 'Open a patient to see what is missing, to accept or send them back, and what happened.',
} as const;

export const departmentWords = roomWords('department', en);
