/**
 * Tests of the types of generated handlers and validators: `tsc` fails where a line compiles that must not, or the
 * other way round.
 */

import * as handlers from '../../generated/notifications/handlers.ts';
import type { Device } from '../../generated/notifications/types.ts';
import * as validators from '../../generated/notifications/validators.ts';

declare function expectType<Type>(value: Type): void;

// handlers

handlers.refreshPushToken();
handlers.refreshPushToken('forbidden', { baseUrl: '/api', delay: 'real', once: true });
handlers.refreshPushToken(401);
handlers.refreshPushToken(['internalServerError', 'documented']);
handlers.refreshPushToken(({ request }) => (request.url === '' ? 'documented' : 'badRequest'));
// @ts-expect-error: no example has this name
handlers.refreshPushToken('forbiden');
// @ts-expect-error: this status is not documented
handlers.refreshPushToken(404);
// @ts-expect-error: one of them is not documented
handlers.refreshPushToken(['documented', 'nothing']);
// @ts-expect-error: a list has an answer
handlers.refreshPushToken([]);
// @ts-expect-error: a function chooses among the documented answers too
handlers.refreshPushToken(() => 'nothing');
// @ts-expect-error: no operation has this name
handlers.refreshToken();

// validators

declare const body: unknown;
declare const status: number;

const { requestBody, response, parameters } = validators.refreshPushToken;
if (requestBody(body)) expectType<string>(body.pushToken);
if (requestBody(body, 'application/json')) expectType<string>(body.pushToken);
// @ts-expect-error: this media type is not documented
requestBody(body, 'text/plain');
if (response(200, body)) expectType<Device>(body.data.device);
if (response(403, body)) expectType<string>(body.message);
if (response(status, body)) expectType<number>(body.statusCode);
// @ts-expect-error: an error has no data
if (response(403, body)) expectType<unknown>(body.data);
if (parameters(body)) expectType<string>(body.header['x-fingerprint-id']);
expectType<readonly { pointer: string; keyword: string; message: string }[]>(
  response.violations(status, body),
);
