import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { YAMLSeq, isSeq, type YAMLMap } from 'yaml';
import type { Report } from '../report/report.ts';
import { failingFrom, isAsSevereAs } from '../checks/severity.ts';
import { UserError } from '../core/user-error.ts';
import type { BaselineEntry } from '../report/baseline.ts';
import { parseYaml, readText } from '../core/yaml-file.ts';
import { readBySchema } from '../core/yaml-schema.ts';

const schema = join(import.meta.dirname, 'baseline.schema.json');

/** A known finding as the file holds it. */
type Written = Omit<BaselineEntry, 'shownBy'> & { readonly 'shown-by'?: BaselineEntry['shownBy'] };

const head = ` Known findings. Each is accepted until its last day: npm run conformance -- --baseline FILE
 --update-baseline adds new findings and removes stale ones. A person writes the reasons and the days.`;
/** How many days a new finding is accepted. */
const grace = 30;
const unread = 'not reviewed yet';

/** Reads a baseline. Throws a `UserError` with file and line for a mistake in it. */
export function readBaseline(file: string): readonly BaselineEntry[] {
  const yaml = parseYaml(file, readText(file, '; --update-baseline creates it'));
  const { findings } = readBySchema(yaml, schema) as {
    readonly findings?: readonly Written[] | null;
  };
  const ids = new Set<string>();
  return (findings ?? []).map(({ id, reason, expires, 'shown-by': shownBy }, index) => {
    if (ids.has(id)) throw new UserError(`${yaml.at(['findings', index])}: ${id} is listed twice.`);
    ids.add(id);
    return { id, reason, expires, ...(shownBy ? { shownBy } : {}) };
  });
}

/**
 * Updates a baseline file: adds new findings, removes stale ones and keeps everything else,
 * including comments. Returns the change as a sentence.
 */
export function updateBaseline(
  file: string,
  { findings, results, failOn, baseline, started }: Report,
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
  const planned = new Set(
    results.filter(({ position }) => position !== undefined).map(({ api, id }) => `${api} ${id}`),
  );
  for (const { id, api, cases } of fresh) {
    const isPlanned = cases.some((each) => planned.has(`${api} ${each}`));
    // a run that sends less does not show it, and must not count it as stale
    const by = isPlanned ? (isThorough ? 'thorough' : undefined) : 'fuzz';
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
      : `; ${baseline!.expired.length} have expired: edit the file to extend them`;
  return `${file}: ${fresh.length} added, until ${expires} (write the reasons), ${removed} removed${left}`;
}
