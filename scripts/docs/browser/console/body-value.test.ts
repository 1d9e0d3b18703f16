import { expect, test } from 'vitest';
import { typedBody, wholeFile, whyNotJson } from './body-value.ts';
import type { ConsoleBody } from './operation.ts';

const body = (kind: ConsoleBody['kind'], mediaType: string): ConsoleBody => ({
  ...{ kind, mediaType, sentAs: mediaType, required: false },
});
const json = body('json', 'application/json');
const urlEncoded = body('form', 'application/x-www-form-urlencoded');
const parts = body('parts', 'multipart/form-data');
const none: never[] = [];

test('JSON stays as it was typed, and is judged where it is some', () => {
  expect(typedBody(json, '{"a": 1}', none, undefined)).toMatchObject({
    content: '{"a": 1}',
    value: { a: 1 },
  });
  expect(typedBody(json, '{"a": }', none, undefined)).toEqual({
    ...{ documented: 'application/json', mediaType: 'application/json', content: '{"a": }' },
  });
  expect(typedBody(json, '', none, undefined)).toBeUndefined();
});

test('a form is written from an object, in the documented styles', () => {
  const encoding = { tags: { style: 'form', explode: false } };
  expect(typedBody(urlEncoded, '{"a":"x y","tags":[1,2]}', none, encoding)).toMatchObject({
    content: 'a=x%20y&tags=1,2',
    value: { a: 'x y', tags: [1, 2] },
  });
  // what is no object is sent as it is
  expect(typedBody(urlEncoded, 'a=1', none, undefined)).toMatchObject({ content: 'a=1' });
  expect(typedBody(urlEncoded, '[1]', none, undefined)).toMatchObject({ content: '[1]' });
});

test('files are parts beside the others', () => {
  const file = new File(['x'], 'x.png', { type: 'image/png' });
  const { content, value } = typedBody(parts, '{"note":"n"}', [['photo', file]], undefined)!;
  expect(
    [...(content as FormData)].map(([name, part]) => [
      name,
      part instanceof File ? part.name : part,
    ]),
  ).toEqual([
    ['note', 'n'],
    ['photo', 'x.png'],
  ]);
  // a schema can't judge a file
  expect(value).toBeUndefined();
  expect(typedBody(parts, '', [['photo', file]], undefined)).toBeDefined();
});

test('a text is sent as it is, and judged as a text', () => {
  expect(typedBody(body('text', 'text/plain'), '{', none, undefined)).toMatchObject({
    content: '{',
    value: '{',
  });
});

test('a file has its own type where a range is documented', () => {
  const file = new File(['x'], 'x.png', { type: 'image/png' });
  const range = { ...body('file', 'image/*'), sentAs: 'image/png' };
  expect(wholeFile(range, file)).toMatchObject({ documented: 'image/*', mediaType: 'image/png' });
  expect(wholeFile(body('file', 'application/octet-stream'), file)).toMatchObject({
    mediaType: 'application/octet-stream',
  });
  expect(wholeFile(range, undefined)).toBeUndefined();
});

test('a text that is no JSON says why', () => {
  expect(whyNotJson('{"a": }')).toMatch(/Unexpected token/);
  for (const text of ['', '1', '{}']) expect(whyNotJson(text)).toBeUndefined();
});
