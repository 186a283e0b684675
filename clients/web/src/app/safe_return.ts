// Where to go after signing in: an address of this site, or the start page.
//
// Browsers drop tabs and line ends from an address before they read it, so
// that `/⇥/elsewhere` would lead to another host: what has a control character
// is refused, as is what begins with two slashes or a backslash.
const OF_THIS_SITE = /^\/(?![/\\])[^\u0000-\u001f\u007f]*$/;

export function safeReturn(address: string | null): string {
  return address !== null && OF_THIS_SITE.test(address) ? address : '/';
}
