import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['{spec,conformance,scripts}/**/*.test.ts'], testTimeout: 30_000 },
});
