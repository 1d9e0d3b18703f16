import { expect, test } from 'vitest';
import { placeOf } from './finding.ts';

test.each([
  ['a.yaml:7', { file: 'a.yaml', line: 7 }],
  ['a.json:1:3456', { file: 'a.json', line: 1, column: 3456 }],
  ['http://127.0.0.1:80/a.json:2', { file: 'http://127.0.0.1:80/a.json', line: 2 }],
  ['a.yaml', { file: 'a.yaml' }],
])('%s is a place', (source, place) => expect(placeOf(source)).toEqual(place));
