/** The wall's words. At 44 px a bed's status takes 13 letters, so they are short. */
import { roomWords } from '../ui/i18n.ts';

const en = {
  'band.beds_one': '{{count}} bed',
  'band.beds_other': '{{count}} beds',
  'band.patients_one': '{{count}} patient',
  'band.patients_other': '{{count}} patients',
  'band.needYou_one': '{{count}} needs you',
  'band.needYou_other': '{{count}} need you',
  'band.ready': '{{count}} ready',
  'band.silent': 'Tablet out of reach',
  'band.silentShort': 'Out of reach',
  'band.marked': 'News {{age}} old',
  'band.page': 'Page {{page}} of {{pages}}',

  'wall.nobodyBound': 'Nobody is bound for here.',

  'lane.title': 'Needs you',
  'lane.nobodyHasIt': 'Nobody has it',
  'lane.somebodyHasIt': 'Somebody has it',
  'lane.seeTheTablet': 'See the tablet',
  'lane.lookAgain': 'Charge nurse: look again',
  'lane.seen': 'Charge nurse has seen it',
  'lane.escalated': 'Passed on: nobody answered',
  'lane.goingAhead_one': 'Going ahead, {{count}} deferred',
  'lane.goingAhead_other': 'Going ahead, {{count}} deferred',
  'lane.more_one': '{{count}} more below',
  'lane.more_other': '{{count}} more below',
  'lane.empty': 'Nobody needs you',

  'way.calledFor': 'Called for',
  'way.left': 'Left the ward',
  'way.arrivedThere': 'In the department',
  'wayShort.calledFor': 'Called for',
  'wayShort.left': 'Left the ward',
  'wayShort.arrivedThere': 'In department',
  'wayTimed.calledFor': 'Called',
  'wayTimed.left': 'Left',
  'wayTimed.arrivedThere': 'There',
  'way.elsewhere': 'Away since {{time}}: {{procedure}}',
  'way.keptElsewhere': 'Away since {{time}}, handed over: {{procedure}}',
  'wayShort.elsewhere': 'Away',
  'way.since': '{{way}} {{time}}',

  'silent.since': 'Tablet out of reach since {{time}}',

  'approval.not': 'Not approved here',

  'row.beds': 'Beds',
  'row.bed': 'Bed {{bed}}',
  'row.noBed': 'No bed yet',
  'row.due': 'due {{time}}',
  'row.lapses': 'until {{time}}',
  'row.lapsesShort': 'till {{time}}',
  'row.left': '{{left}} left',
  'row.inUse': 'In use',
  'row.empty': 'Empty',

  'wall.connecting': 'Connecting to the ward',
  'wall.noBeds': 'This ward has no beds yet. Add them on the desk.',
  'wall.cannotShow': 'This board cannot show {{ward}}',
} as const;

export const boardWords = roomWords('board', en);
