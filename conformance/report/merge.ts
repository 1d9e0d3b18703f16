import type { ApiReport, CaseOutcome, CoverageItem, OperationReport, RunRecord } from './record.ts';

/**
 * Merges the records of the parts of a plan into that of the whole run, in the order of the plan.
 * The caller checks that the parts belong together.
 */
export function mergeRecords(records: readonly RunRecord[]): RunRecord {
  const [first] = records;
  const sorted = records.toSorted(
    (one, other) => (one.shard?.index ?? 0) - (other.shard?.index ?? 0),
  );
  return {
    started: records.map(({ started }) => started).toSorted()[0] ?? first!.started,
    milliseconds: records.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
    checks: [
      ...new Map(sorted.flatMap(({ checks }) => checks.map((check) => [check.id, check]))).values(),
    ].toSorted((one, other) => (one.id < other.id ? -1 : 1)),
    apis: [
      ...Map.groupBy(
        sorted.flatMap(({ apis }) => apis),
        ({ name }) => name,
      ).values(),
    ].map(oneApi),
    operations: [
      ...Map.groupBy(
        sorted.flatMap(({ operations }) => operations),
        ({ api, id }) => `${api} ${id}`,
      ).values(),
    ].map(oneOperation),
    outcomes: inOrder(sorted),
  };
}

/** The cases of each operation in the order of the plan. */
function inOrder(records: readonly RunRecord[]): CaseOutcome[] {
  const keyOf = ({ api, operation }: CaseOutcome) => `${api} ${operation}`;
  return [
    ...Map.groupBy(
      records.flatMap(({ outcomes }) => outcomes),
      keyOf,
    ).values(),
  ].flatMap((all) => all.toSorted((one, other) => (one.position ?? -1) - (other.position ?? -1)));
}

function oneApi(reports: readonly ApiReport[]): ApiReport {
  const [first, ...others] = reports;
  const errors = reports.flatMap(({ error }) => error ?? []);
  const notes = [...new Set(reports.flatMap((one) => one.notes ?? []))];
  const leftBehind = reports.flatMap((one) => one.leftBehind ?? []);
  const preparations = reports.reduce((sum, one) => sum + (one.preparations ?? 0), 0);
  return others.length === 0
    ? first!
    : {
        ...first!,
        operations: [...new Set(reports.flatMap(({ operations }) => operations))],
        ...(errors.length > 0 ? { error: errors[0]! } : {}),
        ...(notes.length > 0 ? { notes } : {}),
        ...(preparations > 0 ? { preparations } : {}),
        ...(reports.some(({ isServed }) => isServed) ? { isServed: true as const } : {}),
        ...(leftBehind.length > 0 ? { leftBehind } : {}),
      };
}

function oneOperation(reports: readonly OperationReport[]): OperationReport {
  const [first] = reports;
  const summed = (of: (report: OperationReport) => { readonly [name: string]: number }) => {
    const sums: { [name: string]: number } = {};
    for (const report of reports)
      for (const [name, count] of Object.entries(of(report)))
        sums[name] = (sums[name] ?? 0) + count;
    return sums;
  };
  return {
    ...first!,
    answers: summed(({ answers }) => answers),
    valid: reports.reduce((sum, { valid }) => sum + valid, 0),
    unauthorized: summed(({ unauthorized }) => unauthorized),
    checks: summed(({ checks }) => checks),
    coverage: unite(reports.map(({ coverage }) => coverage)),
  };
}

/** An item is covered if one part covers it. */
function unite(lists: readonly (readonly CoverageItem[])[]): CoverageItem[] {
  const items = new Map<string, CoverageItem>();
  for (const item of lists.flat()) {
    const key = `${item.kind} ${item.name}`;
    if (!items.has(key) || item.state !== 'never') items.set(key, item);
  }
  return [...items.values()];
}
