import { isOwnedByHttp, isToken } from '../http/header-name.ts';
import type { Node } from '../pointer.ts';
import { entriesOf, nodeOf, type ReadContext } from './context.ts';
import { readMemory } from './extensions.ts';
import { readContent } from './media-type.ts';
import type { HeaderField, Operation, Response } from './model.ts';
import { readLinks } from './links.ts';
import { readValue } from './parameter.ts';

/**
 * Reads the responses of an operation. A key that is no status, no range and not `default` is told
 * and left out: nobody knows what it means.
 * @see https://spec.openapis.org/oas/v3.1.1.html#responses-object
 */
export function readResponses(
  operation: Node,
  context: ReadContext,
): Pick<Operation, 'responses' | 'hasUnreadResponses'> {
  const responses: Response[] = [];
  let hasUnreadResponses = false;
  for (const [status, node] of entriesOf(operation.responses, context)) {
    if (status.startsWith('x-')) continue;
    if (/^([1-5](\d\d|XX)|default)$/.test(status)) {
      const headers = readHeaders(node, context);
      const content = readContent(node, 'response', context);
      const links = readLinks(node, context);
      const more = { ...(links.length > 0 && { links }), ...readMemory(node, context) };
      responses.push({ status, headers, content, ...more, source: context.sourceOf(node) });
      continue;
    }
    hasUnreadResponses = true;
    const meant = /^[1-5]xx$/i.test(status) ? `: write ${status.toUpperCase()}` : '';
    context.note(
      nodeOf(operation.responses),
      `the key "${status}" of its responses is no status, no range such as 4XX and not "default"${meant}. It is left out, and no undocumented status is a finding here.`,
    );
  }
  return hasUnreadResponses ? { responses, hasUnreadResponses } : { responses };
}

/**
 * Reads the header fields of a response, without those that the media types, or HTTP itself, decide.
 * @see https://spec.openapis.org/oas/v3.1.1.html#header-object
 */
const readHeaders = (response: Node, context: ReadContext): HeaderField[] =>
  entriesOf(response.headers, context)
    .filter(([name]) => name.toLowerCase() !== 'content-type' && !isOwnedByHttp(name))
    .filter(([name, node]) => {
      if (!isToken(name))
        context.note(node, `no header field can have the name "${name}", so it is left out.`);
      return isToken(name);
    })
    .map(([name, node]) => {
      const parameter = {
        ...readValue({ name, in: 'header', direction: 'response' }, node, context),
        ...(!('content' in node) && { style: 'simple' }),
      };
      return { name, required: parameter.required, parameter, source: parameter.source };
    });
