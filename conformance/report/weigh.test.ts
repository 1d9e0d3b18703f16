import { expect, test } from 'vitest';
import { frozenRecord } from '../corpus/report.ts';
import { severityOf, weighed, type WeighOptions } from './weigh.ts';
import type { RecordedObservation } from './record.ts';

type Row = [
  why: string,
  observation: Partial<Pick<RecordedObservation, 'severity' | 'strength'>>,
  options: WeighOptions,
  severity: string,
];

const rows: readonly Row[] = [
  ['without evidence', {}, {}, 'error'],
  ['documented', { strength: 'documented' }, {}, 'error'],
  ['observed', { strength: 'observed' }, {}, 'warning'],
  ['vendor', { strength: 'vendor' }, {}, 'warning'],
  ['observed is raised', { strength: 'observed' }, { evidence: 'observed' }, 'error'],
  ['vendor is not raised', { strength: 'vendor' }, { evidence: 'observed' }, 'warning'],
  ['vendor is raised', { strength: 'vendor' }, { evidence: 'vendor' }, 'error'],
  ['usage never is', { strength: 'usage' }, { evidence: 'vendor' }, 'warning'],
  ['a warning stays one', { severity: 'warning', strength: 'documented' }, {}, 'warning'],
  ['a warning is not raised', { severity: 'warning' }, { evidence: 'vendor' }, 'warning'],
  ['a notice stays one', { severity: 'notice', strength: 'vendor' }, {}, 'notice'],
  ['a strict run raises a notice', { severity: 'notice' }, { strict: true }, 'error'],
  [
    'the severity of the check comes first',
    { strength: 'vendor' },
    { severities: new Map([['a-check', 'notice']]), evidence: 'vendor', strict: true },
    'notice',
  ],
];

test.for(rows)('%s', ([, observation, options, severity]) =>
  expect(severityOf({ check: 'a-check', severity: 'error', ...observation }, options)).toBe(
    severity,
  ),
);

const strengths: readonly [
  why: string,
  observation: Partial<RecordedObservation>,
  options: WeighOptions,
  strength: string | undefined,
][] = [
  ['it makes the defect a warning', { strength: 'vendor' }, {}, 'vendor'],
  ['it is strong', { strength: 'documented' }, {}, undefined],
  ['the user raises it', { strength: 'vendor' }, { evidence: 'vendor' }, undefined],
  ['the check only warns', { strength: 'vendor', severity: 'warning' }, {}, undefined],
  [
    'the user sets the severity of the check',
    { strength: 'vendor' },
    { severities: new Map([['invalid-refused', 'warning']]) },
    undefined,
  ],
];
test.for(strengths)('the strength of a weighed defect: %s', ([, more, options, strength]) => {
  const outcome = frozenRecord.outcomes.find(({ observations }) =>
    observations.some(({ check }) => check === 'invalid-refused'),
  )!;
  const [observation] = outcome.observations;
  const { observations } = weighed(
    { ...outcome, observations: [{ ...observation!, ...more }] },
    options,
  );
  expect(observations[0]!.strength).toBe(strength);
});
