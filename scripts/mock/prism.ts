import { createInstance, getHttpOperationsFromSpec } from '@stoplight/prism-http';
import type { Contract, Json, Operation } from '../../conformance/model.ts';
import { UserError } from '../../conformance/user-error.ts';
import { forPrism } from './for-prism.ts';

/** The answer that Prism decides on. */
export type Answer = { readonly status: number; readonly headers: { readonly [name: string]: string }; readonly body: Json | undefined };

/** Which of the documented answers is wanted; Prism chooses a success where nothing is said. */
export type Wanted = { readonly status?: number; readonly example?: string };

/** Prism's negotiation for one API. The only file that imports Prism. */
export type Prism = (operation: Operation, wanted: Wanted) => Promise<Answer>;

/** Prism's log is not ours: our front says what was asked and what was answered. */
const quiet: { readonly [level: string]: unknown } = Object.fromEntries(
  ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent', 'success'].map((level) => [level, () => undefined]),
);
const logger = { ...quiet, child: () => logger } as unknown as Parameters<typeof createInstance>[1]['logger'];

/**
 * Loads a description into Prism. Requests are judged by the contract before they come here, so that Prism's own
 * validation is off: it answers `problem+json` where an API documents its own errors.
 */
export async function loadPrism(contract: Contract): Promise<Prism> {
  const resources = new Map((await read(contract)).map((resource) => [resource.path, resource]));
  const settings = { isProxy: false, errors: false, checkSecurity: false, validateRequest: false, validateResponse: false, upstreamProxy: undefined } as const;
  const instance = createInstance({ ...settings, mock: { dynamic: false } }, { logger });

  return async (operation, { status, example }) => {
    const path = `/${contract.operations.indexOf(operation)}`;
    const resource = resources.get(path);
    if (!resource) throw new Error(`Prism does not know ${operation.id}.`);
    const exampleKey = example === undefined ? {} : { exampleKey: keyOf(resource, example) };
    const mock = { dynamic: false, ...(status === undefined ? {} : { code: status }), ...exampleKey };
    const result = await instance.request({ method: 'get', url: { path }, headers: {} }, [resource], { ...settings, mock })();
    const output = result._tag === 'Right' ? result.right.output : undefined;
    // where it does not find an example, it may fall back on that of another status
    if (result._tag === 'Left' || !output || (status !== undefined && output.statusCode !== status)) {
      const wanted = [status, example && `with the example "${example}"`].filter(Boolean).join(' ') || 'success';
      throw new Error(`${contract.file}: Prism finds no answer ${wanted} of ${operation.id}${result._tag === 'Left' ? `: ${result.left.message}` : ''}`);
    }
    return answerOf(output.statusCode, output.headers ?? {}, output.body as Json | undefined);
  };
}

type Resource = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>[number];

async function read(contract: Contract): Promise<Resource[]> {
  try {
    return await getHttpOperationsFromSpec(forPrism(contract));
  } catch (error) {
    throw new UserError(`${contract.file}: Prism can't read this description: ${(error as Error).message}`);
  }
}

/** What Prism calls an example: by its name, or `default` where the description has one without a name. */
function keyOf({ responses }: Resource, example: string): string {
  const keys = responses.flatMap(({ contents = [] }) => contents.flatMap(({ examples = [] }) => examples.map(({ key }) => key)));
  return keys.includes(example) ? example : 'default';
}

function answerOf(status: number, headers: { readonly [name: string]: unknown }, body: Json | undefined): Answer {
  const given = Object.entries(headers).flatMap(([written, value]): [string, string][] => {
    // a documented header without an example comes as null
    return value === null || value === undefined ? [] : [[written.toLowerCase(), String(value)]];
  });
  return { status, headers: Object.fromEntries(given), body };
}
