import type { Contract } from '../../../conformance/core/contract/model.ts';
import { isObject, valueAt } from '../../../conformance/core/pointer.ts';

/** The `description` at a place of the entry document; empty if there is none. */
export function textAt(
  { document, file }: Contract,
  source: { readonly file: string; readonly pointer: string },
): string {
  if (source.file !== file) return '';
  const node = document.deref(valueAt(document.root, source.pointer));
  const text = isObject(node) ? node.description : undefined;
  return typeof text === 'string' ? text : '';
}
