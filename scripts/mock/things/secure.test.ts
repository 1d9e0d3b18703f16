import { once } from 'node:events';
import { request, type RequestOptions } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { generate } from 'selfsigned';
import { expect, test } from 'vitest';
import { startMock } from '../server.ts';
import { loadedFrom, toDoDescription } from './testing.ts';

test('over HTTPS, the address of another page is one of HTTPS', async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }]);
  await using mock = await startMock({
    ...{ contracts: [loadedFrom(toDoDescription)], stateful: true, tls: { key, cert } },
  });
  const options: RequestOptions = { rejectUnauthorized: false, agent: false };
  const sent = request(`${mock.url}/todos?offset=1&limit=1`, options).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  response.resume();
  expect(response.headers.link).toBe(`<${mock.url}/todos?offset=0&limit=1>; rel="prev"`);
});
