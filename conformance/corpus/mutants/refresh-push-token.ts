import { bearerToken } from '../implementation/credentials.ts';
import { isObject, isUuid, valueAt } from '../implementation/rules.ts';
import type { Mutant } from './mutant.ts';
import {
  answering,
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
  withStatus,
  withText,
} from './mutations.ts';

const of = { api: 'notifications', operation: 'refreshPushToken' } as const;

/** Every mutant of `POST /notifications/devices/refresh-token`. */
export const refreshPushTokenMutants: readonly Mutant[] = [
  {
    ...of,
    id: 'opens-to-everybody',
    trips: ['credentials-required'],
    reason: 'It does not check credentials at all.',
    without: ['credentials'],
  },
  {
    ...of,
    id: 'takes-any-token',
    trips: ['credentials-required'],
    reason: 'It only looks whether there is a bearer token, whatever it says.',
    instead: { credentials: unless((request) => bearerToken(request) !== undefined) },
  },
  {
    ...of,
    id: 'takes-any-scheme',
    trips: ['credentials-required'],
    reason: 'It verifies bearer tokens, and lets every other scheme through.',
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
    reason: 'It refuses bad credentials with status 400 in place of 401.',
    reply: (reply, request) =>
      reply.status === 401
        ? answering('statusCode', 400)({ ...reply, status: 400 }, request)
        : reply,
  },
  {
    ...of,
    id: 'does-without-a-fingerprint',
    trips: ['invalid-refused'],
    reason: 'It does not miss the required header `x-fingerprint-id`.',
    without: ['header/x-fingerprint-id/required'],
  },
  {
    ...of,
    id: 'minds-the-case-of-headers',
    trips: ['valid-accepted'],
    reason: 'It finds a header only in the letter case of the document.',
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
    reason: 'It takes the device of the session where the required device id is missing.',
    without: ['body/deviceId/required'],
    reply: onSuccess((reply, request) =>
      member('deviceId', isAbsent)(request)
        ? answering('data/device/deviceId', 'device-of-session')(reply, request)
        : reply,
    ),
  },
  {
    ...of,
    id: 'takes-an-empty-push-token',
    trips: ['invalid-refused'],
    reason: 'It takes an empty push token.',
    without: ['body/pushToken/minLength'],
  },
  {
    ...of,
    id: 'passes-any-device-on',
    trips: ['body-matches-schema', 'invalid-refused'],
    reason: 'It takes a device id of any JSON type, and answers with it.',
    without: ['body/deviceId/type'],
  },
  {
    ...of,
    id: 'demands-a-uuid-for-a-device',
    trips: ['valid-accepted'],
    reason: 'It demands a form of device id that the documented example does not have.',
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
    reason: 'It answers 500 where the push token is null.',
    instead: { 'body/pushToken/type': crashingIf(member('pushToken', isNull)) },
  },
  {
    ...of,
    id: 'crashes-on-an-array',
    trips: ['no-server-error'],
    reason: 'It answers 500 to a body that is not an object.',
    instead: { 'body/type': crashingIf(({ json }) => !isObject(json)) },
  },
  {
    ...of,
    id: 'mends-broken-utf-8',
    trips: ['invalid-refused'],
    reason: 'It reads bytes that are not UTF-8 as if they were.',
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
    id: 'refuses-with-422',
    trips: ['status-documented'],
    reason: 'It refuses an invalid body with a status that is not documented.',
    reply: (reply, request) =>
      reply.status === 400
        ? answering('statusCode', 422)({ ...reply, status: 422 }, request)
        : reply,
  },
  {
    ...of,
    id: 'creates-what-exists',
    trips: ['status-documented'],
    reason: 'It answers with status 201, the default of its framework for a POST.',
    reply: onSuccess(withStatus(201)),
  },
  {
    ...of,
    id: 'answers-with-a-constant-device',
    trips: ['echo-true'],
    reason: 'It answers with the same device whatever was asked for.',
    reply: onSuccess(answering('data/device/deviceId', 'device-of-somebody-else')),
  },
  {
    ...of,
    id: 'answers-with-the-old-push-token',
    trips: ['echo-true'],
    reason: 'It answers with a push token that is not the one just sent.',
    reply: onSuccess(answering('data/device/pushToken', 'the-token-before')),
  },
  {
    ...of,
    id: 'lowers-push-tokens',
    trips: ['echo-true'],
    reason: 'It does not keep the letter case of a push token.',
    reply: onSuccess((reply, request) =>
      answering('data/device/pushToken', String(valueAt(request.json, 'pushToken')).toLowerCase())(
        reply,
        request,
      ),
    ),
  },
  {
    ...of,
    id: 'contradicts-its-http-status',
    trips: ['body-matches-schema'],
    reason: 'It writes another status code into a refusal than the one it answers with.',
    reply: (reply, request) =>
      reply.status === 401 ? answering('statusCode', 400)(reply, request) : reply,
  },
  {
    ...of,
    id: 'refuses-without-error',
    trips: ['body-matches-schema'],
    reason: 'It leaves the required member `error` out of its refusals.',
    reply: onRefusal(dropping('error')),
  },
  {
    ...of,
    id: 'lists-its-messages',
    trips: ['body-matches-schema'],
    reason: 'It answers an array of messages where the document has text.',
    reply: onRefusal((reply, request) =>
      answering('message', [valueAt(JSON.parse(String(reply.body)), 'message')])(reply, request),
    ),
  },
  {
    ...of,
    id: 'unwraps-the-device',
    trips: ['body-matches-schema'],
    reason: 'It answers with the device alone, without `data`.',
    reply: onSuccess(rewriting((json) => valueAt(json, 'data/device'))),
  },
  {
    ...of,
    id: 'drops-the-device-status',
    trips: ['body-matches-schema'],
    reason: 'It leaves a required member out of the device.',
    reply: onSuccess(dropping('data/device/status')),
  },
  {
    ...of,
    id: 'shouts-platforms',
    trips: ['body-matches-schema'],
    reason: 'It writes a platform in another letter case than the documented one.',
    reply: onSuccess(answering('data/device/platform', 'ANDROID')),
  },
  {
    ...of,
    id: 'deletes-in-booleans',
    trips: ['body-matches-schema'],
    reason: 'It answers with a boolean where the document has a string.',
    reply: onSuccess(answering('data/device/deleted', false)),
  },
  {
    ...of,
    id: 'sees-on-a-day-that-is-not',
    trips: ['body-matches-schema'],
    reason: 'It answers with a date that no calendar has.',
    reply: onSuccess(answering('data/device/lastSeenAt', '2024-02-30T12:00:00Z')),
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
    reason: 'It answers with bytes that are not UTF-8.',
    reply: onSuccess(
      withText((text) => Buffer.from(text.replace('staging', 'caf\u00e9'), 'latin1')),
    ),
  },
  {
    ...of,
    id: 'answers-with-nothing',
    trips: ['body-parses'],
    reason: 'It answers with an empty body.',
    reply: onSuccess(withText(() => '')),
  },
  {
    ...of,
    id: 'hangs-without-a-push-token',
    trips: ['within-time'],
    reason: 'It never answers where the push token is missing.',
    reply: onRefusal(silent('hang', member('pushToken', isAbsent))),
  },
  {
    ...of,
    id: 'hangs-up-on-malformed',
    trips: ['within-time'],
    reason: 'It closes the connection on a body that is not JSON.',
    reply: onMalformed(silent('cut', () => true)),
  },
];
