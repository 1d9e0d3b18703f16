import { bearerToken } from '../implementation/credentials.ts';
import { valueAt } from '../implementation/rules.ts';
import type { Mutant } from './mutant.ts';
import {
  responding,
  dropping,
  evenIf,
  isAbsent,
  isEmpty,
  member,
  onMalformed,
  onRefusal,
  onSuccess,
  undocumented,
  unless,
  withHtmlPage,
  withStatus,
  withText,
} from './mutations.ts';

const of = { api: 'mixin', operation: 'createPin' } as const;

/** Mutants of `POST /pin/update`. */
export const createPinMutants: readonly Mutant[] = [
  {
    ...of,
    id: 'asks-nobody-for-a-token',
    trips: ['credentials-required'],
    reason: 'It does not check credentials.',
    without: ['credentials'],
  },
  {
    ...of,
    id: 'takes-any-bearer',
    trips: ['credentials-required'],
    reason: 'It accepts every bearer token.',
    instead: { credentials: unless((request) => bearerToken(request) !== undefined) },
  },
  {
    ...of,
    id: 'removes-the-pin-when-none-is-sent',
    trips: ['invalid-refused'],
    reason: 'It does not require the PIN.',
    without: ['body/pin/required'],
  },
  {
    ...of,
    id: 'takes-a-truth-value-as-pin',
    trips: ['invalid-refused'],
    reason: 'It accepts a PIN that is true or false.',
    instead: { 'body/pin/type': unless(member('pin', (value) => typeof value === 'boolean')) },
  },
  {
    ...of,
    id: 'takes-pins-as-numbers',
    trips: ['invalid-refused'],
    reason: 'It accepts a PIN that is a number.',
    instead: { 'body/pin/type': unless(member('pin', (value) => typeof value === 'number')) },
  },
  {
    ...of,
    id: 'takes-an-array-as-pin',
    trips: ['invalid-refused'],
    reason: 'It accepts a PIN that is an array.',
    instead: { 'body/pin/type': unless(member('pin', Array.isArray)) },
  },
  {
    ...of,
    id: 'takes-any-type-of-old-pin',
    trips: ['invalid-refused'],
    reason: 'It validates the type of required members only.',
    without: ['body/old_pin/type'],
  },
  {
    ...of,
    id: 'takes-an-array-as-body',
    trips: ['invalid-refused'],
    reason: 'It accepts an array as the body.',
    instead: { 'body/type': unless(({ json }) => Array.isArray(json)) },
  },
  {
    ...of,
    id: 'takes-any-media-type',
    trips: ['invalid-refused', 'lenient-json'],
    reason: 'It reads every body as JSON, whatever its media type.',
    without: ['media-type'],
  },
  {
    ...of,
    id: 'refuses-a-charset',
    trips: ['valid-accepted'],
    reason: 'It refuses `application/json; charset=utf-8`.',
    instead: {
      'media-type': evenIf(({ headers }) => headers.get('content-type')?.includes(';') ?? false),
    },
  },
  {
    ...of,
    id: 'demands-an-old-pin',
    trips: ['valid-accepted'],
    reason: 'It requires the old PIN, which the vendor’s own clients omit.',
    also: [undocumented('old_pin', member('old_pin', isAbsent))],
  },
  {
    ...of,
    id: 'refuses-an-empty-old-pin',
    trips: ['valid-accepted'],
    reason: 'It refuses the empty old PIN of the documented first call.',
    also: [undocumented('old_pin', member('old_pin', isEmpty))],
  },
  {
    ...of,
    id: 'demands-long-pins',
    trips: ['valid-accepted'],
    reason: 'It enforces a minimum length that is not documented.',
    also: [
      undocumented(
        'pin',
        member('pin', (value) => typeof value === 'string' && value.length < 8),
      ),
    ],
  },
  {
    ...of,
    id: 'crashes-on-a-first-pin',
    trips: ['no-server-error'],
    reason: 'It responds with 500 where there is no old PIN.',
    also: [
      undocumented('old_pin', (request) => {
        if (member('old_pin', isAbsent)(request))
          throw new TypeError('Cannot read properties of undefined');
        return false;
      }),
    ],
  },
  {
    ...of,
    id: 'has-pin-in-words',
    trips: ['body-matches-schema'],
    reason: 'It responds with a boolean in quotes.',
    reply: onSuccess(responding('data/has_pin', 'true')),
  },
  {
    ...of,
    id: 'forgets-the-pin',
    trips: ['body-matches-schema'],
    reason: 'It responds that the user has no PIN after one was set.',
    reply: onSuccess(responding('data/has_pin', false)),
  },
  {
    ...of,
    id: 'relative-code-url',
    trips: ['body-matches-schema'],
    reason: 'It responds with a URL that is not absolute.',
    reply: onSuccess(responding('data/code_url', '/codes/dabcf1c2-6a5e-4ea3-ad51-6e6641a06c7c')),
  },
  {
    ...of,
    id: 'drops-the-pin-token',
    trips: ['body-matches-schema'],
    reason: 'It omits a required member where it is empty.',
    reply: onSuccess(dropping('data/pin_token')),
  },
  {
    ...of,
    id: 'contradicts-its-status',
    trips: ['body-matches-schema'],
    reason: 'It puts another status into the error object than into the status line.',
    reply: onRefusal(responding('error/status', 400)),
  },
  {
    ...of,
    id: 'spells-codes-as-text',
    trips: ['body-matches-schema'],
    reason: 'It responds with an error code in quotes.',
    reply: onRefusal((reply, request) =>
      responding('error/code', String(valueAt(JSON.parse(String(reply.body)), 'error/code')))(
        reply,
        request,
      ),
    ),
  },
  {
    ...of,
    id: 'answers-malformed-with-a-page',
    trips: ['media-type-documented'],
    reason: 'It leaves malformed JSON to its framework, which responds with HTML.',
    reply: onMalformed(onRefusal(withHtmlPage)),
  },
  {
    ...of,
    id: 'has-nothing-to-say',
    trips: ['status-documented'],
    reason: 'It responds with the undocumented status 204 and no body.',
    reply: onSuccess((reply, request) =>
      withText(() => '')({ ...reply, status: 204, headers: {} }, request),
    ),
  },
  {
    ...of,
    id: 'is-a-teapot',
    trips: ['status-documented'],
    reason: 'It refuses with an undocumented status.',
    reply: onRefusal(withStatus(418)),
  },
  {
    ...of,
    id: 'answers-with-another-session',
    family: 'answers-another-subject',
    trips: ['echo-true'],
    reason: 'It responds with the session that the user opened last.',
    reply: onSuccess(responding('data/session_id', 'a34c07a9-755d-4b54-94c5-e45e9a2dd43e')),
  },
];
