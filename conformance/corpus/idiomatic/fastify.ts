import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
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
import type { Framework, Secrets } from './framework.ts';

const memberOf = ({ instancePath, params }: NonNullable<FastifyError['validation']>[number]) =>
  String(params.missingProperty ?? instancePath.slice(1));

async function notifications(app: FastifyInstance, { bearerToken }: Secrets): Promise<void> {
  const devices = new Devices();
  app.addHook('onRequest', async ({ headers }, reply) => {
    if (
      !/^bearer /i.test(headers.authorization ?? '') ||
      headers.authorization?.slice(7) !== bearerToken
    )
      return reply.code(401).header('www-authenticate', 'Bearer').send(notificationsError(401));
  });
  app.setErrorHandler((error: FastifyError, _, reply) => {
    // the contract documents neither 413 nor 415
    const status = (error.statusCode ?? 500) < 500 ? 400 : 500;
    const names = error.validation?.map(memberOf) ?? [];
    const message = status === 400 ? `Invalid param: [${names.join(', ')}]` : undefined;
    return reply.code(status).send(notificationsError(status, message));
  });
  app.post<{ Body: { deviceId: string; pushToken: string } }>(
    '/devices/refresh-token',
    {
      schema: {
        headers: { type: 'object', required: ['x-fingerprint-id'] },
        body: refreshSchema,
      },
    },
    async ({ body }) => ({
      statusCode: 200,
      data: { device: devices.refresh(signedInUser, body.deviceId, body.pushToken) },
    }),
  );
}

async function amity(app: FastifyInstance, { apiKey }: Secrets): Promise<void> {
  const sessions = new Sessions();
  app.addHook('onRequest', async ({ headers }, reply) => {
    if (headers['x-api-key'] !== apiKey)
      return reply.code(401).send(amityError(401, 'Unauthorized'));
  });
  app.setErrorHandler((error: FastifyError, _, reply) => {
    const status = error.validation ? 422 : (error.statusCode ?? 500);
    const detail = error.validation?.map((each) => `${memberOf(each)} ${each.message}`);
    return reply.code(status).send(amityError(status, error.message, detail));
  });
  app.post<{ Body: NewSession }>(
    '/sessions',
    { schema: { body: sessionSchema } },
    async ({ body }) => sessions.register(body),
  );
}

/** @see https://fastify.dev/docs/latest/Reference/Validation-and-Serialization/ */
export const fastifyServer: Framework = {
  name: 'fastify',
  async start(secrets) {
    const app = Fastify({
      // bodies of JSON need no coercion
      ajv: { customOptions: { coerceTypes: false } },
      forceCloseConnections: true,
    });
    await app.register((part) => notifications(part, secrets), { prefix: '/notifications' });
    await app.register((part) => amity(part, secrets), { prefix: '/api/v3' });
    app.setNotFoundHandler(({ url }, reply) =>
      reply
        .code(404)
        .send(url.startsWith('/api/') ? amityError(404, 'Not Found') : notificationsError(404)),
    );
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    return { urlOf: () => url, [Symbol.asyncDispose]: () => app.close() };
  },
};
