import { contentRefusals } from '../core/http/request-part.ts';
import { isSameAnswer } from './answer.ts';
import type { Answer, ApiReport, CaseOutcome, CoverageItem, OperationReport } from './record.ts';

/** An operation that a missing value, user or feature of the target kept from being judged. */
export type NotJudged = {
  readonly api: string;
  readonly operation: string;
  readonly reason: string;
  /** What the user can find out or set, so that it can be judged. */
  readonly question: string;
  /** The number of cases that were not judged for this reason. */
  readonly cases: number;
};

/** Operations that can't be judged, and why single cases were not. */
export type Unjudged = {
  readonly operations: readonly NotJudged[];
  /** By API and case: the reason. */
  readonly cases: ReadonlyMap<string, string>;
};

/** Statuses that speak of credentials, of values or of state, not of the contract. */
const aboutCredentials = [401, 403];
const aboutValues = [404, 409, 410, 422];

/**
 * The operations of which no valid request succeeded, because the target refused them as documented
 * for want of a value, a user or a feature. What refuses everything in this way shows nothing about
 * its rules, so that its invalid cases with the same answer are not judged either.
 */
export function unjudgedIn(
  outcomes: readonly CaseOutcome[],
  operations: readonly OperationReport[],
  apis: readonly Pick<ApiReport, 'name' | 'credentials'>[] = [],
): Unjudged {
  const withCredentials = new Set(apis.flatMap((api) => (api.credentials ? [api.name] : [])));
  const keyOf = ({ api, operation }: CaseOutcome) => `${api} ${operation}`;
  const byOperation = Map.groupBy(outcomes, keyOf);
  const found: NotJudged[] = [];
  const reasons = new Map<string, string>();
  for (const operation of operations) {
    const own = byOperation.get(`${operation.api} ${operation.id}`) ?? [];
    const refused = refusedIn(own);
    if (refused.length === 0) continue;
    const [{ answer }] = refused as [Answered];
    const reason = reasonOf(answer);
    const unjudged = own.filter(
      (outcome) =>
        outcome.unjudged?.kind !== 'error' &&
        refused.some((one) => isSameAnswer(one.answer, outcome.answer)),
    );
    for (const { api, id } of unjudged) reasons.set(`${api} ${id}`, reason);
    found.push({
      api: operation.api,
      operation: operation.id,
      reason,
      question: questionOf(operation, answer, withCredentials.has(operation.api)),
      cases: unjudged.length,
    });
  }
  return { operations: found, cases: reasons };
}

type Answered = CaseOutcome & { readonly answer: Answer };

/** The valid cases that were refused for want of something; none where any valid case succeeded. */
function refusedIn(outcomes: readonly CaseOutcome[]): readonly Answered[] {
  const valid = outcomes.filter(
    (outcome): outcome is Answered => outcome.intent === 'valid' && outcome.answer !== undefined,
  );
  if (valid.some(({ answer }) => answer.meaning === 'success')) return [];
  return valid.filter(({ answer }) => isForWantOf(answer));
}

/** Whether a refusal of a valid request speaks of what the target holds, not of its contract. */
function isForWantOf({ status, meaning, isDocumented, refusal }: Answer): boolean {
  if (meaning !== 'refusal' || !isDocumented) return false;
  if (refusal !== undefined) return !contentRefusals.some((content) => content === refusal);
  return [...aboutCredentials, ...aboutValues].includes(status);
}

const isAboutCredentials = ({ status, refusal }: Answer): boolean =>
  aboutCredentials.includes(status) || refusal === 'unauthorized' || refusal === 'forbidden';

const reasonOf = (answer: Answer): string =>
  `no valid request succeeded: they were refused, as documented, with ${answer.status}${answer.says === '' ? '' : ` "${answer.says}"`}, so that nothing can be said of the operation`;

function questionOf(operation: OperationReport, answer: Answer, hasCredentials: boolean): string {
  const { api, id, isSecured } = operation;
  if (isAboutCredentials(answer) && !isSecured)
    return `Does ${id} need credentials? The description documents none for it, so none were sent: ${hasCredentials ? '--auth-everywhere sends the given ones to it too' : 'add the scheme to its `security`'}, or leave it out with --exclude ${id}.`;
  if (isAboutCredentials(answer))
    return answer.status === 401 || answer.refusal === 'unauthorized'
      ? `Which credentials does ${id} accept? Give them under targets.${api}.credentials in a --config file, or in the variables that --help names.`
      : `Which user, role or plan may call ${id}? Give the credentials of one under targets.${api}.credentials in a --config file.`;
  const places = placesOf(operation);
  const example = places.length > 0 ? `, such as ${places.join(' and ')}` : '';
  return answer.status === 409
    ? `Which values are free in the target? Give them under targets.${api}.values.${id} in a --config file${example}, or empty the target before a run.`
    : `Which values does the target hold that ${id} can use? Give them under targets.${api}.values.${id} in a --config file${example}.`;
}

/** The places of a request whose value the target may have to hold: of its path, else required. */
function placesOf({ coverage }: OperationReport): readonly string[] {
  const named = (kind: CoverageItem['kind'], start: RegExp) =>
    coverage.flatMap(({ kind: own, name }) => (own === kind && start.test(name) ? [name] : []));
  const path = named('parameter', /^path\//).map((name) => `$request.${name.replace('/', '.')}`);
  if (path.length > 0) return path.slice(0, 3);
  return named('member', /^request body \/[^/]+$/)
    .map((name) => name.replace('request body ', ''))
    .slice(0, 3);
}
