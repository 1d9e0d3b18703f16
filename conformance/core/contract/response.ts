import { entriesOf, type Node, type ReadContext } from './context.ts';
import { readContent } from './media-type.ts';
import type { HeaderField, Response } from './model.ts';
import { readValue } from './parameter.ts';

/**
 * Reads the responses of an operation, in the order of the description.
 * @see https://spec.openapis.org/oas/v3.1.1.html#responses-object
 */
export const readResponses = (operation: Node, context: ReadContext): Response[] =>
  entriesOf(operation.responses, context)
    .filter(([status]) => /^([1-5](\d\d|XX)|default)$/.test(status))
    .map(([status, node]) => ({
      status,
      headers: readHeaders(node, context),
      content: readContent(node, 'answer', context),
      source: context.sourceOf(node),
    }));

/** @see https://spec.openapis.org/oas/v3.1.1.html#header-object */
const readHeaders = (response: Node, context: ReadContext): HeaderField[] =>
  entriesOf(response.headers, context)
    // OpenAPI excludes it: the media types define it
    .filter(([name]) => name.toLowerCase() !== 'content-type')
    .map(([name, node]) => {
      const parameter = {
        ...readValue({ name, in: 'header', direction: 'answer' }, node, context),
        ...('content' in node ? {} : { style: 'simple' }),
      };
      return { name, required: parameter.required, parameter, source: parameter.source };
    });
