import { styleText } from 'node:util';
import type { CaseResult, Finding, Report, Verdict } from '../model.ts';
import type { Reporter } from './reporter.ts';

/** The report for a person at a terminal: what was checked, each finding, the sum. */
export const text: Reporter = {
  id: 'text',
  summary: 'The report for a person at a terminal.',
  render(report, { colors }) {
    const paint = (style: Parameters<typeof styleText>[0], words: string) => (colors ? styleText(style, words, { validateStream: false }) : words);
    const lines: string[] = [];
    for (const api of report.apis) {
      lines.push(`${paint('bold', api.name)} at ${api.target}`);
      if (api.error) lines.push(`  ${paint('red', 'error')} ${api.error}`);
      for (const operation of api.operations) {
        const results = report.results.filter((result) => result.api === api.name && result.operation === operation);
        lines.push(`  ${operationLine(operation, results, paint)}`, ...reasonLines(results, api.error));
      }
      for (const reason of api.unsupported) lines.push(`  ${paint('yellow', 'skip')}  ${reason}`);
      if (api.discarded.length > 0) lines.push(`  ${paint('yellow', 'note')}  ${api.discarded.length} ${api.discarded.length === 1 ? 'idea' : 'ideas'} for cases could not be used; --dry-run names them`);
      lines.push('');
    }
    for (const finding of report.findings) lines.push(...findingLines(finding, paint), '');
    lines.push(sum(report, paint));
    return `${lines.join('\n')}\n`;
  },
};

type Paint = (style: 'bold' | 'red' | 'green' | 'yellow' | 'dim', words: string) => string;

function operationLine(operation: string, results: readonly CaseResult[], paint: Paint): string {
  const count = (kind: Verdict['kind']) => results.filter(({ verdict }) => verdict.kind === kind).length;
  const parts = [
    `${count('pass')} passed`,
    ...(count('fail') > 0 ? [paint('red', `${count('fail')} failed`)] : []),
    ...(count('error') > 0 ? [paint('red', `${count('error')} could not be judged`)] : []),
    ...(count('skip') > 0 ? [paint('yellow', `${count('skip')} skipped`)] : []),
  ];
  const mark = count('fail') > 0 ? paint('red', 'fail ') : count('error') > 0 ? paint('red', 'error') : count('pass') > 0 ? paint('green', 'pass ') : paint('yellow', 'skip ');
  return `${mark} ${operation.padEnd(22)} ${parts.join(', ')}`;
}

/** Why cases were not judged, each reason once; that of the whole API is said already. */
function reasonLines(results: readonly CaseResult[], known: string | undefined): string[] {
  const reasons = results.flatMap(({ verdict }) => ('reason' in verdict && verdict.reason !== known ? [verdict.reason] : []));
  return [...new Set(reasons)].map((reason) => `        ${reasons.filter((other) => other === reason).length} not judged: ${reason}`);
}

/** What happened, which rule, what was expected, what was seen, how to repeat it: always in this order. */
function findingLines(finding: Finding, paint: Paint): string[] {
  const times = finding.occurrences === 1 ? 'once' : `${finding.occurrences} times`;
  const rows: [string, string][] = [
    ['check', finding.check],
    ['contract', `${finding.source}  #${finding.pointer}`],
    ...(finding.evidence ? [['evidence', finding.evidence] as [string, string]] : []),
    ['expected', finding.expected],
    ['actual', harmless(finding.actual)],
    ['case', `${finding.case} (seen ${times})`],
    ['again', finding.curl],
  ];
  return [
    `${finding.severity === 'notice' ? paint('yellow', 'note') : paint('red', 'fail')}  ${paint('bold', `${finding.api} ${finding.operation}`)}`,
    `      ${harmless(finding.message)}`,
    ...rows.map(([name, value]) => `        ${paint('dim', name.padEnd(9))} ${value.replaceAll('\n', '\n                  ')}`),
  ];
}

/** Text of the implementation without what would command the terminal. */
const harmless = (text: string): string =>
  text.replaceAll(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`);

function sum({ verdict, cases, findings, apis, milliseconds }: Report, paint: Paint): string {
  const operations = apis.reduce((total, api) => total + api.operations.length, 0);
  const counts = [
    `${cases.passed} passed`,
    `${cases.failed} failed`,
    ...(cases.errors > 0 ? [`${cases.errors} could not be judged`] : []),
    ...(cases.skipped > 0 ? [`${cases.skipped} skipped`] : []),
  ].join(', ');
  const faults = findings.filter(({ severity }) => severity === 'error').length;
  const notices = findings.length - faults;
  const noted = notices === 0 ? '' : ` ${notices === 1 ? '1 notice' : `${notices} notices`}.`;
  const words = {
    pass: `${paint('green', 'It conforms.')}${noted}`,
    fail: `${paint('red', `It does not conform: ${faults === 1 ? '1 finding' : `${faults} findings`}.`)}${noted}`,
    error: paint('red', 'It could not be judged.'),
  }[verdict];
  return `${words} ${operations === 1 ? '1 operation' : `${operations} operations`}, ${cases.planned === 1 ? '1 case' : `${cases.planned} cases`}: ${counts} (${(milliseconds / 1000).toFixed(1)} s).`;
}
