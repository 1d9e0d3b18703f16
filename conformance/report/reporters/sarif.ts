import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Severity } from '../../checks/severity.ts';
import type { Finding, Report } from '../report.ts';
import { tokensOf } from '../../core/pointer.ts';
import { aligned, placeOf, rowsOf } from './finding.ts';
import { sharedCauses } from './grouped.ts';
import type { Reporter } from './reporter.ts';
import { baselineNotes, notJudged, notTested, tooLittle, unjudgedApis } from './sum.ts';
import { sarifLocation, sarifRoot } from '../../core/sarif-location.ts';
import { visible, visibleJson } from '../../core/visible.ts';
import { numberOf } from '../number-of.ts';

const { name, version } = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', '..', 'package.json'), 'utf8'),
) as { readonly name: string; readonly version: string };

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
    const { verdict, failOn, cases, coverage, started, milliseconds, findings } = report;
    const rules = report.checks.filter(({ id }) => findings.some(({ check }) => check === id));
    const causes = sharedCauses(report);
    const indexes = new Map(rules.map(({ id }, index) => [id, index]));
    const driver = {
      name: `${name}-conformance`,
      semanticVersion: version,
      rules: rules.map(({ id, summary }) => ({
        id,
        shortDescription: { text: summary },
        fullDescription: { text: summary },
        help: {
          text: `${summary} Each result names the line of the contract with this rule, and a shell command that reproduces the finding.`,
        },
      })),
    };
    const log = {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: { driver },
          originalUriBaseIds: {
            [sarifRoot]: {
              description: { text: 'The folder in which the conformance runner was started.' },
            },
          },
          invocations: [
            {
              executionSuccessful: verdict !== 'error',
              startTimeUtc: started,
              endTimeUtc: new Date(Date.parse(started) + milliseconds).toISOString(),
              toolExecutionNotifications: notificationsOf(report),
            },
          ],
          results: findings.map((finding) => ({
            ruleId: finding.check,
            ruleIndex: indexes.get(finding.check),
            ...resultOf(report, finding, causes.get(finding.id)),
          })),
          properties: { verdict, failOn, cases, coverage },
        },
      ],
    };
    return `${visibleJson(JSON.stringify(log, null, 2))}\n`;
  },
};

/** One for each finding, also where several have one cause: viewers follow them by their ids. */
function resultOf({ apis, baseline }: Report, finding: Finding, cause?: string): object {
  const { api, operation, pointer, known } = finding;
  const suppression = known && {
    kind: 'external',
    status: 'accepted',
    justification: visible(`${known.reason} (until ${known.expires})`),
  };
  return {
    level: levels[finding.severity],
    message: message(`${finding.message}\n${aligned(rowsOf(finding, cause))}`),
    locations: [
      {
        physicalLocation: sarifLocation(placeOf(finding.source)),
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
    // if one result has `suppressions`, all others need the member too
    ...(baseline ? { suppressions: suppression ? [suppression] : [] } : {}),
    properties: {
      target: apis.find(({ name: other }) => other === api)?.target ?? '',
      case: finding.case,
      curl: finding.curl,
    },
  };
}

function notificationsOf(report: Report): readonly object[] {
  const notification = (level: string, text: string, source?: string) => ({
    level,
    message: message(text),
    ...(source === undefined
      ? {}
      : { locations: [{ physicalLocation: sarifLocation(placeOf(source)) }] }),
  });
  const little = tooLittle(report);
  return [
    ...unjudgedApis(report).map(({ name: api, error }) =>
      notification('error', `${api} could not be judged: ${error}`),
    ),
    ...notJudged(report, 'error').map(({ operation: { api, id, source }, reason, cases }) => {
      const count = numberOf(cases.length, 'case');
      return notification(
        'error',
        `${count} of ${api} ${id} could not be judged: ${reason}`,
        source,
      );
    }),
    ...(little ? [notification('error', `${little}.`)] : []),
    ...baselineNotes(report).map(({ kind, id, file, advice }) =>
      notification('warning', `The baseline entry ${id} is ${kind}: ${advice}.`, file),
    ),
    ...(report.notJudged ?? []).map(({ api, operation, reason, question, cases }) =>
      notification(
        'note',
        `${numberOf(cases, 'case')} of ${api} ${operation} not judged: ${reason}. ${question}`,
      ),
    ),
    ...notTested(report).map((reason) => notification('note', `Not tested: ${reason}`)),
  ];
}

/**
 * A message without links. Braces are not doubled as section 3.11.5 demands: viewers show messages
 * without arguments as they are, and a curl line with doubled braces does not work.
 */
const message = (text: string): object => ({ text: visible(text).replaceAll('](', ']\\(') });
