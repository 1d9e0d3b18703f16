import type { Link } from '../../../../conformance/core/contract/model.ts';
import { code, joined, link, type Inline } from '../../content/inline.ts';
import type { OperationPart, PartInput } from './part.ts';

/** The links of the answers: what can be called next, and with which values. */
export const links: OperationPart = {
  order: 60,
  blocks(input) {
    const { operation, site } = input;
    const all = operation.operation?.responses.flatMap((response) => response.links ?? []) ?? [];
    // a text in a line is a list, too: it must not be taken apart
    const items = all.map((each) => inWords(each, input)).filter((item) => item !== undefined);
    return items.length === 0
      ? []
      : [
          { kind: 'heading', level: 2, id: 'next', content: site.say('links') },
          { kind: 'list', items },
        ];
  },
};

function inWords(
  { name, operationId, path, method, parameters }: Link,
  { reference }: PartInput,
): Inline | undefined {
  const target = reference.operations.find(
    (each) =>
      (operationId !== undefined && each.id === operationId) ||
      (each.path === path && each.method === method?.toUpperCase()),
  );
  if (!target) return undefined;
  const values = [...parameters].map(
    ([name, value]): Inline => [
      code(name),
      ' = ',
      code(typeof value === 'string' ? value : JSON.stringify(value)),
    ],
  );
  return [
    link({ page: target.page }, target.title),
    ` (${name})`,
    values.length > 0 && [': ', joined(values, ', ')],
  ];
}
