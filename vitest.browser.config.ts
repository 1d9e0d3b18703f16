import { defineConfig } from 'vitest/config';

/** The tests that need a browser: `npm run test:browser`, with the path of Chromium in `CHROMIUM`. */
export default defineConfig({
  test: {
    include: ['**/*.browser.test.ts'],
    exclude: ['node_modules/**'],
    setupFiles: ['vitest.setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
