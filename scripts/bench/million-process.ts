import { readFileSync } from 'node:fs';
import { Agent, request as open } from 'node:http';
import { text } from 'node:stream/consumers';
import { loadContract } from '../../conformance/core/contract/load.ts';
import type { WireRequest } from '../../conformance/core/http/messages.ts';
import { randomOf } from '../mock/respond/random.ts';
import { faultOf } from './many-answers.ts';
import type { Judged, Million } from './million.ts';
import { createRequests } from './random-requests.ts';

/**
 * Sends random requests to a mock over kept connections and judges each answer by the description, in a
 * process of its own. Most requests are about things that earlier answers showed; some can't be parsed, and
 * some are about an older state of a thing.
 */
const { port, files, count, connections, seed } = JSON.parse(readFileSync(0, 'utf8')) as Million;
const random = randomOf(seed);
const all = Object.entries(files).flatMap(([api, file]) => {
  const requests = createRequests(random);
  return loadContract(api, file).operations.map((operation) => ({ api, operation, requests }));
});
const agent = new Agent({ keepAlive: true, maxSockets: connections });
const statuses: { [status: string]: number } = {};
const examples: string[] = [];
let [sent, invalid] = [0, 0];

/** A request with something wrong, now and then. */
function spoiled(wire: WireRequest): WireRequest {
  const chance = random();
  if (chance < 0.02 && wire.body) return { ...wire, body: wire.body.subarray(0, -1) };
  return chance > 0.98 ? { ...wire, headers: [...wire.headers, ['If-Match', '"old"']] } : wire;
}

type Got = {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
};

const answerTo = (api: string, { method, path, headers, body }: WireRequest): Promise<Got> =>
  new Promise((resolve, reject) => {
    const length: [string, string][] = body ? [['Content-Length', String(body.length)]] : [];
    open(
      {
        ...{ host: '127.0.0.1', port, method, agent, path: `/${api}${path}` },
        headers: [['Host', `127.0.0.1:${port}`] as const, ...headers, ...length].flat(),
      },
      (response) => {
        const fields = response.headers as Got['headers'];
        text(response).then(
          (written) => resolve({ status: response.statusCode!, headers: fields, body: written }),
          reject,
        );
      },
    )
      .on('error', reject)
      .end(body);
  });

/** One client: each request after the answer to the one before. */
async function client(): Promise<void> {
  while (sent < count) {
    sent += 1;
    const { api, operation, requests } = all[Math.floor(random() * all.length)]!;
    const request = spoiled(requests.next(operation));
    const answer = await answerTo(api, request);
    requests.note(operation, request, answer);
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
    const fault = faultOf(operation, answer);
    if (fault === undefined) continue;
    invalid += 1;
    if (examples.length < 5) examples.push(`${operation.id}: ${fault.slice(0, 300)}`);
  }
}

await Promise.all(Array.from({ length: connections }, client));
agent.destroy();
process.stdout.write(
  JSON.stringify({ answers: sent, statuses, invalid, examples } satisfies Judged),
);
