/* Small comforts on top of pages that work without it: cards, shortcuts, menus, htmx. forms.js, before this, holds those of forms. */
"use strict";

document.documentElement.classList.add("k-js");

/* Tables shown as cards keep their meaning for screen readers. */
const setUpCards = (table) => {
  table.setAttribute("role", "table");
  table.querySelectorAll("thead, tbody, tfoot").forEach((part) => part.setAttribute("role", "rowgroup"));
  table.querySelectorAll("tr").forEach((row) => row.setAttribute("role", "row"));
  table.querySelectorAll("td").forEach((cell) => cell.setAttribute("role", "cell"));
  table.querySelectorAll("th").forEach((cell) => {
    cell.setAttribute("role", cell.scope === "row" ? "rowheader" : "columnheader");
  });
};

/* Keys j, k, Enter, Esc and / on pages that ask for them with data-shortcuts. They can be switched off (WCAG 2.1.4). */
const shortcutsOff = () => {
  try {
    return localStorage.getItem("k-shortcuts") === "off";
  } catch {
    return false;
  }
};

const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), select, textarea, [contenteditable]");

const rowLinks = () => [...document.querySelectorAll("[data-shortcuts] [data-row] :is(a, button):first-of-type")]
  .filter((link, index, all) => all.findIndex((one) => one.closest("[data-row]") === link.closest("[data-row]")) === index);

const goToRow = (step) => {
  const links = rowLinks();
  const now = links.findIndex((link) => link.closest("[data-row]").contains(document.activeElement));
  const current = now >= 0 ? now : links.findIndex((link) => link.closest("[data-row]").hasAttribute("aria-current"));
  const next = links[Math.min(Math.max(current + step, 0), links.length - 1)];
  if (next) next.focus();
};

const closeDrawer = () => {
  const close = document.querySelector("[data-drawer] [data-close]");
  if (close) close.click();
};

/* Closing a drawer leads to the list; the row it was opened from gets the focus back. */
const remember = (address) => {
  try {
    if (address) sessionStorage.setItem("k-row", address);
    else sessionStorage.removeItem("k-row");
  } catch { /* private window: focus starts at the top */ }
};

const returnToRow = () => {
  let address = null;
  try {
    address = sessionStorage.getItem("k-row");
  } catch { /* as above */ }
  remember(null);
  if (!address || document.querySelector("[data-drawer]")) return;
  [...document.querySelectorAll("[data-row] a")].find((link) => link.href === address)?.focus();
};

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-drawer] [data-close]")) remember(window.location.href.split("#")[0]);
});

const keys = { j: () => goToRow(1), k: () => goToRow(-1), "/": () => document.querySelector("[data-search]")?.focus() };

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.querySelector("[data-drawer]") && !typing(event.target)) closeDrawer();
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (!plain || typing(event.target) || shortcutsOff() || !keys[event.key]) return;
  if (event.key !== "/" && !document.querySelector("[data-shortcuts]")) return;
  event.preventDefault();
  keys[event.key]();
});

/* Menus close with Esc and by a click elsewhere. */
document.addEventListener("click", (event) => {
  document.querySelectorAll("details.k-menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.querySelectorAll("details.k-menu[open]").forEach((menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
});

/* Things the server marks: print, select everything, the switch for shortcuts. */
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
document.addEventListener("change", (event) => {
  const box = event.target;
  if (box.matches("[data-select-all]")) {
    document.querySelectorAll(`input[type=checkbox][name="${box.dataset.selectAll}"]`).forEach((one) => { one.checked = box.checked; });
  }
  if (box.matches("[data-shortcut-switch]")) {
    try {
      localStorage.setItem("k-shortcuts", box.checked ? "on" : "off");
    } catch { /* private window: the switch holds for this page only */ }
  }
  if (box.matches("[data-submit-on-change]")) box.form.requestSubmit();
});

const setUp = (root) => {
  const each = (selector, work) => root.querySelectorAll(selector).forEach((one) => {
    if (!one.dataset.setUp) { one.dataset.setUp = "yes"; work(one); }
  });
  each("main form", (form) => { form.noValidate = true; }); // our own summary of errors, not the browser's bubble
  each("[data-stepper]", setUpStepper);
  each("[data-grid]", setUpGrid);
  each("[data-when]", setUpFollowUp);
  each("[data-order]", setUpOrder);
  each("table.k-cards", setUpCards);
  each("[data-shortcut-switch]", (box) => { box.checked = !shortcutsOff(); });
};

document.addEventListener("DOMContentLoaded", () => {
  setUp(document);
  returnToRow();
  document.getElementById("k-error-summary")?.focus();
});

/* htmx: set up what came in; move focus to an opened drawer and mark its row; say when loading takes long. */
const phone = window.matchMedia("(max-width: 767.98px)");
let openedFrom = null;
document.addEventListener("htmx:beforeRequest", (event) => {
  const { target, elt } = event.detail;
  if (phone.matches && target.hasAttribute("data-drawer-place") && elt.href) {
    event.preventDefault(); // on a phone the drawer is a page of its own
    window.location.assign(elt.href);
    return;
  }
  openedFrom = elt.closest("[data-row]") || openedFrom;
  target.kTimer = setTimeout(() => target.setAttribute("aria-busy", "true"), 400);
});
document.addEventListener("htmx:afterRequest", (event) => {
  clearTimeout(event.detail.target.kTimer);
  event.detail.target.removeAttribute("aria-busy");
});
document.addEventListener("htmx:afterSwap", (event) => {
  setUp(document);
  const target = event.detail.target;
  if (!target.hasAttribute("data-drawer-place")) return;
  document.querySelectorAll("[data-row][aria-current]").forEach((row) => row.removeAttribute("aria-current"));
  openedFrom?.setAttribute("aria-current", "true");
  target.querySelector("[data-drawer] h2")?.focus();
});
