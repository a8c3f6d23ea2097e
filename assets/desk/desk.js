// What the desk's pages do in the browser beside htmx; every page works without it.
import "./assembly.js";
import "./beside.js";
import "./copy.js";
import "./digest.js";
import "./drop.js";
import "./focus.js";
import "./media.js";
import "./past.js";
import "./picture_choosing.js";
import "./place.js";
import "./preview.js";
import "./unsaved.js";
import "./upload.js";
