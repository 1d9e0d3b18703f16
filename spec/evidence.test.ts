import { expect, test } from 'vitest';
import { loadContract } from '../conformance/core/contract/load.ts';
import { apis, type ApiName } from './apis.ts';

/** Rules whose evidence differs from that of what is around them: file, place and strength. */
const rules: readonly (readonly [place: string, strength: string])[] = [
  ['amity/schemas/Session.yaml#/required', 'observed'],
  ['amity/schemas/User.yaml#/required', 'vendor'],
  ['amity/schemas/Role.yaml#/required', 'vendor'],
  ['amity/schemas/RegisterSessionRequest.yaml#/required', 'documented'],
  ['amity/schemas/RegisterSessionRequest.yaml#/properties/userId/minLength', 'documented'],
  ['amity/schemas/DeviceInfo.yaml#/properties/kind/enum', 'usage'],
  ['amity/schemas/DeviceInfo.yaml#/properties/kind/type', 'documented'],
  ['amity/schemas/StoredFile.yaml#/properties/type/type', 'documented'],
  ['mixin/schemas/RegisterUserRequest.yaml#/required', 'observed'],
  ['mixin/schemas/RegisterUserRequest.yaml#/properties/code/minLength', 'usage'],
  ['mixin/schemas/RegisterUserRequest.yaml#/properties/code/type', 'documented'],
  ['mixin/schemas/RegisterUserRequest.yaml#/properties/purpose/enum', 'usage'],
  ['mixin/schemas/RegisterUserRequest.yaml#/properties/purpose/type', 'documented'],
  [
    'mixin/schemas/RegisterUserRequest.yaml#/properties/session_secret/contentEncoding',
    'documented',
  ],
  ['mixin/schemas/UpdateDeviceInfoRequest.yaml#/required', 'observed'],
  ['mixin/schemas/UpdateDeviceInfoRequest.yaml#/properties/notification_token/type', 'documented'],
  ['mixin/schemas/CreatePinRequest.yaml#/required', 'observed'],
  ['mixin/schemas/CreatePinRequest.yaml#/properties/pin/minLength', 'usage'],
  ['mixin/schemas/CreatePinRequest.yaml#/properties/pin/type', 'documented'],
  ['mixin/paths/verifications-id.yaml#/post/parameters/0/schema/format', 'observed'],
  ['mixin/openapi.yaml#/components/parameters/MixinDeviceId/schema/format', 'usage'],
  ['mixin/openapi.yaml#/components/parameters/RequestId/schema/format', 'usage'],
  ['mixin/openapi.yaml#/components/headers/RequestId/schema/format', 'vendor'],
  ...['200', '202', '500'].flatMap((status) =>
    ['pin-update', 'session', 'verifications-id'].map(
      (file) =>
        [
          `mixin/paths/${file}.yaml#/post/responses/${status}/content/application~1json/x-echo`,
          // the successes of signed requests also repeat what their token says
          status === '200' && file !== 'verifications-id' ? 'observed' : 'vendor',
        ] as const,
    ),
  ),
  ['notifications/schemas/RefreshPushTokenRequest.yaml#/required', 'documented'],
  ['notifications/schemas/RefreshPushTokenRequest.yaml#/properties/deviceId/minLength', 'usage'],
  ['notifications/schemas/RefreshPushTokenRequest.yaml#/properties/deviceId/type', 'documented'],
  ['notifications/schemas/RefreshPushTokenRequest.yaml#/properties/pushToken/minLength', 'usage'],
  ['notifications/schemas/Device.yaml#/required', 'observed'],
  ['notifications/schemas/Device.yaml#/properties/platform/enum', 'documented'],
  ['notifications/schemas/Device.yaml#/properties/lastSeenAt/format', 'observed'],
  ['notifications/schemas/Device.yaml#/properties/lastSeenAt/type', 'documented'],
  ['notifications/schemas/DeviceAnswer.yaml#/required', 'observed'],
  ['notifications/schemas/DeviceAnswer.yaml#/properties/data/required', 'observed'],
  ['notifications/schemas/ApiError.yaml#/required', 'observed'],
  ['notifications/schemas/BadRequest.yaml#/allOf/1/properties/statusCode/const', 'documented'],
];
const contracts = Object.fromEntries(
  Object.entries(apis).map(([api, file]) => [api, loadContract(api, file)]),
);
const strengthAt = (place: string, member?: string): string | undefined => {
  const [file = '', pointer = ''] = place.split('#');
  const contract = contracts[place.split('/')[0] as ApiName]!;
  const about = member === undefined ? {} : { member };
  return contract.strengthOf({ file: `spec/${file}`, pointer, ...about });
};

for (const [place, strength] of rules)
  test(`${place} is ${strength}`, () => expect(strengthAt(place)).toBe(strength));

test('that one member is required may have other evidence than the rest', () => {
  const place = 'mixin/schemas/UpdateDeviceInfoRequest.yaml#/required';
  expect(strengthAt(place, 'platform')).toBe('observed');
  expect(strengthAt(place, 'notification_token')).toBe('usage');
});
