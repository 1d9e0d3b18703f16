import type { RequestListener } from 'node:http';
import { expect, test } from 'vitest';
import { apis } from '../../spec/apis.ts';
import { loadContract } from '../core/contract/load.ts';
import { mutants } from '../corpus/mutants.ts';
import { startServer } from '../corpus/server.ts';
import type { Credential } from '../core/auth/credentials.ts';
import { mixinToken } from '../core/auth/signers/mixin-token.ts';
import { run, type Assignment } from './run.ts';
import { contractOf, listen } from '../testing.ts';

const contracts = Object.entries(apis).map(([api, file]) => loadContract(api, file));
const { uid, sid, session } = openSession();
/**
 * Three operations: one is plain, one has a schema that can't be used, one a scheme that is not
 * supported.
 */
const mixed = {
  openapi: '3.1.1',
  info: { title: 'Mixed', version: '1' },
  components: { securitySchemes: { digest: { type: 'digest' } } },
  paths: {
    '/plain': { get: { operationId: 'plain', responses: { 200: { description: 'ok' } } } },
    '/odd': {
      get: {
        operationId: 'odd',
        responses: {
          200: {
            description: 'ok',
            content: { 'application/json': { schema: { minLength: 'one' } } },
          },
        },
      },
    },
    '/digest': {
      get: {
        operationId: 'digest',
        security: [{ digest: [] }],
        responses: { 200: { description: 'ok' } },
      },
    },
  },
};

const secrets = { apiKey: 'amity-secret-7f3a', bearerToken: 'notifications-secret-91bc' };
const value = (secret: string): Credential => ({ kind: 'value', value: secret });
const credentials = {
  amity: new Map([['apiKey', value(secrets.apiKey)]]),
  mixin: new Map<string, Credential>([['bearer', { kind: 'session', session, secrets: [] }]]),
  notifications: new Map([['bearerAuth', value(secrets.bearerToken)]]),
};

/** A session with its user id, which only the token itself tells. */
function openSession() {
  const opened = mixinToken.ephemeral();
  const [, claims = ''] = opened
    .sign({ method: 'POST', path: '/', body: new Uint8Array() }, new Date())
    .split('.');
  const claim = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { uid: string };
  return { uid: claim.uid, sid: opened.id, session: opened };
}

const startCorpus = (mutant?: string) =>
  startServer({
    ...secrets,
    mixinSession: { uid, sid, publicKey: session.publicKey },
    ...(mutant ? { mutant } : {}),
  });

const assign = (target: string, api?: string): Assignment[] =>
  contracts
    .filter((contract) => api === undefined || contract.api === api)
    .map((contract) => ({
      contract,
      target,
      credentials: credentials[contract.api as keyof typeof credentials],
      values: new Map(),
    }));

test('a conforming implementation passes every case', async () => {
  await using server = await startCorpus();
  const report = await run(assign(server.url), { timeout: 10_000, operations: [] });
  expect(report.findings).toEqual([]);
  expect(report.results.filter(({ verdict }) => verdict.kind !== 'pass')).toEqual([]);
  expect(report.verdict).toBe('pass');
  expect(report.apis.flatMap(({ operations }) => operations).toSorted()).toEqual([
    'createPin',
    'refreshPushToken',
    'registerSession',
    'registerUser',
    'updateDeviceInfo',
  ]);
});

for (const { id, api, operation, reason, trips } of mutants) {
  test(`${operation} ${id}: ${reason}`, async () => {
    await using server = await startCorpus(id);
    const strict = trips.includes('undocumented-member');
    const report = await run(assign(server.url, api), {
      // only requests that get no response wait this long
      timeout: trips.includes('within-time') ? 1000 : 10_000,
      operations: [operation],
      strict,
    });
    const accusing = report.findings.filter(({ severity }) => severity !== 'notice');
    expect([...new Set(accusing.map(({ check }) => check))].toSorted()).toEqual(
      [...trips].toSorted(),
    );
    // a warning alone fails no run
    const isError = accusing.some(({ severity }) => severity === 'error');
    expect(report.verdict).toBe(isError ? 'fail' : 'pass');
    // a finding that accuses must say by which line, and how to see it again
    for (const finding of report.findings) {
      expect(finding.source).toMatch(/^spec\/.+\.yaml:\d+$/);
      expect(finding.curl).toMatch(
        /curl -i .*['"]?http|^npm run conformance -- \w+ --target http:\S+ --case \w+/,
      );
      expect(JSON.stringify(finding)).not.toContain(secrets.apiKey);
      expect(JSON.stringify(finding)).not.toContain(secrets.bearerToken);
    }
  });
}

const elsewhere: { why: string; answer: RequestListener }[] = [
  {
    why: 'nothing there',
    answer: (_, response) =>
      response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not found</h1>'),
  },
  {
    why: 'a redirect to a login page',
    answer: (_, response) => response.writeHead(302, { location: '/login' }).end(),
  },
  {
    why: 'a gateway with nothing behind it',
    answer: (_, response) => response.writeHead(502).end(),
  },
];

for (const { why, answer } of elsewhere) {
  test(`a server that is not the API is not accused: ${why}`, async () => {
    await using server = await listen(answer);
    const report = await run(assign(server.url, 'notifications'), {
      timeout: 5000,
      operations: [],
    });
    expect(report.verdict).toBe('error');
    expect(report.findings).toEqual([]);
    expect(report.apis[0]?.error).toMatch(/notifications is not served there/);
  });
}

test('a server that takes the credentials for wrong ones is not accused', async () => {
  await using server = await startCorpus();
  const [assignment] = assign(server.url, 'notifications');
  const report = await run(
    [{ ...assignment!, credentials: new Map([['bearerAuth', value('another-token')]]) }],
    { timeout: 5000, operations: [] },
  );
  expect(report.verdict).toBe('error');
  expect(report.findings).toEqual([]);
  expect(report.apis[0]?.error).toMatch(/it refused every valid request with 401/);
  expect(report.cases).toMatchObject({ passed: 0, failed: 0, errors: report.cases.planned });
});

test('an operation that can not be tested is named, and the others are judged', async () => {
  await using server = await listen(({ method }, response) =>
    response.writeHead(method === 'GET' ? 200 : 405).end(),
  );
  const contract = contractOf(JSON.stringify(mixed));
  const report = await run(
    [{ contract, target: server.url, credentials: new Map(), values: new Map() }],
    { timeout: 5000, operations: [] },
  );
  expect(report.verdict).toBe('pass');
  expect(report.apis[0]?.operations).toEqual(['plain']);
  expect(report.apis[0]?.unsupported).toEqual([
    expect.stringMatching(/odd: this schema can't be used: "minLength" must be a whole number/),
    expect.stringMatching(
      /digest: its security scheme digest is of a kind that is not supported \(digest\)$/,
    ),
  ]);
});

test('a target that too many requests is not accused', async () => {
  await using server = await listen((_, response) =>
    response.writeHead(429, { 'content-type': 'application/json' }).end('{}'),
  );
  const report = await run(assign(server.url, 'amity'), { timeout: 5000, operations: [] });
  expect(report.verdict).toBe('error');
  expect(report.findings).toEqual([]);
  expect(report.results[0]?.verdict).toEqual({
    kind: 'error',
    reason: 'the target responded with 429, too many requests: use --rate to send more slowly',
  });
});

test('Mixin, which refuses everything with 202, is not accused where it takes the token for a wrong one', async () => {
  await using server = await startCorpus();
  const [assignment] = assign(server.url, 'mixin');
  const stranger: Credential = { kind: 'session', session: mixinToken.ephemeral(), secrets: [] };
  const report = await run([{ ...assignment!, credentials: new Map([['bearer', stranger]]) }], {
    timeout: 5000,
    operations: ['createPin'],
  });
  expect(report.findings).toEqual([]);
  expect(report.apis[0]?.error).toMatch(/it refused every valid request with 202/);
});

test('no secret is in a report, whatever the answer makes of it', async () => {
  const secret = 's3cr3t/+"key=ABCDEFGHIJKLMNOP';
  const outside = 'value-from-outside';
  const forms = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    btoa(secret).replace(/=+$/, ''),
    Buffer.from(secret).toString('hex'),
    outside,
  ];
  await using server = await listen((request, response) => {
    // the last one stands where the report cuts the answer
    request
      .resume()
      .on('end', () =>
        response
          .writeHead(418, { 'content-type': 'text/plain' })
          .end(`${' '.repeat(190)}${secret} ${forms.join(' ')}`),
      );
  });
  const [assignment] = assign(server.url, 'amity');
  const report = await run(
    [
      {
        ...assignment!,
        credentials: new Map([['apiKey', value(secret)]]),
        values: new Map([['registerSession', new Map([['/authToken', outside]])]]),
        secrets: new Map([['TOKEN', outside]]),
      },
    ],
    { timeout: 5000, operations: [] },
  );
  const text = JSON.stringify(report);
  expect(report.findings.length).toBeGreaterThan(0);
  expect(text).toContain('<redacted>');
  for (const form of forms) expect(text).not.toContain(JSON.stringify(form).slice(1, -1));
  expect(text).not.toContain('s3cr3t');
});

/** Answers everything in one way. */
const answering = (status: number, error: string) =>
  listen((_, response) =>
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify({ message: 'It is not so', error, statusCode: status })),
  );

test('an operation that refuses every valid request has one finding for all of them', async () => {
  await using server = await answering(400, 'Bad Request');
  const report = await run(assign(server.url, 'notifications'), { timeout: 5000, operations: [] });
  const [finding] = report.findings.filter(({ check }) => check === 'valid-accepted');
  expect(finding).toMatchObject({
    id: 'notifications/refreshPushToken/valid-accepted/every:valid:request',
    // the plainest request shows it
    case: expect.stringContaining('/examples/'),
  });
  expect(finding?.occurrences).toBeGreaterThan(3);
});

test('an operation that wants another user is not judged, and no finding', async () => {
  await using server = await answering(403, 'Forbidden');
  const report = await run(assign(server.url, 'notifications'), { timeout: 5000, operations: [] });
  expect(report.findings.filter(({ check }) => check === 'valid-accepted')).toEqual([]);
  expect(report.notJudged).toMatchObject([
    {
      api: 'notifications',
      operation: 'refreshPushToken',
      question: expect.stringMatching(/^Which user, role or plan may call refreshPushToken\?/),
    },
  ]);
  expect(report.cases.passed).toBe(0);
});

test('a target that refuses connections is an error, and is asked once', async () => {
  const report = await run(assign('http://127.0.0.1:9', 'notifications'), {
    timeout: 5000,
    operations: [],
  });
  expect(report.verdict).toBe('error');
  expect(report.cases.errors).toBe(1);
  expect(report.cases.skipped).toBe(report.cases.planned - 1);
  expect(report.apis[0]?.error).toBe(
    "http://127.0.0.1:9 can't be reached: the connection was refused",
  );
});

test('a target that never answers is an error and no finding', async () => {
  await using server = await listen(() => undefined);
  const report = await run(assign(server.url, 'notifications'), { timeout: 200, operations: [] });
  expect(report.verdict).toBe('error');
  expect(report.findings).toEqual([]);
  expect(report.apis[0]?.error).toMatch(/never responded: no complete response came within 0.2 s/);
});

test('a server that dies midway keeps the findings from before', async () => {
  let answered = 0;
  await using server = await listen((request, response) => {
    answered += 1;
    if (answered > 5) request.socket.destroy();
    else response.writeHead(418).end();
    if (answered > 5) response.destroy();
  });
  const report = await run(assign(server.url, 'notifications'), { timeout: 2000, operations: [] });
  expect(report.findings.map(({ check }) => check)).toEqual(
    expect.arrayContaining(['status-documented', 'within-time']),
  );
  expect(report.cases.planned).toBe(report.results.length);
});

test('a run that is interrupted keeps what was judged, and says that it did not finish', async () => {
  const interrupted = new AbortController();
  let answered = 0;
  await using server = await listen((_, response) => {
    answered += 1;
    if (answered === 3) interrupted.abort();
    response.writeHead(418).end();
  });
  const report = await run(assign(server.url, 'notifications'), {
    timeout: 2000,
    operations: [],
    signal: interrupted.signal,
  });
  expect(report.verdict).toBe('error');
  expect(report.apis[0]?.error).toBe('the run was interrupted');
  expect(report.findings).toHaveLength(1);
  expect(report.cases.skipped).toBeGreaterThan(10);
});
