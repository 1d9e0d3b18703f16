import { apis } from '../../spec/apis.ts';
import { loadContract } from '../../conformance/core/contract/load.ts';
import { perSecond, type Bench } from './bench.ts';
import { manyAnswers } from './many-answers.ts';

const million = 1_000_000;

/** Whether every response of the mock is valid. */
export const mockAnswers: Bench = {
  id: 'mock-answers',
  summary:
    'a million responses over all statuses and examples, each judged from its bytes: half as documented, half dynamic',
  async measure() {
    const contracts = Object.entries(apis).map(([api, file]) => loadContract(api, file));
    return [false, true].map((dynamic) => {
      const begun = performance.now();
      const { answers, outcomes, invalid } = manyAnswers(contracts, million / 2, dynamic);
      const figure = `${invalid.length} invalid of ${answers} over ${outcomes} outcomes, ${perSecond(answers, performance.now() - begun)}${invalid[0] ? `, for example ${invalid[0]}` : ''}`;
      return { name: dynamic ? 'dynamic' : 'as documented', figure };
    });
  },
};
