import { expect, test } from 'vitest';
import { identifiers, pascalCase } from './names.ts';

for (const { names, found, why } of [
  {
    why: 'an identifier stays',
    names: ['getPet', '$_1', 'größe', '取得'],
    found: ['getPet', '$_1', 'größe', '取得'],
  },
  {
    why: 'what divides words is left out',
    names: ['get/pets/{id}', 'pets.list-all'],
    found: ['getPetsId', 'petsListAll'],
  },
  {
    why: 'a number can be no first letter',
    names: ['200', '3d-model'],
    found: ['_200', '_3dModel'],
  },
  {
    why: 'a reserved word',
    names: ['delete', 'then', 'await'],
    found: ['delete_', 'then_', 'await_'],
  },
  { why: 'a name without any letter', names: ['/', '👍'], found: ['_', '_2'] },
  { why: 'two names that become one', names: ['get-pet', 'get.pet'], found: ['getPet', 'getPet2'] },
  {
    why: 'a name that is one keeps it, though it comes later',
    names: ['get-pet', 'getPet'],
    found: ['getPet2', 'getPet'],
  },
])
  test(why, () => expect([...identifiers(names).values()]).toEqual(found));

test('names of types begin with a capital', () => {
  expect(pascalCase('user', 'receive_message_source')).toBe('UserReceiveMessageSource');
  expect(pascalCase('listPets', 'x-sort', '')).toBe('ListPetsXSort');
  expect(pascalCase('3d')).toBe('_3d');
});
