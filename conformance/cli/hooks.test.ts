import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Report } from '../report/report.ts';
import { description, folderWith, listen } from '../testing.ts';
import { conformance } from './testing.ts';

const responses = { 200: { description: 'Done.' } };
const text = description({
  '/things': { get: { operationId: 'listThings', tags: ['things'], responses } },
});

/** Runs the valid cases with hooks: what the server got, what was printed, and the report. */
async function runWith(
  hooks: string,
  { status = 200, name = 'hooks.ts', words = [] as string[] } = {},
) {
  const received: string[] = [];
  await using server = await listen(({ method, url, headers }, response) => {
    received.push(`${method} ${url} ${headers['x-hook'] ?? ''}`.trim());
    response.writeHead(status).end(headers['x-hook']);
  });
  const folder = folderWith({ 'things.json': text, [name]: hooks });
  const report = join(folder, 'report.json');
  const ended = await conformance([
    join(folder, 'things.json'),
    ...['--target', server.url, '--hooks', join(folder, name), '--only', 'valid'],
    ...['--report', `json=${report}`, ...words],
  ]);
  const read = () => JSON.parse(readFileSync(report, 'utf8')) as Report;
  return { ...ended, received, read, short: (said: string) => said.replaceAll(`${folder}/`, '') };
}

test('before comes first, after last, and request changes what is sent', async () => {
  const { code, received, read, err, short } = await runWith(`
    import type { Hooks } from '${join(import.meta.dirname, '../run/hooks.ts')}';
    let token = '';
    const call = (target: string, path: string) => fetch(target + path, { method: 'PUT' });
    export const before: Hooks['before'] = async ({ api, target, log }) => {
      await call(target, '/before');
      token = 'from-' + api;
      log('made a token');
    };
    export const request: Hooks['request'] = ({ headers }, { operation, intent }) => ({
      headers: [...headers, ['X-Hook', [token, operation.id, operation.tags, intent].join(' ')]],
    });
    export const after: Hooks['after'] = async ({ target }) => void (await call(target, '/after'));
  `);
  expect(code).toBe(0);
  expect(received[0]).toBe('PUT /before');
  expect(received.at(-1)).toBe('PUT /after');
  expect(new Set(received.slice(1, -1))).toEqual(
    new Set(['GET /things from-things listThings things valid']),
  );
  expect(err).toContain('made a token\n');
  expect(short(read().apis[0]!.notes!.join())).toBe(
    `the hook "request" of hooks.ts changed ${received.length - 2} requests (header fields): lines that repeat one start the runner with the hook`,
  );
});

test('a line that repeats a changed request starts the runner with the hook, without its secrets', async () => {
  const { read } = await runWith(
    `export default { request: ({ headers }) => ({ headers: [...headers, ['X-Hook', 's3cret-value']] }) };`,
    { status: 500, name: 'hooks.mjs' },
  );
  const report = JSON.stringify(read());
  expect(report).not.toContain('s3cret-value');
  expect(read().findings[0]!.curl).toMatch(
    /^npm run conformance -- .* --hooks \S+hooks\.mjs --case listThings\//,
  );
});

test('a hook that changes nothing leaves the curl line', async () => {
  const { read } = await runWith(`export const request = (request) => request;`, {
    ...{ status: 500, name: 'hooks.js' },
  });
  expect(read().findings[0]!.curl).toMatch(/^curl /);
  expect(read().apis[0]!.notes).toBeUndefined();
});

const failures: readonly { why: string; hooks: string; says: string; sends: RegExp }[] = [
  {
    why: 'before',
    hooks: `export function before() {\n  throw new Error('no database');\n}\n`,
    says: 'hooks.ts:2: the hook "before" failed: no database',
    sends: /^$/,
  },
  {
    why: 'request',
    hooks: `export async function request() {\n\n  throw new TypeError('no key');\n}\n`,
    says: 'hooks.ts:3: the hook "request" failed: no key',
    sends: /^$/,
  },
  {
    why: 'a request that is none',
    hooks: `export const request = () => ({ path: 'things' });\n`,
    says: 'hooks.ts: the hook "request" failed: it returned a request whose path does not begin with a slash',
    sends: /^$/,
  },
  {
    why: 'after',
    hooks: `export const after = () => Promise.reject('too late');\n`,
    says: 'hooks.ts: the hook "after" failed: too late',
    sends: /^GET/,
  },
];
for (const { why, hooks, says, sends } of failures)
  test(`a hook that fails is an error with its place: ${why}`, async () => {
    const { code, received, read, short } = await runWith(hooks);
    expect(code).toBe(2);
    // a test runner that rewrites the module may move its lines
    const error = short(read().apis[0]!.error!).replace(/(?<=hooks\.ts:)\d+/, 'LINE');
    expect(error).toContain(says.replace(/(?<=hooks\.ts:)\d+/, 'LINE'));
    expect(received.join()).toMatch(sends);
    expect(JSON.stringify(read())).not.toMatch(/ at .*\.ts:\d+:\d+/);
  });

const mistakes: readonly { why: string; hooks: string; says: string }[] = [
  {
    why: 'no hook',
    hooks: 'export const befor = 1;',
    says: 'hooks.ts: this module exports no hook',
  },
  {
    why: 'no function',
    hooks: 'export const after = 1;',
    says: 'the hook "after" is no function.',
  },
  { why: 'an error', hooks: `throw new Error('no way');`, says: "can't be loaded: no way." },
];
for (const { why, hooks, says } of mistakes)
  test(`a module that can't be used: ${why}`, async () => {
    const { code, err, received, short } = await runWith(hooks);
    expect({ code, received }).toEqual({ code: 2, received: [] });
    expect(short(err)).toContain(says);
  });

test('a module that is not there', async () => {
  const { err } = await conformance(['amity', '--hooks', 'nowhere.ts']);
  expect(err).toBe('error: nowhere.ts: there is no such file.\n');
});
