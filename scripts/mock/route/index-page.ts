import { mockedOperations } from '../../../conformance/core/contract/mocked-operations.ts';
import type { Contract, Operation } from '../../../conformance/core/contract/model.ts';
import { curlOf } from '../../../conformance/core/curl/curl.ts';
import { encode } from '../../../conformance/core/http/encode-request.ts';
import { plainRequest } from '../../../conformance/core/instances/plain-request.ts';
import { shown } from '../state/shown-rule.ts';
import type { Scenario } from '../state/scenario.ts';
import { mountOf } from './routes.ts';

/** The page at `/`: every operation with a curl line and its responses, and the active scenario. */
export function indexPage(contracts: readonly Contract[], url: string, scenario: Scenario): string {
  const rules = scenario.rules().map((rule) => `  ${JSON.stringify(shown(rule))}`);
  const [operation] = contracts.flatMap(mockedOperations);
  const rule = `{"operation": "${operation?.id ?? '*'}", "latency": "100-300", "next": 3}`;
  return [
    'This mock responds as the contracts document. Choose a response with the request header "Prefer: code=…", "Prefer: example=…" or "Prefer: dynamic=true".',
    'A variable such as $API_KEY stands for a credential. Every value is accepted, unless the mock verifies signatures.',
    '',
    ...contracts.flatMap((contract) => {
      const base = `${url}/${mountOf(contract.api)}`;
      return [
        `${contract.title} at ${base}`,
        ...mockedOperations(contract).flatMap((each) => linesOf(each, base)),
        '',
      ];
    }),
    `State, scenario and the last requests at ${url}/__mock, also in a browser (only from this machine)`,
    '',
    `Scenario at ${url}/__mock/scenario`,
    ...(rules.length > 0 ? rules : ['  no rule is active']),
    `  curl -X POST '${url}/__mock/scenario' -d '${rule}'`,
    `  curl -X DELETE '${url}/__mock' resets everything`,
    '',
  ].join('\n');
}

function linesOf(operation: Operation, base: string): string[] {
  const { method, path, id, deprecated, summary, responses } = operation;
  const request = encode(operation, plainRequest(operation));
  const sent = { request, presentation: { credentials: 'good' } } as const;
  const examples = responses.flatMap(({ status, content }) =>
    content.flatMap((mediaType) => mediaType.examples.map(({ name }) => `${name} (${status})`)),
  );
  return [
    '',
    `  ${method} ${path}  ${id}${deprecated ? ' (deprecated)' : ''}: ${summary}`,
    `    ${curlOf(base, operation, sent) ?? 'the body fits on no line: write it to a file and use curl --data-binary @FILE'}`,
    `    Prefer: example=… ${examples.join(', ')}`,
  ];
}
