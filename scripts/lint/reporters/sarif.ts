import { sarifLocation, sarifRoot } from '../../../conformance/core/sarif-location.ts';
import { visible, visibleJson } from '../../../conformance/core/visible.ts';
import type { Problem } from '../problems.ts';
import type { Reporter } from './reporter.ts';

/** @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const sarif: Reporter = {
  id: 'sarif',
  summary: 'The problems as SARIF 2.1.0, for code scanning and editors.',
  render: ({ problems }) => `${visibleJson(JSON.stringify(logOf(problems), null, 2))}\n`,
};

function logOf(problems: readonly Problem[]): object {
  const rules = [...new Set(problems.map(({ rule }) => rule))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'contracts lint', rules: rules.map((id) => ({ id })) } },
        originalUriBaseIds: {
          [sarifRoot]: { description: { text: 'The folder in which the command was started.' } },
        },
        results: problems.map(({ rule, severity, message, file, line, column, pointer }) => ({
          ruleId: rule,
          ruleIndex: rules.indexOf(rule),
          level: severity,
          message: { text: visible(message) },
          locations: [
            {
              physicalLocation: sarifLocation({ file, line, column }),
              logicalLocations: [{ fullyQualifiedName: visible(pointer) }],
            },
          ],
        })),
      },
    ],
  };
}
