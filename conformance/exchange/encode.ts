import type { Operation, Parameter, PlannedRequest, WireRequest } from '../model.ts';
import { parameterPairs, parameterText } from './parameters.ts';
import { fillPath } from './path.ts';

/** Gives a planned request its wire form, without credentials: those are added when it is sent. */
export function encode(operation: Operation, request: PlannedRequest): WireRequest {
  const of = (place: Parameter['in']) =>
    operation.parameters.flatMap((parameter) => {
      const value = request.parameters[place][parameter.name];
      return parameter.in === place && value !== undefined ? [{ parameter, value }] : [];
    });
  const path = fillPath(operation.path, new Map(of('path').map(({ parameter, value }) => [parameter.name, parameterText(parameter, value)])));
  const query = of('query').flatMap(({ parameter, value }) => parameterPairs(parameter, value));
  const cookies = of('cookie').flatMap(({ parameter, value }) => parameterPairs(parameter, value));
  const headers: [string, string][] = of('header').map(({ parameter, value }) => [parameter.name, parameterText(parameter, value)]);
  if (cookies.length > 0) headers.push(['Cookie', cookies.join('; ')]);
  const { body } = request;
  if (body?.mediaType !== undefined) headers.push(['Content-Type', body.mediaType]);
  return {
    method: operation.method,
    path: query.length > 0 ? `${path}?${query.join('&')}` : path,
    headers: [...headers, ['Accept', accepted(operation)]],
    ...(body ? { body: body.raw ?? Buffer.from(JSON.stringify(body.value)) } : {}),
  };
}

/** Every media type that the operation documents an answer in. */
function accepted(operation: Operation): string {
  const names = operation.responses.flatMap(({ content }) => content.map(({ name }) => name));
  return names.length > 0 ? [...new Set(names)].join(', ') : '*/*';
}
