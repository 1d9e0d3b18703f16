import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { median, milliseconds, type Bench } from './bench.ts';
import { ourRequests } from './load.ts';
import { oneDescription } from './one-description.ts';
import { ours, prism, start, type Rival } from './rival.ts';

const wanted = 900;
const methods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']);
type Paths = { readonly [path: string]: object };

/** How long the mock takes to start. */
export const mockStart: Bench = {
  id: 'mock-start',
  summary: `from the start of the process to its first response, for our APIs and for a description of some ${wanted} operations`,
  async measure() {
    const folder = mkdtempSync(join(tmpdir(), 'bench-'));
    try {
      const small = join(folder, 'all.json');
      writeFileSync(small, JSON.stringify(oneDescription()));
      const { document, operations, path } = large();
      const big = join(folder, 'large.json');
      writeFileSync(big, JSON.stringify(document));
      return [
        {
          name: 'mock, our three APIs',
          figure: await timeOf(ours(), 7, ['', '/mixin/session', 'POST']),
        },
        {
          name: 'Prism CLI, the same as one description',
          figure: await timeOf(prism, 5, [small, '/mixin/session', 'POST']),
        },
        {
          name: `mock, ${operations} operations`,
          figure: await timeOf(ours(['--quiet', big]), 5, ['', path, 'GET']),
        },
        {
          name: `Prism CLI, ${operations} operations`,
          figure: await timeOf(prism, 3, [big, path, 'GET']),
        },
        {
          name: 'mock, from a change of a description to the new response',
          figure: await reloadTime(folder),
        },
      ];
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

async function timeOf(
  rival: Rival,
  rounds: number,
  [description, path, method]: readonly [description: string, path: string, method: string],
): Promise<string> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await using server = await start(rival, description, path, method);
    times.push(server.started);
  }
  return milliseconds(median(times));
}

/** From a change of a description to the first response that shows it. */
async function reloadTime(folder: string): Promise<string> {
  cpSync('spec/notifications', join(folder, 'notifications'), { recursive: true });
  const file = join(folder, 'notifications', 'openapi.yaml');
  const [request] = ourRequests().filter(({ path }) => path.startsWith('/notifications'));
  await using server = await start(ours(['--quiet', '--watch', file]), '', '/');
  const description = readFileSync(file, 'utf8');
  const times: number[] = [];
  for (let round = 0; round < 7; round += 1) {
    const message = `Forbidden resource ${round}`;
    const begun = performance.now();
    writeFileSync(file, description.replace('Forbidden resource', message));
    for (let text = ''; !text.includes(message); ) {
      const response = await fetch(
        `http://127.0.0.1:${server.port}/notifications/devices/refresh-token`,
        {
          method: 'POST',
          headers: { ...Object.fromEntries(request!.headers), Prefer: 'code=403' },
          body: request!.body,
        },
      );
      text = await response.text();
    }
    times.push(performance.now() - begun);
  }
  return milliseconds(median(times));
}

/** The first operations of the largest description that a package ships. */
function large(): {
  readonly document: object;
  readonly operations: number;
  readonly path: string;
} {
  const document = parse(readFileSync('node_modules/@goauthentik/api/schema.yml', 'utf8')) as {
    readonly paths: Paths;
  };
  const paths: { [path: string]: object } = {};
  let operations = 0;
  for (const [path, item] of Object.entries(document.paths)) {
    const more = Object.keys(item).filter((name) => methods.has(name)).length;
    if (operations + more > wanted) break;
    paths[path] = item;
    operations += more;
  }
  return {
    document: { ...document, paths },
    operations,
    path: Object.entries(paths).find(([path, item]) => 'get' in item && !path.includes('{'))![0],
  };
}
