import { expect, test } from 'vitest';
import { loadContract } from '../core/contract/load.ts';
import { jsonBody, operationOf } from '../testing.ts';
import {
  badCredentials,
  error,
  failedChecks,
  good,
  invalidBody,
  json,
  refused,
  responding,
  testFindings,
  user,
} from './testing.ts';

const withDefault = responding({ 200: jsonBody(user), default: error });
/** Names the refusal of bad credentials only; `default` documents the others. */
const openly = operationOf({
  'x-refusals': { unauthorized: { response: '401', example: 'e' } },
  responses: { 200: jsonBody(user), 401: error, default: error },
});
/** Has a parameter in its path. */
const byId = operationOf(
  {
    parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
    responses: { 200: jsonBody(user), 400: error, 404: error },
  },
  {},
  '/things/{id}',
);

testFindings('valid-accepted', [
  ['a refusal', { ...refused, status: 422 }, 'valid-accepted: body/a type'],
  [
    'a refusal that `default` documents',
    {
      operation: withDefault,
      ...refused,
      status: 400,
    },
    'valid-accepted: body/a type',
  ],
  [
    'a redirect that `default` documents',
    {
      operation: withDefault,
      ...refused,
      status: 302,
    },
    'valid-accepted: body/a type',
  ],
  ['a 404 where the path holds a made-up value', { operation: byId, ...refused, status: 404 }],
  [
    'a 400 where the path holds a made-up value',
    { operation: byId, ...refused, status: 400 },
    'valid-accepted: body/a type',
  ],
  ['a documented redirect', { status: 302 }],
  ['a redirect in a documented range', { operation: responding({ '3XX': {} }), status: 303 }],
]);

testFindings('invalid-refused', [
  ['accepted', { broken: invalidBody, ...good }, 'invalid-refused: body/a type'],
  [
    'accepted although malformed',
    { broken: { ...invalidBody, pointer: '', keyword: 'malformed' }, ...good },
    'invalid-refused: body malformed',
  ],
  ['refused with another documented refusal', { broken: invalidBody, ...refused, status: 400 }],
  [
    'an invalid parameter',
    { broken: { in: 'query', pointer: '/q', keyword: 'type' }, ...good },
    'invalid-refused: query/q type',
  ],
]);

testFindings('credentials-required', [
  ['accepted', { broken: badCredentials, ...good }, 'credentials-required: name'],
  ['refused as documented', { broken: badCredentials, ...refused, status: 401 }],
  [
    'refused with the wrong status',
    { broken: badCredentials, ...refused, status: 422 },
    'credentials-required: name',
  ],
  ['redirected, for example to a login page', { broken: badCredentials, status: 302 }],
  [
    'refused with a status that only `default` documents',
    { operation: openly, broken: badCredentials, ...refused, status: 400 },
  ],
  [
    'accepted where `default` documents refusals',
    { operation: openly, broken: badCredentials, ...good },
    'credentials-required: name',
  ],
  [
    'any refusal where `x-refusals` names none',
    {
      operation: responding({ 200: jsonBody(user), '4XX': error }),
      broken: badCredentials,
      ...refused,
      status: 403,
    },
  ],
]);

const createPin = loadContract('mixin', 'spec/mixin/openapi.yaml').operations.find(
  ({ id }) => id === 'createPin',
)!;
const examples = createPin.responses.flatMap(({ status, content }) =>
  content.flatMap(({ examples: named }) =>
    named.map(({ name, value }) => ({ status: Number(status), name, body: value })),
  ),
);
const unknownMediaType = { in: 'media-type', pointer: '', keyword: 'content' } as const;
// the example of the response, the rule that the request breaks, and the checks that fail
test.for([
  ['a success', 'documented', undefined],
  ['a 202 refuses a valid request', 'invalidField', undefined, 'valid-accepted'],
  ['a 202 refuses an invalid request', 'invalidField', invalidBody],
  ['a 202 refuses an unknown media type', 'badRequest', unknownMediaType],
  ['a 202 refuses bad credentials', 'unauthorized', badCredentials],
  ['an invalid request is accepted', 'documented', invalidBody, 'invalid-refused'],
  ['bad credentials are accepted', 'documented', badCredentials, 'credentials-required'],
  ['a documented server error', 'internalServerError', invalidBody, 'no-server-error'],
] as const)('Mixin: %s', ([, example, broken, ...failed]) => {
  const { status, body } = examples.find(({ name }) => name === example)!;
  const request = broken ? { broken } : {};
  expect(failedChecks({ operation: createPin, ...request, status, type: json, body })).toEqual(
    failed,
  );
});
