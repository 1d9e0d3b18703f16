import { bodyParser } from '@koa/bodyparser';
import Router from '@koa/router';
import { Ajv, type ValidateFunction } from 'ajv';
import Koa, { type Context, type Middleware } from 'koa';
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

/** Responds to what a later middleware throws. */
const onError =
  (bodyOf: (status: number, context: Context) => readonly [number, object]): Middleware =>
  async (context, next) => {
    try {
      await next();
      if (context.status === 404 && context.body === undefined) context.throw(404);
    } catch (error) {
      const [status, body] = bodyOf((error as { status?: number }).status ?? 500, context);
      context.status = status;
      context.body = body;
    }
  };

/** Refuses a body that the schema does not allow. */
const valid =
  (validate: ValidateFunction, status: number): Middleware =>
  async (context, next) => {
    if (!context.is('json') || !validate(context.request.body)) context.throw(status);
    await next();
  };

function notifications({ bearerToken }: Secrets) {
  const app = new Koa();
  const router = new Router();
  const devices = new Devices();
  app.use(
    onError((thrown) => {
      // the contract documents neither 413 nor 415
      const status = [413, 415].includes(thrown) ? 400 : thrown;
      return [status, notificationsError(status)];
    }),
  );
  app.use(async (context, next) => {
    const [, token] = /^Bearer (.+)$/i.exec(context.get('Authorization')) ?? [];
    if (token !== bearerToken) context.throw(401);
    await next();
  });
  app.use(bodyParser());
  router.post(
    '/notifications/devices/refresh-token',
    valid(ajv.compile(refreshSchema), 400),
    (context) => {
      if (!('x-fingerprint-id' in context.headers)) context.throw(400);
      const { deviceId, pushToken } = context.request.body as {
        deviceId: string;
        pushToken: string;
      };
      context.body = {
        statusCode: 200,
        data: { device: devices.refresh(signedInUser, deviceId, pushToken) },
      };
    },
  );
  return app.use(router.routes()).use(router.allowedMethods({ throw: true }));
}

function amity({ apiKey }: Secrets) {
  const app = new Koa();
  const router = new Router();
  const sessions = new Sessions();
  const validate = ajv.compile(sessionSchema);
  app.use(
    onError((status) => [
      status,
      amityError(
        status,
        'The request was refused',
        status === 422 ? messagesOf(validate) : undefined,
      ),
    ]),
  );
  app.use(async (context, next) => {
    if (context.get('x-api-key') !== apiKey) context.throw(401);
    await next();
  });
  app.use(bodyParser());
  router.post('/api/v3/sessions', valid(validate, 422), (context) => {
    context.body = sessions.register(context.request.body as NewSession);
  });
  return app.use(router.routes()).use(router.allowedMethods({ throw: true }));
}

const messagesOf = ({ errors }: ValidateFunction) =>
  (errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);

/** @see https://github.com/koajs/koa/wiki/Error-Handling */
export const koaServer: Framework = {
  name: 'koa',
  start: (secrets) =>
    listen({
      notifications: notifications(secrets).callback(),
      amity: amity(secrets).callback(),
    }),
};
