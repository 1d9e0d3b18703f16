import { expect, test } from 'vitest';
import { otherSamples } from './compare/testing.ts';
import type { Rule } from './difference.ts';
import * as rules from './rules/index.ts';
import { schemaSamples, type Sample } from './rules/testing.ts';
import { changesOfEdit } from './testing.ts';

const samples: { readonly [id: string]: Sample } = { ...schemaSamples, ...otherSamples };

const all = Object.values(rules) as readonly Rule[];

test('every rule has a change that trips it, and no change is of a rule that there is not', () =>
  expect(Object.keys(samples).sort()).toEqual(all.map(({ id }) => id).sort()));

for (const [id, { trips, beside, before }] of Object.entries(samples)) {
  for (const [index, [severity, edit]] of trips.entries())
    test(`${id}: change ${index} is ${severity}`, () => {
      const found = changesOfEdit(edit, before).filter(({ rule }) => rule === id);
      expect(found.map((change) => change.severity)).toEqual(found.map(() => severity));
      expect(found).not.toEqual([]);
    });
  test(`${id}: another change does not trip it`, () =>
    expect(changesOfEdit(beside, before).filter(({ rule }) => rule === id)).toEqual([]));
}

test.each(all)('$id: every reason is one sentence', ({ id }) => {
  for (const [, edit] of samples[id]!.trips)
    for (const { reason } of changesOfEdit(edit, samples[id]!.before)) {
      expect(reason).toMatch(/^[A-Z].*[^.]\.$/);
      expect(reason).not.toContain('\n');
    }
});
