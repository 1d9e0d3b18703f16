import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{spec,conformance,scripts}/**/*.test.ts'],
    // those need a Chromium: npm run test:browser
    exclude: ['**/*.browser.test.ts', '**/node_modules/**'],
    testTimeout: 30_000,
  },
});
