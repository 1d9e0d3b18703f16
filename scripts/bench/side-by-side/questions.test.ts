import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadContract } from '../../../conformance/core/contract/load.ts';
import { startMock } from '../../mock/server.ts';
import { createClient } from './client.ts';
import { questions } from './questions.ts';

const file = join(import.meta.dirname, '../../mock/things/frontend/to-do.yaml');
const contract = loadContract('todo', file);

/** The questions that a mock answers with no, and what was seen. */
async function noes(stateful: boolean): Promise<readonly string[]> {
  await using mock = await startMock({ contracts: [contract], stateful });
  const client = createClient(mock.url, contract);
  const found: string[] = [];
  for (const { text, ask } of questions) {
    const { isYes, seen } = await ask(client);
    if (!isYes) found.push(`${text}: ${seen}`);
  }
  return found;
}

test('the mock with state answers each question with yes', async () => {
  expect(await noes(true)).toEqual([]);
});

test('without state, it is the state that is missing, and no answer is invalid', async () => {
  const found = (await noes(false)).map((line) => line.split(':')[0]);
  expect(found).toContain('What was made is read at its id');
  expect(found).not.toContain('A body that breaks its schema is the documented 400');
  expect(found).not.toContain('Each answer to these questions is valid by its schema');
});
