declare module 'virtual:papers' {
  import type { RecordPaper } from '../../server/preparations/record-paper.ts';
  import type { WardSheet } from '../../src/print/read-ward.ts';
  export const record: RecordPaper;
  export const short: RecordPaper;
  export const ward: WardSheet;
}
