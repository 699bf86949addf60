/** A patient without a list: the desk's own form, filled by label. */
import type { Locator } from 'playwright-core';
import { type Ordered, startOf } from './dangers-orders.ts';
import type { DeskHands } from './hands.ts';

export async function addsPatient(desk: DeskHands, ordered: Ordered, protocol: string, now: number): Promise<void> {
  const { family, given, born, gender, number, order, bed, facts } = ordered;
  await desk.page.getByRole('button', { name: 'Add a patient' }).click();
  const form = desk.page.locator('form');
  const field = (label: string): Locator => form.getByLabel(label, { exact: true });
  const group = (name: string, label: string): Locator => form.getByRole('group', { name }).getByLabel(label);
  const [year = '', month = '', day = ''] = born.split('-');
  await field('Family name').fill(family);
  await field('Given name').fill(given);
  await group('Birth date', 'Day').fill(day);
  await group('Birth date', 'Month').selectOption(String(Number(month)));
  await group('Birth date', 'Year').fill(year);
  await field('Sex').selectOption(gender === 'female' ? 'F' : 'M');
  await field('Hospital number').fill(number);
  await field('Protocol').selectOption(protocol);
  await field('Order number').fill(order);
  const start = new Date(startOf(now)).toISOString();
  await group('Planned start', 'Day').selectOption(start.slice(0, 10));
  await group('Planned start', 'Time').fill(start.slice(11, 16));
  await field('Bed').selectOption(bed);
  const lines = Object.entries(facts).map(([fact, is]) => `${fact}: ${is}`);
  await field('Facts of the order').fill(lines.join('\n'));
  await form.getByRole('button', { name: 'Add this patient' }).click();
  await desk.page.getByRole('table').getByRole('button', { name: ordered.name }).first().waitFor();
}
