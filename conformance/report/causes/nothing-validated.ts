import type { Finding } from '../report.ts';
import type { Answered, Cause, Evidence } from './cause.ts';
import { followFrom, isOfSchema, listOf, operationsInWords, ruleOf } from './evidence.ts';
import { numberOf } from '../number-of.ts';

/** An operation that refuses no request that breaks a rule of its schemas. */
type Lax = {
  readonly id: string;
  readonly rules: readonly string[];
  /** Whether it refuses no body that can't be read either. */
  readonly readsAnything: boolean;
  readonly findings: readonly Finding[];
};

/** Operations without validation. One that crashes instead of refusing does not validate either. */
export const nothingValidated: Cause = {
  id: 'nothing-validated',
  *explain(evidence) {
    const lax = evidence.operations.flatMap(({ id }) => laxityOf(evidence, id) ?? []);
    if (lax.length === 0) return;
    const ids = lax.map(({ id }) => id);
    const rules = lax.flatMap((one) => one.rules);
    const keywords = rules.map((rule) => ruleOf(rule).keyword);
    const rest = lax.every(({ readsAnything }) => readsAnything)
      ? ' Even a body that can not be read is accepted.'
      : '';
    yield {
      place: ids.length === 1 ? ids[0]! : '',
      message: `Requests are not validated in ${operationsInWords(ids, evidence)}: none of ${numberOf(rules.length, 'rule')} that were tried is enforced (${listOf(keywords)}).${rest}`,
      findings: lax.flatMap(({ findings }) => findings),
    };
  },
};

function laxityOf(evidence: Evidence, id: string): Lax | undefined {
  const invalid = evidence.answeredIn(id).filter(({ intent }) => intent === 'invalid');
  const tried = invalid.filter(({ breaks }) => isOfSchema(breaks));
  const accepted = tried.filter(isAccepted);
  const rules = [...new Set(accepted.flatMap(({ breaks }) => breaks ?? []))];
  if (rules.length < 2 || tried.some(isRefused)) return undefined;
  const unreadable = invalid.filter(({ breaks }) => /^(?:body|media-type) /.test(breaks ?? ''));
  const readsAnything = unreadable.length > 0 && !unreadable.some(isRefused);
  const cases = readsAnything ? [...accepted, ...unreadable.filter(isAccepted)] : accepted;
  const findings = followFrom(cases, evidence.findingsIn(id));
  return findings.length < 2 ? undefined : { id, rules, readsAnything, findings };
}

const isAccepted = ({ answer }: Answered) => answer.meaning === 'success';
const isRefused = ({ answer: { meaning } }: Answered) =>
  meaning !== 'success' && meaning !== 'failure';
