import { afterEach, expect, test, vi } from 'vitest';
import * as generators from '../generators/index.ts';
import * as checks from '../checks/index.ts';
import { dryRun } from '../cli/dry-run.ts';
import { scoreOf, candidates } from '../corpus/score.ts';
import { judgeResponse } from '../vitest/judge-response.ts';
import type { Exchange } from '../checks/exchange.ts';
import type { Contract } from '../core/contract/model.ts';
import * as reporters from '../report/reporters/index.ts';
import type { Reporter } from '../report/reporters/reporter.ts';
import { run, type RunOptions } from './run.ts';
import { contractOf, description, jsonBody, listen } from '../testing.ts';

const secret = 'a-token-of-this-test';
const operation = (operationId: string) => ({
  operationId,
  parameters: [{ name: 'q', in: 'query', schema: { type: 'string', enum: ['a', 'b', 'c', 'd'] } }],
  responses: {
    200: { description: '', ...jsonBody({ type: 'array' }) },
    400: { description: '' },
    401: { description: '' },
  },
});
const things = contractOf(
  description(
    { '/things': { get: operation('listThings') }, '/others': { get: operation('listOthers') } },
    {
      security: [{ bearer: [] }],
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    },
  ),
);
const credentials = new Map([['bearer', { kind: 'value', value: secret }]] as const);

afterEach(() => {
  vi.restoreAllMocks();
});

/** Checks a server that answers as it should, but redirects requests for things with `q=b`. */
async function judge(contract: Contract = things, options: Partial<RunOptions> = {}) {
  await using server = await listen((request, response) => {
    const { authorization = '' } = request.headers;
    if (authorization.replace(/^bearer /, 'Bearer ') !== `Bearer ${secret}`)
      response.writeHead(401, { 'www-authenticate': 'Bearer' }).end();
    else if (request.method !== 'GET') response.writeHead(405, { allow: 'GET' }).end();
    else if (request.url?.includes('q=') && !/q=[abcd](&|$)/.test(request.url))
      response.writeHead(400).end();
    else if (request.url === '/things?q=b')
      response.writeHead(302, { location: '/elsewhere' }).end();
    else response.writeHead(200, { 'content-type': 'application/json' }).end('[]');
  });
  return await run([{ contract, target: server.url, credentials, values: new Map() }], {
    timeout: 5000,
    operations: [],
    ...options,
  });
}

/** Makes a check throw for some exchanges; the message quotes the request. */
function breakCheck(isConcerned: (exchange: Exchange) => boolean) {
  const { judge: original } = checks.noServerError;
  vi.spyOn(checks.noServerError, 'appliesTo').mockReturnValue(true);
  vi.spyOn(checks.noServerError, 'judge').mockImplementation((exchange) => {
    if (isConcerned(exchange)) throw new TypeError(`a bug with Bearer ${secret}`);
    return original(exchange);
  });
}

const failed =
  'the check no-server-error failed by a mistake in this program, not in the target: a bug with Bearer <redacted> (conformance/run/run.mistakes.test.ts:';

test('a check that throws leaves one case unjudged, and every finding is reported', async () => {
  const whole = await judge();
  expect({ verdict: whole.verdict, checks: whole.findings.map(({ check }) => check) }).toEqual({
    verdict: 'fail',
    checks: ['status-documented'],
  });
  breakCheck(({ request }) => request.path === '/things?q=b');
  const report = await judge();
  expect(report.verdict).toBe('error');
  expect(report.findings.map(({ id }) => id)).toEqual(whole.findings.map(({ id }) => id));
  expect(report.results.map(({ id }) => id)).toEqual(whole.results.map(({ id }) => id));
  const errors = report.results.filter(({ verdict }) => verdict.kind === 'error');
  expect(errors.map(({ id }) => id)).toEqual(
    whole.results.filter(({ verdict }) => verdict.kind === 'fail').map(({ id }) => id),
  );
  expect(errors[0]!.unjudged).toEqual({ kind: 'error', reason: expect.stringContaining(failed) });
  for (const reporter of Object.values(reporters) as Reporter[]) {
    const text = reporter.render(report, { colors: false });
    expect({
      reporter: reporter.id,
      hasFinding: text.includes('status-documented'),
      leaks: text.includes(secret),
    }).toEqual({ reporter: reporter.id, hasFinding: true, leaks: false });
  }
});

test('a check that throws at a random request is an error of the run', async () => {
  const planned = new Set((await judge()).results.map(({ id }) => id));
  breakCheck(({ case: { id } }) => !planned.has(id));
  const report = await judge(things, { fuzz: { count: 5, seed: 1 } });
  expect(report.verdict).toBe('error');
  expect(report.apis[0]!.error).toMatch(
    /^list\w+\/fuzz\/\d+: the check no-server-error failed by a mistake in this program/,
  );
});

test('a sighting that can not be described leaves its case unjudged', async () => {
  const report = await judge({
    ...things,
    evidence: () => {
      throw new Error('a bug');
    },
  });
  expect(report.verdict).toBe('error');
  expect(report.results.flatMap(({ unjudged }) => unjudged ?? [])).toEqual([
    {
      kind: 'error',
      reason: expect.stringContaining(
        'describing what it shows failed by a mistake in this program',
      ),
    },
  ]);
});

test('an operation that can not be counted takes only itself out of the run', async () => {
  const [, others] = things.operations;
  const place: Contract['place'] = (source) => {
    if (source.pointer.startsWith(others!.source.pointer)) throw new Error('a bug');
    return things.place(source);
  };
  const report = await judge({ ...things, place });
  expect(report.apis[0]!.error).toContain(
    'listOthers: checking it failed by a mistake in this program',
  );
  expect({ verdict: report.verdict, checks: report.findings.map(({ check }) => check) }).toEqual({
    verdict: 'error',
    checks: ['status-documented'],
  });
});

/** Makes a generator throw for the second operation. */
function breakGenerator() {
  const { generate } = generators.examples;
  vi.spyOn(generators.examples, 'generate').mockImplementation((context) => {
    if (context.operation.id === 'listOthers') throw new TypeError('a bug');
    return generate(context);
  });
}

test('a generator that throws takes only its operation out of the run', async () => {
  breakGenerator();
  const report = await judge();
  expect(report.apis[0]).toMatchObject({
    operations: ['listThings'],
    error: expect.stringContaining(
      'listOthers: planning its cases failed by a mistake in this program, not in the target: a bug (',
    ),
  });
  expect({ verdict: report.verdict, checks: report.findings.map(({ check }) => check) }).toEqual({
    verdict: 'error',
    checks: ['status-documented'],
  });
});

test('a plan that lacks an operation by a mistake in this program is printed, with the exit code 2', () => {
  const planned = [{ contract: things, values: new Map() }];
  const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const err = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(dryRun(planned, { operations: [] })).toBe(0);
  breakGenerator();
  out.mockClear();
  expect(dryRun(planned, { operations: [] })).toBe(2);
  expect(out.mock.calls.join('')).toContain('listThings/');
  expect(err.mock.calls.join('')).toContain(
    'listOthers: planning its cases failed by a mistake in this program',
  );
});

test('the matcher throws where a check does, without what is secret', async () => {
  breakCheck(() => true);
  const judged = judgeResponse(
    new Response('[]', { headers: { 'content-type': 'application/json' } }),
    things.operations[0]!.source.file,
    'listThings',
    { request: { path: '/things', headers: { authorization: `Bearer ${secret}` } } },
  );
  await expect(judged).rejects.toThrow(failed);
});

test('the score counts no candidate as found where a check throws', async () => {
  const candidate = candidates().find(({ id }) => id === 'does-without-a-fingerprint')!;
  expect(await scoreOf(candidate)).toMatchObject({ outcome: 'detected' });
  breakCheck(() => true);
  expect(await scoreOf(candidate)).toMatchObject({
    outcome: 'unjudged',
    reported: candidate.trips,
    error: expect.stringContaining('the check no-server-error failed'),
  });
});
