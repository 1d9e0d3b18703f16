import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { readDescription } from '../../contract-server/description.ts';
import type { Reply } from '../../implementation/http.ts';
import type { Call } from '../fault.ts';
import { serve, type ServerSpec, type StatefulOptions, type StatefulServer } from '../serve.ts';
import type { Store, Thing } from '../store.ts';

/** The file of its description. */
export const nestedDescription = join(import.meta.dirname, 'openapi.yaml');
const description = readDescription(nestedDescription);

const base = '/v1';

const createdAt = () => new Date().toISOString();

/** The plain letters of a name, and a number that makes it unique. */
const slugOf = (name: unknown, count: number): string => {
  const letters = String(name)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return `${letters || 'project'}-${count}`;
};

const kinds: Store['kinds'] = {
  projects: {
    key: 'slug',
    made: ({ name }, count) => ({ slug: slugOf(name, count), createdAt: createdAt() }),
    children: ['issues'],
  },
  issues: {
    key: 'key',
    made: (_, count) => ({ key: `I-${count}`, state: 'open', createdAt: createdAt() }),
    children: ['comments'],
  },
  comments: { key: 'id', made: () => ({ id: randomUUID(), createdAt: createdAt() }) },
};

/** The members that a client may set, with their defaults; `undefined` where there is none. */
const drafts: { readonly [kind: string]: Thing } = {
  projects: { name: undefined, about: undefined },
  issues: { title: undefined, text: null, priority: 'normal', dueOn: null, labels: [] },
  comments: { text: undefined, isInternal: false },
};

const draft = (kind: string, body: Thing): Thing =>
  Object.fromEntries(
    Object.entries(drafts[kind]!).flatMap(([name, byDefault]) => {
      const value = Object.hasOwn(body, name) ? body[name] : byDefault;
      return value === undefined ? [] : [[name, value]];
    }),
  );

const json = (body: unknown): Reply => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const titles = {
  400: 'The request breaks a rule',
  401: 'Sign in',
  404: 'There is nothing here',
  405: 'Nothing here takes this method',
  409: 'The issue is closed already',
  412: 'The project has changed',
};

const refuse = (status: keyof typeof titles): Reply => ({
  status,
  headers: {
    'content-type': 'application/problem+json',
    ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
  },
  body: JSON.stringify({ type: 'about:blank', title: titles[status], status }),
});

const nothing: Reply = { status: 204, headers: {}, body: '' };
const done = (isDone: unknown): Reply => (isDone ? nothing : refuse(404));
const shown = (thing: Thing | undefined): Reply => (thing ? json(thing) : refuse(404));

/** The strong entity tag of a project: what else it has never changes. */
const entityTag = ({ slug, name, about }: Thing): string => {
  const content = JSON.stringify([slug, name, about]);
  return `"${createHash('sha256').update(content).digest('hex').slice(0, 16)}"`;
};

const placeOf = {
  projects: ({ user }: Call) => `${user}/projects`,
  issues: ({ user, path }: Call) => `${user}/projects/${path.projectSlug}/issues`,
  comments: ({ user, path }: Call) =>
    `${user}/projects/${path.projectSlug}/issues/${path.issueKey}/comments`,
};

function create(kind: keyof typeof placeOf): (call: Call, store: Store) => Reply {
  return (call, store) => {
    const place = placeOf[kind](call);
    const thing = store.create(place, draft(kind, call.body));
    if (thing === undefined) return refuse(404);
    // the user is no part of the URL
    const path = place.slice(place.indexOf('/'));
    const id = String(thing[kinds[kind]!.key!]);
    return { status: 201, headers: { location: `${base}${path}/${id}` }, body: '' };
  };
}

/** The cursor says how many issues to leave out; clients aren't told. */
function listIssues(call: Call, store: Store): Reply {
  const { state, limit = 20, cursor = 'c0' } = call.query;
  const all = store
    .list(placeOf.issues(call))
    ?.filter((issue) => state === undefined || issue.state === state);
  if (all === undefined) return refuse(404);
  const from = Number(String(cursor).slice(1));
  const to = from + Number(limit);
  return json({ items: all.slice(from, to), next: to < all.length ? `c${to}` : null });
}

function listProjects(call: Call, store: Store): Reply {
  const { offset = 0, limit = 20 } = call.query;
  const all = store.list(placeOf.projects(call)) ?? [];
  return json({
    data: all.slice(Number(offset), Number(offset) + Number(limit)),
    total: all.length,
  });
}

const comment = ({ path }: Call): string => path.commentId!.toLowerCase();

const operations: ServerSpec['operations'] = {
  listProjects,
  createProject: create('projects'),
  getProject(call, store) {
    const project = store.read(placeOf.projects(call), call.path.projectSlug!);
    const reply = shown(project);
    return project ? { ...reply, headers: { ...reply.headers, etag: entityTag(project) } } : reply;
  },
  replaceProject(call, store) {
    const { projectSlug = '' } = call.path;
    const now = store.at(placeOf.projects(call))?.get(projectSlug);
    const wanted = call.header['If-Match'];
    if (now && wanted !== undefined && wanted !== '*' && wanted !== entityTag(now))
      return refuse(412);
    return done(store.replace(placeOf.projects(call), projectSlug, draft('projects', call.body)));
  },
  deleteProject: (call, store) =>
    done(store.remove(placeOf.projects(call), call.path.projectSlug!)),

  listIssues,
  createIssue: create('issues'),
  getIssue: (call, store) => shown(store.read(placeOf.issues(call), call.path.issueKey!)),
  replaceIssue: (call, store) =>
    done(store.replace(placeOf.issues(call), call.path.issueKey!, draft('issues', call.body))),
  updateIssue(call, store) {
    const sent = Object.entries(draft('issues', call.body)).filter(([name]) =>
      Object.hasOwn(call.body, name),
    );
    return done(store.change(placeOf.issues(call), call.path.issueKey!, Object.fromEntries(sent)));
  },
  deleteIssue: (call, store) => done(store.remove(placeOf.issues(call), call.path.issueKey!)),
  closeIssue(call, store) {
    const issue = store.at(placeOf.issues(call))?.get(call.path.issueKey!);
    if (issue?.state === 'closed') return refuse(409);
    return done(store.change(placeOf.issues(call), call.path.issueKey!, { state: 'closed' }));
  },

  listComments(call, store) {
    const data = store.list(placeOf.comments(call));
    return data === undefined ? refuse(404) : json({ data, total: data.length });
  },
  createComment: create('comments'),
  getComment: (call, store) => shown(store.read(placeOf.comments(call), comment(call))),
  replaceComment: (call, store) =>
    done(store.replace(placeOf.comments(call), comment(call), draft('comments', call.body))),
  deleteComment: (call, store) => done(store.remove(placeOf.comments(call), comment(call))),
};

function fill(store: Store): void {
  for (const [user, name] of [
    ['ada', 'Engine'],
    ['grace', 'Compiler'],
  ]) {
    const project = store.create(`${user}/projects`, draft('projects', { name }));
    const issues = `${user}/projects/${String(project?.slug)}/issues`;
    for (const title of ['It is not built', 'It is not tested']) {
      const issue = store.create(issues, draft('issues', { title }));
      store.create(
        `${issues}/${String(issue?.key)}/comments`,
        draft('comments', { text: 'Really.' }),
      );
    }
  }
}

/**
 * Serves the projects, issues and comments of two users on loopback, as described or with a fault.
 */
export const startNested = (options: StatefulOptions = {}): Promise<StatefulServer> =>
  serve(
    {
      description,
      base,
      users: new Map([
        ['token-of-ada-2b8c', 'ada'],
        ['token-of-grace-9e41', 'grace'],
      ]),
      kinds,
      fill,
      operations,
      refuse,
    },
    options,
  );
