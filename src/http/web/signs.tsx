/** The signs of the acts, drawn once a page; posts point at them. */
export function Signs() {
  return (
    <svg class="signs" width="0" height="0" aria-hidden="true">
      <symbol id="sign-reply" viewBox="0 0 20 20">
        <path d="M8 4.5 3.5 9 8 13.5M3.8 9H12a4.5 4.5 0 0 1 4.5 4.5v2" />
      </symbol>
      <symbol id="sign-reblog" viewBox="0 0 20 20">
        <path d="M3.5 9V7.5a2 2 0 0 1 2-2h10M13 2.8l2.7 2.7L13 8.2M16.5 11v1.5a2 2 0 0 1-2 2h-10M7 17.2l-2.7-2.7L7 11.8" />
      </symbol>
      <symbol id="sign-favourite" viewBox="0 0 20 20">
        <path d="m10 2.8 2.2 4.6 5 .7-3.6 3.5.9 5-4.5-2.4-4.5 2.4.9-5L2.8 8.1l5-.7z" />
      </symbol>
      <symbol id="sign-bookmark" viewBox="0 0 20 20">
        <path d="M5.5 3h9v14L10 13.6 5.5 17z" />
      </symbol>
      <symbol id="sign-menu" viewBox="0 0 20 20">
        <path d="M4.5 10h.01M10 10h.01M15.5 10h.01" />
      </symbol>
    </svg>
  );
}

export function Sign({ name }: { readonly name: string }) {
  return (
    <svg class="sign" width="18" height="18" aria-hidden="true">
      <use href={`#sign-${name}`} />
    </svg>
  );
}
