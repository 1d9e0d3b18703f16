import { isDeepStrictEqual } from 'node:util';
import {
  documentsSuccess,
  responseFor,
  usualRefusals,
} from '../../../conformance/core/contract/responses.ts';
import type {
  Contract,
  Operation,
  Refusal,
  Response,
} from '../../../conformance/core/contract/model.ts';
import { nearestFirst } from '../../../conformance/core/nearest.ts';
import type { RequestError } from './request-error.ts';
import type { Preference } from './prefer.ts';
import type * as prism from './prism.ts';

/** The reason why no documented response fits, and the status that reports it. */
export type Problem = {
  readonly status: number;
  readonly problem: string;
  /** Whether it refuses the request, and not what the client prefers. */
  readonly isRefusal?: true;
};

/** The status of a response that no description documents, without a body. */
export type Bare = {
  readonly bare: number;
  readonly headers?: { readonly [name: string]: string };
};

/** The selected response: a documented one, or a generated one. */
export type Selection = prism.Wanted & {
  readonly isDynamic?: boolean;
  readonly says?: Refusal['says'];
  /** Why it was chosen, if the content of the request decided. */
  readonly choice?: string;
};

/** The response example with the name of the request examples that a request equals. */
export type NamedAnswer = {
  readonly status: number;
  readonly example: string;
  readonly isRefusal: boolean;
  /** Why it was chosen, for people. */
  readonly choice: string;
};

/** The input of the selection. `dynamic` is the default of the mock. */
export type SelectionContext = {
  readonly contract: Contract;
  readonly operation: Operation;
  readonly preference: Preference;
  readonly requestError: RequestError | undefined;
  readonly named: NamedAnswer | undefined;
  readonly dynamic: boolean;
};

/**
 * Selects the documented response to a request: the preferred one, else the one that its content names,
 * else the refusal of its error, else a success. A refusal is never generated, because its
 * codes have a meaning.
 */
export function selectResponse(context: SelectionContext): Selection | Problem | Bare {
  const { contract, operation, preference } = context;
  const { example, dynamic } = preference;
  if (dynamic !== undefined && dynamic !== 'true' && dynamic !== 'false')
    return { status: 400, problem: `Prefer: dynamic=${dynamic} is neither true nor false.` };
  const isDynamic = dynamic === undefined ? context.dynamic : dynamic === 'true';
  if (!isChosen(preference)) return unpreferred(context, isDynamic);
  const selection = preferred(contract, operation, preference);
  if ('problem' in selection) return { ...selection, problem: `Prefer: ${selection.problem}` };
  return example === undefined && isDynamic
    ? { status: selection.status!, isDynamic: true }
    : selection;
}

/** Whether a preference names a response, and not only how its body is made. */
export const isChosen = ({ code, example }: Preference): boolean => (code ?? example) !== undefined;

function unpreferred(
  { operation, requestError, named }: SelectionContext,
  isDynamic: boolean,
): Selection | Problem | Bare {
  const usual = requestError
    ? refusalFor(operation, requestError)
    : successFor(operation, isDynamic);
  if (!named) return usual;
  const { status, example, choice } = named;
  // the usual refusal may word the error
  const isUsual = 'example' in usual && usual.example === example && usual.status === status;
  if (isUsual) return { ...usual, choice };
  return isDynamic && !named.isRefusal
    ? { status, isDynamic, choice }
    : { status, example, choice };
}

/** The reason why an operation documents no such response; `undefined` if it does. */
export function problemOf(
  contract: Contract,
  operation: Operation,
  preference: Preference,
): string | undefined {
  if (!isChosen(preference)) return undefined;
  const selection = preferred(contract, operation, preference);
  return 'problem' in selection ? selection.problem : undefined;
}

function preferred(
  contract: Contract,
  operation: Operation,
  { code, example }: Preference,
): prism.Wanted | Problem {
  const { id, responses } = operation;
  const status = code === undefined ? undefined : Number(code);
  if (status !== undefined && !(/^\d{3}$/.test(code!) && isDocumented(operation, status))) {
    const documented = responses.map((response) => response.status).join(', ') || 'none';
    const problem = `code=${code} is not documented for ${id}. There are ${documented}.`;
    return { status: 400, problem };
  }
  if (example === undefined) return selectionFor(contract, operation, status!);
  const candidates = status === undefined ? responses : [responseFor(operation, status)!];
  const response = candidates.find((candidate) => namesOf(candidate).includes(example));
  if (response)
    return { status: status ?? statusOf(contract, operation, response, example), example };
  const statuses = new Map(
    candidates.flatMap((candidate) => namesOf(candidate).map((name) => [name, candidate.status])),
  );
  const documented = nearestFirst(example, [...statuses.keys()])
    .map((name) => `${name} (${statuses.get(name)})`)
    .join(', ');
  const problem = `example=${example} is not documented for ${id}. There are ${documented || 'none'}.`;
  return { status: 400, problem };
}

/** Whether an operation documents a final response with this status; one below 200 is not final. */
function isDocumented(operation: Operation, status: number): boolean {
  const response = status >= 200 && status < 600 ? responseFor(operation, status) : undefined;
  // beside a documented success, `default` documents errors only
  const isError =
    status >= 400 || !operation.responses.some((candidate) => candidate.status.startsWith('2'));
  return response !== undefined && (response.status !== 'default' || isError);
}

const namesOf = ({ content }: Response): string[] =>
  content.flatMap(({ examples }) => examples.map(({ name }) => name));

/** The response for a status alone. For `default` or a range, `x-refusals` may name the example. */
function selectionFor(contract: Contract, operation: Operation, status: number): prism.Wanted {
  const response = responseFor(operation, status)!;
  const refusals = refusalsBy(contract, operation, response);
  return refusals.find((refusal) => refusal.status === status) ?? { status };
}

/**
 * The status of an example. For `default` or a range, `x-refusals` may name it; else it is 400 or
 * the first of the range.
 */
export function statusOf(
  contract: Contract,
  operation: Operation,
  response: Response,
  example: string,
): number {
  const refusals = refusalsBy(contract, operation, response);
  const status = refusals.find((refusal) => refusal.example === example)?.status;
  return status ?? (Number(response.status.replace('XX', '00')) || 400);
}

/**
 * The refusals of a response with `default` or a range: those of the operation, then those of the
 * Paths Object with an equal example.
 */
function refusalsBy(
  { pathsRefusals }: Contract,
  operation: Operation,
  response: Response,
): { status: number; example: string }[] {
  if (/^\d+$/.test(response.status)) return [];
  const examples = response.content.flatMap((mediaType) => mediaType.examples);
  const ofPaths = [...pathsRefusals.values()].flatMap(({ status, value }) =>
    examples
      .filter((example) => isDeepStrictEqual(example.value, value))
      .map(({ name }) => ({ status, example: name })),
  );
  return [...operation.refusals.values(), ...ofPaths]
    .filter(({ status }) => responseFor(operation, status) === response)
    .map(({ status, example }) => ({ status, example }));
}

/**
 * The refusal of an error: what `x-refusals` names, else a usual status that is documented, the
 * exact one first; else a usual status with a problem document.
 */
function refusalFor(operation: Operation, error: RequestError): Selection | Problem {
  const { kind, reason } = error;
  const refusal = operation.refusals.get(kind) ?? operation.refusals.get('invalid');
  if (refusal) return refusal;
  const usual = usualRefusals(kind === 'malformed' ? { ...error, keyword: kind } : error);
  const isExact = (status: number) => responseFor(operation, status)?.status === String(status);
  const status = usual.find(isExact) ?? usual.find((other) => responseFor(operation, other));
  if (status !== undefined) return { status };
  return { status: undocumentedRefusal(error), problem: reason, isRefusal: true };
}

/**
 * The refusal of a request that no rule of its own contract breaks, by its usual statuses, the best one
 * first: one of them that is documented, else the first one with a problem document.
 */
export function refusalBy(
  operation: Operation,
  statuses: readonly [number, ...number[]],
  reason: string,
): Selection | Problem {
  const isExact = (status: number) => responseFor(operation, status)?.status === String(status);
  const [first] = statuses;
  const status = responseFor(operation, first) ? first : statuses.find(isExact);
  return status === undefined ? { status: first, problem: reason, isRefusal: true } : { status };
}

/** The status of a refusal where the operation documents none. */
function undocumentedRefusal({ kind, in: part }: RequestError): number {
  if (kind === 'unauthorized') return 401;
  return part === 'media-type' ? 415 : 400;
}

/** A success, else a redirect; nothing but a status where the operation documents neither. */
function successFor(operation: Operation, isDynamic: boolean): Selection | Bare {
  if (!documentsSuccess(operation)) return { bare: 204 };
  const isSuccess = operation.responses.some(({ status }) => status.startsWith('2'));
  if (isSuccess || responseFor(operation, 200)) return { isDynamic };
  const redirect = operation.responses.find(({ status }) => status.startsWith('3'))!.status;
  return { isDynamic, status: Number(redirect.replace('XX', '02')) };
}
