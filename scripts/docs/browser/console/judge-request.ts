import { pointerOf, tokensOf } from '../../../../conformance/core/pointer.ts';
import type { OperationValidators, Violation } from '../../../frontend/validators.ts';
import { bodyAnchors, parameterAnchors, type Anchors } from './anchors.ts';
import type { ConsoleOperation } from './operation.ts';
import type { Filled } from './request.ts';

/** A rule that a value breaks. */
export type Broken = {
  /** For a reader: `data.user_id`; empty for the body itself. */
  readonly place: string;
  readonly message: string;
  readonly anchors: Anchors;
};

/** A rule that a request breaks, and the part and the place that it is about. */
export type BrokenInRequest = Broken & {
  readonly in: 'body' | 'path' | 'query' | 'header' | 'cookie';
  /** Of a parameter. */
  readonly name?: string;
  readonly pointer: string;
};

type Judged = {
  readonly operation: Pick<ConsoleOperation, 'bodies'>;
  readonly validators: OperationValidators<unknown>;
};

/** A place of a value as a reader would write it. */
export const placeOf = (pointer: string): string => tokensOf(pointer).join('.');

/** The rules that a request breaks, as far as its schemas say. */
export const judgeRequest = (
  { operation, validators }: Judged,
  { parameters, body }: Pick<Filled, 'parameters' | 'body'>,
): BrokenInRequest[] => [
  ...validators.parameters.violations(parameters).flatMap((each) => inParameter(each, parameters)),
  ...(body === undefined && operation.bodies[0]?.required ? [missingBody] : []),
  ...(body?.value === undefined
    ? []
    : validators.requestBody.violations(body.value, body.documented).map(
        ({ pointer, message }): BrokenInRequest => ({
          ...{ in: 'body', pointer, place: placeOf(pointer), message },
          anchors: bodyAnchors('request-body', pointer, body.value),
        }),
      )),
];

const missingBody: BrokenInRequest = {
  ...{ in: 'body', pointer: '', place: '', message: 'must be present' },
  anchors: ['request-body'],
};

function inParameter(
  { pointer, message }: Violation,
  parameters: Filled['parameters'],
): BrokenInRequest[] {
  const [location, name, ...rest] = tokensOf(pointer);
  if (location === undefined || name === undefined) return [];
  return [
    {
      ...{ in: location as 'path', name, pointer: pointerOf(rest), message },
      place: [name, ...rest].join('.'),
      anchors: parameterAnchors(pointer, parameters),
    },
  ];
}
