/** The same string means the same on a tablet and on its server, whatever the site's file says of its barcodes. */
import { expect } from 'chai';
import fc from 'fast-check';
import { v7 } from 'uuid';
import { longestScan, type BoardRow, type Checklist, type ScanSettings } from '../../machines/index.ts';
import { typesFromFile } from '../../server/equipment/types.ts';
import { perScanner } from '../../server/people/attempts.ts';
import { meaningHere, meaningOf, type Scanned, scannedIn } from '../../src/tablet/scan-meaning.ts';
import { scanSettings } from '../../src/tablet/scan-settings.ts';
import { corpus, sites } from '../machines/scan/corpus.ts';
import { anOpening, importer } from '../support/ward.ts';
import { type Browser, startWeb, type Web } from '../support/web.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);
const raws = Object.values(corpus).flatMap((rows) => rows.map(({ raw }) => raw));
/** Longer ones never leave the tablet: its scanner says so first. */
const sent = raws.filter((raw) => raw.length <= longestScan);

/** What the door for scans says. */
interface Said {
  readonly kind: string;
  readonly preparations: readonly string[];
  readonly says?: string;
  readonly din?: string;
  readonly thing?: { readonly asset: string };
}

for (const [name, wanted] of Object.entries(sites))
  describe(`at a site ${name}, a tablet`, () => {
    let web: Web;
    let osei: Browser;
    let rules: ScanSettings;
    let kept: readonly Pick<Checklist, 'preparation' | 'patient' | 'row'>[];
    const bare = globalThis.fetch;
    const tries = new Map<number, number>();

    /** As fast as anybody scans: the clock moves on before the door says that it is too fast. */
    const paced = <T>(look: () => Promise<T>): Promise<T> => {
      const now = web.clock.now();
      tries.set(now, (tries.get(now) ?? 0) + 1);
      if ((tries.get(now) ?? 0) >= perScanner.tries - 1) web.clock.advance(perScanner.windowMs);
      return look();
    };
    const server = async (text: string): Promise<Said> => {
      const { status, body } = await paced(() => osei.post<Said>('/scan', { text }));
      expect(status, JSON.stringify(body)).to.equal(200);
      return body;
    };

    before(async () => {
      web = await startWeb({ equipmentTypes: await typesFromFile('equipment/types.yaml'), scan: wanted });
      osei = await web.signedIn('BADGE-OSEI');
      // What `ask` of the tablet needs of a page: where it came from, and its cookie.
      globalThis.fetch = (path, init) =>
        bare(new URL(typeof path === 'string' ? path : '', web.url), {
          ...init,
          headers: { ...(init?.headers as Record<string, string>), cookie: osei.cookie, origin: web.url },
        });
      await scanSettings.refresh();
      const told = await scanSettings.current(true);
      if (told === null) throw new Error('the tablet was not told how barcodes are read');
      rules = told;
      const numbers = [...new Set(raws.map((raw) => scannedIn(raw, rules)).flatMap(bandOf))];
      const outcome = await web.services.preparations.apply(
        numbers.map((number, index) =>
          anOpening(web.clock.now(), {
            order: { number: `RULES-${index}`, version: 1, facts: { fasting: 'none', armRestriction: 'none' } },
            patient: { familyName: 'Roe', givenName: 'Mary', birthDate: '1959-03-12', sex: 'F', number },
          }),
        ),
        importer,
      );
      if (outcome.kind !== 'applied') throw new Error(outcome.says);
      kept = await Promise.all(
        outcome.preparations.map(async (preparation) => {
          const { body } = await osei.get<Checklist>(`/preparations/${preparation}`);
          return body;
        }),
      );
      await web.services.equipment.book.write(
        v7(),
        ['505520710125452', '1234', 'EQ004711'].map((page) => ({
          page,
          report: {
            happened: 'registered',
            type: 'infusionPump',
            title: 'Pump',
          },
        })),
        { person: 'e-lund', role: 'clinicalEngineer' },
      );
    });
    after(async () => {
      globalThis.fetch = bare;
      await web.end();
    });

    it('goes by the rules of its server', () => {
      expect(rules).to.deep.equal(wanted);
    });

    it('reads every barcode as its server does', async () => {
      for (const raw of sent) {
        const here = scannedIn(raw, rules);
        const there = await server(raw);
        expect(kindOf(here), `${raw}: ${JSON.stringify(there)}`).to.include(there.kind);
        if (here.kind === 'stopped') expect(there.says, raw).to.equal(here.says);
        if (here.kind === 'blood') expect(there.din ?? null, raw).to.equal(here.din);
        // What the tablet sends on is what was scanned: the server reads the one as it reads the other.
        if (here.kind === 'number') expect(await server(here.number), raw).to.deep.equal(there);
        if (here.kind === 'thing' && here.code !== null)
          expect((await web.services.equipment.find(here.code))?.id, raw).to.equal(there.thing?.asset);
      }
    });

    it('means whom its server means, in reach and out of it', async () => {
      const rows: readonly BoardRow[] = kept.map(({ row }) => row);
      let met = 0;
      for (const raw of sent) {
        const here = scannedIn(raw, rules);
        const inReach = await paced(() => meaningOf(raw, here, true, rows));
        const [number] = bandOf(here);
        if (number === undefined) continue;
        met += 1;
        expect(inReach, raw).to.deep.equal(meaningHere(number, kept, rows));
        expect(inReach.kind, raw).to.equal('patient');
      }
      expect(met).to.be.greaterThan(1);
    });

    it('knows the things of the log by whatever is on their labels', async () => {
      for (const raw of ['(01)51022222233336(11)141231(17)150707(10)A213B1(21)1234', ']d28004505520710125452'])
        expect(await paced(() => meaningOf(raw, scannedIn(raw, rules), true, [])), raw).to.deep.equal({
          kind: 'thing',
          type: 'infusionPump',
          title: 'Pump',
        });
    });

    it(`reads as its server does what is put together of pieces (seed ${seed})`, async () => {
      const known = fc.constantFrom(...sent);
      const pieces = fc
        .tuple(known, known, fc.nat(60), fc.nat(60))
        .map(([one, other, at, from]) => one.slice(0, at) + other.slice(from) + one.slice(at))
        .filter((raw) => raw !== '' && raw.length <= longestScan);
      await fc.assert(
        fc.asyncProperty(pieces, async (raw) => {
          expect(kindOf(scannedIn(raw, rules))).to.include((await server(raw)).kind);
        }),
        { numRuns: 150, seed },
      );
    });
  });

/** What the server may call it. A number may be anybody's or nobody's; only the lists say which. */
function kindOf(scanned: Scanned): readonly string[] {
  switch (scanned.kind) {
    case 'stopped':
      return ['unread'];
    case 'blood':
      return ['blood'];
    case 'thing':
      return ['thing', 'nothing'];
    case 'number':
      return scanned.isWristband ? ['patient', 'nothing'] : ['patient', 'order', 'badge', 'thing', 'nothing'];
  }
}

const bandOf = (scanned: Scanned): readonly string[] =>
  scanned.kind === 'number' && scanned.isWristband ? [scanned.number] : [];
