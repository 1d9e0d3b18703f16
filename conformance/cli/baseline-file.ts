import { existsSync, writeFileSync } from 'node:fs';
import { YAMLSeq, isMap, isSeq, type YAMLMap } from 'yaml';
import type { Report } from '../report/report.ts';
import { orNearest } from '../core/nearest.ts';
import { isObject } from '../core/pointer.ts';
import { failingFrom, isAsSevereAs } from '../checks/severity.ts';
import { UserError } from '../core/user-error.ts';
import type { BaselineEntry } from '../report/baseline.ts';
import { parseYaml, readText } from '../core/yaml-file.ts';

const members = ['id', 'reason', 'expires', 'shown-by'] as const;
/** What a run must do beyond the usual to show a finding. */
const wide = ['fuzz', 'thorough'] as const;
const head = ` Findings that are known, and put up with until the day that each names: npm run conformance -- --baseline FILE
 --update-baseline adds what is new and takes out what is gone; reasons and days are for a person to write.`;
/** For how many days a finding is put up with that nobody has looked at yet. */
const grace = 30;
const unread = 'not looked at yet';

/** Reads a baseline. Throws a `UserError` that names file and line of what is wrong in it. */
export function readBaseline(file: string): readonly BaselineEntry[] {
  const { document, at: place } = parseYaml(file, readText(file, '; --update-baseline makes it'));
  const fail = (offset: number, message: string): never => {
    throw new UserError(`${place(offset)}: ${message}.`);
  };
  const written: unknown = document.toJS() ?? {};
  if (!isObject(written)) return fail(0, 'a baseline is a map with the list "findings"');
  const strange = Object.keys(written).find((name) => name !== 'findings');
  if (strange !== undefined)
    return fail(
      0,
      `there is no "${strange}" here${orNearest(strange, ['findings'])} It may hold findings`,
    );
  const list = document.get('findings', true);
  if (list === undefined || (written.findings ?? null) === null) return [];
  if (!isSeq(list)) return fail(0, '"findings" must be a list');
  const seen = new Set<string>();
  return list.items.map((node, index): BaselineEntry => {
    const at = (node as { range?: readonly number[] }).range?.[0] ?? 0;
    const entry: unknown = (written.findings as readonly unknown[])[index];
    if (!isMap(node) || !isObject(entry))
      return fail(at, `a known finding is a map of id, reason and expires`);
    const unknown = Object.keys(entry).find(
      (name) => !(members as readonly string[]).includes(name),
    );
    if (unknown !== undefined)
      fail(
        at,
        `there is no "${unknown}" here${orNearest(unknown, members)} It may hold ${members.join(', ')}`,
      );
    const { id, reason, expires, 'shown-by': by } = entry;
    if (typeof id !== 'string' || id === '')
      return fail(at, 'the id of a known finding is missing: reports name it');
    if (typeof reason !== 'string' || reason.trim() === '')
      return fail(at, `${id} needs a reason: why is it put up with?`);
    if (typeof expires !== 'string' || !isDay(expires))
      return fail(at, `${id} needs a day on which it expires, such as 2026-12-31`);
    const shownBy = wide.find((name) => name === by);
    if (by !== undefined && !shownBy)
      fail(
        at,
        `${id} is shown by a run with ${wide.join(' or ')}, or by every run where nothing is said`,
      );
    if (seen.has(id)) fail(at, `${id} is here twice`);
    seen.add(id);
    return { id, reason, expires, ...(shownBy ? { shownBy } : {}) };
  });
}

/**
 * Writes what a run found into a baseline: new findings are added, stale ones taken out, and all else, comments too,
 * is left as somebody wrote it. Gives what was changed, as a sentence.
 */
export function updateBaseline(
  file: string,
  { findings, failOn, baseline, started }: Report,
  isThorough: boolean,
): string {
  const text = existsSync(file) ? readText(file) : '';
  const { document } = parseYaml(file, text);
  if (text.trim() === '') document.commentBefore = head;
  if (!isSeq(document.get('findings'))) document.set('findings', new YAMLSeq());
  const list = document.get('findings') as YAMLSeq<YAMLMap>;
  const idOf = (node: YAMLMap) => String(node.get('id'));
  const stale = new Set(baseline?.stale);
  const before = list.items.length;
  list.items = list.items.filter((node) => !stale.has(idOf(node)));
  const removed = before - list.items.length;
  const known = new Set(list.items.map(idOf));
  const fresh = findings.filter(
    ({ id, severity }) => !known.has(id) && isAsSevereAs(severity, failingFrom(failOn)),
  );
  const expires = new Date(Date.parse(started) + grace * 86_400_000).toISOString().slice(0, 10);
  for (const { id, cases } of fresh) {
    // a run that does less will not see it again, and must not take it for gone
    const by = cases.every((name) => name.split('/')[1] === 'fuzz')
      ? 'fuzz'
      : isThorough
        ? 'thorough'
        : undefined;
    list.add(
      document.createNode({
        id,
        reason: unread,
        expires,
        ...(by ? { 'shown-by': by } : {}),
      }) as YAMLMap,
    );
  }
  writeFileSync(file, document.toString({ lineWidth: 0 }));
  const left =
    (baseline?.expired.length ?? 0) === 0
      ? ''
      : `; ${baseline!.expired.length} are over, which only another date can change`;
  return `${file}: ${fresh.length} added, until ${expires} (write the reasons), ${removed} taken out${left}`;
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text);
