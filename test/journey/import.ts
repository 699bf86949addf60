import type { JourneyWard } from './ward.ts';
export async function importList(ward: JourneyWard, text: string, dates: 'dmy' | 'mdy'): Promise<string> {
  const r = await fetch(`${ward.url}/api/v1/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json', origin: ward.url }, body: JSON.stringify({ device: 'clerk-desk-1', badge: 'BADGE-ITO' }) });
  const cookie = r.headers.getSetCookie().map((c) => c.split(';')[0]).join('; ');
  const a = await fetch(`${ward.url}/api/v1/day-lists?ward=w4B&dates=${dates}`, { method: 'POST', headers: { 'content-type': 'text/csv', origin: ward.url, cookie }, body: text });
  const j = (await a.json()) as Record<string, unknown>;
  console.log(JSON.stringify(j));
  return Object.entries(j).map(([k, v]) => `${Array.isArray(v) ? v.length : String(v)} ${k}`).join(', ');
}
