import { parseJson } from '../implementation/http.ts';
import { isObject, valueAt } from '../implementation/rules.ts';
import type { Corruption, Mutant } from './mutant.ts';
import {
  responding,
  closed,
  crashingIf,
  dropping,
  hasLength,
  isAbsent,
  isEmpty,
  isNull,
  member,
  onMalformed,
  onRefusal,
  onSuccess,
  rewriting,
  silent,
  undocumented,
  unless,
  withHtmlPage,
  withMediaType,
  withStatus,
  withText,
  withoutHeader,
} from './mutations.ts';

const of = { api: 'amity', operation: 'registerSession' } as const;

/** Mutants of `POST /api/v3/sessions`. */
export const registerSessionMutants: readonly Mutant[] = [
  {
    ...of,
    id: 'refuses-methods-without-allow',
    trips: ['allow-with-405'],
    reason: 'It refuses other methods with 405 but does not name the allowed ones.',
    otherMethod: withoutHeader('allow'),
  },
  {
    ...of,
    id: 'creates-a-session',
    trips: ['status-documented'],
    reason: 'It responds with the undocumented status 201.',
    reply: onSuccess(withStatus(201)),
  },
  {
    ...of,
    id: 'asks-nobody-for-a-key',
    trips: ['credentials-required'],
    reason: 'It does not check the API key.',
    without: ['credentials'],
  },
  {
    ...of,
    id: 'takes-any-key',
    trips: ['credentials-required'],
    reason: 'It accepts every API key.',
    instead: { credentials: unless(({ headers }) => headers.has('x-api-key')) },
  },
  {
    ...of,
    id: 'takes-a-user-without-device',
    trips: ['invalid-refused'],
    reason: 'It does not require the device id.',
    without: ['body/deviceId/required'],
  },
  {
    ...of,
    id: 'takes-devices-of-any-type',
    trips: ['invalid-refused'],
    reason: 'It accepts a device id of any JSON type.',
    without: ['body/deviceId/type'],
  },
  {
    ...of,
    id: 'counts-to-fifty-one',
    trips: ['invalid-refused'],
    reason: 'It accepts a user id that is one character too long.',
    instead: { 'body/userId/maxLength': unless(member('userId', hasLength(51))) },
  },
  {
    ...of,
    id: 'counts-to-forty-nine',
    trips: ['valid-accepted'],
    reason: 'It refuses a user id of exactly the maximum length.',
    also: [undocumented('userId', member('userId', hasLength(50)))],
  },
  {
    ...of,
    id: 'takes-long-device-ids',
    trips: ['invalid-refused'],
    reason: 'It does not enforce the maximum length of a device id.',
    without: ['body/deviceId/maxLength'],
  },
  {
    ...of,
    id: 'takes-long-names',
    trips: ['invalid-refused'],
    reason: 'It does not enforce the maximum length of a display name.',
    without: ['body/displayName/maxLength'],
  },
  {
    ...of,
    id: 'counts-utf-16-units',
    trips: ['valid-accepted'],
    reason: 'It counts an emoji as two characters.',
    also: [
      undocumented(
        'displayName',
        member('displayName', (value) => typeof value === 'string' && value.length > 100),
      ),
    ],
  },
  {
    ...of,
    id: 'takes-an-empty-auth-token',
    trips: ['invalid-refused'],
    reason: 'It accepts an empty authentication token.',
    without: ['body/authToken/minLength'],
  },
  {
    ...of,
    id: 'takes-any-type-of-device-kind',
    trips: ['invalid-refused'],
    reason: 'It accepts a kind of device of any JSON type.',
    without: ['body/deviceInfo/kind/type'],
  },
  {
    ...of,
    id: 'refuses-node',
    trips: ['valid-accepted'],
    reason: 'It refuses a kind of device that clients send.',
    also: [
      undocumented(
        'kind',
        member('deviceInfo/kind', (value) => value === 'node'),
      ),
    ],
  },
  {
    ...of,
    id: 'takes-text-for-an-object',
    trips: ['invalid-refused'],
    reason: 'It accepts a device description that is a string.',
    instead: {
      'body/deviceInfo/type': unless(member('deviceInfo', (value) => typeof value === 'string')),
    },
  },
  {
    ...of,
    id: 'looks-at-the-surface-only',
    trips: ['invalid-refused'],
    reason: 'It does not check the types of members inside the device description.',
    without: ['body/deviceInfo/model/type'],
  },
  {
    ...of,
    id: 'crashes-on-a-null-device',
    trips: ['no-server-error'],
    reason: 'It responds with 500 where the device description is null.',
    instead: { 'body/deviceInfo/type': crashingIf(member('deviceInfo', isNull)) },
  },
  {
    ...of,
    id: 'demands-a-device-description',
    trips: ['valid-accepted'],
    reason: 'It requires the optional device description.',
    also: [undocumented('deviceInfo', member('deviceInfo', isAbsent))],
  },
  {
    ...of,
    id: 'refuses-unknown-device-members',
    trips: ['valid-accepted'],
    reason: 'It refuses a device description with an undocumented member.',
    also: [closed(['kind', 'model', 'sdkVersion'], 'deviceInfo')],
  },
  {
    ...of,
    id: 'refuses-an-empty-name',
    trips: ['valid-accepted'],
    reason: 'It refuses an empty display name, for which no minimum is documented.',
    also: [undocumented('displayName', member('displayName', isEmpty))],
  },
  {
    ...of,
    id: 'takes-a-trailing-comma',
    trips: ['lenient-json'],
    reason: 'It accepts JSON with a trailing comma.',
    parse: (body) =>
      parseJson(
        Buffer.from(
          Buffer.from(body)
            .toString()
            .replace(/,\s*([}\]])/g, '$1'),
        ),
      ),
  },
  {
    ...of,
    id: 'answers-with-another-user',
    trips: ['echo-true'],
    reason: 'It responds with another user than the requested one.',
    reply: onSuccess(responding('users/0/userId', 'user-of-somebody-else')),
  },
  {
    ...of,
    id: 'answers-with-the-name-before',
    trips: ['echo-true'],
    reason: 'It responds with the display name from before the call, which is the user id.',
    reply: onSuccess((reply, request) =>
      responding('users/0/displayName', valueAt(request.json, 'userId'))(reply, request),
    ),
  },
  {
    ...of,
    id: 'drops-the-access-token',
    trips: ['body-matches-schema'],
    reason: 'It omits the access token of the session.',
    reply: onSuccess(dropping('accessToken')),
  },
  {
    ...of,
    id: 'expires-in-numbers',
    trips: ['body-matches-schema'],
    reason: 'It responds with a number of seconds where a date-time is documented.',
    reply: onSuccess(responding('expiresAt', 1_893_456_000)),
  },
  {
    ...of,
    id: 'updates-yesterday',
    trips: ['body-matches-schema'],
    reason: 'It responds with a word where a date-time is documented.',
    reply: onSuccess(responding('roles/0/updatedAt', 'yesterday')),
  },
  {
    ...of,
    id: 'measures-files-in-words',
    trips: ['body-matches-schema'],
    reason: 'It responds with the size of a file in words.',
    reply: onSuccess(responding('files/0/attributes/size', '2 KB')),
  },
  {
    ...of,
    id: 'nulls-an-empty-list',
    trips: ['body-matches-schema'],
    reason: 'It responds with null where there are no files.',
    reply: onSuccess(responding('files', null)),
  },
  {
    ...of,
    id: 'refuses-in-its-own-words',
    trips: ['body-matches-schema'],
    reason: 'It refuses without the documented error object.',
    reply: onRefusal(rewriting((json) => ({ error: valueAt(json, 'message') }))),
  },
  {
    ...of,
    id: 'answers-malformed-with-html',
    trips: ['media-type-documented'],
    reason: 'It leaves malformed JSON to its framework, which responds with HTML.',
    reply: onMalformed(onRefusal(withHtmlPage)),
  },
  {
    ...of,
    id: 'says-not-what-it-sends',
    trips: ['media-type-documented'],
    reason: 'It responds without a Content-Type.',
    reply: onSuccess(withMediaType()),
  },
  {
    ...of,
    id: 'says-it-twice',
    trips: ['body-parses'],
    reason: 'It responds with a duplicate member.',
    reply: onSuccess(withText((text) => text.replace('{', '{"accessToken":"an-older-one",'))),
  },
  {
    ...of,
    id: 'hangs-up-on-other-media-types',
    trips: ['within-time'],
    reason: 'It closes the connection when the media type is wrong.',
    reply: onRefusal(
      silent(
        'cut',
        ({ headers }) => !/^application\/json/i.test(headers.get('content-type') ?? ''),
      ),
    ),
  },
  {
    ...of,
    id: 'forgets-names',
    trips: ['memory-kept'],
    reason: 'It does not keep the display name that a user was given.',
    reply: onSuccess((reply, request) =>
      valueAt(request.json, 'displayName') === undefined
        ? responding('users/0/displayName', '')(reply, request)
        : reply,
    ),
  },
  {
    ...of,
    id: 'keeps-what-it-refuses',
    trips: ['memory-kept'],
    reason: 'It writes the display name before it validates the rest of the request.',
    reply: remembering(({ userId }) => userId, { isKeptWhenRefused: true }),
  },
  {
    ...of,
    id: 'gives-everybody-one-name',
    trips: ['memory-kept'],
    reason: 'It keeps one display name for all users.',
    reply: remembering(() => 'everybody', { isKeptWhenRefused: false }),
  },
  {
    ...of,
    id: 'marks-its-bytes',
    trips: ['body-parses'],
    reason: 'It begins its JSON with a byte-order mark.',
    reply: onSuccess(withText((text) => `\uFEFF${text}`)),
  },
];

/** Responds with the display name that was last given under a key. */
function remembering(
  keyOf: (body: { readonly [name: string]: unknown }) => unknown,
  { isKeptWhenRefused }: { readonly isKeptWhenRefused: boolean },
): Corruption {
  const names = new Map<unknown, unknown>();
  return (reply, request) => {
    const body = isObject(request.json) ? request.json : {};
    const isSuccess = reply.status === 200;
    if (typeof body.displayName === 'string' && (isSuccess || isKeptWhenRefused))
      names.set(keyOf(body), body.displayName);
    const known = names.get(keyOf(body));
    return isSuccess && body.displayName === undefined && known !== undefined
      ? responding('users/0/displayName', known)(reply, request)
      : reply;
  };
}
