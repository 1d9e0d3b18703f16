import { randomBytes, randomUUID } from 'node:crypto';
import { bearerToken, isSecret } from './credentials.ts';
import { jsonReply } from './http.ts';
import type { Reply } from './http.ts';
import { post } from './operation.ts';
import type { Api } from './operation.ts';
import { bodyRules, minLength, required, string, valueAt } from './rules.ts';

/** The Notifications operation, for one bearer token. */
export function notifications(token: string): Api {
  return {
    id: 'notifications',
    owns: (path) => path.startsWith('/notifications/'),
    operations: [
      post(
        'refreshPushToken',
        /^\/notifications\/devices\/refresh-token$/,
        [
          {
            id: 'credentials',
            fault: 'unauthorized',
            field: 'authorization',
            broken: (request) => !isSecret(bearerToken(request), token),
          },
          // an empty value is valid
          {
            id: 'header/x-fingerprint-id/required',
            fault: 'invalid',
            field: 'x-fingerprint-id',
            broken: ({ headers }) => !headers.has('x-fingerprint-id'),
          },
          ...bodyRules,
          required('deviceId'),
          string('deviceId'),
          minLength('deviceId', 1),
          required('pushToken'),
          string('pushToken'),
          minLength('pushToken', 1),
        ],
        ({ json }) =>
          jsonReply(200, {
            statusCode: 200,
            data: { device: newDevice(valueAt(json, 'deviceId'), valueAt(json, 'pushToken')) },
          }),
      ),
    ],
    refuse(fault, fields) {
      if (fault === 'unauthorized')
        return failure(401, 'Unauthorized', 'Unauthorized', { 'www-authenticate': 'Bearer' });
      if (fault === 'malformed') return failure(400, 'Bad Request', 'The body is not JSON');
      return failure(400, 'Bad Request', `Invalid param: [${fields.join(', ')}]`);
    },
    pathUnknown: ({ method, path }) => failure(404, 'Not Found', `Cannot ${method} ${path}`),
    methodUnknown: ({ method, path }, allowed) =>
      failure(405, 'Method Not Allowed', `Cannot ${method} ${path}`, { allow: allowed }),
    crashed: () => failure(500, 'Internal Server Error', 'Internal server error'),
  };
}

function failure(
  statusCode: number,
  error: string,
  message: string,
  headers: Reply['headers'] = {},
): Reply {
  return jsonReply(statusCode, { message, error, statusCode }, headers);
}

function newDevice(deviceId: unknown, pushToken: unknown) {
  const now = Date.now();
  return {
    id: randomBytes(12).toString('hex'),
    createdAt: new Date(now - 24 * 60 * 60 * 1000).toISOString(),
    updatedAt: new Date(now).toISOString(),
    userId: randomUUID(),
    deviceId,
    platform: 'android',
    lastUsedAt: new Date(now - 60 * 1000).toISOString(),
    status: 'active',
    environment: 'staging',
    lastSeenAt: new Date(now).toISOString(),
    pushToken,
    mobileSettings: {
      appInstanceId: `app-instance-${now}`,
      appVersion: '4.0.0',
      osVersion: '16',
      deviceModel: 'Pixel 10',
    },
  };
}
