import type { Bench } from './bench.ts';
import { ourRequests, put } from './load.ts';
import { ours, start } from './rival.ts';

const million = 1_000_000;
const parts = 10;

/** Whether the mock's memory grows. */
export const mockMemory: Bench = {
  id: 'mock-memory',
  summary:
    'resident memory of the mock over a million requests, after each tenth of them, and of another one over 160,000 requests that name other things each',
  async measure() {
    const requests = ourRequests();
    await using server = await start(ours(), '', '/');
    const begun = server.memory();
    const after: number[] = [];
    for (let part = 0; part < parts; part += 1) {
      await put({ port: server.port, connections: 32, count: million / parts, requests });
      after.push(server.memory());
    }
    const distinct = { count: 160_000, isDistinct: true };
    await using other = await start(ours(), '', '/');
    await put({ port: other.port, connections: 32, requests, ...distinct });
    return [
      { name: 'after the first response', figure: `${begun.toFixed(0)} MB` },
      {
        name: 'after 160,000 distinct requests',
        figure: `${other.memory().toFixed(0)} MB`,
      },
      {
        name: 'after each 100,000 requests',
        figure: `${after.map((memory) => memory.toFixed(0)).join(', ')} MB`,
      },
    ];
  },
};
