import { entriesOf, nodeOf } from '../../../conformance/core/contract/context.ts';
import type { Documents } from '../../../conformance/core/contract/documents.ts';
import { isObject, type Node } from '../../../conformance/core/pointer.ts';
import { fileNames } from './file-names.ts';
import type { CallReference, OperationReference } from './model.ts';

type Found = Pick<CallReference, 'name' | 'path' | 'item' | 'because'>;

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/**
 * Lists the requests that an API sends: webhooks, and the callbacks of its operations.
 * @see https://spec.openapis.org/oas/v3.1.1.html#callback-object
 */
export function readCalls(
  api: string,
  documents: Documents,
  operations: readonly OperationReference[],
): readonly CallReference[] {
  const webhooks = entriesOf(documents.root.webhooks, documents).map(
    ([name, item]): Found => ({
      ...{ name, path: name, item },
    }),
  );
  const callbacks = operations.flatMap((because) =>
    entriesOf(because.node.callbacks, documents).flatMap(([name, callback]) =>
      entriesOf(callback, documents)
        .filter(([path]) => !path.startsWith('x-'))
        .map(([path, item]): Found => ({ name, path, item, because })),
    ),
  );
  const found = [...webhooks, ...callbacks].flatMap((call) =>
    methods.flatMap((method) => {
      const node = documents.deref(call.item[method]);
      return isObject(node) ? [{ ...call, method, node }] : [];
    }),
  );
  const ids = found.map(({ because, name, path, method }) =>
    [because?.id ?? '', name, because ? path : '', method].filter((part) => part !== '').join(' '),
  );
  const files = fileNames(ids);
  return found.map((call, index) =>
    callReference(call, ids[index]!, `${api}/calls/${files.get(ids[index]!)!}`),
  );
}

function callReference(
  { method, node, ...call }: Found & { readonly method: string; readonly node: Node },
  id: string,
  page: string,
): CallReference {
  const summary = node.summary ?? nodeOf(call.item).summary;
  return {
    ...call,
    ...{ id, method: method.toUpperCase(), node, page, tags: [] },
    title: typeof summary === 'string' && summary.trim() !== '' ? summary : call.name,
    isDeprecated: node.deprecated === true,
  };
}
