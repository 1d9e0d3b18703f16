import { isDateTime, textFormat } from '../contract-server/formats.ts';
import type { Node } from '../contract-server/inline.ts';
import { typesOf } from '../contract-server/styles.ts';
import { isObject, valueAt } from '../implementation/rules.ts';
import type { Change } from './change.ts';
import { isFreeText, or, with_, without, type RequestLocation } from './locations.ts';

/**
 * Servers that enforce a rule too loosely: off by one, by another interpretation, or after a
 * conversion.
 */
export function* loosenedByALittle(location: RequestLocation): Iterable<Change> {
  yield* byOne(location);
  yield* byReading(location);
  yield* byFormat(location);
  yield* byType(location);
  yield* byElement(location);
}

function* byOne({ node }: RequestLocation): Iterable<Change> {
  const number = (keyword: string) => node[keyword] as number;
  const step = (node.multipleOf as number | undefined) ?? 1;
  for (const keyword of ['maxLength', 'maxItems', 'maxProperties']) {
    if (keyword in node)
      yield {
        what: `${keyword}+1`,
        mutation: `allows one more than ${keyword}`,
        change: with_({ [keyword]: number(keyword) + 1 }),
      };
  }
  for (const keyword of ['minLength', 'minItems', 'minProperties']) {
    // from 1 to 0 would remove it
    if (keyword in node && number(keyword) > 1)
      yield {
        what: `${keyword}-1`,
        mutation: `allows one less than ${keyword}`,
        change: with_({ [keyword]: number(keyword) - 1 }),
      };
  }
  if ('minimum' in node)
    yield {
      what: 'minimum-1',
      mutation: 'accepts the number below the minimum',
      change: with_({ minimum: number('minimum') - step }),
    };
  if ('maximum' in node)
    yield {
      what: 'maximum+1',
      mutation: 'accepts the number above the maximum',
      change: with_({ maximum: number('maximum') + step }),
    };
  for (const [keyword, wider] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (keyword in node)
      yield {
        what: `${keyword}-inclusive`,
        mutation: `accepts the bound of ${keyword} itself`,
        change: ({ [keyword]: bound, ...rest }) => ({ ...rest, [wider]: bound }),
      };
  }
  if ('maxContains' in node)
    yield {
      what: 'maxContains+1',
      mutation: 'allows one more than maxContains',
      change: with_({ maxContains: number('maxContains') + 1 }),
    };
}

function* byReading({ node, in: at }: RequestLocation): Iterable<Change> {
  const words =
    (node.enum as readonly unknown[] | undefined)?.filter((member) => typeof member === 'string') ??
    [];
  if (words.length > 0) {
    const lower = words.map((word) => word.toLowerCase());
    yield {
      what: 'enum-in-any-case',
      mutation: 'ignores the letter case of documented values',
      change: or({
        type: 'string',
        format: textFormat(`one of ${lower.join()} in any case`, (text) =>
          lower.includes(text.toLowerCase()),
        ),
      }),
    };
    // HTTP trims header fields, and cookies have no spaces
    if (at !== 'header' && at !== 'cookie') {
      yield {
        what: 'enum-trimmed',
        mutation: 'ignores spaces around documented values',
        change: or({
          type: 'string',
          format: textFormat(`one of ${words.join()} with blanks`, (text) =>
            words.includes(text.trim()),
          ),
        }),
      };
    }
  }
  const pattern = node.pattern;
  if (typeof pattern === 'string' && pattern.endsWith('$')) {
    const open = pattern.slice(0, -1);
    yield {
      what: 'pattern-as-prefix',
      mutation: 'matches the pattern as a prefix',
      change: with_({ pattern: open }),
    };
    if (at !== 'header')
      yield {
        what: 'pattern-before-newline',
        mutation: 'accepts a line break after the match of the pattern',
        change: with_({ pattern: `${open}\\n?$` }),
      };
  }
  if (typeof pattern === 'string' && pattern.startsWith('^') && !pattern.endsWith('*$')) {
    yield {
      what: 'pattern-as-suffix',
      mutation: 'matches the pattern as a suffix',
      change: with_({ pattern: pattern.slice(1) }),
    };
  }
  const least = node.minLength;
  if (typeof least === 'number' && least > 1 && isFreeText(node) && at !== 'header') {
    yield {
      what: 'minLength-in-utf-16',
      mutation: 'counts UTF-16 code units',
      change: (whole) => ({
        ...without('minLength')(whole),
        format: textFormat(`at least ${least} units`, (text) => text.length >= least),
      }),
    };
  }
}

type Loose = { readonly what: string; readonly takes: (text: string) => boolean };

/** What loose parsers accept too; `what` is part of ids. */
const loose: { readonly [format: string]: readonly Loose[] } = {
  'date-time': [
    {
      what: 'a day that no calendar has',
      takes: (text) =>
        /^\d{4}-\d\d-\d\dT/i.test(text) &&
        isDateTime(text.replace(/^(\d{4})-\d\d-\d\d/, '$1-01-01')),
    },
    { what: 'a time without a zone', takes: (text) => isDateTime(`${text}Z`) },
  ],
  date: [{ what: 'a day that no calendar has', takes: (text) => /^\d{4}-\d\d-\d\d$/.test(text) }],
  time: [{ what: 'hour 25', takes: (text) => /^25:00:00/.test(text) }],
  uuid: [
    {
      what: 'one digit less',
      takes: (text) => /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{11}$/i.test(text),
    },
  ],
  uri: [{ what: 'a relative reference', takes: (text) => /^\/[^\s]*$/.test(text) }],
  email: [{ what: 'an address without a domain', takes: (text) => /^[^@\s]+@$/.test(text) }],
  ipv4: [{ what: 'a part above 255', takes: (text) => /^\d{1,3}(\.\d{1,3}){3}$/.test(text) }],
  ipv6: [
    {
      what: 'two gaps',
      takes: (text) => /^[0-9a-f:]+$/i.test(text) && text.split('::').length === 3,
    },
  ],
  hostname: [{ what: 'a hyphen in front', takes: (text) => /^-[a-z0-9.-]+$/i.test(text) }],
  base64: [{ what: 'characters of no alphabet', takes: (text) => /[^A-Za-z0-9+/=]/.test(text) }],
};

function* byFormat({ node }: RequestLocation): Iterable<Change> {
  const kind = String(node.format ?? node.contentEncoding);
  for (const { what, takes } of loose[kind] ?? []) {
    yield {
      what: `format-with-${what.replaceAll(' ', '-')}`,
      mutation: `accepts ${what} as ${kind}`,
      change: or({ type: 'string', format: textFormat(`${kind} with ${what}`, takes) }),
    };
  }
}

const numeric = textFormat('a number in quotes', (text) => /^-?\d+(\.\d+)?$/.test(text));
const boolean = textFormat('a boolean in quotes', (text) => /^(true|false)$/i.test(text));

function* byType({ node, isJson, role }: RequestLocation): Iterable<Change> {
  const types = typesOf(node);
  if (!isJson || (role !== 'property' && role !== 'root') || !('type' in node)) return;
  if (!types.includes('null'))
    yield { what: 'null', mutation: 'accepts null', change: or({ type: 'null' }) };
  if (types.join() === 'string')
    yield {
      what: 'number-for-text',
      mutation: 'accepts a number in location of a string',
      change: or({ type: 'number' }),
    };
  const isNumber = types.every((type) => type === 'integer' || type === 'number');
  if (isNumber)
    yield {
      what: 'text-for-number',
      mutation: 'accepts a number in quotes',
      change: or({ type: 'string', format: numeric }),
    };
  if (types.join() === 'integer' && !Number.isInteger(node.multipleOf))
    yield {
      what: 'fraction-for-integer',
      mutation: 'accepts a fraction in location of an integer',
      change: (whole: Node) => ({ ...whole, type: 'number' }),
    };
  if (types.join() === 'boolean') {
    yield {
      what: 'text-for-boolean',
      mutation: 'accepts a boolean in quotes',
      change: or({ type: 'string', format: boolean }),
    };
    yield {
      what: 'number-for-boolean',
      mutation: 'accepts 0 and 1 in location of a boolean',
      change: or({ enum: [0, 1] }),
    };
  }
}

/** The maximum array length for faults about the last element. */
const longest = 6;

function* byElement({ node, instance, isJson }: RequestLocation): Iterable<Change> {
  const { items, prefixItems } = node;
  const most = (node.maxItems as number | undefined) ?? longest;
  if (
    isObject(items) &&
    prefixItems === undefined &&
    most > 1 &&
    Object.keys(items).some(
      (keyword) => keyword !== 'type' || isJson || typesOf(items).join() !== 'string',
    )
  ) {
    yield {
      what: 'items-first-only',
      mutation: 'validates only the first element',
      change: (whole) => ({ ...without('items')(whole), prefixItems: [items] }),
    };
    yield {
      what: 'items-but-the-last',
      mutation: 'does not validate the last element',
      change: (whole) => ({
        ...without('items')(whole),
        anyOf: [
          ...Array.from({ length: longest }, (_, index) => ({
            minItems: index + 1,
            maxItems: index + 1,
            ...(index > 0 ? { prefixItems: Array.from({ length: index }, () => items) } : {}),
          })),
          { items },
        ],
      }),
    };
  }
  if (
    node.uniqueItems === true &&
    isObject(items) &&
    typesOf(items).includes('object') &&
    !instance.includes('*')
  ) {
    yield {
      what: 'uniqueItems-by-writing',
      mutation: 'treats objects as different that differ only in the order of members',
      change: without('uniqueItems'),
      judge: (own, { body }) => {
        const list = valueAt(body, instance.join('/'));
        const written = Array.isArray(list) ? list.map((element) => JSON.stringify(element)) : [];
        return own === 'good' && new Set(written).size < written.length ? 'invalid' : own;
      },
    };
  }
}
