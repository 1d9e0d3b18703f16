import { sarifLocation, sarifRoot } from '../../../conformance/core/sarif-location.ts';
import { visible, visibleJson } from '../../../conformance/core/visible.ts';
import type { Findings } from './format.ts';

/**
 * For code scanning and editors.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarif({ problems }: Findings): string {
  const rules = [...new Set(problems.map(({ rule }) => rule))].sort();
  const log = {
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
  return `${visibleJson(JSON.stringify(log, undefined, 2))}\n`;
}
