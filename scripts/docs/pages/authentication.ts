import { sourcesAt } from '../../../conformance/core/contract/evidence.ts';
import { anchors } from '../content/anchors.ts';
import type { Block } from '../content/block.ts';
import { documentBlocks } from '../content/document.ts';
import { code } from '../content/inline.ts';
import type { Page } from '../page.ts';
import { fileTarget } from '../reference/file-targets.ts';
import type { Reference } from '../reference/model.ts';
import type { PageKind, Site } from '../site-model.ts';
import { flowBlocks } from './authentication/flows.ts';
import { exampleLine, kindInWords } from './authentication/kind.ts';
import { refusedBlocks } from './authentication/refused.ts';
import { needsOf, type Needs, type Scheme } from './authentication/schemes.ts';
import { toolBlocks } from './authentication/tools.ts';
import { operationCards } from './operation-list.ts';

/** The page of each API about credentials: its schemes, and the guide of that name. */
export const authenticationPages: PageKind = {
  id: 'authentication',
  *pages(site) {
    for (const reference of site.references)
      if (reference.operations.length > 0 || needsOf(reference).schemes.length > 0)
        yield authenticationPage(reference, site);
  },
};

function authenticationPage(reference: Reference, site: Site): Page {
  const { api, title } = reference;
  const { say } = site;
  const needs = needsOf(reference);
  return {
    path: `${api}/authentication`,
    api,
    section: 'authentication',
    topic: { title: say('authentication'), order: 10 },
    title: say('authentication'),
    summary: say('authenticationSummary', { title }),
    terms: needs.schemes.map(({ name }) => name),
    blocks: () => [
      ...introBlocks(needs, reference, site),
      ...needs.schemes.flatMap((scheme) => schemeBlocks(scheme, reference, site)),
      ...guideBlocks(needs, reference),
      ...openBlocks(needs, reference, site),
    ],
  };
}

function introBlocks({ schemes, open }: Needs, { operations }: Reference, { say }: Site): Block[] {
  const needing = operations.length - open.length;
  if (needing === 0) {
    const content = say(schemes.length === 0 ? 'nothingNeedsCredentials' : 'schemesWithoutUse');
    return [{ kind: 'paragraph', content }];
  }
  if (open.length === 0) return [{ kind: 'paragraph', content: say('allNeedCredentials') }];
  const counts = { count: needing, all: operations.length };
  return [{ kind: 'paragraph', content: say('someNeedCredentials', counts) }];
}

function schemeBlocks(scheme: Scheme, reference: Reference, site: Site): Block[] {
  const { name, anchor, node, operations } = scheme;
  const { say } = site;
  const heading: Block = {
    ...{ kind: 'heading', level: 2, id: anchor, text: name },
    content: code(name),
  };
  const users = operationCards(operations, reference, site);
  if (!node) return [heading, { kind: 'paragraph', content: say('schemeUndescribed') }, ...users];
  const { description, deprecated } = node;
  const line = exampleLine(scheme, say);
  return [
    heading,
    { kind: 'paragraph', content: [kindInWords(scheme, say), '.'] },
    ...(deprecated === true
      ? [{ kind: 'paragraph', content: say('deprecatedScheme') } as const]
      : []),
    ...(typeof description === 'string'
      ? [{ kind: 'markdown', source: description, level: 3 } as const]
      : []),
    { kind: 'evidence', sources: sourcesAt(node) },
    ...flowBlocks(scheme, say),
    ...(line === undefined
      ? []
      : [{ kind: 'code', language: 'http', label: say('inRequest'), text: line } as const]),
    ...refusedBlocks(scheme, reference, site),
    ...toolBlocks(scheme, reference, say),
    ...(users.length === 0
      ? [{ kind: 'paragraph', content: say('schemeUnused'), isQuiet: true } as const]
      : [
          {
            kind: 'heading',
            level: 3,
            id: `${anchor}-operations`,
            content: say('neededBy'),
          } as const,
          ...users,
        ]),
  ];
}

/** `guides/authentication.md`, under its own title. */
function guideBlocks({ schemes }: Needs, reference: Reference): Block[] {
  const guide = reference.guides.find(({ name }) => name === 'authentication');
  if (!guide) return [];
  const anchorOf = anchors();
  for (const { anchor } of schemes) anchorOf(anchor);
  return [
    { kind: 'heading', level: 2, id: anchorOf('guide'), content: guide.title },
    ...documentBlocks(guide.text, {
      ...{ level: 3, page: `${reference.api}/authentication`, anchors: anchorOf },
      links: (to) => fileTarget(reference, 'guides/authentication.md', to),
    }),
  ];
}

function openBlocks({ schemes, open, optional }: Needs, reference: Reference, site: Site): Block[] {
  if (schemes.length === 0) return [];
  const listed = (own: Needs['open'], id: string, key: 'openOperations' | 'optionalOperations') =>
    own.length === 0
      ? []
      : [
          { kind: 'heading', level: 2, id, content: site.say(key) } as const,
          ...operationCards(own, reference, site),
        ];
  return [
    ...listed(open, 'operations-open', 'openOperations'),
    ...listed(optional, 'operations-optional', 'optionalOperations'),
  ];
}
