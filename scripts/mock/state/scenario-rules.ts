import type { Contract } from '../../../conformance/core/contract/model.ts';
import { isObject } from '../../../conformance/core/pointer.ts';
import { nearestFirst } from '../../../conformance/core/nearest.ts';
import { isOf, type Rule } from './scenario.ts';
import { problemOf } from '../respond/select-response.ts';

/** Why a scenario can't be used: a sentence, and where it is in what was written. */
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

/** Reads the rules of a scenario: a list of them, or one alone. Names of operations, statuses and examples must be those that there are. */
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

function readRule(written: unknown, contracts: readonly Contract[]): Rule | RuleProblem {
  if (!isObject(written))
    return {
      at: [],
      problem: 'A rule is an object with the member "operation", and with what is to happen.',
    };
  const { operation, example, code, dynamic, latency, connection, next, every } = written;
  const unknown = Object.keys(written).find((name) => !members.includes(name));
  if (unknown !== undefined)
    return {
      at: [unknown],
      problem: `A rule has no member "${unknown}". There are ${nearestFirst(unknown, members).join(', ')}.`,
    };
  const all = contracts.flatMap((contract) =>
    contract.operations.map((found) => ({ contract, found })),
  );
  const named = all.filter(({ found }) => isOf({ operation: String(operation) }, found));
  if (named.length === 0) {
    const names = nearestFirst(String(operation), [...all.map(({ found }) => found.id), '*']);
    return {
      at: ['operation'],
      problem: `There is no operation "${String(operation)}". There are ${names.join(', ')} (every operation).`,
    };
  }
  const answer = {
    ...(code === undefined ? {} : { code: String(code) }),
    ...(example === undefined ? {} : { example: String(example) }),
    ...(dynamic === undefined ? {} : { dynamic: String(dynamic) }),
  };
  if (dynamic !== undefined && typeof dynamic !== 'boolean')
    return { at: ['dynamic'], problem: '"dynamic" is true or false.' };
  // of every operation those that document it are meant, so that one will do
  const problems = named.map(({ contract, found }) => problemOf(contract, found, answer));
  if (problems.every((problem) => problem !== undefined) && problems[0])
    return { at: [example === undefined ? 'code' : 'example'], problem: problems[0] };
  const range = latency === undefined ? undefined : rangeOf(latency);
  if (latency !== undefined && !range)
    return {
      at: ['latency'],
      problem: `"latency" is a number of milliseconds, or a range such as "100-300", not ${JSON.stringify(latency)}.`,
    };
  if (connection !== undefined && connection !== 'drop' && connection !== 'stall')
    return {
      at: ['connection'],
      problem: '"connection" is "drop" (it is cut) or "stall" (no answer comes).',
    };
  for (const [name, count] of [
    ['next', next],
    ['every', every],
  ] as const) {
    if (count !== undefined && !(Number.isInteger(count) && (count as number) > 0))
      return { at: [name], problem: `"${name}" is a whole number from 1.` };
  }
  if (Object.keys(answer).length === 0 && !range && connection === undefined)
    return {
      at: [],
      problem:
        'This rule says nothing that happens: add example, code, dynamic, latency or connection.',
    };
  return {
    operation: String(operation),
    ...(Object.keys(answer).length > 0 ? { answer } : {}),
    ...(range ? { latency: range } : {}),
    ...(connection === undefined ? {} : { connection }),
    ...(next === undefined ? {} : { next: next as number }),
    ...(every === undefined ? {} : { every: every as number }),
  };
}

/** The longest latency, in milliseconds: ten minutes. */
const longest = 600_000;

function rangeOf(latency: unknown): readonly [number, number] | undefined {
  const [, least, most = least] = /^(\d+)(?:\s*-\s*(\d+))?$/.exec(String(latency)) ?? [];
  if (least === undefined || Number(least) > Number(most) || Number(most) > longest)
    return undefined;
  return [Number(least), Number(most)];
}
