import { expect, test } from 'vitest';
import type { Case } from '../model.ts';
import { contractOf } from '../testing.ts';
import { findingsOf, type Sighting } from './findings.ts';

const contract = contractOf(`openapi: 3.1.1
info: { title: Things, version: 1.0.0 }
paths:
  /things:
    get:
      operationId: listThings
      x-source: { strength: documented, document: a-page }
      responses: {}
    post:
      operationId: makeThing
      responses: {}
`);
const [listThings, makeThing] = contract.operations as [Case['operation'], Case['operation']];

const caseOf = (operation: Case['operation'], name: string): Case => ({
  id: `${operation.id}/examples/${name}`, generator: 'examples', operation, intent: 'valid', rule: { in: 'body', pointer: '', keyword: 'examples' }, because: 'it is so', request: { parameters: { path: {}, query: {}, header: {}, cookie: {} }, credentials: 'good' },
});
const sighting = (name: string, more: { operation?: Case['operation']; check?: string; defect?: string; curl?: string } = {}): Sighting => {
  const { operation = listThings, check = 'body-parses', defect = '200', curl = 'curl' } = more;
  return { testCase: caseOf(operation, name), observation: { check, defect, message: `Message of ${name}.`, expected: 'right', actual: 'wrong', source: operation.source }, curl };
};
const group = (sightings: readonly Sighting[]) => findingsOf(contract, sightings, []).map(({ id, case: shown, occurrences }) => [id, shown.split('/').at(-1), occurrences]);

test('nothing seen is nothing found', () => expect(group([])).toEqual([]));

const groups: readonly { sightings: readonly Sighting[]; found: readonly unknown[]; why: string }[] = [
  { sightings: [sighting('a'), sighting('b'), sighting('c')], found: [['things/listThings/body-parses/200', 'a', 3]], why: 'one defect is one finding, however often it is seen' },
  { sightings: [sighting('a', { curl: 'a long line' }), sighting('b', { curl: 'short' }), sighting('c', { curl: 'a longer line' })], found: [['things/listThings/body-parses/200', 'b', 3]], why: 'the smallest request shows it' },
  { sightings: [sighting('a', { curl: 'one' }), sighting('b', { curl: 'two' })], found: [['things/listThings/body-parses/200', 'a', 2]], why: 'the first of two that are as small' },
  { sightings: [sighting('a', { defect: 'body/a required' }), sighting('a', { defect: 'body/a maxLength' })], found: [['things/listThings/body-parses/body/a:required', 'a', 1], ['things/listThings/body-parses/body/a:maxLength', 'a', 1]], why: 'two keywords are two findings' },
  { sightings: [sighting('a'), sighting('a', { check: 'echo-true' })], found: [['things/listThings/body-parses/200', 'a', 1], ['things/listThings/echo-true/200', 'a', 1]], why: 'two checks are two findings' },
  { sightings: [sighting('a'), sighting('a', { operation: makeThing })], found: [['things/listThings/body-parses/200', 'a', 1], ['things/makeThing/body-parses/200', 'a', 1]], why: 'two operations are two findings' },
];
for (const { sightings, found, why } of groups) test(why, () => expect(group(sightings)).toEqual(found));

test('ids do not depend on the order of what was seen', () => {
  const seen = [sighting('a', { defect: '1' }), sighting('b', { defect: '2' }), sighting('c', { defect: '1' })];
  expect(group(seen.toReversed()).map(([id]) => id).sort()).toEqual(group(seen).map(([id]) => id).sort());
});

test('a finding is told from the request that shows it, and names line and evidence', () => {
  const [finding] = findingsOf(contract, [sighting('a', { curl: 'longer' }), sighting('b')], []);
  expect(finding).toMatchObject({ severity: 'error', case: 'listThings/examples/b', message: 'Message of b.', curl: 'curl', pointer: '/paths/~1things/get', source: expect.stringMatching(/openapi\.yaml:5$/), evidence: 'documented (a-page)' });
  expect(findingsOf(contract, [sighting('a', { operation: makeThing })], [])[0]?.evidence).toBe('');
});

const refusals = ['a', 'b', 'c'].map((name) => sighting(name, { check: 'valid-accepted', defect: `examples/${name}` }));
const valid = (...names: string[]) => names.map((name) => caseOf(listThings, name));
for (const { seen, judged, ids, why } of [
  { seen: refusals, judged: valid('a', 'b', 'c'), ids: ['things/listThings/valid-accepted/every:valid:request'], why: 'every valid request refused is one finding' },
  { seen: refusals, judged: valid('a', 'b', 'c', 'd'), ids: ['a', 'b', 'c'].map((name) => `things/listThings/valid-accepted/examples/${name}`), why: 'one accepted, and each refusal is a finding' },
  { seen: refusals.slice(0, 1), judged: valid('a'), ids: ['things/listThings/valid-accepted/examples/a'], why: 'one of one says nothing of all' },
  { seen: refusals, judged: [...valid('a', 'b', 'c'), { ...caseOf(listThings, 'd'), intent: 'invalid' as const }, caseOf(makeThing, 'e')], ids: ['things/listThings/valid-accepted/every:valid:request'], why: 'invalid requests and other operations do not count' },
]) test(why, () => expect(findingsOf(contract, seen, judged).map(({ id }) => id)).toEqual(ids));

test('the request to show is a valid one, where there is one: nobody can object to it', () => {
  const invalid = (name: string, curl: string): Sighting => ({ ...sighting(name, { curl }), testCase: { ...caseOf(listThings, name), intent: 'invalid' } });
  expect(group([invalid('short', 'curl'), sighting('valid', { curl: 'curl --long' }), sighting('longer', { curl: 'curl --longer' })])).toEqual([['things/listThings/body-parses/200', 'valid', 3]]);
  expect(group([invalid('long', 'curl --long'), invalid('short', 'curl')])).toEqual([['things/listThings/body-parses/200', 'short', 2]]);
});
