import * as amity from '../../../generated/amity/index.ts';
import * as mixin from '../../../generated/mixin/index.ts';
import * as notifications from '../../../generated/notifications/index.ts';
import type { Violation } from '../validators.ts';

/** An answer, and the rules of its contract that it breaks. */
export type Shown = {
  readonly name: string;
  readonly status: number;
  readonly body: unknown;
  readonly broken: readonly string[];
};

const shown = (
  name: string,
  { response, body }: { readonly response: Response; readonly body: unknown },
  violations: (status: number, body: unknown) => readonly Violation[],
): Shown => ({
  ...{ name, status: response.status, body },
  broken: violations(response.status, body).map(({ pointer, message }) => `${pointer} ${message}`),
});

/** The clients of the three APIs below one URL, each with the operations that this page needs. */
function clientsOf(api: string) {
  const { registerUser } = mixin.operations;
  const { registerSession } = amity.operations;
  const { refreshPushToken } = notifications.operations;
  return {
    ...mixin.createClient({ baseUrl: `${api}/mixin` }, { registerUser }),
    ...amity.createClient(
      { baseUrl: `${api}/amity`, headers: { 'x-api-key': 'any' } },
      { registerSession },
    ),
    ...notifications.createClient(
      { baseUrl: `${api}/notifications`, headers: { Authorization: 'Bearer any' } },
      { refreshPushToken },
    ),
  };
}

/** Registers a user with Mixin, opens a session at Amity for that user, and refreshes a push token. */
export async function signIn(api: string, pushToken: string): Promise<readonly Shown[]> {
  const { registerUser, registerSession, refreshPushToken } = clientsOf(api);
  const user = await registerUser({
    params: { path: { id: '2f5ec512-2131-4535-abb5-0defba14480b' } },
    body: mixin.examples.registerUser.request.documented,
  });
  // a refusal of Mixin comes with 202
  if (user.kind !== 'success') throw new Error(`Nobody was registered: ${user.response.status}`);
  const session = await registerSession({
    body: { userId: user.body.data.user_id, deviceId: 'device-1' },
  });
  const device = await refreshPushToken({
    params: { header: { 'x-fingerprint-id': 'fingerprint-1' } },
    body: { deviceId: 'device-1', pushToken },
  });
  return [
    shown('registerUser', user, mixin.validators.registerUser.response.violations),
    shown('registerSession', session, amity.validators.registerSession.response.violations),
    shown(
      'refreshPushToken',
      device,
      notifications.validators.refreshPushToken.response.violations,
    ),
  ];
}
