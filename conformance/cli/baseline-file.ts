import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { YAMLSeq, isScalar, isSeq, type YAMLMap } from 'yaml';
import type { Finding, Report } from '../report/report.ts';
import { failingFrom, isAsSevereAs } from '../checks/severity.ts';
import { typedAs } from '../core/typed-as.ts';
import { UserError } from '../core/user-error.ts';
import { entriesFor, type Baseline, type BaselineEntry } from '../report/baseline.ts';
import { parseYaml, type YamlFile } from '../core/yaml-file.ts';
import { readText } from '../core/text-file.ts';
import { readBySchema } from '../core/yaml-schema.ts';

const schema = join(import.meta.dirname, 'baseline.schema.json');

/** A known finding as the file holds it. */
type Written = Omit<BaselineEntry, 'shownBy' | 'isOld'> & {
  readonly 'shown-by'?: BaselineEntry['shownBy'];
  readonly version?: 1;
};

/** The version of the file: since 2, an id holds the variation of the request. */
const present = 2;

const head = ` Known findings. Each is accepted until its last day: ${typedAs('check', '--baseline FILE')}
 --update-baseline adds new findings and removes stale ones. A person writes the reasons and the days.`;
/** How many days a new finding is accepted. */
const grace = 30;
const unread = 'not reviewed yet';

/** Reads a baseline. Throws a `UserError` with file and line for a mistake in it. */
export function readBaseline(file: string): readonly BaselineEntry[] {
  const yaml = parseYaml(file, readText(file, '; --update-baseline creates it'));
  const { version, findings } = readBySchema(yaml, schema) as {
    readonly version?: typeof present;
    readonly findings?: readonly Written[] | null;
  };
  const ids = new Set<string>();
  return (findings ?? []).map((written, index) => {
    const { id, reason, expires, 'shown-by': shownBy } = written;
    if (ids.has(id)) throw new UserError(`${yaml.at(['findings', index])}: ${id} is listed twice.`);
    ids.add(id);
    const isOld = version === undefined || written.version === 1;
    return { id, reason, expires, ...(shownBy ? { shownBy } : {}), ...(isOld ? { isOld } : {}) };
  });
}

/** A line that says how to renew a baseline of an earlier version; `undefined` for a present one. */
export const ageOf = ({ file, entries }: Pick<Baseline, 'file' | 'entries'>): string | undefined =>
  entries.some(({ isOld }) => isOld)
    ? `${file} is of an earlier version, whose ids may cover several findings each: --update-baseline renews it`
    : undefined;

/**
 * Updates a baseline file: adds new findings, removes stale ones and keeps everything else,
 * including comments. An id of an earlier version becomes the ids of the findings that it covers.
 * Returns the change as a sentence.
 */
export function updateBaseline(file: string, report: Report, isThorough: boolean): string {
  const { findings, failOn, baseline, started } = report;
  const text = existsSync(file) ? readText(file) : '';
  const entries = text === '' ? [] : readBaseline(file);
  const { document } = parseYaml(file, text);
  if (text.trim() === '') document.commentBefore = head;
  const list = listIn(document);
  const before = list.items.length;
  const stale = new Set(baseline?.stale);
  list.items = list.items.filter((node) => !stale.has(idOf(node)));
  const removed = before - list.items.length;
  const renewed = renew(list, report, entries);
  const known = new Set(list.items.map(idOf));
  const fresh = findings.filter(
    ({ id, severity }) => !known.has(id) && isAsSevereAs(severity, failingFrom(failOn)),
  );
  const expires = new Date(Date.parse(started) + grace * 86_400_000).toISOString().slice(0, 10);
  const shownBy = showing(report, isThorough);
  for (const finding of fresh) {
    const by = shownBy(finding);
    list.add(
      document.createNode({
        id: finding.id,
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
      : `; ${baseline!.expired.length} have expired: edit the file to extend them`;
  const anew = renewed === 0 ? '' : `, ${renewed} renewed`;
  return `${file}: ${fresh.length} added, until ${expires} (write the reasons), ${removed} removed${anew}${left}`;
}

const idOf = (node: YAMLMap) => String(node.get('id'));

/** The list of findings of a document, which says its version from then on. */
function listIn(document: YamlFile['document']): YAMLSeq<YAMLMap> {
  if (!isSeq(document.get('findings'))) document.set('findings', new YAMLSeq());
  const list = document.get('findings') as YAMLSeq<YAMLMap>;
  if (document.get('version') === present) return list;
  // entries that this run does not show keep their ids, and say that they are old
  for (const node of list.items) node.set('version', 1);
  const map = document.contents as unknown as YAMLMap;
  map.items.unshift(document.createPair('version', present) as YAMLMap['items'][number]);
  moveComment(map);
  return list;
}

/** The comment before the first member of a map stays the first. */
function moveComment({ items: [version, list] }: YAMLMap): void {
  const [from, to] = [list?.key, version?.key];
  if (!isScalar(from) || !isScalar(to) || from.commentBefore == null) return;
  to.commentBefore = from.commentBefore;
  from.commentBefore = null;
}

/** Replaces old ids by those of the findings that they cover; returns the number of old ids. */
function renew(
  list: YAMLSeq<YAMLMap>,
  { findings, results }: Report,
  entries: readonly BaselineEntry[],
): number {
  const entryOf = entriesFor(entries, results);
  const covered = Map.groupBy(findings, (finding) => entryOf(finding)?.id);
  const listed = new Set(list.items.filter((node) => !node.has('version')).map(idOf));
  let renewed = 0;
  list.items = list.items.flatMap((node) => {
    const ids = covered.get(idOf(node))?.map(({ id }) => id) ?? [];
    if (!node.has('version') || ids.length === 0) return [node];
    renewed += 1;
    return ids
      .filter((id) => !listed.has(id))
      .map((id, index) => {
        const copy = index === 0 ? node : (node.clone() as YAMLMap);
        copy.delete('version');
        copy.set('id', id);
        return copy;
      });
  });
  return renewed;
}

/** The kind of run that shows a finding: one that sends less must not count it as stale. */
function showing(
  { results }: Report,
  isThorough: boolean,
): (finding: Finding) => BaselineEntry['shownBy'] {
  const planned = new Set(
    results.filter(({ position }) => position !== undefined).map(({ api, id }) => `${api} ${id}`),
  );
  return ({ api, cases }) => {
    const isPlanned = cases.some((each) => planned.has(`${api} ${each}`));
    return isPlanned ? (isThorough ? 'thorough' : undefined) : 'fuzz';
  };
}
