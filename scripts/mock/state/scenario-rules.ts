import type { Contract } from '../../../conformance/core/contract/model.ts';
import { nearestFirst } from '../../../conformance/core/nearest.ts';
import { isObject } from '../../../conformance/core/pointer.ts';
import { problemOf } from '../respond/select-response.ts';
import { isOf, type Rule } from './scenario.ts';

/** The reason why a scenario is invalid, and its path in the document. */
export type RuleProblem = { readonly at: readonly (string | number)[]; readonly problem: string };

const effects = ['example', 'code', 'dynamic', 'latency', 'connection'];
const members = ['operation', ...effects, 'next', 'every'];

/**
 * Reads the rules of a scenario, a list or a single rule. Operations, statuses and examples must be
 * documented.
 */
export function readRules(
  written: unknown,
  contracts: readonly Contract[],
): { readonly rules: readonly Rule[] } | RuleProblem {
  if (!Array.isArray(written)) {
    const rule = readRule(written, contracts);
    return 'problem' in rule ? rule : { rules: [rule] };
  }
  const rules: Rule[] = [];
  for (const [index, each] of written.entries()) {
    const rule = readRule(each, contracts);
    if ('problem' in rule) return { ...rule, at: [index, ...rule.at] };
    rules.push(rule);
  }
  return { rules };
}

type Written = { readonly [member: string]: unknown };

function readRule(written: unknown, contracts: readonly Contract[]): Rule | RuleProblem {
  if (!isObject(written))
    return { at: [], problem: 'A rule is an object with the member "operation" and an effect.' };
  const { operation, latency, connection, next, every, ...preference } = written;
  // the response is chosen as by the header field Prefer, in text
  const answer = Object.fromEntries(
    Object.entries(preference).map(([name, value]) => [name, String(value)]),
  );
  const problem =
    memberProblem(written) ??
    answerProblem({ operation: String(operation), answer }, contracts) ??
    deliveryProblem(written);
  if (problem) return problem;
  return {
    operation: String(operation),
    ...(Object.keys(answer).length > 0 && { answer }),
    ...(latency !== undefined && { latency: rangeOf(latency)! }),
    ...(connection !== undefined && { connection: connection as 'drop' | 'stall' }),
    ...(next !== undefined && { next: Number(next) }),
    ...(every !== undefined && { every: Number(every) }),
  };
}

function memberProblem(written: Written): RuleProblem | undefined {
  const unknown = Object.keys(written).find((name) => !members.includes(name));
  if (unknown !== undefined)
    return {
      at: [unknown],
      problem: `A rule has no member "${unknown}". There are ${nearestFirst(unknown, members).join(', ')}.`,
    };
  if (written.dynamic !== undefined && typeof written.dynamic !== 'boolean')
    return { at: ['dynamic'], problem: '"dynamic" is true or false.' };
  return undefined;
}

function answerProblem(
  { operation, answer }: Required<Pick<Rule, 'operation' | 'answer'>>,
  contracts: readonly Contract[],
): RuleProblem | undefined {
  const named = contracts.flatMap((contract) =>
    contract.operations
      .filter((each) => isOf({ operation }, each))
      .map((each) => problemOf(contract, each, answer)),
  );
  if (named.length === 0) {
    const known = contracts.flatMap(({ operations }) => operations.map(({ id }) => id));
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

function deliveryProblem(written: Written): RuleProblem | undefined {
  const { latency, connection } = written;
  if (latency !== undefined && !rangeOf(latency))
    return {
      at: ['latency'],
      problem: `"latency" is a number of milliseconds, or a range such as "100-300", not ${JSON.stringify(latency)}.`,
    };
  if (connection !== undefined && connection !== 'drop' && connection !== 'stall')
    return {
      at: ['connection'],
      problem: '"connection" is "drop" (it is closed) or "stall" (it gets no response).',
    };
  for (const name of ['next', 'every']) {
    const count = written[name];
    if (count !== undefined && !(Number.isInteger(count) && Number(count) > 0))
      return { at: [name], problem: `"${name}" is a whole number from 1.` };
  }
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
