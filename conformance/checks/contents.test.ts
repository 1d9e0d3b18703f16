import { jsonBody } from '../testing.ts';
import {
  good,
  invalidBody,
  json,
  otherMethod,
  plain,
  refused,
  responding,
  testFindings,
  user,
} from './testing.ts';

const head = { ...plain, method: 'HEAD' };
const ofAnyType = responding({ 200: { content: { '*/*': {} } } });
const counting = responding({
  200: { content: { 'text/plain': { schema: { type: 'integer' } } } },
});
const limited = responding({
  200: {
    ...jsonBody(user),
    headers: {
      'X-Left': { required: true, schema: { type: 'integer', minimum: 0 } },
      'X-Tag': { schema: { type: 'string', maxLength: 3 } },
    },
  },
});

testFindings('media-type-documented', [
  ['a charset', { ...good, type: 'application/json; charset=utf-8' }],
  ['another letter case', { ...good, type: 'Application/JSON' }],
  ['no Content-Type', { ...good, type: undefined }, 'media-type-documented: 200 none'],
  [
    'an HTML page',
    { ...good, type: 'text/html', body: '<html>' },
    'media-type-documented: 200 text/html',
  ],
  [
    'an undocumented kind of JSON',
    { broken: invalidBody, ...refused, status: 422, type: 'application/problem+json' },
    'media-type-documented: 422 application/problem+json',
  ],
  [
    'a documented range covers every type',
    {
      operation: ofAnyType,
      ...good,
      type: 'text/html',
      body: '<',
    },
  ],
  [
    'plain text',
    {
      operation: responding({ 200: { content: { 'text/plain': {} } } }),
      ...good,
      type: 'text/plain',
      body: 'no JSON',
    },
  ],
  ['a 204 without content', { operation: responding({ 204: {} }), status: 204 }],
  ['neither documented nor actual content', { operation: responding({ 200: {} }), status: 200 }],
  [
    'content where none is documented',
    {
      operation: responding({ 200: {} }),
      status: 200,
      type: 'text/plain',
      body: 'OK',
    },
  ],
  [
    'a 204 has no content, even if 2XX documents some',
    { operation: responding({ '2XX': jsonBody(user) }), status: 204 },
  ],
  ['a response to HEAD may omit the Content-Type', { operation: head, status: 200 }],
  [
    'a response to HEAD with a wrong Content-Type',
    { operation: head, status: 200, type: 'text/html' },
    'media-type-documented: 200 text/html',
  ],
]);

testFindings('body-parses', [
  ['a truncated body', { ...good, body: '{"id":"a"' }, 'body-parses: 200'],
  ['an empty body', { ...good, body: '' }, 'body-parses: 200'],
  [
    'bytes that are not UTF-8',
    { ...good, body: Buffer.from([0x22, 0xff, 0x22]) },
    'body-parses: 200',
  ],
  ['a byte-order mark', { ...good, body: '\uFEFF{"id":"a"}' }, 'body-parses: 200 byte-order-mark'],
  [
    'a byte-order mark does not hide what else is wrong',
    { ...good, body: '\uFEFF{"id":7}' },
    'body-matches-schema: 200 /id type',
    'body-parses: 200 byte-order-mark',
  ],
  ['a constant that JSON has not', { ...good, body: '{"id":"a","x":NaN}' }, 'body-parses: 200'],
  ['the word in a string', { ...good, body: '{"id":"NaN"}' }],
  ['Latin-1', { ...good, body: Buffer.from('{"id":"é"}', 'latin1') }, 'body-parses: 200'],
  ['a duplicate member', { ...good, body: '{"id":"a","id":"b"}' }, 'body-parses: 200 twice id'],
  [
    'a duplicate member, escaped the second time',
    { ...good, body: String.raw`{"id":"a","\u0069d":"b"}` },
    'body-parses: 200 twice id',
  ],
  [
    'the same name in several objects and as a value',
    { ...good, body: '{"id":"a","tags":[{"k":"1"},{"k":"2"}],"x":{"id":"id"},"y":["id","id"]}' },
  ],
  [
    'strings that look like JSON',
    { ...good, body: String.raw`{"id":"\"id\":{[,\\","x":"}\\\"id"}` },
  ],
  ['white space', { ...good, body: ' \n{"id"\t: "a"}\r\n' }],
  ['a very long string', { ...good, body: `{"id":"${'a\\n'.repeat(4_000_000)}"}` }],
  [
    'a truncated refusal',
    { broken: invalidBody, status: 422, type: json, body: '{' },
    'body-parses: 422',
  ],
  ['a response to HEAD has no body', { operation: head, status: 200, type: json }],
  [
    'a 204 has no body',
    { operation: responding({ '2XX': jsonBody(user) }), status: 204, type: json },
  ],
  [
    'a body whose Content-Type is JSON, under a documented range',
    {
      operation: ofAnyType,
      ...good,
      body: '{',
    },
    'body-parses: 200',
  ],

  [
    'a body that its Content-Encoding cannot decode',
    { ...good, undecodable: 'incorrect header check' },
    'body-parses: 200 encoding',
  ],
]);

testFindings('body-matches-schema', [
  ['a wrong type', { ...good, body: { id: 7 } }, 'body-matches-schema: 200 /id type'],
  ['a missing member', { ...good, body: {} }, 'body-matches-schema: 200 /id required'],
  ['a wrong type at the root', { ...good, body: [] }, 'body-matches-schema: 200  type'],
  ['an undocumented member', { ...good, body: { id: 'a', more: 1 } }],
  [
    'elements share one name for their defects',
    { ...good, body: { id: 'a', tags: [{ k: 1 }, { k: '' }, { k: 2 }, {}] } },
    'body-matches-schema: 200 /tags/*/k type',
    'body-matches-schema: 200 /tags/*/k type',
    'body-matches-schema: 200 /tags/*/k required',
  ],
  [
    'a refusal that breaks its schema',
    { broken: invalidBody, status: 422, type: json, body: {} },
    'body-matches-schema: 422 /error required',
  ],
  [
    'a response without a schema',
    {
      operation: responding({ 200: { content: { [json]: {} } } }),
      ...good,
      body: 7,
    },
  ],
  ['a number in a text body', { operation: counting, status: 200, type: 'text/plain', body: '42' }],
  [
    'a word in a text body of type integer',
    { operation: counting, status: 200, type: 'text/plain', body: 'many' },
    'body-matches-schema: 200  type',
  ],
  ['the schema `true`', { operation: responding({ 200: jsonBody(true) }), ...good, body: null }],
]);

const one = { type: 'string', pattern: '^[a-z]+=[^,]*(, [^,]+GMT)?$' };
const setting = (schema: object) =>
  responding({ 200: { headers: { 'Set-Cookie': { required: true, schema } } } });
const cookie = setting(one);
const cookies = setting({ type: 'array', items: one, minItems: 2 });
const dated = 'sid=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT';

testFindings('header-fields-match', [
  ['an integer', { operation: limited, ...good, headers: { 'x-left': '7' } }],
  [
    'an optional header field',
    { operation: limited, ...good, headers: { 'x-left': '7', 'x-tag': 'a' } },
  ],
  [
    'a missing required header field',
    { operation: limited, ...good },
    'header-fields-match: 200 x-left required',
  ],
  [
    'a word in place of an integer',
    { operation: limited, ...good, headers: { 'x-left': 'many' } },
    'header-fields-match: 200 x-left type',
  ],
  [
    'an integer below the minimum',
    { operation: limited, ...good, headers: { 'x-left': '-1' } },
    'header-fields-match: 200 x-left minimum',
  ],
  [
    'an optional header field that is too long',
    { operation: limited, ...good, headers: { 'x-left': '7', 'x-tag': 'abcd' } },
    'header-fields-match: 200 x-tag maxLength',
  ],
  [
    'a list of cookies with a comma in a date',
    { operation: cookies, status: 200, headers: { 'set-cookie': `${dated}\nlang=de` } },
  ],
  [
    'a wrong cookie in a list',
    { operation: cookies, status: 200, headers: { 'set-cookie': `${dated}\nLANG` } },
    'header-fields-match: 200 set-cookie pattern',
  ],
  [
    'too few cookies',
    { operation: cookies, status: 200, headers: { 'set-cookie': dated } },
    'header-fields-match: 200 set-cookie minItems',
  ],
  [
    'several cookies of which one is documented as a text',
    { operation: cookie, status: 200, headers: { 'set-cookie': `${dated}\nlang=de` } },
  ],
  [
    'a wrong one among several cookies',
    { operation: cookie, status: 200, headers: { 'set-cookie': `${dated}\nLANG` } },
    'header-fields-match: 200 set-cookie pattern',
  ],
  [
    'a response to another method has no documented header fields',
    { operation: limited, broken: otherMethod, ...good, status: 405, headers: { allow: 'GET' } },
  ],
]);

testFindings('undocumented-member', [
  [
    'an undocumented member at the root',
    { ...good, body: { id: 'a', more: 1 } },
    'undocumented-member: 200 /more',
  ],
  [
    'undocumented members of array elements',
    {
      ...good,
      body: {
        id: 'a',
        tags: [
          { k: 'b', l: 1 },
          { k: 'c', l: 2 },
        ],
      },
    },
    'undocumented-member: 200 /tags/*/l',
    'undocumented-member: 200 /tags/*/l',
  ],
  [
    'an object without documented members may have any',
    { broken: invalidBody, ...refused, status: 422 },
  ],
  [
    'additionalProperties is true',
    {
      operation: responding({
        200: jsonBody({ properties: { a: {} }, additionalProperties: true }),
      }),
      ...good,
      body: { b: 1 },
    },
  ],
  [
    'patternProperties matches the name',
    {
      operation: responding({
        200: jsonBody({ properties: { a: {} }, patternProperties: { '^x-': {} } }),
      }),
      ...good,
      body: { 'x-b': 1 },
    },
  ],
  [
    'each member is documented by one branch',
    {
      operation: responding({
        200: jsonBody({ anyOf: [{ properties: { a: {} } }, { properties: { b: {} } }] }),
      }),
      ...good,
      body: { a: 1, b: 1 },
    },
  ],
]);
