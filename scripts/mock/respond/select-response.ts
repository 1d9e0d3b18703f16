import { isDeepStrictEqual } from 'node:util';
import { responseFor } from '../../../conformance/core/contract/responses.ts';
import type {
  Contract,
  Operation,
  Refusal,
  Response,
} from '../../../conformance/core/contract/model.ts';
import { nearestFirst } from '../../../conformance/core/nearest.ts';
import type { Fault, FaultKind } from './request-error.ts';
import type { Preference } from './prefer.ts';
import type * as prism from './prism.ts';

/** Why no documented answer will do, in a sentence, and the status to say so with. */
export type Problem = { readonly status: number; readonly problem: string };

/** Which answer: a documented one, or one of its schema that is made anew. */
export type Wanted = prism.Wanted & {
  readonly isDynamic?: boolean;
  readonly says?: Refusal['says'];
};

/**
 * Which documented answer a request gets: the one that is asked for, else the refusal that it deserves, else a success.
 * `isDynamic` is how the mock was started. A refusal is always a documented one: its values mean something.
 */
export function wantedFor(
  contract: Contract,
  operation: Operation,
  preference: Preference,
  fault: Fault | undefined,
  isDynamic: boolean,
): Wanted | Problem {
  const { code, example, dynamic } = preference;
  if (dynamic !== undefined && dynamic !== 'true' && dynamic !== 'false')
    return { status: 400, problem: `Prefer: dynamic=${dynamic} is neither true nor false.` };
  const isMade = dynamic === undefined ? isDynamic : dynamic === 'true';
  if (code === undefined && example === undefined)
    return fault ? refusalFor(operation, fault) : { isDynamic: isMade };
  const wanted = preferred(contract, operation, code, example);
  if ('problem' in wanted) return wanted;
  return example === undefined && isMade ? { status: wanted.status!, isDynamic: true } : wanted;
}

/** Why an operation has no such answer; `undefined` where it has. */
export function problemOf(
  contract: Contract,
  operation: Operation,
  { code, example }: Preference,
): string | undefined {
  const wanted =
    code === undefined && example === undefined
      ? {}
      : preferred(contract, operation, code, example, '');
  return 'problem' in wanted ? wanted.problem : undefined;
}

function preferred(
  contract: Contract,
  operation: Operation,
  code: string | undefined,
  example: string | undefined,
  prefix = 'Prefer: ',
): prism.Wanted | Problem {
  const status = code === undefined ? undefined : Number(code);
  if (status !== undefined && !(/^\d{3}$/.test(code!) && isDocumented(operation, status))) {
    return {
      status: 400,
      problem: `${prefix}code=${code} is not documented for ${operation.id}. There are ${operation.responses.map((response) => response.status).join(', ') || 'none'}.`,
    };
  }
  if (example === undefined) return fitting(contract, operation, status!);
  const candidates = status === undefined ? operation.responses : [responseFor(operation, status)!];
  const response = candidates.find((candidate) => namesOf(candidate).includes(example));
  if (!response) {
    const names = new Map(
      candidates.flatMap((candidate) =>
        namesOf(candidate).map((name) => [name, `${name} (${candidate.status})`]),
      ),
    );
    const listed = nearestFirst(example, [...names.keys()]).map((name) => names.get(name));
    return {
      status: 400,
      problem: `${prefix}example=${example} is no documented answer of ${operation.id}. There are ${listed.join(', ') || 'none'}.`,
    };
  }
  return { status: status ?? statusOf(contract, operation, response, example), example };
}

/** Whether an operation documents a status, as an answer that can be waited for: below 200 none is final. */
function isDocumented(operation: Operation, status: number): boolean {
  const response = status >= 200 && status < 600 ? responseFor(operation, status) : undefined;
  // where a success is named, a default documents errors
  const isError =
    status >= 400 || !operation.responses.some((candidate) => candidate.status.startsWith('2'));
  return response !== undefined && (response.status !== 'default' || isError);
}

const namesOf = ({ content }: Response): string[] =>
  content.flatMap(({ examples }) => examples.map(({ name }) => name));
const hasStatus = ({ status }: Response): boolean => /^\d+$/.test(status);

/** What a status alone gets: of a `default` or a range the example that `x-refusals` has for it, else the first. */
function fitting(contract: Contract, operation: Operation, status: number): prism.Wanted {
  const response = responseFor(operation, status)!;
  const refusal = hasStatus(response)
    ? undefined
    : refusalsBy(contract, operation, response).find((candidate) => candidate.status === status);
  return refusal ?? { status };
}

/** The status to answer with: a `default` or a range has none of its own, so `x-refusals` says it, else the least of its class. */
function statusOf(
  contract: Contract,
  operation: Operation,
  response: Response,
  example: string,
): number {
  if (hasStatus(response)) return Number(response.status);
  const refusal = refusalsBy(contract, operation, response).find(
    (candidate) => candidate.example === example,
  );
  return (
    refusal?.status ?? (/^\dXX$/.test(response.status) ? Number(response.status[0]) * 100 : 400)
  );
}

/** What `x-refusals` says of a response: of the operation, then of the Paths Object, where the response has the same example. */
function refusalsBy(
  { pathsRefusals }: Contract,
  operation: Operation,
  response: Response,
): { status: number; example: string }[] {
  const ofOperation = [...operation.refusals.values()].map(({ status, example }) => ({
    status,
    example,
  }));
  const examples = response.content.flatMap((mediaType) => mediaType.examples);
  const ofPaths = [...pathsRefusals.values()].flatMap(({ status, value }) =>
    examples
      .filter((example) => isDeepStrictEqual(example.value, value))
      .map(({ name }) => ({ status, example: name })),
  );
  return [...ofOperation, ...ofPaths].filter(
    ({ status }) => responseFor(operation, status) === response,
  );
}

/** Where `x-refusals` says nothing: the statuses that are usual for a kind of fault. */
const usual: { readonly [kind in FaultKind]: readonly number[] } = {
  unauthorized: [401, 403],
  malformed: [400, 422],
  invalid: [422, 400],
};

function refusalFor(operation: Operation, { kind, reason }: Fault): Wanted | Problem {
  const refusal = operation.refusals.get(kind) ?? operation.refusals.get('invalid');
  if (refusal)
    return {
      status: refusal.status,
      example: refusal.example,
      ...(refusal.says ? { says: refusal.says } : {}),
    };
  const exact = usual[kind].find((status) =>
    operation.responses.some((response) => response.status === String(status)),
  );
  const status = exact ?? usual[kind].find((candidate) => responseFor(operation, candidate));
  if (status !== undefined) return { status };
  return {
    status: kind === 'unauthorized' ? 401 : 400,
    problem: `${reason}\n\n${operation.id} documents no refusal: add x-refusals to it.`,
  };
}
