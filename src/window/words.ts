/** The words of a ward in a window: what each handle breaks, and what must then be seen. */
import { roomWords } from '../ui/i18n.ts';

const en = {
  'head.title': 'A ward in a window',
  'head.says': 'One tablet, one wall, one server. Break something and watch what each screen admits.',
  'head.noPatients': 'No real patients',
  'head.away': 'The demonstration does not answer',

  'tablet.title': 'Tablet',
  'tablet.says': 'You can tap it',
  'scanner.title': 'Scan a wristband',
  'scanner.bed': 'Scan bed',
  'scanner.says': 'As if the tablet’s scanner read it.',
  'wall.title': 'Wall',
  'wall.says': 'beds and statuses only: this wall cannot be sent a name',

  'wifi.title': 'This tablet’s Wi-Fi',
  'wifi.says': 'Keep tapping, in any patient on the list. Nothing is lost, nothing is done twice.',
  'wifi.saysCut': 'Put it back and what waits is judged in order. What was seen goes on ageing meanwhile.',
  'wifi.on': 'Connected',
  'wifi.off': 'Cut',
  'wifi.offFor': 'Cut, {{age}}',
  'server.title': 'The server',
  'server.says': 'It stops as if unplugged, then starts from its record.',
  'server.on': 'Running',
  'server.starting': 'Starting…',
  'server.off': 'Kill it',
  'server.dead': 'Dead',
  'server.offFor': 'Dead, {{age}}',
  'freeze.title': 'The wall',
  'freeze.says': 'Its page stops running for {{count}} s. It must say so itself.',
  'freeze.on': 'Running',
  'freeze.off': 'Freeze it',
  'freeze.offFor': 'Frozen, {{age}}',
  'staff.title': 'The other staff',
  'staff.says': 'They work on the other beds, on tablets like this one.',
  'staff.pause': 'Pause',
  'staff.speed': '{{speed}}×',

  'happened.title': 'What happened',
  'happened.froze': 'You froze the wall. Nothing on its page runs; its veil must show by itself.',
  'happened.thawed': 'The wall runs again. Its veil goes after a second of good news.',
  'happened.promise': 'promised 2 s',
  'happened.none': 'Nothing is broken yet. Move a handle.',

  'count.changes': 'on record since you came',
  'count.waiting': 'waiting on the tablet',
  'count.lost': 'lost',
  'count.doubled': 'applied twice',
} as const;

export const windowWords = roomWords('window', en);
