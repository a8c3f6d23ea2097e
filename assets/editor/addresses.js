// Addresses that a text may carry; the server decides, this only tells before saving.
const INTERNAL = /^(#[A-Za-z][\w-]*|[a-z0-9][a-z0-9-]{0,79})$/;
const FORBIDDEN = /[\s<>"\\^`{|}\u0000-\u001f\u007f]/;

export function isAllowed(href) {
  if (!href || FORBIDDEN.test(href)) return false;
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(href)?.[1].toLowerCase();
  switch (scheme) {
    case undefined:
      return INTERNAL.test(href);
    case "http":
    case "https":
      return /^https?:\/\/[^/?#@]+([/?#]|$)/i.test(href);
    case "mailto":
      return /^mailto:[^@?/]+@[^@?/]+(\?.*)?$/i.test(href);
    case "tel":
      return /^tel:\+?[0-9().-]*[0-9][0-9().-]*$/i.test(href);
    default:
      return false;
  }
}

// What a person typed, completed to an address: an e-mail, a bare domain, a phone number.
export function completed(typed) {
  const text = typed.trim();
  if (/^[^\s@/:]+@[^\s@/]+\.[^\s@/]+$/.test(text)) return `mailto:${text}`;
  if (/^\+?[0-9][0-9 ]{7,}$/.test(text)) return `tel:${text.replaceAll(" ", "")}`;
  if (/^(www\.)?[^\s/:#]+\.[a-z]{2,}([/?#]\S*)?$/i.test(text)) return `https://${text}`;
  return text;
}
