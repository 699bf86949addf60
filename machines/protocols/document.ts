/**
 * The shape of a protocol document: which steps and items a procedure needs, how strictly, for how long.
 * Documents are data (YAML in protocols/), versioned and approved locally; every number has a source and a status.
 * Shape and unknown keys are checked here; what refers to what is checked in `check.ts`.
 */
import * as z from 'zod/mini';
import '../wire/words.ts';
import { itemKinds, roles, stopClasses } from '../terms.ts';

/** Raised when a document written for one release could mean something else in another. */
export const documentFormat = 1;

const name = z
  .string()
  .check(z.regex(/^[a-z][A-Za-z0-9]*$/, 'must be one word of letters and digits, beginning with a small letter'));
const sentence = z.string().check(z.minLength(1), z.maxLength(200));
const someRoles = z.array(z.enum(roles)).check(z.minLength(1));

/** Where a number or rule comes from, and how far it may be trusted. */
const standing = z.enum(['sourced', 'general knowledge', 'project default']);
const sourced = { source: sentence, status: standing };

/** A named length of time, such as `identityFor: { is: 30 min, … }`; items refer to it by name. */
const time = z.strictObject({ is: z.string(), ...sourced });

/** UCUM units an item may be measured in; `1` is a count. `clock` is a time of day, kept as an instant. */
export const units = [
  'kg',
  'cm',
  'Cel',
  'mm[Hg]',
  '/min',
  '%',
  'mmol/L',
  'umol/L',
  'g/L',
  '10*9/L',
  'mL/min/{1.73_m2}',
  '{INR}',
  'mL',
  'L/min',
  'min',
  'h',
  '1',
  'clock',
] as const;

/** A question about this patient, this order, or what was answered to another item. */
const test = z.union([
  /** The order's fact is one of these; a fact the order does not carry is `unknown`. */
  z.strictObject({ fact: name, is: z.array(z.string()).check(z.minLength(1)) }),
  /** Yes unless the order says one of these: a word nobody foresaw, or none, is never "no" (I41). */
  z.strictObject({ fact: name, isNot: z.array(z.string()).check(z.minLength(1)) }),
  /** Another item was answered with one of these. Not answered yet counts as yes: unknown is never "no" (I41). */
  z.strictObject({ answer: name, is: z.array(z.string()).check(z.minLength(1)) }),
  /** Another item was measured within these, inclusive. Not measured counts as yes. */
  z.strictObject({ reading: name, atLeast: z.optional(z.number()), atMost: z.optional(z.number()) }),
  /** Whole years at the planned start. */
  z.strictObject({ age: z.strictObject({ atLeast: z.optional(z.int()), atMost: z.optional(z.int()) }) }),
  z.strictObject({ sex: z.array(z.enum(['F', 'M', 'X', 'U'])).check(z.minLength(1)) }),
]);
export type Test = z.infer<typeof test>;
const otherwise = { otherwise: sentence };
const applies = z.union([
  z.strictObject({ fact: name, is: z.array(z.string()).check(z.minLength(1)), ...otherwise }),
  z.strictObject({ fact: name, isNot: z.array(z.string()).check(z.minLength(1)), ...otherwise }),
  z.strictObject({ answer: name, is: z.array(z.string()).check(z.minLength(1)), ...otherwise }),
  z.strictObject({ reading: name, atLeast: z.optional(z.number()), atMost: z.optional(z.number()), ...otherwise }),
  z.strictObject({
    age: z.strictObject({ atLeast: z.optional(z.int()), atMost: z.optional(z.int()) }),
    ...otherwise,
  }),
  z.strictObject({ sex: z.array(z.enum(['F', 'M', 'X', 'U'])).check(z.minLength(1)), ...otherwise }),
  z.strictObject({ any: z.array(test).check(z.minLength(1)), ...otherwise }),
  z.strictObject({ all: z.array(test).check(z.minLength(1)), ...otherwise }),
]);

/** A number that satisfies: the first row whose `if` holds decides; inclusive bounds, in the answer's unit. */
const limit = z.strictObject({
  if: z.optional(test),
  atLeast: z.optional(z.number()),
  atMost: z.optional(z.number()),
});

/** What tells one patient from another. Where they are is not among them: a room or bed never identifies (I05). */
const identifiers = ['name', 'birthDate', 'number', 'address', 'telephone', 'photograph'] as const;
export type Identifier = (typeof identifiers)[number];

const choice = z.strictObject({
  value: name,
  label: sentence,
  satisfies: z.boolean(),
  /** Of a warning: nothing has to be told of it when the patient is ready or handed over. Every other answer is told. */
  plain: z.optional(z.literal(true)),
  /** In the identity step: what of the patient this answer has matched. Every way through the step has two kinds. */
  identifies: z.optional(z.array(z.enum(identifiers)).check(z.minLength(1))),
  /** Not for this patient, whoever says it: the order's fact forbids it. */
  notIf: z.optional(z.strictObject({ fact: name, is: z.array(z.string()) })),
  /** Only for patients of whom the order says so: a fact that is missing or misspelt forbids it too. */
  onlyIf: z.optional(z.strictObject({ fact: name, is: z.array(z.string()).check(z.minLength(1)) })),
});
export type Choice = z.infer<typeof choice>;
const answer = z.union([
  z.strictObject({ scan: z.enum(['patient.number', 'order.number']) }),
  /** The code scanned is the one this order's fact names, such as the unit the laboratory crossmatched. */
  z.strictObject({ scanFact: name }),
  /** A thing of this type, by the equipment log: in service, in date, and still so at the planned start. */
  z.strictObject({ asset: name }),
  z.strictObject({ choices: z.array(choice).check(z.minLength(1), z.maxLength(6)) }),
  z.strictObject({
    unit: z.string(),
    min: z.number(),
    max: z.number(),
    decimals: z.int().check(z.nonnegative(), z.maximum(3)),
    /** Which readings are good enough; every one between `min` and `max` when left out. */
    limits: z.optional(z.array(limit).check(z.minLength(1))),
    /** A clock answer that says "not at all", with its label: nothing eaten since yesterday. */
    none: z.optional(sentence),
    /** A result filed under this code answers the item by itself, in this unit. */
    result: z.optional(z.string().check(z.minLength(1), z.maxLength(40))),
  }),
  z.strictObject({ timer: z.literal(true) }),
]);

const item = z.strictObject({
  id: name,
  kind: z.enum(itemKinds),
  text: sentence,
  hint: z.optional(sentence),
  stop: z.enum(stopClasses),
  /** What the order says of it, told beside the item: `says` and the fact, or `otherwise` where the order is silent. */
  ordered: z.optional(z.strictObject({ fact: name, says: sentence, otherwise: sentence })),
  /** Who may answer it. */
  by: someRoles,
  answer,
  /** What the person must hold, by the competence register. */
  competence: z.optional(name),
  /** Asked along with the answer: when the sample was taken, the form signed. Validity counts from it. */
  dated: z.optional(sentence),
  /** Needs no patient: read off a screen or a form, before they are here. */
  patientFree: z.optional(z.literal(true)),
  /** So many answers that do not satisfy, then this is raised: somebody else takes over. */
  attempts: z.optional(z.strictObject({ max: z.int().check(z.positive(), z.maximum(9)), raises: z.string() })),
  /** Counts for this long after it was done (a name in `times`); where a time is asked, after that time. */
  validFor: z.optional(name),
  /** Counts for another length of time for some orders: the first row whose fact holds decides, else `validFor`. */
  validForIf: z.optional(
    z
      .array(z.strictObject({ fact: name, is: z.array(z.string()).check(z.minLength(1)), validFor: name }))
      .check(z.minLength(1)),
  ),
  /** Counts until this long after the planned start, whenever that is (a name in `times`). */
  untilAfterStart: z.optional(name),
  /** Counts only while the time answered, the act, or the time asked beside the answer (dated) lies within these of the planned start; re-read when it moves. */
  window: z.optional(
    z.strictObject({ of: z.enum(['value', 'act', 'taken']), atLeast: z.optional(name), atMost: z.optional(name) }),
  ),
  /** A timed act: the item is done when this has run. */
  takes: z.optional(name),
  /** A second person answers within this, blind. */
  verifyWithin: z.optional(name),
  /** Who may be the second person, and what they must hold; as the first where left out. */
  verifiedBy: z.optional(someRoles),
  verifierCompetence: z.optional(name),
  /** Items or conditions that must hold before this one may be answered. */
  needs: z.optional(z.array(name)),
  /** Events that undo it. */
  voidedBy: z.optional(z.array(z.string())),
  /** The item whose answering uses this one up (hand hygiene before the touch). */
  usedBy: z.optional(name),
  /** A stop that the wrong answer raises by itself, such as identity.mismatched. */
  ifNot: z.optional(z.string()),
  /** A stop that is raised when it lapses, where the same thing must not be used any more. */
  ifLapsed: z.optional(z.string()),
  /** That stop in the ward's words: what it is called, what to do with the thing, and the order's fact that names the thing. */
  lapsed: z.optional(z.strictObject({ says: sentence, act: sentence, thing: z.optional(name) })),
  overriddenBy: z.optional(someRoles),
  /** Only an answer is overridden, never that there is none: a missing or outdated result is nobody's to accept. */
  overriddenOnceAnswered: z.optional(z.literal(true)),
  /** Needed only for these patients, orders or answers; `otherwise` says why not. */
  appliesIf: z.optional(applies),
  /** Asked even in an emergency; everything else is deferred. */
  askedInEmergency: z.optional(z.literal(true)),
  ...sourced,
});
export type ItemDocument = z.infer<typeof item>;

export const protocolSchema = z.strictObject({
  format: z.literal(documentFormat),
  id: name,
  version: z.string().check(z.regex(/^\d+\.\d+\.\d+$/, 'must be three numbers such as 1.0.0')),
  title: sentence,
  /** Content nobody clinical has reviewed says so, everywhere it is shown. */
  status: z.enum(['unreviewed', 'reviewed']),
  standard: sentence,
  timeOutRequired: z.boolean(),
  /** A part of a protocol that a proof walks whole: it need not identify anybody, and no file in use may say this. */
  slice: z.optional(z.literal(true)),
  /** Where it is done, by the site's name for that department: its list shows every patient bound for it. */
  department: z.optional(name),
  consent: z.strictObject({
    level: z.enum(['implied', 'verbal', 'written']),
    takenBy: someRoles,
    renewedBy: someRoles,
    /** Written consent counts for this long after it was given (a name in `times`). Without it, until something voids it. */
    lastsFor: z.optional(name),
    /** A sedative may be given while the patient is prepared: it is recorded, and after it no new consent counts (I14). */
    sedatives: z.optional(z.literal(true)),
    ...sourced,
  }),
  handover: z.strictObject({
    receivedBy: someRoles,
    /** The patient is taken to another place, and is handed over there. Without it, at the bed. */
    transfer: z.optional(z.literal(true)),
    /** Steps that are done there, beside what the place has: nobody waits for them before the patient leaves the ward. */
    doneThere: z.optional(z.array(name).check(z.minLength(1))),
    ...sourced,
  }),
  /** What screens call a competence: `mrLevel2` in the register, `MR Level 2` where it is read. Left out, its name is read. */
  competences: z.optional(z.record(name, z.strictObject({ is: sentence, ...sourced }))),
  /** Names of every length of time used below; some are required (see `requiredTimes`). */
  times: z.record(name, time),
  steps: z.array(z.strictObject({ step: name, items: z.array(item) })).check(z.minLength(1)),
});
export type ProtocolDocument = z.infer<typeof protocolSchema>;

/** Lengths of time that the regions of every preparation wait for. */
export const requiredTimes = ['lookAgain', 'unownedFor', 'offerFor', 'acknowledgeWithin'] as const;
