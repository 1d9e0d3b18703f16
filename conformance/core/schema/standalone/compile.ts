import type { Documents } from '../../contract/documents.ts';
import { cached } from '../../memoize.ts';
import { patternCode } from '../../pattern/code.ts';
import { isObject } from '../../pointer.ts';
import type { Source } from '../../source.ts';
import { UserError } from '../../user-error.ts';
import { userPath } from '../../user-path.ts';
import type { Direction } from '../direction.ts';
import type { Format } from '../formats/format.ts';
import { meantBy } from '../meant-schema.ts';
import type { Reading } from '../model.ts';
import { prepareSchemas } from '../prepare-schemas.ts';
import { hasNegative, readingsMayCross } from '../readings-differ.ts';
import { standaloneAjv, type Ajv2020, type Code } from './ajv.ts';
import { link, type ScopeValue } from './constants.ts';
import { tidy } from './tidy.ts';

/** The name by which the module for browsers exports a reading of a format; none if it limits nothing. */
export type FormatName = (format: Format, reading: Reading) => string | undefined;

/** Code that validates as `Schema.validate` does, without AJV. */
export type StandaloneCode = {
  /**
   * The expression of a function that says whether an instance of a schema is valid under any reading, and
   * keeps the violations in its member `errors`. Throws a `UserError` for a schema that can't be used.
   */
  readonly validatorOf: (node: unknown, direction: Direction) => string;
  /** The code of all functions so far, and the names that it needs of the module for browsers. */
  readonly module: () => { readonly code: string; readonly imports: readonly string[] };
};

/** Compiles schemas to the text of one module; each schema once for each direction and reading. */
export function standaloneCode(documents: Documents, formatName: FormatName): StandaloneCode {
  const imports = new Set<string>();
  const use = (name: string) => {
    imports.add(name);
    return name;
  };
  const shared = {
    ...{ documents, formatName, use, constants: new Map<string, string>() },
    ...{ targets: targetsOf(documents), ...factsOf(documents) },
  };
  const loose = compilerFor('loose', shared);
  // few schemas need both
  let strict: Compiler | undefined;
  const mayCross = readingsMayCross(documents);
  const denies = hasNegative(documents);

  return {
    validatorOf(node, direction) {
      const schema = meantBy(node, documents);
      const name = loose.functionFor(schema, direction);
      // a pattern that can't judge counts as kept under one reading and as broken under the other
      if (!mayCross(schema) && !(denies(schema) && loose.hasUnjudged())) return name;
      strict ??= compilerFor('strict', shared, loose.ajv);
      return `${use('inEither')}(${name}, ${strict.functionFor(schema, direction)})`;
    },
    module() {
      const functions = [loose, ...(strict ? [strict] : [])].map((each) => each.code());
      const values = [...shared.constants].map(([name, value]) => `const ${name} = ${value};`);
      const code = [...values, ...functions].join('\n');
      for (const name of ['fail', 'escape']) if (code.includes(`${name}(`)) use(name);
      return { code, imports: [...imports].sort() };
    },
  };
}

/** What the compilers of both readings share. */
type Shared = {
  readonly documents: Documents;
  readonly formatName: FormatName;
  readonly use: (name: string) => string;
  /** The values that the code refers to, by name. */
  readonly constants: Map<string, string>;
  readonly targets: Targets;
  readonly unevaluated: boolean;
  readonly ownProperties: boolean;
};

/** What the code of all schemas needs because of one. Data that looks like a schema counts too. */
function factsOf({ files, contentOf }: Documents) {
  const text = files.map((file) => JSON.stringify(contentOf(userPath(file)) ?? '')).join('\n');
  const inherited = Object.getOwnPropertyNames(Object.prototype);
  return {
    unevaluated: /"unevaluated(?:Properties|Items)":/.test(text),
    ownProperties: inherited.some((name) => text.includes(`"${name}"`)),
  };
}

/** The schemas that references lead to, by the names that stand for their functions in the code. */
type Targets = {
  readonly nameOf: (reference: string, direction: Direction) => string;
  /** The schema and the direction of a name. */
  readonly at: (name: string) => { readonly schema: unknown; readonly direction: Direction };
};

function targetsOf(documents: Documents): Targets {
  type Target = ReturnType<Targets['at']>;
  const names = new Map<string, string>();
  const targets = new Map<string, Target>();
  return {
    nameOf: (reference, direction) =>
      cached(names, `${direction} ${reference}`, () => {
        const broken = documents.broken.get(reference);
        if (broken) throw new UserError(`${documents.at(broken.source)}: ${broken.reason}`);
        const name = `$reference_target_${targets.size}$`;
        targets.set(name, { schema: meantBy(documents.target(reference), documents), direction });
        return name;
      }),
    at: (name) => targets.get(name)!,
  };
}

const targetName = /\$reference_target_\d+\$/g;

type Compiler = ReturnType<typeof compilerFor>;

/** Compiles the schemas of one reading. `beside` is the AJV of the other one. */
function compilerFor(reading: Reading, shared: Shared, beside?: Ajv2020) {
  const { documents, targets, constants } = shared;
  const prepared = {
    request: preparer(documents, 'request'),
    response: preparer(documents, 'response'),
  };
  const functions = new Map<object, string>();
  const codes: string[] = [];
  let direction: Direction = 'request';
  let isUnjudged = false;
  const pattern = patternsIn(shared, () => {
    isUnjudged = true;
  });
  const ajv = standaloneAjv({
    ...{ reading, unevaluated: shared.unevaluated, ownProperties: shared.ownProperties },
    ...{ pattern, runtime: shared.use, formatName: shared.formatName },
    follow: (reference) => targets.nameOf(reference, direction),
    tagsOf: (schema) => prepared.request.tagsOf(schema) ?? prepared.response.tagsOf(schema),
  });
  // functions of both readings stand in one module
  if (beside) Object.assign(ajv, { scope: beside.scope });
  const linking = {
    runtime: shared.use,
    pattern: (text: string) => pattern(text) ?? `({ test: () => ${reading === 'loose'} })`,
  };

  function compile(copy: object, schema: unknown): string {
    const { source } = compiledBy(ajv, copy, () =>
      documents.at(documents.sourceOf(isObject(schema) ? schema : {})),
    );
    const name = source.validateName.str;
    let code = tidy(source.validateCode);
    for (const value of Object.values(source.scopeValues).flatMap((each) => [...(each ?? [])])) {
      const linked = link(code, value, linking);
      code = linked.code;
      for (const [constant, text] of linked.constants) constants.set(constant, text);
    }
    codes.push(source.evaluated ? `${code}\n${name}.evaluated = ${source.evaluated};` : code);
    return name;
  }

  function functionFor(schema: unknown, of: Direction): string {
    direction = of;
    const copy = prepared[of].copy(schema);
    return cached(functions, copy, () => compile(copy, schema));
  }

  /** The functions of all targets, which may refer to further ones, by the names of the targets. */
  function functionsOfTargets(): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    // a list grows while it is walked
    for (const code of codes)
      for (const [name] of code.matchAll(targetName))
        cached(found, name, () => {
          const target = targets.at(name);
          return functionFor(target.schema, target.direction);
        });
    return found;
  }

  return {
    ajv,
    functionFor,
    hasUnjudged: () => {
      functionsOfTargets();
      return isUnjudged;
    },
    code() {
      const found = functionsOfTargets();
      return codes.join('\n').replaceAll(targetName, (name) => found.get(name)!);
    },
  };
}

/** Compiles a schema. Throws a `UserError` with its place for one that AJV can't compile. */
function compiledBy(ajv: Ajv2020, copy: object, place: () => string): Compiled {
  try {
    return ajv.compile(copy) as unknown as Compiled;
  } catch (error) {
    if (error instanceof UserError) throw error;
    const reason = error instanceof RangeError ? 'it is nested too deep' : (error as Error).message;
    throw new UserError(`${place()}: this schema can't be used: ${reason}.`);
  }
}

/** A validate function, as AJV keeps its code. */
type Compiled = {
  readonly source: {
    readonly validateName: { readonly str: string };
    readonly validateCode: string;
    readonly scopeValues: { readonly [prefix: string]: Iterable<ScopeValue> | undefined };
    readonly evaluated?: Code;
  };
};

/** The constants of patterns; told of each one that can't judge a text. */
function patternsIn({ constants, use }: Shared, onUnjudged: () => void) {
  return (text: string): string | undefined => {
    const code = patternCode(text);
    if (code === undefined) {
      onUnjudged();
      return undefined;
    }
    const known = [...constants].find(([, value]) => value === code);
    if (known) return known[0];
    if (code.startsWith('patternOf')) use('patternOf');
    const name = `regExp${constants.size}`;
    constants.set(name, code);
    return name;
  };
}

/** Copies each schema of a description once. */
function preparer(documents: Documents, direction: Direction) {
  const prepared = prepareSchemas(documents, direction);
  const copies = new Map<unknown, object>();
  const nowhere: Source = { file: '', pointer: '' };
  return {
    tagsOf: prepared.tagsOf,
    copy: (schema: unknown) => cached(copies, schema, () => prepared.copy(schema, nowhere)),
  };
}
