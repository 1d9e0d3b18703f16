import { request as ask } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { listen } from '../testing.ts';
import { judgeResponse, type JudgeOptions } from './judge-response.ts';
import { folder, good, json, refused, responseOf, things, valid } from './testing.ts';
import './index.ts';

const invalidRequest = { path: '/things', body: { id: 7 } } as const;
const text = '{"id":"a"}';
const fields = { 'content-type': json, 'x-left': '3' };
const alternatives: readonly { readonly why: string; readonly response: () => unknown }[] = [
  { why: 'a Response', response: () => responseOf(good) },
  { why: 'a status and a text', response: () => ({ status: 200, headers: fields, text }) },
  {
    why: 'supertest: a text, and what it means',
    response: () => ({
      status: 200,
      statusCode: 200,
      headers: fields,
      text,
      body: { id: 'not this' },
      pipe() {},
    }),
  },
  {
    why: 'axios: parsed data',
    response: () => ({ status: 200, statusText: 'OK', headers: fields, data: { id: 'a' } }),
  },
  {
    why: 'Fastify: a body as text',
    response: () => ({
      statusCode: 200,
      headers: { ...fields, 'x-left': 3, 'set-cookie': ['a=1', 'b=2'], etag: undefined },
      body: text,
    }),
  },
  { why: 'bytes', response: () => ({ status: 200, headers: fields, body: Buffer.from(text) }) },
  {
    why: 'an ArrayBuffer',
    response: () => ({ status: 200, headers: fields, data: new TextEncoder().encode(text).buffer }),
  },
  { why: 'Headers', response: () => ({ status: 200, headers: new Headers(fields), body: text }) },
  {
    why: 'a Map of headers',
    response: () => ({ status: 200, headers: new Map(Object.entries(fields)), body: text }),
  },
  {
    why: 'pairs of headers',
    response: () => ({
      status: 200,
      headers: [
        ['Content-Type', json],
        ['X-Left', '3'],
      ],
      body: text,
    }),
  },
  {
    why: 'a body that is still encoded',
    response: () => ({
      status: 200,
      headers: { ...fields, 'content-encoding': 'gzip' },
      body: gzipSync(text),
    }),
  },
  {
    why: 'one that is not encoded any more',
    response: () => ({
      status: 200,
      headers: { ...fields, 'content-encoding': 'gzip' },
      body: text,
    }),
  },
];
for (const { why, response } of alternatives) {
  test(`accepted as a response: ${why}`, async () => {
    await expect(response()).toConformTo(things, 'makeThing', { request: valid });
  });
}

const made = (init: RequestInit = {}) =>
  new Request('http://example.com/api/things', {
    method: 'POST',
    headers: { 'content-type': json },
    body: text,
    ...init,
  });
const requests: readonly {
  readonly why: string;
  readonly request: NonNullable<JudgeOptions['request']>;
}[] = [
  { why: 'a Request', request: made() },
  { why: 'a URL', request: { url: new URL('http://example.com/things'), body: { id: 'a' } } },
  {
    why: 'text and its type',
    request: {
      method: 'post',
      path: '/api/things',
      headers: new Headers({ 'content-type': json }),
      body: text,
    },
  },
  {
    why: 'bytes and their type',
    request: { path: '/things', headers: [['Content-Type', json]], body: Buffer.from(text) },
  },
];
for (const { why, request } of requests) {
  test(`accepted as a request: ${why}`, async () => {
    expect(await judgeResponse(responseOf(good), things, 'makeThing', { request })).toMatchObject({
      conforms: true,
      basis: 'The request breaks no rule of the contract.',
    });
    expect(
      (
        await judgeResponse(responseOf({ ...good, body: { id: 'b' } }), things, 'makeThing', {
          request,
        })
      ).findings,
    ).toMatchObject([{ check: 'echo-true' }]);
  });
}

const used = async () => {
  const response = responseOf(good);
  await response.text();
  return response;
};
const sent = async () => {
  const request = made();
  await request.text();
  return request;
};
const accepted =
  'Pass a Response of fetch whose body is not read yet, or an object with status (or statusCode), headers, and one of text, body and data';
const complaints: readonly {
  readonly why: string;
  readonly response?: () => unknown;
  readonly api?: string;
  readonly operation?: string;
  readonly options?: () => JudgeOptions | Promise<JudgeOptions>;
  readonly message: string;
}[] = [
  {
    why: 'a response that was read',
    response: used,
    message:
      'The body of the response was read already. Judge the response before its body is read, or read that of a copy: await response.clone().json().',
  },
  {
    why: 'nothing',
    response: () => undefined,
    message: `This can't be judged: undefined is no response. ${accepted}`,
  },
  {
    why: 'a list',
    response: () => [200],
    message: `This can't be judged: a list is no response. ${accepted}`,
  },
  {
    why: 'an object of another kind',
    response: () => ({ ok: true }),
    message: `This can't be judged: it has nothing as its status. ${accepted}`,
  },
  {
    why: 'a status that is a method',
    response: () => ({ status: () => 200 }),
    message: "This can't be judged: it has a function as its status.",
  },
  {
    why: 'a status that is no status',
    response: () => ({ status: 0 }),
    message: "This can't be judged: it has 0 as its status.",
  },
  {
    why: 'a response without a body',
    response: () => ({ status: 200, headers: fields }),
    message:
      "This can't be judged: it has none of text, body and data; without a body, text is empty.",
  },
  {
    why: 'a body that is a stream',
    response: () => ({ status: 200, headers: fields, body: new Response(text) }),
    message:
      'The body of the response is a stream, which can be read only once: read it, and pass its text or its bytes.',
  },
  {
    why: 'a body of a class',
    response: () => ({ status: 200, headers: fields, body: new Map() }),
    message:
      "The body of the response can't be read. Pass text, bytes or a value that was parsed from JSON.",
  },
  {
    why: 'headers in one list',
    response: () => ({ status: 200, headers: ['content-type', json], body: '' }),
    message:
      "The headers of the response can't be read. Pass Headers, a Map, an object of names and values, or a list of [name, value].",
  },
  {
    why: 'no headers',
    response: () => ({ status: 200, body: '' }),
    message: "The headers of the response can't be read.",
  },
  {
    why: 'a redirect that was followed',
    response: () => Object.defineProperty(responseOf(good), 'redirected', { value: true }),
    message:
      "The response comes from another address: fetch followed a redirect, which is a response itself. Send the request with redirect: 'manual'.",
  },
  {
    why: 'an unknown API',
    api: 'amitty',
    message:
      'There is no API "amitty": did you mean "amity"? There are amity, mixin, notifications; the path of an OpenAPI description works too.',
  },
  {
    why: 'an API like none',
    api: 'weather',
    message: 'There is no API "weather". There are amity, mixin, notifications;',
  },
  {
    why: 'an unknown operation',
    operation: 'makeThings',
    message:
      'things has no operation "makeThings": did you mean "makeThing"? It has listThings, makeThing, getThing, putThing.',
  },
  {
    why: 'an operation that can not be judged',
    operation: 'traceThing',
    message: 'traceThing: its path has {id}, and no path parameter of that name is defined.',
  },
  {
    why: 'a 429 of which the contract says nothing',
    response: () => responseOf({ ...refused, status: 429 }),
    message:
      "This can't be judged: the server responded with 429, too many requests, which makeThing does not document.",
  },
  {
    why: 'a request that was sent',
    options: async () => ({ request: await sent() }),
    message:
      'The body of the request was read already, for example by fetch. Send a copy: await fetch(request.clone()).',
  },
  {
    why: 'a request for another operation',
    options: () => ({ request: { path: '/users' } }),
    message: 'The request goes to /users, which is not where the operation makeThing is: /things.',
  },
  {
    why: 'a request with another method',
    options: () => ({ request: { method: 'GET', path: '/things' } }),
    message: 'The request is a GET, and the operation makeThing is POST /things.',
  },
  {
    why: 'a request for no URL',
    options: () => ({ request: { url: 'http://' } }),
    message: 'The request goes to "http://", which is no URL.',
  },
  {
    why: 'a request for nowhere',
    options: () => ({ request: { body: text } }),
    message: 'The request has neither url nor path.',
  },
  {
    why: 'a request that is not valid as it was said to be',
    options: () => ({ request: invalidRequest, intent: 'valid' }),
    message: 'The test says that the request is valid, and it is not: `id` must be string.',
  },
];
for (const {
  why,
  response = () => responseOf(good),
  api = things,
  operation = 'makeThing',
  options = () => ({}),
  message,
} of complaints) {
  test(`can't be judged: ${why}`, async () => {
    const [given, more] = [await response(), await options()];
    await expect(judgeResponse(given, api, operation, more)).rejects.toThrow(message);
    await expect(expect(given).not.toConformTo(api, operation, more)).rejects.toThrow(message);
  });
}

test('a promise of a response is asked to be awaited', async () => {
  await expect(
    judgeResponse(Promise.resolve(responseOf(good)), things, 'makeThing'),
  ).rejects.toThrow('a promise is no response, await it');
});

test('an answer of node:http is asked to be read', async () => {
  await using server = await listen((_, response) => response.end());
  const incoming = await new Promise((resolve) =>
    ask(server.url, (response) => resolve(response.resume())).end(),
  );
  await expect(judgeResponse(incoming, things, 'makeThing')).rejects.toThrow(
    'its body is a stream, read it and give { status, headers, text }',
  );
});

/** What a failed assertion says, without the folder's name. */
const said = async (assertion: Promise<void>) =>
  (
    await assertion.then(
      () => 'nothing',
      (error: Error) => error.message,
    )
  ).replaceAll(`${folder}/`, '');

test('a failure tells each finding, where its rule stands, and what was concluded of the request', async () => {
  const response = responseOf({
    ...good,
    headers: {},
    body: { id: 'b', tags: [1, 2], more: '\u001b[31mred' },
  });
  expect(
    await said(expect(response).toConformTo(things, 'makeThing', { request: valid })),
  ).toMatchInlineSnapshot(`
    "The response with status 200 does not conform to things makeThing (POST /things): 3 findings.

    The request breaks no rule of the contract.

    fail  things makeThing  body-matches-schema
          \`tags.0\` of the response with status 200 must be string.
            rule         things.yaml:1:999  #/paths/~1things/post/responses/200/content/application~1json/schema/properties/tags/items/type
            expected     \`tags.0\` must be string
            actual       1
            occurrences  2 times in this response

    fail  things makeThing  echo-true
          The response does not repeat what was sent: \`id\` must be "a", the value of $request.body#/id.
            rule         things.yaml:1:1019  #/paths/~1things/post/responses/200/content/application~1json/x-echo
            expected     "a"
            actual       "b"

    fail  things makeThing  header-fields-match
          The response with status 200 lacks the header field \`X-Left\`, which is required.
            rule         things.yaml:1:737  #/paths/~1things/post/responses/200/headers/X-Left/required
            expected     the header field \`X-Left\`
            actual       it is missing

    note  things makeThing  undocumented-member
          The response with status 200 has a member that the contract does not document: \`more\`.
            rule         things.yaml:1:872  #/paths/~1things/post/responses/200/content/application~1json/schema
            expected     documented members only
            actual       "\\u001b[31mred""
  `);
});

test('a failure of .not tells what was judged', async () => {
  expect(
    await said(expect(responseOf(good)).not.toConformTo(things, 'makeThing')),
  ).toMatchInlineSnapshot(`
    "Expected the response not to conform, and it does.

    The response with status 200 conforms to things makeThing (POST /things), as far as body-matches-schema, body-parses, header-fields-match, media-type-documented, no-server-error, status-documented, undocumented-member can tell.

    No request was given, so only rules for any response were checked."
  `);
});

test('the credentials of the request are in no message', async () => {
  const told = await said(
    expect(
      responseOf({ ...refused, status: 422, body: { error: 'secret-key is not welcome' } }),
    ).toConformTo(things, 'makeThing', { request: valid }),
  );
  expect(told).toContain('<redacted> is not welcome');
  expect(told).not.toContain('secret-key');
});

test('a response can be judged more than once, and read after that', async () => {
  const response = responseOf(good);
  await expect(response).toConformTo(things, 'makeThing');
  await expect(response).toConformTo(things, 'makeThing', { request: valid });
  expect(await response.json()).toEqual({ id: 'a' });
});
