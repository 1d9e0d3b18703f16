import { afterAll, beforeAll, expect, test } from 'vitest';
import { client } from './client.ts';
import { curl } from './curl.ts';
import { fetch } from './fetch.ts';
import {
  documentedAnswer,
  hasCurl,
  ourSamples,
  runClient,
  runCurl,
  runFetch,
  signingMock,
  type Answer,
  type Sample,
} from './testing.ts';

let mock: Awaited<ReturnType<typeof signingMock>>;
beforeAll(async () => {
  mock = await signingMock();
});
afterAll(() => mock.close());

const documented = ({ input: { operation, request }, name }: Sample): Answer =>
  documentedAnswer(operation, { name, request });

for (const { language, run, skipped } of [
  { language: fetch, run: runFetch, skipped: false },
  { language: client, run: runClient, skipped: false },
  { language: curl, run: runCurl, skipped: !hasCurl },
])
  test.skipIf(skipped)(`every sample in ${language.label} gets the documented answer`, async () => {
    const samples = ourSamples(language, mock.urlOf);
    expect(samples).toHaveLength(15);
    expect(await run(samples)).toEqual(samples.map(documented));
  });

test('a token of another request is refused, so that the runs prove what is signed', async () => {
  const [sample] = ourSamples(fetch, mock.urlOf).filter(({ text }) => text.includes('sign('));
  const wrong = { ...sample!, text: sample!.text.replace('sign("POST"', 'sign("PUT"') };
  expect(await runFetch([wrong])).toMatchObject([{ status: 202, body: { error: { code: 401 } } }]);
});
