import { expect, test } from 'vitest';
import { operationOf } from '../testing.ts';
import type { Case } from '../generators/case.ts';
import { Cuts, type Ending } from './cuts.ts';

const caseOf = (operationId: string, generator: string, number = 1) =>
  ({
    id: `${operationId}/${generator}/${number}`,
    operation: operationOf({ operationId }),
    generator,
  }) as Case;
const answered: Ending = { isAnswered: true, isCut: false, ends: false };
const cut: Ending = { isAnswered: false, isCut: true, ends: false };
const silent: Ending = { isAnswered: false, isCut: false, ends: false };

/** Enters cases by the name of their operation, each of another generator. */
function entered(names: string, ending = cut) {
  const cuts = new Cuts();
  for (const [index, name] of [...names].entries())
    cuts.enter(caseOf(name, `g${index}`), name === '.' ? answered : ending);
  return cuts;
}

for (const [names, isGone, why] of [
  ['aaabb', true, 'five in a row of two operations'],
  ['aaaab', true, 'also where the second has one'],
  ['aaaaaaa', false, 'one operation may have a reason of its own'],
  ['aabb', false, 'four are too few'],
  ['aab.bbb', false, 'an answer between begins a new row'],
] as const)
  test(`a server may be gone: ${why}`, () => expect(entered(names).mayBeGone()).toBe(isGone));

test('what is late is not cut', () => expect(entered('aaabb', silent).mayBeGone()).toBe(false));

test('the last answered request and the first that was not are named', () => {
  const cuts = new Cuts();
  expect(cuts.whereItEnded(caseOf('a', 'g'))).toBe('');
  cuts.enter(caseOf('a', 'g'), answered);
  expect(cuts.whereItEnded(caseOf('b', 'g'))).toBe(
    '. The last answer came to POST /things (case a/g/1); the first request without one, which may have ended the server, was POST /things (case b/g/1)',
  );
  cuts.enter(caseOf('c', 'g'), cut);
  expect(cuts.whereItEnded(caseOf('b', 'g'))).toContain('was POST /things (case c/g/1)');
  cuts.forgive();
  expect(cuts.mayBeGone()).toBe(false);
});

test('a kind is not sent again after its second cut', () => {
  const cuts = new Cuts();
  const reasons = () => [
    cuts.reasonToSkip(caseOf('a', 'g', 3)),
    cuts.reasonToSkip(caseOf('a', 'h')),
    cuts.reasonToSkip(caseOf('b', 'g')),
  ];
  cuts.enter(caseOf('a', 'g', 1), cut);
  expect(reasons()).toEqual([undefined, undefined, undefined]);
  cuts.enter(caseOf('a', 'g', 2), cut);
  expect(reasons()).toEqual([
    'the connection was cut at 2 requests of a that the generator "g" made, so no more of them are sent',
    undefined,
    undefined,
  ]);
});

test('an operation that ends the server three times is asked no more', () => {
  const cuts = entered('aa', { ...cut, ends: true });
  expect(cuts.reasonToLeave(operationOf({ operationId: 'a' }))).toBeUndefined();
  cuts.enter(caseOf('a', 'another'), { ...cut, ends: true });
  expect(cuts.reasonToLeave(operationOf({ operationId: 'a' }))).toBe(
    'the server was down after 3 requests of a, so it is asked no more',
  );
  expect(cuts.reasonToLeave(operationOf({ operationId: 'b' }))).toBeUndefined();
});
