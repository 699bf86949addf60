/** What a chart does that cannot be read soundly: said by name and place, never passed over. */
export class Refused extends Error {
  override readonly name = 'Refused';
  /** The path of the state it stands in; '' is the machine itself. */
  readonly where: string;
  /** What was found there, and what to write instead. */
  readonly says: string;

  constructor(where: string, says: string) {
    super(where === '' ? says : `${where}: ${says}`);
    this.where = where;
    this.says = says;
  }
}
