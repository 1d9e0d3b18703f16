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

/** The statuses by default, with `--lenient` and with `--strict`. */
const rows = [
  { body: { sure: 'a' }, statuses: [200, 200, 200] },
  { body: { sure: 1 }, statuses: [400, 400, 400], named: 'sure' },
  { body: { seen: 1 }, statuses: [400, 200, 400], named: 'seen' },
  { body: { said: 1 }, statuses: [400, 200, 400], named: 'said' },
  { body: { sent: 1 }, statuses: [200, 200, 400], named: 'sent' },
  { body: { said: 1, sure: 1 }, statuses: [400, 400, 400], named: 'sure' },
];
const options = [{}, { lenient: true }, { strict: true }];

test.for(rows)('$body: $statuses', async (row) => {
  for (const [index, option] of options.entries()) {
    await using mock = await startWith({ things: paths }, option);
    const { status, headers } = await ask(mock.url, {
      path: '/things',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(row.body),
    });
    expect(status).toBe(row.statuses[index]);
    const named = headers['x-contract-violation'];
    // what the mock accepts by default is named by nobody
    const isNamed = row.named !== undefined && !(row.named === 'sent' && status === 200);
    expect(named !== undefined).toBe(isNamed);
    if (isNamed && index > 0) expect(named).toMatch(`body/${row.named} must be string`);
  }
});
