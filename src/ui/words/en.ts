/** The words every screen shares. Sentence case, no exclamation marks; a button is a verb with its object. */
import { roomWords } from '../i18n.ts';

const en = {
  'status.notStarted': 'Not started',
  'status.inProgress': 'In progress',
  'status.held': 'Held',
  'status.heldFor': 'Held: {{reason}}',
  'status.overdue': 'Overdue',
  'status.overdueFor': 'Overdue {{ago}}',
  'status.ready': 'Ready',
  'status.wasReady': 'was Ready',
  'status.wasReadyUntil': 'Was ready until {{time}}',
  'status.wasReadyAt': 'Was ready, last confirmed {{time}}',
  'status.exceptions_one': 'Ready with {{count}} exception',
  'status.exceptions_other': 'Ready with {{count}} exceptions',
  'status.exceptionsShort_one': 'Ready, {{count}} exc',
  'status.exceptionsShort_other': 'Ready, {{count}} exc',
  'status.stop': 'Stop',
  'status.stopFor': 'Stop: {{says}}',
  'status.noNews': 'No news',
  'status.noNewsFor': 'No news {{ago}}',
  'status.emergency': 'Emergency',
  'status.emergencyDeferred_one': 'Emergency: {{count}} deferred',
  'status.emergencyDeferred_other': 'Emergency: {{count}} deferred',
  'status.gone': 'Gone {{time}}',
  'status.goneReconciling': 'Gone {{time}}, deferred items to settle',
  'status.notDone': 'Not done {{time}}',
  'status.enteredInError': 'In error',

  'line.says': '{{done}} of {{total}} steps done',
  'line.saysAt': '{{done}} of {{total}} steps done, at {{step}}',
  'line.here': '{{count}} done on this tablet, not sent yet',

  'ago.seconds': '{{count}} s',
  'ago.minutes': '{{count}} min',
  'ago.hours': '{{hours}} h {{minutes}} min',

  'link.live': 'Live',
  'link.connecting': 'Connecting',
  'link.marked': 'Last news {{age}} ago',

  'veil.board': 'This board is not current',
  'veil.desk': 'This desk is not current',
  'veil.lastNews': 'Last news <b>{{time}}</b>, now <b>{{age}}</b> old. It is trying again.',
  'veil.gap': 'A change is missing since <b>{{time}}</b>. It is fetching the ward again.',
  'veil.noNewsYet': 'No news has come yet. It is trying to reach the server.',
  'veil.frozen': 'Last news <b>{{time}}</b>. This screen has stopped: turn it off and on.',
  'veil.instead': 'Go by the bedside tablet, the paper list, or ward phone <b>{{phone}}</b>.',
  'veil.insteadNoPhone': 'Go by the bedside tablet or the paper list.',
} as const;

export const uiWords = roomWords('ui', en);
