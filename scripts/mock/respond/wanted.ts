import type { Contract } from '../../../conformance/core/contract/model.ts';
import type { Effect, Scenario } from '../state/scenario.ts';
import { byContent } from './by-content.ts';
import { readPrefer, type Preference } from './prefer.ts';
import type { RequestContext, RequestError } from './request-error.ts';
import { isChosen, problemOf, type NamedAnswer } from './select-response.ts';

/** Which response is wanted, and what the scenario does to it. */
export type Wanted = {
  readonly effect: Effect;
  /** The client's preference, else that of the scenario. */
  readonly preference: Preference;
  /** The rule that the preference comes from, and why, for people. */
  readonly choice: string | undefined;
  /** What the content of the request names, if nothing is preferred. */
  readonly named: NamedAnswer | undefined;
};

/** Finds what wants a certain response: `Prefer`, else a rule of the scenario, else the content. */
export function createWanted(contract: Contract, scenario: Scenario) {
  const answerTo = byContent(contract);
  return (context: RequestContext, requestError: RequestError | undefined): Wanted => {
    const { operation, received, read } = context;
    const requested = readPrefer(received.request);
    const documents = (answer: Preference) => problemOf(contract, operation, answer) === undefined;
    const effect = scenario.effectOn({ operation, request: read, documents });
    const isRuled = effect.answer !== undefined && !isChosen(requested);
    const preference = isRuled ? { ...requested, ...effect.answer } : requested;
    const broken = isChosen(preference) ? undefined : brokenIn(context, requestError);
    const named = broken && answerTo(operation, { read, broken });
    return { effect, preference, named, choice: isRuled ? effect.choice : undefined };
  };

  /** The rules that a request is refused for; `undefined` if it is for its credentials or its size. */
  function brokenIn({ read, refuses }: RequestContext, requestError: RequestError | undefined) {
    if (!requestError) return [];
    const broken = [...read.violations, ...read.doubts].filter(refuses);
    return requestError.in === 'credentials' || broken.length === 0 ? undefined : broken;
  }
}
