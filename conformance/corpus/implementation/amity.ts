import { randomUUID } from 'node:crypto';
import { isSecret } from './credentials.ts';
import { jsonReply } from './http.ts';
import type { Reply } from './http.ts';
import { post } from './operation.ts';
import type { Api } from './operation.ts';
import {
  bodyRules,
  maxLength,
  minLength,
  object,
  oneOf,
  required,
  string,
  valueAt,
} from './rules.ts';

type User = {
  readonly name: unknown;
  readonly internalId: string;
  readonly publicId: string;
  readonly createdAt: string;
};

const rememberedUsers = 1_000;

const sessionRules = [
  ...bodyRules,
  required('userId'),
  string('userId'),
  minLength('userId', 1),
  maxLength('userId', 50),
  required('deviceId'),
  string('deviceId'),
  minLength('deviceId', 1),
  maxLength('deviceId', 150),
  object('deviceInfo'),
  string('deviceInfo/kind'),
  oneOf('deviceInfo/kind', ['ios', 'android', 'web', 'node']),
  string('deviceInfo/model'),
  string('deviceInfo/sdkVersion'),
  string('displayName'),
  maxLength('displayName', 100),
  string('authToken'),
  minLength('authToken', 1),
  maxLength('authToken', 100),
];

/** The Amity operation, for one API key. A user keeps the display name that was sent last. */
export function amity(apiKey: string): Api {
  const users = new Map<unknown, User>();

  function register(userId: unknown, displayName: unknown): User {
    const known = users.get(userId) ?? {
      name: userId,
      internalId: randomUUID(),
      publicId: randomUUID(),
      createdAt: new Date().toISOString(),
    };
    const user = { ...known, name: displayName ?? known.name };
    // deletes first, so that the map is ordered by last use
    users.delete(userId);
    users.set(userId, user);
    if (users.size > rememberedUsers) users.delete(users.keys().next().value);
    return user;
  }

  return {
    id: 'amity',
    owns: (path) => path.startsWith('/api/'),
    operations: [
      post(
        'registerSession',
        /^\/api\/v3\/sessions$/,
        [
          {
            id: 'credentials',
            fault: 'unauthorized',
            field: 'x-api-key',
            broken: ({ headers }) => !isSecret(headers.get('x-api-key'), apiKey),
          },
          ...sessionRules,
        ],
        ({ json }) => {
          const userId = valueAt(json, 'userId');
          return jsonReply(200, newSession(userId, register(userId, valueAt(json, 'displayName'))));
        },
      ),
    ],
    refuse(fault, fields) {
      if (fault === 'unauthorized')
        return failure(
          [401, 400100, 'Unauthorized'],
          {},
          { 'www-authenticate': 'ApiKey realm="amity"' },
        );
      if (fault === 'malformed') return failure([400, 400000, 'Bad Request']);
      const detail = fields.map((field) => `${field} is missing or not as documented`);
      return failure([422, 500000, 'Unprocessable Entity'], { data: { detail } });
    },
    pathUnknown: () => failure([404, 400400, 'Not Found']),
    methodUnknown: (_, allowed) =>
      failure([405, 400000, 'Method Not Allowed'], {}, { allow: allowed }),
    crashed: () => failure([500, 500000, 'Internal Server Error']),
  };
}

function failure(
  [status, code, message]: readonly [status: number, code: number, message: string],
  more: object = {},
  headers: Reply['headers'] = {},
): Reply {
  return jsonReply(status, { status: 'error', code, message, ...more }, headers);
}

function newSession(userId: unknown, user: User) {
  const now = new Date().toISOString();
  const avatar = newAvatar(now);
  return {
    accessToken: randomUUID(),
    refreshToken: randomUUID(),
    issuedAt: now,
    expiresAt: new Date(Date.now() + 24 * 60 * 60 * 1000).toISOString(),
    users: [
      {
        _id: user.internalId,
        path: `${user.publicId}/user/${user.internalId}`,
        userId,
        userInternalId: user.internalId,
        userPublicId: user.publicId,
        roles: ['member'],
        permissions: ['CREATE_POST'],
        displayName: user.name,
        profileHandle: `handle-${user.publicId}`,
        description: '',
        avatarFileId: avatar.fileId,
        avatarCustomUrl: '',
        flagCount: 0,
        hashFlag: { bits: 4_096, hashes: 10, hash: [randomUUID()] },
        metadata: {},
        isGlobalBan: false,
        isBrand: false,
        createdAt: user.createdAt,
        updatedAt: now,
        isDeleted: false,
      },
    ],
    roles: [
      {
        roleId: 'member',
        displayName: 'Member',
        updatedAt: now,
        createdAt: now,
        permissions: ['CREATE_POST'],
        isDeleted: false,
      },
    ],
    files: [avatar],
    lastCachePurge: now,
  };
}

function newAvatar(now: string) {
  const fileId = randomUUID();
  return {
    fileId,
    fileUrl: `https://files.example.com/${fileId}`,
    type: 'image',
    accessType: 'network',
    altText: '',
    createdAt: now,
    updatedAt: now,
    attributes: {
      name: 'avatar.png',
      extension: 'png',
      size: 2_048,
      mimeType: 'image/png',
      metadata: { exif: {}, gps: {}, height: 64, width: 64, isFull: true },
    },
  };
}
