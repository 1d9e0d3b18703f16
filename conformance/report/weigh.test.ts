import { expect, test } from 'vitest';
import { severityOf, type WeighOptions } from './weigh.ts';
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
