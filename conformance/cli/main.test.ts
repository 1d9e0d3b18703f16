import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startServer } from '../corpus/server.ts';
import { mixinToken } from '../core/auth/signers/mixin-token.ts';
import type { Report } from '../report/report.ts';

const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Ended = { code: number | null; out: string; err: string };

/** Runs the command as a user does, with nothing in the environment that could be a credential. */
function conformance(
  args: readonly string[],
  environment: { [name: string]: string } = {},
  whileRunning?: (child: ReturnType<typeof spawn>) => void,
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['conformance/cli/main.ts', ...args], {
      env: { PATH: process.env.PATH, ...environment },
    });
    const read = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => {
      read.out += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      read.err += chunk.toString();
    });
    child.on('close', (code) => resolve({ code, ...read }));
    whileRunning?.(child);
  });
}

const settled = (text: string) =>
  text
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
    .replaceAll(/\d+\.\d s/g, 'N s')
    // how many cases there are depends on the generators
    .replaceAll(/\d+ (passed|cases)/g, 'N $1')
    .trim();

/** The output that the README shows below one of its markers. */
function shownInReadme(marker: string): string {
  const [, block = ''] =
    new RegExp(`<!-- ${marker} -->\\n\`\`\`\\n([\\s\\S]*?)\`\`\``).exec(
      readFileSync('README.md', 'utf8'),
    ) ?? [];
  return settled(block);
}

const startCorpus = (mutant?: string) => {
  const { publicKey, id } = mixinToken.ephemeral();
  return startServer({
    apiKey: 'k',
    bearerToken: 'demo-token',
    mixinSession: { uid: 'u', sid: id, publicKey },
    ...(mutant ? { mutant } : {}),
  });
};

test('without a target it checks the mock, which conforms, as the README shows', async () => {
  const { code, out, err } = await conformance([]);
  expect(err).toContain('no target was given: checking the mock');
  expect(settled(out)).toBe(shownInReadme('conformance'));
  expect(code).toBe(0);
});

test('a finding is shown as the README shows it, written as JSON, and the exit code is 1', async () => {
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
  const stable = (text: string) => settled(text).replaceAll(/seen .*/g, 'seen …');
  expect(stable(out)).toBe(stable(shownInReadme('finding')));
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

const reportOf = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Report;

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

test('what is known fails nothing, and what is new does', async () => {
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
        'known.yaml: there is no such file; --update-baseline makes it.',
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
    await using server = await startCorpus('takes-an-empty-push-token');
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
    err: expect.stringContaining('is part 1 of 2 once more'),
  });
  expect(await conformance(['merge', parts[0]!, whole])).toMatchObject({
    code: 2,
    err: expect.stringContaining('Some of these reports are parts of a plan'),
  });
  expect(await conformance(['merge', 'README.md'])).toMatchObject({
    code: 2,
    err: 'error: README.md: this is no JSON.\n',
  });
  expect(await conformance(['merge', 'package.json'])).toMatchObject({
    code: 2,
    err: expect.stringMatching(
      /^error: package\.json: this is no report of --report json=FILE: it must have required property '\w+'\.\n$/,
    ),
  });
  expect(await conformance(['merge', whole, whole])).toMatchObject({
    code: 2,
    err: expect.stringContaining('both report on all of notifications: one of them will do.'),
  });
  expect(await conformance(['merge', ...parts, '--target', 'http://127.0.0.1:9'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('--target says how requests are sent, and merge sends none.'),
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
  expect(settled(out)).toContain('It conforms. 1 operation, N cases: N passed, 0 failed');
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
  expect(out).toContain('Too little of the contract was covered.');
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
    'of what changes something only documented examples and what must be refused',
  );
  expect(out).not.toMatch(/together|\/repeat\//);
  expect(new Set(seen)).toEqual(new Set(['GET', 'POST']));
});

test('the plan is printed with --dry-run, and nothing is sent', async () => {
  const { code, out } = await conformance(['notifications', '--dry-run']);
  expect(out).toContain(
    'invalid   refreshPushToken/required/body/deviceId/missing  (`deviceId`, which is required, is left out)',
  );
  expect(code).toBe(0);
});

test('Ctrl-C in the middle writes the reports of what was judged so far, and exits with 2', async () => {
  let answered = 0;
  const enough = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    answered += 1;
    if (answered === 10) enough.resolve();
    // from here on nobody answers
    else if (answered < 10) request.resume().on('end', () => response.writeHead(418).end());
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const files = ['json', 'junit', 'html', 'sarif', 'markdown', 'text', 'github'].map(
    (kind) => [kind, join(folder, `interrupted.${kind}`)] as const,
  );
  const { code } = await conformance(
    [
      'notifications',
      '--target',
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      '--timeout',
      '600',
      ...files.flatMap(([kind, file]) => ['--report', `${kind}=${file}`]),
    ],
    { NOTIFICATIONS_BEARER_AUTH: 't' },
    (child) => void enough.promise.then(() => child.kill('SIGINT')),
  );
  server.closeAllConnections();
  server.close();
  expect(code).toBe(2);
  const report = reportOf(files[0]![1]);
  expect(report.verdict).toBe('error');
  expect(report.cases.failed).toBe(9);
  expect(report.findings.map(({ check }) => check)).toEqual(['status-documented']);
  for (const [kind, file] of files)
    expect({ kind, says: readFileSync(file, 'utf8').includes('the run was interrupted') }).toEqual({
      kind,
      says: true,
    });
});

test('Ctrl-C ends a run that waits, says so, and exits with 2', async () => {
  const waiting = Promise.withResolvers<void>();
  const server = createServer(() => waiting.resolve()).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { code, out } = await conformance(
    ['notifications', '--target', url, '--timeout', '600'],
    { NOTIFICATIONS_BEARER_AUTH: 't' },
    (child) => {
      void waiting.promise.then(() => child.kill('SIGINT'));
    },
  );
  server.closeAllConnections();
  server.close();
  expect(out).toContain('error the run was interrupted');
  expect(code).toBe(2);
});

const unreadable = join(folder, 'unreadable.yaml');
writeFileSync(unreadable, 'openapi: 3.1.0\ninfo: [\n');
const swagger = join(folder, 'swagger.json');
writeFileSync(swagger, '{"swagger": "2.0"}');

const mistakes: { why: string; args: string[]; says: RegExp }[] = [
  {
    why: 'a flag that there is not',
    args: ['--tarket', 'http://127.0.0.1:1'],
    says: /Unknown option '--tarket'\. See --help\./,
  },
  {
    why: 'a URL in place of an API, as npm makes of a flag without the two hyphens',
    args: ['http://127.0.0.1:4010/amity'],
    says: /is a URL, not an API\. With npm, flags stand after two hyphens/,
  },
  {
    why: 'an API that there is not',
    args: ['amitty'],
    says: /There is no API "amitty": did you mean "amity"\? There are amity, mixin, notifications/,
  },
  {
    why: 'an operation that there is not',
    args: ['--operation', 'nope'],
    says: /There is no operation "nope"\. Known are: registerSession/,
  },
  {
    why: 'a target that is no URL',
    args: ['amity', '--target', 'staging.example.com'],
    says: /"staging\.example\.com" is no http or https URL/,
  },
  {
    why: 'one target for several APIs',
    args: ['--target', 'http://127.0.0.1:1'],
    says: /one URL for 3 APIs: name the API to check/,
  },
  {
    why: 'no credentials',
    args: ['amity', '--target', 'http://127.0.0.1:1'],
    says: /needs a credential for its security scheme "apiKey": set AMITY_API_KEY/,
  },
  {
    why: 'no description',
    args: ['nowhere/openapi.yaml'],
    says: /nowhere\/openapi\.yaml: there is no such file/,
  },
  {
    why: 'a description that is no YAML',
    args: [unreadable],
    says: /unreadable\.yaml:\d+: this is no YAML/,
  },
  {
    why: 'a description of another format',
    args: [swagger],
    says: /this is a Swagger 2\.0 description, which is not read\. Convert it/,
  },
  {
    why: 'a case that there is not',
    args: ['--case', 'createPin/type/body/nope'],
    says: /There is no case "createPin\/type\/body\/nope"\. --dry-run lists all/,
  },
  {
    why: 'a check that there is not',
    args: ['--exclude', 'valid-acepted'],
    says: /There is no check "valid-acepted": did you mean "valid-accepted"\? Known are: body-matches-schema/,
  },
  {
    why: 'another intent',
    args: ['--only', 'good'],
    says: /--only is valid or invalid, not "good"/,
  },
  {
    why: 'a number that is none',
    args: ['--max-cases', 'many'],
    says: /--max-cases is a whole number from 1 on, not "many"/,
  },
  {
    why: 'a report of an unknown kind',
    args: ['--report', 'jnit=x'],
    says: /no report of the kind "jnit": did you mean "junit"\? There are github, html, json, junit, markdown, sarif, text\./,
  },
  {
    why: 'two reports in one file',
    args: ['--report', 'json=/tmp/a', '--report', 'text=/tmp/a'],
    says: /Two reports are to go to \/tmp\/a\./,
  },
  {
    why: 'two reports to the standard output',
    args: ['--report', 'json=-', '--report', 'text=-'],
    says: /Two reports are to go to the standard output\./,
  },
  {
    why: 'a part that there is not',
    args: ['--shard', '3/2'],
    says: /--shard is the part and the number of parts, such as 1\/4, not "3\/2"/,
  },
  {
    why: 'random requests in parts',
    args: ['--shard', '1/2', '--fuzz', '5'],
    says: /--fuzz can not be shared out/,
  },
  {
    why: 'random requests that are safe',
    args: ['--safe', '--fuzz', '5'],
    says: /--fuzz makes requests up, which --safe rules out/,
  },
  {
    why: 'a rate of nothing',
    args: ['--rate', '0'],
    says: /--rate is a number of requests a second/,
  },
  {
    why: 'none at once',
    args: ['--concurrency', '0'],
    says: /--concurrency is a whole number from 1 to 256, not "0"/,
  },
  {
    why: 'a severity that there is not',
    args: ['--severity', 'within-time=mild'],
    says: /a severity is notice, warning, error: write --severity within-time=warning/,
  },
  {
    why: 'a severity of nothing',
    args: ['--severity', 'in-time=warning'],
    says: /there is no check "in-time"/,
  },
  {
    why: 'a limit that there is not',
    args: ['--fail-on', 'errors'],
    says: /--fail-on is one of notice, warning, error or never, not "errors"/,
  },
  {
    why: 'more coverage than there is',
    args: ['--min-coverage', '101'],
    says: /--min-coverage is a whole number from 0 to 100/,
  },
  {
    why: 'an update of nothing',
    args: ['--update-baseline'],
    says: /--update-baseline needs --baseline FILE/,
  },
  { why: 'a report without a file', args: ['--report', 'json'], says: /write --report json=PATH/ },
  { why: 'a report without a name', args: ['--report', 'json='], says: /write --report json=PATH/ },
  {
    why: 'a report that is a folder',
    args: ['--report', `json=${folder}`],
    says: /can't be written: EISDIR/,
  },
  {
    why: 'a time limit that is no number',
    args: ['--timeout', 'soon'],
    says: /--timeout is a number of seconds above 0, not "soon"/,
  },
  {
    why: 'no configuration',
    args: ['--config', 'nowhere.yaml'],
    says: /nowhere\.yaml: there is no such file/,
  },
];

for (const { why, args, says } of mistakes) {
  test(`a mistake is one line and exit code 2: ${why}`, async () => {
    const { code, out, err } = await conformance(args);
    expect(err).toMatch(says);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(out).toBe('');
    expect(code).toBe(2);
  });
}

test('a target that refuses connections is one sentence and exit code 2', async () => {
  const { code, out } = await conformance(['amity', '--target', 'http://127.0.0.1:9'], {
    AMITY_API_KEY: 'secret-key',
  });
  expect(out).toContain("error http://127.0.0.1:9 can't be reached: the connection was refused");
  expect(out).toContain('It could not be judged.');
  expect(code).toBe(2);
});

test('--help answers with the exit code 0', async () => {
  const { code, out } = await conformance(['--help']);
  expect(out).toContain(
    'Exit codes: 0 it conforms, 1 there are findings or too little was covered, 2 it could not be judged.',
  );
  expect(code).toBe(0);
});

test('a mistake leaves no report behind, and one that was there as it was', async () => {
  const [fresh, old] = [join(folder, 'fresh.json'), join(folder, 'old.json')];
  writeFileSync(old, 'kept');
  expect(
    (await conformance(['nowhere.yaml', '--report', `json=${fresh}`, '--report', `text=${old}`]))
      .code,
  ).toBe(2);
  expect(existsSync(fresh)).toBe(false);
  expect(readFileSync(old, 'utf8')).toBe('kept');
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
