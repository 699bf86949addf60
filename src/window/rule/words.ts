/** The words of a deleted rule: what is taken out, what the proof found, and the replay that shows it. */
import { roomWords } from '../../ui/i18n.ts';

const en = {
  title: 'Delete a rule',
  says: 'Press one to delete it, from a copy only. The proof must show what could go wrong.',
  close: 'Back to the ward',
  reading: 'Reading the protocols …',
  away: 'The protocols could not be read. If the demonstration has ended, type npm start again; then reload this page.',
  protocol: 'Protocol',

  'about.ready': 'When a patient is ready',
  'about.stop': 'What stops everything',
  'about.people': 'Who does what',
  'about.told': 'When the wall asks for help',

  // A promise of these is what the proof calls an invariant.
  'proof.proving': 'Checking the safety promises: {{decided}} of {{of}}',
  'proof.begins': 'Checking the safety promises …',
  'proof.holds': 'All {{of}} safety promises are kept',
  'proof.unknown': '{{count}} of {{of}} safety promises could not be decided',
  'proof.broken': '{{count}} of {{of}} safety promises broken',
  'proof.brokenSoFar': '{{count}} of {{of}} safety promises broken, {{left}} still to check',
  'proof.noneBroken': 'Nothing goes wrong: other rules keep all {{of}} safety promises too',
  'proof.failed': 'It could not be checked: {{says}}',
  'proof.took': 'found in {{seconds}} s',
  'exact.title': 'For the QA engineer',
  'exact.counts': '{{of}} invariants, {{states}} states seen',
  'exact.broken': '{{id}} broken: “{{says}}”',

  deleted: 'Deleted',
  undo: 'Put the rule back',
  can: 'What can happen now',
  patient: 'For the patient',
  'walk.title': 'How it can happen',
  'walk.begins': 'A new preparation is opened.',
  'walk.looking': 'Looking for what could go wrong …',
  'walk.already': 'It is so from the beginning.',
  'walk.elsewhere': 'The clocks of this preparation went another way: it does not come to the harm.',
  'walk.unplayed': 'The proof found a way, but no answer on a tablet leads along it. It is not played.',
  'walk.more': 'and {{count}} more',
  'walk.back': 'Step back',
  'walk.next': 'Next step',
  'walk.last': 'The last step',
  'walk.play': 'Play',
  'walk.pause': 'Pause',
  'walk.again': 'Play again',
  'at.begins_one': 'Before the only tap',
  'at.begins_other': 'Before the first of {{count}} taps',
  'at.tap': 'Tap {{tap}} of {{of}}',
  'at.wait': 'Time passes, after {{tap}} of {{of}} taps',
  'at.judged': 'The server decides, after {{tap}} of {{of}} taps',
  'at.waitOnly': 'Time passes: no tap is needed',
  'at.noTap': 'No tap is needed',

  'tablet.title': 'Replay',
  'tablet.says': 'What could happen without the rule',
  'played.banner': 'What could happen without the rule. Not a real patient.',
  'played.waiting': 'It shows here as soon as the proof has found it.',
  'played.none': 'There is nothing to replay.',

  'happened.deleted': 'You deleted a rule from a copy: “{{rule}}” The proof found the harm.',
  'happened.figure': '{{seconds}} s',
} as const;

export const ruleWords = roomWords('rule', en);
