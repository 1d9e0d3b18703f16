import { entriesOf, type Node, type ReadContext } from './context.ts';
import type { NamedExample } from './model.ts';

type Value = NamedExample['value'];

/**
 * Reads the `examples` of a parameter or a media type, or its `example` where no named example has
 * a value.
 * @see https://spec.openapis.org/oas/v3.1.1.html#example-object
 */
export function readExamples(node: Node, context: ReadContext): NamedExample[] {
  const named = entriesOf(node.examples, context)
    .filter(([, example]) => 'value' in example)
    .map(([name, example]) => ({
      name,
      value: example.value as Value,
      source: context.sourceOf(example),
    }));
  if (named.length > 0 || !('example' in node)) return named;
  return [{ name: 'example', value: node.example as Value, source: context.sourceOf(node) }];
}
