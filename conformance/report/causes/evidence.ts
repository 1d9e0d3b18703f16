import type { CaseOutcome, OperationReport } from '../record.ts';
import type { Finding } from '../report.ts';
import type { Answered, Evidence } from './cause.ts';

/** Looks the outcomes of one API up once, so that causes take time in proportion to the cases. */
export function evidenceOf(
  operations: readonly OperationReport[],
  outcomes: readonly CaseOutcome[],
): (findings: readonly Finding[]) => Evidence {
  const byCase = new Map(outcomes.map((outcome) => [outcome.id, outcome]));
  const answered = Map.groupBy(
    outcomes.filter((outcome): outcome is Answered => outcome.answer !== undefined),
    ({ operation }) => operation,
  );
  return (findings) => {
    const byOperation = Map.groupBy(findings, ({ operation }) => operation);
    return {
      findings,
      operations,
      findingsIn: (operation) => byOperation.get(operation) ?? [],
      answeredIn: (operation) => answered.get(operation) ?? [],
      outcomeOf: (finding) => byCase.get(finding.case),
    };
  };
}

/** The id of a finding without its API and operation: the check, and what departs. */
export const departureOf = ({ id, api, operation }: Finding): string =>
  id.startsWith(`${api}/${operation}/`) ? id.slice(`${api}/${operation}/`.length) : id;

/** The location and the keyword of a rule such as `body/name maxLength`. */
export function ruleOf(breaks: string): { readonly place: string; readonly keyword: string } {
  const end = breaks.lastIndexOf(' ');
  return { place: breaks.slice(0, end), keyword: breaks.slice(end + 1) };
}

const located = /^(?:path|query|header|cookie|body)(?=\/|$)/;

/** Whether a rule is one of a schema or a parameter: not of syntax, media type or credentials. */
export function isOfSchema(breaks: string | undefined): breaks is string {
  if (breaks === undefined) return false;
  const { place, keyword } = ruleOf(breaks);
  return located.test(place) && keyword !== 'malformed';
}

/** A location in words: `body/kind/name` is the member `kind.name`. */
export function placeInWords(place: string): string {
  const [part = '', ...rest] = place.split('/');
  const name = rest.join('.').replaceAll('~1', '/').replaceAll('~0', '~');
  if (part === 'body') return name === '' ? 'the body' : `the member \`${name}\``;
  return name === '' ? `the ${part}` : `the ${part} parameter \`${name}\``;
}

/** Names as a list in a sentence, at most five of them. */
export function listOf(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  const more = distinct.length - 5;
  if (more > 1) return `${distinct.slice(0, 5).join(', ')} and ${more} more`;
  const last = distinct.at(-1) ?? '';
  return distinct.length < 2 ? last : `${distinct.slice(0, -1).join(', ')} and ${last}`;
}

/** The operations of findings, each once, in the order of the API. */
export const operationsOf = (
  { operations }: { readonly operations: readonly OperationReport[] },
  findings: readonly Finding[],
): string[] => {
  const ids = new Set(findings.map(({ operation }) => operation));
  const known = operations.map(({ id }) => id).filter((id) => ids.has(id));
  return [...known, ...[...ids].filter((id) => !known.includes(id))];
};

/** Operations in a sentence: one by name, several by number and name. */
export function operationsInWords(
  ids: readonly string[],
  { operations }: Pick<Evidence, 'operations'>,
): string {
  if (ids.length === 1) return `\`${ids[0]}\``;
  const all = ids.length === operations.length ? 'all ' : '';
  return `${all}${ids.length} operations (${listOf(ids)})`;
}

/** The findings that no other cases than these show. */
export function followFrom(
  cases: readonly Answered[],
  findings: readonly Finding[],
): readonly Finding[] {
  const ids = new Set(cases.map(({ id }) => id));
  const own = findings.filter(({ cases: shown }) => shown.every((id) => ids.has(id)));
  // a missing refusal comes before its consequences
  const isDirect = ({ check }: Finding) => check === 'invalid-refused';
  return own.some(isDirect)
    ? own.toSorted((one, other) => Number(isDirect(other)) - Number(isDirect(one)))
    : [];
}

/** What an answer said, for a message: `500 Internal Server Error`. */
export const answerInWords = ({ status, says }: Answered['answer']): string =>
  says === '' ? String(status) : `${status} "${says}"`;
