/** A day as every screen, paper and log writes it: the month in letters, so that nobody reads it for the day. */
export const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'] as const;

/** Of birth or of anything else: `1959-02-03` is `03 FEB 1959`. */
export function dayWords(iso: string): string {
  const [year = '', month = '', day = ''] = iso.split('-');
  return `${day} ${months[Number(month) - 1] ?? month} ${year}`;
}
