export { expressServer } from './express.ts';
export { fastifyServer } from './fastify.ts';
export { honoServer } from './hono.ts';
export { koaServer } from './koa.ts';
export { nodeHttpServer } from './node-http.ts';
