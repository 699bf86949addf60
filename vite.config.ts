/** How the browser app is built and, in development, served beside the server. */
import react from '@vitejs/plugin-react';
import { createLogger, defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const server = process.env['WARDREADY_SERVER'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  root: 'src',
  customLogger: quietOnComposes(),
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: true,
    // The policy allows no `data:` scripts or styles, and one more file is cheap beside an exception.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Screens need a few constants of `machines`; without this they would carry every step and all of XState.
    rolldownOptions: { treeshake: { moduleSideEffects: (id: string) => !/\/machines\/.*\.ts$/.test(id) } },
  },
  server: {
    fs: { allow: ['..'] },
    proxy: {
      '/api': { target: server },
      '/socket.io': { target: server, ws: true },
    },
  },
  worker: { format: 'es' },
  plugins: [
    react(),
    VitePWA({
      strategies: 'generateSW',
      registerType: 'prompt',
      // We register it ourselves, through our own Trusted Types policy (src/service-worker.ts).
      injectRegister: null,
      manifest: {
        name: 'WardReady',
        short_name: 'WardReady',
        description: 'Gets a patient ready for a procedure, safely, and shows the ward the truth while it happens.',
        start_url: '/tablet',
        display: 'standalone',
        background_color: '#E6EAE7',
        theme_color: '#12181B',
        icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
      },
      workbox: {
        globPatterns: ['**/*.{js,css,html,svg,woff2}'],
        // Only the demonstration's window proves anything: no tablet keeps it.
        globIgnores: ['**/prover-*.js'],
        navigateFallback: '/index.html',
        navigateFallbackDenylist: [/^\/api/, /^\/socket\.io/, /^\/window/],
        cleanupOutdatedCaches: true,
        // Trusted Types hold in the worker too: its own runtime fetched by `importScripts` would be refused in silence.
        inlineWorkboxRuntime: true,
      },
    }),
  ],
});

/** What `composes` brings in has lost its file by the time Vite looks for addresses in it. There are none: no need to say so. */
function quietOnComposes() {
  const logger = createLogger('warn');
  const warnOnce = logger.warnOnce.bind(logger);
  logger.warnOnce = (says, options) => {
    if (!says.includes('did not pass the `from` option')) warnOnce(says, options);
  };
  return logger;
}
