import { expect, test } from 'vitest';
import { client } from '../client.ts';
import { curl } from '../curl.ts';
import { fetch } from '../fetch.ts';
import { hasCurl, runClient, runCurl, runFetch } from '../testing.ts';
import { sentIn } from './testing.ts';

// what these can't send as it is: the generated client encodes no cookies, no text of a shell holds a NUL
const isEncodedCookie = /^in a cookie: (?!plain|true)/;
const hasNul = /^a text$/;
const none = /(?!)/;

for (const { language, run, given, leaves, skipped } of [
  { language: fetch, run: runFetch, given: 'constants', leaves: none, skipped: false },
  { language: client, run: runClient, given: 'constants', leaves: isEncodedCookie, skipped: false },
  { language: curl, run: runCurl, given: 'variables', leaves: hasNul, skipped: !hasCurl },
] as const)
  test.skipIf(skipped)(`hostile values arrive as they are from ${language.label}`, async () => {
    const result = await sentIn(language, run, given);
    expect(result.left.filter((why) => !leaves.test(why))).toEqual([]);
    expect(result.sent.filter(({ why }) => leaves.test(why!))).toEqual([]);
    expect(result.sent.length).toBeGreaterThan(60);
    expect(result.sent).toEqual(result.wanted);
    expect(result.failed).toEqual([]);
  });
