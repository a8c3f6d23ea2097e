// Builds assets/dist, where the web finds styles and scripts and the PDF finds its fonts: from the
// packages that package-lock.json pins, and the project's own styles and scripts.
import { build } from "esbuild";
import { cp, mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const modules = join(root, "node_modules");
const dist = join(root, "assets", "dist");

const SERIF = ["", "Display", "Subhead", "SmText", "Caption"].flatMap((size) =>
  ["Light", "LightIt", "Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt"].map(
    (style) => `SourceSerif4${size}-${style}.ttf`,
  ),
);
const SANS = ["Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt"].map(
  (style) => `SourceSans3-${style}.ttf`,
);
const WEB = [
  "source-serif/WOFF2/TTF/SourceSerif4-Regular.ttf.woff2",
  "source-serif/WOFF2/TTF/SourceSerif4-It.ttf.woff2",
  "source-serif/WOFF2/TTF/SourceSerif4-Semibold.ttf.woff2",
  "source-serif/WOFF2/TTF/SourceSerif4Display-Semibold.ttf.woff2",
  "source-sans/WOFF2/TTF/SourceSans3-Regular.ttf.woff2",
  "source-sans/WOFF2/TTF/SourceSans3-Semibold.ttf.woff2",
];

const copies = [
  ...SERIF.map((name) => [`source-serif/TTF/${name}`, `fonts/${name}`]),
  ...SANS.map((name) => [`source-sans/TTF/${name}`, `fonts/${name}`]),
  ["source-sans/VF/SourceSans3VF-Upright.ttf", "fonts/SourceSans3VF-Upright.ttf"],
  ...WEB.map((path) => [path, `fonts/${basename(path).replace(".ttf.woff2", ".woff2")}`]),
  ["htmx.org/dist/htmx.min.js", "htmx.js"],
];

await mkdir(join(dist, "fonts"), { recursive: true });
for (const [source, target] of copies) {
  await cp(join(modules, source), join(dist, target));
}
const own = join(root, "assets");
await cp(join(own, "screens", "icon.svg"), join(dist, "icon.svg"));
const shared = {
  entryNames: "[name]",
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022"],
  external: ["*.woff2", "pictures/*"],
  logLevel: "warning",
};
await build({
  ...shared,
  entryPoints: [
    join(own, "screens", "screens.css"),
    join(own, "site", "site.css"),
    join(own, "site", "puzzle.js"),
    join(own, "site", "puzzle_worker.js"),
    join(own, "site", "recording.js"),
    join(own, "desk", "desk.js"),
    join(own, "desk", "passkeys.js"),
    join(own, "editor", "editor.js"),
  ],
  outdir: dist,
});
const edition = join(root, "templates", "web", "edition");
await build({
  ...shared,
  entryPoints: [join(edition, "style.css"), join(edition, "issue.css")],
  outdir: join(dist, "edition"),
});
console.log(`assets/dist: ${copies.length} files of packages, and the project's own styles and scripts`);
