import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { withHeaders, type OperationId } from '../../../conformance/corpus/calls.ts';
import { jsonBody } from '../../../conformance/testing.ts';
import { ask, documented, exampleOf, operationNamed, start, startWith } from '../testing.ts';

const mock = await start();
afterAll(() => mock.close());

const preferring = (id: OperationId, Prefer: string) =>
  ask(mock.url, withHeaders(documented[id], { Prefer }));

const chosen: {
  id: OperationId;
  prefer: string;
  why: string;
  status: number;
  from: string;
  example: string;
}[] = [
  {
    id: 'refreshPushToken',
    prefer: 'code=401',
    why: 'a status alone',
    status: 401,
    from: '401',
    example: 'unauthorized',
  },
  {
    id: 'refreshPushToken',
    prefer: 'code=400',
    why: 'the first example of a status',
    status: 400,
    from: '400',
    example: 'badRequest',
  },
  {
    id: 'refreshPushToken',
    prefer: 'example=invalidParam',
    why: 'an example alone',
    status: 400,
    from: '400',
    example: 'invalidParam',
  },
  {
    id: 'refreshPushToken',
    prefer: 'code=403, example=forbidden',
    why: 'a status and an example of it',
    status: 403,
    from: '403',
    example: 'forbidden',
  },
  {
    id: 'refreshPushToken',
    prefer: 'Code = 500 ; EXAMPLE="internalServerError"',
    why: 'an example despite capitals, spaces, quotes and a semicolon',
    status: 500,
    from: '500',
    example: 'internalServerError',
  },
  {
    id: 'refreshPushToken',
    prefer: 'respond-async, code=403, wait=10',
    why: 'a status among other preferences',
    status: 403,
    from: '403',
    example: 'forbidden',
  },
  {
    id: 'refreshPushToken',
    prefer: 'code=403, code=500',
    why: 'the first of two (RFC 7240)',
    status: 403,
    from: '403',
    example: 'forbidden',
  },
  {
    id: 'createPin',
    prefer: 'code=202',
    why: 'a refusal by 202',
    status: 202,
    from: '202',
    example: 'badRequest',
  },
  {
    id: 'createPin',
    prefer: 'example=blazeTimeout',
    why: 'an example of a failure',
    status: 500,
    from: '500',
    example: 'blazeTimeout',
  },
  {
    id: 'registerUser',
    prefer: 'example=returningUser',
    why: 'another success',
    status: 200,
    from: '200',
    example: 'returningUser',
  },
  {
    id: 'registerSession',
    prefer: 'example=tooManyRequests',
    why: 'an example of a range, with the status of x-refusals',
    status: 429,
    from: '4XX',
    example: 'tooManyRequests',
  },
  {
    id: 'registerSession',
    prefer: 'example=notFound',
    why: "an example of a range, with the status of the Paths Object's x-refusals",
    status: 404,
    from: '4XX',
    example: 'notFound',
  },
  {
    id: 'registerSession',
    prefer: 'code=409, example=notFound',
    why: 'an example of a range, with another status',
    status: 409,
    from: '4XX',
    example: 'notFound',
  },
  {
    id: 'registerSession',
    prefer: 'code=422',
    why: 'the example of a range that x-refusals names for a status',
    status: 422,
    from: '4XX',
    example: 'unprocessable',
  },
  {
    id: 'registerSession',
    prefer: 'code=429',
    why: 'the example that x-refusals names for another status',
    status: 429,
    from: '4XX',
    example: 'tooManyRequests',
  },
  {
    id: 'registerSession',
    prefer: 'code=404',
    why: 'the example that the Paths Object names for a status',
    status: 404,
    from: '4XX',
    example: 'notFound',
  },
  {
    id: 'registerSession',
    prefer: 'code=405',
    why: 'the example that the Paths Object names for another status',
    status: 405,
    from: '4XX',
    example: 'methodNotAllowed',
  },
  {
    id: 'registerSession',
    prefer: 'code=418',
    why: 'a status that only a range documents',
    status: 418,
    from: '4XX',
    example: 'badRequest',
  },
];
for (const { id, prefer, why, status, from, example } of chosen) {
  test(`"${prefer}" chooses ${why}`, async () => {
    const got = await preferring(id, prefer);
    expect(got.status).toBe(status);
    expect(got.json).toEqual(exampleOf(operationNamed(id), from, example));
  });
}

test('the preferences of the README work', async () => {
  const advised = [...readFileSync('README.md', 'utf8').matchAll(/`Prefer: (\w+=\w+)`/g)].map(
    ([, prefer = '']) => prefer,
  );
  expect(advised).toEqual(['code=401', 'example=unauthorized']);
  for (const prefer of advised)
    expect(await preferring('refreshPushToken', prefer)).toMatchObject({ status: 401 });
});

test('a preference wins over an invalid request, whose error is reported nevertheless', async () => {
  const { status, json, headers } = await ask(mock.url, {
    path: documented.createPin.path,
    headers: { Prefer: 'code=200' },
  });
  expect({ status, json }).toEqual({
    status: 200,
    json: exampleOf(operationNamed('createPin'), '200', 'documented'),
  });
  expect(headers['x-contract-violation']).toBe('there are no credentials for bearer');
});

for (const prefer of ['respond-async', 'codes=401', 'return=minimal; foo="bar"', '', ',;=']) {
  test(`an unknown preference is ignored: "${prefer}"`, async () => {
    expect(await preferring('refreshPushToken', prefer)).toMatchObject({ status: 200 });
  });
}

const unknown: { prefer: string; says: string }[] = [
  {
    prefer: 'code=418',
    says: 'Prefer: code=418 is not documented for refreshPushToken. There are 200, 400, 401, 403, 500.\n',
  },
  {
    prefer: 'code=',
    says: 'Prefer: code= is not documented for refreshPushToken. There are 200, 400, 401, 403, 500.\n',
  },
  {
    prefer: 'code=4e2',
    says: 'Prefer: code=4e2 is not documented for refreshPushToken. There are 200, 400, 401, 403, 500.\n',
  },
  {
    prefer: 'example=unauthorised',
    says: 'Prefer: example=unauthorised is not documented for refreshPushToken. There are unauthorized (401), documented (200), webDevice (200), badRequest (400), forbidden (403), androidDevice (200), invalidParam (400), internalServerError (500).\n',
  },
  {
    prefer: 'example=constructor',
    says: expect.stringContaining(
      'Prefer: example=constructor is not documented for refreshPushToken. There are ',
    ) as unknown as string,
  },
  { prefer: 'dynamic=perhaps', says: 'Prefer: dynamic=perhaps is neither true nor false.\n' },
  {
    prefer: 'code=401, example=webDevice',
    says: 'Prefer: example=webDevice is not documented for refreshPushToken. There are unauthorized (401).\n',
  },
];
for (const { prefer, says } of unknown) {
  test(`"${prefer}" gets a 400 that lists the documented ones`, async () => {
    expect(await preferring('refreshPushToken', prefer)).toMatchObject({
      status: 400,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      text: says,
    });
  });
}

for (const code of ['201', '204', '302']) {
  test(`code=${code} is undocumented: beside a success, default documents errors only`, async () => {
    const text = `Prefer: code=${code} is not documented for addThing. There are 200, default.\n`;
    const headers = { Prefer: `code=${code}` };
    expect(await ask(other.url, { path: '/things', headers }, 'POST')).toMatchObject({
      status: 400,
      text,
    });
  });
}

for (const code of ['100', '101', '199', '600', '999']) {
  test(`code=${code} is undocumented: it is not a final status`, async () => {
    expect(await preferring('registerSession', `code=${code}`)).toMatchObject({ status: 400 });
  });
}

const example = (value: unknown) => ({ description: '', ...jsonBody({}, { example: value }) });
const paths = {
  '/things': {
    get: {
      responses: {
        200: example('text that is JSON'),
        204: { description: '' },
        '4XX': { description: '', ...jsonBody({}, { examples: { gone: { value: 4 } } }) },
      },
    },
    put: { responses: { default: example(5) } },
    post: { operationId: 'addThing', responses: { 200: example(7), default: example(8) } },
    patch: {
      responses: {
        200: example(6),
        '4XX': {
          description: '',
          ...jsonBody({}, { examples: { one: { value: 1 }, two: { value: 2 } } }),
        },
      },
      'x-refusals': { invalid: { response: '4XX', example: 'two', status: 422 } },
    },
    delete: { responses: { 204: { description: '' }, 400: { description: '', ...jsonBody({}) } } },
  },
};
const other = await startWith({ things: paths });
afterAll(() => other.close());

const described: {
  why: string;
  method?: string;
  prefer?: string;
  status: number;
  text: string;
  type?: string;
}[] = [
  {
    why: 'a string is written as JSON if the media type is JSON',
    status: 200,
    text: '"text that is JSON"',
    type: 'application/json',
  },
  {
    why: 'an example without a name is called example',
    prefer: 'example=example',
    status: 200,
    text: '"text that is JSON"',
    type: 'application/json',
  },
  {
    why: 'an example of a range gets the lowest status of the range',
    prefer: 'example=gone',
    status: 400,
    text: '4',
    type: 'application/json',
  },
  {
    why: 'a range documents each of its statuses',
    prefer: 'code=410',
    status: 410,
    text: '4',
    type: 'application/json',
  },
  {
    why: 'the example of a range that x-refusals names for the status',
    method: 'PATCH',
    prefer: 'code=422',
    status: 422,
    text: '2',
    type: 'application/json',
  },
  {
    why: 'the first example of a range, if x-refusals names none for the status',
    method: 'PATCH',
    prefer: 'code=400',
    status: 400,
    text: '1',
    type: 'application/json',
  },
  {
    why: 'default documents every error, beside a success too',
    method: 'POST',
    prefer: 'code=503',
    status: 503,
    text: '8',
    type: 'application/json',
  },
  {
    why: 'default alone documents a success too',
    method: 'PUT',
    prefer: 'code=200',
    status: 200,
    text: '5',
    type: 'application/json',
  },
  {
    why: 'a response without content has neither a body nor a type',
    method: 'DELETE',
    status: 204,
    text: '',
  },
  {
    why: 'a schema that allows anything gets a body',
    method: 'DELETE',
    prefer: 'code=400',
    status: 400,
    text: expect.any(String) as unknown as string,
    type: 'application/json',
  },
];
for (const { why, method = 'GET', prefer, status, text, type } of described) {
  test(`in any description: ${why}`, async () => {
    const got = await ask(
      other.url,
      { path: '/things', headers: prefer === undefined ? {} : { Prefer: prefer } },
      method,
    );
    expect({ status: got.status, text: got.text, type: got.headers['content-type'] }).toEqual({
      status,
      text,
      type,
    });
  });
}
