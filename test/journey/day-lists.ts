/** Two messy day lists of one morning, as two systems print them: nobody cleaned them up for us. */
import { minute } from '../support/protocol.ts';

/** Minutes from now, as `24.11.2026 09:30` in UTC, the journey's time zone. */
function dayFirst(at: number): string {
  const date = new Date(at);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(date.getUTCDate())}.${two(date.getUTCMonth() + 1)}.${date.getUTCFullYear()} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}
function monthFirst(at: number): string {
  const date = new Date(at);
  return `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()} ${String(date.getUTCHours()).padStart(2, '0')}:${String(date.getUTCMinutes()).padStart(2, '0')}`;
}

/** The whole minute after this, so that a list read back says the same start. */
const wholeMinute = (at: number): number => Math.ceil(at / minute) * minute;

/** The laboratory's: BOM, semicolons, quotes, dates with the day first, a missing bed, CRLF, an empty line. */
export function laboratoryList(now: number): string {
  const at = wholeMinute(now);
  const rows = [
    'Order no.;Bed;Surname;First name;Date of birth;Sex;Hospital number;Procedure;Planned start;Fasting;Arm restriction;Status',
    `ORD-7001;1;Roe;Mary;12.03.1959;F;9990012345;Blood sample;${dayFirst(at + 90 * minute)};yes;none;planned`,
    `ORD-7002;2;Rowe;Martin;21.03.1963;M;9990012354;venepuncture;${dayFirst(at + 100 * minute)};no;none;planned`,
    `ORD-7003;3;Wiśniewski;Łukasz;08.04.1990;M;9990036363;BLOOD SAMPLE;${dayFirst(at + 70 * minute)};no;;`,
    '',
    `ORD-7004;;Nguyễn;"Thị Hoa; called ""Hoa""";24.12.1979;F;9990046462;venepuncture;${dayFirst(at + 80 * minute)};no;none;planned`,
    `ORD-7005;4;حداد;ليلى;19.02.1984;female;9990042424;venepuncture;${dayFirst(at + 110 * minute)};;right;scheduled`,
  ];
  return `\uFEFF${rows.join('\r\n')}\r\n`;
}

/** The clinic's: commas inside quotes, tabs nowhere, dates with the month first. */
export function clinicList(now: number): string {
  const at = wholeMinute(now);
  return [
    'order,bed,family name,given name,birth date,sex,mrn,procedure,start,fasting,arm restriction,status',
    `ORD-7101,5,"D'Arcy, the younger",Ann,2/29/1952,F,9990070707,venepuncture,${monthFirst(at + 120 * minute)},no,none,planned`,
    `ORD-7102,6,O’Neill,Siân,9/17/1988,F,9990038381,venepuncture,${monthFirst(at + 130 * minute)},no,left,planned`,
    `ORD-7103,7,Roe,Marian,3/12/1971,F,9990012399,venepuncture,${monthFirst(at + 140 * minute)},no,none,cancelled`,
  ].join('\n');
}
