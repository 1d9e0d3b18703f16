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
    const documented = negotiated.get(key) ?? prism(operation, wanted);
    negotiated.set(key, documented);
    const answer = echoed(operation, await documented, request);
    refuseBroken(contract, operation, answer);
    return answer;
  };
}

const mediaTypeOf = (operation: Operation, { status, headers }: Answer): MediaType | undefined =>
  documentedMediaType(responseFor(operation, status)?.content ?? [], headers['content-type']);

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
    if (value === undefined) continue;
    const header = echoedHeader(place);
    if (header !== undefined) headers = { ...headers, [header.toLowerCase()]: String(value) };
    else body = withEcho(body, place, value);
  }
  return { ...answer, headers, body };
}

/** Of a list, the first element is the one that speaks of the request. */
function withEcho(body: Json | undefined, place: string, value: Json): Json | undefined {
  const [first] = place.includes('*') ? placesOf(body, place) : [place];
  return first === undefined ? body : withValueAt(body, first, value);
}
