import { entriesOf } from '../../../../conformance/core/contract/context.ts';
import type { Node } from '../../../../conformance/core/pointer.ts';
import type { Block } from '../../content/block.ts';
import { badge, code, sentence, type Inline } from '../../content/inline.ts';
import type { PartInput } from './part.ts';

/** A longer example is cut: its page would be heavy, and the description has it whole. */
const longest = 100_000;

type Shown = {
  readonly name: string;
  readonly summary: Inline;
  readonly description?: string;
  readonly value: unknown;
};

/** The examples of a body by name. @param id the anchor of the body */
export function exampleBlocks(
  media: Node,
  {
    id,
    mediaType,
    marks,
  }: { readonly id: string; readonly mediaType: string; readonly marks?: (name: string) => Inline },
  input: PartInput,
): Block[] {
  return examplesOf(media, input).map(
    (example, index): Block => ({
      kind: 'fold',
      id: `${id}-example-${example.name || 'example'}`.replaceAll(/\s/g, '_'),
      isOpen: index === 0,
      summary: [
        example.name === ''
          ? input.site.say('example')
          : sentence(input.site.say('exampleNamed', { name: example.name })),
        example.summary !== undefined && [': ', example.summary],
        marks?.(example.name),
      ],
      blocks: [
        ...(example.description === undefined
          ? []
          : [{ kind: 'markdown', source: example.description, level: 4 } as const]),
        codeOf(example.value, mediaType),
      ],
    }),
  );
}

function examplesOf(media: Node, { reference: { documents } }: PartInput): Shown[] {
  const named = entriesOf(media.examples, documents).flatMap(([name, example]): Shown[] => {
    const { summary, description, externalValue } = example;
    const value = 'value' in example ? example.value : externalValue;
    return value === undefined
      ? []
      : [
          {
            name,
            value,
            summary:
              typeof summary === 'string' ? { kind: 'markdown', source: summary } : undefined,
            ...(typeof description === 'string' && { description }),
          },
        ];
  });
  if (named.length > 0 || media.example === undefined) return named;
  return [{ name: '', summary: undefined, value: media.example }];
}

/** A value as a body of its media type shows it. */
export function codeOf(value: unknown, mediaType: string): Block {
  const isText = typeof value === 'string' && !/json/.test(mediaType);
  const text = isText ? value : (JSON.stringify(value, undefined, 2) ?? '');
  const shown = text.length > longest ? `${text.slice(0, longest)}\n…` : text;
  const language = isText
    ? /xml|html/.test(mediaType)
      ? 'xml'
      : /yaml/.test(mediaType)
        ? 'yaml'
        : 'text'
    : 'json';
  return { kind: 'code', language, text: shown };
}

/** What stands beside the name of an example: that it refuses, and how the mock is asked for it. */
export const preferred = (
  name: string,
  isRefusal: boolean,
  { site: { say } }: PartInput,
): Inline => [
  isRefusal && [' ', badge('refusal', say('refusal'))],
  ' ',
  code(`Prefer: example=${name}`),
];
