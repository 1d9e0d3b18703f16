import { jsonBody, operationOf } from '../testing.ts';
import {
  badCredentials,
  error,
  good,
  invalidBody,
  otherMethod,
  refused,
  responding,
  testFindings,
  user,
} from './testing.ts';

const size = { in: 'body', pointer: '', keyword: 'size' } as const;
const again = { in: 'body', pointer: '', keyword: 'repeat' } as const;
const withDefault = responding({ 200: jsonBody(user), default: error });
/** Refuses with the status 422 of `default`. */
const refusing = operationOf({
  'x-refusals': { invalid: { response: 'default', example: 'e', status: 422 } },
  responses: { 200: jsonBody(user), default: error },
});
const empty = responding({});
const refusals = responding({ 401: error });
const missing = responding({ 200: jsonBody(user), 404: error });
const unread = responding({ 200: jsonBody(user), '4xx': error });
/** Documents no refusals. */
const silent = responding({ 200: jsonBody(user) });

testFindings('status-documented', [
  ['a documented success', good],
  ['an undocumented success', { ...good, status: 201 }, 'status-documented: 201'],
  ['an undocumented refusal', { ...refused, status: 404 }, 'status-documented: 404'],
  [
    'an undocumented refusal of an invalid request',
    { broken: invalidBody, ...refused, status: 404 },
    'status-documented: 404',
  ],
  [
    'an undocumented refusal of bad credentials',
    { broken: badCredentials, ...refused, status: 403 },
    'status-documented: 403',
  ],
  [
    '`default` that documents refusals covers no success',
    { operation: refusing, ...good, status: 201 },
    'status-documented: 201',
  ],
  [
    '`default` that documents refusals covers a refusal',
    { operation: refusing, ...refused, status: 409 },
    'valid-accepted: body/a type',
  ],
  [
    'an invalid request may be refused where no refusal is documented, which is a warning',
    { operation: silent, broken: invalidBody, ...refused, status: 422 },
    'status-documented: refusal 422',
  ],
  [
    'so may a request in doubt',
    { operation: silent, unspecified: invalidBody, ...refused, status: 400 },
    'status-documented: refusal 400',
  ],
  [
    'an invalid request may be refused as usual where only a missing thing is documented',
    { operation: missing, broken: invalidBody, ...refused, status: 415 },
    'status-documented: refusal 415',
  ],
  [
    'but not as a conflict',
    { operation: missing, broken: invalidBody, ...refused, status: 409 },
    'status-documented: 409',
  ],
  [
    'a usual refusal is documented, so that no other is right',
    { operation: responding({ 400: error }), broken: invalidBody, ...refused, status: 422 },
    'status-documented: 422',
  ],
  [
    'bad credentials may be refused as usual where only other refusals are documented',
    { operation: missing, broken: badCredentials, ...refused, status: 401 },
    'status-documented: refusal 401',
  ],
  [
    'what was deleted may be gone, whatever other refusals are documented',
    { operation: responding({ 204: {}, 401: error }), unspecified: again, status: 404 },
    'status-documented: refusal 404',
  ],
  [
    'but not in another way than the documented one',
    { operation: responding({ 204: {}, 410: error }), unspecified: again, status: 404 },
    'status-documented: 404',
  ],
  [
    'nor refused for another reason',
    { operation: responding({ 204: {}, 401: error }), unspecified: again, status: 409 },
    'status-documented: 409',
  ],
  [
    'nor is what a valid request is about',
    { operation: responding({ 204: {}, 401: error }), about: again, status: 404 },
    'status-documented: 404',
  ],
  ['a success where nothing is documented', { operation: empty, status: 204 }],
  ['a redirect where nothing is documented', { operation: empty, status: 302 }],
  ['a success where only refusals are documented', { operation: refusals, status: 201 }],
  [
    'another success where a redirect is documented',
    { operation: responding({ 302: {} }), status: 200 },
    'status-documented: 200',
  ],
  [
    'a refused valid request where nothing is documented',
    { operation: empty, status: 404 },
    'status-documented: 404',
  ],
  ['any status where a key means nothing', { operation: unread, ...refused, status: 404 }],
  ['any success where a key means nothing', { operation: unread, status: 201 }],
  [
    'a valid request may not be refused where no refusal is documented',
    { operation: silent, ...refused, status: 422 },
    'status-documented: 422',
  ],
  [
    'an undocumented success for an invalid request',
    { operation: silent, broken: invalidBody, ...good, status: 201 },
    'invalid-refused: body/a type',
    'status-documented: 201',
  ],
  [
    '2XX covers every success',
    { operation: responding({ '2XX': jsonBody(user) }), ...good, status: 226 },
  ],
  [
    '2XX covers no redirect',
    { operation: responding({ '2XX': jsonBody(user) }), ...refused, status: 300 },
    'status-documented: 300',
  ],
  [
    '`default` covers every other status',
    {
      operation: withDefault,
      broken: invalidBody,
      ...refused,
      status: 418,
    },
  ],
  [
    'a status takes precedence over its range',
    {
      operation: responding({ '2XX': jsonBody({ type: 'string' }), 200: jsonBody(user) }),
      ...good,
    },
  ],
]);

testFindings('no-server-error', [
  ['a documented 500', { ...refused, status: 500 }, 'no-server-error: valid'],
  ['an undocumented 503 is reported once', { ...refused, status: 503 }, 'no-server-error: valid'],
  [
    'a 500 for an invalid request',
    { broken: invalidBody, ...refused, status: 500 },
    'no-server-error: body/a type',
  ],
  [
    'a 500 for bad credentials',
    { broken: badCredentials, ...refused, status: 500 },
    'no-server-error: credentials security',
  ],
  ['a refusal', { broken: invalidBody, ...refused, status: 422 }],
]);

testFindings('another method', [
  ['accepted', { broken: otherMethod, ...good }, 'undocumented-method: method DELETE'],
  [
    'accepted, but not at a path that does not exist',
    { broken: otherMethod, ...good, elsewhere: { status: 404 } },
    'undocumented-method: method DELETE',
  ],
  [
    'accepted, with another body than at a path that does not exist',
    { broken: otherMethod, ...good, elsewhere: { ...good, body: { id: 'b' } } },
    'undocumented-method: method DELETE',
  ],
  [
    'accepted, with another type than at a path that does not exist',
    { broken: otherMethod, ...good, elsewhere: { ...good, type: 'text/html' } },
    'undocumented-method: method DELETE',
  ],
  [
    'the page of every path, which names the path, the time and a nonce',
    {
      broken: otherMethod,
      status: 200,
      type: 'text/html',
      body: '<h1>/things at 12:01, b1f-x/Q=</h1>',
      elsewhere: { status: 200, type: 'text/html', body: '<h1>/no-such-path at 12:02, c2e+y</h1>' },
    },
  ],
  [
    'refused with an undocumented body',
    {
      broken: otherMethod,
      status: 405,
      headers: { allow: 'GET' },
      type: 'text/html',
      body: '<h1>',
    },
  ],
  ['refused without `Allow`', { broken: otherMethod, status: 405 }, 'allow-with-405: allow'],
  ['refused as not implemented', { broken: otherMethod, status: 501 }],
  ['a server error', { broken: otherMethod, status: 500 }, 'no-server-error: method DELETE'],
  ['a redirect', { broken: otherMethod, status: 302 }],
]);

testFindings('a very large request', [
  ['accepted', { unspecified: size, ...good }],
  ['refused', { unspecified: size, ...refused, status: 400 }],
  ['refused as too large', { unspecified: size, ...refused, status: 413 }],
  [
    'no 413 where the case is about another rule',
    { unspecified: invalidBody, ...refused, status: 413 },
    'status-documented: 413',
  ],
  ['a server error', { unspecified: size, ...refused, status: 500 }, 'no-server-error: body size'],
]);

testFindings('within-time', [
  ['exactly at the limit', { ...good, milliseconds: 1000 }],
  ['one millisecond over the limit', { ...good, milliseconds: 1001 }, 'within-time: slow'],
]);
