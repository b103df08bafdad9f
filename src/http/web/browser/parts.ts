/**
 * What the server wrote, to be set into the page. It is copied into this document rather than
 * moved: Chromium never loads the preview of a film that was written in another.
 */
export function partsOf(html: string): DocumentFragment {
  const parts = document.createElement('template');
  parts.innerHTML = html;
  return document.importNode(parts.content, true);
}
