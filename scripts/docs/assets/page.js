/*
 * A page is complete without this script. It adds copying, the choice of colours, search and console. It runs
 * before the page is drawn, so that nothing flashes or moves.
 */
const root = document.documentElement;
const isFolder = location.protocol === 'file:';
const assets = new URL('.', document.currentScript.src);
root.classList.add('js');
showTheme(kept('theme'));
addEventListener('DOMContentLoaded', start);
addEventListener('hashchange', openTarget);
addEventListener('beforeprint', openAll);
addEventListener('afterprint', closeAgain);

function start() {
  startMenu();
  startTheme();
  startChoices();
  startSearch();
  openTarget();
  document.addEventListener('click', ({ target }) => {
    if (target.matches?.('.copy')) copy(target);
    if (target.matches?.('.console .try')) openConsole(target.closest('.console'));
  });
}

/* what a reader chose is kept only then, and a browser may refuse to keep it */
function kept(name) {
  try {
    return localStorage.getItem(`contracts-${name}`);
  } catch {
    return null;
  }
}
function keep(name, value) {
  try {
    if (value === '') localStorage.removeItem(`contracts-${name}`);
    else localStorage.setItem(`contracts-${name}`, value);
  } catch {
    /* it holds for this page */
  }
}

/* in a long menu, the page where one is can be seen */
function startMenu() {
  const menu = document.getElementById('site-menu');
  const here = menu.querySelector('[aria-current]');
  const show = () => {
    if (here && menu.scrollHeight > menu.clientHeight)
      menu.scrollTop = here.offsetTop - menu.clientHeight / 2;
  };
  menu.addEventListener('toggle', show);
  show();
}

function showTheme(value) {
  if (value === 'light' || value === 'dark') root.dataset.theme = value;
  else delete root.dataset.theme;
}

function startTheme() {
  const theme = document.getElementById('site-theme');
  theme.value = root.dataset.theme ?? '';
  theme.addEventListener('change', () => {
    showTheme(theme.value);
    keep('theme', theme.value);
  });
}

function startChoices() {
  const evidence = document.getElementById('site-evidence');
  if (evidence) {
    if (kept('evidence') === 'off') evidence.checked = false;
    evidence.addEventListener('change', () => keep('evidence', evidence.checked ? 'on' : 'off'));
  }
  const language = document.getElementById(`site-language-${kept('language')}`);
  if (language) language.checked = true;
  document.addEventListener('change', ({ target }) => {
    if (target.name === 'language') keep('language', target.value);
  });
}

/* a link into what is closed opens it */
function openTarget() {
  const id = decodeURIComponent(location.hash.slice(1));
  for (let node = id && document.getElementById(id); node; node = node.parentElement)
    if (node.localName === 'details') node.open = true;
}

/* what is closed on the screen is open on paper, also in browsers whose style sheets can't say so */
function openAll() {
  for (const details of document.querySelectorAll('details:not([open])')) {
    details.open = true;
    details.dataset.printed = '';
  }
}
function closeAgain() {
  for (const details of document.querySelectorAll('details[data-printed]')) {
    details.open = false;
    delete details.dataset.printed;
  }
}

async function copy(button) {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(button.closest('.code').querySelector('code').textContent);
  } catch {
    return;
  }
  button.textContent = document.body.dataset.copied;
  setTimeout(() => {
    button.textContent = before;
  }, 1500);
}

async function openConsole(section) {
  if (isFolder) {
    section.querySelector('.needs-server').hidden = false;
    return;
  }
  section.querySelector('.try').disabled = true;
  const [{ mount }, { operation, validators }, words] = await Promise.all([
    import(new URL('console/console.js', assets)),
    import(new URL(section.dataset.module, location.href)),
    wordsOf(section),
  ]);
  await mount(section, operation, validators, words);
  section.querySelector('select, input, textarea')?.focus();
}

/* a console without them is better than none: it speaks English */
async function wordsOf({ dataset }) {
  if (dataset.words === undefined) return undefined;
  try {
    return await (await fetch(new URL(dataset.words, location.href))).json();
  } catch {
    return undefined;
  }
}

/* the search is loaded when a reader first comes to its box */
function startSearch() {
  const search = document.getElementById('site-search');
  const box = document.getElementById('site-search-box');
  const note = search.querySelector('.needs-server');
  let isLoaded = false;
  box.addEventListener('focus', async () => {
    note.hidden = !isFolder;
    if (isFolder || isLoaded) return;
    isLoaded = true;
    const { startSearch: load } = await import(new URL('search.js', assets));
    await load(search, new URL('search.json', assets));
  });
  box.addEventListener('blur', () => {
    note.hidden = true;
  });
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target.closest?.('input, textarea, select, [contenteditable]');
    const isAsked =
      event.key === '/' ? !isTyping : event.key === 'k' && (event.ctrlKey || event.metaKey);
    if (!isAsked || event.altKey) return;
    event.preventDefault();
    box.focus();
  });
}
