/** Tables as hospitals export them: BOM, comma, semicolon or tab, quotes, line breaks inside quotes; with the line of every row. */
import { CsvError, parse } from 'csv-parse/sync';

/** A thing wrong with a file: where, and what. `column` is the header as the file spells it; null for the whole line. */
export interface CellError {
  readonly line: number;
  readonly column: string | null;
  readonly says: string;
}

export interface Table {
  /** The header's cells, trimmed. */
  readonly header: readonly string[];
  readonly headerLine: number;
  readonly rows: readonly TableRow[];
}
export interface TableRow {
  /** The line its first cell is on, as an editor counts. */
  readonly line: number;
  readonly cells: readonly string[];
}
export type TableAnswer =
  | { readonly ok: true; readonly table: Table }
  | { readonly ok: false; readonly errors: readonly CellError[] };

/** Reads bytes as UTF-8 and nothing else: a name must not arrive as another name. Empty lines are skipped. */
export function readTable(bytes: Uint8Array): TableAnswer {
  const text = decode(bytes);
  if (text === null) return bad(firstBadLine(bytes), 'is not UTF-8; save the file as "CSV UTF-8" and send it again');
  const from = text.split(/\r\n|\n|\r/).findIndex((line) => line.trim() !== '');
  if (from < 0) return bad(1, 'the file is empty; its first line must name the columns');
  const delimiter = delimiterOf(text.split(/\r\n|\n|\r/)[from] ?? '');
  try {
    const read = parse(text, {
      delimiter,
      info: true,
      relaxColumnCount: true,
      skipEmptyLines: false,
      recordDelimiter: ['\r\n', '\n', '\r'],
    });
    const rows = numbered(read as unknown as readonly Read[]).filter(({ cells }) => cells.some((cell) => cell !== ''));
    const [header, ...rest] = rows;
    if (header === undefined) return bad(1, 'the file is empty; its first line must name the columns');
    return { ok: true, table: { header: header.cells, headerLine: header.line, rows: rest } };
  } catch (error) {
    if (error instanceof CsvError) return bad(lineOf(error), quoteTrouble(error.code));
    throw error;
  }
}

interface Read {
  readonly record: readonly string[];
  /** Lines read when the row ended, counted from 1. */
  readonly info: { readonly lines: number };
}

function numbered(read: readonly Read[]): readonly TableRow[] {
  let line = 1;
  return read.map(({ record }) => {
    const row: TableRow = { line, cells: record.map((cell) => cell.trim()) };
    // csv-parse counts where a row ends; a person looks for where it begins, and a quoted cell may span lines.
    line += 1 + record.reduce((breaks, cell) => breaks + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
    return row;
  });
}

function decode(bytes: Uint8Array): string | null {
  try {
    // The decoder takes a UTF-8 BOM off; one of UTF-16 makes it fail, as it should.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function firstBadLine(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0, at = 0; at <= bytes.length; at += 1) {
    if (at < bytes.length && bytes[at] !== 0x0a) continue;
    if (decode(bytes.subarray(start, at)) === null) return line;
    line += 1;
    start = at + 1;
  }
  return 1;
}

/** The one of semicolon, tab and comma that stands most often in the header, outside quotes. */
function delimiterOf(header: string): string {
  const bare = header.replace(/"[^"]*"/g, '');
  const count = (mark: string): number => bare.split(mark).length - 1;
  return [';', '\t', ','].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

const bad = (line: number, says: string): TableAnswer => ({ ok: false, errors: [{ line, column: null, says }] });
const lineOf = (error: CsvError): number => {
  const lines: unknown = error['lines'];
  return typeof lines === 'number' ? lines : 1;
};
const quoteTrouble = (code: string): string =>
  code === 'CSV_QUOTE_NOT_CLOSED'
    ? 'a quote (") is opened and never closed, so the rest of the file would be one cell; close it'
    : 'a quote (") stands in the middle of a cell; put the whole cell in quotes and double the quote inside: ""';
