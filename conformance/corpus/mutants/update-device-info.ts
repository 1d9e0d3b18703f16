import { bearerToken } from '../implementation/credentials.ts';
import { valueAt } from '../implementation/rules.ts';
import type { Mutant } from './mutant.ts';
import {
  responding,
  isAbsent,
  isEmpty,
  isNull,
  member,
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

const of = { api: 'mixin', operation: 'updateDeviceInfo' } as const;

/** Mutants of `POST /session`. */
export const updateDeviceInfoMutants: readonly Mutant[] = [
  {
    ...of,
    id: 'verifies-only-tokens-that-are-there',
    trips: ['credentials-required'],
    reason: 'It accepts a request without a token.',
    instead: { credentials: unless(({ headers }) => !headers.has('authorization')) },
  },
  {
    ...of,
    id: 'lets-other-schemes-through',
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
    id: 'refuses-strangers-with-http-401',
    trips: ['challenge-with-401', 'status-documented'],
    reason: 'It refuses a bad token with HTTP status 401, which real clients retry forever.',
    reply: onRefusal((reply) =>
      valueAt(JSON.parse(String(reply.body)), 'error/code') === 401
        ? { ...reply, status: 401 }
        : reply,
    ),
  },
  {
    ...of,
    id: 'keeps-the-old-platform-version',
    trips: ['invalid-refused'],
    reason: 'It does not require the platform version.',
    without: ['body/platform_version/required'],
  },
  {
    ...of,
    id: 'takes-null-for-no-token',
    trips: ['invalid-refused'],
    reason: 'It accepts null where a string is documented.',
    instead: { 'body/notification_token/type': unless(member('notification_token', isNull)) },
  },
  {
    ...of,
    id: 'takes-versions-as-numbers',
    trips: ['invalid-refused'],
    reason: 'It accepts an app version that is a number.',
    instead: {
      'body/app_version/type': unless(member('app_version', (value) => typeof value === 'number')),
    },
  },
  {
    ...of,
    id: 'takes-any-platform',
    trips: ['invalid-refused'],
    reason: 'It accepts every platform.',
    without: ['body/platform/enum'],
  },
  {
    ...of,
    id: 'demands-a-device-id',
    trips: ['valid-accepted'],
    reason: 'It requires the optional header field `Mixin-Device-Id`.',
    also: [undocumented('mixin-device-id', ({ headers }) => !headers.has('mixin-device-id'))],
  },
  {
    ...of,
    id: 'refuses-an-empty-notification-token',
    trips: ['valid-accepted'],
    reason: 'It refuses the empty notification token of the documented call.',
    also: [undocumented('notification_token', member('notification_token', isEmpty))],
  },
  {
    ...of,
    id: 'crashes-without-a-device-id',
    trips: ['no-server-error'],
    reason: 'It responds with 500 where an optional header field is missing.',
    also: [
      undocumented('mixin-device-id', ({ headers }) => {
        if (!headers.has('mixin-device-id'))
          throw new TypeError('Cannot read properties of undefined');
        return false;
      }),
    ],
  },
  {
    ...of,
    id: 'drops-the-request-id',
    trips: ['echo-true'],
    reason: 'It does not echo `X-Request-Id`.',
    reply: (reply) => {
      const { 'x-request-id': _, ...headers } = reply.headers;
      return { ...reply, headers };
    },
  },
  {
    ...of,
    id: 'calls-json-html',
    trips: ['media-type-documented'],
    reason: 'It sends JSON as `text/html`, the default of many frameworks.',
    reply: onSuccess(withMediaType('text/html')),
  },
  {
    ...of,
    id: 'flattens-the-error',
    trips: ['body-matches-schema'],
    reason: 'It refuses without the object `error`.',
    reply: onRefusal(rewriting((json) => valueAt(json, 'error'))),
  },
  {
    ...of,
    id: 'refuses-with-http-200',
    trips: ['body-matches-schema', 'invalid-refused'],
    reason: 'It responds to an invalid body with status 200 and an error object.',
    reply: onRefusal((reply) =>
      valueAt(JSON.parse(String(reply.body)), 'error/code') === 10002
        ? { ...reply, status: 200 }
        : reply,
    ),
  },
  {
    ...of,
    id: 'creates-where-it-updates',
    trips: ['status-documented'],
    reason: 'It responds with the undocumented status 201.',
    reply: onSuccess(withStatus(201)),
  },
  {
    ...of,
    id: 'nulls-mute-until',
    trips: ['body-matches-schema'],
    reason: 'It responds with null for a user who is not muted.',
    reply: onSuccess(responding('data/mute_until', null)),
  },
  {
    ...of,
    id: 'shortens-user-ids',
    trips: ['body-matches-schema'],
    reason: 'It responds with a user id without hyphens.',
    reply: onSuccess(responding('data/user_id', '06aed1e3bd774a59991a5bb5ae6fbb09')),
  },
  {
    ...of,
    id: 'cuts-its-json',
    trips: ['body-parses'],
    reason: 'It responds with truncated JSON.',
    reply: onSuccess(withText((text) => text.slice(0, -20))),
  },
  {
    ...of,
    id: 'says-more-than-it-should',
    trips: ['undocumented-member'],
    reason: 'It responds with an undocumented member of the user.',
    reply: onSuccess(responding('data/password_hash', 'secret')),
  },
  {
    ...of,
    id: 'numbers-its-requests',
    trips: ['header-fields-match'],
    reason: 'It generates a request id where none was sent, but not a UUID.',
    reply: (reply, { headers }) =>
      headers.has('x-request-id')
        ? reply
        : { ...reply, headers: { ...reply.headers, 'x-request-id': '17' } },
  },
  {
    ...of,
    id: 'hangs-without-a-platform',
    trips: ['within-time'],
    reason: 'It never responds where the platform is missing.',
    reply: onRefusal(silent('hang', member('platform', isAbsent))),
  },
  {
    ...of,
    id: 'answers-about-somebody-else',
    family: 'answers-another-subject',
    trips: ['echo-true'],
    reason: 'It responds with the user of another session.',
    reply: onSuccess(responding('data/user_id', '06aed1e3-bd77-4a59-991a-5bb5ae6fbb09')),
  },
];
