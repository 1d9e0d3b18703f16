/**
 * AJV for standalone code: what `ajv-openapi.ts` decides by functions is written as code here, which
 * calls functions of a small module for browsers. `standalone.test.ts` compares the two on many
 * schemas and instances.
 */
import {
  _,
  Ajv2020,
  Name,
  stringify,
  type Code,
  type CodeGen,
  type CodeKeywordDefinition,
  type KeywordCxt,
} from 'ajv/dist/2020.js';
import { callRef } from 'ajv/dist/vocabularies/core/ref.js';
import type { Json } from '../../json.ts';
import { withoutInnerErrors } from '../ajv-openapi.ts';
import type { Tags } from '../discriminator.ts';
import type { Format } from '../formats/format.ts';
import { encodingReading, formatReading } from '../formats/reading.ts';
import type { Reading } from '../model.ts';
import { isBeyondDoubles } from '../multiple-of.ts';
import { wordingOf } from '../wording.ts';

export type { Ajv2020, Code };

/** What the code of a schema needs of the rest. */
export type StandaloneContext = {
  readonly reading: Reading;
  /** Whether a schema needs to know what others have evaluated, which makes the code larger. */
  readonly unevaluated: boolean;
  readonly ownProperties: boolean;
  readonly tagsOf: (schema: object) => Tags | undefined;
  /** The name of the function that validates the target of a `$ref`. */
  readonly follow: (reference: string) => string;
  /** The expression that tests a text by a pattern; `undefined` where it can't judge any. */
  readonly pattern: (pattern: string) => string | undefined;
  /** The name of a function of the module for browsers. */
  readonly runtime: (name: string) => string;
  /** The name of the loose or the strict reading of a format. */
  readonly formatName: (format: Format, reading: Reading) => string | undefined;
};

/** Makes an AJV whose functions can be written as text. */
export function standaloneAjv(context: StandaloneContext): Ajv2020 {
  const regExp = (pattern: string) => ({ test: () => true, toString: () => pattern });
  const ajv = new Ajv2020({
    allErrors: true,
    ownProperties: context.ownProperties,
    strict: false,
    validateSchema: false,
    meta: false,
    logger: false,
    code: {
      source: true,
      esm: true,
      lines: true,
      optimize: 2,
      regExp: Object.assign(regExp, { code: 'patternOf' }),
    },
  });
  Object.assign(ajv.opts, { unevaluated: context.unevaluated, dynamicRef: false });
  for (const add of [addFormats, addPattern, addNumbers, addValues, addOpenApi, addOneOf])
    add(ajv, context);
  definitionOf(ajv, '$ref').code = (cxt) =>
    callRef(cxt, new Name(context.follow(String(cxt.schema))));
  for (const keyword of ['anyOf', 'oneOf', 'contains', 'propertyNames'])
    withoutInnerErrors(definitionOf(ajv, keyword));
  for (const keyword of worded) inOurWords(definitionOf(ajv, keyword));
  return ajv;
}

type Add = (ajv: Ajv2020, context: StandaloneContext) => void;

const definitionOf = (ajv: Ajv2020, keyword: string) =>
  ajv.getKeyword(keyword) as CodeKeywordDefinition;

const worded = [
  ...['required', 'dependentRequired', 'additionalProperties', 'unevaluatedProperties'],
  ...['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'],
  ...['minimum', 'maximum', 'items', 'unevaluatedItems', 'contains', 'anyOf', 'oneOf', 'not'],
  'propertyNames',
];

/** Errors say what our messages say. Of the parameters only the name of a member is needed. */
function inOurWords(definition: CodeKeywordDefinition): void {
  definition.error = {
    message: (cxt) => wordingOf(cxt.keyword, cxt.parentSchema),
    params: ({ keyword, params }) => {
      const member = memberOf[keyword];
      return member === undefined ? _`{}` : _`{member: ${params[member] as Code}}`;
    },
  };
}

const memberOf: { readonly [keyword: string]: string } = {
  required: 'missingProperty',
  dependentRequired: 'missingProperty',
  additionalProperties: 'additionalProperty',
  unevaluatedProperties: 'unevaluatedProperty',
  propertyNames: 'propertyName',
};

/** Replaces a keyword by one whose code says when an instance breaks it. */
function addCode(
  ajv: Ajv2020,
  definition: { readonly keyword: string; readonly type?: CodeKeywordDefinition['type'] },
  brokenIf: (cxt: KeywordCxt) => Code | undefined,
): void {
  ajv.removeKeyword(definition.keyword);
  const keyword: CodeKeywordDefinition = {
    ...(definition as CodeKeywordDefinition),
    code(cxt) {
      const condition = brokenIf(cxt);
      if (condition) cxt.fail(condition);
    },
  };
  inOurWords(keyword);
  ajv.addKeyword(keyword);
}

const call = ({ runtime }: StandaloneContext, name: string, value: Code | Name): Code =>
  _`${new Name(runtime(name))}(${value})`;

/** The values that a schema documents itself; `prepareSchemas` collects them. */
const documentedIn = ({ parentSchema }: KeywordCxt): readonly Json[] =>
  Array.isArray(parentSchema.documented) ? (parentSchema.documented as Json[]) : [];

const addFormats: Add = (ajv, context) => {
  const { reading, formatName } = context;
  /** What holds for a text; strictly also for one that is documented. */
  const keeps = (format: Format, text: Code, cxt: KeywordCxt): Code | undefined => {
    const name = formatName(format, reading);
    if (name === undefined) return undefined;
    const strict = call(context, name, text);
    const documented = reading === 'strict' ? documentedIn(cxt) : [];
    const loose = formatName(format, 'loose');
    if (documented.length === 0) return strict;
    const isDocumented = oneOf(context, cxt.gen, documented, cxt.data);
    return loose === undefined
      ? _`(${strict} || ${isDocumented})`
      : _`(${strict} || ${isDocumented} && ${call(context, loose, text)})`;
  };
  addCode(ajv, { keyword: 'format' }, (cxt) => {
    const { data, schema, gen } = cxt;
    const format = formatReading(String(schema));
    if (!format)
      return reading === 'loose' ? undefined : _`!${oneOf(context, gen, documentedIn(cxt), data)}`;
    const text = format.numeric ? _`JSON.stringify(${data})` : _`${data}`;
    const kept = keeps(format, text, cxt);
    const type = format.numeric ? 'number' : 'string';
    return kept && _`typeof ${data} == ${type} && !${kept}`;
  });
  addCode(ajv, { keyword: 'contentEncoding', type: 'string' }, (cxt) => {
    const format = encodingReading(String(cxt.schema));
    const kept = format && keeps(format, _`${cxt.data}`, cxt);
    return kept && _`!${kept}`;
  });
};

const addPattern: Add = (ajv, context) => {
  addCode(ajv, { keyword: 'pattern', type: 'string' }, (cxt) => {
    const { data, schema, gen } = cxt;
    const test = context.pattern(String(schema));
    if (test !== undefined) return _`!${new Name(test)}.test(${data})`;
    // no text is known to match it
    return context.reading === 'loose'
      ? undefined
      : _`!${oneOf(context, gen, documentedIn(cxt), data)}`;
  });
};

const addNumbers: Add = (ajv, context) => {
  addCode(ajv, { keyword: 'multipleOf', type: 'number' }, ({ data, schema }) => {
    const step = Number(schema);
    return step === 1
      ? _`${data} % 1`
      : _`!${new Name(context.runtime('isMultipleOf'))}(${data}, ${step})`;
  });
  const bounds = {
    exclusiveMinimum: [_`<=`, _`<`],
    exclusiveMaximum: [_`>=`, _`>`],
  } as const;
  for (const [keyword, [usual, beyond]] of Object.entries(bounds))
    addCode(ajv, { keyword, type: 'number' }, ({ data, schema }) => {
      const bound = Number(schema);
      return _`${data} ${isBeyondDoubles(bound) ? beyond : usual} ${bound}`;
    });
};

const addValues: Add = (ajv, context) => {
  addCode(ajv, { keyword: 'enum' }, ({ gen, data, schema }) =>
    Array.isArray(schema) ? _`!${oneOf(context, gen, schema as Json[], data)}` : undefined,
  );
  addCode(ajv, { keyword: 'const' }, ({ gen, data, schema }) =>
    isPlain(schema as Json)
      ? _`${data} !== ${schema as string}`
      : _`!${oneOf(context, gen, [schema as Json], data)}`,
  );
  addCode(ajv, { keyword: 'uniqueItems', type: 'array' }, ({ data, schema }) =>
    schema === true ? _`!${call(context, 'areUnique', data)}` : undefined,
  );
};

const isPlain = (value: Json): boolean => typeof value !== 'object' || value === null;

/** Whether an instance is one of some values. */
function oneOf(
  { runtime }: StandaloneContext,
  gen: CodeGen,
  values: readonly Json[],
  data: Name,
): Code {
  const [only] = values;
  if (values.length === 1 && isPlain(only!)) return _`(${data} === ${only as string})`;
  const code = stringify(values);
  const name = gen.scopeValue('schema', { ref: values, key: JSON.stringify(values), code });
  return values.every(isPlain)
    ? _`${name}.includes(${data})`
    : _`${new Name(runtime('isOneOf'))}(${name}, ${data})`;
}

const addOpenApi: Add = (ajv, { reading, tagsOf }) => {
  addCode(ajv, { keyword: 'never' }, ({ schema }) => (schema === true ? _`true` : undefined));
  addCode(ajv, { keyword: 'writeOnly' }, ({ schema, it: { parentData } }) =>
    schema === true
      ? _`${parentData} && typeof ${parentData} == "object" && !Array.isArray(${parentData})`
      : undefined,
  );
  // under the loose reading it says nothing
  addCode(ajv, { keyword: 'discriminator', type: 'object' }, ({ data, parentSchema }) => {
    const tags = reading === 'strict' ? tagsOf(parentSchema) : undefined;
    if (!tags) return undefined;
    const tag = _`${data}[${tags.member}]`;
    const known = [...tags.branches.keys()].map((name) => _`${tag} !== ${name}`);
    const isUnknown = known.reduce((one, other) => _`${one} && ${other}`);
    return _`${tag} === undefined || typeof ${tag} == "string" && ${isUnknown}`;
  });
};

/**
 * `oneOf` with a discriminator: where an instance matches several branches, the loose reading lets the
 * tag select one of them.
 */
const addOneOf: Add = (ajv, { reading, tagsOf }) => {
  const definition = definitionOf(ajv, 'oneOf');
  const { code } = definition;
  definition.code = (cxt: KeywordCxt) => {
    const tags = reading === 'loose' ? tagsOf(cxt.parentSchema) : undefined;
    if (!tags) {
      code(cxt);
      return;
    }
    const { gen, data } = cxt;
    const count = gen.let('count', 0);
    const selected = gen.let('valid', false);
    const isValid = gen.name('_valid');
    const isObject = _`${data} && typeof ${data} == "object" && !Array.isArray(${data})`;
    (cxt.schema as readonly object[]).forEach((_branch, index) => {
      const branch = cxt.subschema(
        { keyword: 'oneOf', schemaProp: index, compositeRule: true },
        isValid,
      );
      const names = [...tags.branches].filter(([, at]) => at === index).map(([name]) => name);
      gen.if(isValid, () => {
        gen.code(_`${count}++`);
        cxt.mergeEvaluated(branch, Name);
        if (names.length === 0) return;
        const isNamed = names
          .map((name) => _`${data}[${tags.member}] === ${name}`)
          .reduce((one, other) => _`${one} || ${other}`);
        gen.if(_`${isObject} && (${isNamed})`, () => gen.assign(selected, true));
      });
    });
    cxt.result(
      _`${count} === 1 || ${selected}`,
      () => cxt.reset(),
      () => cxt.error(true),
    );
  };
};
