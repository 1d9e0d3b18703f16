import { expect, test } from 'vitest';
import { pages } from './frontend-size.ts';
import { minified } from './minified.ts';

const others = /\/session|\/verifications|registerUser|Andr?oid/;

for (const page of ['the client with one operation', 'the same from index.ts', 'one operation'])
  test(`a page with ${page} carries no other operation, no example and nothing of Node`, async () => {
    const code = await minified(pages[page]!);
    expect(code).toContain('/pin/update');
    expect(code).not.toMatch(others);
    expect(code).not.toMatch(/node:|process\.(?!versions|env)|require\(|new Function|eval\(/);
  });

test('with all operations, it carries each of them', async () => {
  const code = await minified(pages['the client with all operations']!);
  for (const path of ['/pin/update', '/session', '/verifications/{id}'])
    expect(code).toContain(path);
});
