import { expect, test } from 'vitest';
import { createFindings } from './findings.ts';

const mebibyte = 1024 * 1024;

test('what was found out about a place is known until it changes', () => {
  const findings = createFindings();
  const [todos, labels] = [{}, {}];
  findings.set(todos, 'a list', 'milk', 4);
  findings.set(todos, 'another list', 'bread', 5);
  findings.set(labels, 'a list', 'home', 4);
  expect(findings.get(todos, 'a list')).toBe('milk');
  expect(findings.get(todos, 'another list')).toBe('bread');
  findings.forget(todos);
  expect(findings.get(todos, 'a list')).toBeUndefined();
  expect(findings.get(labels, 'a list')).toBe('home');
});

test('what needs too many bytes is forgotten, by place, the least recently used first', () => {
  const findings = createFindings();
  const [first, second, third] = [{}, {}, {}];
  for (const place of [first, second]) findings.set(place, 'all', place, 0.375 * mebibyte);
  expect(findings.get(first, 'all')).toBe(first);
  findings.set(third, 'all', third, 0.375 * mebibyte);
  expect([first, second, third].map((place) => findings.get(place, 'all'))).toEqual([
    first,
    undefined,
    third,
  ]);
});

test('the findings of one place count together, and one that is too large is not kept', () => {
  const findings = createFindings();
  const place = {};
  for (let index = 0; index < 100; index += 1) findings.set(place, `list ${index}`, index, 100_000);
  const known = Array.from({ length: 100 }, (_, index) => findings.get(place, `list ${index}`));
  expect(known.filter((one) => one !== undefined).length).toBeLessThan(40);
  findings.set(place, 'all', 'everything', 5 * mebibyte);
  expect(findings.get(place, 'all')).toBeUndefined();
});
