/**
 * A small frontend for any API that lists, makes, changes and deletes things. It knows no more of the API than
 * the paths and names of its configuration, and nothing of the server behind it.
 */
const { api, collection, list, id, title, update, filter, headers } = JSON.parse(
  document.getElementById('config').textContent,
);
const one = (name) => document.querySelector(`[data-part="${name}"]`);
const page = { things: one('things'), status: one('status'), undo: one('undo') };
/** What was deleted last, to undo it. */
let deleted;

/** Sends a request, tells its status, and gives the answer. */
async function call(method, path, body, more = {}) {
  const response = await fetch(api + path, {
    method,
    headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}), ...more },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  page.status.textContent = `${method} ${response.status}`;
  return {
    isSuccess: response.ok,
    value: text === '' ? undefined : JSON.parse(text),
    tag: response.headers.get('etag'),
  };
}

// an API whose collection ends with a slash ends the paths of its things with one too
const pathOf = (thing) =>
  collection.endsWith('/') ? `${collection}${thing[id]}/` : `${collection}/${thing[id]}`;

/** Shows the things that fit the filter; the status stays that of the request before. */
async function refresh() {
  const before = page.status.textContent;
  const value = one('filter').value;
  const query = filter && value ? `?${new URLSearchParams({ [filter]: value })}` : '';
  const answer = await call('GET', collection + query);
  const things = list === '' ? answer.value : answer.value[list];
  page.things.replaceChildren(...things.map(rowOf));
  page.undo.disabled = deleted === undefined;
  page.status.textContent = before || page.status.textContent;
  document.body.dataset.refreshed = String(Number(document.body.dataset.refreshed ?? 0) + 1);
}

function button(text, act) {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = text;
  made.addEventListener('click', act);
  return made;
}

function rowOf(thing) {
  const row = document.createElement('li');
  row.dataset.id = thing[id];
  const name = document.createElement('span');
  name.textContent = thing[title];
  row.append(
    name,
    button('Edit', () => edit(row, thing)),
    button('Delete', () => remove(thing)),
  );
  return row;
}

/** Reads the thing as it is now, and lets the user change its title. */
async function edit(row, { [id]: key }) {
  const { isSuccess, value, tag } = await call('GET', pathOf({ [id]: key }));
  if (!isSuccess) return;
  const input = document.createElement('input');
  input.value = value[title];
  const save = async () => {
    const changed = { [title]: input.value };
    const body = update === 'PUT' ? { ...value, ...changed } : changed;
    await call(update, pathOf(value), body, tag ? { 'If-Match': tag } : {});
    await refresh();
  };
  row.replaceChildren(input, button('Save', save));
}

async function remove(thing) {
  const { isSuccess } = await call('DELETE', pathOf(thing));
  if (isSuccess) deleted = thing;
  await refresh();
}

async function add(body) {
  await call('POST', collection, body);
  await refresh();
}

one('new').addEventListener('submit', (event) => {
  event.preventDefault();
  const input = one('title');
  add({ [title]: input.value });
  input.value = '';
});
one('filtering').addEventListener('submit', (event) => {
  event.preventDefault();
  refresh();
});
page.undo.addEventListener('click', () => {
  const { [id]: _, ...again } = deleted;
  deleted = undefined;
  add(again);
});
refresh();
