/**
 * A page and what may be written on it next. Pure: the same entries give the same page on every node.
 * What is put aside comes back into service by one way only, a clinical engineer's release.
 */
import type { Instant } from '../../machines/index.ts';
import { duesOf } from './fact.ts';
import type { Entry, Facts, Page, Report, Reporter } from './terms.ts';
import type { EquipmentTypes } from './types.ts';

/** More of a page's past than a screen shows; all of it stays in the log. */
const recentMax = 100;

export const blankPage = (id: string): Page => ({
  id,
  version: 0,
  type: id.startsWith('type:') ? id.slice(5) : 'unknown',
  title: '',
  lot: id.startsWith('lot:') ? id.slice(4) : null,
  standing: id.startsWith('lot:') ? 'inService' : 'unknown',
  why: null,
  ward: null,
  lent: false,
  expires: null,
  calibrationDue: null,
  maintenanceDue: null,
  checkedAt: null,
  cleanedAt: null,
  cycle: null,
  measuredAt: {},
  trained: {},
  trainedFrom: {},
  recent: [],
});

/** What a report does to a page, before it is an entry. */
export type Turned =
  | { readonly ok: true; readonly set: Partial<Facts>; readonly calls: boolean }
  | { readonly ok: false; readonly code: Refused; readonly says: string };
export type Refused = 'unknownThing' | 'engineerOnly' | 'unknownType' | 'unknownControl' | 'notNow' | 'wrongDate';

const no = (code: Refused, says: string): Turned => ({ ok: false, code, says });

/** Says whether a report may be written, and what it changes. */
export function turn(page: Page, report: Report, by: Reporter, at: Instant, types: EquipmentTypes): Turned {
  const known = page.version > 0;
  const isLot = page.id.startsWith('lot:');
  if (!known && !isLot && report.happened !== 'registered' && report.happened !== 'trained')
    return no('unknownThing', 'This is not in the equipment log. Have clinical engineering register it first.');
  if (page.standing === 'retired' && report.happened !== 'registered')
    return no('notNow', 'This was taken out of use for good. Nothing more is written on it.');
  const type = types.types.get(page.type);
  const done = (set: Partial<Facts>): Turned => ({ ok: true, set, calls: calls(page, { ...page, ...set }, at, types) });
  switch (report.happened) {
    case 'registered': {
      if (!types.types.has(report.type))
        return no('unknownType', `There is no type of equipment called ${report.type}.`);
      if (page.standing === 'retired')
        return no('notNow', 'This number was taken out of use. Give the new thing its own.');
      const { type: kind, title, ward, lot, expires, calibrationDue, maintenanceDue } = report;
      return done({
        type: kind,
        title,
        ward: ward ?? page.ward,
        lot: lot ?? page.lot,
        expires: expires ?? page.expires,
        calibrationDue: calibrationDue ?? page.calibrationDue,
        maintenanceDue: maintenanceDue ?? page.maintenanceDue,
        // Listed again is not released: what was put aside stays so.
        standing: page.standing === 'unknown' ? 'inService' : page.standing,
      });
    }
    case 'checkPassed':
      return done({ checkedAt: at });
    case 'checkFailed':
      return done({ checkedAt: null, ...aside(page, `start-of-day check failed: ${report.reason}`) });
    case 'measured': {
      const control = type?.controls.find(({ id }) => id === report.control);
      if (control === undefined) return no('unknownControl', 'This type has no such control value.');
      if (report.unit !== control.unit)
        return no('unknownControl', `${control.title} is measured in ${control.unit}, not in ${report.unit}.`);
      const within = report.value >= control.atLeast && report.value <= control.atMost;
      return within
        ? done({ measuredAt: { ...page.measuredAt, [control.id]: at } })
        : done({
            measuredAt: without(page.measuredAt, control.id),
            ...aside(
              page,
              `${control.title} ${report.value} ${control.unit} is outside ${control.atLeast} to ${control.atMost} ${control.unit}`,
            ),
          });
    }
    case 'calibrated':
    case 'maintained': {
      if (report.due <= at) return no('wrongDate', 'The next date must lie ahead.');
      return done(report.happened === 'calibrated' ? { calibrationDue: report.due } : { maintenanceDue: report.due });
    }
    case 'cleaned':
      if (type?.storage?.after === 'cycle')
        return no('notNow', 'This type is cleaned by a decontamination cycle. Record the cycle and who released it.');
      return done({ cleanedAt: at });
    case 'cycle':
      return done({ cleanedAt: at, cycle: report.cycle });
    case 'used':
      return done({ cleanedAt: null, cycle: null });
    case 'faulted':
    case 'quarantined':
      return done(aside(page, report.reason));
    case 'released':
      if (by.role !== 'clinicalEngineer')
        return no('engineerOnly', 'Only a clinical engineer puts this back into service.');
      if (page.standing !== 'quarantined') return no('notNow', 'This is not put aside.');
      // What a fault or a failed check said of it is asked afresh.
      return done({ standing: 'inService', why: null, checkedAt: null });
    case 'retired':
      return done({ standing: 'retired', why: report.reason });
    case 'moved':
      return done({
        ward: report.ward,
        lent: report.lent,
        ...(type?.startOfDay?.afterMove === true ? { checkedAt: null } : {}),
      });
    case 'recalled':
      if (page.standing === 'quarantined') return no('notNow', 'This lot is recalled already.');
      return done({ standing: 'quarantined', why: `lot ${page.lot ?? ''} is recalled: ${report.reason}` });
    case 'recallLifted':
      if (by.role !== 'clinicalEngineer') return no('engineerOnly', 'Only a clinical engineer lifts a recall.');
      if (page.standing !== 'quarantined') return no('notNow', 'This lot is not recalled.');
      return done({ standing: 'inService', why: null });
    case 'trained': {
      const { person, due } = report;
      const since = (page.trained[person] ?? 0) > at ? (page.trainedFrom[person] ?? at) : at;
      return done({
        trained: { ...page.trained, [person]: due },
        trainedFrom: { ...page.trainedFrom, [person]: since },
      });
    }
    case 'calledBack':
      return done({});
  }
}

/** The first reason stands: what was found first is what an engineer looks for. */
const aside = (page: Page, why: string): Partial<Facts> =>
  page.standing === 'quarantined' ? {} : { standing: 'quarantined', why };

function calls(before: Page, after: Page, at: Instant, types: EquipmentTypes): boolean {
  if (before.standing !== 'inService') return false;
  return after.standing !== 'inService' || dueSooner(before, after, at, types);
}

/** A check that a move or a use ended, a date brought forward: whoever holds it counted on the later one. */
function dueSooner(before: Page, after: Page, at: Instant, types: EquipmentTypes): boolean {
  const was = duesOf(before, types)[0]?.at ?? Number.POSITIVE_INFINITY;
  const is = duesOf(after, types)[0]?.at ?? Number.POSITIVE_INFINITY;
  return was > at && is < was;
}

/** A page after one more line, as it was decided when it was written. */
export const withEntry = (page: Page, entry: Entry): Page => ({
  ...page,
  ...entry.set,
  version: entry.version,
  recent: [...page.recent, entry].slice(-recentMax),
});

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  const { [key]: _gone, ...rest } = record;
  return rest;
}
