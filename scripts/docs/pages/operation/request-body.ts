import { nodeOf } from '../../../../conformance/core/contract/context.ts';
import type { OperationPart } from './part.ts';
import { contentBlocks } from './content.ts';
import type { Block } from '../../content/block.ts';

/** The body of the request: its media types, members and examples. */
export const requestBody: OperationPart = {
  order: 30,
  blocks(input) {
    const { operation, reference, site } = input;
    const body = nodeOf(reference.documents.deref(operation.node.requestBody));
    if (Object.keys(nodeOf(body.content)).length === 0) return [];
    const description = typeof body.description === 'string' ? body.description : '';
    const optional: Block = { kind: 'paragraph', content: site.say('bodyOptional'), isQuiet: true };
    return [
      { kind: 'heading', level: 2, id: 'request-body', content: site.say('requestBody') },
      { kind: 'markdown', source: description, level: 3 },
      ...(body.required === true ? [] : [optional]),
      ...contentBlocks(
        body.content,
        { id: 'request-body', omit: 'readOnly', models: operation.operation?.requestBody?.content },
        input,
      ),
    ];
  },
};
