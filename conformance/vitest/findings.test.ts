import { expect, test } from 'vitest';
import { judgeResponse, type JudgeOptions } from './judge-response.ts';
import { good, refused, responseOf, things, valid, type GivenResponse } from './testing.ts';

const broken = { path: '/things', body: { id: 7 } } as const;
const brokenTwice = { path: '/things', body: { id: 7, count: 'x' } } as const;

/** A response, the options of the judgement, and the findings: the checks of errors and notices. */
type Row = readonly [
  title: string,
  exchange: GivenResponse & JudgeOptions & { readonly operation?: string },
  ...findings: string[],
];

function testFindings(topic: string, rows: readonly Row[]): void {
  test.for(rows)(`${topic}: %s`, async ([, exchange, ...expected]) => {
    const { status, type, headers = {}, body, operation = 'makeThing', ...options } = exchange;
    const response = responseOf({ status, type, headers, body });
    const { findings, conforms } = await judgeResponse(response, things, operation, options);
    expect(
      findings.map(({ severity, check }) =>
        severity === 'error' ? check : `${severity}: ${check}`,
      ),
    ).toEqual(expected);
    expect(conforms).toBe(expected.every((finding) => /^(notice|warning): /.test(finding)));
  });
}

testFindings('without a request', [
  ['a documented success', good],
  ['a documented refusal', { ...refused, status: 422 }],
  ['an undocumented success', { ...good, status: 201 }, 'status-documented'],
  ['an undocumented refusal', { ...refused, status: 418 }, 'status-documented'],
  [
    'an undocumented refusal of an operation that documents no refusals',
    { ...refused, status: 418, operation: 'listThings' },
    'warning: status-documented',
  ],
  ['a 413, because the request may have been too large', { ...refused, status: 413 }],
  ['another media type', { ...good, type: 'text/html' }, 'media-type-documented'],
  ['a truncated body', { ...good, body: '{"id":' }, 'body-parses'],
  ['a wrong type', { ...good, body: { id: 7 } }, 'body-matches-schema'],
  [
    'several wrong elements are one finding',
    { ...good, body: { id: 'a', tags: [1, 2, 3] } },
    'body-matches-schema',
  ],
  ['a missing header field', { ...good, headers: {} }, 'header-fields-match'],
  ['a wrong header field', { ...good, headers: { 'X-Left': 'few' } }, 'header-fields-match'],
  [
    'an invalid header field that may repeat a request header field',
    { ...good, headers: { 'X-Left': '3', 'X-Request-Id': 'too long' } },
  ],
  ['a documented server error', { ...refused, status: 500 }, 'no-server-error'],
  [
    'an undocumented member is a notice',
    { ...good, body: { id: 'a', more: 1 } },
    'notice: undocumented-member',
  ],
  [
    'an undocumented member is an error with `strict`',
    { ...good, body: { id: 'a', more: 1 }, strict: true },
    'undocumented-member',
  ],
  ['a response without a body', { status: 204, operation: 'putThing' }],
  ['echoes are not judged', { ...good, body: { id: 'b' } }],
]);

const upperCase = { id: 'a', key: '9B2E7F04-1C3D-4E5F-8A6B-7C8D9E0F1A2B' };

testFindings('a request in doubt', [
  ['accepted', { ...good, request: { ...valid, body: upperCase } }],
  ['refused', { ...refused, status: 422, request: { ...valid, body: upperCase } }],
  [
    'a server error',
    { ...refused, status: 500, request: { ...valid, body: upperCase } },
    'no-server-error',
  ],
]);

testFindings('weak evidence', [
  [
    'a request that breaks a rule which examples alone show, accepted',
    { ...good, request: { ...valid, body: { id: 'a', seen: 1 } } },
    'warning: invalid-refused',
  ],
]);

const challenge = { 'WWW-Authenticate': 'Bearer' };

testFindings('a valid request', [
  ['accepted', { ...good, request: valid }],
  ['accepted, with a wrong echo', { ...good, body: { id: 'b' }, request: valid }, 'echo-true'],
  ['refused as invalid', { ...refused, status: 422, request: valid }, 'valid-accepted'],
  [
    'refused with 401: its credentials may be wrong',
    { ...refused, status: 401, headers: challenge, request: valid },
  ],
  [
    'refused with 401, intent valid',
    { ...refused, status: 401, headers: challenge, request: valid, intent: 'valid' },
    'valid-accepted',
  ],
  [
    'refused with 409: it may conflict with existing data',
    { ...refused, status: 409, request: valid },
  ],
  [
    'refused with 409, intent valid',
    { ...refused, status: 409, request: valid, intent: 'valid' },
    'valid-accepted',
  ],
  [
    'refused with 404: the resource may not exist',
    {
      ...refused,
      status: 404,
      operation: 'getThing',
      request: { url: 'http://example.com/base/v1/things/7?n=1' },
    },
  ],
  [
    'refused with 404, intent valid: the resource may not exist',
    {
      ...refused,
      status: 404,
      operation: 'getThing',
      request: { path: '/things/7' },
      intent: 'valid',
    },
  ],
  [
    'refused with 413: it is not too large',
    { ...refused, status: 413, request: valid },
    'status-documented',
  ],
  [
    'refused with 400 where the contract names no refusals',
    { ...refused, status: 400, operation: 'getThing', request: { path: '/things/7' } },
    'valid-accepted',
  ],
  [
    'refused with 402 where the contract names no refusals',
    { ...refused, status: 402, operation: 'getThing', request: { path: '/things/7' } },
  ],
  [
    'accepted, with an invalid header field that it did not send',
    {
      ...good,
      headers: { 'X-Left': '3', 'X-Request-Id': 'too long' },
      request: valid,
    },
    'header-fields-match',
  ],
  [
    'refused, intent valid without a request',
    { ...refused, status: 422, intent: 'valid' },
    'valid-accepted',
  ],
  [
    'refused, intent unspecified',
    { ...refused, status: 422, request: valid, intent: 'unspecified' },
  ],
]);

testFindings('an invalid request', [
  ['refused', { ...refused, status: 422, request: broken }],
  ['accepted', { ...good, request: broken }, 'invalid-refused'],
  ['accepted, although it breaks two rules', { ...good, request: brokenTwice }],
  [
    'accepted with an undocumented status, although it breaks two rules',
    { ...good, status: 201, request: brokenTwice },
    'status-documented',
  ],
  [
    'accepted, although it breaks two rules, intent invalid',
    { ...good, request: brokenTwice, intent: 'invalid' },
    'invalid-refused',
  ],
  [
    'accepted, intent invalid with a valid request',
    { ...good, request: valid, intent: 'invalid' },
    'credentials-required',
  ],
  [
    'refused, intent invalid with a valid request',
    { ...refused, status: 422, request: valid, intent: 'invalid' },
  ],
  ['refused, intent invalid without a request', { ...refused, status: 422, intent: 'invalid' }],
  [
    'accepted, intent invalid without a request',
    { ...good, intent: 'invalid' },
    'credentials-required',
  ],
  [
    'accepted with an invalid value in its path',
    { ...good, operation: 'getThing', request: { path: '/things/seven' } },
    'invalid-refused',
  ],
  [
    'accepted with an invalid value in its query',
    { ...good, operation: 'getThing', request: { path: '/things/7?n=x' } },
    'invalid-refused',
  ],
  [
    'accepted with an undocumented media type',
    {
      ...good,
      request: { ...broken, headers: { 'Content-Type': 'text/csv' }, body: 'id' },
    },
    'invalid-refused',
  ],
]);

testFindings('a request that cannot be judged', [
  [
    'a missing header field that clients may add',
    { ...good, operation: 'listThings', request: { path: '/things' } },
  ],
  [
    'a body of an unsupported media type',
    {
      ...refused,
      status: 400,
      operation: 'putThing',
      request: {
        path: '/things/7',
        headers: { 'content-type': 'application/xml' },
        body: '<a/>',
      },
    },
  ],
]);
