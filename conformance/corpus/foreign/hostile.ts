import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomOf } from '../../../scripts/mock/respond/random.ts';
import { hostileAnswers, type HostileAnswer } from './hostile-answers.ts';
import { tried, type Trial } from './trial.ts';

const kinds = Object.keys(hostileAnswers);

/** The kind of answer of a seed: each in turn. */
export const kindOf = (seed: number): string => kinds[seed % kinds.length]!;

const thing = {
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'integer' },
    name: { type: 'string' },
    tags: { type: 'array', items: { type: 'string' } },
  },
};

const description = {
  openapi: '3.1.1',
  info: { title: 'Things', version: '1' },
  paths: {
    '/things/{id}': {
      get: {
        operationId: 'getThing',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        responses: {
          200: { description: 'It.', content: { 'application/json': { schema: thing } } },
          400: { description: 'Refused.' },
        },
      },
    },
  },
};

/** Lets the runner judge a server that gives the answer of a seed to every request. */
export async function tryHostile(seed: number): Promise<Trial> {
  const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  await using server = await hostileServer(hostileAnswers[kindOf(seed)]!, seed);
  try {
    const file = join(folder, 'things.json');
    writeFileSync(file, JSON.stringify(description));
    const report = join(folder, 'report.html');
    const flags = ['--max-cases', '3', '--timeout', '0.5', '--report', `html=${report}`];
    const result = await tried(seed, [file, '--target', server.url, ...flags]);
    const { problem } = result;
    return {
      ...result,
      ...(problem === undefined ? {} : { problem: `${kindOf(seed)}: ${problem}` }),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function hostileServer(answer: HostileAnswer, seed: number) {
  const open = new Set<Socket>();
  const random = randomOf(`hostile ${seed}`);
  const server = createServer((socket) => {
    open.add(socket);
    // the other side ends what it does not want
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
    socket.once('data', () => answer(socket, random));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
