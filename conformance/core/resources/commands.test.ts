import { expect, test } from 'vitest';
import { operationOf } from '../../testing.ts';
import { jsonBody } from '../../testing.ts';
import { changesBy, commandOf } from './commands.ts';

const moment = { type: 'string', format: 'date-time' };
const flag = { type: 'boolean' };
const status = (...values: string[]) => ({ type: 'string', enum: values });

const flatOf = (properties: object) =>
  operationOf({
    requestBody: jsonBody({ type: 'object', properties }),
  }).requestBody!.content[0]!.schema!.alternatives()[0];

/** What a command writes, by the names of members. */
function written(method: string, path: string, properties: object) {
  const command = commandOf({ method, path }, ['todo']);
  return command
    ? Object.fromEntries(
        changesBy(command, flatOf(properties)).map(({ name, to }) => [
          name,
          typeof to === 'object' ? to.value : to,
        ]),
      )
    : undefined;
}

const table: readonly (readonly [
  method: string,
  path: string,
  properties: object,
  after: unknown,
])[] = [
  ['POST', '/issues/{id}/close', { state: status('open', 'closed') }, { state: 'closed' }],
  ['POST', '/issues/{id}/reopen', { state: status('open', 'closed') }, { state: 'open' }],
  ['DELETE', '/issues/{id}/close', { state: status('open', 'closed') }, { state: 'open' }],
  [
    'POST',
    '/orders/{id}:cancel',
    { order_status: status('NEW', 'CANCELED') },
    { order_status: 'CANCELED' },
  ],
  [
    'POST',
    '/jobs/{id}/start',
    { phase: status('queued', 'in_progress') },
    { phase: 'in_progress' },
  ],
  ['POST', '/todos/{id}/archive', { archived: flag, title: flag }, { archived: true }],
  ['POST', '/todos/{id}/unarchive', { isArchived: flag }, { isArchived: false }],
  [
    'POST',
    '/todos/{id}/restore',
    { is_deleted: flag, archived_at: moment },
    { is_deleted: false, archived_at: 'nothing' },
  ],
  [
    'PUT',
    '/todos/{id}/done',
    { done: flag, completedAt: moment },
    { done: true, completedAt: 'now' },
  ],
  [
    'DELETE',
    '/todos/{id}/done',
    { done: flag, completedAt: moment },
    { done: false, completedAt: 'nothing' },
  ],
  ['POST', '/todos/{id}/complete', { isDone: flag }, { isDone: true }],
  [
    'POST',
    '/todos/{id}/pin',
    { pinned: flag, pinnedOn: { ...moment, format: 'date' } },
    { pinned: true, pinnedOn: 'now' },
  ],
  [
    'POST',
    '/posts/{id}/publish',
    { status: status('draft', 'published'), published_at: moment },
    { status: 'published', published_at: 'now' },
  ],
  [
    'POST',
    '/posts/{id}/unpublish',
    { status: { ...status('draft', 'published'), default: 'draft' } },
    { status: 'draft' },
  ],
  ['POST', '/mails/{id}/mark-as-read', { read: flag }, { read: true }],
  ['POST', '/mails/{id}/markUnread', { isRead: flag }, { isRead: false }],
  ['POST', '/users/{id}/disable', { enabled: flag }, { enabled: false }],
  ['POST', '/users/{id}/deactivate', { active: flag }, { active: false }],
  ['POST', '/todos/{id}/close-todo', { closed: flag }, { closed: true }],
  ['POST', '/todos/{id}/toggle', { done: flag }, { done: 'opposite' }],
  ['POST', '/todos/{id}/toggle', { done: flag, pinned: flag }, {}],
  ['POST', '/todos/{id}/toggle-pinned', { done: flag, pinned: flag }, { pinned: 'opposite' }],
  // nothing that the names don't say
  ['POST', '/todos/{id}/move', { moved: { type: 'string' }, status: status('open', 'closed') }, {}],
  ['POST', '/orders/{id}/close', { closed: { type: 'string' }, closedBy: moment }, {}],
  ['POST', '/todos/{id}/comments', { commentsAllowed: flag, status: status('open') }, {}],
  ['POST', '/todos/{id}/archive', { kind: status('archived') }, {}],
  ['GET', '/todos/{id}/done', { done: flag }, undefined],
  ['POST', '/todos/{id}', { done: flag }, undefined],
];

test.each(table)('%s %s of %j', (method, path, properties, after) => {
  expect(written(method, path, properties)).toEqual(after);
});
