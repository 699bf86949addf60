/** Checks what a site's file says about its barcodes. What is left out is as in `scanDefaults`. */
import * as z from 'zod/mini';
import { nhsPrefixLength, scanDefaults, type ScanSettings } from './settings.ts';

const digits = z.string().check(z.regex(/^\d{4,12}$/, 'must be 4 to 12 digits'));
const prefix = z.string().check(z.regex(/^[!-~]{1,20}$/, 'must be 1 to 20 characters without a space'));
const mask = z
  .string()
  .check(z.regex(/^[9A?./_-]{4,40}$/, 'must be 4 to 40 of 9 (a digit), A (a letter), ? (either) and - . / _'));
const { gsrn, wristband, badge, asset, blood } = scanDefaults;
const byPrefix = z.strictObject({ prefix: z._default(z.nullable(prefix), null) });

export const scanSettingsSchema: z.ZodMiniType<ScanSettings> = z
  .strictObject({
    gsrn: z.prefault(
      z.strictObject({
        companyPrefix: z._default(z.nullable(digits), gsrn.companyPrefix),
        reference: z._default(z.enum(['nhsNumber', 'any']), gsrn.reference),
        compareBy: z._default(z.enum(['reference', 'hospitalNumber', 'gsrn']), gsrn.compareBy),
        organisation: z._default(z.nullable(z.string().check(z.minLength(1), z.maxLength(20))), gsrn.organisation),
        instance: z._default(z.enum(['8019', '8017']), gsrn.instance),
        separator: z._default(z.string().check(z.regex(/^[!-~]$/, 'must be one character')), gsrn.separator),
      }),
      {},
    ),
    wristband: z.prefault(
      z.strictObject({
        prefix: z._default(z.nullable(prefix), wristband.prefix),
        numbers: z._default(z.array(mask), [...wristband.numbers]),
      }),
      {},
    ),
    badge: z.prefault(byPrefix, badge),
    asset: z.prefault(byPrefix, asset),
    blood: z.prefault(z.strictObject({ flags: z._default(z.enum(['any', 'mod37']), blood.flags) }), {}),
  })
  .check(
    z.refine(
      (site) =>
        site.gsrn.reference !== 'nhsNumber' ||
        site.gsrn.companyPrefix === null ||
        site.gsrn.companyPrefix.length === nhsPrefixLength,
      {
        path: ['gsrn', 'companyPrefix'],
        message: `must be ${nhsPrefixLength} digits where the reference is an NHS Number`,
      },
    ),
    z.refine(
      (site) =>
        site.gsrn.reference === 'nhsNumber' || site.gsrn.companyPrefix !== null || site.gsrn.compareBy !== 'reference',
      { path: ['gsrn', 'companyPrefix'], message: 'must be given, or the reference cannot be told from it' },
    ),
  );
