import type { Card } from '../content/block.ts';
import { badge, code } from '../content/inline.ts';
import type { OperationReference } from '../reference/model.ts';
import type { Say } from '../words/words.ts';

/** An operation in a list of operations. */
export const operationCard = (
  { title, page, method, path, isDeprecated }: OperationReference,
  say: Say,
): Card => ({
  title,
  to: { page },
  text: [{ kind: 'method', text: method }, ' ', code(path)],
  ...(isDeprecated && { marks: badge('warning', say('deprecated')) }),
});
