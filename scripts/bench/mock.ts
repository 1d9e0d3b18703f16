import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';
import { apis } from '../../spec/apis.ts';
import { plainRequest } from '../../conformance/cases/base.ts';
import { loadContract } from '../../conformance/contract/load.ts';
import { authorize, type Credential } from '../../conformance/exchange/credentials.ts';
import { encode } from '../../conformance/exchange/encode.ts';
import { startMock } from '../mock/server.ts';
import { milliseconds, perSecond, timeOf, type Bench } from './bench.ts';

/** How many requests are sent in a round, and over how many connections. */
const count = 2000;
const connections = 16;

/** The mock's answers, and a server that always says the same. */
export const mock: Bench = {
  id: 'mock',
  summary: `a good request of each operation in turn, ${count} in a round over ${connections} connections, beside a bare node:http server; client and server share the process`,
  async measure() {
    const contracts = Object.entries(apis).map(([api, file]) => loadContract(api, file));
    const begun = performance.now();
    await using server = await startMock({ contracts });
    const started = performance.now() - begun;
    const requests = contracts.flatMap(({ api, operations }) => operations.map((operation) => {
      const token: Credential = { kind: 'value', value: 'any-token' };
      const credentials = new Map(operation.security.flat().map(({ name }) => [name, token]));
      const wire = authorize(operation, encode(operation, plainRequest(operation)), { credentials: 'good' }, credentials, new Date());
      return { ...wire, path: `/${api}${wire.path}` };
    }));

    const bare = createServer((incoming, response) => {
      incoming.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{"always":"the same"}'));
    });
    await new Promise<void>((listening) => bare.listen(0, '127.0.0.1', listening));
    const bareUrl = `http://127.0.0.1:${(bare.address() as AddressInfo).port}`;

    const load = async (url: string) => {
      const pool = new Pool(url, { connections });
      const time = await timeOf(5, () => Promise.all(Array.from({ length: connections }, async (_, connection) => {
        for (let index = connection; index < count; index += connections) {
          const { method, path, headers, body } = requests[index % requests.length]!;
          const response = await pool.request({ path, method: method as 'POST', headers: headers.flat(), body: body ?? null });
          if (response.statusCode !== 200) throw new Error(`${method} ${path} was answered with ${response.statusCode}`);
          await response.body.dump();
        }
      })));
      await pool.close();
      return time;
    };
    const constant = await load(bareUrl);
    const mocked = await load(server.url);
    bare.close();
    return [
      { name: 'start of the mock, Prism loaded', figure: milliseconds(started) },
      { name: 'bare node:http server', figure: perSecond(count, constant) },
      { name: 'mock', figure: `${perSecond(count, mocked)} (${(constant / mocked).toFixed(2)} of the bare server's)` },
    ];
  },
};
