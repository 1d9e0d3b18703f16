import { styleText } from 'node:util';
import { oneLine } from '../../../conformance/core/visible.ts';
import type { Change } from '../changes-between.ts';
import type { Severity } from '../difference.ts';
import { countsOf, operationsOf, sentenceOf, versionLine, type Comparison } from '../report.ts';
import type { Reporter } from './reporter.ts';

const colorOf = { breaking: 'red', dangerous: 'yellow', safe: 'green' } as const;

export const text: Reporter = {
  id: 'text',
  summary: 'What changed, for people.',
  render(report, { colors }) {
    const paint = (severity: Severity, word: string) =>
      colors ? styleText(colorOf[severity], word, { validateStream: false }) : word;
    const blocks = report.comparisons.map((comparison) => [
      oneLine(`${comparison.files.old} → ${comparison.files.new}`),
      ...comparison.changes.flatMap((change) => linesOf(change, paint)),
      ...sumOf(comparison),
    ]);
    return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n\n${sentenceOf(report)}\n`;
  },
};

function linesOf(change: Change, paint: (severity: Severity, word: string) => string): string[] {
  const { severity, rule, reason, source, where } = change;
  const used = operationsOf(change);
  const place = [
    ...(used === '' ? [] : [used]),
    ...(where.length === 0 ? [] : [where.join(' › ')]),
  ];
  return [
    `  ${paint(severity, severity.padEnd(9))}  ${oneLine(`${source.file}:${source.line}`)}  ${rule}`,
    `             ${oneLine(reason)}`,
    ...(place.length === 0 ? [] : [`             ${oneLine(place.join(': '))}`]),
  ];
}

const sumOf = (comparison: Comparison): string[] => [
  `  ${countsOf(comparison.changes)}. ${oneLine(versionLine(comparison))}`,
];
