import { anchors } from '../../content/anchors.ts';
import type { Block } from '../../content/block.ts';
import { sentence } from '../../content/inline.ts';
import { findingBlocks } from '../../runner/finding-blocks.ts';
import { ruleTarget } from '../../runner/rule-target.ts';
import { countsText, verdictBadge } from '../../runner/verdict-badge.ts';
import { runText } from '../../runner/verdict-blocks.ts';
import { operationVerdict } from '../../runner/verdict.ts';
import { parameters } from './parameters.ts';
import type { OperationPart } from './part.ts';
import { requestBody } from './request-body.ts';
import { responses } from './responses.ts';

/** What the last run found of the operation, where a report is given. */
export const verdict: OperationPart = {
  order: 5,
  blocks(input) {
    const { operation, reference, site } = input;
    const { report, say } = site;
    if (!report) return [];
    const { api } = reference;
    const found = operationVerdict(report, api, operation.id);
    const isRun = found.kind !== 'not run';
    const parts = (): Block[] =>
      found.findings.length === 0
        ? []
        : [parameters, requestBody, responses].flatMap((part) => part.blocks(input));
    const around = { operation, reference, say, blocks: parts() };
    return [
      {
        kind: 'heading',
        level: 2,
        id: 'verdict',
        content: [say('lastRun'), ' ', verdictBadge(found, say)],
        text: say('lastRun'),
      },
      {
        kind: 'paragraph',
        content: isRun
          ? [runText(report, api, say), ` ${countsText(found, say)}.`]
          : say('notInRun'),
      },
      ...(found.reason === undefined ? [] : [reasonNote(found.reason)]),
      ...findingBlocks(found.findings, {
        ...{ report, api, say, anchors: anchors() },
        ruleAt: (finding) => ruleTarget(finding, around),
      }),
    ];
  },
};

const reasonNote = (reason: string): Block => ({
  kind: 'note',
  tone: 'warning',
  blocks: [{ kind: 'paragraph', content: sentence(reason) }],
});
