import { documentsRefusals } from '../core/contract/responses.ts';
import type { Case } from '../generators/case.ts';

/** Methods that only look. @see https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1 */
const looking = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/**
 * Whether a case may be sent to a system that others use. Of operations that only look, all may. Of the others: what
 * must be refused, where refusals are documented, and documented examples, which whoever runs the system knows of;
 * nothing that is made up, repeated or large, nothing to operations that delete, and no method that nobody documented.
 */
export function isSafe({ operation, intent, generator, rule, repeat, request }: Case): boolean {
  const method = request.method ?? operation.method;
  if (looking.has(method)) return intent !== 'unspecified' && !Array.isArray(repeat);
  // whoever does not refuse what must be refused would delete something
  if (rule.in === 'method' || method === 'DELETE') return false;
  if (intent === 'invalid') return documentsRefusals(operation);
  return generator === 'examples' && repeat === undefined;
}
