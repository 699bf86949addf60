/** What a site says about its own barcodes. */
export interface ScanSettings {
  /** GS1 wristbands: AI 8018. */
  readonly gsrn: {
    /** Bands with another one are another hospital's. Null: not looked at. */
    readonly companyPrefix: string | null;
    /** What stands between the prefix and the check digit. An NHS Number has a check of its own. */
    readonly reference: 'nhsNumber' | 'any';
    /** What the record is compared with: that reference, the hospital number of AI 91, or all 18 digits. */
    readonly compareBy: 'reference' | 'hospitalNumber' | 'gsrn';
    /** The organisation code in AI 91 that is this hospital's. Null: not looked at. */
    readonly organisation: string | null;
    /** Where the instance number is: GS1 gives it 8019; some local schemes put it under 8017. */
    readonly instance: '8019' | '8017';
    /** Between the parts of AI 91, 92 and 93: one character. */
    readonly separator: string;
  };
  /**
   * Wristbands that hold the hospital number only. `prefix` is the printer's and is taken away. Each of `numbers` is
   * what one may look like: 9 is a digit, A a letter, ? either, anything else itself.
   */
  readonly wristband: { readonly prefix: string | null; readonly numbers: readonly string[] };
  readonly badge: { readonly prefix: string | null };
  readonly asset: { readonly prefix: string | null };
  /** `mod37`: every donation number here carries its check, so one without it is refused. */
  readonly blood: { readonly flags: 'any' | 'mod37' };
}

/** Of a site that has said nothing: the wristband of England's DCB1077 (sourced) from any hospital (project default). */
export const scanDefaults: ScanSettings = {
  gsrn: {
    companyPrefix: null,
    reference: 'nhsNumber',
    compareBy: 'reference',
    organisation: null,
    instance: '8019',
    // General knowledge: the standard's page that would say it was not at hand.
    separator: '^',
  },
  wristband: { prefix: null, numbers: [] },
  badge: { prefix: null },
  asset: { prefix: null },
  blood: { flags: 'any' },
};

/** The NHS Number is the ten digits before the check digit, so its company prefix has seven. */
export const nhsPrefixLength = 7;

export const prefixLengthOf = ({ gsrn }: ScanSettings): number => gsrn.companyPrefix?.length ?? nhsPrefixLength;
