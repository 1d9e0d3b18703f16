import { randomBytes, randomUUID } from 'node:crypto';

/** What a service behind each framework would keep in its database. */

/** Devices of one user, each with the push token that was sent last. */
export class Devices {
  readonly #known = new Map<string, { readonly id: string; readonly createdAt: string }>();

  refresh(userId: string, deviceId: string, pushToken: string) {
    const now = new Date().toISOString();
    const key = JSON.stringify([userId, deviceId]);
    const known = this.#known.get(key) ?? { id: randomBytes(12).toString('hex'), createdAt: now };
    this.#known.set(key, known);
    return {
      ...known,
      updatedAt: now,
      userId,
      deviceId,
      platform: 'ios',
      lastUsedAt: now,
      status: 'active',
      environment: 'production',
      lastSeenAt: now,
      pushToken,
      mobileSettings: {
        appInstanceId: 'app-instance-17',
        appVersion: '5.1.0',
        osVersion: '18.2',
        deviceModel: 'iPhone17,1',
      },
    };
  }
}

/** The body of a request to open a session, once it is validated. */
export type NewSession = { readonly userId: string; readonly displayName?: string };

/** Users, each with the display name that was sent last. */
export class Sessions {
  readonly #users = new Map<string, { readonly id: string; displayName: string }>();

  register({ userId, displayName }: NewSession) {
    const now = new Date();
    const user = this.#users.get(userId) ?? { id: randomUUID(), displayName: userId };
    user.displayName = displayName ?? user.displayName;
    this.#users.set(userId, user);
    return {
      accessToken: randomBytes(24).toString('base64url'),
      refreshToken: randomBytes(24).toString('base64url'),
      issuedAt: now.toISOString(),
      expiresAt: new Date(now.getTime() + 3_600_000).toISOString(),
      users: [
        {
          _id: user.id,
          userId,
          displayName: user.displayName,
          roles: [],
          permissions: [],
          createdAt: now.toISOString(),
          updatedAt: now.toISOString(),
        },
      ],
      roles: [],
      files: [],
    };
  }
}

/** The id of the one user who has a bearer token. */
export const signedInUser = '2c7c7d1e-5f0b-4c52-8a14-0d5b6f6f7a31';

const names: { readonly [status: number]: string } = {
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  405: 'Method Not Allowed',
};

/** The error body of Notifications. */
export const notificationsError = (status: number, message?: string) => ({
  message: message ?? names[status] ?? 'Internal server error',
  error: names[status] ?? 'Internal Server Error',
  statusCode: status,
});

const codes: { readonly [status: number]: number } = { 400: 400000, 401: 400100, 404: 400400 };

/** The error body of Amity. */
export const amityError = (status: number, message: string, detail?: readonly string[]) => ({
  status: 'error',
  code: codes[status] ?? 500000,
  message,
  ...(detail ? { data: { detail } } : {}),
});

/** The JSON Schemas of the two bodies, as a team would copy them from the descriptions. */
export const refreshSchema = {
  type: 'object',
  required: ['deviceId', 'pushToken'],
  properties: {
    deviceId: { type: 'string', minLength: 1 },
    pushToken: { type: 'string', minLength: 1 },
  },
} as const;

export const sessionSchema = {
  type: 'object',
  required: ['userId', 'deviceId'],
  properties: {
    userId: { type: 'string', minLength: 1, maxLength: 50 },
    deviceId: { type: 'string', minLength: 1, maxLength: 150 },
    deviceInfo: {
      type: 'object',
      properties: {
        kind: { type: 'string', enum: ['ios', 'android', 'web', 'node'] },
        model: { type: 'string' },
        sdkVersion: { type: 'string' },
      },
    },
    displayName: { type: 'string', maxLength: 100 },
    authToken: { type: 'string', minLength: 1, maxLength: 100 },
  },
} as const;
