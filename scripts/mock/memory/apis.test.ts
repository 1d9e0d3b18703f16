import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { withBody, withHeaders, type Call } from '../../../conformance/corpus/calls.ts';
import { ask, documented, start } from '../testing.ts';

const deviceIn = ({ json }: { json: unknown }) =>
  (json as { data: { device: { [member: string]: string } } }).data.device;
const refreshed = (url: string, deviceId: string, pushToken: string) =>
  ask(url, withBody(documented.refreshPushToken, { deviceId, pushToken })).then(deviceIn);

test('a device keeps its id and its last push token, and the documented one has the documented id', async () => {
  await using mock = await start({ stateful: true });
  const first = await refreshed(mock.url, 'd', 'first');
  const second = await refreshed(mock.url, 'd', 'second');
  const { id, createdAt } = first;
  expect(second).toMatchObject({ id, createdAt, deviceId: 'd', pushToken: 'second' });
  expect(second.updatedAt! > first.updatedAt!).toBe(true);
  const other = await refreshed(mock.url, 'device-a81f92', 'other');
  expect(other.id).toBe('65dcb2a91f8c9b0022c8e771');
  expect(id).toMatch(/^[0-9a-f]{24}$/);
  expect(id).not.toBe(other.id);
  const { json } = await ask(mock.url, { path: '/__mock/state' }, 'GET');
  const { updatedAt } = second;
  expect((json as { memory: object[] }).memory).toContainEqual({
    ...{ api: 'notifications', of: 'device', key: 'd' },
    kept: { pushToken: 'second', id, createdAt, updatedAt },
  });
});

test('an Amity user keeps its identity, and changes only by a request that gives something', async () => {
  await using mock = await start({ stateful: true });
  const user = async (userId: string, displayName?: string) =>
    (
      (await ask(mock.url, withBody(documented.registerSession, { userId, displayName }))).json as {
        users: { _id: string; path: string; createdAt: string; updatedAt: string }[];
      }
    ).users[0]!;
  const made = await user('ada');
  expect(made.path).toBe(`demo/user/${made._id}`);
  expect(await user('ada')).toEqual(made);
  const { _id, path, createdAt } = made;
  const named = await user('ada', 'Ada');
  expect(named).toMatchObject({ _id, path, createdAt });
  expect(named.updatedAt > made.updatedAt).toBe(true);
  expect((await user('grace'))._id).not.toBe(_id);
});

test('each Mixin user has ids of its own, in each operation the same', async () => {
  await using mock = await start({ stateful: true });
  const claims = { uid: '5d0e9b0c-9d3a-4a3f-8f3c-6a1b2c3d4e5f', sid: randomUUID() };
  const parts = [{ alg: 'RS512' }, claims, {}].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const Authorization = `Bearer ${parts.join('.')}`;
  const asked = async (call: Call) =>
    ((await ask(mock.url, call)).json as { data: { [member: string]: string } }).data;
  const first = await asked(withHeaders(documented.updateDeviceInfo, { Authorization }));
  const { user_id, identity_number, code_id, created_at } = first;
  expect(user_id).toBe(claims.uid);
  expect(first.code_url).toBe(`https://mixin.one/codes/${code_id}`);
  expect(await asked(withHeaders(documented.createPin, { Authorization }))).toMatchObject({
    ...{ user_id, identity_number, code_id, created_at },
  });
  const known = await asked(documented.registerUser);
  expect(known.identity_number).toBe('7000');
  expect(known.code_id).not.toBe(code_id);
  expect(identity_number).not.toBe('7000');
});
