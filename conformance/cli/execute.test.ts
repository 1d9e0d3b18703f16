import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { mixinToken } from '../core/auth/signers/mixin-token.ts';
import { startServer } from '../corpus/server.ts';
import type { Report } from '../report/report.ts';
import { conformance } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const settled = (text: string) =>
  text
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
    .replaceAll(/\d+\.\d s/g, 'N s')
    // how many cases there are depends on the generators
    .replaceAll(/\d+ (passed|cases)/g, 'N $1')
    .trim();

const startCorpus = (mutant?: string) => {
  const { publicKey, id } = mixinToken.ephemeral();
  return startServer({
    apiKey: 'k',
    bearerToken: 'demo-token',
    mixinSession: { uid: 'u', sid: id, publicKey },
    ...(mutant ? { mutant } : {}),
  });
};

const reportOf = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Report;

test('without a target it checks the mock, which conforms', async () => {
  const { code, out, err } = await conformance([]);
  expect(err).toContain('no target was given: checking the mock');
  expect(settled(out)).toContain('The mock conforms. 5 operations, N cases: N passed, 0 failed');
  expect(code).toBe(0);
});

test('a finding is shown, written as JSON, and the exit code is 1', async () => {
  await using server = await startCorpus('does-without-a-fingerprint');
  const file = join(folder, 'deep', 'report.json');
  const { code, out } = await conformance(
    ['notifications', '--target', server.url, '--report', `json=${file}`],
    { NOTIFICATIONS_BEARER_AUTH: 'demo-token' },
  );
  const report = JSON.parse(readFileSync(file, 'utf8')) as {
    verdict: string;
    cases: object;
    findings: { check: string }[];
  };
  expect(out).toContain('fail  notifications refreshPushToken  invalid-refused');
  expect(report).toMatchObject({
    verdict: 'fail',
    apis: [{ name: 'notifications' }],
    cases: { failed: 1, errors: 0, skipped: 0 },
  });
  expect(report.findings).toHaveLength(1);
  expect(report.findings[0]).toMatchObject({
    check: 'invalid-refused',
    severity: 'error',
    api: 'notifications',
    operation: 'refreshPushToken',
    occurrences: 1,
  });
  expect(code).toBe(1);
});

test('a configuration gives target, credentials and known values', async () => {
  await using server = await startCorpus();
  const file = join(folder, 'conformance.config.yaml');
  writeFileSync(
    file,
    [
      'targets:',
      '  notifications:',
      `    url: ${server.url}`,
      '    credentials: { bearerAuth: "${TOKEN}" }',
      '    values: { refreshPushToken: { /deviceId: device-a81f92 } }',
    ].join('\n'),
  );
  const { code, out } = await conformance(['--config', file], { TOKEN: 'demo-token' });
  expect(out).toMatch(/pass {2}refreshPushToken +\d+ passed, \d+ skipped/);
  expect(code).toBe(0);
});

test('several reports at once, one of them to the standard output', async () => {
  await using server = await startCorpus('does-without-a-fingerprint');
  const files = ['json', 'junit', 'html', 'sarif', 'markdown', 'text'].map(
    (kind) => [kind, join(folder, `several.${kind}`)] as const,
  );
  const { code, out } = await conformance(
    [
      'notifications',
      '--target',
      server.url,
      '--report',
      'github=-',
      ...files.flatMap(([kind, file]) => ['--report', `${kind}=${file}`]),
    ],
    { NOTIFICATIONS_BEARER_AUTH: 'demo-token' },
  );
  expect(code).toBe(1);
  expect(out).toMatch(/^::error file=spec\/notifications\/openapi\.yaml,line=\d+/);
  for (const [kind, file] of files)
    expect({ kind, says: readFileSync(file, 'utf8').includes('x-fingerprint-id') }).toEqual({
      kind,
      says: true,
    });
});

test('known findings fail nothing, new ones do', async () => {
  const baseline = join(folder, 'known.yaml');
  const check = (url: string, ...more: string[]) =>
    conformance(['notifications', '--target', url, '--baseline', baseline, ...more], {
      NOTIFICATIONS_BEARER_AUTH: 'demo-token',
    });
  {
    await using server = await startCorpus('does-without-a-fingerprint');
    expect(await check(server.url)).toMatchObject({
      code: 2,
      err: expect.stringContaining(
        'known.yaml: there is no such file; --update-baseline creates it.',
      ),
    });
    expect(await check(server.url, '--update-baseline')).toMatchObject({
      code: 0,
      err: expect.stringMatching(/known\.yaml: 1 added, until \d{4}-\d\d-\d\d/),
    });
    const again = await check(server.url);
    expect(again.code).toBe(0);
    expect(again.out).toContain(
      'known notifications/refreshPushToken/invalid-refused/header/x-fingerprint-id:required',
    );
    expect(again.out).toMatch(/It conforms\. 1 known finding\./);
  }
  {
    await using server = await startCorpus('does-without-a-push-token');
    const other = await check(server.url);
    expect(other.code).toBe(1);
    expect(other.out).toContain(
      'stale notifications/refreshPushToken/invalid-refused/header/x-fingerprint-id:required',
    );
  }
});

test('parts of a run are put together to the whole', async () => {
  await using server = await startCorpus('does-without-a-fingerprint');
  const parts = [1, 2].map((index) => join(folder, `part-${index}.json`));
  for (const [at, file] of parts.entries())
    await conformance(
      [
        'notifications',
        '--target',
        server.url,
        '--shard',
        `${at + 1}/2`,
        '--report',
        `json=${file}`,
      ],
      { NOTIFICATIONS_BEARER_AUTH: 'demo-token' },
    );
  const whole = join(folder, 'merged.json');
  const { code, out } = await conformance(['merge', ...parts, '--report', `json=${whole}`]);
  expect(code).toBe(1);
  expect(settled(out)).toContain(
    'It does not conform: 1 finding. 1 operation, N cases: N passed, 1 failed',
  );
  const ids = (file: string) => reportOf(file).results.map(({ id }) => id);
  expect(ids(whole).toSorted()).toEqual(parts.flatMap(ids).toSorted());
  expect(await conformance(['merge', parts[0]!])).toMatchObject({
    code: 2,
    err: 'error: Of 2 parts, part 2 is missing.\n',
  });
  expect(await conformance(['merge', parts[0]!, parts[0]!])).toMatchObject({
    code: 2,
    err: expect.stringContaining('is part 1 of 2, like another file'),
  });
  expect(await conformance(['merge', parts[0]!, whole])).toMatchObject({
    code: 2,
    err: expect.stringContaining('Some of these reports are parts of a plan'),
  });
  expect(await conformance(['merge', 'README.md'])).toMatchObject({
    code: 2,
    err: 'error: README.md: this is not JSON.\n',
  });
  expect(await conformance(['merge', 'package.json'])).toMatchObject({
    code: 2,
    err: expect.stringMatching(
      /^error: package\.json: this is not a report of --report json=FILE: it must have required property '\w+'\.\n$/,
    ),
  });
  expect(await conformance(['merge', whole, whole])).toMatchObject({
    code: 2,
    err: expect.stringContaining(
      'both contain a whole report of notifications: pass only one of them.',
    ),
  });
  expect(await conformance(['merge', ...parts, '--target', 'http://127.0.0.1:9'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('--target controls how requests are sent, but merge sends none.'),
  });
  const moved = join(folder, 'moved.json');
  writeFileSync(
    moved,
    readFileSync(parts[1]!, 'utf8').replaceAll(server.url, 'http://elsewhere.example.com'),
  );
  expect(await conformance(['merge', parts[0]!, moved])).toMatchObject({
    code: 2,
    err: expect.stringContaining('is about notifications at http://127.0.0.1'),
  });
  expect(await conformance(['merge'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('merge needs the JSON reports of all parts'),
  });
});

test('parts that were checked with the mock are of one whole, although each has a mock of its own', async () => {
  const parts = [1, 2].map((index) => join(folder, `mock-part-${index}.json`));
  for (const [at, file] of parts.entries())
    await conformance(['notifications', '--shard', `${at + 1}/2`, '--report', `json=${file}`]);
  const { code, out } = await conformance(['merge', ...parts]);
  expect(code).toBe(0);
  expect(settled(out)).toContain('The mock conforms. 1 operation, N cases: N passed, 0 failed');
});

test('too little coverage fails', async () => {
  const { code, out } = await conformance([
    'notifications',
    '--only',
    'invalid',
    '--min-coverage',
    '99',
  ]);
  expect(code).toBe(1);
  expect(out).toMatch(/\d+ % of the contract is covered, less than the 99 % of --min-coverage: /);
  expect(out).toContain('Too little of the contract is covered.');
});

test('a safe run sends nothing that is made up', async () => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(request.method!);
    request
      .resume()
      .on('end', () =>
        response
          .writeHead(400, { 'content-type': 'application/json' })
          .end('{"message":"no","error":"Bad Request","statusCode":400}'),
      );
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { out, err } = await conformance(
    [
      'notifications',
      '--safe',
      '--target',
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ],
    { NOTIFICATIONS_BEARER_AUTH: 't' },
  );
  server.close();
  expect(err).toContain(
    '--safe: only documented examples and invalid requests, except for GET, HEAD and OPTIONS',
  );
  expect(out).not.toMatch(/together|\/repeat\//);
  expect(new Set(seen)).toEqual(new Set(['GET', 'POST']));
});

test('the plan is printed with --dry-run, and nothing is sent', async () => {
  const { code, out } = await conformance(['notifications', '--dry-run']);
  expect(out).toContain(
    'invalid     refreshPushToken/required/body/deviceId/missing  (`deviceId`, which is required, is left out)',
  );
  expect(code).toBe(0);
});

test('a target that refuses connections is one sentence and exit code 2', async () => {
  const { code, out } = await conformance(['amity', '--target', 'http://127.0.0.1:9'], {
    AMITY_API_KEY: 'secret-key',
  });
  expect(out).toContain("error http://127.0.0.1:9 can't be reached: the connection was refused");
  expect(out).toContain('It could not be judged.');
  expect(code).toBe(2);
});

test('paths are those of the folder where the user is', async () => {
  writeFileSync(
    join(folder, 'mine.yaml'),
    JSON.stringify({
      openapi: '3.1.1',
      info: { title: 'Mine', version: '1' },
      paths: { '/': { get: { operationId: 'mine', responses: { 200: { description: 'ok' } } } } },
    }),
  );
  const { code, out } = await conformance(['mine.yaml', '--report', 'json=mine.json'], {
    INIT_CWD: folder,
  });
  expect(out).toMatch(/pass {2}mine/);
  expect(code).toBe(0);
  expect(existsSync(join(folder, 'mine.json'))).toBe(true);
});
