import { curlOf } from '../../conformance/exchange/curl.ts';
import { encode } from '../../conformance/exchange/encode.ts';
import { plainRequest } from '../../conformance/cases/base.ts';
import type { Contract } from '../../conformance/model.ts';

/** What is served, for a person who opens the mock's root: every operation, a call that works, and its answers. */
export function indexPage(contracts: readonly Contract[], url: string): string {
  const blocks = contracts.flatMap((contract) => [
    `${contract.title} at ${url}/${contract.api}`,
    ...contract.operations.flatMap((operation) => {
      const request = encode(operation, plainRequest(operation));
      const answers = operation.responses.flatMap(({ status, content }) => content.flatMap(({ examples }) => examples.map(({ name }) => `${name} (${status})`)));
      return [
        '',
        `  ${operation.method} ${operation.path}  ${operation.id}${operation.deprecated ? ' (deprecated)' : ''}: ${operation.summary}`,
        `    ${curlOf(`${url}/${contract.api}`, operation, request, { credentials: 'good' })}`,
        `    Prefer: example=… ${answers.join(', ')}`,
      ];
    }),
    '',
  ]);
  const introduction = [
    'This is a mock. Every answer is a documented one; choose one with the header "Prefer: code=…" or "Prefer: example=…".',
    'In the calls, a variable such as $API_KEY stands for a credential; any value will do, unless signatures are verified.',
    '',
  ];
  return [...introduction, ...blocks].join('\n');
}
