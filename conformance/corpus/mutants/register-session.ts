import { parseJson } from '../implementation/http.ts';
import { valueAt } from '../implementation/rules.ts';
import type { Mutant } from './mutant.ts';
import {
  answering,
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

/** Every mutant of `POST /api/v3/sessions`. */
export const registerSessionMutants: readonly Mutant[] = [
  {
    ...of,
    id: 'refuses-methods-without-allow',
    trips: ['allow-with-405'],
    reason: 'It refuses other methods with 405 and does not name the allowed ones.',
    otherMethod: withoutHeader('allow'),
  },
  {
    ...of,
    id: 'creates-a-session',
    trips: ['status-documented'],
    reason:
      'It answers with status 201 because it made something, where `default` documents errors.',
    reply: onSuccess(withStatus(201)),
  },
  {
    ...of,
    id: 'asks-nobody-for-a-key',
    trips: ['credentials-required'],
    reason: 'It does not check the API key at all.',
    without: ['credentials'],
  },
  {
    ...of,
    id: 'takes-any-key',
    trips: ['credentials-required'],
    reason: 'It only looks whether there is an API key, whatever it says.',
    instead: { credentials: unless(({ headers }) => headers.has('x-api-key')) },
  },
  {
    ...of,
    id: 'takes-a-user-without-device',
    trips: ['invalid-refused'],
    reason: 'It does not miss the required device id.',
    without: ['body/deviceId/required'],
  },
  {
    ...of,
    id: 'takes-devices-of-any-type',
    trips: ['invalid-refused'],
    reason: 'It takes a device id of any JSON type.',
    without: ['body/deviceId/type'],
  },
  {
    ...of,
    id: 'counts-to-fifty-one',
    trips: ['invalid-refused'],
    reason: 'It takes a user id with one character too many.',
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
    reason: 'It takes an empty authentication token for none.',
    without: ['body/authToken/minLength'],
  },
  {
    ...of,
    id: 'takes-any-kind-of-device',
    trips: ['invalid-refused'],
    reason: 'It does not look at the kind of a device.',
    without: ['body/deviceInfo/kind/enum'],
  },
  {
    ...of,
    id: 'refuses-node',
    trips: ['valid-accepted'],
    reason: 'It refuses a documented kind of device.',
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
    reason: 'It takes a device description that is text.',
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
    reason: 'It answers 500 where the device description is null.',
    instead: { 'body/deviceInfo/type': crashingIf(member('deviceInfo', isNull)) },
  },
  {
    ...of,
    id: 'demands-a-device-description',
    trips: ['valid-accepted'],
    reason: 'It demands the optional device description.',
    also: [undocumented('deviceInfo', member('deviceInfo', isAbsent))],
  },
  {
    ...of,
    id: 'refuses-unknown-device-members',
    trips: ['valid-accepted'],
    reason: 'It refuses a device description with a member that the document does not list.',
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
    trips: ['invalid-refused'],
    reason: 'It reads JSON with a comma too many.',
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
    id: 'takes-a-body-without-media-type',
    trips: ['invalid-refused'],
    reason: 'It takes a body that says not what it is.',
    instead: { 'media-type': unless(({ headers }) => !headers.has('content-type')) },
  },
  {
    ...of,
    id: 'answers-with-another-user',
    trips: ['echo-true'],
    reason: 'It answers with a user who was not asked for.',
    reply: onSuccess(answering('users/0/userId', 'user-of-somebody-else')),
  },
  {
    ...of,
    id: 'answers-with-the-name-before',
    trips: ['echo-true'],
    reason: 'It answers with the user as they were before the call, named after their id.',
    reply: onSuccess((reply, request) =>
      answering('users/0/displayName', valueAt(request.json, 'userId'))(reply, request),
    ),
  },
  {
    ...of,
    id: 'drops-the-access-token',
    trips: ['body-matches-schema'],
    reason: 'It leaves the access token out of the session.',
    reply: onSuccess(dropping('accessToken')),
  },
  {
    ...of,
    id: 'expires-in-numbers',
    trips: ['body-matches-schema'],
    reason: 'It writes a point in time as a number of seconds.',
    reply: onSuccess(answering('expiresAt', 1_893_456_000)),
  },
  {
    ...of,
    id: 'updates-yesterday',
    trips: ['body-matches-schema'],
    reason: 'It writes a role’s date-time in words.',
    reply: onSuccess(answering('roles/0/updatedAt', 'yesterday')),
  },
  {
    ...of,
    id: 'stores-sound',
    trips: ['body-matches-schema'],
    reason: 'It answers with a type of file that is not documented.',
    reply: onSuccess(answering('files/0/type', 'sound')),
  },
  {
    ...of,
    id: 'nulls-an-empty-list',
    trips: ['body-matches-schema'],
    reason: 'It answers null where there are no files.',
    reply: onSuccess(answering('files', null)),
  },
  {
    ...of,
    id: 'refuses-in-its-own-words',
    trips: ['body-matches-schema'],
    reason: 'It refuses without the documented envelope.',
    reply: onRefusal(rewriting((json) => ({ error: valueAt(json, 'message') }))),
  },
  {
    ...of,
    id: 'answers-malformed-with-html',
    trips: ['media-type-documented'],
    reason: 'It leaves malformed JSON to the framework, which answers with HTML.',
    reply: onMalformed(onRefusal(withHtmlPage)),
  },
  {
    ...of,
    id: 'says-not-what-it-sends',
    trips: ['media-type-documented'],
    reason: 'It answers without a Content-Type.',
    reply: onSuccess(withMediaType()),
  },
  {
    ...of,
    id: 'says-it-twice',
    trips: ['body-parses'],
    reason: 'It answers with a member that stands twice in one object.',
    reply: onSuccess(withText((text) => text.replace('{', '{"accessToken":"an-older-one",'))),
  },
  {
    ...of,
    id: 'hangs-up-on-other-media-types',
    trips: ['within-time'],
    reason: 'It closes the connection on a body of the wrong media type.',
    reply: onRefusal(
      silent(
        'cut',
        ({ headers }) => !/^application\/json/i.test(headers.get('content-type') ?? ''),
      ),
    ),
  },
];
