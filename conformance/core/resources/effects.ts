import type { Operation } from '../contract/model.ts';
import { isList } from './list-answers.ts';
import type { Effect } from './model.ts';
import { wordsOf } from './names.ts';
import { namesThing } from './path-families.ts';

/** What an operation does, and why that is inferred. */
export type Inferred = { readonly effect: Effect; readonly reason: string };

/** What verbs at the end of a path or at the start of an operationId say. */
const verbs: readonly (readonly [effect: Effect, words: readonly string[]])[] = [
  ['delete', ['delete', 'remove', 'destroy', 'purge', 'revoke', 'clear', 'erase', 'uninstall']],
  ['create', ['create', 'add', 'new', 'insert', 'register']],
  ['list', ['list', 'search', 'find', 'query']],
  ['read', ['get', 'show', 'read', 'fetch']],
  ['change', ['update', 'edit', 'modify', 'rename']],
];

/** The effect that a word says, if it is such a verb. */
const effectOfVerb = (word: string | undefined): Effect | undefined =>
  verbs.find(([, words]) => words.includes(word ?? ''))?.[0];

/**
 * What an operation does to the things of a description.
 * @param isCollection whether other paths name a thing directly below its own
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-9.3
 */
export function effectOf(operation: Operation, isCollection: boolean): Inferred {
  const { method, path } = operation;
  const last = path.split('/').findLast((segment) => segment !== '') ?? '';
  if (method === 'DELETE') return { effect: 'delete', reason: 'its method is DELETE' };
  if (method === 'GET' || method === 'HEAD') return ofReading(operation, isCollection);
  if (/\}$/.test(last) && !(method === 'POST' && isCollection)) return ofThing(operation);
  if (method === 'POST') return ofPost(operation, isCollection, last);
  if (method === 'PUT' || method === 'PATCH')
    return path.includes('{')
      ? { effect: 'change', reason: `${method} writes a part of the thing in its path` }
      : isCollection
        ? { effect: 'action', reason: `${method} of a collection writes several things` }
        : { effect: 'set', reason: `${method} writes what is there only once` };
  return { effect: 'action', reason: `its method is ${method}` };
}

function ofReading(operation: Operation, isCollection: boolean): Inferred {
  if (namesThing(operation.path) && !isCollection)
    return { effect: 'read', reason: 'its path names one thing' };
  if (isList(operation)) return { effect: 'list', reason: 'its answer holds a list' };
  return isCollection
    ? { effect: 'list', reason: 'its path is that of a collection' }
    : { effect: 'read', reason: 'it shows what is there only once' };
}

function ofThing({ method }: Operation): Inferred {
  const path = 'and its path names one thing';
  if (method === 'PUT') return { effect: 'replace', reason: `its method is PUT, ${path}` };
  if (method === 'PATCH') return { effect: 'change', reason: `its method is PATCH, ${path}` };
  if (method === 'POST') return { effect: 'change', reason: `its method is POST, ${path}` };
  return { effect: 'action', reason: `its method is ${method}` };
}

function ofPost(operation: Operation, isCollection: boolean, last: string): Inferred {
  const verb = effectOfVerb(wordsOf(last).at(-1)) ?? effectOfVerb(wordsOf(last)[0]);
  if (verb !== undefined && !isCollection)
    return { effect: verb, reason: `its path ends with "${last}"` };
  const creates = operation.responses.some(({ status }) => status === '201');
  if (creates) return { effect: 'create', reason: 'it documents 201, Created' };
  if (isCollection && operation.requestBody)
    return { effect: 'create', reason: 'it sends a body to a collection' };
  if (operation.path.includes('{') || isCollection)
    return { effect: 'action', reason: 'it sends a command about the thing in its path' };
  return operation.requestBody
    ? { effect: 'set', reason: 'it sends a command to the whole server' }
    : { effect: 'action', reason: 'it sends a command without a body' };
}
