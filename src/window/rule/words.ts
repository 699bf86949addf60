/** The words of a deleted rule: what is taken out, what the proof says, and the walk that shows it. */
import { roomWords } from '../../ui/i18n.ts';

const en = {
  title: 'Delete a rule',
  says: 'Press one to delete it from a copy on this page. The proof must find who is harmed; no patient is touched.',
  close: 'Back to the ward',
  reading: 'Reading the protocols …',
  away: 'The protocols could not be read.',
  protocol: 'Protocol',

  'about.ready': 'When a patient is ready',
  'about.stop': 'What stops everything',
  'about.people': 'Who does what',
  'about.told': 'Who is told',

  'proof.proving': 'Proving: {{decided}} of {{of}}',
  'proof.begins': 'Proving …',
  'proof.holds': 'Holds: {{count}} invariants, {{states}} states seen',
  'proof.unknown': 'Not decided: {{count}} of {{of}} invariants',
  'proof.broken': 'Broken: {{count}} of {{of}} invariants',
  'proof.brokenSoFar': 'Broken: {{count}}, asked {{decided}} of {{of}}',
  'proof.noneBroken': 'Nothing breaks: other rules keep all {{of}} invariants too',
  'proof.failed': 'It could not be proved: {{says}}',
  'proof.took': 'found in {{seconds}} s',

  deleted: 'Deleted',
  undo: 'Put the rule back',
  broken: 'No longer true',
  hazards: 'It may lead to',
  'walk.title': 'How it comes about',
  'walk.begins': 'A new preparation is opened.',
  'walk.looking': 'Looking for a way to harm …',
  'walk.already': 'It is so from the beginning.',
  'walk.elsewhere': 'The clocks of this preparation went another way: it does not come to the harm.',
  'walk.unplayed': 'The proof found a way, but no answer on a tablet leads along it. It is not played.',
  'walk.more': 'and {{count}} more',
  'walk.back': 'Step back',
  'walk.next': 'Next step',
  'walk.play': 'Play',
  'walk.pause': 'Pause',
  'walk.again': 'Play again',
  'walk.step': 'Step {{step}} of {{of}}',

  'tablet.title': 'Tablet',
  'tablet.says': 'It plays the walk, without the rule',
  'played.banner': 'Rule deleted. Not a real patient.',
  'played.rest': 'Nothing here is sent or kept.',
  'played.waiting': 'The walk shows here.',

  'happened.deleted': 'You deleted a rule from a copy: “{{rule}}” The proof found the harm.',
  'happened.figure': '{{seconds}} s, promised 2 s',
} as const;

export const ruleWords = roomWords('rule', en);
