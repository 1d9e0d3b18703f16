import { afterAll, vi } from 'vitest';
import { removeFolders } from './conformance/testing.ts';

// test files share one process (vitest.config.ts), so each leaves it as it was
afterAll(() => {
  removeFolders();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});
