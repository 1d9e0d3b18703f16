import { mountOf } from './routes.ts';
import { curlOf } from '../../../conformance/core/curl/curl.ts';
import { encode } from '../../../conformance/core/http/encode-request.ts';
import { plainRequest } from '../../../conformance/core/instances/plain-request.ts';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import { shown } from '../state/control.ts';
import type { Scenario } from '../state/scenario.ts';

/** Says how to call an operation whose request is no text that a line can hold. */
const fromFile =
  'no short line sends its request: write the body to a file, for curl --data-binary @FILE';

/**
 * What is served, for a person who opens the mock's root: every operation, a call that works, its
 * answers, and the scenario in force.
 */
export function indexPage(contracts: readonly Contract[], url: string, scenario: Scenario): string {
  const blocks = contracts.flatMap((contract) => [
    `${contract.title} at ${url}/${mountOf(contract.api)}`,
    ...contract.operations.flatMap((operation) => {
      const request = encode(operation, plainRequest(operation));
      const sent = { request, presentation: { credentials: 'good' } } as const;
      const answers = operation.responses.flatMap(({ status, content }) =>
        content.flatMap(({ examples }) => examples.map(({ name }) => `${name} (${status})`)),
      );
      return [
        '',
        `  ${operation.method} ${operation.path}  ${operation.id}${operation.deprecated ? ' (deprecated)' : ''}: ${operation.summary}`,
        `    ${curlOf(`${url}/${mountOf(contract.api)}`, operation, sent) ?? fromFile}`,
        `    Prefer: example=… ${answers.join(', ')}`,
      ];
    }),
    '',
  ]);
  const introduction = [
    'This is a mock. Every answer is a documented one; choose one with the header "Prefer: code=…", "Prefer: example=…" or "Prefer: dynamic=true".',
    'In the calls, a variable such as $API_KEY stands for a credential; any value will do, unless signatures are verified.',
    '',
  ];
  return [...introduction, ...blocks, ...scenarioLines(scenario, contracts, url)].join('\n');
}

function scenarioLines(scenario: Scenario, contracts: readonly Contract[], url: string): string[] {
  const rules = scenario.rules().map((rule) => `  ${JSON.stringify(shown(rule))}`);
  const [operation] = contracts.flatMap(({ operations }) => operations);
  return [
    `Scenario at ${url}/__mock/scenario (from this machine alone)`,
    ...(rules.length > 0 ? rules : ['  no rule is in force']),
    ...(operation
      ? [
          `  curl -X POST '${url}/__mock/scenario' -d '{"operation": "${operation.id}", "latency": "100-300", "next": 3}'`,
        ]
      : []),
    `  curl -X DELETE '${url}/__mock' resets everything`,
    '',
  ];
}
