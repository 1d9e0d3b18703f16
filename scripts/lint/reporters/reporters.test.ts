import { expect, test } from 'vitest';
import type { Problem } from '../problems.ts';
import type { Findings } from './reporter.ts';
import { github, json, sarif, text } from './index.ts';

const problem: Problem = {
  severity: 'error',
  rule: 'struct',
  file: 'spec/things/openapi.yaml',
  line: 4,
  column: 7,
  pointer: '#/paths/~1things',
  message: 'Expected an object,\nand found 100% of a number.',
};
const findings: Findings = {
  checked: ['things'],
  problems: [problem, { ...problem, severity: 'warning', rule: 'contracts/usable' }],
};

test('text is for people: one place after the other, and how many', () =>
  expect(text.render(findings)).toMatchInlineSnapshot(`
    "spec/things/openapi.yaml:4:7  error  struct
      Expected an object,\\nand found 100% of a number.
      at #/paths/~1things

    spec/things/openapi.yaml:4:7  warning  contracts/usable
      Expected an object,\\nand found 100% of a number.
      at #/paths/~1things

    1 error and 1 warning in things.
    "
  `));

test('many problems are counted by their rules', () => {
  const problems = Array.from({ length: 20 }, () => problem);
  expect(
    text
      .render({ checked: ['things'], problems })
      .split('\n')
      .slice(-4),
  ).toEqual(['20  error  struct', '', '20 errors in things.', '']);
});

test('no problem is told', () =>
  expect(text.render({ checked: ['a', 'b'], problems: [] })).toBe('No problem in a, b.\n'));

test('annotations of GitHub stand beside their lines', () =>
  expect(github.render(findings)).toMatchInlineSnapshot(`
    "::error file=spec/things/openapi.yaml,line=4,col=7,title=struct::Expected an object,%0Aand found 100%25 of a number.%0Aat #/paths/~1things
    ::warning file=spec/things/openapi.yaml,line=4,col=7,title=contracts/usable::Expected an object,%0Aand found 100%25 of a number.%0Aat #/paths/~1things
    1 error and 1 warning in things.
    "
  `));

test('JSON has all members of a problem', () =>
  expect(JSON.parse(json.render(findings))).toEqual(findings));

test('SARIF names rule, level and place', () => {
  const [run] = JSON.parse(sarif.render(findings)).runs;
  expect(run.tool.driver.rules).toEqual([{ id: 'contracts/usable' }, { id: 'struct' }]);
  expect(run.results).toHaveLength(2);
  expect(run.results[0]).toEqual({
    ruleId: 'struct',
    ruleIndex: 1,
    level: 'error',
    message: { text: problem.message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: problem.file, uriBaseId: '%SRCROOT%' },
          region: { startLine: 4, startColumn: 7 },
        },
        logicalLocations: [{ fullyQualifiedName: problem.pointer }],
      },
    ],
  });
});
