import { expect, test } from 'vitest';
import type { Call } from '../../../conformance/corpus/calls.ts';
import { jsonBody } from '../../../conformance/testing.ts';
import { ask, startWith } from '../testing.ts';

const body = { requestBody: { required: true, ...jsonBody({ type: 'object', required: ['a'] }) } };
const answer = (value: unknown) => ({ description: '', ...jsonBody({}, { example: value }) });
const bearer = {
  components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  security: [{ token: [] }],
};
const problem = 'application/problem+json';
const authorized = { Authorization: 'Bearer x', 'Content-Type': 'application/json' };
const without: {
  why: string;
  responses: object;
  headers?: Call['headers'];
  sent?: string;
  status: number;
  json: unknown;
  type?: string;
}[] = [
  {
    why: '422 for an invalid request',
    responses: { 200: answer(1), 400: answer(2), 422: answer(3) },
    status: 422,
    json: 3,
  },
  {
    why: '400 for an invalid request',
    responses: { 200: answer(1), 400: answer(2) },
    status: 400,
    json: 2,
  },
  {
    why: '400 for a malformed body',
    responses: { 200: answer(1), 400: answer(2), 422: answer(3) },
    sent: '{',
    status: 400,
    json: 2,
  },
  { why: 'a range', responses: { 200: answer(1), '4XX': answer(4) }, status: 422, json: 4 },
  { why: 'a default', responses: { 200: answer(1), default: answer(5) }, status: 422, json: 5 },
  {
    why: '401 for missing credentials',
    responses: { 200: answer(1), 401: answer(6), 403: answer(7) },
    headers: {},
    status: 401,
    json: 6,
  },
  {
    why: '403 for missing credentials',
    responses: { 200: answer(1), 403: answer(7) },
    headers: {},
    status: 403,
    json: 7,
  },
  {
    why: 'no usual status',
    responses: { 200: answer(1) },
    status: 400,
    json: {
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      detail: expect.stringMatching(
        /^body\/a must be present .*\. doThing documents no refusal of such a request: add one, or x-refusals\.$/,
      ),
    },
    type: problem,
  },
  {
    why: 'no usual status for missing credentials',
    responses: { 200: answer(1) },
    headers: {},
    status: 401,
    json: expect.objectContaining({
      status: 401,
      detail: expect.stringMatching(/^there are no credentials for token\. /),
    }),
    type: problem,
  },
  {
    why: '415 for another media type',
    responses: { 200: answer(1), 400: answer(2), 415: answer(8) },
    headers: { ...authorized, 'Content-Type': 'text/plain' },
    status: 415,
    json: 8,
  },
  {
    why: '415 of a range for another media type',
    responses: { 200: answer(1), '4XX': answer(8) },
    headers: { ...authorized, 'Content-Type': 'text/plain' },
    status: 415,
    json: 8,
  },
  {
    why: '400 for another media type, where no 415 is documented',
    responses: { 200: answer(1), 400: answer(2) },
    headers: { ...authorized, 'Content-Type': 'text/plain' },
    status: 400,
    json: 2,
  },
  {
    why: 'no usual status for another media type',
    responses: { 200: answer(1), 404: answer(9) },
    headers: { ...authorized, 'Content-Type': 'text/plain' },
    status: 415,
    json: expect.objectContaining({ status: 415, title: 'Unsupported Media Type' }),
    type: problem,
  },
  {
    why: 'no 404 for a fault of the body',
    responses: { 200: answer(1), 404: answer(9) },
    status: 400,
    json: expect.objectContaining({ status: 400 }),
    type: problem,
  },
];
for (const {
  why,
  responses,
  headers = authorized,
  sent = '{}',
  status,
  json,
  type = 'application/json',
} of without) {
  test(`without x-refusals the mock uses the usual statuses: ${why}`, async () => {
    await using other = await startWith(
      { things: { '/things': { post: { operationId: 'doThing', ...body, responses } } } },
      {},
      bearer,
    );
    const got = await ask(other.url, { path: '/things', headers, body: sent });
    expect({ status: got.status, json: got.json }).toEqual({ status, json });
    expect(got.headers['content-type']).toBe(type);
  });
}

for (const { responses, status } of [
  { responses: { 200: answer(1), 404: answer(2) }, status: 404 },
  { responses: { 200: answer(1), 400: answer(2), 404: answer(3) }, status: 400 },
  { responses: { 200: answer(1), 404: answer(2), 422: answer(3) }, status: 422 },
  { responses: { 200: answer(1) }, status: 400 },
])
  test(`a fault of a path parameter gets ${status} of ${Object.keys(responses).join(', ')}`, async () => {
    const parameters = [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }];
    await using other = await startWith({
      things: { '/things/{id}': { get: { parameters, responses } } },
    });
    expect((await ask(other.url, { path: '/things/one' }, 'GET')).status).toBe(status);
    expect((await ask(other.url, { path: '/things/1' }, 'GET')).status).toBe(200);
  });
