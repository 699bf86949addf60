/**
 * Every generated path, not a sample: against `decide`, and against the HTTP API where it can be asked for; and each thing
 * spoiled that only the other protocols' paths can find.
 */
process.env['WARDREADY_LAB'] = 'all';
await import('../lab/paths.test.ts');
await import('../lab/http.test.ts');
await import('../lab/mutants.test.ts');
