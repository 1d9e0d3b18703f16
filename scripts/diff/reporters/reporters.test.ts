import { expect, test } from 'vitest';
import type { Change } from '../changes-between.ts';
import type { DiffReport } from '../report.ts';
import { changesOfEdit } from '../testing.ts';
import * as reporters from './index.ts';
import type { Reporter } from './reporter.ts';

/** Some changes of the pet shop, in files that are there each time. */
function changes(): Change[] {
  const found = changesOfEdit((shop) => {
    const { Pet, NewPet } = shop.components.schemas;
    delete shop.paths['/pets/{id}'].delete;
    NewPet.properties.kind.enum = ['cat', 'dog'];
    Pet.properties.state.enum.push('a | b');
    shop.paths['/pets'].get.parameters[0].schema.maximum = 200;
  });
  return found.map((change) => {
    const places = {
      old: { ...change.places.old, file: 'main:spec/pets.yaml' },
      new: { ...change.places.new, file: 'spec/pets.yaml' },
    };
    const { side } = change.source;
    return { ...change, places, source: { ...places[side], side } };
  });
}

const report: DiffReport = {
  verdict: 'fail',
  comparisons: [
    {
      files: { old: 'main:spec/pets.yaml', new: 'spec/pets.yaml' },
      versions: { old: '1.2.0', new: '1.3.0' },
      majorRose: false,
      changes: changes(),
      fails: true,
    },
    {
      files: { old: 'main:spec/shops.yaml', new: 'spec/shops.yaml' },
      versions: { old: '1.0.0', new: '1.0.0' },
      majorRose: false,
      changes: [],
      fails: false,
    },
  ],
};

test.each(Object.values(reporters) as readonly Reporter[])('$id reports as before', (reporter) =>
  expect(reporter.render(report, { colors: false })).toMatchFileSnapshot(
    `${reporter.id}.golden.txt`,
  ),
);

test('the text has colours where these are wanted', () =>
  expect(reporters.text.render(report, { colors: true })).toContain('\u001b[31mbreaking'));

test('a change without a breaking one is told as such', () => {
  const { comparisons } = report;
  const only = (severity: string) =>
    comparisons.map((one) => ({
      ...one,
      changes: one.changes.filter((change) => change.severity === severity),
    }));
  const sentence = (severity: string) =>
    reporters.text
      .render({ verdict: 'pass', comparisons: only(severity) }, { colors: false })
      .trimEnd()
      .split('\n')
      .at(-1);
  expect(sentence('dangerous')).toBe('This may break some clients.');
  expect(sentence('safe')).toBe('Nothing breaks clients.');
  expect(sentence('none')).toBe('Nothing changed.');
});
