import type { Contract } from '../../../conformance/core/contract/model.ts';
import { isObject } from '../../../conformance/core/pointer.ts';
import { nearestFirst } from '../../../conformance/core/nearest.ts';
import { isOf, type Rule } from './scenario.ts';
import type { Preference } from '../respond/prefer.ts';
import { problemOf } from '../respond/select-response.ts';

/** The reason why a scenario is invalid, and its path in the document. */
export type RuleProblem = { readonly at: readonly (string | number)[]; readonly problem: string };

const members = [
  'operation',
  'example',
  'code',
  'dynamic',
  'latency',
  'connection',
  'next',
  'every',
];

/**
 * Reads the rules of a scenario, a list or a single rule. Operations, statuses and examples must be
 * documented.
 */
export function readRules(
  written: unknown,
  contracts: readonly Contract[],
): { readonly rules: readonly Rule[] } | RuleProblem {
  const list = Array.isArray(written) ? written : [written];
  const rules: Rule[] = [];
  for (const [index, each] of list.entries()) {
    const read = readRule(each, contracts);
    const at = Array.isArray(written) ? [index] : [];
    if ('problem' in read) return { ...read, at: [...at, ...read.at] };
    rules.push(read);
  }
  return { rules };
}

type Written = { readonly [member: string]: unknown };

function readRule(written: unknown, contracts: readonly Contract[]): Rule | RuleProblem {
  if (!isObject(written))
    return {
      at: [],
      problem: 'A rule is an object with the member "operation", and with what is to happen.',
    };
  const problem =
    memberProblem(written) ?? answerProblem(written, contracts) ?? deliveryProblem(written);
  if (problem) return problem;
  const { operation, latency, connection, next, every } = written;
  const answer = answerOf(written);
  const range = latency === undefined ? undefined : rangeOf(latency);
  return {
    operation: String(operation),
    ...(Object.keys(answer).length > 0 ? { answer } : {}),
    ...(range ? { latency: range } : {}),
    ...(connection === undefined ? {} : { connection: connection as 'drop' | 'stall' }),
    ...(next === undefined ? {} : { next: next as number }),
    ...(every === undefined ? {} : { every: every as number }),
  };
}

const answerOf = ({ code, example, dynamic }: Written): Preference => ({
  ...(code === undefined ? {} : { code: String(code) }),
  ...(example === undefined ? {} : { example: String(example) }),
  ...(dynamic === undefined ? {} : { dynamic: String(dynamic) }),
});

function memberProblem(written: Written): RuleProblem | undefined {
  const unknown = Object.keys(written).find((name) => !members.includes(name));
  if (unknown === undefined) return undefined;
  const known = nearestFirst(unknown, members).join(', ');
  return { at: [unknown], problem: `A rule has no member "${unknown}". There are ${known}.` };
}

function answerProblem(written: Written, contracts: readonly Contract[]): RuleProblem | undefined {
  const { example, dynamic } = written;
  const operation = String(written.operation);
  const all = contracts.flatMap((contract) =>
    contract.operations.map((found) => ({ contract, found })),
  );
  const named = all.filter(({ found }) => isOf({ operation }, found));
  if (named.length === 0) {
    const names = nearestFirst(operation, [...all.map(({ found }) => found.id), '*']);
    return {
      at: ['operation'],
      problem: `There is no operation "${operation}". There are ${names.join(', ')} (every operation).`,
    };
  }
  if (dynamic !== undefined && typeof dynamic !== 'boolean')
    return { at: ['dynamic'], problem: '"dynamic" is true or false.' };
  // a rule for `*` needs one operation that documents its response
  const problems = named.map(({ contract, found }) =>
    problemOf(contract, found, answerOf(written)),
  );
  if (problems[0] && problems.every((problem) => problem !== undefined))
    return { at: [example === undefined ? 'code' : 'example'], problem: problems[0] };
  return undefined;
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
      problem: '"connection" is "drop" (it is cut) or "stall" (no answer comes).',
    };
  for (const name of ['next', 'every']) {
    const count = written[name];
    if (count !== undefined && !(Number.isInteger(count) && (count as number) > 0))
      return { at: [name], problem: `"${name}" is a whole number from 1.` };
  }
  if (!['code', 'example', 'dynamic', 'latency', 'connection'].some((name) => name in written))
    return {
      at: [],
      problem:
        'This rule says nothing that happens: add example, code, dynamic, latency or connection.',
    };
  return undefined;
}

/** The longest latency, in milliseconds: ten minutes. */
const longest = 600_000;

function rangeOf(latency: unknown): readonly [number, number] | undefined {
  const [, least, most = least] = /^(\d+)(?:\s*-\s*(\d+))?$/.exec(String(latency)) ?? [];
  if (least === undefined || Number(least) > Number(most) || Number(most) > longest)
    return undefined;
  return [Number(least), Number(most)];
}
