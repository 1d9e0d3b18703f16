import { join } from 'node:path';
import { description, folderWith, jsonBody } from '../testing.ts';

/** A description and responses for the tests of this folder. */

export const json = 'application/json';
const error = jsonBody({
  type: 'object',
  required: ['error'],
  properties: { error: { type: 'string' } },
});
const thing = {
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'string', maxLength: 5 },
    tags: { type: 'array', items: { type: 'string' } },
  },
};
const newThing = {
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'string', maxLength: 5 },
    count: { type: 'integer' },
    key: { type: 'string', format: 'uuid' },
    seen: { type: 'string', 'x-source': { strength: 'observed', document: 'a-page' } },
  },
};
const requestId = { name: 'X-Request-Id', in: 'header', schema: { type: 'string', maxLength: 4 } };
const left = {
  'X-Left': { required: true, schema: { type: 'integer' } },
  'X-Request-Id': { schema: requestId.schema },
};
const refusals = {
  malformed: { response: '400', example: 'e' },
  invalid: { response: '422', example: 'e' },
  unauthorized: { response: '401', example: 'e' },
};
const echo = { 'x-echo': { '/id': '$request.body#/id' } };

const paths = {
  '/things': {
    post: {
      operationId: 'makeThing',
      security: [{ key: [] }],
      'x-refusals': refusals,
      parameters: [requestId],
      requestBody: { required: true, ...jsonBody(newThing) },
      responses: {
        200: { headers: left, ...jsonBody(thing, echo) },
        400: error,
        401: error,
        409: error,
        422: error,
        500: error,
      },
    },
    get: {
      operationId: 'listThings',
      parameters: [
        { name: 'User-Agent', in: 'header', required: true, schema: { type: 'string' } },
      ],
      responses: { 200: jsonBody(thing) },
    },
  },
  '/things/{id}': {
    get: {
      operationId: 'getThing',
      parameters: [
        { name: 'id', in: 'path', required: true, schema: { type: 'integer' } },
        { name: 'n', in: 'query', schema: { type: 'integer' } },
      ],
      responses: { 200: jsonBody(thing), 400: error, 404: error, default: error },
    },
    put: {
      operationId: 'putThing',
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      requestBody: { content: { [json]: { schema: { type: 'object' } }, 'application/xml': {} } },
      responses: { 204: {}, 400: error },
    },
    trace: { operationId: 'traceThing', responses: { 200: {} } },
  },
};
export const folder = folderWith({
  'things.yaml': description(paths, {
    components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
  }),
});
export const things = join(folder, 'things.yaml');

export type GivenResponse = {
  readonly status: number;
  readonly type?: string | undefined;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: unknown;
};
export const responseOf = ({ status, type = json, headers, body }: GivenResponse): Response =>
  new Response(body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body), {
    status,
    headers: { 'content-type': type, ...headers },
  });

export const good = { status: 200, headers: { 'X-Left': '3' }, body: { id: 'a' } } as const;
export const refused = { body: { error: 'no' } } as const;
export const valid = {
  path: '/things',
  headers: { 'X-Key': 'secret-key' },
  body: { id: 'a' },
} as const;
