/** What a site says about its own barcodes, as data of its site file. */
import * as z from 'zod/mini';

const digits = z.string().check(z.regex(/^\d{4,12}$/, 'must be 4 to 12 digits'));
const prefix = z.string().check(z.regex(/^[!-~]{1,20}$/, 'must be 1 to 20 characters without a space'));
const mask = z
  .string()
  .check(z.regex(/^[9A?#./_-]{4,40}$/, 'must be 4 to 40 of 9 (a digit), A (a letter), ? (either) and - . / _ #'));

/** The NHS Number is the ten digits before the check digit, so its company prefix has seven. */
const nhsPrefixLength = 7;

export const scanSettingsSchema = z
  .strictObject({
    /** GS1 wristbands: AI 8018. The default is DCB1077 of England (sourced), for any company prefix (project default). */
    gsrn: z.prefault(
      z.strictObject({
        /** Bands with another one are another hospital's. Null: not looked at. */
        companyPrefix: z._default(z.nullable(digits), null),
        /** What stands between the prefix and the check digit. An NHS Number has a check of its own. */
        reference: z._default(z.enum(['nhsNumber', 'any']), 'nhsNumber'),
        /** What the record is compared with: that reference, the hospital number of AI 91, or all 18 digits. */
        compareBy: z._default(z.enum(['reference', 'hospitalNumber', 'gsrn']), 'reference'),
        /** The organisation code in AI 91 that is this hospital's. Null: not looked at. */
        organisation: z._default(z.nullable(z.string()), null),
        /** Where the instance number is: GS1 gives it 8019; some local schemes put it under 8017. */
        instance: z._default(z.enum(['8019', '8017']), '8019'),
        /** Between the parts of AI 91, 92 and 93 (general knowledge). */
        separator: z._default(z.string().check(z.regex(/^[!-~]$/, 'must be one character')), '^'),
      }),
      {},
    ),
    /** Wristbands that hold the hospital number only. `prefix` is the printer's and is taken away. */
    wristband: z.prefault(
      z.strictObject({ prefix: z._default(z.nullable(prefix), null), numbers: z._default(z.array(mask), []) }),
      {},
    ),
    badge: z.prefault(z.strictObject({ prefix: z._default(z.nullable(prefix), null) }), {}),
    asset: z.prefault(z.strictObject({ prefix: z._default(z.nullable(prefix), null) }), {}),
    /** `mod37`: every donation number here carries its check, so one without it is refused. */
    blood: z.prefault(z.strictObject({ flags: z._default(z.enum(['any', 'mod37']), 'any') }), {}),
  })
  .check(
    z.refine(
      ({ gsrn }) =>
        gsrn.reference !== 'nhsNumber' || gsrn.companyPrefix === null || gsrn.companyPrefix.length === nhsPrefixLength,
      {
        path: ['gsrn', 'companyPrefix'],
        message: `must be ${nhsPrefixLength} digits where the reference is an NHS Number`,
      },
    ),
    z.refine(
      ({ gsrn }) => gsrn.reference === 'nhsNumber' || gsrn.companyPrefix !== null || gsrn.compareBy !== 'reference',
      { path: ['gsrn', 'companyPrefix'], message: 'must be given, or the reference cannot be told from it' },
    ),
  );

export type ScanSettings = z.infer<typeof scanSettingsSchema>;

/** Of a site that has said nothing. */
export const scanDefaults: ScanSettings = z.parse(scanSettingsSchema, {});
export const prefixLengthOf = ({ gsrn }: ScanSettings): number => gsrn.companyPrefix?.length ?? nhsPrefixLength;
