import type { Operation } from '../../../conformance/core/contract/model.ts';

/**
 * The paths of other operations of the same method whose requests the path of an operation matches too, and
 * that are more specific: a handler matches any base path, so that `/pets` also matches `/users/{id}/pets`.
 */
export function overlapping(operation: Operation, all: readonly Operation[]): readonly string[] {
  const own = segmentsOf(operation.path);
  const others = all.filter(
    ({ method, path }) => method === operation.method && path !== operation.path,
  );
  return [...new Set(others.map(({ path }) => path))].filter((path) => {
    const segments = segmentsOf(path);
    const end = segments.slice(segments.length - own.length);
    if (segments.length < own.length || !own.every((each, index) => mayEqual(each, end[index]!)))
      return false;
    return segments.length > own.length || isMoreSpecific(segments, own);
  });
}

const segmentsOf = (path: string): string[] => path.split(/[?#]/)[0]!.split('/').slice(1);
const isOpen = (segment: string): boolean => segment.includes('{');

/** Whether two segments of templates may be those of one request. */
const mayEqual = (one: string, other: string): boolean =>
  one === other || isOpen(one) || isOpen(other);

/** Whether the first segments that differ are fixed in one template and open in the other. */
function isMoreSpecific(segments: readonly string[], others: readonly string[]): boolean {
  const index = segments.findIndex((each, at) => isOpen(each) !== isOpen(others[at]!));
  return index !== -1 && !isOpen(segments[index]!);
}
