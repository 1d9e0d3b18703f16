import { afterAll, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { withHeaders } from '../../../conformance/corpus/calls.ts';
import { complaintOf, folderWith } from '../../../conformance/testing.ts';
import { readScenario } from '../cli/flag-files.ts';
import { readRules } from './scenario-rules.ts';
import { openScenario } from './scenario.ts';
import { ask, contracts, documented, operationNamed, start } from '../testing.ts';

const mock = await start();
afterAll(() => mock.close());

const rule = (body: unknown, method = 'POST') =>
  ask(mock.url, { path: '/__mock/scenario', body: JSON.stringify(body) }, method);
const reset = () => ask(mock.url, { path: '/__mock' }, 'DELETE');
const refresh = () => ask(mock.url, documented.refreshPushToken);
const statuses = async (count: number) => {
  const got: number[] = [];
  for (let index = 0; index < count; index += 1) got.push((await refresh()).status);
  return got;
};

test('rules with next apply one after the other', async () => {
  await rule([
    { operation: 'refreshPushToken', example: 'forbidden', next: 2 },
    { operation: 'notifications/refreshPushToken', code: 500, next: 1 },
  ]);
  expect(await statuses(4)).toEqual([403, 403, 500, 200]);
  expect((await ask(mock.url, documented.createPin)).status).toBe(200);
  await reset();
});

test('every third request fails, of each operation that documents the failure', async () => {
  await rule({ operation: '*', example: 'internalServerError', every: 3 });
  expect(await statuses(6)).toEqual([200, 200, 500, 200, 200, 500]);
  await rule({ operation: '*', example: 'internalServerError' }, 'PUT');
  expect((await ask(mock.url, documented.registerSession)).status).toBe(200);
  expect((await ask(mock.url, documented.createPin)).status).toBe(500);
  await reset();
});

test('Prefer wins over the scenario', async () => {
  await rule({ operation: '*', code: 500 });
  expect(
    (await ask(mock.url, withHeaders(documented.refreshPushToken, { Prefer: 'code=403' }))).status,
  ).toBe(403);
  await reset();
});

test('drop closes a connection, and the next request gets its response', async () => {
  await rule({ operation: 'refreshPushToken', connection: 'drop', next: 1 });
  await expect(refresh()).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect((await refresh()).status).toBe(200);
  await reset();
});

test('stall leaves a connection open until the mock closes', async () => {
  await using other = await start({ scenario: [{ operation: '*', connection: 'stall' }] });
  const stalled = expect(ask(other.url, documented.createPin)).rejects.toMatchObject({
    code: 'ECONNRESET',
  });
  expect((await ask(other.url, { path: '/__mock/health' }, 'GET')).status).toBe(200);
  await other.close();
  await stalled;
});

test('latency delays a response, also one that is pending when the mock closes', async () => {
  const seen: number[] = [];
  await using other = await start({
    scenario: [{ operation: '*', latency: [30, 40] }],
    log: ({ milliseconds }) => seen.push(milliseconds),
  });
  const late = ask(other.url, documented.createPin);
  await new Promise((resolve) => setImmediate(resolve));
  expect((await late).status).toBe(200);
  expect(seen[0]).toBeGreaterThan(25);
  const last = ask(other.url, { ...documented.createPin, path: '/mixin/pin/update' });
  await ask(other.url, { path: '/__mock/health' }, 'GET');
  await other.close();
  expect((await last).status).toBe(200);
});

test('a reset restores the rules of the start and their counts', async () => {
  await using other = await start({
    scenario: [{ operation: 'createPin', answer: { code: '500' }, next: 1 }],
  });
  const pin = async () => (await ask(other.url, documented.createPin)).status;
  expect([await pin(), await pin()]).toEqual([500, 200]);
  await ask(other.url, {
    path: '/__mock/scenario',
    body: '{"operation": "createPin", "code": 202}',
  });
  expect(await pin()).toBe(202);
  expect((await ask(other.url, { path: '/__mock/scenario' }, 'DELETE')).json).toEqual({
    scenario: [{ operation: 'createPin', code: '500', next: 1, happened: 0 }],
    memory: 'off: start with --stateful',
    things: 'off: start with --stateful',
  });
  expect([await pin(), await pin()]).toEqual([500, 200]);
});

test('the control endpoint and the index show the active rules', async () => {
  await rule({ operation: 'createPin', latency: '1-2', next: 5 });
  expect((await ask(mock.url, { path: '/__mock' }, 'GET')).json).toMatchObject({
    scenario: [{ operation: 'createPin', latency: '1-2', next: 5, happened: 0 }],
  });
  expect((await ask(mock.url, { path: '/' }, 'GET')).text).toContain(
    '{"operation":"createPin","next":5,"happened":0,"latency":"1-2"}',
  );
  await reset();
  expect((await ask(mock.url, { path: '/' }, 'GET')).text).toContain('no rule is active');
});

const mistakes: { why: string; written: unknown; says: string; pointer: string }[] = [
  {
    why: 'a wrong example',
    written: [
      { operation: 'createPin', example: 'documented' },
      { operation: 'createPin', example: 'pinWrong' },
    ],
    says: 'example=pinWrong is not documented for createPin. There are pinFormat (202), ',
    pointer: '/1/example',
  },
  {
    why: 'a wrong status',
    written: { operation: 'createPin', code: 404 },
    says: 'code=404 is not documented for createPin. There are 200, 202, 500.',
    pointer: '/code',
  },
  {
    why: 'an unknown operation',
    written: { operation: 'createPim', code: 500 },
    says: 'There is no operation "createPim". There are createPin, ',
    pointer: '/operation',
  },
  {
    why: 'an unknown member',
    written: { operation: 'createPin', exmaple: 'x' },
    says: 'there is no "exmaple" here: did you mean "example"?',
    pointer: '/exmaple',
  },
  {
    why: 'no effect',
    written: { operation: 'createPin', next: 1 },
    says: 'This rule has no effect: add example, code, ',
    pointer: '',
  },
  {
    why: 'a latency that is a word',
    written: { operation: 'createPin', latency: 'slow' },
    says: '"latency" must be a number of milliseconds',
    pointer: '/latency',
  },
  {
    why: 'a range that ends before it starts',
    written: { operation: 'createPin', latency: '9-1' },
    says: '"latency" must be a range that does not end before it starts',
    pointer: '/latency',
  },
  {
    why: 'an unknown kind of connection failure',
    written: { operation: 'createPin', connection: 'cut' },
    says: 'is not "drop" (it is closed) or "stall"',
    pointer: '/connection',
  },
  {
    why: 'a count of 0',
    written: { operation: 'createPin', code: 500, next: 0 },
    says: '"next" must be a whole number from 1.',
    pointer: '/next',
  },
  {
    why: 'a rule that is a string',
    written: ['createPin'],
    says: 'must be a rule: a map with "operation" and an effect',
    pointer: '/0',
  },
];
for (const { why, written, says, pointer } of mistakes) {
  test(`one mistake rejects all rules: ${why}`, async () => {
    expect(await rule(written)).toMatchObject({
      status: 400,
      json: { error: expect.stringContaining(says), pointer },
    });
    expect((await ask(mock.url, { path: '/__mock' }, 'GET')).json).toMatchObject({ scenario: [] });
  });
}

const folder = folderWith({
  'good.yaml':
    '- operation: createPin\n  latency: 100-200\n- { operation: "*", connection: drop, every: 9 }\n',
  'wrong.yaml':
    '- operation: createPin\n  latency: 5\n- operation: createPin\n  example: pinWrong\n',
  'broken.yaml': 'a: [\n',
  'empty.yaml': '',
});
test('--scenario reads a file', () => {
  expect(readScenario(join(folder, 'good.yaml'), contracts)).toEqual([
    { operation: 'createPin', latency: [100, 200] },
    { operation: '*', connection: 'drop', every: 9 },
  ]);
  expect(readScenario(join(folder, 'empty.yaml'), contracts)).toEqual([]);
});
for (const [file, says] of [
  [
    'wrong.yaml',
    'wrong.yaml:4: example=pinWrong is not documented for createPin. There are pinFormat',
  ],
  ['broken.yaml', 'broken.yaml:2: this is not YAML: '],
  ['none.yaml', "none.yaml can't be read: there is no such file."],
] as const) {
  test(`a mistake in a file names its line: ${file}`, () => {
    expect(complaintOf(() => readScenario(join(folder, file), contracts), folder)).toContain(says);
  });
}

test('the scenarios in the README are valid', () => {
  const [chapter = ''] =
    /## Scenarios[\s\S]*?(?=\n## )/.exec(readFileSync('scripts/mock/README.md', 'utf8')) ?? [];
  const yamls = [...chapter.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml = '']) => yaml);
  expect(yamls).toHaveLength(2);
  for (const yaml of yamls) {
    const read = readRules(parseDocument(yaml).toJS(), contracts);
    expect(read).toHaveProperty('rules');
    expect((read as { rules: readonly unknown[] }).rules.length).toBeGreaterThan(2);
  }
});

test('latencies lie in their range', () => {
  const scenario = openScenario([{ operation: '*', latency: [3, 5] }]);
  const found = Array.from(
    { length: 200 },
    () =>
      scenario.effectOn({
        operation: operationNamed('createPin'),
        request: { parameters: { path: {}, query: {}, header: {}, cookie: {} } },
        documents: () => true,
      }).latency!,
  );
  expect([...new Set(found)].sort()).toEqual([3, 4, 5]);
});
