import { expect, test } from 'vitest';
import { recipesOf } from './recipes.ts';
import { sketched } from './testing.ts';

const contract = sketched({
  'POST /roles': {
    body: { type: 'object', properties: { name: { type: 'string' } } },
    parameters: [
      { name: 'meta', in: 'query', schema: { type: 'string' } },
      { name: 'tenant', in: 'query', required: true, schema: { type: 'string' } },
    ],
  },
});

test('all members are tried with the required parameters alone, too', () => {
  const [operation] = contract.operations;
  const tried = recipesOf(operation!, new Map()).map(
    ({ request: { body, parameters } }) =>
      `${JSON.stringify(body?.value)} ${Object.keys(parameters.query).join()}`,
  );
  const [alone, together] = ['{"name":"value"} tenant', '{"name":"value"} meta,tenant'].map((one) =>
    tried.indexOf(one),
  );
  expect(alone).toBeGreaterThanOrEqual(0);
  expect(together).toBeGreaterThan(alone!);
});
