import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { statefulServers } from '../../conformance/corpus/stateful/servers.ts';
import { toDoDescription } from '../mock/things/testing.ts';
import { median, perSecond, type Bench } from './bench.ts';
import { judge, type Judged } from './million.ts';
import { ours, start } from './rival.ts';

const million = 1_000_000;
const parts = 10;
const connections = 16;

/** Whether a mock with state stays right and small. */
export const mockMillion: Bench = {
  id: 'mock-million',
  summary:
    'a million random requests to the mock with --stateful, of all kinds and over HTTP: each answer judged from its bytes, and the resident memory meanwhile',
  async measure() {
    const folder = mkdtempSync(join(tmpdir(), 'bench-'));
    try {
      return figuresOf(await flood(filesIn(folder), million));
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

/** The served descriptions by the names of their files, which are those of the APIs. */
function filesIn(folder: string): { readonly [api: string]: string } {
  const toDo = join(import.meta.dirname, '..', 'mock', 'things', 'frontend', 'to-do.yaml');
  const copies = {
    'to-do': toDo,
    flat: statefulServers.flat.description,
    nested: statefulServers.nested.description,
  };
  const files = Object.entries(copies).map(([api, file]) => {
    const own = join(folder, `${api}.yaml`);
    cpSync(file, own);
    return [api, own] as const;
  });
  const chores = join(folder, 'chores.json');
  writeFileSync(chores, JSON.stringify(toDoDescription));
  return Object.fromEntries([...files, ['chores', chores]]);
}

type Flood = {
  readonly judged: readonly Judged[];
  /** Resident memory, in megabytes: each second, and after each part. */
  readonly sampled: readonly number[];
  readonly after: readonly number[];
  readonly time: number;
};

async function flood(files: { readonly [api: string]: string }, count: number): Promise<Flood> {
  const mock = ours(['--quiet', '--stateful', ...Object.values(files)]);
  // the first start after a change compiles the code, which needs 20 MB
  await (await start(mock, '', '/'))[Symbol.asyncDispose]();
  await using server = await start(mock, '', '/');
  const [judged, sampled, after] = [[] as Judged[], [] as number[], [] as number[]];
  const sampling = setInterval(() => sampled.push(server.memory()), 1000);
  const begun = performance.now();
  try {
    for (let part = 0; part < parts; part += 1) {
      const { port } = server;
      const each = { port, files, connections, count: count / parts, seed: `part ${part}` };
      judged.push(await judge(each));
      after.push(server.memory());
    }
  } finally {
    clearInterval(sampling);
  }
  return { judged, sampled, after, time: performance.now() - begun };
}

function figuresOf({ judged, sampled, after, time }: Flood) {
  const sum = (count: (one: Judged) => number) =>
    judged.reduce((total, one) => total + count(one), 0);
  const answers = sum((one) => one.answers);
  const accepted = sum(({ statuses }) =>
    Object.entries(statuses).reduce((all, [status, many]) => all + (status < '3' ? many : 0), 0),
  );
  const [example = ''] = judged.flatMap(({ examples }) => examples);
  const megabytes = (figure: number) => `${figure.toFixed(0)} MB`;
  return [
    {
      name: 'answers',
      figure: `${sum(({ invalid }) => invalid)} invalid of ${answers}, of which ${accepted} are successes${example && `, for example ${example}`}`,
    },
    {
      name: 'memory',
      figure: `${megabytes(Math.min(...sampled))} at least, ${megabytes(median(sampled))} in the middle, ${megabytes(Math.max(...sampled))} at most, of ${sampled.length} samples`,
    },
    { name: 'memory after each tenth', figure: after.map(megabytes).join(', ') },
    { name: 'requests, with the client and the judge', figure: perSecond(answers, time) },
  ];
}
