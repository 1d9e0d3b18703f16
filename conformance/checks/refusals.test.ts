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
  exchangeOf,
  observationsOf,
  otherMethod,
  responding,
  testFindings,
  type Sketch,
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
    responses: { 200: jsonBody(user), 400: error, 403: error, 404: error },
  },
  {},
  '/things/{id}',
);

/** The same, with `default` for all refusals. */
const byIdOrDefault = operationOf(
  {
    parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
    responses: { 200: jsonBody(user), default: error },
  },
  {},
  '/things/{id}',
);

/** Says which refusals tell that a thing is not there: by the status, or by the code in a body. */
const absent = (response: string) =>
  operationOf({
    'x-refusals': {
      invalid: { response: '202', example: 'invalid' },
      absent: { response, example: 'absent' },
    },
    responses: {
      200: jsonBody(user),
      202: jsonBody(
        {},
        { examples: { invalid: { value: { code: 1 } }, absent: { value: { code: 2 } } } },
      ),
      409: jsonBody({}, { examples: { absent: { value: {} } } }),
    },
  });

/** What a valid case is about: a rule of the path. */
const about = (keyword: string) => ({ about: { in: 'path', pointer: '/id', keyword } }) as const;

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
    'a 404 by `default` where the path holds a made-up value',
    { operation: byIdOrDefault, ...refused, status: 404 },
  ],
  [
    'a 403 by `default` where the path holds a value of its own',
    { operation: byIdOrDefault, ...refused, status: 403, ...about('enum') },
    'valid-accepted: path/id enum',
  ],
  [
    'a 400 where the path holds a made-up value',
    { operation: byId, ...refused, status: 400 },
    'valid-accepted: body/a type',
  ],
  [
    'a 403 where the path holds a value of its own',
    { operation: byId, ...refused, status: 403, ...about('enum') },
  ],
  [
    'a 400 where the path holds a free text of its own',
    { operation: byId, ...refused, status: 400, ...about('type') },
  ],
  [
    'a 400 where the path holds another value of its own',
    { operation: byId, ...refused, status: 400, ...about('pattern') },
    'valid-accepted: path/id pattern',
  ],
  [
    'a 403 about what the run only found',
    { operation: byId, ...refused, status: 403, isForeign: true },
  ],
  [
    'a 403 about a thing of the run',
    { operation: byId, ...refused, status: 403 },
    'valid-accepted: body/a type',
  ],
  [
    'a refusal that says that the thing is not there',
    { operation: absent('409'), ...refused, status: 409 },
  ],
  [
    'a refusal with the code that says so',
    { operation: absent('202'), ...refused, status: 202, body: { code: 2 } },
  ],
  [
    'a refusal with the same status and another code',
    { operation: absent('202'), ...refused, status: 202, body: { code: 1 } },
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

const trailingComma = {
  in: 'body',
  pointer: '',
  keyword: 'malformed',
  latitude: true,
} as const;
testFindings('lenient-json', [
  ['accepted', { broken: trailingComma, basis: 'rfc', ...good }, 'lenient-json: body malformed'],
  ['refused', { broken: trailingComma, basis: 'rfc', ...refused, status: 400 }],
  [
    'a server error',
    { broken: trailingComma, basis: 'rfc', ...refused, status: 500 },
    'no-server-error: body malformed',
  ],
]);

testFindings('equivalent-accepted', [
  ['accepted', { basis: 'rfc', ...good }],
  ['refused', { basis: 'rfc', ...refused, status: 422 }, 'equivalent-accepted: body/a type'],
  [
    'refused with an undocumented status',
    { basis: 'rfc', status: 406 },
    'equivalent-accepted: body/a type',
  ],
  ['accepted with an undocumented status', { basis: 'rfc', status: 201 }, 'status-documented: 201'],
  [
    'a 404 where the path holds a made-up value',
    { operation: byId, basis: 'rfc', ...refused, status: 404 },
  ],
  ['a documented redirect', { basis: 'rfc', status: 302 }],
  ['a server error', { basis: 'rfc', ...refused, status: 500 }, 'no-server-error: valid'],
]);

testFindings('challenge-with-401', [
  [
    'a 401 without a challenge',
    { broken: badCredentials, ...refused, status: 401, headers: {} },
    'challenge-with-401: www-authenticate',
  ],
  ['a 401 with a challenge', { broken: badCredentials, ...refused, status: 401 }],
  ['another refusal', { broken: invalidBody, ...refused, status: 422, headers: {} }],
]);

test('what only an RFC demands is a warning', () => {
  const severities = (sketch: Sketch) =>
    observationsOf(exchangeOf(sketch)).map(({ severity }) => severity);
  expect(severities({ broken: trailingComma, basis: 'rfc', ...good })).toEqual(['warning']);
  expect(severities({ basis: 'rfc', ...refused, status: 422 })).toEqual(['warning']);
  expect(severities({ broken: otherMethod, ...good })).toEqual(['warning']);
  expect(severities({ broken: badCredentials, ...refused, status: 401, headers: {} })).toEqual([
    'warning',
  ]);
});

test.each([
  ['application/json-patch+json', 422, false, []],
  ['Application/JSON-Patch+json; charset=utf-8', 400, false, []],
  ['application/json-patch+json', 409, false, []],
  ['application/json-patch+json', 422, true, ['valid-accepted']],
  ['application/json-patch+json', 404, false, ['valid-accepted']],
  ['application/merge-patch+json', 422, false, ['valid-accepted']],
] as const)('a made-up JSON Patch may be refused: %s, %i, documented: %s', (...row) => {
  const [type, status, documented, failed] = row;
  const operation = responding({
    200: jsonBody(user),
    400: error,
    404: error,
    409: error,
    422: error,
  });
  const exchange = exchangeOf({ operation, ...refused, status });
  const found = observationsOf({
    ...exchange,
    case: { ...exchange.case, ...(documented ? { documented } : {}) },
    request: { ...exchange.request, headers: [['Content-Type', type]] },
  });
  expect(found.map(({ check }) => check)).toEqual(failed);
});

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
