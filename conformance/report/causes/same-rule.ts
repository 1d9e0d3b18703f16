import type { Finding } from '../report.ts';
import type { Answered, Cause, Evidence } from './cause.ts';
import { answerInWords, isOfSchema, listOf, placeInWords, ruleOf } from './evidence.ts';
import { numberOf } from '../number-of.ts';

/** Several requests that show the same departure from one rule, or crash at one location. */
export const sameRule: Cause = {
  id: 'rule',
  *explain(evidence) {
    const keyed = evidence.findings.flatMap((finding) => {
      const key = keyOf(evidence, finding);
      return key === undefined ? [] : [{ finding, ...key }];
    });
    for (const group of Map.groupBy(keyed, ({ key }) => key).values()) {
      const [{ finding, message, place }] = group as [(typeof group)[number]];
      if (group.length < 2) continue;
      const reasons = group.map((one) => one.finding.reason);
      yield {
        place: `${finding.operation}/${finding.check}/${place}`,
        message: `${message} ${numberOf(group.length, 'request')} show it: ${listOf(reasons)}.`,
        findings: group.map((one) => one.finding),
      };
    }
  },
};

type Key = { readonly key: string; readonly place: string; readonly message: string };

function keyOf(evidence: Evidence, finding: Finding): Key | undefined {
  const { operation, check } = finding;
  const outcome = evidence.outcomeOf(finding);
  if (!outcome?.answer) return undefined;
  const { breaks, answer } = outcome as Answered;
  const says = answerInWords(answer);
  if (check === 'valid-accepted') {
    // the location is in the id of the finding alone, as `valid-accepted/body/name:maxLength:longest`
    const place = /\/valid-accepted\/((?:path|query|header|cookie|body)[^:]*):/.exec(
      finding.id,
    )?.[1];
    return place === undefined
      ? undefined
      : {
          key: [operation, check, place, says].join('\n'),
          place,
          message: `\`${operation}\` refuses values of ${placeInWords(place)} that the contract allows, with ${says}.`,
        };
  }
  if (!isOfSchema(breaks)) return undefined;
  const { place, keyword } = ruleOf(breaks);
  if (check === 'invalid-refused')
    return {
      key: [operation, check, breaks].join('\n'),
      place: `${place}:${keyword}`,
      message: `\`${operation}\` does not enforce the rule \`${keyword}\` of ${placeInWords(place)}.`,
    };
  return check === 'no-server-error'
    ? {
        key: [operation, check, place, says].join('\n'),
        place,
        message: `\`${operation}\` fails with ${says} on values of ${placeInWords(place)} that the contract forbids.`,
      }
    : undefined;
}
