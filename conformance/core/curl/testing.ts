import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openSender } from '../../run/transport/send.ts';
import { folderWith, listen } from '../../testing.ts';
import { variableOf, type Credential } from '../auth/credentials.ts';
import { authorize } from '../auth/present-credentials.ts';
import type { Operation } from '../contract/model.ts';
import type { WireRequest } from '../http/messages.ts';
import { curlOf, type CurlOptions } from './curl.ts';
import type { SentRequest } from './placeholders.ts';

/** What the tests of curl lines share; only tests import it. */

export const hasCurl = spawnSync('curl', ['--version']).status === 0;
const execute = promisify(execFile);
const root = join(import.meta.dirname, '..', '..', '..');

/** What a server saw of a request, without what clients say of themselves. */
export type Seen = {
  readonly method: string | undefined;
  readonly url: string;
  readonly headers: readonly (readonly string[])[];
  readonly body: string;
};

const ofClients = new Set(['host', 'user-agent', 'connection']);

/** A server that records the requests that it receives. */
async function recordingServer() {
  const seen: Seen[] = [];
  const server = await listen(async (message, response) => {
    const { method, url = '', rawHeaders } = message;
    const headers = rawHeaders
      .flatMap((name, at, all) => (at % 2 === 0 ? [[name, all[at + 1]!]] : []))
      .filter(([name]) => !ofClients.has(name!.toLowerCase()))
      .map(([name, value]) => [/^content-length$/i.test(name!) ? 'Content-Length' : name!, value!]);
    const body = Buffer.concat((await message.toArray()) as Buffer[]).toString('latin1');
    seen.push({ method, url, headers: headers.sort(), body });
    response.end();
  });
  return { ...server, seen };
}

type Options = CurlOptions & {
  /** The environment of the line; by default `secret` for every scheme. */
  readonly variables?: { readonly [name: string]: string };
  /** The value of every credential, where none are given. */
  readonly secret?: string;
};

/**
 * Sends a request as a run does, then runs its curl line, and returns what the server saw of each.
 */
export async function sendAndRepeat(
  operation: Operation,
  { request, presentation }: SentRequest,
  { variables, secret = '', ...options }: Options = {},
) {
  await using server = await recordingServer();
  const names = operation.security.flat().map(({ name }) => name);
  const credentials =
    options.credentials ??
    new Map(names.map((name): [string, Credential] => [name, { kind: 'value', value: secret }]));
  const sender = openSender(server.url, 10_000);
  await sender.send(authorize(operation, request, presentation, credentials));
  await sender.close();
  const line = curlOf(`${server.url}/`, operation, { request, presentation }, options);
  if (line === undefined) throw new Error('no curl line sends this request');
  await runLine(
    line,
    variables ?? Object.fromEntries(names.map((name) => [variableOf(operation.api, name), secret])),
  );
  const [sent, ...repeated] = server.seen;
  return { line, sent, repeated };
}

/** Runs a line in a shell, in the repository. */
export const runLine = (line: string, variables: { readonly [name: string]: string }) =>
  execute('sh', [join(folderWith({ line }), 'line')], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: '/nowhere', ...variables },
  });

/** Header fields that the runner always sends; without them curl would send its own. */
export const accept = [['Accept', '*/*']] as const;
export const json = [...accept, ['Content-Type', 'application/json']] as const;

/** A POST request with a body. */
export const post = (
  body: string | Uint8Array,
  headers: WireRequest['headers'] = json,
): WireRequest => ({ method: 'POST', path: '/things', headers, body: Buffer.from(body) });

export const good = { credentials: 'good' } as const;
