import { expect, test } from 'vitest';
import { tellProgress } from './progress.ts';

function told(
  options: Parameters<typeof tellProgress>[1],
  terminal: { isTTY?: boolean; columns?: number } = {},
): string {
  const written: string[] = [];
  const progress = tellProgress(
    { write: (text: string) => written.push(text) > 0, ...terminal },
    options,
  );
  progress.begin?.([
    { api: 'things', target: 'http://127.0.0.1:4010/things', operations: 1, cases: 2 },
    { api: 'others', target: 'https://others.example.com', operations: 3, cases: 1 },
  ]);
  progress.advance?.({ api: 'things', operation: 'doThing', case: 'doThing/a', fails: false });
  progress.wait?.({ target: 'http://127.0.0.1:4010/things', status: 429, milliseconds: 1500 });
  progress.advance?.({ api: 'things', operation: 'doThing', case: 'doThing/b', fails: true });
  progress.end?.({ api: 'things', operation: 'doThing', cases: 2 });
  progress.close();
  return written.join('').replaceAll(/conformance\/[\d.]+/g, 'conformance/VERSION');
}

test('before anything is sent, one line says what will be sent where', () => {
  expect(told({}).split('\n')[0]).toBe(
    'will send 3 cases (one at a time) as openapi-contract-suite-conformance/VERSION: 2 for 1 operation of things to http://127.0.0.1:4010/things; 1 for 3 operations of others to https://others.example.com',
  );
  expect(
    told({
      concurrency: 4,
      rate: 10,
      time: { milliseconds: 600_000, written: '10m' },
      plan: { safe: true },
      shard: { index: 1, of: 3 },
    }),
  ).toContain(
    '(4 at once, at most 10 a second, no case after 10m, --safe: only documented examples and invalid requests, except for GET, HEAD and OPTIONS, part 1 of 3)',
  );
});

test('what is waited for is told', () => {
  const written: string[] = [];
  const progress = tellProgress({ write: (text: string) => written.push(text) > 0 }, {});
  const target = 'http://127.0.0.1:4010';
  progress.wait?.({ target, status: 429, milliseconds: 60_000, operation: 'doThing' });
  progress.down?.({ target });
  progress.deleting?.({ target, things: 2 });
  expect(written).toEqual([
    `${target} responded with 429 to doThing, which gets a pause of 60 s while others go on\n`,
    `${target} is down after a request; waiting half a minute for it to come back\n`,
    `deleting 2 things that the run made at ${target}; Ctrl-C ends it at once\n`,
  ]);
});

test('elsewhere than at a terminal there is a line for each operation, and nothing is written over', () => {
  expect(told({}).split('\n').slice(1)).toEqual([
    'http://127.0.0.1:4010/things responded with 429 and asks for a pause of 2 s',
    'things doThing: 2 cases',
    '',
  ]);
  expect(told({})).not.toMatch(/[\r\u001b]/);
});

test('at a terminal one line is written over, no longer than the terminal is wide, and is gone at the end', () => {
  const text = told({}, { isTTY: true, columns: 30 });
  expect(text).toContain('\r1/3  things doThing\u001b[K');
  expect(text).toContain('\r2/3  things doThing  1 failin\u001b[K');
  expect(text.endsWith('\r\u001b[K')).toBe(true);
});

test('the number of cases of a large description is unknown at the start', () => {
  const written: string[] = [];
  const progress = tellProgress(
    { write: (text: string) => written.push(text) > 0, isTTY: true },
    {},
  );
  progress.begin?.([
    { api: 'large', target: 'http://127.0.0.1:4010', operations: 1000, cases: undefined },
  ]);
  progress.advance?.({ api: 'large', operation: 'doThing', case: 'doThing/a', fails: false });
  expect(written.join('')).toContain('will send cases (one at a time)');
  expect(written.join('')).toContain(
    ': all for 1000 operations of large to http://127.0.0.1:4010\n',
  );
  expect(written.join('')).toContain('\r1  large doThing\u001b[K');
});

test('no name commands the terminal or forges a line', () => {
  const written: string[] = [];
  const progress = tellProgress(
    { write: (text: string) => written.push(text) > 0, isTTY: true, columns: 80 },
    {},
  );
  const operation = 'a\u001b[2J\u202e\nforged';
  progress.begin?.([{ api: operation, target: 'http://127.0.0.1:1', operations: 1, cases: 1 }]);
  progress.advance?.({ api: 'a', operation, case: 'b', fails: false });
  progress.close();
  // its own sequences erase the line
  const shown = written.join('').replaceAll('\r', '').replaceAll('\u001b[K', '');
  expect(shown).not.toMatch(/[\u001b\u202e]|^forged/m);
});
