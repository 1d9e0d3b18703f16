import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { nextPageIn } from './next-page.ts';

type Answer = { readonly body?: Json; readonly link?: string };

const answers: readonly (readonly [where: string, answer: Answer, next: string | undefined])[] = [
  ['a member', { body: { items: [], next: 'c2' } }, 'c2'],
  ['a member that is a number', { body: { items: [], next_cursor: 20 } }, '20'],
  ['a member of an object', { body: { data: [], meta: { page: { endCursor: 'x=' } } } }, 'x='],
  [
    'an address in a member',
    { body: { data: [], links: { next: '/things?limit=1&cursor=abc' } } },
    'abc',
  ],
  [
    'a link of HAL',
    { body: { _links: { next: { href: 'https://api.example/things?cursor=q1' } } } },
    'q1',
  ],
  [
    'a Link field',
    { body: [], link: '<https://api.example/things?cursor=z%3D>; rel="next"' },
    'z=',
  ],
  ['a Link field of another page', { body: [], link: '</things?cursor=a>; rel="prev"' }, undefined],
  ['an address without the parameter', { body: { next: '/things?page=2' } }, undefined],
  ['the last page', { body: { items: [], next: null } }, undefined],
  ['an empty text', { body: { items: [], next: '' } }, undefined],
  ['no body', {}, undefined],
];

test.each(answers)('the next page: %s', (_, { body, link }, next) => {
  expect(nextPageIn({ body, link }, 'cursor')).toBe(next);
});
