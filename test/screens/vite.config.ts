/** The gallery: every screen from fixtures, without a server. `npx vite -c test/screens/vite.config.ts`. */
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { Bedside } from '../support/bedside.ts';
import { elsewhere } from '../support/elsewhere.ts';
import { paperOf, wardOfThirty, wholeMorning } from '../support/papers.ts';

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '/tmp/wardready-gallery',
  plugins: [react(), papers()],
  server: { host: '127.0.0.1', port: 5199, strictPort: true, fs: { allow: ['../..'] } },
});

/** Papers made by the real machines, which read protocols from files: a page cannot, so it is handed them. */
function papers(): Plugin {
  const id = 'virtual:papers';
  return {
    name: 'papers',
    resolveId: (asked) => (asked === id ? `\0${id}` : null),
    async load(asked) {
      if (asked !== `\0${id}`) return null;
      const made = {
        record: await paperOf(wholeMorning()),
        short: await paperOf(new Bedside({}, elsewhere()), true),
        ward: wardOfThirty(),
      };
      return Object.entries(made)
        .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
        .join('\n');
    },
  };
}
