import { expect, test } from 'vitest';
import { frozenReport } from './frozen-report.ts';
import { json } from './json.ts';

const written = json.render(frozenReport, { colors: true });

test('writes the whole report, as a line of its own', () => {
  expect(JSON.parse(written)).toEqual(frozenReport);
  expect(written).toMatch(/\}\n$/);
});

test('keeps its stable core', () => {
  const core = JSON.parse(written) as { verdict: string; apis: unknown[]; cases: object; findings: object[] };
  expect(core.verdict).toBe('error');
  expect(core.apis).toHaveLength(2);
  expect(Object.keys(core.cases)).toEqual(['planned', 'passed', 'failed', 'errors', 'skipped']);
  const members = ['id', 'severity', 'check', 'api', 'operation', 'case', 'message', 'pointer', 'source', 'expected', 'actual', 'curl', 'occurrences'];
  for (const finding of core.findings) expect(Object.keys(finding)).toEqual(expect.arrayContaining(members));
});

test('has no colours', () => expect(written).not.toContain('\u001b['));
