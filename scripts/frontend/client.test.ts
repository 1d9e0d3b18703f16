import { afterAll, beforeAll, expect, test } from 'vitest';
import * as mixin from '../../generated/mixin/index.ts';
import * as notifications from '../../generated/notifications/index.ts';
import { startMock } from '../mock/server.ts';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeAll(async () => {
  mock = await startMock();
});
afterAll(() => mock.close());

const { refreshPushToken } = notifications.operations;
const params = { header: { 'x-fingerprint-id': 'any' } };
const body = { deviceId: 'device-1', pushToken: 'token-1' };
const signedIn = { headers: { authorization: 'Bearer any' } };
const devices = (more: object = {}) =>
  notifications.createClient(
    { baseUrl: `${mock.url}/notifications`, ...signedIn, ...more },
    { refreshPushToken },
  );

test('a success has the documented body', async () => {
  const result = await devices().refreshPushToken({ params, body });
  if (result.status !== 200) throw new Error(`${result.kind} ${result.response.status}`);
  expect(result.kind).toBe('success');
  expect(result.mediaType).toBe('application/json');
  expect(result.body.data.device.pushToken).toBe('token-1');
});

test('a refusal has its own body, and any documented response can be asked for', async () => {
  const headers = notifications.prefer('refreshPushToken', { example: 'forbidden' });
  const result = await devices().refreshPushToken({ params, body, headers });
  expect(result).toMatchObject({ kind: 'refusal', status: 403 });
  expect(result.body).toEqual(notifications.examples.refreshPushToken.responses[403].forbidden);
  const failed = await devices().refreshPushToken({
    params,
    body,
    headers: { prefer: 'code=500' },
  });
  expect(failed).toMatchObject({ kind: 'failure', status: 500, body: { statusCode: 500 } });
});

test('a refusal that comes with HTTP 202 is no success', async () => {
  const { createPin } = mixin.operations;
  const client = mixin.createClient({ baseUrl: mock.url, ...signedIn }, { createPin });
  const request = mixin.examples.createPin.request.documented;
  const accepted = await client.createPin({ body: request });
  expect(accepted).toMatchObject({ kind: 'success', status: 200 });
  const headers = mixin.prefer('createPin', { example: 'pinIncorrect' });
  const refused = await client.createPin({ body: request, headers });
  expect(refused.response.ok).toBe(true);
  expect(refused).toMatchObject({ kind: 'refusal', status: 202, body: { error: { code: 20119 } } });
});
