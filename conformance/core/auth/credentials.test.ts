import { expect, test } from 'vitest';
import { loadContract } from '../contract/load.ts';
import { alternativeFor, variableOf } from './credentials.ts';
import { forgeriesOf, signerOf } from './find-signer.ts';
import { secured, value } from './testing.ts';

for (const { names, variable, why } of [
  { names: ['amity', 'apiKey'], variable: 'AMITY_API_KEY', why: 'camel case' },
  { names: ['my-api.v2', 'x_key'], variable: 'MY_API_V2_X_KEY', why: 'other characters' },
  {
    names: ['mixin', 'bearer', 'privateKeyFile'],
    variable: 'MIXIN_BEARER_PRIVATE_KEY_FILE',
    why: 'a member',
  },
])
  test(`the variable of ${names.join(' ')}: ${why}`, () =>
    expect(variableOf(...names)).toBe(variable));

test('the first alternative that the credentials satisfy is used', () => {
  const operation = secured(['bearerAuth', 'headerKey'], ['cookieKey']);
  const names = (...given: string[]) =>
    alternativeFor(operation, new Map(given.map((name) => [name, value('x')])))?.map(
      ({ name }) => name,
    );
  expect(names('bearerAuth', 'headerKey', 'cookieKey')).toEqual(['bearerAuth', 'headerKey']);
  expect(names('bearerAuth', 'cookieKey')).toEqual(['cookieKey']);
  expect(names('bearerAuth')).toBeUndefined();
  expect(alternativeFor(secured(), new Map())).toEqual([]);
  expect(alternativeFor(secured(['bearerAuth'], []), new Map())).toEqual([]);
});

const mixin = loadContract('mixin', 'spec/mixin/openapi.yaml');

test('a security scheme of signed requests has a signer', () => {
  expect(signerOf('mixin', 'bearer')?.id).toBe('mixin-token');
  expect(signerOf('things', 'bearer')).toBeUndefined();
});

test('the credentials of a signed operation can be forged', () => {
  expect(
    forgeriesOf(mixin.operations.find(({ id }) => id === 'createPin')!).map(
      ({ use, scheme }) => `${scheme} ${use}`,
    ),
  ).toEqual([
    'bearer forged-expired',
    'bearer forged-other-key',
    'bearer forged-alg-none',
    'bearer forged-other-request',
  ]);
  expect(forgeriesOf(secured(['bearerAuth']))).toEqual([]);
});
