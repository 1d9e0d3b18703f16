import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { conclude, recordOf } from '../report/conclude.ts';
import { mergeRecords } from '../report/merge.ts';
import type { Report } from '../report/report.ts';
import { contractOf, description, jsonBody, listen } from '../testing.ts';
import { run, type RunOptions } from './run.ts';

/** What a server answers to valid requests decides what is a finding, and what is not judged. */

const refusal = { description: '', ...jsonBody({ type: 'object' }) };
const statuses = (...codes: readonly number[]) =>
  Object.fromEntries(codes.map((code) => [code, refusal]));
const things = contractOf(
  description({
    '/things': {
      post: {
        operationId: 'makeThing',
        requestBody: {
          required: true,
          ...jsonBody(
            {
              type: 'object',
              required: ['name'],
              properties: {
                name: { type: 'string', maxLength: 20 },
                size: { type: 'string', enum: ['s', 'm', 'l'] },
                colour: { type: 'string', enum: ['red', 'blue'] },
              },
            },
            { example: { name: 'a thing' } },
          ),
        },
        responses: { 201: { description: '' }, ...statuses(400, 403, 409) },
      },
      get: {
        operationId: 'listThings',
        responses: { 200: { description: '' }, ...statuses(400) },
      },
    },
  }),
);

type Thing = { readonly name: string; readonly size?: string };
type Answer = readonly [status: number, message?: string];

async function read(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch {
    return undefined;
  }
}

function isThing(body: unknown): body is Thing {
  if (typeof body !== 'object' || body === null) return false;
  const { name, size, colour } = body as { [member: string]: unknown };
  return (
    typeof name === 'string' &&
    [...name].length <= 20 &&
    (size === undefined || ['s', 'm', 'l'].includes(size as string)) &&
    (colour === undefined || ['red', 'blue'].includes(colour as string))
  );
}

/** Checks a server that is right but for its answer to a valid POST. */
async function judge(make: (thing: Thing) => Answer, options: Partial<RunOptions> = {}) {
  await using server = await listen(async (request, response) => {
    const body = await read(request);
    const isJson =
      request.headers['content-type']?.split(';')[0]?.toLowerCase() === 'application/json';
    const [status, message = 'Not valid'] =
      request.method === 'GET'
        ? [200]
        : request.method !== 'POST'
          ? [405]
          : isJson && isThing(body)
            ? make(body)
            : [400];
    response.writeHead(status, { 'content-type': 'application/json', allow: 'GET, POST' });
    response.end(JSON.stringify({ message }));
  });
  return await run(
    [{ contract: things, target: server.url, credentials: new Map(), values: new Map() }],
    { timeout: 20_000, operations: [], skipChecks: ['media-type-documented'], ...options },
  );
}

const lacksSize = ({ size }: Thing): Answer =>
  size === undefined ? [400, 'A size is needed'] : [201];

test('a plain request that is refused: its variations are one group, and nothing is taken apart', async () => {
  const report = await judge(lacksSize, { sequences: false });
  const [group, ...others] = report.groups;
  expect(others).toEqual([]);
  expect(group).toMatchObject({ cause: 'plain-refused', operations: ['makeThing'] });
  expect(group?.message).toMatch(
    /^The plainest valid request to `makeThing` was refused with 400 "A size is needed"\. \d+ variations of it were refused in the same way\.$/,
  );
  const isAccepted = ({ intent, verdict }: Report['results'][number]) =>
    intent === 'valid' && verdict.kind === 'pass';
  expect(report.results.some(isAccepted)).toBe(true);
  expect(JSON.stringify(report.results)).not.toContain('its components were sent separately');
});

test('variations of a plain request that is refused are judged with what the target wants', async () => {
  const report = await judge(lacksSize);
  const refused = report.results.filter(
    ({ intent, verdict }) => intent === 'valid' && verdict.kind === 'fail',
  );
  expect(refused.map(({ id }) => id)).toEqual(['makeThing/examples/body/example']);
});

test('a merge of parts has the groups of the whole run', async () => {
  // which body the target takes is found out in each part by itself
  const alone = { sequences: false };
  const whole = await judge(lacksSize, alone);
  const parts: Report[] = [];
  for (const index of [2, 3, 1])
    parts.push(
      JSON.parse(
        JSON.stringify(await judge(lacksSize, { ...alone, shard: { index, of: 3 } })),
      ) as Report,
    );
  const merged = conclude(mergeRecords(parts.map(recordOf)));
  expect(merged.groups).toEqual(whole.groups);
  expect(merged.notJudged).toEqual(whole.notJudged);
  expect(merged.results.map(({ id }) => id)).toEqual(whole.results.map(({ id }) => id));
});

test('a report that is concluded anew has the same groups', async () => {
  const report = await judge(({ name }) => (name === 'a thing' ? [403, 'Not you'] : [400, 'No']));
  const again = conclude(recordOf(JSON.parse(JSON.stringify(report)) as Report));
  expect([again.groups, again.notJudged, again.verdict]).toEqual([
    report.groups,
    report.notJudged,
    report.verdict,
  ]);
});

const remembering = (status: number, says: string) => {
  const names = new Set<string>();
  return ({ name }: Thing): Answer => {
    const answer: Answer = names.has(name) ? [status, says] : [201];
    names.add(name);
    return answer;
  };
};
const conflicts: readonly (readonly [number, string])[] = [
  ...[409, 400].map((status) => [status, 'It already exists'] as const),
  ...['ALREADY_EXISTS', 'thingExists', 'NAME_IN_USE'].map((code) => [400, code] as const),
];
for (const [status, says] of conflicts)
  test(`a conflict with what the run made before is no verdict: ${status} ${says}`, async () => {
    const report = await judge(remembering(status, says));
    expect(report.findings).toEqual([]);
    expect(report.verdict).toBe('pass');
    const skipped = report.results.filter(({ verdict }) => verdict.kind === 'skip');
    expect(skipped.length).toBeGreaterThan(0);
    for (const { verdict } of skipped)
      expect(verdict).toMatchObject({
        reason: expect.stringMatching(
          /^the response with status \d+ says that the request conflicts/,
        ),
      });
  });

test('who says that something exists before anything was made is accused', async () => {
  const report = await judge(() => [400, 'It already exists']);
  expect(report.findings.map(({ id }) => id)).toEqual([
    'things/makeThing/valid-accepted/every:valid:request',
  ]);
});

test.for(['The colour does not exist', 'DOES_NOT_EXIST', 'It is not in use'])(
  'who says that something does not exist is accused: %s',
  async (says) => {
    const report = await judge(({ size }) => (size === 'm' ? [400, says] : [201]));
    expect(report.findings.map(({ id }) => id)).toContain(
      'things/makeThing/valid-accepted/body/size:enum:=m',
    );
  },
);

test('an operation that wants another user is listed, and the others are judged', async () => {
  const forbidden = await judge(() => [403, 'Not you']);
  expect(forbidden.findings).toEqual([]);
  expect(forbidden.verdict).toBe('pass');
  expect(forbidden.notJudged).toMatchObject([{ operation: 'makeThing' }]);
  // requests that are wrong get another answer, and that one is judged
  expect(
    forbidden.results.some(
      ({ intent, verdict: { kind } }) => intent === 'invalid' && kind === 'pass',
    ),
  ).toBe(true);
  const alone = await judge(() => [403, 'Not you'], { operations: ['makeThing'] });
  expect(alone.verdict).toBe('error');
});

test('an undocumented refusal stays a finding', async () => {
  const report = await judge(() => [401, 'Who are you?']);
  expect(report.findings.map(({ id }) => id)).toEqual([
    'things/makeThing/challenge-with-401/www-authenticate',
    'things/makeThing/status-documented/401',
  ]);
  expect(report.notJudged).toEqual([]);
});
