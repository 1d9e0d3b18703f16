import { entriesOf } from '../../../../conformance/core/contract/context.ts';
import { cached } from '../../../../conformance/core/memoize.ts';
import type { Schema } from '../../../../conformance/core/schema/model.ts';
import type { Node } from '../../../../conformance/core/pointer.ts';
import type { Block } from '../../content/block.ts';
import { code, joined, link, sentence, type Inline } from '../../content/inline.ts';
import { outsideLink } from '../../content/outside-link.ts';
import { errorAt } from '../errors/entries.ts';
import { preferHeader } from '../../../frontend/prefer.ts';
import type { MediaType } from '../../../../conformance/core/contract/model.ts';
import { isJson } from '../../../../conformance/core/http/media-type.ts';
import { firstAllowed } from '../../../../conformance/core/instances/valid-instance.ts';
import type { Json } from '../../../../conformance/core/json.ts';
import { UserError } from '../../../../conformance/core/user-error.ts';
import type { PartInput } from './part.ts';

/** A longer example is cut: its page would be heavy, and the description has it whole. */
const longest = 100_000;

type Shown = {
  readonly name: string;
  readonly summary: Inline;
  readonly description?: string;
  readonly value: unknown;
  /** Where the value is, if it is not in the description. */
  readonly elsewhere?: string;
  readonly isMade?: boolean;
};

type ExampleOptions = {
  readonly id: string;
  readonly mediaType: string;
  /** What stands below one. */
  readonly below?: ((name: string) => readonly Block[]) | undefined;
  /** The media type as the runner reads it: without an example, one is made of its schema. */
  readonly model?: MediaType | undefined;
  /** The members that a made example leaves out. */
  readonly omit: 'readOnly' | 'writeOnly';
};

/** The examples of a body by name. @param id the anchor of the body */
export function exampleBlocks(
  media: Node,
  { id, mediaType, below, model, omit }: ExampleOptions,
  input: PartInput,
): Block[] {
  const documented = examplesOf(media, input);
  const examples = documented.length > 0 ? documented : made(model, omit);
  return examples.map(
    (example, index): Block => ({
      kind: 'fold',
      id: exampleAnchor(id, example.name),
      isOpen: index === 0,
      summary: [
        example.name === ''
          ? input.site.say(example.isMade ? 'madeExample' : 'example')
          : sentence(input.site.say('exampleNamed', { name: example.name })),
        example.summary !== undefined && [': ', example.summary],
      ],
      blocks: [
        ...(example.description === undefined
          ? []
          : [{ kind: 'markdown', source: example.description, level: 4 } as const]),
        example.elsewhere === undefined
          ? codeOf(example.value, mediaType)
          : { kind: 'paragraph', content: outsideLink(example.elsewhere) },
        ...(below?.(example.name) ?? []),
      ],
    }),
  );
}

function examplesOf(media: Node, { reference: { documents } }: PartInput): Shown[] {
  const named = entriesOf(media.examples, documents).flatMap(([name, example]): Shown[] => {
    const { summary, description, externalValue } = example;
    const isElsewhere = !('value' in example) && typeof externalValue === 'string';
    return example.value === undefined && !isElsewhere
      ? []
      : [
          {
            name,
            value: example.value,
            ...(isElsewhere && { elsewhere: externalValue }),
            summary:
              typeof summary === 'string'
                ? { kind: 'markdown', source: summary, hasNoLinks: true }
                : undefined,
            ...(typeof description === 'string' && { description }),
          },
        ];
  });
  if (named.length > 0 || media.example === undefined) return named;
  return [{ name: '', summary: undefined, value: media.example }];
}

/** What is made is an idea of the body only: a longer one tells no more. */
const madeAtMost = 6000;

const known = new WeakMap<Schema, readonly Shown[]>();

/** Answers of many operations have the same schema; one of requests is another. */
const made = (model: MediaType | undefined, omit: ExampleOptions['omit']): readonly Shown[] =>
  model?.schema && isJson(model.name)
    ? cached(known, model.schema, () => madeOf(model.schema!, omit))
    : [];

/** A schema that contradicts itself is not worth the search of a run for a valid value. */
function madeOf({ alternatives, validate }: Schema, omit: ExampleOptions['omit']): Shown[] {
  for (const extent of ['all', 'required'] as const) {
    const value = unlessUnusable(() => firstAllowed(alternatives, validate, { extent, omit }));
    if (value === undefined) return [];
    if (JSON.stringify(value).length <= madeAtMost)
      return [{ name: '', summary: undefined, value, isMade: true }];
  }
  return [];
}

/** Of a schema that can't be used, no example is made: other parts of the page say why. */
function unlessUnusable(make: () => Json | undefined): Json | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
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

/** How the mock is asked for an answer, and where its error is explained. @param anchor that of the example */
export function belowAnswer(name: string, status: string, input: PartInput): Block[] {
  const { operation, reference, site } = input;
  const preference = name === '' ? { code: Number(status) } : { example: name };
  const isPreferable = operation.operation && !Number.isNaN(preference.code);
  const error = errorAt(reference, operation, exampleAnchor(`response-${status}`, name));
  const content = [
    isPreferable && [
      site.say('mockGives'),
      ' ',
      code(`Prefer: ${preferHeader(preference).prefer}`),
    ],
    error &&
      link({ page: `${reference.api}/errors`, anchor: error.anchor }, site.say('errorExplained')),
  ];
  return content.some((part) => part)
    ? [{ kind: 'paragraph', content: joined(content, ' · '), isQuiet: true }]
    : [];
}

/** The anchor of an example. @param id that of its body */
const exampleAnchor = (id: string, name: string): string =>
  `${id}-example-${name || 'example'}`.replaceAll(/\s/g, '_');
