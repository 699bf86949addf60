/** `npm test` takes a sample of what takes long; `npm run journey` sets this, and takes all of it. */
export const whole = process.env['WHOLE'] === '1';
