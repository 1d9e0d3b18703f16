import type { Mutant } from './mutant.ts';
import {
  answering,
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
} from './mutations.ts';

const of = { api: 'mixin', operation: 'registerUser' } as const;

/** Every mutant of `POST /verifications/{id}`. */
export const registerUserMutants: readonly Mutant[] = [
  {
    ...of,
    id: 'makes-up-a-missing-code',
    trips: ['invalid-refused'],
    reason: 'It signs a user in without the required code.',
    without: ['body/code/required'],
  },
  {
    ...of,
    id: 'takes-an-empty-code',
    trips: ['invalid-refused'],
    reason: 'It signs a user in with an empty code.',
    without: ['body/code/minLength'],
  },
  {
    ...of,
    id: 'takes-any-type-of-secret',
    trips: ['invalid-refused'],
    reason: 'It takes a session secret of any JSON type.',
    without: ['body/session_secret/type'],
  },
  {
    ...of,
    id: 'takes-numbers-in-quotes',
    trips: ['invalid-refused'],
    reason: 'It takes a registration id written as text, as loosely typed languages do.',
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
    reason: 'It takes a registration id with a fraction.',
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
    reason: 'It takes `ios` for `iOS`.',
    instead: {
      'body/platform/enum': unless(
        member('platform', (value) => /^(ios|android)$/i.test(String(value))),
      ),
    },
  },
  {
    ...of,
    id: 'takes-any-purpose',
    trips: ['invalid-refused'],
    reason: 'It does not look at the purpose.',
    without: ['body/purpose/enum'],
  },
  {
    ...of,
    id: 'takes-any-verification-id',
    trips: ['invalid-refused'],
    reason: 'It takes a verification id that is not a UUID.',
    without: ['path/id/format'],
  },
  {
    ...of,
    id: 'crashes-on-a-null-registration',
    trips: ['no-server-error'],
    reason: 'It answers 500 where the registration id is null.',
    instead: { 'body/registration_id/type': crashingIf(member('registration_id', isNull)) },
  },
  {
    ...of,
    id: 'crashes-on-unparsable-json',
    trips: ['no-server-error'],
    reason: 'It answers 500 to a body that is not JSON.',
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
    reason: 'It refuses a body with a member that the document does not list.',
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
    reason: 'It demands the optional notification token.',
    also: [undocumented('notification_token', member('notification_token', isAbsent))],
  },
  {
    ...of,
    id: 'refuses-an-empty-app-version',
    trips: ['valid-accepted'],
    reason: 'It sets a minimum length that no document sets.',
    also: [undocumented('app_version', member('app_version', isEmpty))],
  },
  {
    ...of,
    id: 'demands-a-login-before-login',
    trips: ['valid-accepted'],
    reason: 'It demands a token of a user who can not have one yet.',
    also: [
      { id: 'credentials', fault: 'unauthorized', field: 'authorization', broken: () => true },
    ],
  },
  {
    ...of,
    id: 'refuses-with-http-400',
    trips: ['status-documented'],
    reason: 'It refuses with HTTP status 400, at which real clients retry for ever.',
    reply: onRefusal(withStatus(400)),
  },
  {
    ...of,
    id: 'drops-code-id',
    trips: ['body-matches-schema'],
    reason: 'It leaves a required member out of the user.',
    reply: onSuccess(dropping('data/code_id')),
  },
  {
    ...of,
    id: 'invents-a-relationship',
    trips: ['body-matches-schema'],
    reason: 'It answers with a relationship that is not documented.',
    reply: onSuccess(answering('data/relationship', 'SELF')),
  },
  {
    ...of,
    id: 'dates-without-a-zone',
    trips: ['body-matches-schema'],
    reason: 'It writes a date-time without its zone.',
    reply: onSuccess(answering('data/created_at', '2018-05-03T06:03:56.867')),
  },
  {
    ...of,
    id: 'numbers-identities',
    trips: ['body-matches-schema'],
    reason: 'It writes the identity number as a number, not as text.',
    reply: onSuccess(answering('data/identity_number', 7000)),
  },
];
