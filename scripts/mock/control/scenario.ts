import type { Contract } from '../../../conformance/core/contract/model.ts';
import { readRules } from '../state/scenario-rules.ts';
import type { Rule, Scenario } from '../state/scenario.ts';
import { ControlMistake } from './mistake.ts';

/** The rules of a mock, for tests. Rules are written as in a scenario file: one, or a list. */
export type MockScenario = {
  /** The active rules, and how often each applied. */
  readonly rules: () => readonly (Rule & { readonly happened: number })[];
  /** Adds rules. Throws a `UserError` for a rule that can't be; then all stay as they are. */
  readonly add: (rules: unknown) => void;
  /** Does the same in place of all rules. */
  readonly replace: (rules: unknown) => void;
  /** Restores the rules of the start and resets their counts. */
  readonly reset: () => void;
};

export function controlScenario(
  scenario: Scenario,
  contracts: () => readonly Contract[],
): MockScenario {
  const read = (written: unknown): readonly Rule[] => {
    const found = readRules(written, contracts());
    if ('rules' in found) return found.rules;
    throw new ControlMistake(found.problem, found.at);
  };
  return {
    rules: scenario.rules,
    add: (written) => scenario.add(read(written)),
    replace: (written) => scenario.replace(read(written)),
    reset: scenario.reset,
  };
}
