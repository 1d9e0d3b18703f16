import { join } from 'node:path';
import express, { type ErrorRequestHandler } from 'express';
import { error as errors, middleware } from 'express-openapi-validator';
import { amityError, Devices, notificationsError, Sessions, signedInUser } from './domain.ts';
import { listen, type Framework, type Secrets } from './framework.ts';

const described = (api: string) =>
  join(import.meta.dirname, '..', '..', '..', 'generated', api, 'openapi.json');

const detailsOf = (failure: unknown) =>
  failure instanceof errors.BadRequest
    ? failure.errors.map(({ path, message }) => `${path} ${message}`)
    : [];

const statusOf = (failure: unknown): number => (failure as { status?: number }).status ?? 500;

function notifications({ bearerToken }: Secrets) {
  const app = express();
  const devices = new Devices();
  app.use(express.json());
  app.use(
    middleware({
      apiSpec: described('notifications'),
      validateSecurity: {
        handlers: {
          bearerAuth: ({ headers }) => {
            const [scheme, token] = (headers.authorization ?? '').split(' ');
            return scheme?.toLowerCase() === 'bearer' && token === bearerToken;
          },
        },
      },
    }),
  );
  app.post('/notifications/devices/refresh-token', (request, response) => {
    const { deviceId, pushToken } = request.body as { deviceId: string; pushToken: string };
    const device = devices.refresh(signedInUser, deviceId, pushToken);
    response.json({ statusCode: 200, data: { device } });
  });
  const onError: ErrorRequestHandler = (failure, _, response, __) => {
    // the contract documents neither 413 nor 415
    const status = [413, 415].includes(statusOf(failure)) ? 400 : statusOf(failure);
    const message =
      status === 400 ? `Invalid param: [${detailsOf(failure).join(', ')}]` : undefined;
    response.status(status).json(notificationsError(status, message));
  };
  app.use(onError);
  return app;
}

function amity({ apiKey }: Secrets) {
  const app = express();
  const sessions = new Sessions();
  app.use(express.json());
  app.use(
    middleware({
      apiSpec: described('amity'),
      validateSecurity: {
        handlers: { apiKey: (request) => request.get('x-api-key') === apiKey },
      },
    }),
  );
  app.post('/api/v3/sessions', (request, response) => {
    response.json(sessions.register(request.body));
  });
  const onError: ErrorRequestHandler = (failure, _, response, __) => {
    const status = statusOf(failure);
    const details = detailsOf(failure);
    response
      .status(status)
      .json(
        amityError(status, (failure as Error).message, details.length > 0 ? details : undefined),
      );
  };
  app.use(onError);
  return app;
}

/**
 * @see https://expressjs.com/en/guide/error-handling.html
 * @see https://cdimascio.github.io/express-openapi-validator-documentation/guide-standalone/
 */
export const expressServer: Framework = {
  name: 'express',
  start: (secrets) => listen({ notifications: notifications(secrets), amity: amity(secrets) }),
};
