import type { Finding } from '../report.ts';
import type { Cause } from './cause.ts';
import { departureOf, listOf, operationsOf } from './evidence.ts';
import { numberOf } from '../number-of.ts';

/**
 * Bodies that depart from one schema in the same way: the error body of a whole server, or members
 * that no description of a shared schema names.
 */
export const sharedSchema: Cause = {
  id: 'schema',
  *explain(evidence) {
    for (const check of ['body-matches-schema', 'undocumented-member']) {
      const departing = evidence.findings.filter((finding) => finding.check === check);
      for (const bodies of shapesOf(departing)) {
        const findings = bodies.flatMap((body) => body.findings);
        const ids = operationsOf(evidence, findings);
        if (findings.length < 2) continue;
        const statuses = [...new Set(bodies.map(({ status }) => status))];
        const members = [...new Set(findings.map(memberOf))];
        const where = `${numberOf(ids.length, 'operation')} (${listOf(ids)}), with the status ${listOf(statuses)}`;
        yield {
          place: `${check}/${bodies[0]!.place}`,
          message:
            check === 'undocumented-member'
              ? `Responses have ${numberOf(members.length, 'member')} that the contract does not document: ${listOf(members)}. They come from ${where}.`
              : `Responses of ${where}, depart from their schema in the same way, at ${listOf(members)}.`,
          findings,
        };
      }
    }
  },
};

/** The findings about the bodies of one operation and status. */
type Body = {
  readonly place: string;
  readonly status: string;
  readonly root: string | undefined;
  readonly findings: readonly Finding[];
};

/** Bodies with the same shared schema, or with the same departures from schemas of their own. */
function shapesOf(findings: readonly Finding[]): Body[][] {
  const bodies = Map.groupBy(findings, (finding) =>
    [finding.operation, statusOf(finding), rootOf(finding) ?? ''].join(' '),
  );
  const all = [...bodies.values()].map(
    (own): Body => ({
      place: `${own[0]!.operation}/${statusOf(own[0]!)}`,
      status: statusOf(own[0]!),
      root: rootOf(own[0]!),
      findings: own,
    }),
  );
  const shapeOf = ({ root, status, findings: own }: Body) =>
    isSuccess(status) || root === undefined
      ? own.map(relative).toSorted().join('\n') + (root ?? '')
      : root;
  return [...Map.groupBy(all, shapeOf).values()].filter(
    // departures of one success are defects of their own; undocumented members are one remark
    (group) =>
      group.length > 1 ||
      !isSuccess(group[0]!.status) ||
      group[0]!.findings[0]!.check === 'undocumented-member',
  );
}

const isSuccess = (status: string) => status.startsWith('2');

/** `200` of `body-matches-schema/200:/data/code_id:required`. */
const statusOf = (finding: Finding): string =>
  /^[^/]+\/(\d+)/.exec(departureOf(finding))?.[1] ?? '';

/** The departure without check and status. */
const relative = (finding: Finding): string => departureOf(finding).replace(/^[^/]+\/\d+:?/, '');

const memberOf = (finding: Finding): string => {
  const [pointer = '', keyword] = relative(finding).split(':');
  const name = pointer.replace(/^\//, '').replaceAll('/', '.');
  const words = name === '' ? 'the body' : `\`${name}\``;
  return keyword === undefined ? words : `${words} (${keyword})`;
};

/** The shared schema that a rule is part of: a component, or a file of its own. */
function rootOf({ pointer, source }: Finding): string | undefined {
  const file = source.replace(/:\d+$/, '');
  const component = /^\/(?:components\/)?[^/]+\/[^/]+/.exec(pointer)?.[0];
  if (/^\/components\//.test(pointer)) return `${file}#${component}`;
  return /^\/(?:paths\/|(?:get|put|post|patch|delete|head|options|trace)\/)/.test(pointer)
    ? undefined
    : file;
}
