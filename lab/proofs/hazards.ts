/** What each hazard of the register is called, so that a proof can name it: docs/safety.yaml has the same words, and more. */

const names: Readonly<Record<string, string>> = {
  H01: 'The wrong patient is prepared',
  H02: 'The wrong side, site or procedure',
  H03: 'A procedure without valid consent',
  H04: 'Somebody is shown ready who is not',
  H05: 'Somebody is shown not ready who is',
  H06: 'A tick that is not true',
  H07: 'A second check that is not independent',
  H08: 'Metal or an implant enters the magnet room',
  H09: 'Aspiration after too short a fast',
  H10: 'A reaction to contrast, or harm to the kidneys',
  H11: 'Blood of the wrong group',
  H12: 'Infection',
  H13: 'A faulty or uncalibrated device is used',
  H14: 'Software delays an emergency',
  H15: 'The emergency path is abused, or never reconciled',
  H16: 'Events are lost, doubled or out of order',
  H17: 'Two people write over each other',
  H18: 'An act is put down to the wrong person',
  H19: 'So many alerts that the real one is missed',
  H20: 'Private details on a wall or tablet',
  H21: 'The checklist changes while it is being worked through',
  H22: 'A clock is wrong',
  H23: 'A patient is lost between places or shifts',
  H24: 'Preparation goes on for what was cancelled or moved',
  H25: 'What was written on paper while screens were down is not entered',
  H26: 'The patient did not understand',
  H27: 'A long fast and distress because of a delay nobody owns',
  H28: 'The record is altered, or has a gap',
};

/** `Infection (H12)`. @throws for a number that the register does not have */
export function hazardSays(id: string): string {
  const name = names[id];
  if (name === undefined) throw new Error(`No hazard is called ${id}.`);
  return `${name} (${id})`;
}
