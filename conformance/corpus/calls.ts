import { createHash, createPublicKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { parseJson } from './implementation/http.ts';
import { startServer } from './server.ts';
import type { RunningServer } from './server.ts';

/** The documented calls of every operation, with credentials, for the tests of this folder. */

const ed25519 = generateKeyPairSync('ed25519').privateKey;

/** A Mixin session with the documented ids. */
export const session = {
  uid: '06aed1e3-bd77-4a59-991a-5bb5ae6fbb09',
  sid: 'a34c07a9-755d-4b54-94c5-e45e9a2dd43e',
  privateKey: ed25519,
} as const;

/** Starts the implementation, or a mutant, with these credentials. */
export function start(mutant?: string, privateKey: KeyObject = ed25519): Promise<RunningServer> {
  return startServer({
    ...(mutant === undefined ? {} : { mutant }),
    apiKey: 'the-key',
    bearerToken: 'the-token',
    mixinSession: { uid: session.uid, sid: session.sid, publicKey: createPublicKey(privateKey) },
  });
}

/** A call whose `headers` and `body` are sent as they are. */
export type Call = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
};

export const calls = {
  registerUser: {
    path: '/verifications/2f5ec512-2131-4535-abb5-0defba14480b',
    headers: {
      'Mixin-Device-Id': '00a5a4ae-dcdc-48db-ab8e-a7eef69b441d',
      'Content-Type': 'application/json',
    },
    body: '{"code": "9718", "session_secret": "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDMTuli9K9k7F+L7Rq34se23nQeV2yvjVGCZyRTbp8qNASnRq6N679ZflgVxNUsr2qkHN4eqvafrQ9IIcRXfofMlWWIU6MrgVVD0UEVyH4jKA5gUr4smU/SDnVLqb3TojYMELIKHgqnrjqDJ0b+vMUG1Iix4fi+CvjSiJzsWPOavQIDAQAB", "platform": "iOS", "platform_version": "11.0", "app_version": "0.2.6", "notification_token": "", "purpose": "SESSION", "registration_id": 3702}',
  },
  updateDeviceInfo: {
    path: '/session',
    headers: {
      'Mixin-Device-Id': '00a5a4ae-dcdc-48db-ab8e-a7eef69b441d',
      'Content-Type': 'application/json',
    },
    body: '{"app_version":"0.2.6","notification_token":"","platform":"iOS","platform_version":"11.0"}',
  },
  createPin: {
    path: '/pin/update',
    headers: {
      'Mixin-Device-Id': '00a5a4ae-dcdc-48db-ab8e-a7eef69b441d',
      'Content-Type': 'application/json',
    },
    body: '{"old_pin":"","pin":"+mRm5rm9bkQztvpsaTyz1Rib0BEM0S1FKl/oYaMfbUJM3ZmrxJhafj/tjHi+3kwQ"}',
  },
  registerSession: {
    path: '/api/v3/sessions',
    headers: { 'Content-Type': 'application/json', 'x-api-key': 'the-key' },
    body: '{"userId": "<string>", "deviceId": "<string>", "deviceInfo": {"kind": "ios", "model": "<string>", "sdkVersion": "<string>"}, "displayName": "<string>", "authToken": "<string>"}',
  },
  refreshPushToken: {
    path: '/notifications/devices/refresh-token',
    headers: {
      'Content-Type': 'application/json',
      'x-fingerprint-id': 'fingerprint-1',
      Authorization: 'Bearer the-token',
    },
    body: '{"deviceId": "device-a81f92", "pushToken": "eJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.newmocktoken123"}',
  },
} as const satisfies Record<string, Call>;

export type OperationId = keyof typeof calls;

/** Changes members of a call's JSON body; a member set to `undefined` is left out. */
export function withBody(call: Call, changes: object): Call {
  return { ...call, body: JSON.stringify({ ...JSON.parse(String(call.body)), ...changes }) };
}

/** Sets header fields of a call; a field set to `undefined` is left out. */
export function withHeaders(
  call: Call,
  changes: Readonly<Record<string, string | undefined>>,
): Call {
  const entries = Object.entries({ ...call.headers, ...changes }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { ...call, headers: Object.fromEntries(entries) };
}

/** The claim `sig`, which binds a token to one request. */
export function signatureOf({ path, body }: Call): string {
  return createHash('sha256').update(`POST${path}`).update(body).digest('hex');
}

/** Signs a call as Mixin's clients do; `changes` forges the token. */
export function signed(
  call: Call,
  changes: { key?: KeyObject; header?: object; claims?: object } = {},
): Call {
  const key = changes.key ?? session.privateKey;
  const isRsa = key.asymmetricKeyType === 'rsa';
  const now = Math.floor(Date.now() / 1000);
  const signing = [
    { alg: isRsa ? 'RS512' : 'EdDSA', typ: 'JWT', ...changes.header },
    {
      uid: session.uid,
      sid: session.sid,
      iat: now,
      exp: now + 60,
      jti: randomUUID(),
      sig: signatureOf(call),
      ...changes.claims,
    },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const signature = sign(isRsa ? 'sha512' : null, Buffer.from(signing), key).toString('base64url');
  return withHeaders(call, { Authorization: `Bearer ${signing}.${signature}` });
}

/** The call of an operation, signed if necessary. */
export function authorized(operation: OperationId, call: Call = calls[operation]): Call {
  return operation === 'updateDeviceInfo' || operation === 'createPin' ? signed(call) : call;
}

/** A response; `json` is `undefined` where the body is not JSON. */
export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
};

/** Sends a call, by default as a POST. */
export async function send(
  url: string,
  { path, headers, body }: Call,
  method = 'POST',
): Promise<Answer> {
  const sentBody = method === 'GET' ? {} : { body: Buffer.from(body) };
  const response = await fetch(url + path, { method, headers, ...sentBody });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: parseJson(Buffer.from(text)),
  };
}
