import { secretNames } from '../../core/auth/secret-names.ts';
import { headerOf } from '../../core/http/read-request.ts';
import type { Operation } from '../../core/contract/model.ts';
import type { WireRequest } from '../../core/http/messages.ts';

/** The credentials of a request, which messages must not repeat. */
export function secretsIn({ security }: Operation, request: WireRequest): string[] {
  const names = secretNames(security.flat());
  const query = new URLSearchParams(request.path.split('?').slice(1).join('?'));
  return [
    ...[...names.header].flatMap((name) => headerOf(request, name)?.split(' ').at(-1) ?? []),
    ...(headerOf(request, 'cookie')
      ?.split(';')
      .map((pair) => pair.replace(/^[^=]*=/, '')) ?? []),
    ...[...names.query].flatMap((name) => query.get(name) ?? []),
  ];
}
