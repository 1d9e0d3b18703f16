import { expect, test } from 'vitest';
import { loadContract } from '../core/contract/load.ts';
import { exchangeOf as readBack, type Exchange } from './exchange.ts';
import type { Operation } from '../core/contract/model.ts';
import type { RequestViolation } from '../core/http/request-part.ts';
import type { Json } from '../core/json.ts';
import type { Case } from '../generators/case.ts';
import { jsonBody, operationOf } from '../testing.ts';
import * as checks from './index.ts';

type Frozen = {
  readonly operation: Operation;
  /** The one rule that the request breaks; valid without. */
  readonly broken?: Pick<RequestViolation, 'in' | 'pointer' | 'keyword'>;
  /** What is explored without breaking it. */
  readonly open?: Case['rule'];
  readonly milliseconds?: number;
  readonly undecodable?: string;
  readonly sent?: Partial<Case['request']>;
  readonly status: number;
  readonly type?: string | undefined;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: Json | Uint8Array | string;
  /** `check: defect` of everything that is found. */
  readonly found: readonly string[];
  readonly why: string;
};

function exchangeOf({
  operation,
  broken,
  open,
  milliseconds = 1,
  undecodable,
  sent,
  status,
  type,
  headers,
  body: sentBack = '',
}: Frozen): Exchange {
  const bytes =
    sentBack instanceof Uint8Array
      ? sentBack
      : Buffer.from(typeof sentBack === 'string' ? sentBack : JSON.stringify(sentBack));
  const names = Object.entries({
    ...(type === undefined ? {} : { 'content-type': type }),
    ...headers,
  });
  const source = { file: operation.source.file, pointer: operation.source.pointer };
  const request = {
    parameters: { path: {}, query: {}, header: {}, cookie: {} },
    credentials: 'good',
    ...sent,
  } as const;
  return {
    case: {
      id: `${operation.id}/generator/name`,
      generator: 'generator',
      origin: 'plan',
      operation,
      reason: 'it is so',
      request,
      rule: broken ?? open ?? body,
      ...(open === large ? { topic: 'size' } : {}),
      ...(open
        ? { intent: 'unspecified' }
        : broken
          ? { intent: 'invalid', broken: { ...broken, message: 'must be otherwise', source } }
          : { intent: 'valid' }),
    },
    request: { method: operation.method, path: operation.path, headers: [] },
    sent: {
      parameters: request.parameters,
      ...(request.body?.value === undefined ? {} : { body: request.body.value }),
      violations: [],
    },
    reply: {
      status,
      headers: new Map(names),
      body: bytes,
      ...(undecodable ? { undecodable } : {}),
    },
    milliseconds,
    limit: 1000,
  };
}

const judged = (exchange: Exchange) =>
  Object.values(checks)
    .filter((check) => check.appliesTo(exchange))
    .flatMap((check) =>
      [...check.judge(exchange)].map((observation) => ({ ...observation, check: check.id })),
    );

const json = 'application/json';
const body = { in: 'body', pointer: '/a', keyword: 'type' } as const;
const method = { in: 'method', pointer: '', keyword: 'DELETE' } as const;
const large = { in: 'body', pointer: '', keyword: 'size' } as const;
const blank = { in: 'body', pointer: '/a', keyword: 'type' } as const;
const credentials = { in: 'credentials', pointer: '', keyword: 'security' } as const;

const user = {
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'string' },
    tags: {
      type: 'array',
      items: { type: 'object', required: ['k'], properties: { k: { type: 'string' } } },
    },
  },
};
const refusals = {
  malformed: { response: '400', example: 'e' },
  invalid: { response: '422', example: 'e' },
  unauthorized: { response: '401', example: 'e' },
};
const error = jsonBody({ type: 'object', required: ['error'] });
const plain = operationOf({
  'x-refusals': refusals,
  responses: { 200: jsonBody(user), 400: error, 401: error, 422: error, 302: {}, 500: error },
});
const openly = operationOf({
  'x-refusals': { unauthorized: { response: '401', example: 'e' } },
  responses: { 200: jsonBody(user), 401: error, default: error },
});
/** Refuses by `default`. */
const refusing = operationOf({
  'x-refusals': { invalid: { response: 'default', example: 'e', status: 422 } },
  responses: { 200: jsonBody(user), default: error },
});
/** Documents header fields. */
const limited = operationOf({
  responses: {
    200: {
      ...jsonBody(user),
      headers: {
        'X-Left': { required: true, schema: { type: 'integer', minimum: 0 } },
        'X-Tag': { schema: { type: 'string', maxLength: 3 } },
      },
    },
  },
});
/** Has a value in its path. */
const byId = operationOf(
  {
    parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
    responses: { 200: jsonBody(user), 400: error, 404: error },
  },
  {},
  '/things/{id}',
);
/** Answers in plain text. */
const counting = operationOf({
  responses: { 200: { content: { 'text/plain': { schema: { type: 'integer' } } } } },
});
/** Says nothing of refusals. */
const silent = operationOf({ responses: { 200: jsonBody(user) } });
const good = { status: 200, type: json, body: { id: 'a' } } as const;
const refused = { type: json, body: { error: 'no' } } as const;

const table: { readonly [about: string]: readonly Frozen[] } = {
  'status-documented': [
    { operation: plain, ...good, found: [], why: 'a documented success' },
    {
      operation: plain,
      ...good,
      status: 201,
      found: ['status-documented: 201'],
      why: 'a success that is not documented',
    },
    {
      operation: plain,
      ...refused,
      status: 404,
      found: ['status-documented: 404'],
      why: 'a refusal that is not documented',
    },
    {
      operation: plain,
      broken: body,
      ...refused,
      status: 404,
      found: ['status-documented: 404'],
      why: 'the same to an invalid request',
    },
    {
      operation: plain,
      broken: credentials,
      ...refused,
      status: 403,
      found: ['status-documented: 403'],
      why: 'the same without credentials',
    },
    {
      operation: refusing,
      ...good,
      status: 201,
      found: ['status-documented: 201'],
      why: 'a success is not covered by a default that refuses',
    },
    {
      operation: refusing,
      ...refused,
      status: 409,
      found: ['valid-accepted: body/a type'],
      why: 'a refusal is covered by a default that refuses',
    },
    {
      operation: silent,
      broken: body,
      ...refused,
      status: 422,
      found: [],
      why: 'a refusal where none is documented',
    },
    {
      operation: silent,
      ...refused,
      status: 422,
      found: ['status-documented: 422'],
      why: 'the same to a valid request',
    },
    {
      operation: silent,
      broken: body,
      ...good,
      status: 201,
      found: ['invalid-refused: body/a type', 'status-documented: 201'],
      why: 'a success that is not documented, to an invalid request',
    },
    {
      operation: operationOf({ responses: { '2XX': jsonBody(user) } }),
      ...good,
      status: 226,
      found: [],
      why: '2XX covers every success',
    },
    {
      operation: operationOf({ responses: { '2XX': jsonBody(user) } }),
      ...refused,
      status: 300,
      found: ['status-documented: 300'],
      why: '2XX covers no other',
    },
    {
      operation: operationOf({ responses: { 200: jsonBody(user), default: error } }),
      broken: body,
      ...refused,
      status: 418,
      found: [],
      why: 'default covers the rest',
    },
    {
      operation: operationOf({
        responses: { '2XX': jsonBody({ type: 'string' }), 200: jsonBody(user) },
      }),
      ...good,
      found: [],
      why: 'the status before its range',
    },
  ],
  'no-server-error': [
    {
      operation: plain,
      ...refused,
      status: 500,
      found: ['no-server-error: valid'],
      why: 'a documented 500',
    },
    {
      operation: plain,
      ...refused,
      status: 503,
      found: ['no-server-error: valid'],
      why: 'a 503 that is not documented is found once',
    },
    {
      operation: plain,
      broken: body,
      ...refused,
      status: 500,
      found: ['no-server-error: body/a type'],
      why: 'to an invalid request',
    },
    {
      operation: plain,
      broken: credentials,
      ...refused,
      status: 500,
      found: ['no-server-error: credentials security'],
      why: 'without credentials',
    },
    {
      operation: plain,
      broken: body,
      ...refused,
      status: 422,
      found: [],
      why: 'a refusal is no server error',
    },
  ],
  'media-type-documented': [
    {
      operation: plain,
      ...good,
      type: 'application/json; charset=utf-8',
      found: [],
      why: 'a charset',
    },
    { operation: plain, ...good, type: 'Application/JSON', found: [], why: 'another letter case' },
    {
      operation: plain,
      ...good,
      type: undefined,
      found: ['media-type-documented: 200 none'],
      why: 'no Content-Type',
    },
    {
      operation: plain,
      ...good,
      type: 'text/html',
      body: '<html>',
      found: ['media-type-documented: 200 text/html'],
      why: 'a page',
    },
    {
      operation: plain,
      broken: body,
      ...refused,
      status: 422,
      type: 'application/problem+json',
      found: ['media-type-documented: 422 application/problem+json'],
      why: 'another kind of JSON',
    },
    {
      operation: operationOf({ responses: { 200: { content: { '*/*': {} } } } }),
      ...good,
      type: 'text/html',
      body: '<',
      found: [],
      why: 'a range covers it',
    },
    {
      operation: operationOf({ responses: { 200: { content: { 'text/plain': {} } } } }),
      ...good,
      type: 'text/plain',
      body: 'no JSON',
      found: [],
      why: 'a text',
    },
    {
      operation: operationOf({ responses: { 204: {} } }),
      status: 204,
      found: [],
      why: 'a 204 without content',
    },
    {
      operation: operationOf({ responses: { 200: {} } }),
      status: 200,
      found: [],
      why: 'no content is documented, and none comes',
    },
    {
      operation: operationOf({ responses: { 200: {} } }),
      status: 200,
      type: 'text/plain',
      body: 'OK',
      found: [],
      why: 'no content is documented, and some comes',
    },
    {
      operation: operationOf({ responses: { '2XX': jsonBody(user) } }),
      status: 204,
      found: [],
      why: 'a 204 has no content, whatever its range documents',
    },
    {
      operation: { ...plain, method: 'HEAD' },
      status: 200,
      found: [],
      why: 'an answer to HEAD may leave the Content-Type out',
    },
    {
      operation: { ...plain, method: 'HEAD' },
      status: 200,
      type: 'text/html',
      found: ['media-type-documented: 200 text/html'],
      why: 'but not lie',
    },
  ],
  'body-parses': [
    { operation: plain, ...good, body: '{"id":"a"', found: ['body-parses: 200'], why: 'cut short' },
    { operation: plain, ...good, body: '', found: ['body-parses: 200'], why: 'empty' },
    {
      operation: plain,
      ...good,
      body: Buffer.from([0x22, 0xff, 0x22]),
      found: ['body-parses: 200'],
      why: 'no UTF-8',
    },
    {
      operation: plain,
      ...good,
      body: '{"id":"a","id":"b"}',
      found: ['body-parses: 200 twice id'],
      why: 'a member twice',
    },
    {
      operation: plain,
      ...good,
      body: String.raw`{"id":"a","\u0069d":"b"}`,
      found: ['body-parses: 200 twice id'],
      why: 'a member twice, once escaped',
    },
    {
      operation: plain,
      ...good,
      body: '{"id":"a","tags":[{"k":"1"},{"k":"2"}],"x":{"id":"id"},"y":["id","id"]}',
      found: [],
      why: 'one name in several objects, and as a value',
    },
    {
      operation: plain,
      ...good,
      body: String.raw`{"id":"\"id\":{[,\\","x":"}\\\"id"}`,
      found: [],
      why: 'texts that look like JSON',
    },
    { operation: plain, ...good, body: ' \n{"id"\t: "a"}\r\n', found: [], why: 'blanks' },
    {
      operation: plain,
      ...good,
      body: `{"id":"${'a\\n'.repeat(4_000_000)}"}`,
      found: [],
      why: 'a very long text',
    },
    {
      operation: plain,
      broken: body,
      status: 422,
      type: json,
      body: '{',
      found: ['body-parses: 422'],
      why: 'in a refusal',
    },
    {
      operation: { ...plain, method: 'HEAD' },
      status: 200,
      type: json,
      found: [],
      why: 'an answer to HEAD has no body',
    },
    {
      operation: operationOf({ responses: { '2XX': jsonBody(user) } }),
      status: 204,
      type: json,
      found: [],
      why: 'a 204 has no body',
    },
    {
      operation: operationOf({ responses: { 200: { content: { '*/*': {} } } } }),
      ...good,
      body: '{',
      found: ['body-parses: 200'],
      why: 'JSON by its Content-Type, under a range',
    },
  ],
  'body-matches-schema': [
    {
      operation: plain,
      ...good,
      body: { id: 7 },
      found: ['body-matches-schema: 200 /id type'],
      why: 'a wrong type',
    },
    {
      operation: plain,
      ...good,
      body: {},
      found: ['body-matches-schema: 200 /id required'],
      why: 'a missing member',
    },
    {
      operation: plain,
      ...good,
      body: [],
      found: ['body-matches-schema: 200  type'],
      why: 'the root',
    },
    { operation: plain, ...good, body: { id: 'a', more: 1 }, found: [], why: 'a member more' },
    {
      operation: plain,
      ...good,
      body: { id: 'a', tags: [{ k: 1 }, { k: '' }, { k: 2 }, {}] },
      found: [
        'body-matches-schema: 200 /tags/*/k type',
        'body-matches-schema: 200 /tags/*/k type',
        'body-matches-schema: 200 /tags/*/k required',
      ],
      why: 'elements share their defects',
    },
    {
      operation: plain,
      broken: body,
      status: 422,
      type: json,
      body: {},
      found: ['body-matches-schema: 422 /error required'],
      why: 'a refusal has a schema too',
    },
    {
      operation: operationOf({ responses: { 200: { content: { [json]: {} } } } }),
      ...good,
      body: 7,
      found: [],
      why: 'no schema',
    },
    {
      operation: counting,
      status: 200,
      type: 'text/plain',
      body: '42',
      found: [],
      why: 'a number as text',
    },
    {
      operation: counting,
      status: 200,
      type: 'text/plain',
      body: 'many',
      found: ['body-matches-schema: 200  type'],
      why: 'a word as text where a number is documented',
    },
    {
      operation: operationOf({ responses: { 200: jsonBody(true) } }),
      ...good,
      body: null,
      found: [],
      why: 'a schema that allows everything',
    },
  ],
  'valid-accepted': [
    {
      operation: plain,
      ...refused,
      status: 422,
      found: ['valid-accepted: body/a type'],
      why: 'a refusal',
    },
    {
      operation: operationOf({ responses: { 200: jsonBody(user), default: error } }),
      ...refused,
      status: 400,
      found: ['valid-accepted: body/a type'],
      why: 'a refusal under default',
    },
    {
      operation: operationOf({ responses: { 200: jsonBody(user), default: error } }),
      ...refused,
      status: 302,
      found: ['valid-accepted: body/a type'],
      why: 'a redirect under default',
    },
    {
      operation: byId,
      ...refused,
      status: 404,
      found: [],
      why: 'nothing is there under a value in the path that we made up',
    },
    {
      operation: byId,
      ...refused,
      status: 400,
      found: ['valid-accepted: body/a type'],
      why: 'a refusal of a request with a value in its path',
    },
    { operation: plain, status: 302, found: [], why: 'a documented redirect' },
    {
      operation: operationOf({ responses: { '3XX': {} } }),
      status: 303,
      found: [],
      why: 'a redirect in a documented range',
    },
  ],
  'invalid-refused': [
    {
      operation: plain,
      broken: body,
      ...good,
      found: ['invalid-refused: body/a type'],
      why: 'accepted',
    },
    {
      operation: plain,
      broken: { ...body, pointer: '', keyword: 'malformed' },
      ...good,
      found: ['invalid-refused: body malformed'],
      why: 'accepted although malformed',
    },
    {
      operation: plain,
      broken: body,
      ...refused,
      status: 400,
      found: [],
      why: 'refused with another refusal of the contract',
    },
    {
      operation: plain,
      broken: { in: 'query', pointer: '/q', keyword: 'type' },
      ...good,
      found: ['invalid-refused: query/q type'],
      why: 'a parameter',
    },
  ],
  'credentials-required': [
    {
      operation: plain,
      broken: credentials,
      ...good,
      found: ['credentials-required: name'],
      why: 'accepted',
    },
    {
      operation: plain,
      broken: credentials,
      ...refused,
      status: 401,
      found: [],
      why: 'refused as documented',
    },
    {
      operation: plain,
      broken: credentials,
      ...refused,
      status: 422,
      found: ['credentials-required: name'],
      why: 'refused otherwise',
    },
    {
      operation: plain,
      broken: credentials,
      status: 302,
      found: [],
      why: 'redirected, to a login perhaps',
    },
    {
      operation: openly,
      broken: credentials,
      ...refused,
      status: 400,
      found: [],
      why: 'refused with a status that `default` leaves open',
    },
    {
      operation: openly,
      broken: credentials,
      ...good,
      found: ['credentials-required: name'],
      why: 'accepted where `default` leaves the refusal open',
    },
    {
      operation: operationOf({ responses: { 200: jsonBody(user), '4XX': error } }),
      broken: credentials,
      ...refused,
      status: 403,
      found: [],
      why: 'any refusal where none is documented',
    },
  ],
  'header-fields-match': [
    { operation: limited, ...good, headers: { 'x-left': '7' }, found: [], why: 'a number' },
    {
      operation: limited,
      ...good,
      headers: { 'x-left': '7', 'x-tag': 'a' },
      found: [],
      why: 'an optional one too',
    },
    {
      operation: limited,
      ...good,
      found: ['header-fields-match: 200 x-left required'],
      why: 'a required one is missing',
    },
    {
      operation: limited,
      ...good,
      headers: { 'x-left': 'many' },
      found: ['header-fields-match: 200 x-left type'],
      why: 'a word for a number',
    },
    {
      operation: limited,
      ...good,
      headers: { 'x-left': '-1' },
      found: ['header-fields-match: 200 x-left minimum'],
      why: 'below its minimum',
    },
    {
      operation: limited,
      ...good,
      headers: { 'x-left': '7', 'x-tag': 'abcd' },
      found: ['header-fields-match: 200 x-tag maxLength'],
      why: 'an optional one that is too long',
    },
    {
      operation: limited,
      broken: method,
      ...good,
      status: 405,
      headers: { allow: 'GET' },
      found: [],
      why: 'an answer to another method',
    },
  ],
  'undocumented-member': [
    {
      operation: plain,
      ...good,
      body: { id: 'a', more: 1 },
      found: ['undocumented-member: 200 /more'],
      why: 'a member more',
    },
    {
      operation: plain,
      ...good,
      body: {
        id: 'a',
        tags: [
          { k: 'b', l: 1 },
          { k: 'c', l: 2 },
        ],
      },
      found: ['undocumented-member: 200 /tags/*/l', 'undocumented-member: 200 /tags/*/l'],
      why: 'in the elements of a list',
    },
    {
      operation: plain,
      broken: body,
      ...refused,
      status: 422,
      found: [],
      why: 'an object of which nothing is said may hold anything',
    },
    {
      operation: operationOf({
        responses: { 200: jsonBody({ properties: { a: {} }, additionalProperties: true }) },
      }),
      ...good,
      body: { b: 1 },
      found: [],
      why: 'further members are documented',
    },
    {
      operation: operationOf({
        responses: { 200: jsonBody({ properties: { a: {} }, patternProperties: { '^x-': {} } }) },
      }),
      ...good,
      body: { 'x-b': 1 },
      found: [],
      why: 'members of such a name are documented',
    },
    {
      operation: operationOf({
        responses: {
          200: jsonBody({ anyOf: [{ properties: { a: {} } }, { properties: { b: {} } }] }),
        },
      }),
      ...good,
      body: { a: 1, b: 1 },
      found: [],
      why: 'some branch documents each',
    },
  ],
  'within-time': [
    { operation: plain, ...good, milliseconds: 1000, found: [], why: 'in time, if only just' },
    {
      operation: plain,
      ...good,
      milliseconds: 1001,
      found: ['within-time: slow'],
      why: 'too late',
    },
  ],
  'another method': [
    {
      operation: plain,
      broken: method,
      ...good,
      found: ['invalid-refused: method DELETE'],
      why: 'a success',
    },
    {
      operation: plain,
      broken: method,
      status: 405,
      headers: { allow: 'GET' },
      type: 'text/html',
      body: '<h1>',
      found: [],
      why: 'refused in its own words',
    },
    {
      operation: plain,
      broken: method,
      status: 405,
      found: ['allow-with-405: allow'],
      why: 'without the allowed methods',
    },
    {
      operation: plain,
      broken: method,
      status: 501,
      found: [],
      why: 'not implemented, which is what 501 is for',
    },
    {
      operation: plain,
      broken: method,
      status: 500,
      found: ['no-server-error: method DELETE'],
      why: 'a failure',
    },
    { operation: plain, broken: method, status: 302, found: [], why: 'a redirect' },
  ],
  'what the contract leaves open': [
    { operation: plain, open: large, ...good, found: [], why: 'taken' },
    { operation: plain, open: large, ...refused, status: 400, found: [], why: 'refused' },
    {
      operation: plain,
      open: large,
      ...refused,
      status: 413,
      found: [],
      why: 'too large for HTTP',
    },
    {
      operation: plain,
      open: blank,
      ...refused,
      status: 413,
      found: ['status-documented: 413'],
      why: 'what is not large is not too large',
    },
    {
      operation: plain,
      open: large,
      ...refused,
      status: 500,
      found: ['no-server-error: body size'],
      why: 'a failure',
    },
  ],
  'content encoding': [
    {
      operation: plain,
      ...good,
      undecodable: 'incorrect header check',
      found: ['body-parses: 200 encoding'],
      why: 'not what it says',
    },
  ],
};

const echoing = operationOf({
  requestBody: jsonBody({}),
  responses: {
    200: jsonBody(
      {
        properties: {
          id: { type: 'string' },
          users: { items: { properties: { id: { type: 'string' } } } },
        },
      },
      {
        'x-echo': {
          '/id': '$request.body#/id',
          '/users/*/id': '$request.body#/id',
          '/users/*/name': '$request.body#/name',
          '$response.header.X-Id': '$request.header.X-Id',
        },
      },
    ),
    202: jsonBody({}, { 'x-echo': { '/id': '$request.body#/id' } }),
  },
  'x-refusals': { invalid: { response: '202', example: 'e' } },
});
const sending = (value: Json, header: { [name: string]: Json } = {}) => ({
  body: { mediaType: json, documented: json, value },
  parameters: { path: {}, query: {}, header, cookie: {} },
});
const echoes: readonly Omit<Frozen, 'operation' | 'status' | 'type'>[] = [
  {
    sent: sending({ id: 'a', name: 'n' }),
    body: {
      id: 'a',
      users: [
        { id: 'b', name: 'm' },
        { id: 'a', name: 'n' },
      ],
    },
    found: [],
    why: 'some element repeats it',
  },
  {
    sent: sending({ id: 'a', name: 'n' }),
    body: {
      id: 'a',
      users: [
        { id: 'a', name: 'm' },
        { id: 'b', name: 'n' },
      ],
    },
    found: ['echo-true: /users/*/name'],
    why: 'two halves of two elements are not one',
  },
  {
    sent: sending({ id: 'a', name: 'n' }),
    body: { id: 'b', users: [{ id: 'a', name: 'n' }] },
    found: ['echo-true: /id'],
    why: 'another value',
  },
  {
    sent: sending({ id: 'a', name: 'n' }),
    body: { id: 'a', users: [] },
    found: ['echo-true: /users/*/id', 'echo-true: /users/*/name'],
    why: 'no element at all',
  },
  {
    sent: sending({ id: 'a' }),
    body: { id: 'a', users: [{ id: 'a', name: 'whatever' }] },
    found: [],
    why: 'what was not sent is not repeated',
  },
  {
    sent: sending({ id: 'a' }),
    body: { users: [{ id: 'a' }] },
    found: ['echo-true: /id'],
    why: 'nothing is there',
  },
  {
    sent: sending({ id: 'a' }),
    body: { id: 7, users: [{ id: 'a' }] },
    found: ['body-matches-schema: 200 /id type'],
    why: 'a wrong type is found once',
  },
  {
    sent: sending({ id: 'a' }),
    body: { id: 'a', users: [{ id: 7 }] },
    found: ['body-matches-schema: 200 /users/*/id type'],
    why: 'a wrong type in an element is found once',
  },
  {
    sent: sending({ name: null }),
    body: { users: [{ name: null }] },
    found: [],
    why: 'null is repeated',
  },
  {
    sent: sending({ name: { b: 1, a: [2] } }),
    body: { users: [{ name: { a: [2], b: 1 } }] },
    found: [],
    why: 'members have no order',
  },
  {
    sent: sending({ name: '' }),
    body: { users: [{ name: null }] },
    found: ['echo-true: /users/*/name'],
    why: 'empty is not null',
  },
  {
    sent: sending({}, { 'X-Id': 'r' }),
    body: {},
    headers: { 'x-id': 'r' },
    found: [],
    why: 'a header field',
  },
  {
    sent: sending({}, { 'X-Id': 7 }),
    body: {},
    headers: { 'x-id': '7' },
    found: [],
    why: 'a number in a header field',
  },
  {
    sent: sending({}, { 'X-Id': 'r' }),
    body: {},
    headers: { 'x-id': 'R' },
    found: ['echo-true: $response.header.X-Id'],
    why: 'a header field with another value',
  },
  {
    sent: sending({}, { 'X-Id': 'r' }),
    body: {},
    found: ['echo-true: $response.header.X-Id'],
    why: 'no such header field',
  },
  {
    sent: sending({}),
    body: {},
    headers: { 'x-id': 'own' },
    found: [],
    why: 'a header field of its own',
  },
  {
    sent: sending({ id: 'a' }),
    broken: body,
    body: { id: 'b' },
    found: ['invalid-refused: body/a type'],
    why: 'an invalid request need not be repeated',
  },
  { body: {}, found: [], why: 'a request without a body' },
];

const exchanges = [
  ...Object.entries(table).flatMap(([about, frozen]) => frozen.map((one) => ({ about, ...one }))),
  ...echoes.map((one) => ({
    about: 'echo-true',
    operation: echoing,
    status: 200,
    type: json,
    ...one,
  })),
];
for (const frozen of exchanges) {
  const isNoticed = frozen.about === 'undocumented-member';
  test(`${frozen.about}: ${frozen.why}`, () =>
    expect(
      judged(exchangeOf(frozen))
        .filter(({ severity }) => isNoticed || severity !== 'notice')
        .map(({ check, defect }) => `${check}: ${defect}`),
    ).toEqual(frozen.found));
}

test('a refusal of a valid request repeats what its own x-echo says', () => {
  const checksOf = (id: string) =>
    judged(
      exchangeOf({
        operation: echoing,
        sent: sending({ id: 'a' }),
        status: 202,
        type: json,
        body: { id },
        found: [],
        why: '',
      }),
    )
      .filter(({ severity }) => severity !== 'notice')
      .map(({ check }) => check);
  expect(checksOf('a')).toEqual(['valid-accepted']);
  expect(checksOf('b')).toEqual(['echo-true', 'valid-accepted']);
});

const createPin = loadContract('mixin', 'spec/mixin/openapi.yaml').operations.find(
  ({ id }) => id === 'createPin',
)!;
const answers = createPin.responses.flatMap(({ status, content }) =>
  content.flatMap(({ examples }) =>
    examples.map(({ name, value }) => ({ status: Number(status), name, value })),
  ),
);
const mixin: readonly {
  answer: string;
  broken?: Frozen['broken'];
  found: readonly string[];
  why: string;
}[] = [
  { answer: 'documented', found: [], why: 'a success' },
  { answer: 'invalidField', found: ['valid-accepted'], why: 'a 202 refuses a valid request' },
  { answer: 'invalidField', broken: body, found: [], why: 'a 202 refuses an invalid request' },
  {
    answer: 'badRequest',
    broken: { in: 'media-type', pointer: '', keyword: 'content' },
    found: [],
    why: 'a 202 refuses an unknown media type',
  },
  {
    answer: 'unauthorized',
    broken: credentials,
    found: [],
    why: 'a 202 refuses for want of credentials',
  },
  {
    answer: 'documented',
    broken: body,
    found: ['invalid-refused'],
    why: 'an invalid request is accepted',
  },
  {
    answer: 'documented',
    broken: credentials,
    found: ['credentials-required'],
    why: 'a stranger is accepted',
  },
  {
    answer: 'internalServerError',
    broken: body,
    found: ['no-server-error'],
    why: 'a documented server error',
  },
];
for (const { answer, broken, found, why } of mixin) {
  test(`Mixin: ${why}`, () => {
    const { status, value } = answers.find(({ name }) => name === answer)!;
    expect(
      judged(
        exchangeOf({
          operation: createPin,
          ...(broken ? { broken } : {}),
          status,
          type: json,
          body: value,
          found: [],
          why,
        }),
      )
        .filter(({ severity }) => severity !== 'notice')
        .map(({ check }) => check),
    ).toEqual(found);
  });
}

test('every observation says a sentence, and what was expected and seen', () => {
  for (const frozen of exchanges) {
    for (const { message, expected, actual, source } of judged(exchangeOf(frozen))) {
      expect(message).toMatch(/^[A-Z`].*\.$/s);
      expect(expected).not.toBe('');
      expect(actual).not.toBe('');
      expect(source.pointer).toMatch(/^\//);
      expect(actual.length).toBeLessThan(300);
    }
  }
});

test('an echo is compared with the request as sent, also where its body is raw bytes', () => {
  const frozen = exchangeOf({ operation: echoing, ...good, body: { id: 'b' }, found: [], why: '' });
  const exchange = readBack({
    ...frozen,
    request: {
      ...frozen.request,
      headers: [['Content-Type', json]],
      body: Buffer.from('{"id":"a"}'),
    },
  });
  expect(exchange.case.request.body).toBeUndefined();
  const wrong = [...checks.echoTrue.judge(exchange)].find(({ defect }) => defect === '/id');
  expect(wrong).toMatchObject({ expected: '"a"', actual: '"b"' });
});
