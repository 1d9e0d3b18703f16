import type { IncomingMessage, RequestListener } from 'node:http';
import { expect, test } from 'vitest';
import { run, type RunOptions } from './run.ts';
import { contractOf, description, jsonBody, listen } from '../testing.ts';

/** One operation that takes a name and a size, and repeats the name. */
const things = contractOf(
  description({
    '/things': {
      post: {
        operationId: 'makeThing',
        'x-refusals': { invalid: { response: '400', example: 'e' } },
        requestBody: {
          required: true,
          ...jsonBody(
            {
              type: 'object',
              required: ['name'],
              properties: {
                name: { type: 'string', maxLength: 20 },
                size: { type: 'string', enum: ['s', 'm', 'l'] },
              },
            },
            { example: { name: 'a thing' } },
          ),
        },
        responses: {
          200: {
            description: '',
            ...jsonBody(
              { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
              { 'x-echo': { '/name': '$request.body#/name' } },
            ),
          },
          400: {
            description: '',
            ...jsonBody({ type: 'object' }, { examples: { e: { value: {} } } }),
          },
        },
      },
    },
  }),
);

type Thing = { readonly name: string; readonly size?: string };
type Answer = { readonly status: number; readonly body: object };
/** What an implementation may do with a request that it understood, beyond what it should. */
type Twist = (thing: Thing) => Answer | undefined;

async function read(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  try {
    return JSON.parse(
      new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks)),
    );
  } catch {
    return undefined;
  }
}

function implementation(twist: Twist = () => undefined): RequestListener {
  return async (request, response) => {
    const body = await read(request);
    const { name, size } = (
      typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {}
    ) as { name?: unknown; size?: unknown };
    const isJson =
      request.headers['content-type']?.split(';')[0]?.toLowerCase() === 'application/json';
    const isGood =
      isJson &&
      typeof name === 'string' &&
      [...name].length <= 20 &&
      (size === undefined || ['s', 'm', 'l'].includes(size as string));
    const answer =
      request.method !== 'POST'
        ? { status: 405, body: {} }
        : !isGood
          ? { status: 400, body: {} }
          : (twist(body as Thing) ?? { status: 200, body: { name } });
    response
      .writeHead(answer.status, { 'content-type': 'application/json', allow: 'POST' })
      .end(JSON.stringify(answer.body));
  };
}

async function judge(listener: RequestListener, options: Partial<RunOptions> = {}) {
  await using server = await listen(listener);
  return await run(
    [{ contract: things, target: server.url, credentials: new Map(), values: new Map() }],
    { timeout: 2000, operations: [], ...options },
  );
}

const idsOf = ({ results }: { readonly results: readonly { readonly id: string }[] }) =>
  results.map(({ id }) => id);

test('an implementation that conforms passes, in a thorough run too', async () => {
  for (const plan of [{}, { thorough: true }]) {
    const report = await judge(implementation(), { plan });
    expect(report.findings).toEqual([]);
    expect(report.verdict).toBe('pass');
  }
});

test('of a request that puts several values together, the one that is refused is named', async () => {
  const report = await judge(
    implementation(({ size }) => (size === 'l' ? { status: 400, body: {} } : undefined)),
  );
  expect(report.findings.map(({ check, case: shown }) => [check, shown])).toEqual([
    ['valid-accepted', 'makeThing/enumeration/body/size/=l'],
  ]);
  expect(report.findings[0]?.message).toContain('`size` is the documented value "l"');
});

test('two values that are refused are two findings', async () => {
  const report = await judge(
    implementation(({ name, size }) =>
      size === 'l' || [...name].length === 20 ? { status: 400, body: {} } : undefined,
    ),
  );
  expect(report.findings.map(({ id }) => id).toSorted()).toEqual([
    'things/makeThing/valid-accepted/body/name:maxLength:longest',
    'things/makeThing/valid-accepted/body/name:maxLength:longest-combined',
    'things/makeThing/valid-accepted/body/name:maxLength:longest-emoji',
    'things/makeThing/valid-accepted/body/size:enum:=l',
  ]);
});

test('an answer that is always the same is caught, and so is one that belongs to another request', async () => {
  const constant = await judge(implementation(() => ({ status: 200, body: { name: 'a thing' } })));
  expect(constant.findings.map(({ check }) => check)).toEqual(['echo-true']);
  let before = 'a thing';
  const late = await judge(
    implementation(({ name }) => {
      const answer = { status: 200, body: { name: before } };
      before = name;
      return answer;
    }),
  );
  expect(late.findings.map(({ check }) => check)).toEqual(['echo-true']);
});

test('what a server does the second time is judged', async () => {
  const seen = new Set<string>();
  const report = await judge(
    implementation((thing) => {
      const key = JSON.stringify(thing);
      if (seen.has(key)) return { status: 500, body: {} };
      seen.add(key);
      return undefined;
    }),
  );
  expect([...new Set(report.findings.map(({ check }) => check))]).toEqual(['no-server-error']);
});

test('random requests find what no case asks for, and show the smallest that does', async () => {
  const twist: Twist = ({ name }) => (name.includes('|') ? { status: 500, body: {} } : undefined);
  expect((await judge(implementation(twist))).verdict).toBe('pass');
  const fuzzed = await judge(implementation(twist), { fuzz: { count: 400, seed: 7 } });
  expect(fuzzed.findings.map(({ check }) => check)).toEqual(['no-server-error']);
  expect(fuzzed.findings[0]?.curl).toContain(`--data-binary '{"name":"|"}'`);
  const again = await judge(implementation(twist), { fuzz: { count: 400, seed: 7 } });
  expect(again.findings.map(({ id, case: shown }) => [id, shown])).toEqual(
    fuzzed.findings.map(({ id, case: shown }) => [id, shown]),
  );
});

test('random requests accuse no implementation that conforms', async () => {
  expect((await judge(implementation(), { fuzz: { count: 300, seed: 3 } })).findings).toEqual([]);
});

test('one case can be run alone, a part of several too', async () => {
  const ids = ['makeThing/type/body/name/null', 'makeThing/enumeration/body/size/=m'];
  expect(idsOf(await judge(implementation(), { plan: { ids } })).toSorted()).toEqual(
    ids.toSorted(),
  );
});

test('only valid or only invalid requests, and not too many', async () => {
  const all = idsOf(await judge(implementation()));
  const valid = idsOf(await judge(implementation(), { plan: { only: 'valid' } }));
  const invalid = idsOf(await judge(implementation(), { plan: { only: 'invalid' } }));
  expect(all).toEqual(expect.arrayContaining([...valid, ...invalid]));
  expect(valid.filter((id) => invalid.includes(id))).toEqual([]);
  const few = idsOf(await judge(implementation(), { plan: { maxCases: 10 } }));
  expect(few).toHaveLength(10);
  expect(new Set(few.map((id) => id.split('/')[1])).size).toBeGreaterThan(5);
});

test('a check that is left out is not asked', async () => {
  const broken = implementation(() => ({ status: 200, body: {} }));
  expect((await judge(broken)).findings.map(({ check }) => check)).toEqual(['body-matches-schema']);
  expect(
    (await judge(broken, { skipChecks: ['body-matches-schema', 'echo-true'] })).findings,
  ).toEqual([]);
});

test('an undocumented member is a notice, and a finding where the run is strict', async () => {
  const more = implementation(({ name }) => ({ status: 200, body: { name, more: 1 } }));
  const lenient = await judge(more);
  expect([lenient.verdict, lenient.findings.map(({ severity }) => severity)]).toEqual([
    'pass',
    ['notice'],
  ]);
  const strict = await judge(more, { strict: true });
  expect([strict.verdict, strict.findings.map(({ severity }) => severity)]).toEqual([
    'fail',
    ['error'],
  ]);
});

const found = contractOf(
  description({
    '/things/{id}': {
      get: {
        operationId: 'getThing',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        responses: { 200: { description: '' }, 400: { description: '' }, 404: { description: '' } },
      },
    },
  }),
);

test('a server that does not hold what we ask for is not accused, and does not pass by it', async () => {
  await using server = await listen(({ method, url = '' }, response) =>
    response
      .setHeader('allow', 'GET')
      .writeHead(method !== 'GET' ? 405 : /^\/things\/-?\d+$/.test(url) ? 404 : 400)
      .end(),
  );
  const report = await run(
    [{ contract: found, target: server.url, credentials: new Map(), values: new Map() }],
    { timeout: 2000, operations: [] },
  );
  expect(report.findings).toEqual([]);
  expect(report.cases.skipped).toBeGreaterThan(0);
  const reasons = new Set(
    report.results.flatMap(({ verdict }) => (verdict.kind === 'skip' ? [verdict.reason] : [])),
  );
  expect(report.notJudged.map(({ operation }) => operation)).toEqual(['getThing']);
  expect([...reasons][0]).toBe(
    'nothing exists at its path: give an existing value for $request.path.id, as targets.things.values.getThing in a --config file',
  );
  expect(reasons).toContain(
    'nothing exists at its path, because the case has a value of its own there',
  );
});

const nullable = contractOf(
  description({
    '/things': {
      get: {
        operationId: 'listThings',
        parameters: [
          {
            name: 'q',
            in: 'query',
            schema: { anyOf: [{ type: 'string', pattern: '^[a-z]+$' }, { type: 'null' }] },
          },
        ],
        responses: { 200: { description: '' }, 400: { description: '' } },
      },
    },
  }),
);

test('null has no form as text, and an empty text may be one', async () => {
  const sent: string[] = [];
  await using server = await listen(({ method, url = '' }, response) => {
    sent.push(url);
    response
      .setHeader('allow', 'GET')
      .writeHead(method !== 'GET' ? 405 : /^\/things(\?q=[a-z]*)?$/.test(url) ? 200 : 400)
      .end();
  });
  const report = await run(
    [{ contract: nullable, target: server.url, credentials: new Map(), values: new Map() }],
    { timeout: 2000, operations: [], fuzz: { count: 100, seed: 1 } },
  );
  expect(report.findings).toEqual([]);
  expect(sent).not.toContain('/things?q=null');
});
