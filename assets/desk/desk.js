// What the desk's pages do in the browser beside htmx; every page works without it.
import "./assembly.js";
import "./focus.js";
import "./media.js";
import "./upload.js";
