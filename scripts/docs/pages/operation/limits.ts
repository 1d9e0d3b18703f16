import { entriesOf } from '../../../../conformance/core/contract/context.ts';
import type { Node } from '../../../../conformance/core/pointer.ts';
import { code, link, type Inline } from '../../content/inline.ts';
import { firstSentence } from '../../text/commonmark.ts';
import type { OperationPart, PartInput } from './part.ts';

/**
 * The header fields that tell how much is left, and when to come back.
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
const ofLimits = /^(?:x-)?rate-?limit|^retry-after$/i;

/** How many requests a client may send, where the description says so. */
export const limits: OperationPart = {
  order: 58,
  blocks(input) {
    const { operation, reference, site } = input;
    const items = entriesOf(operation.node.responses, reference.documents).flatMap(
      ([status, response]) => itemsOf(status, response, input),
    );
    return items.length === 0
      ? []
      : [
          { kind: 'heading', level: 2, id: 'limits', content: site.say('limits') },
          { kind: 'list', items },
        ];
  },
};

function itemsOf(status: string, response: Node, { operation, reference }: PartInput): Inline[] {
  const to = (anchor: string) => ({ page: operation.page, anchor });
  const fields = entriesOf(response.headers, reference.documents)
    .filter(([name]) => ofLimits.test(name))
    .map(
      ([name, { description }]): Inline => [
        link(to(`response-${status}-header-${name}`), code(name)),
        ` (${status})`,
        typeof description === 'string' && [': ', firstSentence(description)],
      ],
    );
  const isRefusal = status === '429';
  return [
    ...(isRefusal
      ? [
          [
            link(to(`response-${status}`), status),
            ': ',
            firstSentence(String(response.description ?? '')),
          ],
        ]
      : []),
    ...fields,
  ];
}
