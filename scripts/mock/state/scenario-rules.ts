import { join } from 'node:path';
import { mockedOperations } from '../../../conformance/core/contract/mocked-operations.ts';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import { nearestFirst } from '../../../conformance/core/nearest.ts';
import { problemBySchema } from '../../../conformance/core/yaml-schema.ts';
import { problemOf } from '../respond/select-response.ts';
import { conditionProblem } from './condition-problems.ts';
import type { When } from './scenario-conditions.ts';
import { isOf, type Rule } from './scenario.ts';

/** The reason why a scenario is invalid, and its path in the document. */
export type RuleProblem = { readonly at: readonly (string | number)[]; readonly problem: string };

const effects = ['example', 'code', 'dynamic', 'latency', 'connection'];
const schema = join(import.meta.dirname, 'scenario.schema.json');

/**
 * Reads the rules of a scenario, a list or a single rule. Operations, statuses and examples must be
 * documented.
 */
export function readRules(
  written: unknown,
  contracts: readonly Contract[],
): { readonly rules: readonly Rule[] } | RuleProblem {
  const list = Array.isArray(written) ? written : [written];
  // a single rule has no index
  const at = (path: readonly (string | number)[]) => (list === written ? path : path.slice(1));
  const problem = problemBySchema(list, schema);
  if (problem) return { at: at(problem.at), problem: `${problem.text}.` };
  const rules: Rule[] = [];
  for (const [index, each] of (list as readonly Written[]).entries()) {
    const rule = readRule(each, contracts);
    if ('problem' in rule) return { ...rule, at: at([index, ...rule.at]) };
    rules.push(rule);
  }
  return { rules };
}

/** A rule that keeps the schema. */
type Written = {
  readonly operation: string;
  readonly when?: When;
  readonly latency?: number | string;
  readonly connection?: 'drop' | 'stall';
  readonly next?: number;
  readonly every?: number;
  readonly [preference: string]: unknown;
};

function readRule(written: Written, contracts: readonly Contract[]): Rule | RuleProblem {
  const { operation, when, latency, connection, next, every, ...preference } = written;
  // the response is chosen as by the header field Prefer, in text
  const answer = Object.fromEntries(
    Object.entries(preference).map(([name, value]) => [name, String(value)]),
  );
  const operations = contracts.flatMap(mockedOperations).filter((each) => isOf(written, each));
  const problem =
    answerProblem({ operation, answer }, contracts) ??
    conditionProblem(when ?? {}, operations) ??
    effectProblem(written);
  if (problem) return problem;
  return {
    operation,
    ...(when && { when }),
    ...(Object.keys(answer).length > 0 && { answer }),
    ...(latency !== undefined && { latency: rangeOf(latency)! }),
    ...(connection !== undefined && { connection }),
    ...(next !== undefined && { next }),
    ...(every !== undefined && { every }),
  };
}

function answerProblem(
  { operation, answer }: Required<Pick<Rule, 'operation' | 'answer'>>,
  contracts: readonly Contract[],
): RuleProblem | undefined {
  const named = contracts.flatMap((contract) =>
    mockedOperations(contract)
      .filter((each) => isOf({ operation }, each))
      .map((each) => problemOf(contract, each, answer)),
  );
  if (named.length === 0) {
    const known = contracts.flatMap(mockedOperations).map(({ id }) => id);
    const names = nearestFirst(operation, [...known, '*']).join(', ');
    return {
      at: ['operation'],
      problem: `There is no operation "${operation}". There are ${names} (every operation).`,
    };
  }
  // a rule for `*` needs one operation that documents its response
  const [problem] = named.includes(undefined) ? [] : named;
  const at = [answer.example === undefined ? 'code' : 'example'];
  return problem === undefined ? undefined : { at, problem };
}

function effectProblem(written: Written): RuleProblem | undefined {
  const { latency } = written;
  if (latency !== undefined && !rangeOf(latency))
    return {
      at: ['latency'],
      problem: `"latency" must be a range that does not end before it starts, up to ${longest}, not ${JSON.stringify(latency)}.`,
    };
  return effects.some((name) => name in written)
    ? undefined
    : { at: [], problem: `This rule has no effect: add ${effects.join(', ')}.` };
}

/** The longest latency, in milliseconds: ten minutes. */
const longest = 600_000;

function rangeOf(latency: unknown): readonly [number, number] | undefined {
  const [, least, most = least] = /^(\d+)(?:\s*-\s*(\d+))?$/.exec(String(latency)) ?? [];
  if (least === undefined || Number(least) > Number(most) || Number(most) > longest)
    return undefined;
  return [Number(least), Number(most)];
}
