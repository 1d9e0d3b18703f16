import { expect, test } from 'vitest';
import { createClient } from './client.ts';
import type { OperationFacts } from './operation.ts';

type AnyPaths = { [path: string]: { [method: string]: object } };

const facts: OperationFacts = {
  id: 'find',
  method: 'GET',
  path: '/things',
  responses: {
    200: ['application/json', 'text/csv', 'image/*'],
    204: [],
    302: [],
    '4XX': ['application/problem+json'],
    default: ['*/*'],
  },
};

const json = 'application/json';

/** The result of a response, by the facts of an operation. */
async function resultOf(answer: Response, more: Partial<OperationFacts> = {}) {
  const client = createClient<AnyPaths, { find: OperationFacts }>(
    { baseUrl: 'http://things.test', fetch: async () => answer },
    { find: { ...facts, ...more } },
  );
  const { response, ...result } = await client.find({});
  expect(response).toBe(answer);
  return result as { kind: string; status?: unknown; body: unknown };
}

const answer = (status: number, type?: string, body: string | null = null) =>
  new Response(body, { status, ...(type && { headers: { 'content-type': type } }) });

for (const { why, given, more, result } of [
  {
    why: 'a success in JSON',
    given: answer(200, 'application/json; charset=utf-8', '{"a":1}'),
    result: { kind: 'success', status: 200, mediaType: json, body: { a: 1 } },
  },
  {
    why: 'a text',
    given: answer(200, 'text/csv', '1,2'),
    result: { kind: 'success', status: 200, mediaType: 'text/csv', body: '1,2' },
  },
  {
    why: 'nothing, as documented',
    given: answer(204),
    result: { kind: 'success', status: 204, mediaType: undefined, body: undefined },
  },
  {
    why: 'a redirect',
    given: answer(302),
    result: { kind: 'other', status: 302, mediaType: undefined, body: undefined },
  },
  {
    why: 'a refusal by its range, in a kind of JSON',
    given: answer(404, 'application/problem+json', '{"title":"none"}'),
    result: {
      ...{ kind: 'refusal', status: '4XX', mediaType: 'application/problem+json' },
      body: { title: 'none' },
    },
  },
  {
    why: 'a failure that only `default` documents',
    given: answer(503, 'text/html', '<p>'),
    result: { kind: 'failure', status: 'default', mediaType: '*/*', body: '<p>' },
  },
  {
    why: 'a text that looks like JSON stays a text',
    given: answer(500, 'text/plain', '1.0'),
    result: { kind: 'failure', status: 'default', mediaType: '*/*', body: '1.0' },
  },
  {
    why: 'beside a documented success, `default` documents errors only',
    given: answer(201, json, '{}'),
    result: { kind: 'unexpected', status: undefined, reason: 'status', mediaType: json, body: {} },
  },
  {
    why: 'without one, it documents everything',
    given: answer(201, json, '{}'),
    more: { responses: { default: [json] } },
    result: { kind: 'success', status: 'default', mediaType: json, body: {} },
  },
  {
    why: 'a status below 400 that refuses',
    given: answer(202, json, '{}'),
    more: { responses: { 200: [json], 202: [json] }, refusals: [202] },
    result: { kind: 'refusal', status: 202, mediaType: json, body: {} },
  },
  {
    why: 'the same by `default`',
    given: answer(202, json, '{}'),
    more: { responses: { 200: [json], default: [json] }, refusals: [202] },
    result: { kind: 'refusal', status: 'default', mediaType: json, body: {} },
  },
  {
    why: 'another media type than documented, as a proxy sends it',
    given: answer(400, 'text/html', '<p>'),
    result: {
      ...{ kind: 'unexpected', status: undefined, reason: 'media-type' },
      ...{ mediaType: 'text/html', body: '<p>' },
    },
  },
  {
    why: 'JSON that is none',
    given: answer(200, json, '{"a":'),
    result: {
      ...{ kind: 'unexpected', status: undefined, reason: 'body' },
      ...{ mediaType: json, body: '{"a":' },
    },
  },
  {
    why: 'a body that is missing',
    given: answer(200, json),
    result: { kind: 'unexpected', status: undefined, reason: 'body', mediaType: json, body: '' },
  },
] as const)
  test(why, async () => expect(await resultOf(given, more)).toEqual(result));

test('bytes are a Blob, and a stream stays one', async () => {
  const image = await resultOf(answer(200, 'image/png', 'png'));
  expect(image.body).toBeInstanceOf(Blob);
  const events = await resultOf(answer(200, 'text/event-stream', 'data: 1\n\n'), {
    responses: { 200: ['text/event-stream'] },
  });
  expect(await new Response(events.body as ReadableStream).text()).toBe('data: 1\n\n');
});

test('what fetch rejects with reaches the caller', async () => {
  const client = createClient<AnyPaths, { find: OperationFacts }>(
    { baseUrl: 'http://things.test', fetch: () => Promise.reject(new TypeError('no network')) },
    { find: facts },
  );
  await expect(client.find({})).rejects.toThrow('no network');
});
