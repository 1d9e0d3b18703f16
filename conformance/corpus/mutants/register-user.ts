import type { Mutant } from './mutant.ts';
import {
  responding,
  closed,
  crashingIf,
  dropping,
  isAbsent,
  isEmpty,
  isNull,
  member,
  onRefusal,
  onSuccess,
  undocumented,
  unless,
  withStatus,
  withoutHeader,
} from './mutations.ts';

const of = { api: 'mixin', operation: 'registerUser' } as const;

/** Mutants of `POST /verifications/{id}`. */
export const registerUserMutants: readonly Mutant[] = [
  {
    ...of,
    id: 'makes-up-a-missing-code',
    trips: ['invalid-refused'],
    reason: 'It does not require the code.',
    without: ['body/code/required'],
  },
  {
    ...of,
    id: 'takes-any-text-as-secret',
    trips: ['invalid-refused'],
    reason: 'It accepts a session secret that is not base64.',
    without: ['body/session_secret/contentEncoding'],
  },
  {
    ...of,
    id: 'takes-any-type-of-secret',
    trips: ['invalid-refused'],
    reason: 'It accepts a session secret of any JSON type.',
    without: ['body/session_secret/type'],
  },
  {
    ...of,
    id: 'takes-numbers-in-quotes',
    trips: ['invalid-refused'],
    reason: 'It accepts a registration id in quotes, as loosely typed languages do.',
    instead: {
      'body/registration_id/type': unless(
        member('registration_id', (value) => typeof value === 'string' && /^\d+$/.test(value)),
      ),
    },
  },
  {
    ...of,
    id: 'takes-fractions',
    trips: ['invalid-refused'],
    reason: 'It accepts a registration id with a fraction.',
    instead: {
      'body/registration_id/type': unless(
        member('registration_id', (value) => typeof value === 'number'),
      ),
    },
  },
  {
    ...of,
    id: 'ignores-the-case-of-platforms',
    trips: ['invalid-refused'],
    reason: 'It accepts `ios` in place of `iOS`.',
    instead: {
      'body/platform/enum': unless(
        member('platform', (value) => /^(ios|android)$/i.test(String(value))),
      ),
    },
  },
  {
    ...of,
    id: 'takes-any-type-of-purpose',
    trips: ['invalid-refused'],
    reason: 'It accepts a purpose of any JSON type.',
    without: ['body/purpose/type'],
  },
  {
    ...of,
    id: 'takes-any-verification-id',
    trips: ['invalid-refused'],
    reason: 'It accepts a verification id that is not a UUID.',
    without: ['path/id/format'],
  },
  {
    ...of,
    id: 'crashes-on-a-null-registration',
    trips: ['no-server-error'],
    reason: 'It responds with 500 where the registration id is null.',
    instead: { 'body/registration_id/type': crashingIf(member('registration_id', isNull)) },
  },
  {
    ...of,
    id: 'crashes-on-unparsable-json',
    trips: ['no-server-error'],
    reason: 'It responds with 500 to a body that is not JSON.',
    instead: { 'body/json': crashingIf(({ json }) => json === undefined) },
  },
  {
    ...of,
    id: 'refuses-android',
    trips: ['valid-accepted'],
    reason: 'It refuses a documented platform.',
    also: [
      undocumented(
        'platform',
        member('platform', (value) => value === 'Android'),
      ),
    ],
  },
  {
    ...of,
    id: 'refuses-unknown-members',
    trips: ['valid-accepted'],
    reason: 'It refuses a body with a member that the description does not list.',
    also: [
      closed([
        'code',
        'session_secret',
        'platform',
        'platform_version',
        'app_version',
        'notification_token',
        'purpose',
        'registration_id',
      ]),
    ],
  },
  {
    ...of,
    id: 'demands-a-notification-token',
    trips: ['valid-accepted'],
    reason: 'It requires the optional notification token.',
    also: [undocumented('notification_token', member('notification_token', isAbsent))],
  },
  {
    ...of,
    id: 'refuses-an-empty-app-version',
    trips: ['valid-accepted'],
    reason: 'It enforces a minimum length that is not documented.',
    also: [undocumented('app_version', member('app_version', isEmpty))],
  },
  {
    ...of,
    id: 'demands-a-login-before-login',
    trips: ['valid-accepted'],
    reason: 'It requires a token, which a new user cannot have yet.',
    also: [
      { id: 'credentials', fault: 'unauthorized', field: 'authorization', broken: () => true },
    ],
  },
  {
    ...of,
    id: 'refuses-with-http-400',
    trips: ['status-documented'],
    reason: 'It refuses with HTTP status 400, which real clients retry forever.',
    reply: onRefusal(withStatus(400)),
  },
  {
    ...of,
    id: 'drops-code-id',
    trips: ['body-matches-schema'],
    reason: 'It omits a required member of the user.',
    reply: onSuccess(dropping('data/code_id')),
  },
  {
    ...of,
    id: 'invents-a-relationship',
    trips: ['body-matches-schema'],
    reason: 'It responds with an undocumented relationship.',
    reply: onSuccess(responding('data/relationship', 'SELF')),
  },
  {
    ...of,
    id: 'dates-without-a-zone',
    trips: ['body-matches-schema'],
    reason: 'It responds with a date-time without a time zone.',
    reply: onSuccess(responding('data/created_at', '2018-05-03T06:03:56.867')),
  },
  {
    ...of,
    id: 'numbers-identities',
    trips: ['body-matches-schema'],
    reason: 'It responds with an identity number that is a number, not a string.',
    reply: onSuccess(responding('data/identity_number', 7000)),
  },
  {
    ...of,
    id: 'refuses-without-the-request-id',
    trips: ['echo-true'],
    reason: 'It echoes `X-Request-Id` in successes only.',
    reply: onRefusal(withoutHeader('x-request-id')),
  },
];
