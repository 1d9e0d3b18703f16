import { entriesOf, nodeOf } from '../../../../conformance/core/contract/context.ts';
import type { Node } from '../../../../conformance/core/pointer.ts';
import type { Block } from '../../content/block.ts';
import { badge, type Tone } from '../../content/inline.ts';
import { parameterField } from './parameter-field.ts';
import type { WordKey } from '../../words/words.ts';
import { contentBlocks } from './content.ts';
import { meaningOfStatus, type Meaning } from './meaning.ts';
import { belowAnswer } from './examples.ts';
import type { OperationPart, PartInput } from './part.ts';

/** Every documented answer, successes first. A refusal is shown as one whatever its status is. */
export const responses: OperationPart = {
  order: 40,
  blocks(input) {
    const { operation, reference, site } = input;
    const all = entriesOf(operation.node.responses, reference.documents).filter(
      ([status]) => !status.startsWith('x-'),
    );
    if (all.length === 0) return [];
    return [
      { kind: 'heading', level: 2, id: 'responses', content: site.say('responses') },
      ...all.flatMap(([status, response]) => responseBlocks(status, response, input)),
    ];
  },
};

function responseBlocks(status: string, response: Node, input: PartInput): Block[] {
  const { say } = input.site;
  const meaning = meaningOfStatus(status, input);
  const id = `response-${status}`;
  const description = typeof response.description === 'string' ? response.description : '';
  const models = input.operation.operation?.responses.find(
    (each) => each.status === status,
  )?.content;
  const hasBody = Object.keys(nodeOf(response.content)).length > 0;
  return [
    {
      kind: 'heading',
      level: 3,
      id,
      content: [
        status === 'default' ? say('anyOther') : status,
        ' ',
        badge(tones[meaning], say(words[meaning])),
      ],
      text: status,
    },
    { kind: 'markdown', source: description, level: 4 },
    ...headerBlocks(response, id, input),
    ...(hasBody
      ? contentBlocks(
          response.content,
          { id, models, omit: 'writeOnly', below: (name) => belowAnswer(name, status, input) },
          input,
        )
      : [{ kind: 'paragraph', content: say('noBody'), isQuiet: true } as const]),
  ];
}

const tones: { readonly [meaning in Meaning]: Tone } = {
  success: 'success',
  refusal: 'refusal',
  failure: 'failure',
  other: 'neutral',
};
const words: { readonly [meaning in Meaning]: WordKey } = {
  success: 'success',
  refusal: 'refusal',
  failure: 'failure',
  other: 'otherAnswer',
};

function headerBlocks({ headers }: Node, id: string, input: PartInput): Block[] {
  const all = entriesOf(headers, input.reference.documents);
  if (all.length === 0) return [];
  const fields = all.map(([name, header]) =>
    parameterField(header, { name, location: 'header', id: `${id}-header-${name}` }, input),
  );
  return [
    { kind: 'paragraph', content: input.site.say('headers'), isQuiet: true },
    { kind: 'fields', fields },
  ];
}
