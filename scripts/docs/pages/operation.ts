import { sourcesAbove } from '../../../conformance/core/contract/evidence.ts';
import type { Page } from '../page.ts';
import { outsideBlocks } from './outside-blocks.ts';
import type { OperationReference, Reference } from '../reference/model.ts';
import type { PageKind, Site } from '../site-model.ts';
import { operationHead } from './operation-head.ts';
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
  const { node, method, path, id, tags } = operation;
  const { description, ...head } = operationHead(operation, reference, site);
  const { documents } = reference;
  return {
    ...head,
    section: tags[0] ?? '',
    terms: [id, method, path],
    blocks: () => [
      { kind: 'markdown', source: description, level: 2 },
      ...outsideBlocks(node, site.say),
      { kind: 'evidence', sources: sourcesAbove(documents, documents.sourceOf(node)) },
      ...ordered.flatMap((part) => part.blocks({ operation, reference, site })),
    ],
  };
}
