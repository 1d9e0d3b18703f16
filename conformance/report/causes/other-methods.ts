import type { Cause } from './cause.ts';
import { listOf, operationsInWords, operationsOf, ruleOf } from './evidence.ts';

/** Methods that no operation documents are answered with a success. */
export const otherMethods: Cause = {
  id: 'other-methods',
  *explain(evidence) {
    const findings = evidence.findings.filter((finding) => {
      const outcome = evidence.outcomeOf(finding);
      return outcome?.breaks?.startsWith('method ') && outcome.answer?.meaning === 'success';
    });
    if (findings.length < 2) return;
    const methods = findings.map(
      (finding) => ruleOf(evidence.outcomeOf(finding)?.breaks ?? '').keyword,
    );
    yield {
      place: '',
      message: `Methods that no operation documents (${listOf(methods)}) are answered with a success, at the paths of ${operationsInWords(operationsOf(evidence, findings), evidence)}.`,
      findings,
    };
  },
};
