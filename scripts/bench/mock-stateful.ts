import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, type Bench } from './bench.ts';
import { put, type LoadRequest } from './load.ts';
import { ours, start, type Running } from './rival.ts';
import { loadContract } from '../../conformance/core/contract/load.ts';
import { statefulServers } from '../../conformance/corpus/stateful/servers.ts';
import { statefulAnswers } from './mock-stateful-answers.ts';
import { toDoDescription, toDoId } from '../mock/things/testing.ts';

const connections = 32;
const rounds = 5;
const count = 6000;

const of = (method: string, path: string, body = ''): LoadRequest => ({
  ...{ method, path, body },
  headers: body === '' ? [] : [['Content-Type', 'application/json']],
});
const draft = JSON.stringify({ title: 'Buy milk', note: 'Two bottles', tags: ['home', 'shop'] });
const one = `/todos/${toDoId}`;
const create = of('POST', '/todos', draft);

type Load = {
  readonly name: string;
  /** How many things are made before. */
  readonly things: number;
  readonly requests: readonly LoadRequest[];
};

const list = of('GET', '/todos?limit=20');
const filtered = of('GET', '/todos?limit=20&done=false');
const loads: readonly Load[] = [
  { name: 'one of 20 is read', things: 20, requests: [of('GET', one)] },
  { name: '20 of 20 are listed', things: 20, requests: [list] },
  { name: '20 of 2,000 are listed', things: 2000, requests: [list] },
  { name: '20 of 2,000 are listed and filtered', things: 2000, requests: [filtered] },
  { name: 'one of 20 is replaced', things: 20, requests: [of('PUT', one, draft)] },
  { name: 'one is made', things: 20, requests: [create] },
  {
    ...{ name: 'all kinds in turn, from 2,000', things: 2000 },
    requests: [
      ...[list, of('GET', one), create, filtered, of('PUT', one, draft)],
      ...[of('GET', '/todos?limit=20&offset=20'), of('PATCH', one, '{"done":true}')],
    ],
  },
];

const corpus = {
  flat: statefulServers.flat.description,
  nested: statefulServers.nested.description,
};

/** The mock with state beside the mock without it. */
export const mockStateful: Bench = {
  id: 'mock-stateful',
  summary: `the mock with --stateful beside the mock without it, on a to-do description over ${connections} kept connections; medians of ${rounds} rounds, in each of which both take turns`,
  async measure() {
    const folder = mkdtempSync(join(tmpdir(), 'bench-'));
    const file = join(folder, 'to-do.json');
    writeFileSync(file, JSON.stringify(toDoDescription));
    const figures = [];
    try {
      for (const load of loads)
        figures.push({ name: load.name, figure: await besideStatic(file, load) });
      figures.push({ name: 'memory after each 40,000 of all kinds', figure: await memoryOf(file) });
      return [...figures, { name: 'answers to random requests', figure: answersTo(file) }];
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

/** How the memory of the mock grows. */
async function memoryOf(file: string): Promise<string> {
  await using server = await start(ours(['--quiet', '--stateful', file]), '', '/');
  const after: string[] = [];
  for (let part = 0; part < 5; part += 1) {
    const load = { count: 40_000, requests: loads.at(-1)!.requests };
    await put({ port: server.port, connections, ...load });
    after.push(server.memory().toFixed(0));
  }
  return `${after.join(', ')} MB`;
}

/** How many answers are invalid, of the to-do description and of those of the corpus. */
function answersTo(file: string): string {
  const files = { todo: file, ...corpus };
  const contracts = Object.entries(files).map(([api, path]) => loadContract(api, path));
  const { answers, statuses, invalid } = statefulAnswers(contracts, 200_000);
  const successes = [...statuses].filter(([status]) => status < 300);
  const accepted = successes.reduce((sum, [, count]) => sum + count, 0);
  return `${invalid.length} invalid of ${answers}, of which ${accepted} are successes${invalid[0] ? `, for example ${invalid[0]}` : ''}`;
}

/** The rates of both under a load, and their relation. */
async function besideStatic(file: string, { things, requests }: Load): Promise<string> {
  await using without = await start(ours(['--quiet', file]), '', '/');
  await using stateful = await start(ours(['--quiet', '--stateful', file]), '', '/');
  await put({ port: stateful.port, connections, count: things, requests: [create] });
  const servers = [stateful, without].map((server) => ({ server, all: [] as Cost[] }));
  for (let round = 0; round <= rounds; round += 1)
    for (const { server, all } of servers) {
      const cost = await costOf(server, requests);
      // the first round warms up
      if (round > 0) all.push(cost);
    }
  const [own, its] = servers.map(({ all }) => ({
    rate: median(all.map(({ rate }) => rate)),
    cpu: median(all.map(({ cpu }) => cpu)),
  })) as [Cost, Cost];
  return `${Math.round(own.rate)} per second, ${(own.rate / its.rate).toFixed(2)} of the ${Math.round(its.rate)} without state; ${Math.round(own.cpu)} µs of CPU a request, ${(its.cpu / own.cpu).toFixed(2)} by CPU; ${stateful.memory().toFixed(0)} MB`;
}

/** Requests per second, and microseconds of CPU time for each. */
type Cost = { readonly rate: number; readonly cpu: number };

async function costOf(server: Running, requests: readonly LoadRequest[]): Promise<Cost> {
  const before = server.cpu().all;
  const { time } = await put({ port: server.port, connections, count, requests });
  const cpu = ((server.cpu().all - before) / count) * 1000;
  return { rate: (count / time) * 1000, cpu };
}
