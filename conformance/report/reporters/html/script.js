// The page is complete without this: it adds the filter, the copy buttons and the choice of colours.

const root = document.documentElement;
root.classList.add('js');

// --- what can be filtered

/**
 * Everything that can be filtered. An item has the API and the operation of its group. Findings and cases come first,
 * because an operation is shown with them.
 */
const isSeen = ({ kind }) => kind === 'finding' || kind === 'case';
const items = [...document.querySelectorAll('[data-item]')]
  .map((element) => {
    const group = element.closest('[data-group]');
    return {
      element,
      group,
      folds: [group, element.closest('[data-more]')].filter(Boolean),
      kind: element.dataset.item,
      data: { ...group?.dataset, ...element.dataset },
      words: undefined,
    };
  })
  .sort((one, other) => isSeen(other) - isSeen(one));
/** What holds items: groups, and the further findings of a cause within their group. */
const folds = [...document.querySelectorAll('[data-group], [data-more]')];
const plurals = { finding: 'findings', case: 'cases', operation: 'operations' };
const choices = ['severity', 'verdict', 'api', 'operation', 'check'];

const form = document.getElementById('filter');
const reset = form.querySelector('button');

/** Sets every field to a state or its default, without the event of a reset by the user. */
function fill(state) {
  for (const field of form.elements) {
    if (field.type === 'checkbox') field.checked = state[field.name] === field.value;
    else if (field.name) field.value = state[field.name] ?? '';
    // the address may name a choice that this report does not have
    if (field.localName === 'select' && field.selectedIndex < 0) field.selectedIndex = 0;
  }
}

/** The state of the form, without fields that have their default. */
const chosen = () =>
  Object.fromEntries([...new FormData(form)].filter(([, value]) => value.trim() !== ''));

/** @param found the operations of the findings and cases that match */
function matches(item, state, words, found) {
  for (const name of choices) {
    const value = item.data[name];
    // coverage has no severity, for example, so it is not filtered by one
    if (
      state[name] !== undefined &&
      value !== undefined &&
      value !== state[name] &&
      !value.split(' ').includes(state[name])
    )
      return false;
  }
  if (state.known === 'hidden' && item.data.known === 'yes') return false;
  if (words.length === 0) return true;
  item.words ??=
    `${item.element.textContent} ${item.group?.firstElementChild.textContent ?? ''}`.toLowerCase();
  return (
    words.every((word) => item.words.includes(word)) ||
    (!isSeen(item) && found.has(item.data.operation))
  );
}

/** Up to how many matching items the folds that hold them are opened without a click. */
const few = { case: 60, finding: 5 };

function filter() {
  const state = chosen();
  const words = (state.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const isOn = Object.keys(state).length > 0;
  const counts = {};
  const inFold = new Map();
  const found = new Set();
  for (const item of items) {
    const shown = !isOn || matches(item, state, words, found);
    item.element.hidden = !shown;
    counts[item.kind] ??= { shown: 0, total: 0 };
    const count = counts[item.kind];
    count.total += 1;
    if (!shown) continue;
    count.shown += 1;
    if (isSeen(item)) found.add(item.data.operation);
    for (const fold of item.folds) inFold.set(fold, (inFold.get(fold) ?? 0) + 1);
  }
  for (const fold of folds) {
    const kind = fold.dataset.group ?? fold.dataset.more;
    fold.hidden = isOn && !inFold.has(fold);
    if (isOn && inFold.has(fold) && counts[kind].shown <= few[kind] && !fold.open) {
      fold.open = true;
      fold.dataset.opened = '';
    } else if (!isOn && 'opened' in fold.dataset) {
      fold.open = false;
      delete fold.dataset.opened;
    }
  }
  for (const [kind, { shown, total }] of Object.entries(counts)) {
    const label = document.querySelector(`[data-count="${kind}"]`);
    // a long report does not list everything that it counts
    const listed = Number(label?.dataset.all.replaceAll(',', '')) > total ? ' listed' : '';
    if (label) label.textContent = isOn ? `${shown} of ${total}${listed} shown` : label.dataset.all;
    const none = document.querySelector(`[data-none="${kind}"]`);
    if (none) none.hidden = !isOn || shown > 0;
  }
  reset.hidden = !isOn;
  const sums = Object.keys(plurals)
    .filter((kind) => counts[kind])
    .map((kind) => `${counts[kind].shown} of ${counts[kind].total} ${plurals[kind]}`);
  document.getElementById('count').textContent = isOn ? `${sums.join(', ')} shown` : '';
}

// --- the address: `#place&q=words&severity=error`, so that a filtered view can be sent to somebody

function readAddress() {
  const [first = '', ...others] = location.hash.slice(1).split('&');
  const isPlace = !first.includes('=');
  const state = Object.fromEntries(
    new URLSearchParams((isPlace ? others : [first, ...others]).join('&')),
  );
  return { place: isPlace ? first : '', state };
}

let place = '';

/** Writes the filter into the address; a step of its own is undone with the back button. */
function writeAddress(isStep) {
  const state = new URLSearchParams(chosen()).toString();
  const hash = [place, state].filter(Boolean).join('&');
  const address = hash === '' ? location.pathname + location.search : `#${hash}`;
  const isNew = hash !== location.hash.slice(1);
  // the mark tells an address with everything in it from a link within the page
  history[isStep && isNew ? 'pushState' : 'replaceState']({ isWhole: true }, '', address);
}

function go(isFirst) {
  const { place: wanted, state } = readAddress();
  const isLink = wanted !== '' && Object.keys(state).length === 0 && !history.state?.isWhole;
  place = wanted;
  isSearching = false;
  // a link within the page keeps the filter, unless it hides what the link leads to
  if (isFirst || !isLink) {
    fill(state);
    filter();
  }
  const target = wanted === '' ? null : document.getElementById(decodeURIComponent(wanted));
  if (target?.closest('[hidden]')) {
    fill({});
    filter();
  }
  if (isLink) writeAddress();
  if (target) {
    for (const old of document.querySelectorAll('.here')) old.classList.remove('here');
    target.classList.add('here');
    for (let fold = target.closest('details'); fold; fold = fold.parentElement.closest('details'))
      fold.open = true;
    target.scrollIntoView();
  }
}

for (const label of document.querySelectorAll('[data-count]'))
  label.dataset.all = label.textContent;

let waiting;
/** Whether the last step was to type: the letters of one search are one step. */
let isSearching = false;
form.addEventListener('input', ({ target }) => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    place = '';
    filter();
    writeAddress(!(isSearching && target.name === 'q'));
    isSearching = target.name === 'q';
  }, 120);
});
form.addEventListener('submit', (event) => event.preventDefault());
reset.addEventListener('click', () => {
  clearTimeout(waiting);
  fill({});
  place = '';
  filter();
  writeAddress(true);
  isSearching = false;
  // the button is gone now, and the focus must be somewhere
  form.elements.namedItem('q').focus();
});
addEventListener('hashchange', () => go(false));
go(true);

// --- copying

const told = document.getElementById('told');
let telling;

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // no permission, or a page that was not fetched in a secure way
    const field = document.createElement('textarea');
    field.className = 'unseen';
    field.value = text;
    document.body.append(field);
    field.select();
    // a text field normalises line ends, so the copy takes the text itself
    const hand = (event) => {
      event.clipboardData.setData('text/plain', text);
      event.preventDefault();
    };
    document.addEventListener('copy', hand);
    const isDone = document.execCommand('copy');
    document.removeEventListener('copy', hand);
    field.remove();
    return isDone;
  }
}

document.addEventListener('click', async ({ target }) => {
  const button = target.closest('.copy');
  if (!button) return;
  const code = button.parentElement.querySelector('code');
  const isDone = await copy(
    code.dataset.exact === undefined ? code.textContent : JSON.parse(code.dataset.exact),
  );
  button.focus();
  button.textContent = isDone ? 'Copied' : 'Select and copy';
  told.textContent = isDone ? 'The curl line was copied.' : 'The curl line could not be copied.';
  setTimeout(() => (button.textContent = 'Copy'), 2000);
  // the message of another copy stays its own time
  clearTimeout(telling);
  telling = setTimeout(() => (told.textContent = ''), 2000);
});

// --- colours

const theme = document.getElementById('theme');
const prefersDark = matchMedia('(prefers-color-scheme: dark)');
const memory = 'conformance-report-colours';

const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : prefersDark.matches);
const nameTheme = () => (theme.textContent = isDark() ? 'Light' : 'Dark');

try {
  const remembered = localStorage.getItem(memory);
  if (remembered === 'light' || remembered === 'dark') root.dataset.theme = remembered;
} catch {
  // a browser that keeps nothing asks the system each time
}
prefersDark.addEventListener('change', nameTheme);
theme.addEventListener('click', () => {
  root.dataset.theme = isDark() ? 'light' : 'dark';
  nameTheme();
  try {
    localStorage.setItem(memory, root.dataset.theme);
  } catch {
    // as above
  }
});
nameTheme();
