import { mockedOperations } from '../../../conformance/core/contract/mocked-operations.ts';
import type { Contract } from '../../../conformance/core/contract/model.ts';

/** Words that no export can be named by, and `then`, which would make a promise of a module. */
const reserved = new Set(
  [
    ...[
      'arguments await break case catch class const continue debugger default delete do else enum',
    ],
    ...[
      'eval export extends false finally for function if implements import in instanceof interface',
    ],
    ...['let new null package private protected public return static super switch then this throw'],
    ...['true try typeof undefined var void while with yield'],
  ].flatMap((line) => line.split(' ')),
);

const isIdentifier = (name: string): boolean =>
  /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name) && !reserved.has(name);

/**
 * An identifier for each name, all different. A name that is one keeps it; of others, what can't be in an
 * identifier divides words: `get/pets/{id}` becomes `getPetsId`.
 */
export function identifiers(names: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set(names.filter(isIdentifier));
  return new Map(
    names.map((name) => {
      if (isIdentifier(name)) return [name, name];
      const found = free(camelCase(name), taken);
      taken.add(found);
      return [name, found];
    }),
  );
}

/** The names of operations in generated code, by id. */
export const operationNames = (contract: Contract): ReadonlyMap<string, string> =>
  identifiers(mockedOperations(contract).map(({ id }) => id));

/** The name, with the first number behind it that makes it another one than those that are taken. */
export function free(name: string, taken: { has(name: string): boolean }): string {
  let found = name;
  for (let number = 2; taken.has(found); number += 1) found = `${name}${number}`;
  return found;
}

/** `get/pets/{id}` as `getPetsId`. */
function camelCase(name: string): string {
  const [first = '', ...others] = wordsOf(name);
  const joined = [first, ...others.map(capitalized)].join('');
  if (isIdentifier(joined)) return joined;
  return reserved.has(joined) ? `${joined}_` : `_${joined}`;
}

/** `x-fingerprint-id` as `XFingerprintId`: the name of a type. */
export function pascalCase(...names: readonly string[]): string {
  const joined = names.flatMap(wordsOf).map(capitalized).join('');
  return isIdentifier(joined) ? joined : `_${joined}`;
}

const wordsOf = (name: string): string[] =>
  name.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '');

const capitalized = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
