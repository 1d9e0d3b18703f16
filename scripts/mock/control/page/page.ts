import type { Reply } from '../../http/write-response.ts';
export const controlPage = (_: unknown): Reply => ({
  status: 200,
  headers: {},
  body: '',
  logFields: {},
});
