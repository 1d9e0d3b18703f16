import { expect, test } from 'vitest';
import { jsonBody } from '../../../conformance/testing.ts';
import { ask, startWith } from '../testing.ts';

const from = (strength: string) => ({ strength, document: 'a-page' });
const schema = {
  type: 'object',
  properties: {
    sure: { type: 'string' },
    seen: { type: 'string', 'x-source': from('observed') },
    said: { type: 'string', 'x-source': from('vendor') },
    sent: { type: 'string', 'x-source': from('usage') },
  },
};
const paths = {
  '/things': {
    post: {
      'x-source': from('documented'),
      requestBody: { required: true, ...jsonBody(schema) },
      responses: {
        200: { description: 'Done.' },
        400: { description: 'No.', ...jsonBody({ type: 'object' }) },
      },
    },
  },
};

const rows = [
  { body: { sure: 'a' }, strict: 200, lenient: 200 },
  { body: { sure: 1 }, strict: 400, lenient: 400, named: 'sure' },
  { body: { seen: 1 }, strict: 400, lenient: 200, named: 'seen' },
  { body: { said: 1 }, strict: 400, lenient: 200, named: 'said' },
  { body: { sent: 1 }, strict: 200, lenient: 200 },
  { body: { said: 1, sure: 1 }, strict: 400, lenient: 400, named: 'sure' },
];

test.for(rows)('$body: $strict, with --lenient $lenient', async (row) => {
  for (const lenient of [false, true]) {
    await using mock = await startWith({ things: paths }, { lenient });
    const { status, headers } = await ask(mock.url, {
      path: '/things',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(row.body),
    });
    const named = headers['x-contract-violation'];
    expect([status, named === undefined]).toEqual([
      lenient ? row.lenient : row.strict,
      row.named === undefined,
    ]);
    if (lenient && row.named) expect(named).toMatch(`body/${row.named} must be string`);
  }
});
