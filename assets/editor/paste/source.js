// What was pasted: the HTML of the clipboard in, an inert document out, and where it comes from.
const NAMES = {
  word: "z Wordu",
  office: "z LibreOffice",
  google: "z Google Dokumentů",
  web: "odjinud",
};

// Styles and handlers are renamed or dropped before parsing, so that no policy is asked about them.
export function parsed(html) {
  const bare = html.replace(/<style\b[^]*?<\/style\s*>/gi, "").replace(/([\s/"'])(style|on[a-z]+)\s*=/gi, "$1data-$2=");
  return new DOMParser().parseFromString(bare, "text/html");
}

export function originOf(html) {
  if (/urn:schemas-microsoft-com:office|class="?Mso|mso-|class="[^"]*\b(TextRun|OutlineElement)\b/i.test(html)) return NAMES.word;
  if (/content="(LibreOffice|OpenOffice)/i.test(html)) return NAMES.office;
  if (/docs-internal-guid|googleusercontent/i.test(html)) return NAMES.google;
  return NAMES.web;
}

export function styleOf(element) {
  return element.getAttribute?.("data-style")?.toLowerCase() ?? "";
}
