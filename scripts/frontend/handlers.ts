import { delay as wait, http, HttpResponse, type HttpHandler } from 'msw';
import { filled, type Answer } from './answer.ts';
import { matchOf } from './matching.ts';
import { readRequest, type Reading, type Values } from './request.ts';

export type { Answer } from './answer.ts';
export type { HttpHandler } from 'msw';

/** What a handler knows of an operation: generated from a description. */
export type HandledOperation = Reading & {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** The path templates of other operations, whose requests this template matches too. */
  readonly others?: readonly string[];
};

/** How an operation is answered. */
export type HandlerOptions = {
  /** The base URL of the API, or its path, such as `/api`; by default any. */
  readonly baseUrl?: string;
  /** The time until an answer in milliseconds, or what `delay` of MSW knows: `real` or `infinite`. */
  readonly delay?: Parameters<typeof wait>[0];
  /** Whether only the first request is answered, and others are left to other handlers. */
  readonly once?: boolean;
};

/** A request, as its operation reads it. */
export type HandledRequest = {
  readonly request: Request;
  /** The value of a body of JSON or of a form. */
  readonly body: unknown;
  /** By location and name; texts, unless an answer repeats them. */
  readonly parameters: Values['parameters'];
};

/**
 * Makes a handler that gives a documented answer: the example of a name, that of a status, or by default the
 * success. Of a list it gives one after the other, and then the last one again and again. A function chooses by
 * the request.
 */
export type HandlerMaker<Name extends string | number> = (
  answer?:
    | Name
    | readonly [Name, ...Name[]]
    | ((request: HandledRequest) => Name | PromiseLike<Name>),
  options?: HandlerOptions,
) => HttpHandler;

/** The documented answers of an operation, by the name of the example and by the status; a name stands for its answer. */
export type Answers<Name extends string | number> = {
  readonly [name in Name]: Answer | NoInfer<Name>;
};

/** Makes the handlers of one operation. `usual` is what it answers by default. */
export function handlersOf<const Name extends string | number>(
  operation: HandledOperation,
  usual: NoInfer<Name>,
  answers: Answers<Name>,
): HandlerMaker<Name> {
  const { id, method, path, others = [] } = operation;
  const handle = http[method.toLowerCase() as 'get'] ?? http.all;
  return (wanted = usual, { baseUrl, delay, once = false } = {}) => {
    const match = matchOf(path, others, baseUrl);
    const turns = typeof wanted === 'function' ? [] : ([wanted].flat() as readonly Name[]);
    // before any request, so that a test fails where the mistake is
    for (const name of turns) named(name, id, answers);
    const choose = typeof wanted === 'function' ? wanted : inTurn(turns);
    return handle(
      ({ request }) => request.method === method && match(new URL(request.url)) !== undefined,
      async ({ request }) => {
        const parameters = match(new URL(request.url)) ?? {};
        const read = await readRequest(request.clone(), parameters, operation);
        const { body } = read;
        const name = await choose({ request, body, parameters: read.parameters });
        if (delay !== undefined) await wait(delay);
        const { status, headers, text } = filled(named(name, id, answers), read);
        const isBare = method === 'HEAD' || [204, 205, 304].includes(status);
        return new HttpResponse(isBare ? null : text, { status, headers });
      },
      { once },
    );
  };
}

/** Gives one name after the other, and then the last one again and again. */
function inTurn<Name>(turns: readonly Name[]): () => Name {
  let turn = 0;
  return () => {
    turn += 1;
    return turns[Math.min(turn, turns.length) - 1]!;
  };
}

/** The answer of a name. Throws an error for one that programs without types may ask for. */
function named<Name extends string | number>(
  name: Name,
  id: string,
  answers: Answers<Name>,
): Answer {
  const answer = Object.hasOwn(answers, name) ? answers[name] : undefined;
  if (typeof answer === 'object') return answer as Answer;
  if (answer !== undefined) return named(answer as Name, id, answers);
  const known = Object.keys(answers).join(', ');
  throw new Error(`${id} documents no answer "${name}". There are ${known}.`);
}
