import type { Block } from '../content/block.ts';
import { joined, link, type Inline } from '../content/inline.ts';
import type { OperationReference, Reference } from '../reference/model.ts';
import type { Site } from '../site-model.ts';
import { operationCard } from './operation-card.ts';

/** More operations are counted by tag. */
const namedAtMost = 12;
const tagsAtMost = 60;

/** Names operations: few by their titles, many by their tags, and all of them in one word. */
export function operationList(
  operations: readonly OperationReference[],
  reference: Reference,
  site: Site,
  linkOf: (operation: OperationReference) => Inline = ({ page, title }) => link({ page }, title),
): Block[] {
  const { say } = site;
  const own = [...new Set(operations)];
  if (own.length === 0) return [];
  if (own.length <= namedAtMost)
    return [
      { kind: 'paragraph', content: [`${say('operations')}: `, joined(own.map(linkOf), ', ')] },
    ];
  if (own.length === reference.operations.length)
    return [{ kind: 'paragraph', content: say('allOperations', { count: own.length }) }];
  const wanted = new Set(own);
  const tags = reference.tags
    .map(({ title, page, operations: all }) => {
      const count = all.filter((each) => wanted.has(each)).length;
      return { count, item: [link({ page }, title || say('otherOperations')), `: ${count}`] };
    })
    .filter(({ count }) => count > 0);
  const items: Inline[] = tags.slice(0, tagsAtMost).map(({ item }) => item);
  if (tags.length > tagsAtMost) items.push(say('moreValues', { count: tags.length - tagsAtMost }));
  return [
    {
      kind: 'fold',
      summary: say('operationsByTag', { count: own.length, tags: tags.length }),
      blocks: [{ kind: 'list', items }],
    },
  ];
}

/** The same where the operations are what a part is about: few have a card each. */
export const operationCards = (
  operations: readonly OperationReference[],
  reference: Reference,
  site: Site,
): Block[] =>
  operations.length > 0 && operations.length <= namedAtMost
    ? [{ kind: 'cards', cards: operations.map((each) => operationCard(each, site.say)) }]
    : operationList(operations, reference, site);
