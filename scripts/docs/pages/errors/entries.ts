import { cached } from '../../../../conformance/core/memoize.ts';
import { anchors } from '../../content/anchors.ts';
import type { OperationReference, Reference } from '../../reference/model.ts';
import { foundErrors, type Found } from './found.ts';
import type { ErrorCase, ErrorEntry } from './model.ts';

const known = new WeakMap<Reference, readonly ErrorEntry[]>();

/** The errors of an API by code, numbers first and in their order. */
export const errorsOf = (reference: Reference): readonly ErrorEntry[] =>
  cached(known, reference, () => {
    const anchorOf = anchors();
    const byCode = Map.groupBy(foundErrors(reference), ({ code }) => code);
    return [...byCode]
      .sort(([one], [other]) => compared(one, other))
      .map(([code, all]): ErrorEntry => {
        const cases = casesOf(all);
        return {
          ...{ code, anchor: anchorOf(code), cases },
          isInBody: all.some(({ isInBody }) => isInBody),
          isFailure: all.every(({ occurrence }) => /^5/.test(occurrence.status)),
        };
      });
  });

const places = new WeakMap<Reference, ReadonlyMap<string, ErrorEntry>>();

/** The error that an example on the page of an operation shows. @param anchor that of the example */
export const errorAt = (
  reference: Reference,
  operation: OperationReference,
  anchor: string,
): ErrorEntry | undefined =>
  cached(places, reference, () => {
    const all = errorsOf(reference).flatMap((entry) =>
      entry.cases.flatMap(({ occurrences }) =>
        occurrences.map((each) => [`${each.operation?.page} ${each.anchor}`, entry] as const),
      ),
    );
    return new Map(all);
  }).get(`${operation.page} ${anchor}`);

/**
 * What has the same body and meaning is one case, in however many operations. A body that one place explains
 * means the same where nobody does.
 */
function casesOf(all: readonly Found[]): ErrorCase[] {
  const explained = new Map<string, string>();
  const bodyOf = ({ example }: Found) => JSON.stringify(example?.value) ?? '';
  for (const each of all)
    if (each.isMarkdown && !explained.has(bodyOf(each))) explained.set(bodyOf(each), each.meaning);
  const alike = Map.groupBy(all, (each) => {
    const body = bodyOf(each);
    const meaning = each.isMarkdown ? each.meaning : (explained.get(body) ?? each.meaning);
    return JSON.stringify([meaning, body]);
  });
  return [...alike.values()].map((same): ErrorCase => {
    const { meaning, isMarkdown, description, example } =
      same.find((each) => each.isMarkdown) ?? same[0]!;
    return {
      ...{ meaning, isMarkdown, occurrences: same.map(({ occurrence }) => occurrence) },
      ...(description !== undefined && { description }),
      ...(example && { example }),
    };
  });
}

function compared(one: string, other: string): number {
  const [first, second] = [Number(one), Number(other)];
  const isNumber = [!Number.isNaN(first), !Number.isNaN(second)];
  if (isNumber[0] && isNumber[1]) return first - second;
  if (isNumber[0] !== isNumber[1]) return isNumber[0] ? -1 : 1;
  return one.localeCompare(other, 'en');
}
