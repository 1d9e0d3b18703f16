import { responseFor } from '../../conformance/checks/answer.ts';
import type { Operation, Response } from '../../conformance/model.ts';
import type { Fault, FaultKind } from './fault.ts';
import type { Preference } from './prefer.ts';
import type { Wanted } from './prism.ts';

/** Why no documented answer will do, in a sentence, and the status to say so with. */
export type Problem = { readonly status: number; readonly problem: string };

/** Which documented answer a request gets: the one that it asks for, else the refusal that it deserves, else a success. */
export function wantedFor(operation: Operation, { code, example }: Preference, fault: Fault | undefined): Wanted | Problem {
  if (code !== undefined || example !== undefined) return preferred(operation, code, example);
  return fault ? refusalFor(operation, fault) : {};
}

function preferred(operation: Operation, code: string | undefined, example: string | undefined): Wanted | Problem {
  const status = code === undefined ? undefined : Number(code);
  // a status below 200 is no final answer: whoever gets one waits on
  if (status !== undefined && !(/^[2-5]\d\d$/.test(code!) && responseFor(operation, status))) {
    return { status: 400, problem: `Prefer: code=${code} is not documented for ${operation.id}. There are ${operation.responses.map((response) => response.status).join(', ') || 'none'}.` };
  }
  if (example === undefined) return { status: status! };
  const candidates = status === undefined ? operation.responses : [responseFor(operation, status)!];
  const response = candidates.find((candidate) => namesOf(candidate).includes(example));
  if (!response) {
    const names = candidates.flatMap((candidate) => namesOf(candidate).map((name) => `${name} (${candidate.status})`));
    return { status: 400, problem: `Prefer: example=${example} is no documented answer of ${operation.id}. There are ${names.join(', ') || 'none'}.` };
  }
  return { status: status ?? statusOf(operation, response, example), example };
}

const namesOf = ({ content }: Response): string[] => content.flatMap(({ examples }) => examples.map(({ name }) => name));

/** The status to answer with: a `default` or a range has none of its own, so `x-refusals` says it, else the least of its class. */
function statusOf(operation: Operation, { status }: Response, example: string): number {
  if (/^\d+$/.test(status)) return Number(status);
  const refusal = [...operation.refusals.values()].find((candidate) => candidate.response.status === status && candidate.example === example);
  return refusal?.status ?? (/^\dXX$/.test(status) ? Number(status[0]) * 100 : 400);
}

/** Where `x-refusals` says nothing: the statuses that are usual for a kind of fault. */
const usual: { readonly [kind in FaultKind]: readonly number[] } = { unauthorized: [401, 403], malformed: [400, 422], invalid: [422, 400] };

function refusalFor(operation: Operation, { kind, because }: Fault): Wanted | Problem {
  const refusal = operation.refusals.get(kind) ?? operation.refusals.get('invalid');
  if (refusal) return { status: refusal.status, example: refusal.example };
  const exact = usual[kind].find((status) => operation.responses.some((response) => response.status === String(status)));
  const status = exact ?? usual[kind].find((candidate) => responseFor(operation, candidate));
  if (status !== undefined) return { status };
  return { status: kind === 'unauthorized' ? 401 : 400, problem: `${because}\n\n${operation.id} documents no refusal: add x-refusals to it.` };
}
