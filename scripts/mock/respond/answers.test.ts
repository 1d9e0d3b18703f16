import { afterAll, expect, test } from 'vitest';
import { withHeaders } from '../../../conformance/corpus/calls.ts';
import {
  ask,
  documented,
  exampleOf,
  examplesOf,
  ids,
  jsonOf,
  operationNamed,
  start,
} from '../testing.ts';

const mock = await start();
afterAll(() => mock.close());

for (const id of ids) {
  const operation = operationNamed(id);

  test(`the documented request of ${id} gets the documented response, below the API's name and at the plain path`, async () => {
    const mounted = await ask(mock.urlOf(operation.api), documented[id]);
    const plain = await ask(mock.url, documented[id]);
    expect(mounted).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
    expect(mounted.json).toEqual(exampleOf(operation, '200', 'documented'));
    expect(mounted.headers['x-contract-choice']).toMatch(/ the request example "documented"$/);
    expect(mounted.headers).not.toHaveProperty('x-contract-violation');
    expect({ ...plain, headers: null }).toEqual({ ...mounted, headers: null });
  });

  test(`Prefer: example=documented gets the documented response of ${id} unchanged`, async () => {
    const { status, json } = await ask(
      mock.urlOf(operation.api),
      withHeaders(documented[id], { Prefer: 'code=200, example=documented' }),
    );
    expect(status).toBe(200);
    expect(json).toEqual(exampleOf(operation, '200', 'documented'));
  });

  for (const { name, value } of operation.requestBody!.content[0]!.examples) {
    test(`the example request ${name} of ${id} gets a valid success`, async () => {
      const { status, json, headers } = await ask(mock.urlOf(operation.api), {
        ...documented[id],
        body: JSON.stringify(value),
      });
      expect({
        status,
        type: headers['content-type'],
        violation: headers['x-contract-violation'],
      }).toEqual({ status: 200, type: 'application/json' });
      expect(jsonOf(operation, '200').schema!.validate(json as never)).toEqual([]);
    });
  }

  for (const { status, mediaType, example } of examplesOf(operation)) {
    const code = /^\d+$/.test(status) ? Number(status) : 418;
    const Prefer = `code=${code}, example=${example.name}`;

    test(`the example ${example.name} (${status}) of ${id} is sent as documented, and is valid`, async () => {
      // a response repeats nothing of an invalid request
      const got = await ask(mock.url, { path: documented[id].path, headers: { Prefer } });
      expect(got.status).toBe(code);
      expect(got.headers['content-type']).toBe(mediaType.name);
      expect(got.json).toEqual(example.value);
      expect(mediaType.schema!.validate(got.json as never)).toEqual([]);
    });

    test(`the example ${example.name} (${status}) of ${id} is valid with the echoes of a valid request`, async () => {
      const got = await ask(mock.url, withHeaders(documented[id], { Prefer }));
      expect({ status: got.status, violation: got.headers['x-contract-violation'] }).toEqual({
        status: code,
      });
      expect(mediaType.schema!.validate(got.json as never)).toEqual([]);
    });
  }
}

for (const name of ['androidDevice', 'webDevice'])
  test(`the request ${name} gets the response of that name, with the values of the request`, async () => {
    const operation = operationNamed('refreshPushToken');
    const [mediaType] = operation.requestBody!.content;
    const { deviceId, pushToken } = mediaType!.examples.find((each) => each.name === name)!
      .value as { readonly [member: string]: string };
    const { data, ...rest } = exampleOf(operation, '200', name) as { data: { device: object } };
    const got = await ask(mock.urlOf('notifications'), {
      ...documented.refreshPushToken,
      body: JSON.stringify({ pushToken, deviceId }),
    });
    expect(got.json).toEqual({
      ...rest,
      data: { device: { ...data.device, deviceId, pushToken } },
    });
  });
