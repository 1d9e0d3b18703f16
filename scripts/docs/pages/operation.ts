import { sourcesAbove } from '../../../conformance/core/contract/evidence.ts';
import { badge, code } from '../content/inline.ts';
import type { Page } from '../page.ts';
import { outsideBlocks } from './outside-blocks.ts';
import type { OperationReference, Reference } from '../reference/model.ts';
import type { PageKind, Site } from '../site-model.ts';
import { firstSentence } from '../text/commonmark.ts';
import * as parts from './operation/index.ts';

/** A page for each operation. Each part of it is a file of `operation/`. */
export const operationPages: PageKind = {
  id: 'operation',
  *pages(site) {
    for (const reference of site.references)
      for (const operation of reference.operations) yield operationPage(operation, reference, site);
  },
};

/** The parts in the order of the page. */
const ordered = Object.values(parts).sort((one, other) => one.order - other.order);

function operationPage(operation: OperationReference, reference: Reference, site: Site): Page {
  const { node, method, path, title, page, id, tags, isDeprecated } = operation;
  const { say } = site;
  // what is said of all methods of a path stands for one that says nothing
  const said = node.description ?? operation.item.description;
  const description = typeof said === 'string' ? said : '';
  const { documents } = reference;
  return {
    path: page,
    api: reference.api,
    section: tags[0] ?? '',
    title,
    summary: firstSentence(description) || `${method} ${path}`,
    above: [
      { kind: 'method', text: method },
      ' ',
      code(path),
      isDeprecated && [' ', badge('warning', say('deprecated'))],
    ],
    kind: 'operation',
    terms: [id, method, path],
    blocks: () => [
      { kind: 'markdown', source: description, level: 2 },
      ...outsideBlocks(node, say),
      { kind: 'evidence', sources: sourcesAbove(documents, documents.sourceOf(node)) },
      ...ordered.flatMap((part) => part.blocks({ operation, reference, site })),
    ],
  };
}
