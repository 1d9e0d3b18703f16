import { exchangeOf } from '../../checks/exchange.ts';
import type { Contract } from '../../core/contract/model.ts';
import { encode } from '../../core/http/encode-request.ts';
import { plainRequest, withValue } from '../../core/instances/plain-request.ts';
import type { Json } from '../../core/json.ts';
import { resourcesOf } from '../../core/resources/infer.ts';
import type { Case } from '../../generators/case.ts';
import { contractOf, description, jsonBody } from '../../testing.ts';
import { preparation, type Ask } from './preparation.ts';
import { Things } from './things.ts';

/** What tests of this folder need: a target without a network. */

/** A description in short form: `METHOD path` with the schemas of its body and of its answer. */
export type Sketched = {
  readonly [operation: string]: {
    readonly body?: object;
    readonly answer?: object;
    readonly status?: number;
    readonly parameters?: readonly object[];
  };
};

/** The contract of a sketch; the id of an operation is its `METHOD path`. */
export function sketched(operations: Sketched): Contract {
  const paths: { [path: string]: { [method: string]: object } } = {};
  for (const [operationId, { body, answer, status = 200, parameters = [] }] of Object.entries(
    operations,
  )) {
    const [method = '', path = ''] = operationId.split(' ');
    const inPath = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => ({
      ...{ name, in: 'path', required: true, schema: { type: 'string' } },
    }));
    paths[path] ??= {};
    paths[path][method.toLowerCase()] = {
      operationId,
      parameters: [...inPath, ...parameters],
      ...(body && { requestBody: { required: true, ...jsonBody(body) } }),
      responses: { [status]: { description: '', ...(answer && jsonBody(answer)) } },
    };
  }
  return contractOf(description(paths));
}

/** A request as a target sees it. */
export type Seen = { readonly method: string; readonly path: string; readonly body: Json };

type Answered = { readonly status?: number; readonly body?: Json };

/** A target that answers without a network, the things that a run learns of it, and what it was sent. */
export function targetOf(contract: Contract, answer: (seen: Seen) => Answered | undefined) {
  const model = resourcesOf(contract);
  const things = new Things(model);
  const seen: string[] = [];
  let isHidden = false;
  /** From now on, nothing can be read. */
  const hide = () => {
    isHidden = true;
  };
  const ask: Ask = async (testCase) => {
    const request = encode(testCase.operation, testCase.request);
    const body = testCase.request.body?.value ?? null;
    const { method, path } = request;
    seen.push(`${method} ${path}${body === null ? '' : ` ${JSON.stringify(body)}`}`);
    const isSeen = !isHidden || method !== 'GET';
    const answered = isSeen ? answer({ method, path, body }) : undefined;
    const { status = 200, body: shown } = answered ?? { status: 404 };
    const exchange = exchangeOf({
      case: testCase,
      request,
      reply: {
        status,
        headers: new Map([['content-type', 'application/json']]),
        body: Buffer.from(JSON.stringify(shown ?? null)),
      },
      ...{ milliseconds: 1, limit: 1000 },
    });
    things.learn(exchange);
    return { exchange, made: things.madeBy(exchange) };
  };
  const operation = (id: string) => contract.operations.find((one) => one.id === id)!;
  /** A case of an operation, with other values at some places. */
  const about = (id: string, values: { readonly [place: string]: Json } = {}): Case => ({
    ...preparation(
      operation(id),
      Object.entries(values).reduce(
        (request, [place, value]) => withValue(request, place, value),
        plainRequest(operation(id)),
      ),
    ),
    generator: 'examples',
  });
  return { model, things, seen, ask, about, hide };
}
