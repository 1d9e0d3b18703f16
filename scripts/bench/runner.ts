import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';
import { apis } from '../../spec/apis.ts';
import { loadContract } from '../../conformance/core/contract/load.ts';
import { startServer } from '../../conformance/corpus/server.ts';
import type { Credential } from '../../conformance/core/auth/credentials.ts';
import { authorize } from '../../conformance/core/auth/present-credentials.ts';
import { encode } from '../../conformance/core/http/encode-request.ts';
import { mixinToken } from '../../conformance/core/auth/signers/mixin-token.ts';
import { planCases } from '../../conformance/plan/plan.ts';
import { run } from '../../conformance/run/run.ts';
import { milliseconds, perSecond, timeOf, type Bench } from './bench.ts';

/** A whole run against a conforming implementation. */
export const runner: Bench = {
  id: 'runner',
  summary:
    'every case of the five operations, beside a plain undici loop that sends the same requests and judges nothing',
  async measure() {
    const { privateKey } = generateKeyPairSync('ed25519');
    const [uid, sid] = [randomUUID(), randomUUID()];
    const session = mixinToken.open({
      uid,
      sid,
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    });
    await using server = await startServer({
      apiKey: 'key-of-the-bench',
      bearerToken: 'token-of-the-bench',
      mixinSession: { uid, sid, publicKey: session.publicKey },
    });
    const value = (text: string): Credential => ({ kind: 'value', value: text });
    const credentials: { readonly [api: string]: ReadonlyMap<string, Credential> } = {
      amity: new Map([['apiKey', value('key-of-the-bench')]]),
      mixin: new Map([['bearer', { kind: 'session', session, secrets: [] } as const]]),
      notifications: new Map([['bearerAuth', value('token-of-the-bench')]]),
    };
    const assignments = Object.entries(apis).map(([api, file]) => ({
      contract: loadContract(api, file),
      target: server.url,
      credentials: credentials[api]!,
      values: new Map(),
    }));
    const requests = assignments.flatMap(({ contract, credentials: good }) =>
      contract.operations.flatMap((operation) =>
        planCases(operation).cases.map((testCase) =>
          authorize(operation, encode(operation, testCase.request), testCase.request, good),
        ),
      ),
    );

    const whole = await timeOf(5, async () => {
      const { verdict } = await run(assignments, { timeout: 10_000, operations: [] });
      if (verdict !== 'pass')
        throw new Error(`the verdict on the conforming implementation is ${verdict}`);
    });
    const before = process.cpuUsage();
    const { operations } = await run(assignments, { timeout: 10_000, operations: [] });
    const { user, system } = process.cpuUsage(before);
    // a case can take several requests
    const sent = operations
      .flatMap(({ answers }) => Object.values(answers))
      .reduce((sum, count) => sum + count, 0);
    const dispatcher = new Agent();
    const plain = await timeOf(5, async () => {
      for (const { method, path, headers, body } of requests) {
        const response = await request(`${server.url}${path}`, {
          dispatcher,
          method,
          headers: headers.flat(),
          body: body ?? null,
        });
        await response.body.dump();
      }
    });
    await dispatcher.close();
    return [
      {
        name: `plain undici loop, ${requests.length} requests`,
        figure: `${milliseconds(plain)}, ${perSecond(requests.length, plain)}`,
      },
      {
        name: 'runner: plan, send, judge',
        figure: `${milliseconds(whole)}, ${perSecond(requests.length, whole)} (${(whole / plain).toFixed(1)} times the loop)`,
      },
      {
        name: 'requests per CPU second, the server in the same process',
        figure: `${Math.round(sent / ((user + system) / 1e6))}, of ${sent} requests`,
      },
    ];
  },
};
