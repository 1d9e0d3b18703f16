import { nodeOf } from '../../../../conformance/core/contract/context.ts';
import type { MediaType } from '../../../../conformance/core/contract/model.ts';
import { isObject, ownMember, type Node } from '../../../../conformance/core/pointer.ts';
import type { Block } from '../../content/block.ts';
import { sentence } from '../../content/inline.ts';
import { schemaFields } from '../../schema/fields.ts';
import { rulesInWords } from '../../schema/rules.ts';
import { shapeOf } from '../../schema/shape.ts';
import { typeInline } from '../../schema/type.ts';
import { exampleBlocks } from './examples.ts';
import type { PartInput } from './part.ts';

type ContentOptions = {
  /** The anchor of the body. */
  readonly id: string;
  /** Its media types as the runner reads them. */
  readonly models: readonly MediaType[] | undefined;
  /** The members that are not in such a body. */
  readonly omit: 'readOnly' | 'writeOnly';
  /** What stands below an example. */
  readonly below?: (name: string) => readonly Block[];
};

/** The media types of a body, each with its members and examples. */
export function contentBlocks(
  content: unknown,
  { id, models, omit, below }: ContentOptions,
  input: PartInput,
): Block[] {
  const { reference, site } = input;
  return Object.entries(nodeOf(content)).flatMap(([name, written], index) => {
    const media = nodeOf(reference.documents.deref(written));
    // anchors of the first media type are short: most bodies have one
    const own = index === 0 ? id : `${id}-${index + 1}`;
    return [
      {
        kind: 'paragraph',
        content: [sentence(site.say('mediaType', { name })), ...typeOf(media, input)],
        isQuiet: true,
      } as const,
      ...memberBlocks(media, own, input),
      ...exampleBlocks(
        media,
        {
          ...{ id: own, mediaType: name, below, omit },
          model: models?.find((model) => model.name === name),
        },
        input,
      ),
    ];
  });
}

const typeOf = ({ schema }: Node, { reference, site }: PartInput) =>
  schema === undefined ? [] : [': ', typeInline(schema, { reference, say: site.say })];

function memberBlocks(
  { schema, encoding }: Node,
  id: string,
  { reference, site }: PartInput,
): Block[] {
  if (!isObject(schema)) return [];
  const context = { reference, say: site.say };
  const rules = rulesInWords(shapeOf(schema, reference), [], context);
  const fields = schemaFields(schema, id, context).map((field) => {
    const type = nodeOf(ownMember(nodeOf(encoding), field.name)).contentType;
    if (typeof type !== 'string') return field;
    const rule = sentence(site.say('ruleWrittenAs', { form: `\`${type}\`` }));
    return { ...field, rules: [...field.rules, rule] };
  });
  return [
    ...(rules.length > 0 ? [{ kind: 'list', items: rules } as const] : []),
    ...(fields.length > 0 ? [{ kind: 'fields', fields } as const] : []),
  ];
}
