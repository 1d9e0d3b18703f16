// The page can be read without this: it fetches the page again, sends what people enter, and filters.

document.documentElement.classList.add('js');

const told = document.getElementById('told');
const tell = (text) => (told.textContent = text);

// --- what is new

/** How an element was served, before anything was opened or hidden in it. */
const served = new WeakMap();
for (const element of document.querySelectorAll('[data-live="items"] > *'))
  served.set(element, element.outerHTML);

/** Puts fetched items into a list: what stays the same stays open, and keeps the focus. */
function mergeItems(list, fetched) {
  const known = new Map([...list.children].map((item) => [item.id, item]));
  const items = [...fetched.children].map((item) => {
    const before = known.get(item.id);
    const text = item.outerHTML;
    if (before && served.get(before) === text) return before;
    served.set(item, text);
    if (before?.open) item.open = true;
    return item;
  });
  const focused = document.activeElement?.id;
  const kept = new Set(items);
  for (const item of [...list.children]) if (!kept.has(item)) item.remove();
  let next = list.firstElementChild;
  for (const item of items) {
    if (item === next) next = next.nextElementSibling;
    else list.insertBefore(item, next);
  }
  if (focused && document.activeElement?.id !== focused)
    document.getElementById(focused)?.focus({ preventScroll: true });
}

let tag = '';

async function update() {
  const response = await fetch(location.pathname, {
    headers: { Accept: 'text/html', ...(tag && { 'If-None-Match': tag }) },
    cache: 'no-store',
  });
  if (response.status !== 200) return;
  tag = response.headers.get('ETag') ?? '';
  const fetched = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const part of document.querySelectorAll('[data-live]')) {
    const other = fetched.getElementById(part.id);
    if (!other) continue;
    if (part.dataset.live === 'items') mergeItems(part, other);
    else if (part.innerHTML !== other.innerHTML) part.replaceChildren(...other.childNodes);
  }
  filter();
}

const pause = document.getElementById('pause');
const isPaused = () => pause.getAttribute('aria-pressed') === 'true';
pause.addEventListener('click', () => pause.setAttribute('aria-pressed', String(!isPaused())));

let isGone = false;

async function updateWhileSeen() {
  if (document.hidden || isPaused()) return;
  try {
    await update();
    if (isGone) tell('The mock answers again.');
    isGone = false;
  } catch {
    if (!isGone) tell('The mock does not answer.');
    isGone = true;
  }
}

async function repeat() {
  await updateWhileSeen();
  setTimeout(repeat, 1000);
}
setTimeout(repeat, 1000);
document.addEventListener('visibilitychange', updateWhileSeen);

// --- what people enter

async function send({ method, path, done }, body) {
  try {
    const response = await fetch(path, { method, body });
    const answer = await response.json();
    tell(response.ok ? done : [answer.pointer, answer.error].filter(Boolean).join(': '));
    await update();
    return response.ok;
  } catch {
    tell('The mock does not answer.');
    return false;
  }
}

for (const form of document.querySelectorAll('form[data-path]'))
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const field = form.elements.namedItem('body');
    const body = field.type === 'file' ? field.files[0] : field.value;
    if (await send(form.dataset, body)) form.reset();
  });

document.addEventListener('click', ({ target }) => {
  const button = target.closest('button');
  if (button?.dataset.path) send(button.dataset);
  if (button?.classList.contains('copy')) copy(button);
});

async function copy(button) {
  const line = button.parentElement.querySelector('.curl code');
  try {
    await navigator.clipboard.writeText(line.textContent);
    tell('The curl line was copied.');
  } catch {
    getSelection().selectAllChildren(line);
    tell('The curl line is selected: copy it.');
  }
}

// --- which requests are shown

const words = document.getElementById('words');
const verdict = document.getElementById('verdict');

function filter() {
  const wanted = words.value.toLowerCase();
  for (const item of document.getElementById('log').children) {
    const isOf = verdict.value === '' || item.dataset.verdict === verdict.value;
    item.hidden = !isOf || !item.textContent.toLowerCase().includes(wanted);
  }
}
words.addEventListener('input', filter);
verdict.addEventListener('change', filter);
document.getElementById('filter').addEventListener('submit', (event) => event.preventDefault());
