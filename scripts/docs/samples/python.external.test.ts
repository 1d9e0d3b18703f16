import { expect, test } from 'vitest';
import { python } from './python.ts';
import { documentedAnswer, ourSamples, runPython, signingMock, withoutPython } from './testing.ts';

test('every sample in Python gets the documented answer', async ({ skip }) => {
  skip(withoutPython !== undefined, withoutPython);
  await using mock = await signingMock();
  const samples = ourSamples(python, mock.urlOf);
  expect(samples).toHaveLength(15);
  expect(await runPython(samples)).toEqual(
    samples.map(({ input: { operation, request }, name }) =>
      documentedAnswer(operation, { name, request }),
    ),
  );
});
