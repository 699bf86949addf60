/** A line of the log in a technician's words. */
import { dayWords } from '../../machines/index.ts';
import type { Entry } from './terms.ts';
import type { EquipmentTypes } from './types.ts';

export function saysEntry({ report }: Entry, type: string, types: EquipmentTypes): string {
  switch (report.happened) {
    case 'registered':
      return 'Registered';
    case 'checkPassed':
      return 'Start-of-day check passed';
    case 'checkFailed':
      return `Start-of-day check failed: ${report.reason}`;
    case 'measured': {
      const title = types.types.get(type)?.controls.find(({ id }) => id === report.control)?.title ?? report.control;
      return `${title}: ${report.value} ${report.unit}`;
    }
    case 'calibrated':
      return `Calibrated, next ${day(report.due)}`;
    case 'maintained':
      return `Maintained, next ${day(report.due)}`;
    case 'cleaned':
      return 'Cleaned';
    case 'cycle':
      return `Decontaminated, cycle ${report.cycle}, released by ${report.releasedBy}`;
    case 'used':
      return 'Used: to be cleaned before the next patient';
    case 'faulted':
      return `Fault: ${report.reason}`;
    case 'quarantined':
      return `Put aside: ${report.reason}`;
    case 'released':
      return `Back in service: ${report.reason}`;
    case 'retired':
      return `Out of use for good: ${report.reason}`;
    case 'moved':
      return `${report.lent ? 'Lent' : 'Moved'} to ${report.ward}`;
    case 'recalled':
      return `Recalled: ${report.reason}`;
    case 'recallLifted':
      return `Recall lifted: ${report.reason}`;
    case 'trained':
      return `${report.person} trained until ${day(report.due)}`;
    case 'calledBack':
      return report.holders === 0
        ? 'Nobody had it'
        : `Taken back from ${report.holders} ${report.holders === 1 ? 'patient' : 'patients'} being prepared`;
  }
}

const day = (at: number): string => dayWords(new Date(at).toISOString().slice(0, 10));
