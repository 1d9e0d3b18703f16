import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{spec,conformance,scripts}/**/*.test.ts'],
    // those need a Chromium, or a Python with a library: npm run test:browser
    exclude: ['**/*.browser.test.ts', '**/*.external.test.ts', '**/node_modules/**'],
    setupFiles: ['vitest.setup.ts'],
    // one process loads AJV, Prism and TypeScript once for many files: the suite takes half the time
    isolate: false,
    // by default one core is kept free, which is half of a machine with two
    maxWorkers: '100%',
    // only what hangs runs into it, on a loaded machine too
    testTimeout: 120_000,
  },
});
