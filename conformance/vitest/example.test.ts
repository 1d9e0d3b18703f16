import { apis } from '../../spec/apis.ts';
import { afterAll, expect, test } from 'vitest';
import { startMock } from '../../scripts/mock/server.ts';
import { namedContracts } from '../core/contract/named-contracts.ts';
// adds toConformTo to expect; as one of Vitest's setupFiles it does so for every test
import './index.ts';

/** An example to copy. The mock stands in for a server of your own. */
const mock = await startMock({ contracts: namedContracts(apis, ['amity']) });
afterAll(() => mock.close());

const sessions = `${mock.urlOf('amity')}/api/v3/sessions`;
const headers = { 'X-API-Key': 'any-key', 'Content-Type': 'application/json' };

test('the answer keeps the contract', async () => {
  const response = await fetch(sessions, {
    method: 'POST',
    headers,
    body: JSON.stringify({ userId: 'jane-doe', deviceId: 'device-1' }),
  });
  await expect(response).toConformTo('amity', 'registerSession');
  // a copy was judged: the body is still there to be read
  expect(await response.json()).toMatchObject({ users: [{ userId: 'jane-doe' }] });
});

test('a valid request is accepted, and the answer repeats what was sent', async () => {
  const request = new Request(sessions, {
    method: 'POST',
    headers,
    body: JSON.stringify({ userId: 'jane-doe', deviceId: 'device-1', displayName: 'Jane' }),
  });
  // a copy is sent: fetch reads the body of what it sends, and that must still be judged
  const response = await fetch(request.clone());
  await expect(response).toConformTo('amity', 'registerSession', { request });
});

test('a request that breaks a rule is refused', async () => {
  const request = new Request(sessions, {
    method: 'POST',
    headers,
    body: JSON.stringify({ userId: 'jane-doe' }),
  });
  const response = await fetch(request.clone());
  expect(response.status).toBe(422);
  await expect(response).toConformTo('amity', 'registerSession', { request });
});

test('an answer that breaks the contract is found out', async () => {
  const response = Response.json({ users: 'nobody' });
  await expect(response).not.toConformTo('amity', 'registerSession');
});
