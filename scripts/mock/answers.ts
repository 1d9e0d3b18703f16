import { validInstance } from '../../conformance/cases/instance.ts';
import { responseFor } from '../../conformance/checks/answer.ts';
import { documentedMediaType, isJson } from '../../conformance/media-type.ts';
import type { Contract, Json, MediaType, Operation } from '../../conformance/model.ts';
import { placesOf, withValueAt } from '../../conformance/pointer.ts';
import { echoedHeader, evaluate, type Readable } from '../../conformance/runtime-expression.ts';
import { loadPrism, type Answer, type Wanted } from './prism.ts';

/** The documented answer that is wanted, with everything in it that `x-echo` says it repeats of a request. */
export type Answers = (operation: Operation, wanted: Wanted, request: Readable) => Promise<Answer>;

/** Prepares the answers of an API. One that breaks its own contract never leaves: asking for it throws and says where it is wrong. */
export async function loadAnswers(contract: Contract): Promise<Answers> {
  const prism = await loadPrism(contract);
  const negotiated = new Map<string, Promise<Answer>>();
  return async (operation, wanted, request) => {
    const key = `${operation.method} ${operation.path} ${wanted.status} ${wanted.example}`;
    const documented = negotiated.get(key) ?? prism(operation, wanted).then((answer) => completed(operation, answer));
    negotiated.set(key, documented);
    const answer = echoed(operation, await documented, request);
    refuseBroken(contract, operation, answer);
    return answer;
  };
}

const mediaTypeOf = (operation: Operation, { status, headers }: Answer): MediaType | undefined =>
  documentedMediaType(responseFor(operation, status)?.content ?? [], headers['content-type']);

/** What Prism leaves open: a type that can be sent, and a body by its schema where there is neither an example nor a valid guess. */
function completed(operation: Operation, { status, headers, body }: Answer): Answer {
  const { 'content-type': negotiated, ...others } = headers;
  const content = responseFor(operation, status)?.content ?? [];
  const mediaType = documentedMediaType(content, negotiated) ?? content[0];
  if (!mediaType) return { status, headers: others, body };
  const typed = { status, headers: { ...others, 'content-type': concrete(mediaType.name) } };
  return { ...typed, body: isJson(typed.headers['content-type']) ? bodyOf(mediaType, body) : body };
}

function bodyOf({ examples, schema }: MediaType, guess: Json | undefined): Json | undefined {
  const isValid = (value: Json) => (schema?.validate(value) ?? []).length === 0;
  if (examples.length > 0 || (guess !== undefined && isValid(guess))) return guess;
  const made = schema ? validInstance(schema, 'required', 'writeOnly') : {};
  return made ?? guess ?? {};
}

/** A media type that belongs to a range; where no other is likely, the one for examples. @see https://www.rfc-editor.org/rfc/rfc4735 */
function concrete(name: string): string {
  if (!name.includes('*')) return name;
  const [type = ''] = name.split('/');
  const usual: { readonly [type: string]: string } = { '*': 'application/json', application: 'application/json', text: 'text/plain' };
  return usual[type] ?? `${type}/example`;
}

function refuseBroken(contract: Contract, operation: Operation, answer: Answer): void {
  const mediaType = mediaTypeOf(operation, answer);
  if (!mediaType || !isJson(mediaType.name) || answer.body === undefined) return;
  const [broken] = mediaType.schema?.validate(answer.body) ?? [];
  if (!broken) return;
  throw new Error(`The documented answer ${answer.status} of ${operation.id} breaks its own contract: "${broken.pointer}" ${broken.message} (${broken.source.file}:${contract.line(broken.source)}).`);
}

function echoed(operation: Operation, answer: Answer, request: Readable): Answer {
  let { body, headers } = answer;
  for (const [place, expression] of mediaTypeOf(operation, answer)?.echo ?? []) {
    const value = evaluate(expression, request);
    const header = echoedHeader(place)?.toLowerCase();
    // the example of a header field that repeats nothing would be taken for a repetition
    if (header !== undefined) headers = { ...without(headers, header), ...(value === undefined ? {} : { [header]: String(value) }) };
    else if (value !== undefined) body = withEcho(body, place, value);
  }
  return { ...answer, headers, body };
}

const without = (headers: Answer['headers'], name: string): Answer['headers'] =>
  Object.fromEntries(Object.entries(headers).filter(([written]) => written !== name));

/** Of a list, the first element is the one that speaks of the request. */
function withEcho(body: Json | undefined, place: string, value: Json): Json | undefined {
  const [first] = place.includes('*') ? placesOf(body, place) : [place];
  return first === undefined ? body : withValueAt(body, first, value);
}
