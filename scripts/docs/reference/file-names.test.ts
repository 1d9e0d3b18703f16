import { expect, test } from 'vitest';
import { fileNames } from './file-names.ts';

for (const { name, file } of [
  { name: 'createPin', file: 'createPin' },
  { name: 'get/pets/{id}', file: 'get-pets-id' },
  { name: '../../etc/passwd', file: 'etc-passwd' },
  { name: 'Ünïcode', file: 'Unicode' },
  { name: '名前', file: 'name-7ec26292' },
  { name: 'con', file: 'con-' },
  { name: 'index', file: 'index-' },
  { name: '', file: 'name-e3b0c442' },
  { name: 'a'.repeat(300), file: 'a'.repeat(100) },
])
  test(`${JSON.stringify(name.slice(0, 20))} is ${file.slice(0, 20)}`, () =>
    expect(fileNames([name]).get(name)).toBe(file));

test('no two names are alike where letter case means nothing', () => {
  const names = ['getPet', 'getpet', 'GETPET', '名', '前', 'get pet', 'get-pet'];
  const files = [...fileNames(names).values()].map((file) => file.toLowerCase());
  expect(new Set(files).size).toBe(names.length);
});
