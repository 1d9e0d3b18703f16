import { expect, test } from 'vitest';
import { fillPath, isConcrete, matchPath } from './path.ts';

const paths: readonly { template: string; path: string; found: object | undefined; why: string }[] =
  [
    { template: '/pets', path: '/pets', found: {}, why: 'a path without parameters' },
    {
      template: '/pets/{id}',
      path: '/pets/a%2Fb',
      found: { id: 'a%2Fb' },
      why: 'texts stay percent-encoded',
    },
    { template: '/pets/{id}', path: '/pets/', found: undefined, why: 'a parameter is never empty' },
    {
      template: '/pets/{id}',
      path: '/pets/a/b',
      found: undefined,
      why: 'a parameter is one segment',
    },
    { template: '/pets/{id}', path: '/v1/pets/a', found: undefined, why: 'from the beginning' },
    {
      template: '/pets/{id}/toys/{toy}',
      path: '/pets/1/toys/2',
      found: { id: '1', toy: '2' },
      why: 'two parameters',
    },
    {
      template: '/{name}.{ext}',
      path: '/a.b',
      found: { name: 'a', ext: 'b' },
      why: 'two parameters in one segment',
    },
    {
      template: '/a.b+c',
      path: '/aXbbc',
      found: undefined,
      why: 'signs of regular expressions are themselves',
    },
    { template: '/a.b+(c)', path: '/a.b+(c)', found: {}, why: 'and match themselves' },
    {
      template: '/refresh-token',
      path: '/refresh%2Dtoken',
      found: {},
      why: 'percent-encoding changes nothing',
    },
    { template: '/caf%C3%A9', path: '/caf%c3%a9', found: {}, why: 'nor does its letter case' },
    {
      template: '/my pets/größe 😀/{id}',
      path: '/my%20pets/gr%C3%B6%C3%9Fe%20%F0%9F%98%80/a%2Db',
      found: { id: 'a%2Db' },
      why: "what a path can't hold comes percent-encoded",
    },
    {
      template: '/{name}.{ext}',
      path: '/a%2Eb',
      found: { name: 'a', ext: 'b' },
      why: 'within a segment too',
    },
    { template: '/a/b', path: '/a%2Fb', found: undefined, why: 'an encoded slash divides nothing' },
    { template: '/a%2Fb', path: '/a%2fb', found: {}, why: 'and is itself' },
    { template: '/a%2Fb', path: '/a/b', found: undefined, why: 'and no slash' },
    { template: '/100%', path: '/100%25', found: {}, why: 'a stray percent sign is itself' },
    { template: '/Pets', path: '/pets', found: undefined, why: 'paths have letter case' },
  ];
for (const { template, path, found, why } of paths) {
  test(`${path} against ${template}: ${why}`, () => {
    const texts = matchPath(template, path);
    expect(texts && Object.fromEntries(texts)).toEqual(found);
  });
}

const filled: readonly { template: string; path: string; why: string }[] = [
  { template: '/pets/{id}', path: '/pets/a%2Fb', why: "a parameter's text is left as it is" },
  { template: '/{id}/{id}', path: '/a%2Fb/a%2Fb', why: 'wherever it stands' },
  {
    template: '/{other}',
    path: '/{other}',
    why: 'a parameter that is not given is left out of it',
  },
  {
    template: '/my pets/größe 😀',
    path: '/my%20pets/gr%C3%B6%C3%9Fe%20%F0%9F%98%80',
    why: "what a path can't hold is percent-encoded",
  },
  { template: '/a?b#c[d]', path: '/a%3Fb%23c%5Bd%5D', why: 'what would end it too' },
  {
    template: "/a-b._~!$&'()*+,;=:@",
    path: "/a-b._~!$&'()*+,;=:@",
    why: 'what it can hold is not',
  },
  {
    template: '/caf%C3%A9/100%',
    path: '/caf%C3%A9/100%25',
    why: 'what is encoded is not encoded again',
  },
];
for (const { template, path, why } of filled) {
  test(`${template} gives ${path}: ${why}`, () => {
    expect(fillPath(template, new Map([['id', 'a%2Fb']]))).toBe(path);
    if (!template.includes('{other}')) expect(matchPath(template, path)).toBeDefined();
  });
}

test('a concrete path has no parameter', () =>
  expect(['/pets', '/pets/{id}'].map(isConcrete)).toEqual([true, false]));
