import { signerOf } from '../../../conformance/core/auth/find-signer.ts';
import type {
  Contract,
  MediaType,
  Operation,
  Response,
} from '../../../conformance/core/contract/model.ts';
import { isNamed } from '../../../conformance/core/contract/named-responses.ts';
import { documentsSuccess } from '../../../conformance/core/contract/responses.ts';
import { isJson } from '../../../conformance/core/http/media-type.ts';
import { credentialsIn, echoedHeader } from '../../../conformance/core/http/runtime-expression.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { placesOf } from '../../../conformance/core/pointer.ts';
import type { Answer } from '../../frontend/handlers.ts';
import type { Preference } from '../../mock/respond/prefer.ts';
import { prepareResponse } from '../../mock/respond/prepared-response.ts';
import { selectResponse } from '../../mock/respond/select-response.ts';

/** The answers of an operation by the names of examples and by status; a name stands for its answer. */
export type DocumentedAnswers = {
  readonly usual: string | number;
  readonly byName: ReadonlyMap<string | number, Answer | string>;
};

/** The request that says nothing. */
const request = { parameters: { path: {}, query: {}, header: {}, cookie: {} } };

/**
 * The documented answers of an operation, as the mock gives them. An example whose name an earlier response has
 * is named with its status, such as `404 default`.
 */
export function answersOf(contract: Contract, operation: Operation): DocumentedAnswers {
  const byName = new Map<string | number, Answer | string>();
  const nameOf = new Map<string, string>();
  const add = (name: string | number, preference: Preference) => {
    const made = answerTo(contract, operation, preference);
    const known = made.example === undefined ? undefined : nameOf.get(made.key);
    if (known === undefined && typeof name === 'string') nameOf.set(made.key, name);
    byName.set(name, typeof name === 'number' && known !== undefined ? known : made.answer);
    return known ?? name;
  };
  // one below 200 is not final
  const final = operation.responses.filter((response) => codeOf(response, operation) >= 200);
  for (const response of final)
    for (const example of namesIn(response)) {
      const code = codeOf(response, operation);
      if (byName.has(example)) add(`${code} ${example}`, { code: String(code), example });
      else add(example, { example });
    }
  for (const response of final) {
    const code = codeOf(response, operation);
    if (!byName.has(code)) add(code, { code: String(code) });
  }
  const { status, key, answer } = answerTo(contract, operation, {});
  const usual = nameOf.get(key) ?? status;
  if (!byName.has(usual)) byName.set(usual, answer);
  return { usual, byName };
}

const namesIn = ({ content }: Response): ReadonlySet<string> =>
  new Set(content.flatMap(({ examples }) => examples.filter(isNamed)).map(({ name }) => name));

/** The status that stands for a range or for `default`. */
function codeOf({ status }: Response, operation: Operation): number {
  if (status !== 'default') return Number(status.replace('XX', '00'));
  return documentsSuccess(operation) &&
    operation.responses.some((each) => /^[23]/.test(each.status))
    ? 500
    : 200;
}

type Made = {
  readonly status: number;
  readonly example: string | undefined;
  /** Equal for the same documented answer. */
  readonly key: string;
  readonly answer: Answer;
};

/** The mock's answer to a valid request that prefers a response. */
function answerTo(contract: Contract, operation: Operation, preference: Preference): Made {
  const selecting = { contract, operation, preference, requestError: undefined, named: undefined };
  const selection = selectResponse({ ...selecting, dynamic: false });
  if ('bare' in selection) return inPlain(selection.bare);
  if ('problem' in selection) return inPlain(selection.status, selection.problem);
  try {
    const how = { ...selection, seed: 1, strictExamples: false, accept: undefined };
    const prepared = prepareResponse(contract, operation, how);
    const { status, headers, text, body } = prepared.respond({ request });
    const { mediaType, example } = prepared;
    const isValue = body !== undefined && isJson(headers['content-type'] ?? '');
    const echo = mediaType ? echoOf(operation, mediaType, isValue ? body : undefined) : {};
    return {
      ...{ status, example, key: `${status} ${example}` },
      answer: {
        status,
        ...(Object.keys(headers).length > 0 && { headers }),
        ...(isValue ? { body } : text !== '' && { text }),
        ...(Object.keys(echo).length > 0 && { echo }),
      },
    };
  } catch (error) {
    return inPlain(500, (error as Error).message);
  }
}

/** What the mock answers where no documented response can be made. */
const inPlain = (status: number, text?: string): Made => ({
  ...{ status, example: undefined, key: `${status}` },
  answer: {
    status,
    ...(text !== undefined && {
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      text: `${text}\n`,
    }),
  },
});

/** `x-echo` with plain places: of `*`, the first element. */
function echoOf({ api }: Operation, { echo }: MediaType, body: Json | undefined) {
  return Object.fromEntries(
    [...echo].flatMap(([pattern, expression]) => {
      const credential = credentialsIn(expression);
      if (credential && !signerOf(api, credential.scheme)) return [];
      if (echoedHeader(pattern) !== undefined) return [[pattern, expression] as const];
      if (body === undefined) return [];
      const places = pattern.includes('*') ? placesOf(body, pattern).slice(0, 1) : [pattern];
      return places.map((place) => [place, expression] as const);
    }),
  );
}
