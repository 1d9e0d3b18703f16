/** Tests of the generated client: `tsc` fails where a line compiles that must not, or the other way round. */

import type { Input } from './client.ts';
import type * as amity from '../../generated/amity/index.ts';
import * as mixin from '../../generated/mixin/index.ts';
import {
  createClient,
  examples,
  operations,
  prefer,
  type Device,
  type InputOf,
  type PreferOf,
  type ResultOf,
  type ScenarioRule,
} from '../../generated/notifications/index.ts';

/** Takes a value that must have the type. */
declare function expectType<Type>(value: Type): void;

const client = createClient({ baseUrl: '' }, operations);
const params = { header: { 'x-fingerprint-id': 'any' } };
const body = examples.refreshPushToken.request.documented;

// what a request takes

expectType<InputOf<'refreshPushToken'>>({ params, body });
void client.refreshPushToken({ params, body, signal: AbortSignal.timeout(1000) });
// @ts-expect-error: nothing is given
void client.refreshPushToken();
// @ts-expect-error: the header parameter is required
void client.refreshPushToken({ body });
// @ts-expect-error: the body is required
void client.refreshPushToken({ params });
// @ts-expect-error: a number
void client.refreshPushToken({ params, body: { deviceId: 1, pushToken: 'token' } });
// @ts-expect-error: not documented
void client.refreshPushToken({ params, body, mediaType: 'text/plain' });
// @ts-expect-error: an operation of another API
createClient({ baseUrl: '' }, { createPin: mixin.operations.createPin });

// what comes of it

declare const result: ResultOf<'refreshPushToken'>;
// @ts-expect-error: it may be a refusal
result.body.data;
// @ts-expect-error: not documented
if (result.status === 404) void 0;
if (result.status === 200) expectType<Device>(result.body.data.device);
if (result.kind === 'success') {
  expectType<200>(result.status);
  expectType<Device>(result.body.data.device);
}
if (result.kind === 'refusal') {
  expectType<400 | 401 | 403>(result.status);
  expectType<string>(result.body.message);
}
if (result.kind === 'failure') expectType<500>(result.body.statusCode);
if (result.kind === 'unexpected') {
  expectType<undefined>(result.status);
  expectType<number>(result.response.status);
  // @ts-expect-error: nothing is known of it
  result.body.message;
}
// @ts-expect-error: no redirect is documented
if (result.kind === 'other') void 0;

declare const pin: mixin.ResultOf<'createPin'>;
if (pin.status === 202) {
  expectType<'refusal'>(pin.kind);
  expectType<202>(pin.body.error.status);
  // @ts-expect-error: a refusal has no data
  pin.body.data;
}
if (pin.kind === 'success') {
  expectType<200>(pin.status);
  expectType<true>(pin.body.data.has_pin);
}
// @ts-expect-error: before its kind is known, it is no success
pin.body.data;

// what a mock can be asked for

expectType<PreferOf<'refreshPushToken'>>({ code: 403, example: 'forbidden' });
prefer('refreshPushToken', { dynamic: true });
// @ts-expect-error: not a name of an example
prefer('refreshPushToken', { example: 'forbiden' });
// @ts-expect-error: an example of another status
prefer('refreshPushToken', { code: 401, example: 'forbidden' });
// @ts-expect-error: no such status
prefer('refreshPushToken', { code: 404 });
// @ts-expect-error: no such operation
prefer('refreshPushTokens', { code: 400 });

expectType<ScenarioRule>({ operation: 'refreshPushToken', example: 'forbidden', next: 3 });
expectType<ScenarioRule>({ operation: 'notifications/refreshPushToken', latency: '200-800' });
expectType<ScenarioRule>({ operation: '*', code: 500, every: 10 });
// @ts-expect-error: not a name of an example
expectType<ScenarioRule>({ operation: 'refreshPushToken', example: 'forbiden' });
// @ts-expect-error: no such operation
expectType<ScenarioRule>({ operation: 'refresh', code: 400 });
// @ts-expect-error: no range
expectType<ScenarioRule>({ operation: '*', latency: 'long' });

// constants

expectType<Device>(examples.refreshPushToken.responses[200].webDevice.data.device);
// @ts-expect-error: no such example
examples.refreshPushToken.responses[200].other;
expectType<readonly ['iOS', 'Android']>(mixin.enums.Platform);
expectType<mixin.enums.Platform>('iOS');
// @ts-expect-error: not one of them
expectType<mixin.enums.Platform>('Andoird');

// every example is of the documented type

/** The responses whose examples are not: by operation and status. */
type Misfit<Examples, Results extends { [Id in keyof Examples]: unknown }> = {
  [Id in keyof Examples]: Examples[Id] extends { responses: infer Responses }
    ? {
        [Status in keyof Responses]: Responses[Status][keyof Responses[Status]] extends Extract<
          Results[Id],
          { status: Status; body: unknown }
        >['body']
          ? never
          : [Id, Status];
      }[keyof Responses]
    : never;
}[keyof Examples];

declare const none: {
  amity: Misfit<typeof amity.examples, { [Id in amity.OperationId]: amity.ResultOf<Id> }>;
  mixin: Misfit<typeof mixin.examples, { [Id in mixin.OperationId]: mixin.ResultOf<Id> }>;
  notifications: Misfit<typeof examples, { refreshPushToken: typeof result }>;
  wrong: Misfit<
    { refreshPushToken: { responses: { 400: { a: 1 } } } },
    { refreshPushToken: typeof result }
  >;
};
expectType<never>(none.amity);
expectType<never>(none.mixin);
expectType<never>(none.notifications);
expectType<['refreshPushToken', 400]>(none.wrong);
// @ts-expect-error: an example of another type is seen
expectType<never>(none.wrong);

// members that only a server gives

type Thing = { readonly id: string; name: string; readonly tags?: string[] };
type Put = {
  parameters: { path: { id: string } };
  requestBody: { content: { 'application/json': Thing; 'multipart/form-data': { file: string } } };
};
type Facts = {
  id: 'put';
  method: 'PUT';
  path: '/things/{id}';
  request: ['application/json', 'multipart/form-data'];
  responses: { 204: [] };
};
const path = { params: { path: { id: '1' } } };
expectType<Input<Put, Facts>>({ ...path, body: { name: 'a' } });
expectType<Input<Put, Facts>>({ ...path, body: { id: '1', name: 'a' } });
// @ts-expect-error: a client has to give it
expectType<Input<Put, Facts>>({ ...path, body: { id: '1' } });
expectType<Input<Put, Facts>>({
  ...path,
  mediaType: 'multipart/form-data',
  body: { file: new Blob([]) },
});
// @ts-expect-error: a file is for the other media type
expectType<Input<Put, Facts>>({ ...path, body: { file: new Blob([]) } });
