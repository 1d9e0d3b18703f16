import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Severity } from '../../checks/severity.ts';
import type { ApiReport } from '../record.ts';
import type { Finding, Report } from '../report.ts';
import { tokensOf } from '../../core/pointer.ts';
import { aligned, placeOf, rowsOf } from './finding.ts';
import type { Reporter } from './reporter.ts';
import { notJudged, notTested, numberOf, tooLittle } from './sum.ts';
import { visible } from './visible.ts';

const { name, version } = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', '..', 'package.json'), 'utf8'),
) as { readonly name: string; readonly version: string };

/**
 * The folder that relative paths start from. It has no URI: only whoever reads the log knows where
 * the files are.
 */
const root = '%SRCROOT%';
const levels: { readonly [severity in Severity]: string } = {
  error: 'error',
  warning: 'warning',
  notice: 'note',
};

/** @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const sarif: Reporter = {
  id: 'sarif',
  summary: 'The findings as SARIF 2.1.0, for code scanning and editors.',
  render(report) {
    const rules = report.checks.filter(({ id }) =>
      report.findings.some(({ check }) => check === id),
    );
    const log = {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: `${name}-conformance`,
              semanticVersion: version,
              rules: rules.map(({ id, summary }) => ({
                id,
                shortDescription: { text: summary },
                fullDescription: { text: summary },
                help: {
                  text: `${summary} Each result says which line of the contract asks for it, and has a line for a shell that shows it again.`,
                },
              })),
            },
          },
          originalUriBaseIds: {
            [root]: {
              description: { text: 'The folder in which the conformance runner was started.' },
            },
          },
          invocations: [
            {
              executionSuccessful: report.verdict !== 'error',
              startTimeUtc: report.started,
              endTimeUtc: new Date(Date.parse(report.started) + report.milliseconds).toISOString(),
              toolExecutionNotifications: notificationsOf(report),
            },
          ],
          results: report.findings.map((finding) =>
            resultOf(
              report,
              finding,
              rules.findIndex(({ id }) => id === finding.check),
            ),
          ),
          properties: {
            verdict: report.verdict,
            failOn: report.failOn,
            cases: report.cases,
            coverage: report.coverage,
          },
        },
      ],
    };
    return `${JSON.stringify(log, null, 2)}\n`;
  },
};

function resultOf({ apis, baseline }: Report, finding: Finding, ruleIndex: number): object {
  const { api, operation, check, pointer, known } = finding;
  return {
    ruleId: check,
    ...(ruleIndex === -1 ? {} : { ruleIndex }),
    level: levels[finding.severity],
    message: message(`${finding.message}\n${aligned(rowsOf(finding))}`),
    locations: [
      {
        physicalLocation: physical(finding.source),
        logicalLocations: [
          { name: operation, fullyQualifiedName: `${api}.${operation}`, kind: 'operation' },
          {
            name: visible(tokensOf(pointer).at(-1) ?? ''),
            fullyQualifiedName: visible(pointer),
            kind: 'property',
          },
        ],
      },
    ],
    occurrenceCount: finding.occurrences,
    partialFingerprints: { 'findingId/v1': visible(finding.id) },
    // where one result says whether it is suppressed, the others must say that they are not
    ...(baseline
      ? {
          suppressions: known
            ? [
                {
                  kind: 'external',
                  status: 'accepted',
                  justification: visible(`${known.reason} (until ${known.expires})`),
                },
              ]
            : [],
        }
      : {}),
    properties: { target: targetOf(apis, api), case: finding.case, curl: finding.curl },
  };
}

function notificationsOf(report: Report): readonly object[] {
  const { apis, baseline } = report;
  const notification = (level: string, text: string, source?: string) => ({
    level,
    message: message(text),
    ...(source === undefined ? {} : { locations: [{ physicalLocation: physical(source) }] }),
  });
  const little = tooLittle(report);
  return [
    ...apis.flatMap(({ name: api, error }) =>
      error === undefined ? [] : [notification('error', `${api} could not be judged: ${error}`)],
    ),
    ...notJudged(report, 'error').map(({ operation: { api, id, source }, reason, cases }) =>
      notification(
        'error',
        `${numberOf(cases.length, 'case')} of ${api} ${id} could not be judged: ${reason}`,
        source,
      ),
    ),
    ...(little ? [notification('error', `${little}.`)] : []),
    ...(baseline?.expired ?? []).map((id) =>
      notification(
        'warning',
        `${id} counts again, because its date in the baseline is over.`,
        baseline!.file,
      ),
    ),
    ...(baseline?.stale ?? []).map((id) =>
      notification('warning', `${id} is in the baseline and no longer appears.`, baseline!.file),
    ),
    ...notTested(report).map((reason) => notification('note', `Not tested: ${reason}`)),
  ];
}

/**
 * Text as it is, but for what would become a link. Braces stay single, against the letter of
 * 3.11.5: who shows a message
 * that has no arguments does not undo their doubling, and a curl line with doubled braces
 * reproduces nothing.
 */
const message = (text: string): object => ({ text: visible(text).replaceAll('](', ']\\(') });

function physical(source: string): object {
  const { file, line } = placeOf(source);
  return {
    artifactLocation: artifact(file),
    ...(line === undefined ? {} : { region: { startLine: line } }),
  };
}

/** A path as a URI: one below the folder of the run stays relative, any other is a file URI. */
function artifact(path: string): object {
  const drive = /^([A-Za-z]:)[\\/]/.exec(path)?.[1];
  const segments = (drive ? path.slice(drive.length) : path)
    .replaceAll('\\', '/')
    .split('/')
    .map((segment) => encodeURIComponent(visible(segment)));
  if (drive) return { uri: `file:///${drive}${segments.join('/')}` };
  return path.startsWith('/')
    ? { uri: `file://${segments.join('/')}` }
    : { uri: segments.join('/'), uriBaseId: root };
}

const targetOf = (apis: readonly ApiReport[], api: string): string =>
  apis.find(({ name: other }) => other === api)?.target ?? '';
