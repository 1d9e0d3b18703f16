import { complain } from '../../../conformance/core/print.ts';
import type { Report } from '../../../conformance/report/report.ts';
import type { Site } from '../site-model.ts';

const told = new WeakSet<Report>();

/** Tells once what a report names that the descriptions don't have: it may be of another version. */
export function tellStrangeNames({ report, references }: Site): void {
  if (!report || told.has(report)) return;
  told.add(report);
  const known = new Map(
    references.map(({ api, operations }) => [api, new Set(operations.map(({ id }) => id))]),
  );
  const others = report.apis.map(({ name }) => name).filter((name) => !known.has(name));
  if (others.length > 0)
    complain(`note: the report is also about ${listed(others)}, which the site does not have.`);
  const strange = report.operations
    .filter(({ api, id }) => known.get(api)?.has(id) === false)
    .map(({ api, id }) => `${api} ${id}`);
  if (strange.length > 0)
    complain(
      `note: the report names operations that the descriptions do not have: ${listed(strange)}. Was it made from another version?`,
    );
}

const namesAtMost = 8;

const listed = (names: readonly string[]): string =>
  `${names.slice(0, namesAtMost).join(', ')}${names.length > namesAtMost ? ` and ${names.length - namesAtMost} more` : ''}`;
