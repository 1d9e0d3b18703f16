import { bearerToken } from '../implementation/credentials.ts';
import { isObject, isUuid, valueAt } from '../implementation/rules.ts';
import type { Corruption, Mutant } from './mutant.ts';
import {
  responding,
  crashingIf,
  dropping,
  evenIf,
  isAbsent,
  isNull,
  member,
  onMalformed,
  onRefusal,
  onSuccess,
  rewriting,
  silent,
  undocumented,
  unless,
  withMediaType,
  withoutHeader,
  withStatus,
  withText,
} from './mutations.ts';

const of = { api: 'notifications', operation: 'refreshPushToken' } as const;

/** Mutants of `POST /notifications/devices/refresh-token`. */
export const refreshPushTokenMutants: readonly Mutant[] = [
  {
    ...of,
    id: 'opens-to-everybody',
    trips: ['credentials-required'],
    reason: 'It does not check credentials.',
    without: ['credentials'],
  },
  {
    ...of,
    id: 'takes-any-token',
    trips: ['credentials-required'],
    reason: 'It accepts every bearer token.',
    instead: { credentials: unless((request) => bearerToken(request) !== undefined) },
  },
  {
    ...of,
    id: 'takes-any-scheme',
    trips: ['credentials-required'],
    reason: 'It verifies bearer tokens, but accepts every other scheme.',
    instead: {
      credentials: unless(
        (request) => request.headers.has('authorization') && bearerToken(request) === undefined,
      ),
    },
  },
  {
    ...of,
    id: 'calls-strangers-a-bad-request',
    trips: ['credentials-required'],
    reason: 'It refuses bad credentials with status 400 instead of 401.',
    reply: (reply, request) =>
      reply.status === 401
        ? responding('statusCode', 400)({ ...reply, status: 400 }, request)
        : reply,
  },
  {
    ...of,
    id: 'does-without-a-fingerprint',
    trips: ['invalid-refused'],
    reason: 'It does not require the header field `x-fingerprint-id`.',
    without: ['header/x-fingerprint-id/required'],
  },
  {
    ...of,
    id: 'minds-the-case-of-headers',
    trips: ['valid-accepted'],
    reason: 'It finds a header field only in the documented letter case.',
    instead: {
      'header/x-fingerprint-id/required': evenIf(
        ({ headerNames }) => !headerNames.includes('x-fingerprint-id'),
      ),
    },
  },
  {
    ...of,
    id: 'guesses-the-device',
    trips: ['invalid-refused'],
    reason: 'It uses the device of the session where the required device id is missing.',
    without: ['body/deviceId/required'],
    reply: onSuccess((reply, request) =>
      member('deviceId', isAbsent)(request)
        ? responding('data/device/deviceId', 'device-of-session')(reply, request)
        : reply,
    ),
  },
  {
    ...of,
    id: 'does-without-a-push-token',
    trips: ['invalid-refused'],
    reason: 'It does not require the push token, and keeps the one in force.',
    without: ['body/pushToken/required'],
    reply: onSuccess((reply, request) =>
      member('pushToken', isAbsent)(request)
        ? responding('data/device/pushToken', 'the-token-before')(reply, request)
        : reply,
    ),
  },
  {
    ...of,
    id: 'passes-any-device-on',
    trips: ['body-matches-schema', 'invalid-refused'],
    reason: 'It accepts a device id of any JSON type and returns it.',
    without: ['body/deviceId/type'],
  },
  {
    ...of,
    id: 'demands-a-uuid-for-a-device',
    trips: ['valid-accepted'],
    reason: 'It requires a UUID as device id, which the documented example is not.',
    also: [
      undocumented(
        'deviceId',
        member('deviceId', (value) => typeof value === 'string' && !isUuid(value)),
      ),
    ],
  },
  {
    ...of,
    id: 'minds-the-case-of-media-types',
    trips: ['valid-accepted'],
    reason: 'It refuses `application/json` in another letter case.',
    instead: {
      'media-type': evenIf(({ headers }) =>
        /[A-Z]/.test(headers.get('content-type')?.split(';')[0] ?? ''),
      ),
    },
  },
  {
    ...of,
    id: 'crashes-on-a-null-push-token',
    trips: ['no-server-error'],
    reason: 'It responds with 500 where the push token is null.',
    instead: { 'body/pushToken/type': crashingIf(member('pushToken', isNull)) },
  },
  {
    ...of,
    id: 'crashes-on-an-array',
    trips: ['no-server-error'],
    reason: 'It responds with 500 to a body that is not an object.',
    instead: { 'body/type': crashingIf(({ json }) => !isObject(json)) },
  },
  {
    ...of,
    id: 'mends-broken-utf-8',
    trips: ['lenient-json'],
    reason: 'It accepts bytes that are not UTF-8.',
    parse: (body) => {
      try {
        return JSON.parse(Buffer.from(body).toString());
      } catch {
        return undefined;
      }
    },
  },
  {
    ...of,
    id: 'needs-a-content-length',
    trips: ['equivalent-accepted'],
    reason: 'It refuses a body that is sent in chunks.',
    also: [undocumented('body', ({ headers }) => headers.has('transfer-encoding'))],
  },
  {
    ...of,
    id: 'refuses-without-a-challenge',
    trips: ['challenge-with-401'],
    reason: 'It refuses credentials with 401 but does not name their scheme.',
    reply: onRefusal(withoutHeader('www-authenticate')),
  },
  {
    ...of,
    id: 'takes-every-method',
    trips: ['undocumented-method'],
    reason: 'It responds to every method with an empty success.',
    otherMethod: () => ({ status: 204, headers: {}, body: '' }),
  },
  {
    ...of,
    id: 'refuses-with-422',
    trips: ['status-documented'],
    reason: 'It refuses an invalid body with an undocumented status.',
    reply: (reply, request) =>
      reply.status === 400
        ? responding('statusCode', 422)({ ...reply, status: 422 }, request)
        : reply,
  },
  {
    ...of,
    id: 'creates-what-exists',
    trips: ['status-documented'],
    reason: 'It responds with status 201, the default of its framework for POST.',
    reply: onSuccess(withStatus(201)),
  },
  {
    ...of,
    id: 'answers-with-a-constant-device',
    trips: ['echo-true'],
    reason: 'It always responds with the same device.',
    reply: onSuccess(responding('data/device/deviceId', 'device-of-somebody-else')),
  },
  {
    ...of,
    id: 'answers-with-the-old-push-token',
    trips: ['echo-true'],
    reason: 'It responds with another push token than the sent one.',
    reply: onSuccess(responding('data/device/pushToken', 'the-token-before')),
  },
  {
    ...of,
    id: 'lowers-push-tokens',
    trips: ['echo-true'],
    reason: 'It changes the letter case of a push token.',
    reply: onSuccess((reply, request) =>
      responding('data/device/pushToken', String(valueAt(request.json, 'pushToken')).toLowerCase())(
        reply,
        request,
      ),
    ),
  },
  {
    ...of,
    id: 'contradicts-its-http-status',
    trips: ['body-matches-schema'],
    reason: 'It puts another status code into a refusal than into the status line.',
    reply: (reply, request) =>
      reply.status === 401 ? responding('statusCode', 400)(reply, request) : reply,
  },
  {
    ...of,
    id: 'refuses-without-error',
    trips: ['body-matches-schema'],
    reason: 'It omits the required member `error` from its refusals.',
    reply: onRefusal(dropping('error')),
  },
  {
    ...of,
    id: 'lists-its-messages',
    trips: ['body-matches-schema'],
    reason: 'It responds with an array of messages where a string is documented.',
    reply: onRefusal((reply, request) =>
      responding('message', [valueAt(JSON.parse(String(reply.body)), 'message')])(reply, request),
    ),
  },
  {
    ...of,
    id: 'unwraps-the-device',
    trips: ['body-matches-schema'],
    reason: 'It responds with the device only, without `data`.',
    reply: onSuccess(rewriting((json) => valueAt(json, 'data/device'))),
  },
  {
    ...of,
    id: 'drops-the-device-status',
    trips: ['body-matches-schema'],
    reason: 'It omits a required member of the device.',
    reply: onSuccess(dropping('data/device/status')),
  },
  {
    ...of,
    id: 'shouts-platforms',
    trips: ['body-matches-schema'],
    reason: 'It responds with a platform in another letter case than documented.',
    reply: onSuccess(responding('data/device/platform', 'ANDROID')),
  },
  {
    ...of,
    id: 'deletes-in-booleans',
    trips: ['body-matches-schema'],
    reason: 'It responds with a boolean where a string is documented.',
    reply: onSuccess(responding('data/device/deleted', false)),
  },
  {
    ...of,
    id: 'sees-on-a-day-that-is-not',
    trips: ['body-matches-schema'],
    reason: 'It responds with a date that does not exist.',
    reply: onSuccess(responding('data/device/lastSeenAt', '2024-02-30T12:00:00Z')),
  },
  {
    ...of,
    id: 'calls-a-refusal-a-problem',
    trips: ['media-type-documented'],
    reason: 'It refuses with the undocumented media type `application/problem+json`.',
    reply: onRefusal(withMediaType('application/problem+json')),
  },
  {
    ...of,
    id: 'answers-with-broken-utf-8',
    trips: ['body-parses'],
    reason: 'It responds with bytes that are not UTF-8.',
    reply: onSuccess(
      withText((text) => Buffer.from(text.replace('staging', 'caf\u00e9'), 'latin1')),
    ),
  },
  {
    ...of,
    id: 'answers-with-nothing',
    trips: ['body-parses'],
    reason: 'It responds with an empty body.',
    reply: onSuccess(withText(() => '')),
  },
  {
    ...of,
    id: 'hangs-without-a-push-token',
    trips: ['within-time'],
    reason: 'It never responds where the push token is missing.',
    reply: onRefusal(silent('hang', member('pushToken', isAbsent))),
  },
  {
    ...of,
    id: 'hangs-up-on-malformed',
    trips: ['within-time'],
    reason: 'It closes the connection when the body is not JSON.',
    reply: onMalformed(silent('cut', () => true)),
  },
  {
    ...of,
    id: 'keeps-the-first-push-token',
    trips: ['echo-true'],
    reason: 'It never replaces the push token that a device had first.',
    reply: keepingTheFirst(),
  },
  {
    ...of,
    id: 'writes-not-a-number',
    trips: ['body-parses'],
    reason: 'It writes NaN into its JSON.',
    reply: onSuccess(withText((text) => text.replace(/}$/, ',"battery":NaN}'))),
  },
  {
    ...of,
    id: 'writes-latin-1',
    trips: ['body-parses'],
    reason: 'It writes the body of its refusals in Latin-1.',
    reply: onRefusal(
      withText((text) =>
        Buffer.from(text.replace('"message":"', '"message":"Refus\u00e9: '), 'latin1'),
      ),
    ),
  },
];

function keepingTheFirst(): Corruption {
  const tokens = new Map<unknown, unknown>();
  return onSuccess((reply, request) => {
    const device = valueAt(request.json, 'deviceId');
    if (!tokens.has(device)) tokens.set(device, valueAt(request.json, 'pushToken'));
    return responding('data/device/pushToken', tokens.get(device))(reply, request);
  });
}
