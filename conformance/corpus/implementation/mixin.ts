import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { isSignedBy } from './credentials.ts';
import type { MixinSession } from './credentials.ts';
import { jsonReply } from './http.ts';
import type { Reply, Request } from './http.ts';
import { post } from './operation.ts';
import type { Api } from './operation.ts';
import {
  base64,
  bodyRules,
  integer,
  isUuid,
  minLength,
  oneOf,
  optionalUuidHeader,
  required,
  string,
} from './rules.ts';
import type { Rule } from './rules.ts';

const verificationPath = /^\/verifications\/([^/]+)$/;

const headerRules: readonly Rule[] = [
  optionalUuidHeader('mixin-device-id'),
  optionalUuidHeader('x-request-id'),
];

const deviceRules: readonly Rule[] = [
  required('platform'),
  string('platform'),
  oneOf('platform', ['iOS', 'Android']),
  required('platform_version'),
  string('platform_version'),
  required('app_version'),
  string('app_version'),
];

const registrationRules: readonly Rule[] = [
  {
    id: 'path/id/format',
    fault: 'invalid',
    field: 'id',
    broken: ({ path }) => !isUuid(verificationId(path)),
  },
  ...headerRules,
  ...bodyRules,
  required('code'),
  string('code'),
  minLength('code', 1),
  required('session_secret'),
  string('session_secret'),
  base64('session_secret'),
  ...deviceRules,
  string('notification_token'),
  required('purpose'),
  string('purpose'),
  oneOf('purpose', ['SESSION']),
  required('registration_id'),
  integer('registration_id'),
];

/** The three Mixin operations, for one session and an account without a PIN. */
export function mixin(session: MixinSession): Api {
  const account = { ...newUser(), user_id: session.uid, session_id: session.sid };
  let hasPin = false;

  const signed: Rule = {
    id: 'credentials',
    fault: 'unauthorized',
    field: 'authorization',
    broken: (request) => !isSignedBy(session, request),
  };

  return {
    id: 'mixin',
    // the paths of Mixin have no prefix of their own, so it comes last
    owns: () => true,
    operations: [
      post('registerUser', verificationPath, registrationRules, (request) =>
        success(newUser(), request),
      ),
      post(
        'updateDeviceInfo',
        /^\/session$/,
        [
          signed,
          ...headerRules,
          ...bodyRules,
          ...deviceRules,
          required('notification_token'),
          string('notification_token'),
        ],
        (request) => success({ ...account, has_pin: hasPin }, request),
      ),
      post(
        'createPin',
        /^\/pin\/update$/,
        [
          signed,
          ...headerRules,
          ...bodyRules,
          string('old_pin'),
          required('pin'),
          string('pin'),
          minLength('pin', 1),
        ],
        (request) => {
          hasPin = true;
          return success({ ...account, has_pin: hasPin }, request);
        },
      ),
    ],
    refuse(fault, fields, request) {
      if (fault === 'unauthorized')
        return failure([202, 401, 'Unauthorized, maybe invalid token.'], request);
      if (fault === 'malformed')
        return failure([202, 400, "The request body can't be parsed as valid data."], request);
      const extra = { field: fields[0] ?? '', reason: 'is missing or not as documented' };
      return failure([202, 10002, 'The request data has invalid field.'], request, { extra });
    },
    pathUnknown: (request) => failure([202, 404, 'The endpoint is not found.'], request),
    methodUnknown: (request) => failure([202, 404, 'The endpoint is not found.'], request),
    crashed: (request) => failure([500, 500, 'Internal Server Error'], request),
  };
}

/**
 * Mixin's error envelope. A refusal has HTTP status 202, because real clients retry a 4xx forever.
 */
function failure(
  [status, code, description]: readonly [status: number, code: number, description: string],
  request: Request,
  more: object = {},
): Reply {
  return jsonReply(
    status,
    { error: { status, code, description, ...more } },
    echoedHeaders(request),
  );
}

function success(user: object, request: Request): Reply {
  return jsonReply(200, { data: user }, echoedHeaders(request));
}

function echoedHeaders({ headers }: Request): Reply['headers'] {
  const id = headers.get('x-request-id');
  return id === undefined || !isUuid(id) ? {} : { 'x-request-id': id };
}

function verificationId(path: string): string {
  try {
    return decodeURIComponent(verificationPath.exec(path)?.[1] ?? '');
  } catch {
    return '';
  }
}

function newUser() {
  const codeId = randomUUID();
  return {
    type: 'user',
    user_id: randomUUID(),
    identity_number: String(randomInt(10_000, 10_000_000)),
    full_name: 'Ada of the Corpus',
    avatar_url: '',
    relationship: 'ME',
    mute_until: '0001-01-01T00:00:00Z',
    created_at: nowWithNanoseconds(),
    is_verified: false,
    session_id: randomUUID(),
    phone: '+12025550143',
    pin_token: randomBytes(32).toString('base64'),
    invitation_code: '',
    code_id: codeId,
    code_url: `https://mixin.one/codes/${codeId}`,
    has_pin: false,
    receive_message_source: 'EVERYBODY',
  };
}

/** With nine fraction digits, as Mixin writes them. */
function nowWithNanoseconds(): string {
  return new Date().toISOString().replace('Z', `${String(randomInt(1_000_000)).padStart(6, '0')}Z`);
}
