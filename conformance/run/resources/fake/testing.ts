import { exchangeOf } from '../../../checks/exchange.ts';
import type { Operation } from '../../../core/contract/model.ts';
import { encode } from '../../../core/http/encode-request.ts';
import {
  plainRequest,
  withValue,
  type KnownValues,
} from '../../../core/instances/plain-request.ts';
import type { Json } from '../../../core/json.ts';
import type { Case } from '../../../generators/case.ts';
import { contractOf, description, jsonBody } from '../../../testing.ts';
import { openResources, type ResourcesOptions } from '../open.ts';
import type { Answered } from '../preparation.ts';

/** What the tests of this folder need; only tests import it. */

/** A request as a fake target sees it. */
export type Asked = {
  readonly method: string;
  readonly path: string;
  /** The header fields by their names in lower case. */
  readonly headers?: ReadonlyMap<string, string>;
  readonly body?: { readonly [name: string]: Json };
};

/** An answer of a fake target: its status alone, or with a body and header fields. */
export type Told =
  | number
  | {
      readonly status: number;
      readonly body?: Json;
      readonly headers?: { readonly [name: string]: string };
    };

type FakeOptions = Pick<ResourcesOptions, 'isReadOnly'> & {
  /** By operationId, then by place. */
  readonly values?: { readonly [id: string]: { readonly [place: string]: Json } };
};

/** What a run knows of a target that answers as a function says, without a network. */
export function fakeTarget(
  paths: object,
  answer: (asked: Asked) => Told,
  { values = {}, ...options }: FakeOptions = {},
) {
  const contract = contractOf(description(paths));
  const asked: string[] = [];
  const ask = async (testCase: Case): Promise<Answered> => {
    const request = encode(testCase.operation, testCase.request);
    const { method, path, body } = request;
    const text = body && Buffer.from(body).toString();
    asked.push([method, path, text].filter((part) => part !== undefined).join(' '));
    const headers = new Map(request.headers.map(([name, value]) => [name.toLowerCase(), value]));
    const told = answer({ method, path, headers, ...(text && { body: JSON.parse(text) }) });
    const reply = replyOf(typeof told === 'number' ? { status: told } : told);
    const exchange = exchangeOf({ case: testCase, request, reply, milliseconds: 1, limit: 1000 });
    resources.things.learn(exchange);
    return { exchange, made: resources.things.madeBy(exchange) };
  };
  const known = Object.entries(values).map(([id, places]): [string, KnownValues] => [
    id,
    new Map(Object.entries(places)),
  ]);
  const resources = openResources({
    ...{ contract, ask, run: 'run', values: new Map(known) },
    ...options,
  });
  const operation = (id: string): Operation => contract.operations.find((one) => one.id === id)!;
  return { ...resources, ask, asked, operation, operations: contract.operations };
}

const replyOf = ({ status, body, headers = {} }: Exclude<Told, number>) => ({
  status,
  headers: new Map(
    Object.entries({
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    }),
  ),
  body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
});

/** The plainest case of an operation, with other values at some places. */
export function caseOf(
  operation: Operation,
  places: { readonly [place: string]: Json } = {},
  more: Partial<Case> = {},
): Case {
  const request = Object.entries(places).reduce(
    (result, [place, value]) => withValue(result, place, value),
    plainRequest(operation),
  );
  return {
    ...{ id: `${operation.id}/generator/name`, generator: 'generator', origin: 'plan', operation },
    ...{ intent: 'valid', reason: 'it is so', request },
    rule: { in: 'path', pointer: '', keyword: 'type' },
    ...more,
  };
}

const text = { type: 'string' };

/** A path parameter, a text unless a schema says otherwise. */
export const parameter = (name: string, schema: object = text) => ({
  ...{ name, in: 'path', required: true, schema },
});

/** Operations on things of one kind: `listShop`, `makeShop`, `readShop`, `putShop`, `changeShop`, `deleteShop`. */
export function family(
  name: string,
  collection: string,
  {
    id = { schema: text },
    members = { name: text } as object,
    required = Object.keys(members),
  }: { readonly id?: { schema: object }; members?: object; required?: readonly string[] } = {},
) {
  const body = {
    requestBody: { required: true, ...jsonBody({ type: 'object', properties: members, required }) },
  };
  const above = [...collection.matchAll(/\{([^{}]+)\}/g)].map(([, each]) => parameter(each!));
  const thing = { description: 'It.', ...jsonBody({ type: 'object' }) };
  const refusals = {
    400: { description: 'Refused.' },
    404: { description: 'No such thing.' },
    409: { description: 'It conflicts.' },
  };
  const done = { responses: { 200: thing, ...refusals } };
  const list = { description: 'All.', ...jsonBody({ type: 'array', items: { type: 'object' } }) };
  return {
    [collection]: {
      parameters: above,
      get: { operationId: `list${name}`, responses: { 200: list, ...refusals } },
      post: { operationId: `make${name}`, ...body, responses: { 201: thing, ...refusals } },
    },
    [`${collection}/{${name.toLowerCase()}Id}`]: {
      parameters: [...above, parameter(`${name.toLowerCase()}Id`, id.schema)],
      get: { operationId: `read${name}`, ...done },
      put: { operationId: `put${name}`, ...body, ...done },
      patch: { operationId: `change${name}`, ...body, ...done },
      delete: { operationId: `delete${name}`, ...done },
    },
  };
}

/** A target that keeps what is made below any path, with numbers for identifiers. */
export function shelf(): (asked: Asked) => Told {
  const things = new Map<string, { readonly [name: string]: Json }>();
  let last = 0;
  return ({ method, path, body = {} }) => {
    const known = things.get(path);
    const below = [...things].filter(
      ([at]) => at.startsWith(`${path}/`) && !at.slice(path.length + 1).includes('/'),
    );
    if (method === 'POST') {
      last += 1;
      things.set(`${path}/${last}`, { ...body, id: last });
      return { status: 201, body: { ...body, id: last } };
    }
    if (method === 'GET' && !known && !/\d$/.test(path))
      return { status: 200, body: below.map(([, thing]) => thing) };
    if (!known) return 404;
    if (method === 'DELETE') things.delete(path);
    return { status: 200, body: known };
  };
}
