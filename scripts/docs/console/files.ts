import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mockedOperations } from '../../../conformance/core/contract/mocked-operations.ts';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import { schemaCode } from '../../generate/artifacts/schema-code.ts';
import { codeOf } from '../../generate/artifacts/validators.ts';
import { closuresIn, type Closure } from './closures.ts';
import { consoleFolder, consoleModule } from './module-path.ts';
import { operationFacts } from './operation-facts.ts';
import { browserScript } from '../browser-script.ts';

export { consoleModule } from './module-path.ts';
export { consoleOrigins } from './origins.ts';

type Api = { readonly api: string; readonly contract: Contract };

const styles = join(import.meta.dirname, '..', 'browser', 'console', 'console.css');

/**
 * The files of the console, by their path from the root of the site: the script and its style sheet once, and
 * a module for each operation. `servers` are base URLs that it offers beside those of the descriptions.
 */
export async function consoleFiles(
  apis: readonly Api[],
  servers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const files = new Map([
    [`${consoleFolder}/console.js`, await browserScript('console/console')],
    [`${consoleFolder}/console.css`, await readFile(styles, 'utf8')],
  ]);
  for (const { api, contract } of apis)
    for (const [path, text] of modulesOf(api, contract, servers)) files.set(path, text);
  return files;
}

function modulesOf(api: string, contract: Contract, servers: readonly string[]) {
  const { operations, code, imports } = schemaCode(contract);
  const closure = closuresIn(code, imports);
  const codes = new Map(operations.map((each) => [each.operation.id, each]));
  return mockedOperations(contract).flatMap((operation) => {
    const path = consoleModule(api, operation);
    if (path === undefined) return [];
    const own = codes.get(operation.id)!;
    const made = `validatorsOf(${codeOf(own)})`;
    const facts = operationFacts(contract, own, servers);
    return [[path, moduleText(facts, made, closure(made))] as const];
  });
}

/** The facts are a text, because a member of a program can't have each name. */
const moduleText = (
  facts: ReturnType<typeof operationFacts>,
  made: string,
  { text, imports }: Closure,
): string => `import { ${['validatorsOf', ...imports].join(', ')} } from '../console.js';
${text}
export const operation = JSON.parse(${JSON.stringify(JSON.stringify(facts))});
export const validators = ${made};
`;
