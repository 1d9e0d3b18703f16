import { badge, code } from '../content/inline.ts';
import type { Page } from '../page.ts';
import type { OperationReference, Reference } from '../reference/model.ts';
import type { Site } from '../site-model.ts';
import { firstSentence } from '../text/commonmark.ts';

/** What the page of an operation, of a webhook and of a callback says before its parts, and the description. */
export function operationHead(
  operation: OperationReference,
  { api }: Reference,
  { say }: Site,
): Omit<Page, 'blocks'> & { readonly description: string } {
  const { node, item, method, path, title, page, isDeprecated } = operation;
  // what is said of all methods of a path stands for one that says nothing
  const said = node.description ?? item.description;
  const description = typeof said === 'string' ? said : '';
  return {
    ...{ path: page, api, title, description, kind: 'operation' },
    summary: firstSentence(description) || `${method} ${path}`,
    above: [
      { kind: 'method', text: method },
      ' ',
      code(path),
      isDeprecated && [' ', badge('warning', say('deprecated'))],
    ],
  };
}
