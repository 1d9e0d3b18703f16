import type { Node } from '../../../conformance/core/pointer.ts';
import type { Block } from '../content/block.ts';
import { externalDocs } from '../content/outside-link.ts';
import type { Say } from '../words/words.ts';

/** Where more is written about an operation, a tag or a schema. */
export function outsideBlocks({ externalDocs: node }: Node, say: Say): Block[] {
  const to = externalDocs(node);
  return to === undefined ? [] : [{ kind: 'paragraph', content: [`${say('seeAlso')} `, to] }];
}
