import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Ajv } from 'ajv';
import {
  amityError,
  Devices,
  notificationsError,
  refreshSchema,
  Sessions,
  sessionSchema,
  signedInUser,
  type NewSession,
} from './domain.ts';
import { listen, type Framework, type Secrets } from './framework.ts';

const ajv = new Ajv({ allErrors: true });

const limit = 1_000_000;

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  request.setEncoding('utf8');
  for await (const chunk of request) if (text.length < limit) text += chunk;
  return text;
}

/** The body, or `undefined` where it is no JSON. */
async function jsonOf(request: IncomingMessage): Promise<unknown> {
  const text = await textOf(request);
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/json') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
}

function notifications({ bearerToken }: Secrets): RequestListener {
  const devices = new Devices();
  const validate = ajv.compile<{ deviceId: string; pushToken: string }>(refreshSchema);
  return async (request, response) => {
    const fail = (status: number, message?: string) =>
      send(response, status, notificationsError(status, message));
    const body = await jsonOf(request);
    if (request.url?.split('?')[0] !== '/notifications/devices/refresh-token') return fail(404);
    if (request.method !== 'POST') return fail(405);
    const [, token] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    if (token !== bearerToken) return fail(401);
    if (request.headers['x-fingerprint-id'] === undefined)
      return fail(400, 'Invalid param: [x-fingerprint-id]');
    if (!validate(body)) return fail(400, 'Invalid param: [deviceId, pushToken]');
    const device = devices.refresh(signedInUser, body.deviceId, body.pushToken);
    return send(response, 200, { statusCode: 200, data: { device } });
  };
}

function amity({ apiKey }: Secrets): RequestListener {
  const sessions = new Sessions();
  const validate = ajv.compile<NewSession>(sessionSchema);
  return async (request, response) => {
    const fail = (status: number, message: string) =>
      send(response, status, amityError(status, message));
    const body = await jsonOf(request);
    if (request.url?.split('?')[0] !== '/api/v3/sessions') return fail(404, 'Not Found');
    if (request.method !== 'POST') return fail(405, 'Method Not Allowed');
    if (request.headers['x-api-key'] !== apiKey) return fail(401, 'Unauthorized');
    if (body === undefined) return fail(400, 'Bad Request');
    if (!validate(body)) return fail(422, ajv.errorsText(validate.errors));
    return send(response, 200, sessions.register(body));
  };
}

/** @see https://nodejs.org/en/learn/http/anatomy-of-an-http-transaction */
export const nodeHttpServer: Framework = {
  name: 'node-http',
  start: (secrets) => listen({ notifications: notifications(secrets), amity: amity(secrets) }),
};
