/**
 * How this site's barcodes are read, as its server reads them: asked for whenever the server is heard again, kept for
 * when it is not. While a tablet has never been told, it reads nothing: by another site's rules the patient's own
 * wristband could be a wrong one.
 */
import { scanSettingsSchema, type ScanSettings } from '../../machines/index.ts';
import { ask, isRecord } from '../link/http.ts';
import { savedFact, saveFact } from '../link/outbox-db.ts';

export interface SettingsParts {
  /** Null when the server could not be asked. */
  readonly ask: () => Promise<ScanSettings | null>;
  readonly saved: () => Promise<ScanSettings | null>;
  readonly keep: (settings: ScanSettings) => Promise<void>;
}

export function createScanSettings(parts: SettingsParts) {
  let told: ScanSettings | null = null;
  let asking: Promise<void> | null = null;

  async function run(): Promise<void> {
    const settings = await parts.ask();
    if (settings === null) return;
    told = settings;
    // Storage that fails costs the rules of the next start out of reach, not those of now.
    await parts.keep(settings).catch(() => undefined);
  }

  /** The server is heard again: it may have been started with another file meanwhile. */
  function refresh(): Promise<void> {
    asking ??= run().finally(() => {
      asking = null;
    });
    return asking;
  }

  return {
    refresh,
    /** What a scan is read by now. In reach an answer on its way is waited for, and asked for where there was none. */
    async current(live: boolean): Promise<ScanSettings | null> {
      if (live) await (told === null ? refresh() : asking);
      told ??= await parts.saved().catch(() => null);
      return told;
    },
  };
}

export const scanSettings = createScanSettings({
  async ask() {
    const answer = await ask('GET', '/wards', (body) => (isRecord(body) ? readSettings(body['scan']) : null));
    return answer.ok ? answer.value : null;
  },
  saved: () => savedFact('scan', readSettings),
  keep: (settings) => saveFact('scan', settings),
});

/** Rules this page does not understand are not half followed. */
function readSettings(given: unknown): ScanSettings | null {
  const read = scanSettingsSchema.safeParse(given);
  return read.success ? read.data : null;
}
