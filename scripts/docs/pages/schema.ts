import { sourcesAt } from '../../../conformance/core/contract/evidence.ts';
import type { Block } from '../content/block.ts';
import type { Page } from '../page.ts';
import type { NamedSchema, Reference } from '../reference/model.ts';
import type { SchemaContext } from '../schema/context.ts';
import { schemaFields } from '../schema/fields.ts';
import { rulesInWords } from '../schema/rules.ts';
import { keywordOf, shapeOf } from '../schema/shape.ts';
import { typeInline } from '../schema/type.ts';
import type { PageKind, Site } from '../site-model.ts';
import { firstSentence } from '../text/commonmark.ts';
import { operationCard } from './operation-card.ts';

/** More operations that use a schema are not listed one by one. */
const usersAtMost = 50;

/** A page for each schema with a name, and one that lists them. */
export const schemaPages: PageKind = {
  id: 'schema',
  *pages(site) {
    for (const reference of site.references) {
      if (reference.schemas.all.length === 0) continue;
      yield listPage(reference, site);
      for (const schema of reference.schemas.all) yield schemaPage(schema, reference, site);
    }
  },
};

function listPage({ api, title, schemas, documents }: Reference, { say }: Site): Page {
  return {
    path: `${api}/schemas/index`,
    api,
    section: 'schemas',
    topic: { title: say('schemas'), order: 60 },
    title: say('schemas'),
    summary: say('schemasSummary', { count: schemas.all.length, title }),
    blocks: () => [
      {
        kind: 'cards',
        cards: schemas.all.map(({ name, page, node }) => ({
          title: name,
          to: { page },
          text: firstSentence(
            String(documents.deref(node) === node ? (node.description ?? '') : ''),
          ),
        })),
      },
    ],
  };
}

function schemaPage(schema: NamedSchema, reference: Reference, site: Site): Page {
  const { name, node, page, usedBy } = schema;
  const { say } = site;
  const context = { reference, say };
  const shape = shapeOf(node, reference);
  const description = keywordOf(shape, 'description');
  const text = typeof description === 'string' ? description : '';
  const evidence = sourcesAt(node);
  return {
    path: page,
    api: reference.api,
    section: 'schemas',
    kind: 'schema',
    title: name,
    summary: firstSentence(text) || say('schemaSummary', { name, title: reference.title }),
    above: [say('schema'), ': ', typeInline(node, context)],
    blocks: () => [
      { kind: 'markdown', source: text, level: 2 },
      { kind: 'evidence', sources: evidence },
      ...ruleBlocks(schema, { ...context, hasAllValues: true }),
      ...userBlocks(usedBy, site),
    ],
  };
}

function ruleBlocks({ node }: NamedSchema, context: SchemaContext): Block[] {
  const rules = rulesInWords(shapeOf(node, context.reference), sourcesAt(node), context);
  const fields = schemaFields(node, '', { ...context, hasAllValues: false });
  const heading: Block = {
    ...{ kind: 'heading', level: 2, id: 'schema-members' },
    content: context.say('members'),
  };
  return [
    ...(rules.length > 0 ? [{ kind: 'list', items: rules } as const] : []),
    ...(fields.length > 0 ? [heading, { kind: 'fields', fields } as const] : []),
  ];
}

function userBlocks(usedBy: NamedSchema['usedBy'], { say }: Site): Block[] {
  if (usedBy.length === 0) return [];
  const cards = usedBy.slice(0, usersAtMost).map((operation) => operationCard(operation, say));
  const more = usedBy.length - cards.length;
  return [
    { kind: 'heading', level: 2, id: 'schema-used-by', content: say('usedBy') },
    { kind: 'cards', cards },
    ...(more > 0
      ? [{ kind: 'paragraph', content: say('moreValues', { count: more }), isQuiet: true } as const]
      : []),
  ];
}
