/**
 * Tests of the generated types: `tsc` fails where a line compiles that must not, or the other way
 * round.
 */

import type * as amity from '../../generated/amity/types.ts';
import type * as mixin from '../../generated/mixin/types.ts';
import type * as notifications from '../../generated/notifications/types.ts';

/** The JSON body of an operation's answer with this status. */
type Answer<Operation, Status> = Operation extends { responses: infer Responses }
  ? Status extends keyof Responses
    ? Responses[Status] extends { content: { 'application/json': infer Body } }
      ? Body
      : never
    : never
  : never;

/** Takes a value that must have the type. */
declare function expectType<Type>(value: Type): void;

// amity

const session: amity.RegisterSessionRequest = { userId: 'walter', deviceId: 'phone' };
expectType<amity.RegisterSessionRequest>({ ...session, deviceInfo: { kind: 'ios', model: 'any' } });
// @ts-expect-error: not a kind of device
expectType<amity.RegisterSessionRequest>({ ...session, deviceInfo: { kind: 'toaster' } });
// @ts-expect-error: `deviceId` is required
expectType<amity.RegisterSessionRequest>({ userId: 'walter' });
// @ts-expect-error: no documented type allows null
expectType<amity.RegisterSessionRequest>({ ...session, displayName: null });

declare const opened: Answer<amity.operations['registerSession'], 200>;
expectType<string>(opened.accessToken);
// @ts-expect-error: what is optional may be missing
expectType<string>(opened.lastCachePurge);

declare const notOpened: Answer<amity.operations['registerSession'], 401>;
expectType<'error'>(notOpened.status);
// @ts-expect-error: a refusal carries no token
expectType<string>(notOpened.accessToken);
// @ts-expect-error: 201 is not documented
expectType<Answer<amity.operations['registerSession'], 201>>({});

// mixin

const registration: mixin.RegisterUserRequest = {
  app_version: '1.0.0',
  code: '1234',
  platform: 'Android',
  platform_version: '16',
  purpose: 'SESSION',
  registration_id: 1,
  session_secret: 'c2VjcmV0',
};
expectType<mixin.RegisterUserRequest>({ ...registration, notification_token: '' });
// @ts-expect-error: a misspelt platform
expectType<mixin.RegisterUserRequest>({ ...registration, platform: 'Andoird' });
// @ts-expect-error: a number, not its digits
expectType<mixin.RegisterUserRequest>({ ...registration, registration_id: '1' });
// @ts-expect-error: `notification_token` is required here
expectType<mixin.UpdateDeviceInfoRequest>({
  app_version: '1.0.0',
  platform: 'iOS',
  platform_version: '18',
});
// @ts-expect-error: `pin` is required
expectType<mixin.CreatePinRequest>({ old_pin: '' });

declare const registered: Answer<mixin.operations['registerUser'], 200>;
expectType<string>(registered.data.user_id);
// @ts-expect-error: the answer is about the caller
expectType<'FRIEND'>(registered.data.relationship);

declare const withPin: Answer<mixin.operations['createPin'], 200>;
expectType<true>(withPin.data.has_pin);

declare const refused: Answer<mixin.operations['updateDeviceInfo'], 202>;
expectType<202>(refused.error.status);
// @ts-expect-error: a 202 is a refusal and has no data
expectType<unknown>(refused.data);
// @ts-expect-error: no 4xx is documented
expectType<Answer<mixin.operations['updateDeviceInfo'], 400>>({});

declare const fields: mixin.operations['registerUser']['responses'][200]['headers'];
// @ts-expect-error: the header is optional, though it is described by a reference
expectType<string>(fields['X-Request-Id']);

// notifications

expectType<notifications.RefreshPushTokenRequest>({
  deviceId: 'device-a81f92',
  pushToken: 'token',
});
// @ts-expect-error: `pushToken` is required
expectType<notifications.RefreshPushTokenRequest>({ deviceId: 'device-a81f92' });
expectType<notifications.operations['refreshPushToken']['parameters']['header']>({
  'x-fingerprint-id': 'any',
});
// @ts-expect-error: the header is required
expectType<notifications.operations['refreshPushToken']['parameters']['header']>({});

declare const refreshed: Answer<notifications.operations['refreshPushToken'], 200>;
expectType<'active' | 'revoked'>(refreshed.data.device.status);
// @ts-expect-error: not a platform
expectType<'windows'>(refreshed.data.device.platform);
// @ts-expect-error: a device may have no settings of a browser
expectType<string | undefined>(refreshed.data.device.webSettings.userAgent);

declare const badRequest: Answer<notifications.operations['refreshPushToken'], 400>;
expectType<400>(badRequest.statusCode);
// @ts-expect-error: the body repeats its own status, not another's
expectType<500>(badRequest.statusCode);
// @ts-expect-error: an error has no data
expectType<unknown>(badRequest.data);
