import { headerOf } from '../../core/http/read-request.ts';
import type { Operation } from '../../core/contract/model.ts';
import type { WireRequest } from '../../core/http/messages.ts';

/** The credentials of a request, which messages must not repeat. */
export function secretsIn({ security }: Operation, request: WireRequest): string[] {
  const keys = security.flat().filter(({ type }) => type === 'apiKey');
  const inHeaders = [
    'authorization',
    'proxy-authorization',
    ...keys.filter((key) => key.in === 'header').map(({ parameter = '' }) => parameter),
  ];
  const query = new URLSearchParams(request.path.split('?').slice(1).join('?'));
  return [
    ...inHeaders.flatMap((name) => headerOf(request, name)?.split(' ').at(-1) ?? []),
    ...(headerOf(request, 'cookie')
      ?.split(';')
      .map((pair) => pair.replace(/^[^=]*=/, '')) ?? []),
    ...keys
      .filter((key) => key.in === 'query')
      .flatMap(({ parameter = '' }) => query.get(parameter) ?? []),
  ];
}
