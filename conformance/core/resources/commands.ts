import type { Operation } from '../contract/model.ts';
import type { Json } from '../json.ts';
import type { FlatSchema } from '../schema/model.ts';
import { plainName, thingOf, wordsOf } from './names.ts';

/** What a command makes of a thing, in words: `close` makes it closed, and no longer open. */
export type Command = {
  /** The words for what the thing becomes, in plain form. */
  readonly becomes: ReadonlySet<string>;
  /** The words for what it no longer is. */
  readonly ceases: ReadonlySet<string>;
  /** Whether it turns a thing into what it is not. */
  readonly isToggled: boolean;
};

/** A member that a command writes: with a value, with the moment of the command, or with nothing. */
export type Change = {
  readonly name: string;
  readonly schema: FlatSchema;
  readonly to: 'now' | 'nothing' | 'opposite' | { readonly value: Json };
};

/** Words with other forms than the regular ones, or with words that say the same. */
const forms: { readonly [verb: string]: readonly string[] } = {
  ...{
    send: ['sent'],
    pay: ['paid'],
    hide: ['hidden'],
    freeze: ['frozen'],
    hold: ['onhold', 'held'],
  },
  ...{
    withdraw: ['withdrawn'],
    read: ['read', 'seen'],
    sell: ['sold'],
    begin: ['inprogress', 'begun'],
  },
  complete: ['complete', 'completed', 'done', 'finished'],
  finish: ['finished', 'done', 'completed', 'complete'],
  done: ['done', 'completed', 'complete', 'finished'],
  cancel: ['cancelled', 'canceled'],
  start: ['started', 'inprogress', 'running', 'active'],
  resume: ['resumed', 'active', 'running', 'inprogress'],
  pause: ['paused', 'onhold'],
  activate: ['active', 'activated'],
  deactivate: ['inactive', 'deactivated'],
  enable: ['enabled', 'active'],
  disable: ['disabled', 'inactive'],
  reject: ['rejected', 'declined'],
  decline: ['declined', 'rejected'],
  open: ['open', 'opened'],
  reopen: ['reopened', 'open'],
  favorite: ['favorite', 'favorited', 'favourite'],
  favourite: ['favourite', 'favourited', 'favorite'],
  trash: ['trashed', 'trash', 'deleted'],
};

/** What a command undoes that has a word of its own. */
const opposites: { readonly [verb: string]: readonly string[] } = {
  ...{
    close: ['open'],
    open: ['close'],
    reopen: ['close'],
    restore: ['archive', 'delete', 'trash'],
  },
  ...{
    enable: ['disable'],
    disable: ['enable'],
    activate: ['deactivate'],
    deactivate: ['activate'],
  },
  ...{ resume: ['pause'], show: ['hide'], hide: ['show'], incomplete: ['complete'] },
  ...{ recover: ['delete', 'trash'], publish: ['draft'] },
};

/** What things are again after a command was undone, where no default says it. */
const before: { readonly [word: string]: readonly string[] } = {
  ...{
    published: ['draft', 'unpublished'],
    closed: ['open', 'opened'],
    archived: ['active', 'open'],
  },
  ...{
    deleted: ['active', 'open'],
    done: ['open', 'todo', 'pending', 'active'],
    paused: ['active'],
  },
  ...{ active: ['inactive', 'disabled'], read: ['unread'], locked: ['unlocked', 'open'] },
};

/** Words that say that a thing becomes something, and not what. */
const filler = new Set(['mark', 'as', 'set', 'make', 'is', 'do', 'to']);

/**
 * The command that an operation gives about the thing in its path: `POST /issues/{id}/close`,
 * `POST /orders/{id}:cancel`, `PUT /todos/{id}/done` and its DELETE; `undefined` for any other one.
 * @param names the names of the thing, in plain form
 */
export function commandOf(
  { method, path }: Pick<Operation, 'method' | 'path'>,
  names: readonly string[],
): Command | undefined {
  const last = path.split(/[/:]/).at(-1)!;
  if (last.includes('{') || method === 'GET' || method === 'HEAD') return undefined;
  const spoken = wordsOf(last).filter(
    (word) => !filler.has(word) && !names.includes(thingOf(word)),
  );
  const isToggled = spoken[0] === 'toggle';
  const word = (isToggled ? spoken.slice(1) : spoken).join('');
  const [becomes, ceases] = meaningOf(word);
  return method === 'DELETE'
    ? { becomes: ceases, ceases: becomes, isToggled }
    : { becomes, ceases, isToggled };
}

/** What a thing becomes, and what it ceases to be, by a word. */
function meaningOf(word: string): readonly [becomes: Set<string>, ceases: Set<string>] {
  const [, undone] = /^un(?!it|ion|iq|der)(.+)$/.exec(word) ?? [];
  if (undone !== undefined) return [new Set([word, ...formsOf(word)]), new Set(formsOf(undone))];
  const ceases = (opposites[word] ?? []).flatMap(formsOf);
  const own = formsOf(word).filter((form) => !ceases.includes(form));
  return [new Set(own), new Set(ceases)];
}

/** What a thing is after a verb: `closed`, `archived`, `pinned`; a participle stays. */
function formsOf(verb: string): readonly string[] {
  const last = verb.at(-1) ?? '';
  const regular = verb.endsWith('e')
    ? [`${verb}d`]
    : verb.endsWith('y')
      ? [`${verb.slice(0, -1)}ied`, `${verb}ed`]
      : [`${verb}ed`, `${verb}${last}ed`];
  const known = Object.hasOwn(forms, verb) ? forms[verb]! : [];
  return verb === '' ? [] : [...new Set([...known, ...regular, verb])];
}

/** The members of a thing that a command writes, as far as their names and schemas say it. */
export function changesBy(command: Command, { properties }: FlatSchema): readonly Change[] {
  const members = [...properties].map(([name, alternatives]) => {
    const all = alternatives();
    const schema = all.find(({ types }) => !types.includes('null')) ?? all[0];
    return { name, schema, isNullable: all.some(({ types }) => types.includes('null')) };
  });
  const named = members.flatMap((member) => changeOf(command, member) ?? []);
  const { isToggled, becomes } = command;
  if (!isToggled || becomes.size > 0) return named;
  const [only, another] = members.filter(({ schema }) => isBoolean(schema) && !schema.readOnly);
  return only && !another ? [{ ...only, to: 'opposite' }] : [];
}

type Member = Pick<Change, 'name' | 'schema'> & { readonly isNullable: boolean };

function changeOf(command: Command, { isNullable, ...member }: Member): Change | undefined {
  const { name, schema } = member;
  const none = isNullable ? { value: null } : 'nothing';
  if (isStatus(name) && schema.enum) {
    const value = statusAfter(command, schema);
    return value === undefined ? undefined : { ...member, to: { value } };
  }
  const isYes = [...command.becomes].some((word) => says(name, schema, word));
  const isNo = !isYes && [...command.ceases].some((word) => says(name, schema, word));
  if (!isYes && !isNo) return undefined;
  if (!isBoolean(schema)) return { ...member, to: isYes ? 'now' : none };
  return { ...member, to: command.isToggled ? 'opposite' : { value: isYes } };
}

const isBoolean = ({ types }: FlatSchema): boolean => types.includes('boolean');

const isStatus = (name: string): boolean =>
  /^(?:status|state|stage|phase|visibility)$/.test(wordsOf(name).at(-1) ?? '');

/** Whether a member says by its name, and can say by its type, that a thing is something, or since when. */
function says(name: string, schema: FlatSchema, word: string): boolean {
  const { types, format = '' } = schema;
  const plain = plainName(name);
  if (isBoolean(schema)) return new RegExp(`^(?:is|has|was|hasbeen)?${word}$`).test(plain);
  const isMoment = types.includes('string')
    ? /^(?:date|date-time)$/.test(format)
    : types.includes('integer') || types.includes('number');
  return (
    isMoment &&
    new RegExp(`^(?:date|time)?${word}(?:at|on|date|time|timestamp|datetime)$`).test(plain)
  );
}

/** The value of a status after a command. */
function statusAfter({ becomes, ceases }: Command, schema: FlatSchema): Json | undefined {
  const values = (schema.enum ?? []).filter((value) => typeof value === 'string');
  const among = (words: Iterable<string>) =>
    [...words]
      .map((word) => values.find((value) => plainName(value) === word))
      .find((value) => value !== undefined);
  const found = among(becomes);
  if (found !== undefined || among(ceases) === undefined) return found;
  const [usual] = schema.defaults;
  if (typeof usual === 'string' && !ceases.has(plainName(usual))) return usual;
  return among([...ceases].flatMap((word) => (Object.hasOwn(before, word) ? before[word]! : [])));
}
