import { isDateTime, textFormat } from '../contract-server/formats.ts';
import type { Node } from '../contract-server/inline.ts';
import { typesOf } from '../contract-server/styles.ts';
import { isObject, valueAt } from '../implementation/rules.ts';
import type { Change } from './change.ts';
import { isFreeText, or, with_, without, type RequestPlace } from './places.ts';

/**
 * Rules that are enforced, but a little too widely: off by one, by another reading, or after a
 * conversion.
 */
export function* loosenedByALittle(place: RequestPlace): Iterable<Change> {
  yield* byOne(place);
  yield* byReading(place);
  yield* byFormat(place);
  yield* byType(place);
  yield* byElement(place);
}

function* byOne({ node }: RequestPlace): Iterable<Change> {
  const number = (keyword: string) => node[keyword] as number;
  const step = (node.multipleOf as number | undefined) ?? 1;
  for (const keyword of ['maxLength', 'maxItems', 'maxProperties']) {
    if (keyword in node)
      yield {
        what: `${keyword}+1`,
        mutation: `counts ${keyword} one too far`,
        change: with_({ [keyword]: number(keyword) + 1 }),
      };
  }
  for (const keyword of ['minLength', 'minItems', 'minProperties']) {
    // from one to none is to drop it
    if (keyword in node && number(keyword) > 1)
      yield {
        what: `${keyword}-1`,
        mutation: `counts ${keyword} one too few`,
        change: with_({ [keyword]: number(keyword) - 1 }),
      };
  }
  if ('minimum' in node)
    yield {
      what: 'minimum-1',
      mutation: 'takes the number below the minimum',
      change: with_({ minimum: number('minimum') - step }),
    };
  if ('maximum' in node)
    yield {
      what: 'maximum+1',
      mutation: 'takes the number above the maximum',
      change: with_({ maximum: number('maximum') + step }),
    };
  for (const [keyword, wider] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (keyword in node)
      yield {
        what: `${keyword}-inclusive`,
        mutation: `takes the bound of ${keyword} itself`,
        change: ({ [keyword]: bound, ...rest }) => ({ ...rest, [wider]: bound }),
      };
  }
  if ('maxContains' in node)
    yield {
      what: 'maxContains+1',
      mutation: 'counts maxContains one too far',
      change: with_({ maxContains: number('maxContains') + 1 }),
    };
}

function* byReading({ node, in: at }: RequestPlace): Iterable<Change> {
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
    // HTTP takes blanks off a header field's ends, and cookies have none
    if (at !== 'header' && at !== 'cookie') {
      yield {
        what: 'enum-trimmed',
        mutation: 'ignores blanks around documented values',
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
      mutation: 'matches the pattern at the beginning only',
      change: with_({ pattern: open }),
    };
    if (at !== 'header')
      yield {
        what: 'pattern-before-newline',
        mutation: 'takes a line break after what matches the pattern',
        change: with_({ pattern: `${open}\\n?$` }),
      };
  }
  if (typeof pattern === 'string' && pattern.startsWith('^') && !pattern.endsWith('*$')) {
    yield {
      what: 'pattern-as-suffix',
      mutation: 'matches the pattern at the end only',
      change: with_({ pattern: pattern.slice(1) }),
    };
  }
  const least = node.minLength;
  if (typeof least === 'number' && least > 1 && isFreeText(node) && at !== 'header') {
    yield {
      what: 'minLength-in-utf-16',
      mutation: 'counts one character beyond the Basic Multilingual Plane as two',
      change: (whole) => ({
        ...without('minLength')(whole),
        format: textFormat(`at least ${least} units`, (text) => text.length >= least),
      }),
    };
  }
}

type Loose = { readonly what: string; readonly takes: (text: string) => boolean };

/** What loose readers of each format take too. */
const loose: { readonly [format: string]: readonly Loose[] } = {
  'date-time': [
    { what: 'a blank for the T', takes: (text) => isDateTime(text.replace(' ', 'T')) },
    {
      what: 'a day that no calendar has',
      takes: (text) =>
        /^\d{4}-\d\d-\d\dT/i.test(text) &&
        isDateTime(text.replace(/^(\d{4})-\d\d-\d\d/, '$1-01-01')),
    },
    { what: 'a time without a zone', takes: (text) => isDateTime(`${text}Z`) },
  ],
  date: [{ what: 'a day that no calendar has', takes: (text) => /^\d{4}-\d\d-\d\d$/.test(text) }],
  time: [{ what: 'hour 24', takes: (text) => /^24:00:00/.test(text) }],
  uuid: [
    { what: 'no hyphens', takes: (text) => /^[0-9a-f]{32}$/i.test(text) },
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

function* byFormat({ node }: RequestPlace): Iterable<Change> {
  const kind = String(node.format ?? node.contentEncoding);
  for (const { what, takes } of loose[kind] ?? []) {
    yield {
      what: `format-with-${what.replaceAll(' ', '-')}`,
      mutation: `takes ${what} for ${kind}`,
      change: or({ type: 'string', format: textFormat(`${kind} with ${what}`, takes) }),
    };
  }
}

const numeric = textFormat('a number in quotes', (text) => /^-?\d+(\.\d+)?$/.test(text));
const boolean = textFormat('a boolean in quotes', (text) => /^(true|false)$/i.test(text));

function* byType({ node, isJson, role }: RequestPlace): Iterable<Change> {
  const types = typesOf(node);
  if (!isJson || (role !== 'property' && role !== 'root') || !('type' in node)) return;
  if (!types.includes('null'))
    yield { what: 'null', mutation: 'takes null for it', change: or({ type: 'null' }) };
  if (types.join() === 'string')
    yield {
      what: 'number-for-text',
      mutation: 'takes a number for text',
      change: or({ type: 'number' }),
    };
  const isNumber = types.every((type) => type === 'integer' || type === 'number');
  if (isNumber)
    yield {
      what: 'text-for-number',
      mutation: 'takes a number in quotes',
      change: or({ type: 'string', format: numeric }),
    };
  if (types.join() === 'integer' && !Number.isInteger(node.multipleOf))
    yield {
      what: 'fraction-for-integer',
      mutation: 'takes a fraction for a whole number',
      change: (whole: Node) => ({ ...whole, type: 'number' }),
    };
  if (types.join() === 'boolean') {
    yield {
      what: 'text-for-boolean',
      mutation: 'takes a boolean in quotes',
      change: or({ type: 'string', format: boolean }),
    };
    yield {
      what: 'number-for-boolean',
      mutation: 'takes 0 and 1 for a boolean',
      change: or({ enum: [0, 1] }),
    };
  }
}

/** How many elements a list has at most whose last element is looked at rightly or wrongly. */
const longest = 6;

function* byElement({ node, instance, isJson }: RequestPlace): Iterable<Change> {
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
      mutation: 'looks at the first element only',
      change: (whole) => ({ ...without('items')(whole), prefixItems: [items] }),
    };
    yield {
      what: 'items-but-the-last',
      mutation: 'does not look at the last element',
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
      mutation: 'takes two objects for different that only write their members in another order',
      change: without('uniqueItems'),
      judge: (own, { body }) => {
        const list = valueAt(body, instance.join('/'));
        const written = Array.isArray(list) ? list.map((element) => JSON.stringify(element)) : [];
        return own === 'good' && new Set(written).size < written.length ? 'invalid' : own;
      },
    };
  }
}
