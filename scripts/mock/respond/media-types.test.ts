import { expect, test } from 'vitest';
import { jsonBody } from '../../../conformance/testing.ts';
import type { MockOptions } from '../server.ts';
import { ask, startWith } from '../testing.ts';

const thing = {
  type: 'object',
  required: ['n'],
  properties: { n: { type: 'integer', example: 7 } },
};

/** The answer to a request of an operation. */
async function answerTo(
  operation: object,
  headers: { readonly [name: string]: string } = {},
  { body, ...options }: Partial<MockOptions> & { readonly body?: string } = {},
) {
  const paths = { '/things': { post: { responses: { 204: { description: '' } }, ...operation } } };
  await using mock = await startWith({ things: paths }, options);
  const got = await ask(mock.url, {
    path: '/things',
    headers,
    ...(body === undefined ? {} : { body }),
  });
  return { ...got, type: got.headers['content-type'] };
}
const responding = (content: object, status = 200) => ({
  responses: { [status]: { description: '', content } },
});

const schema = { schema: thing };
const trio = { 'text/plain': schema, 'application/json': schema, 'text/json': schema };
const negotiated: { why: string; content: object; accept?: string; type: string; text: string }[] =
  [
    ...[
      '*/*',
      'text/html,application/xml;q=0.9,*/*;q=0.8',
      'application/json, text/plain, */*',
      undefined,
    ].map((accept) => ({
      why: `JSON before a text that has to be JSON, for ${accept}`,
      content: trio,
      ...(accept === undefined ? {} : { accept }),
      type: 'application/json',
      text: '{"n":7}',
    })),
    {
      why: 'a text that has to be JSON',
      content: trio,
      accept: 'text/plain',
      type: 'text/plain',
      text: '{"n":7}',
    },
    {
      why: 'an old name of JSON',
      content: trio,
      accept: 'text/json',
      type: 'text/json',
      text: '{"n":7}',
    },
    {
      why: 'a text that is one, before JSON',
      content: { 'text/plain': { example: 'seven' }, 'application/json': schema },
      accept: '*/*',
      type: 'text/plain',
      text: 'seven',
    },
    {
      why: 'the same parameters',
      content: { 'a/b+json; v=1': { example: 1 }, 'a/b+json; v=2': { example: 2 } },
      accept: 'A/B+json ; V = "2"',
      type: 'a/b+json; v=2',
      text: '2',
    },
    {
      why: 'a range by a type that no other key has',
      content: { '*/*': { example: 'any' }, 'text/plain': { example: 'plain' } },
      accept: 'application/json',
      type: 'application/json',
      text: '"any"',
    },
    {
      why: 'the key that is more specific than a range',
      content: { '*/*': { example: '{"a":1}' }, 'application/json': schema },
      type: 'application/json',
      text: '{"n":7}',
    },
  ];
for (const { why, content, accept, type, text } of negotiated)
  test(`the mock chooses ${why}`, async () => {
    const got = await answerTo(responding(content), accept === undefined ? {} : { Accept: accept });
    expect(got).toMatchObject({ status: 200, type, text });
  });

test('a refusal is negotiated as a success is', async () => {
  const refusing = {
    ...responding(trio, 400),
    requestBody: { required: true, ...jsonBody(thing) },
  };
  expect(await answerTo(refusing, { Accept: '*/*' })).toMatchObject({
    status: 400,
    type: 'application/json',
    text: '{"n":7}',
  });
});

const written: { type: string; media: object; text: string; sent?: string }[] = [
  {
    type: 'application/xml',
    media: { schema: { ...thing, xml: { name: 'thing' } } },
    text: '<?xml version="1.0" encoding="UTF-8"?>\n<thing><n>7</n></thing>',
  },
  { type: 'application/xml', media: { schema: thing, example: '<a/>' }, text: '<a/>' },
  { type: 'application/yaml', media: { schema: thing }, text: 'n: 7\n' },
  { type: 'text/csv', media: { schema: { type: 'array', items: thing } }, text: 'n\r\n7\r\n' },
  {
    type: 'application/jsonl',
    media: { schema: thing, example: [{ n: 1 }, { n: 2 }] },
    text: '{"n":1}\n{"n":2}\n',
  },
  { type: 'application/x-ndjson', media: {}, text: '' },
  { type: 'application/pdf', media: { schema: {} }, text: '' },
  { type: 'application/octet-stream', media: { schema: thing }, text: '{"n":7}' },
  {
    type: 'application/vnd.github.object',
    media: { schema: thing, example: { n: 3 } },
    text: '{"n":3}',
  },
  { type: 'text/html', media: { schema: thing }, text: '{"n":7}' },
  {
    type: 'multipart/form-data',
    media: { schema: thing },
    text: '--part-of-the-body-0\r\nContent-Disposition: form-data; name="n"\r\n\r\n7\r\n--part-of-the-body-0--\r\n',
    sent: 'multipart/form-data; boundary=part-of-the-body-0',
  },
];
for (const { type, media, text, sent = type } of written)
  test(`a body is written as ${type}: ${JSON.stringify(text)}`, async () =>
    expect(await answerTo(responding({ [type]: media }))).toMatchObject({
      status: 200,
      type: sent,
      text,
    }));

const uploads: { name: string; sent: string; body: string; status: number }[] = [
  { name: 'application/octet-stream', sent: 'application/octet-stream', body: 'abc', status: 204 },
  { name: 'application/octet-stream', sent: 'text/plain', body: 'abc', status: 400 },
  { name: 'image/*', sent: 'image/png', body: 'abc', status: 204 },
  { name: 'image/*', sent: 'audio/ogg', body: 'abc', status: 400 },
  { name: 'application/xml', sent: 'application/xml; charset=utf-8', body: '<q/>', status: 204 },
  {
    name: 'application/*+json',
    sent: 'application/merge-patch+json',
    body: '{"n":1}',
    status: 204,
  },
  {
    name: 'application/*+json',
    sent: 'application/merge-patch+json',
    body: '{"n":"x"}',
    status: 400,
  },
  { name: 'text/json', sent: 'text/json', body: '{"n":"x"}', status: 400 },
  { name: '*/*', sent: 'application/json', body: '{"n":"x"}', status: 400 },
  { name: '*/*', sent: 'application/x-unknown', body: 'abc', status: 204 },
  { name: 'application/vnd.x', sent: 'application/vnd.x', body: '{"n":"x"}', status: 400 },
];
for (const { name, sent, body, status } of uploads)
  test(`a body of ${name}, sent as ${sent}, gets ${status}: ${body}`, async () => {
    const requestBody = { required: true, content: { [name]: { schema: thing } } };
    const parameters = [{ name: 'X-A', in: 'header', required: true, schema: { type: 'integer' } }];
    const operation = {
      requestBody,
      parameters,
      responses: { 204: { description: '' }, 400: { description: '' } },
    };
    const headers = { 'Content-Type': sent, 'X-A': '1' };
    expect((await answerTo(operation, headers, { body })).status).toBe(status);
    expect((await answerTo(operation, { 'Content-Type': sent }, { body })).status).toBe(400);
  });

const wrong = { value: { n: 'x' } };
const broken: { why: string; media: object; prefer?: string; json: unknown; says: RegExp }[] = [
  {
    why: 'a made body',
    media: { example: wrong.value },
    json: { n: 7 },
    says: /"\/n" must be integer .*; a made body is sent instead$/,
  },
  {
    why: 'another example',
    media: { examples: { one: wrong, two: { value: { n: 2 } } } },
    json: { n: 2 },
    says: /example "one" breaks its schema.*; the example "two" is sent instead$/,
  },
  {
    why: 'another example than the preferred one',
    media: { examples: { two: { value: { n: 2 } }, one: wrong } },
    prefer: 'example=one',
    json: { n: 2 },
    says: /example "one"/,
  },
];
for (const { why, media, prefer, json, says } of broken)
  for (const status of [200, 400])
    test(`in place of an example that breaks its schema, ${status} has ${why}`, async () => {
      const operation = {
        ...responding({ 'application/json': { ...schema, ...media } }, status),
        ...(status === 400 ? { requestBody: { required: true, ...jsonBody({}) } } : {}),
      };
      const headers = prefer === undefined ? {} : { Prefer: prefer };
      const got = await answerTo(operation, headers);
      expect(got).toMatchObject({ status, json });
      expect(got.headers['x-contract-example']).toMatch(says);
      expect(await answerTo(operation, headers, { strictExamples: true })).toMatchObject({
        status: 500,
        text: expect.stringContaining('breaks its own contract: "/n" must be integer'),
      });
    });

test('an example that keeps its schema is sent without a word', async () => {
  const examples = { two: { value: { n: 2 } }, one: wrong };
  const got = await answerTo(responding({ 'application/json': { ...schema, examples } }));
  expect(got.json).toEqual({ n: 2 });
  expect(got.headers).not.toHaveProperty('x-contract-example');
});
