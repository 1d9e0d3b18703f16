import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, milliseconds, type Bench } from './bench.ts';
import { ourRequests, put } from './load.ts';
import { oneDescription } from './one-description.ts';
import { bare, hasMockoon, mockoon, ours, prism, start, type Rival } from './rival.ts';

const connections = 32;
const rounds = 5;
/** Requests in a round, so that the slow servers don't take much longer than the others. */
const counts: ReadonlyMap<Rival, number> = new Map([
  [bare, 20_000],
  [prism, 1_500],
  [mockoon, 3_000],
]);
const most = 20_000;

/** The mock's documented responses beside those of other mocks. */
export const mock: Bench = {
  id: 'mock',
  summary: `a good request of each of the five operations in turn over ${connections} kept connections, from another process; medians of ${rounds} rounds, in each of which all servers take turns`,
  async measure() {
    const folder = mkdtempSync(join(tmpdir(), 'bench-'));
    const description = join(folder, 'all.json');
    writeFileSync(description, JSON.stringify(oneDescription()));
    const requests = ourRequests();
    const rivals = [bare, ours(), prism, ...(hasMockoon() ? [mockoon] : [])];
    const measured = await Promise.all(
      rivals.map(async (rival) => ({
        rival,
        count: counts.get(rival) ?? most,
        server: await start(rival, description, '/'),
        rates: [] as number[],
        p50s: [] as number[],
        p99s: [] as number[],
        cpus: [] as number[],
        kernels: [] as number[],
      })),
    );
    try {
      for (let round = 0; round <= rounds; round += 1) {
        for (const { count, server, rates, p50s, p99s, cpus, kernels } of measured) {
          const before = server.cpu();
          const { time, p50, p99 } = await put({ port: server.port, connections, count, requests });
          // the first round warms up
          if (round === 0) continue;
          rates.push((count / time) * 1000);
          p50s.push(p50);
          p99s.push(p99);
          const { all, kernel } = server.cpu();
          cpus.push(((all - before.all) / count) * 1000);
          kernels.push(((kernel - before.kernel) / count) * 1000);
        }
      }
    } finally {
      for (const { server } of measured) await server[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    }
    const [barest, mocked, prisms] = measured.map(({ rates }) => median(rates)) as [
      number,
      number,
      number,
    ];
    const [, our, theirs] = measured;
    return [
      ...measured.map(({ rival: { name }, rates, p50s, p99s, cpus, kernels }) => ({
        name,
        figure: `${Math.round(median(rates))} per second, p50 ${milliseconds(median(p50s))}, p99 ${milliseconds(median(p99s))}, ${Math.round(median(cpus))} µs of CPU a request, ${Math.round(median(kernels))} of them in the kernel`,
      })),
      ...(hasMockoon()
        ? []
        : [
            {
              name: mockoon.name,
              figure: 'not installed: npm run bench:mockoon installs it, 100 MB',
            },
          ]),
      {
        name: 'mock in relation to Prism CLI',
        figure: `${(mocked / prisms).toFixed(1)} times the requests per second, ${(median(theirs!.cpus) / median(our!.cpus)).toFixed(1)} times by CPU`,
      },
      {
        name: 'mock in relation to the bare server',
        figure: `${(mocked / barest).toFixed(2)} of the requests per second, ${(median(measured[0]!.cpus) / median(our!.cpus)).toFixed(2)} by CPU`,
      },
      {
        name: "mock's p99 beside Prism CLI's p50",
        figure: `${milliseconds(median(our!.p99s))} and ${milliseconds(median(theirs!.p50s))}`,
      },
    ];
  },
};
