import type { SchemaCode, Violation } from './schema-code.ts';

export type { SchemaCode, Violation } from './schema-code.ts';
export * from './formats.ts';
export {
  areUnique,
  escape,
  fail,
  inEither,
  isMultipleOf,
  isOneOf,
  patternOf,
  ucs2length,
} from './schema-code.ts';

/** The code of the schemas of an operation: generated from a description. */
export type OperationCode = {
  /** By media type, the usual one first. */
  readonly requestBody?: ContentCode;
  readonly parameters?: SchemaCode;
  /** By status, range or `default`, and media type. */
  readonly responses?: { readonly [status: string]: ContentCode };
};
type ContentCode = { readonly [mediaType: string]: SchemaCode };

/** Whether a value is what the contract documents, and which of its rules the value breaks. */
export type Validator<Value> = {
  (value: unknown): value is Value;
  /** Every rule that the value breaks; empty if it breaks none. */
  readonly violations: (value: unknown) => readonly Violation[];
};

/** The same for a body, by its media type; by default the JSON one, else the first. */
export type BodyValidator<Content> = {
  (body: unknown): body is Content[keyof Content];
  <Media extends keyof Content>(body: unknown, mediaType: Media): body is Content[Media];
  readonly violations: (body: unknown, mediaType?: keyof Content) => readonly Violation[];
};

/** The same for the body of a response, by its status: a status that is not documented has no body. */
export type ResponseValidator<Responses> = {
  <Status extends StatusOf<Responses>>(
    status: Status,
    body: unknown,
    mediaType?: string,
  ): body is BodyFor<Responses, Status>;
  readonly violations: (
    status: StatusOf<Responses>,
    body: unknown,
    mediaType?: string,
  ) => readonly Violation[];
};

/** The validators of an operation, by the type that openapi-typescript makes of it. */
export type OperationValidators<Types> = {
  readonly requestBody: BodyValidator<RequestContent<Types>>;
  readonly parameters: Validator<
    Types extends { parameters: infer Parameters } ? Parameters : unknown
  >;
  readonly response: ResponseValidator<Types extends { responses: infer All } ? All : unknown>;
};

type RequestContent<Types> = Types extends { requestBody?: infer Body }
  ? NonNullable<Body> extends { content: infer Content }
    ? Content
    : { [mediaType: string]: unknown }
  : { [mediaType: string]: unknown };

type StatusOf<Responses> = keyof Responses | number;

type BodyFor<Responses, Status> = number extends Status
  ? BodyIn<Responses[keyof Responses]>
  : DocumentedAs<Responses, Status> extends keyof Responses
    ? BodyIn<Responses[DocumentedAs<Responses, Status>]>
    : never;

/** The key that documents a status: the status, its range, else `default`. */
type DocumentedAs<Responses, Status> = Status extends keyof Responses
  ? Status
  : `${Status & number}` extends `${infer Digit}${string}`
    ? `${Digit}XX` extends keyof Responses
      ? `${Digit}XX`
      : 'default'
    : never;

type BodyIn<Documented> = Documented extends { content: infer Content }
  ? Content[keyof Content]
  : unknown;

/** Makes the validators of one operation. They hold no state, and never change a value. */
export function validatorsOf<Types>({
  requestBody = {},
  parameters,
  responses = {},
}: OperationCode): OperationValidators<Types> {
  return {
    requestBody: validatorOf((body: unknown, mediaType?: string) =>
      judge(codeIn(requestBody, mediaType), body),
    ),
    parameters: validatorOf((values: unknown) => judge(parameters, values)),
    response: validatorOf((status: number | string, body: unknown, mediaType?: string) => {
      const content = contentFor(responses, status);
      return content
        ? judge(codeIn(content, mediaType), body)
        : [
            {
              pointer: '',
              keyword: 'status',
              message: 'must not be sent: its status is not documented',
            },
          ];
    }),
  } as unknown as OperationValidators<Types>;
}

/** Whether there are no violations, and which there are. */
const validatorOf = <Input extends readonly unknown[]>(
  violations: (...input: Input) => readonly Violation[],
) => Object.assign((...input: Input) => violations(...input).length === 0, { violations });

/** What no schema describes breaks no rule. */
function judge(code: SchemaCode | undefined, value: unknown): readonly Violation[] {
  if (!code || code(value, '')) return [];
  const found = code.errors ?? [];
  code.errors = null;
  // a value of the wrong type breaks other rules only because of its type
  const wrong = new Set(
    found.filter(({ keyword }) => keyword === 'type').map((each) => each.pointer),
  );
  const relevant = found.filter(
    ({ keyword, pointer }) => keyword === 'type' || !wrong.has(pointer),
  );
  return [...new Map(relevant.map((each) => [`${each.pointer} ${each.keyword}`, each])).values()];
}

function codeIn(content: ContentCode, mediaType?: string): SchemaCode | undefined {
  const names = Object.keys(content);
  const wanted = mediaType === undefined ? undefined : essenceOf(mediaType);
  const name =
    wanted === undefined
      ? (names.find((each) => /[/+]json$/.test(essenceOf(each))) ?? names[0])
      : names.find((each) => essenceOf(each) === wanted);
  return name === undefined ? undefined : content[name];
}

const essenceOf = (mediaType: string): string => mediaType.split(';')[0]!.trim().toLowerCase();

const contentFor = (
  responses: NonNullable<OperationCode['responses']>,
  status: number | string,
): ContentCode | undefined =>
  responses[status] ?? responses[`${String(status).charAt(0)}XX`] ?? responses.default;
