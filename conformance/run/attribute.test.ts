import { expect, test } from 'vitest';
import { contractOf, description, jsonBody, listen } from '../testing.ts';
import { run } from './run.ts';

const text = { type: 'string' };
const pairs = contractOf(
  description({
    '/pairs': {
      post: {
        operationId: 'makePair',
        requestBody: {
          required: true,
          ...jsonBody(
            { type: 'object', required: ['one', 'two'], properties: { one: text, two: text } },
            { example: { one: 'a', two: 'b' } },
          ),
        },
        responses: Object.fromEntries(
          [200, 400, 405, 415].map((status) => [status, { description: '' }]),
        ),
      },
    },
  }),
);
type Pair = { readonly one: string; readonly two: string };

/** Judges a server that answers a well-formed pair with `statusOf`. */
async function judge(statusOf: (pair: Pair) => number) {
  await using server = await listen(async (request, response) => {
    const bytes = Buffer.concat((await request.toArray()) as Buffer[]);
    const isJson = /^application\/json\b/i.test(request.headers['content-type'] ?? '');
    const status = request.method !== 'POST' ? 405 : isJson ? statusFor(bytes) : 415;
    response.writeHead(status, { allow: 'POST' }).end();
  });
  const statusFor = (bytes: Buffer): number => {
    try {
      const body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Pair;
      const isPair = typeof body.one === 'string' && typeof body.two === 'string';
      return isPair ? statusOf(body) : 400;
    } catch {
      return 400;
    }
  };
  return await run(
    [{ contract: pairs, target: server.url, credentials: new Map(), values: new Map() }],
    { timeout: 2000, operations: [] },
  );
}

const hasNul = (value: string) => value.includes('\0');

test('a value in doubt that is refused hides no other one that makes the server fail', async () => {
  // a combined request has a NUL in one member, half a character in the other
  const report = await judge(({ one, two }) => {
    if (hasNul(one) || hasNul(two)) return 400;
    return one.isWellFormed() && two.isWellFormed() ? 200 : 500;
  });
  const shown = report.findings.filter(({ severity }) => severity === 'error');
  expect(shown.map(({ check, case: id }) => [check, id])).toEqual([
    ['no-server-error', 'makePair/normalisation/body/one/half-a-pair'],
  ]);
});

test('a refused case in doubt passes, and so do its components', async () => {
  const report = await judge(({ one, two }) => (hasNul(one) || hasNul(two) ? 400 : 200));
  const inDoubt = report.results.filter(({ intent }) => intent === 'unspecified');
  expect(inDoubt.map(({ id }) => id)).toContain('makePair/text-content/body/two/special');
  expect(inDoubt.filter(({ verdict }) => verdict.kind !== 'pass')).toEqual([]);
});
