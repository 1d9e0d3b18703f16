import { expect, test } from 'vitest';
import { isConcrete, matchPath } from './path.ts';

const paths: readonly { template: string; path: string; found: object | undefined; why: string }[] = [
  { template: '/pets', path: '/pets', found: {}, why: 'a path without parameters' },
  { template: '/pets/{id}', path: '/pets/a%2Fb', found: { id: 'a%2Fb' }, why: 'texts stay percent-encoded' },
  { template: '/pets/{id}', path: '/pets/', found: undefined, why: 'a parameter is never empty' },
  { template: '/pets/{id}', path: '/pets/a/b', found: undefined, why: 'a parameter is one segment' },
  { template: '/pets/{id}', path: '/v1/pets/a', found: undefined, why: 'from the beginning' },
  { template: '/pets/{id}/toys/{toy}', path: '/pets/1/toys/2', found: { id: '1', toy: '2' }, why: 'two parameters' },
  { template: '/{name}.{ext}', path: '/a.b', found: { name: 'a', ext: 'b' }, why: 'two parameters in one segment' },
  { template: '/a.b+c', path: '/aXbbc', found: undefined, why: 'signs of regular expressions are themselves' },
  { template: '/a.b+(c)', path: '/a.b+(c)', found: {}, why: 'and match themselves' },
  { template: '/Pets', path: '/pets', found: undefined, why: 'paths have letter case' },
];
for (const { template, path, found, why } of paths) {
  test(`${path} against ${template}: ${why}`, () => {
    const texts = matchPath(template, path);
    expect(texts && Object.fromEntries(texts)).toEqual(found);
  });
}

test('a concrete path has no parameter', () => expect(['/pets', '/pets/{id}'].map(isConcrete)).toEqual([true, false]));
