import type { Contract } from '../../../conformance/core/contract/model.ts';
import { isObject, valueAt } from '../../../conformance/core/pointer.ts';

/** The `description` at a place of a description, in whichever of its files; empty if there is none. */
export function textAt(
  { document }: Contract,
  source: { readonly file: string; readonly pointer: string },
): string {
  const node = document.deref(valueAt(document.contentOf(source.file), source.pointer));
  const text = isObject(node) ? node.description : undefined;
  return typeof text === 'string' ? text : '';
}
