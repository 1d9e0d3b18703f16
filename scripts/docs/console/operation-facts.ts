import { signerOf } from '../../../conformance/core/auth/find-signer.ts';
import type {
  Contract,
  Operation,
  Response,
  SecurityScheme,
} from '../../../conformance/core/contract/model.ts';
import { isNamed } from '../../../conformance/core/contract/named-responses.ts';
import { documentsSuccess } from '../../../conformance/core/contract/responses.ts';
import { readerLine } from '../reader-line.ts';
import { factsOf } from '../../generate/artifacts/operations.ts';
import type { OperationCodes } from '../../generate/artifacts/schema-code.ts';
import type {
  ConsoleAnswer,
  ConsoleOperation,
  ConsoleScheme,
} from '../browser/console/operation.ts';
import { bodiesOf } from './bodies.ts';
import { parametersOf } from './parameters.ts';
import { requestsOf } from './requests.ts';
import { serversOf } from './servers.ts';

/** What the console knows of an operation. */
export function operationFacts(
  contract: Contract,
  { operation, responses: codes }: Pick<OperationCodes, 'operation' | 'responses'>,
  servers: readonly string[],
): ConsoleOperation {
  const schemes = new Map(operation.security.flat().map((scheme) => [scheme.name, scheme]));
  return {
    ...{ api: contract.api, facts: factsOf(operation) },
    servers: serversOf(contract, operation, servers),
    parameters: parametersOf(contract, operation),
    bodies: bodiesOf(operation),
    requests: requestsOf(operation),
    security: operation.security.map((alternative) => alternative.map(({ name }) => name)),
    schemes: Object.fromEntries(
      [...schemes].map(([name, scheme]) => [name, schemeOf(operation, scheme)]),
    ),
    answers: operation.responses.map((response) => {
      const code = codes.find(({ status }) => status === response.status);
      return answerOf(operation, response, code?.content.map(({ name }) => name) ?? []);
    }),
    mockCommand: readerLine('mock', `${contract.api}.yaml`),
  };
}

function schemeOf({ api, method, path }: Operation, scheme: SecurityScheme): ConsoleScheme {
  const { name, type, scheme: how, in: location, parameter } = scheme;
  return {
    type,
    ...(how !== undefined && { scheme: how }),
    ...(location !== undefined && { in: location }),
    ...(parameter !== undefined && { parameter }),
    ...(signerOf(api, name) && { command: readerLine('sign', `${api} ${method} ${path}`) }),
  };
}

function answerOf(
  operation: Operation,
  { status, content }: Response,
  judged: readonly string[],
): ConsoleAnswer {
  const names = content.flatMap(({ examples }) => examples.filter(isNamed));
  const echo = content.filter((each) => each.echo.size > 0);
  return {
    status,
    code: codeOf(operation, status),
    ...{ examples: [...new Set(names.map(({ name }) => name))], judged },
    ...(echo.length > 0 && {
      echo: Object.fromEntries(echo.map((each) => [each.name, Object.fromEntries(each.echo)])),
    }),
  };
}

/** The status that stands for a range or for `default`, which documents errors beside a success. */
function codeOf(operation: Operation, status: string): number {
  if (status !== 'default') return Number(status.replace(/XX$/i, '00'));
  const others = operation.responses.some((each) => /^[23]/.test(each.status));
  return documentsSuccess(operation) && others ? 500 : 200;
}
