import type { Contract, Operation } from '../../../conformance/core/contract/model.ts';
import { ownServers, serversIn } from '../../../conformance/core/contract/servers.ts';
import { isObject } from '../../../conformance/core/pointer.ts';
import type { ConsoleServer } from '../browser/console/operation.ts';

type Server = ReturnType<typeof serversIn>[number];

/** The servers that an operation can be tried at: those of the configuration, then those of the description. */
export function serversOf(
  contract: Contract,
  operation: Operation,
  configured: readonly string[],
): readonly ConsoleServer[] {
  const own = ownServers(contract, operation) ?? [];
  const documented = own.length > 0 ? own : serversIn(contract.document.root);
  const all = [...configured.map((url) => ({ url })), ...documented.flatMap(serverOf)];
  return [...new Map(all.map((server) => [server.url, server])).values()];
}

/** What a page can call: no other protocol. */
function serverOf({ url, description, variables }: Server): ConsoleServer[] {
  if (typeof url !== 'string' || /^(?!https?:)[a-z][a-z\d+.-]*:/i.test(url)) return [];
  const described = Object.entries(isObject(variables) ? variables : {}).flatMap(variableOf);
  return [
    {
      url,
      ...(typeof description === 'string' && description !== '' && { description }),
      ...(described.length > 0 && { variables: Object.fromEntries(described) }),
    },
  ];
}

type Variable = NonNullable<ConsoleServer['variables']>[string];

function variableOf([name, variable]: [string, unknown]): [string, Variable][] {
  if (!isObject(variable)) return [];
  const { default: value = '', enum: values, description } = variable;
  const choices = Array.isArray(values) ? [...new Set(values.map(String))] : [];
  return [
    [
      name,
      {
        value: String(value),
        ...(choices.length > 0 && { choices }),
        ...(typeof description === 'string' && { description }),
      },
    ],
  ];
}
