import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { createServer } from '@stoplight/prism-http-server';
import { getHttpOperationsFromSpec } from '@stoplight/prism-http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Credential, Credentials } from '../../../conformance/core/auth/credentials.ts';
import { authorize } from '../../../conformance/core/auth/present-credentials.ts';
import { encode } from '../../../conformance/core/http/encode-request.ts';
import { readRequest } from '../../../conformance/core/http/read-request.ts';
import { planCases } from '../../../conformance/plan/plan.ts';
import type { WireRequest } from '../../../conformance/core/http/messages.ts';
import type { Json } from '../../../conformance/core/json.ts';
import type { Case } from '../../../conformance/generators/case.ts';
import { placesOf, withValueAt } from '../../../conformance/core/pointer.ts';
import { responseFor } from '../../../conformance/core/contract/responses.ts';
import { ask, contracts, start, type Got } from '../testing.ts';

/** The responses of the mock and of Prism to one planned request. */
type Pair = {
  readonly testCase: Case;
  readonly request: WireRequest;
  readonly ours: Got;
  readonly prisms: Got;
};

/** A difference, and the text by which README.md lists it. */
type Difference = { readonly listed: string; readonly explains: (pair: Pair) => boolean };

const isProblem = ({ headers }: Got) =>
  headers['content-type']?.startsWith('application/problem+json') === true;
/** Whether the mock refuses the request as the contract documents. */
const isRefusal = ({ testCase: { operation, rule }, ours }: Pair) =>
  ours.headers['x-contract-violation'] !== undefined &&
  (rule.in === 'method' ||
    [...operation.refusals.values()].some(({ status }) => status === ours.status));

/** A body with equal values in the locations that `x-echo` fills in. */
function withoutEchoes({ testCase: { operation }, ours }: Pair, body: unknown): Json {
  const echo = responseFor(operation, ours.status)?.content[0]?.echo ?? new Map();
  return [...echo.keys()]
    .filter((place) => place.startsWith('/'))
    .flatMap((place) => placesOf(body, place))
    .reduce<Json>((filled, place) => withValueAt(filled, place, 'the same'), body as Json);
}

/** The first difference that explains a pair counts. */
const differences: readonly Difference[] = [
  {
    listed: 'repeats nothing of the request',
    explains: (pair) =>
      pair.ours.status === 200 &&
      pair.prisms.status === 200 &&
      isDeepStrictEqual(withoutEchoes(pair, pair.ours.json), withoutEchoes(pair, pair.prisms.json)),
  },
  {
    listed: 'ignores the names of request examples',
    explains: ({ ours, prisms }) =>
      ours.status === prisms.status && ours.headers['x-contract-choice'] !== undefined,
  },
  {
    listed: 'refuses what a server may accept',
    explains: ({ testCase, ours, prisms }) =>
      testCase.intent === 'unspecified' && ours.status === 200 && prisms.status >= 400,
  },
  {
    listed: 'refuses `bearer` in lower case',
    explains: ({ testCase, ours, prisms }) =>
      testCase.request.schemeName === 'lower' && ours.status === 200 && prisms.status === 401,
  },
  {
    listed: 'accepts every credential',
    explains: ({ testCase, prisms, ours }) =>
      testCase.request.credentials === 'wrong' &&
      prisms.status === 200 &&
      ours.headers['x-contract-violation'] === '"wrong-credential" is always rejected',
  },
  {
    listed: 'responds with `application/problem+json`',
    explains: (pair) => isProblem(pair.prisms) && pair.prisms.status >= 400 && isRefusal(pair),
  },
  {
    listed: 'repeats the text of the example for each error',
    explains: ({ ours, prisms, testCase }) =>
      ours.status === prisms.status &&
      [...testCase.operation.refusals.values()].some(({ says }) =>
        [...(says?.keys() ?? [])].some((place) =>
          isDeepStrictEqual(
            withValueAt(ours.json as Json, place, ''),
            withValueAt(prisms.json as Json, place, ''),
          ),
        ),
      ),
  },
  {
    listed: '400, 415 or 422, whichever is documented',
    explains: (pair) => [400, 415, 422].includes(pair.prisms.status) && isRefusal(pair),
  },
  {
    listed: 'runs its own check of requests',
    explains: (pair) => pair.prisms.status === 200 && isRefusal(pair),
  },
];
/** The requests that Prism does not get. */
const unasked: Difference = {
  listed: 'never responds to malformed JSON',
  explains: ({ testCase, request }) =>
    // a byte-order mark is malformed to Prism
    Buffer.from(request.body ?? [])
      .toString()
      .startsWith('\uFEFF') ||
    readRequest(testCase.operation, request).violations.some(
      ({ keyword }) => keyword === 'malformed',
    ),
};

const logger = Object.assign(
  {},
  ...['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'success', 'start'].map((level) => ({
    [level]: () => undefined,
  })),
) as { child?: unknown };
logger.child = () => logger;

/** Starts the server of `prism mock`, with the same settings, in this process. */
async function startPrism(file: string) {
  const operations = await getHttpOperationsFromSpec(file);
  const config = {
    validateRequest: true,
    validateResponse: true,
    checkSecurity: true,
    errors: false,
    upstreamProxy: undefined,
    mock: { dynamic: false },
    isProxy: false,
  } as const;
  const server = createServer(operations, {
    cors: true,
    config,
    components: { logger: logger as never },
  });
  return { url: await server.listen(0, '127.0.0.1'), close: () => server.close() };
}

const mock = await start();
afterAll(() => mock.close());
const pairs: Pair[] = [];
let skipped = 0;

beforeAll(async () => {
  for (const contract of contracts) {
    const prism = await startPrism(`generated/${contract.api}/openapi.json`);
    for (const testCase of contract.operations.flatMap((operation) => planCases(operation).cases)) {
      const { operation } = testCase;
      const token: Credential = { kind: 'value', value: 'any-token' };
      const credentials: Credentials = new Map(
        operation.security.flat().map(({ name }) => [name, token]),
      );
      const credentialsUse = testCase.request.credentials.startsWith('forged-')
        ? 'good'
        : testCase.request.credentials;
      const request = authorize(
        operation,
        encode(operation, testCase.request),
        { ...testCase.request, credentials: credentialsUse },
        credentials,
      );
      const call = {
        path: request.path,
        headers: Object.fromEntries(request.headers),
        body: request.body ?? '',
      };
      if (unasked.explains({ testCase, request } as Pair)) {
        skipped += 1;
        continue;
      }
      pairs.push({
        testCase,
        request,
        ours: await ask(mock.urlOf(contract.api), call, request.method),
        prisms: await ask(prism.url, call, request.method),
      });
    }
    await prism.close();
  }
}, 120_000);

const isEqual = ({ ours, prisms }: Pair) =>
  ours.status === prisms.status &&
  isDeepStrictEqual(ours.json ?? ours.text, prisms.json ?? prisms.text);

test("status and body of all planned responses equal Prism's, except for the listed differences", () => {
  const explained = pairs
    .filter((pair) => !isEqual(pair))
    .map((pair) => ({ pair, difference: differences.find(({ explains }) => explains(pair)) }));
  const unexplained = explained
    .filter(({ difference }) => !difference)
    .map(
      ({ pair: { testCase, ours, prisms } }) =>
        `${testCase.id}: ${ours.status} ${ours.text} and not ${prisms.status} ${prisms.text}`,
    );
  expect(unexplained).toEqual([]);
  expect(pairs.length + skipped).toBeGreaterThan(290);
  // each is needed
  expect(new Set(explained.map(({ difference }) => difference?.listed))).toEqual(
    new Set(differences.map(({ listed }) => listed)),
  );
  expect(skipped).toBeGreaterThan(0);
});

test('each difference is listed in the README', () => {
  const readme = readFileSync('scripts/mock/README.md', 'utf8');
  for (const { listed } of [...differences, unasked]) expect(readme).toContain(`| ${listed} |`);
});

test("responses to valid requests differ from Prism's in echoed values and named examples only", () => {
  const valid = pairs.filter(({ testCase: { intent, basis } }) => intent === 'valid' && !basis);
  expect(valid.length).toBeGreaterThan(30);
  for (const pair of valid)
    expect(isEqual(pair) || differences.slice(0, 2).some(({ explains }) => explains(pair))).toBe(
      true,
    );
});
