import type { NamedApi } from '../core/contract/named-contracts.ts';
import type { Invocation } from '../run/reproduce.ts';
import type { FlagValues } from './flags.ts';

/** How to start a run again that sends one case of an API in the same way. */
export const invocationOf = (
  { typed }: NamedApi,
  { name, config, 'send-header': headers, ...flags }: FlagValues,
): Invocation => ({
  api: typed,
  config,
  flags: [
    ...(name === undefined ? [] : [['--name', name] as const]),
    ...flags.overlay.map((file) => ['--overlay', file] as const),
    ...headers.map((field) => ['--send-header', field] as const),
    ...(flags.hooks === undefined ? [] : [['--hooks', flags.hooks] as const]),
    ...(flags['auth-everywhere'] ? [['--auth-everywhere'] as const] : []),
  ],
});
