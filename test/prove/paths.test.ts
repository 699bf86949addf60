/** Every generated path, not a sample: against `decide`, and against the HTTP API where it can be asked for. */
process.env['WARDREADY_LAB'] = 'all';
await import('../lab/paths.test.ts');
await import('../lab/http.test.ts');
