import { defineConfig } from 'vitest/config';

/**
 * The tests that need other programs: `npm run test:browser`. Those of pages need a Chromium, its path in
 * `CHROMIUM`; `*.external.test.ts` need what each names, such as Python, and skip with that reason without it.
 */
export default defineConfig({
  test: {
    include: ['**/*.browser.test.ts', '**/*.external.test.ts'],
    exclude: ['node_modules/**'],
    setupFiles: ['vitest.setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
