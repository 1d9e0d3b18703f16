import type { Reply } from '../http/write-response.ts';

/** A reply of the mock itself, for programs. */
export const inJson = (status: number, value: unknown, note: string): Reply => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: `${JSON.stringify(value)}\n`,
  logFields: { note },
});
