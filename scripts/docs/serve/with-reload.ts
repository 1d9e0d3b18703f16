import type { Answer } from './answer.ts';

/** Adds to a page the script that reloads it where the site has another version. */
export function withReload(answer: Answer, version: string): Answer {
  const { headers, body } = answer;
  if (!headers['content-type']?.startsWith('text/html') || typeof body !== 'string') return answer;
  const script = `<script type="module" src="/_reload.js?version=${version}"></script>`;
  const at = body.indexOf('</head>');
  return {
    ...answer,
    body: at < 0 ? body + script : body.slice(0, at) + script + body.slice(at),
  };
}
