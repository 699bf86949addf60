/** The shipped types of equipment, a short protocol that asks for two things, and people to hold them. */
import { v7 } from 'uuid';
import type { Reply, Verdict } from '../../../machines/index.ts';
import { typesFromFile } from '../../../server/equipment/types.ts';
import type { Reporter } from '../../../server/equipment/terms.ts';
import type { Change } from '../../../server/preparations/service.ts';
import { shippedDocument } from '../../support/protocol.ts';
import { anOpening, type Ward } from '../../support/ward.ts';

export const types = await typesFromFile('equipment/types.yaml');

export const engineer: Reporter = { person: 'e-lund', role: 'clinicalEngineer' };
export const technician: Reporter = { person: 'a-osei', role: 'technician' };

/** Only the equipment step, with a pump and a kit that are scanned. */
export function pumpProtocol(only?: 'tray' | 'scope'): unknown {
  const document = shippedDocument();
  const [by, source] = [
    ['technician', 'nurse', 'chargeNurse', 'proceduralist'],
    { source: 'A test', status: 'project default' },
  ];
  const thing = (id: string, asset: string) => ({
    id,
    kind: 'sensed',
    text: `The ${id} is here and fit`,
    stop: 'hard',
    by,
    answer: { asset },
    askedInEmergency: true,
    ...source,
  });
  return {
    ...document,
    id: 'infusion',
    title: 'Infusion',
    times: Object.fromEntries(
      Object.entries(document.times).filter(([name]) =>
        ['lookAgain', 'unownedFor', 'offerFor', 'acknowledgeWithin'].includes(name),
      ),
    ),
    steps: [
      {
        step: 'equipment',
        items: [
          ...(only === undefined ? [thing('pump', 'infusionPump')] : []),
          only === 'scope' ? thing('tray', 'gastroscope') : thing('tray', 'venepunctureKit'),
        ],
      },
    ],
  };
}

let opened = 0;
export const anInfusion = (ward: Pick<Ward, 'clock'>): Change => {
  opened += 1;
  return {
    ...anOpening(ward.clock.now(), { place: { ward: 'w4B', bed: String(1 + (opened % 6)) } }),
    protocol: 'infusion',
  };
};

const importer = { person: 'import', role: 'system', grant: 'system-import', device: 'system-import' } as const;
export async function openInfusion(ward: Ward): Promise<string> {
  const outcome = await ward.desk.apply([anInfusion(ward)], importer);
  if (outcome.kind !== 'applied') throw new Error(outcome.says);
  return outcome.preparations[0] ?? '';
}

const hands = { person: 'b-nunez', role: 'nurse', grant: 'grant-nunez', device: 'tablet-8' } as const;
/** One command on the newest state, as a tablet of the ward sends it. */
export async function does(ward: Ward, preparation: string, event: string, value?: string): Promise<Verdict> {
  const known = await ward.desk.knowledge.newest(preparation);
  if (known === null) throw new Error(`no ${preparation}`);
  const now = ward.clock.now();
  const reply: Reply<Verdict> = await ward.desk.submit(
    {
      format: 1,
      id: v7(),
      preparation,
      event,
      ...(value === undefined ? {} : { value }),
      grant: hands.grant,
      device: { id: hands.device, seq: 1 },
      digest: known.head.digest,
      base: { revision: known.head.revision, head: known.head.hash },
      previous: null,
      wallTime: now,
      lastSync: now,
      elapsed: 0,
    },
    hands,
    () => ({ ok: true }),
  );
  if (!reply.ok) throw new Error(reply.problem.detail);
  return reply.value;
}

/** What a verdict says, in one word or in its sentence. */
export const said = (verdict: Verdict): string => ('refusal' in verdict ? verdict.refusal.says : verdict.kind);

/** A pump that may be used: registered, calibrated, maintained, checked today. */
export async function fitPump(ward: Ward, asset: string, lot?: string): Promise<void> {
  const due = ward.clock.now() + 200 * 86_400_000;
  const written = await ward.server.equipment.book.write(
    v7(),
    [
      {
        page: asset,
        report: {
          happened: 'registered',
          type: 'infusionPump',
          title: 'Infusion pump',
          calibrationDue: due,
          maintenanceDue: due,
          ...(lot === undefined ? {} : { lot }),
        },
      },
      { page: asset, report: { happened: 'checkPassed' } },
    ],
    engineer,
  );
  if (written.kind !== 'written') throw new Error(JSON.stringify(written));
}
