/**
 * One element of a FHIR resource and the FHIRPath that names it. What is wrong there is noted by path, so that a whole
 * bundle is read before anybody is told, and they are told everything at once.
 */

/** A thing wrong with, or worth knowing about, one element. Sentences never repeat what stands there of a patient. */
export interface Fault {
  /** FHIRPath from the bundle: `Bundle.entry[3].resource.subject.reference`. */
  readonly path: string;
  readonly says: string;
}
/** Faults keep everything from being used; warnings say what was left out of what was used. Each is kept once. */
export class Findings {
  readonly #faults = new Map<string, Fault>();
  readonly #warnings = new Map<string, Fault>();

  get faults(): readonly Fault[] {
    return [...this.#faults.values()];
  }
  get warnings(): readonly Fault[] {
    return [...this.#warnings.values()];
  }
  /** One patient of two orders is read twice and told of once. */
  fault(path: string, says: string): void {
    this.#faults.set(`${path} ${says}`, { path, says });
  }
  warning(path: string, says: string): void {
    this.#warnings.set(`${path} ${says}`, { path, says });
  }
}

type Json = Readonly<Record<string, unknown>>;

export class Element {
  readonly path: string;
  readonly json: Json;
  readonly #findings: Findings;

  constructor(path: string, json: Json, findings: Findings) {
    this.path = path;
    this.json = json;
    this.#findings = findings;
  }

  has(name: string): boolean {
    return this.json[name] != null;
  }
  /** Null when it is not there, or after it was noted that it is no element. */
  get(name: string): Element | null {
    const value = this.json[name];
    if (value == null) return null;
    return isJson(value) ? this.#below(name, value) : this.wrong(name, 'must be an object');
  }
  /** Empty when it is not there. */
  list(name: string): readonly Element[] {
    const value = this.json[name];
    if (value == null) return [];
    if (!Array.isArray(value)) {
      this.wrong(name, 'must be a list');
      return [];
    }
    return value.flatMap((one: unknown, index) => {
      if (isJson(one)) return [this.#below(`${name}[${index}]`, one)];
      this.wrong(`${name}[${index}]`, 'must be an object');
      return [];
    });
  }
  /** Every element directly below, whatever it is called; for looking through what is not read by name. */
  all(): readonly (readonly [name: string, element: Element])[] {
    return Object.entries(this.json).flatMap(([name, value]) =>
      isJson(value)
        ? [[name, this.#below(name, value)] as const]
        : Array.isArray(value)
          ? value.flatMap((one: unknown, index) =>
              isJson(one) ? [[name, this.#below(`${name}[${index}]`, one)] as const] : [],
            )
          : [],
    );
  }
  text(name: string): string | null {
    const value = this.json[name];
    if (value == null) return null;
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : this.wrong(name, 'must be text');
  }
  /** A list of texts; what is null in it stands for an extension and is passed over. */
  texts(name: string): readonly string[] {
    const value = this.json[name];
    if (value == null) return [];
    if (Array.isArray(value) && value.every((one) => one === null || typeof one === 'string'))
      return value.flatMap((one: string | null) => (one === null || one.trim() === '' ? [] : [one.trim()]));
    this.wrong(name, 'must be a list of texts');
    return [];
  }
  number(name: string): number | null {
    const value = this.json[name];
    if (value == null) return null;
    return typeof value === 'number' && Number.isFinite(value) ? value : this.wrong(name, 'must be a number');
  }
  /** @param name what stands below this element; empty for the element itself. */
  wrong(name: string, says: string): null {
    this.#findings.fault(this.#path(name), says);
    return null;
  }
  warn(name: string, says: string): null {
    this.#findings.warning(this.#path(name), says);
    return null;
  }

  #below(name: string, json: Json): Element {
    return new Element(this.#path(name), json, this.#findings);
  }
  #path(name: string): string {
    return name === '' ? this.path : `${this.path}.${name}`;
  }
}

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every coding of a CodeableConcept as `system|code`, in the order it is written. */
export const codings = (concept: Element | null): readonly string[] =>
  (concept?.list('coding') ?? []).flatMap((coding) => {
    const code = coding.text('code');
    return code === null ? [] : [`${coding.text('system') ?? ''}|${code}`];
  });

/** What a CodeableConcept is called: its text, or the display of its first coding that has one. */
export const wordsOf = (concept: Element | null): string | null =>
  concept?.text('text') ??
  concept
    ?.list('coding')
    .map((coding) => coding.text('display') ?? coding.text('code'))
    .find((words) => words !== null) ??
  null;
