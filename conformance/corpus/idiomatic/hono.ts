import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { validator } from 'hono/validator';
import { amityError, Devices, notificationsError, Sessions, signedInUser } from './domain.ts';
import { listen, type Framework, type Secrets } from './framework.ts';

const isText = (value: unknown, least = 0, most = Number.POSITIVE_INFINITY): value is string =>
  typeof value === 'string' && [...value].length >= least && [...value].length <= most;

const isOptionalText = (value: unknown, least = 0, most?: number): boolean =>
  value === undefined || isText(value, least, most);

type Members = { readonly [member: string]: unknown };
const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function notifications({ bearerToken }: Secrets) {
  const app = new Hono();
  const devices = new Devices();
  app.use(async (context, next) => {
    const [scheme, token] = (context.req.header('Authorization') ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || token !== bearerToken) throw new HTTPException(401);
    await next();
  });
  app.post(
    '/notifications/devices/refresh-token',
    validator('header', (headers) => {
      if (headers['x-fingerprint-id'] === undefined) throw new HTTPException(400);
    }),
    validator('json', (body: unknown) => {
      if (!isObject(body) || !isText(body.deviceId, 1) || !isText(body.pushToken, 1))
        throw new HTTPException(400, { message: 'Invalid param: [deviceId, pushToken]' });
      return { deviceId: body.deviceId, pushToken: body.pushToken };
    }),
    (context) => {
      const { deviceId, pushToken } = context.req.valid('json');
      const device = devices.refresh(signedInUser, deviceId, pushToken);
      return context.json({ statusCode: 200, data: { device } });
    },
  );
  app.notFound((context) => context.json(notificationsError(404), 404));
  app.onError((error, context) => {
    const status = error instanceof HTTPException ? error.status : 500;
    return context.json(notificationsError(status, error.message || undefined), status);
  });
  return app;
}

/** The members that break a rule. */
function wrongIn(body: Members): string[] {
  const { deviceInfo: info } = body;
  const isInfo =
    info === undefined ||
    (isObject(info) &&
      (info.kind === undefined ||
        ['ios', 'android', 'web', 'node'].includes(info.kind as string)) &&
      isOptionalText(info.model) &&
      isOptionalText(info.sdkVersion));
  const rules: readonly (readonly [name: string, isRight: boolean])[] = [
    ['userId', isText(body.userId, 1, 50)],
    ['deviceId', isText(body.deviceId, 1, 150)],
    ['displayName', isOptionalText(body.displayName, 0, 100)],
    ['authToken', isOptionalText(body.authToken, 1, 100)],
    ['deviceInfo', isInfo],
  ];
  return rules.flatMap(([name, isRight]) => (isRight ? [] : [name]));
}

function amity({ apiKey }: Secrets) {
  const app = new Hono();
  const sessions = new Sessions();
  app.use(async (context, next) => {
    if (context.req.header('x-api-key') !== apiKey)
      return context.json(amityError(401, 'Unauthorized'), 401);
    return next();
  });
  app.post(
    '/api/v3/sessions',
    validator('json', (body: unknown, context) => {
      const wrong = isObject(body) ? wrongIn(body) : ['body'];
      if (wrong.length > 0)
        return context.json(
          amityError(
            422,
            'Unprocessable',
            wrong.map((name) => `${name} is wrong`),
          ),
          422,
        );
      return body as { userId: string; displayName?: string };
    }),
    (context) => context.json(sessions.register(context.req.valid('json'))),
  );
  app.notFound((context) => context.json(amityError(404, 'Not Found'), 404));
  app.onError((error, context) => {
    const status = error instanceof HTTPException ? error.status : 500;
    return context.json(amityError(status, error.message), status);
  });
  return app;
}

/** @see https://hono.dev/docs/guides/validation */
export const honoServer: Framework = {
  name: 'hono',
  start: (secrets) =>
    listen({
      notifications: getRequestListener(notifications(secrets).fetch),
      amity: getRequestListener(amity(secrets).fetch),
    }),
};
