import { isObject } from '../../../conformance/core/pointer.ts';
import { link, type Inline } from './inline.ts';

/** Links to another site; an address that is none of the web is text. */
export const outsideLink = (url: string, text: Inline = url): Inline =>
  /^https?:/i.test(url) ? link({ url }, text) : text;

/** The link of an External Documentation Object; `undefined` where there is none. */
export function externalDocs(node: unknown): Inline {
  if (!isObject(node) || typeof node.url !== 'string') return undefined;
  const { url, description } = node;
  return outsideLink(
    url,
    typeof description === 'string' && description.trim() !== '' ? description : url,
  );
}
