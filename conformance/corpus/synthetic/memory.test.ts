import { expect, test } from 'vitest';
import { ask, json, useServer } from './testing.ts';

useServer();

const keep = async (name: string, body: object) => {
  const answer = await ask(`/entries/${name}`, { ...json(body), method: 'PUT' });
  return [answer.status, (JSON.parse(answer.text) as { text?: string }).text];
};

test('a value that is not sent is the one that was sent last', async () => {
  await keep('diary', { title: 'a', text: 'one' });
  expect(await keep('diary', { title: 'a', text: 'two' })).toEqual([200, 'two']);
  expect(await keep('diary', { title: 'b' })).toEqual([200, 'two']);
});

test('another thing has other values', async () => {
  await keep('first', { title: 'a', text: 'one' });
  await keep('second', { title: 'a', text: 'two' });
  expect(await keep('first', { title: 'a' })).toEqual([200, 'one']);
});

test('a refused request changes nothing', async () => {
  await keep('book', { title: 'a', text: 'one' });
  expect(await keep('book', { title: 7, text: 'two' })).toEqual([400, undefined]);
  expect(await keep('book', { title: 'a' })).toEqual([200, 'one']);
});
