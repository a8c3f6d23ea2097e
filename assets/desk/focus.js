// Puts the focus where a page asks for it: on the sentence that says what is wrong, or on the
// button that was pressed before the page was sent.
document.querySelector("[data-focus]")?.focus();
