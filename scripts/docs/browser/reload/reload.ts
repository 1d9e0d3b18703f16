/** What a served page hears from its server: which site there is, and what is wrong with a newer one. */
type Heard = { readonly version: string; readonly mistakes: readonly string[] };

// the server names the site that it made the page of, so that no change between is missed
const shown = new URL(import.meta.url).searchParams.get('version');
let banner: HTMLElement | undefined;

new EventSource('/_events').addEventListener('message', ({ data }: MessageEvent<string>) => {
  const { version, mistakes } = JSON.parse(data) as Heard;
  if (version !== shown) location.reload();
  else show(mistakes);
});

/** Shows mistakes above the page until they are mended. */
function show(mistakes: readonly string[]): void {
  if (mistakes.length === 0) {
    banner?.remove();
    banner = undefined;
    return;
  }
  banner ??= makeBanner();
  banner.textContent = `${mistakes.join('\n\n')}\n\nThis is the last good site.`;
}

/** The policy of a page allows no style attributes, but what its own scripts set. */
function makeBanner(): HTMLElement {
  const made = document.createElement('div');
  made.id = 'serve-mistake';
  made.setAttribute('role', 'alert');
  Object.assign(made.style, {
    position: 'sticky',
    top: '0',
    zIndex: '1000',
    padding: '0.75rem 1rem',
    background: '#8c1616',
    color: '#fff',
    font: '0.875rem/1.4 ui-monospace, monospace',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    maxHeight: '40vh',
    overflow: 'auto',
  });
  // what can be scrolled can be reached by the keyboard
  made.tabIndex = 0;
  document.body.prepend(made);
  return made;
}

export {};
