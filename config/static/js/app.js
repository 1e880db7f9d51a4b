/* Small comforts on top of pages that work without it: reorder by dragging, steppers, live totals, shortcuts, drawer focus. */
"use strict";

document.documentElement.classList.add("k-js");

const say = (text) => {
  const region = document.getElementById("k-live");
  if (region) region.textContent = text;
};

const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

/* Number steppers: the buttons exist only with JavaScript; without it the field is a number field. */
const setUpStepper = (stepper) => {
  const input = stepper.querySelector("input");
  stepper.querySelectorAll("[data-step]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      if (Number(button.dataset.step) > 0) input.stepUp();
      else input.stepDown();
      input.dispatchEvent(new Event("change", { bubbles: true }));
      say(`${stepper.dataset.label}: ${input.value}`);
    });
  });
};

/* Half-day grid: running total, and quick buttons where there were links. */
const countGrid = (grid) => {
  const total = grid.querySelectorAll("input:checked").length;
  const place = document.getElementById(grid.dataset.total);
  if (place) place.textContent = fill(total === 1 ? place.dataset.one : place.dataset.many, { n: total });
};

const setUpGrid = (grid) => {
  grid.addEventListener("change", () => countGrid(grid));
  grid.querySelectorAll("[data-fill]").forEach((button) => {
    button.setAttribute("role", "button");
    button.addEventListener("keydown", (event) => {
      if (event.key === " ") { event.preventDefault(); button.click(); }
    });
    button.addEventListener("click", (event) => {
      event.preventDefault();
      const wanted = button.dataset.fill;
      grid.querySelectorAll("input[type=checkbox]").forEach((box) => {
        box.checked = wanted === "all" || (wanted === "am" && box.value.endsWith("-am"));
      });
      countGrid(grid);
    });
  });
};

/* Ordered list: drag beside the buttons. After a drag the form posts the whole order, as the buttons do. */
const orderedNames = (list) => [...list.querySelectorAll(":scope > [data-name]")].map((item) => item.dataset.name);

const announceMove = (list, item) => {
  const names = orderedNames(list);
  const place = names.indexOf(item.dataset.name) + 1;
  say(fill(list.dataset.moved, { name: item.dataset.name, place, total: names.length }));
};

const sendOrder = (list) => {
  const form = document.getElementById(list.dataset.form);
  if (!form) return;
  form.querySelectorAll("input[name=order]").forEach((old) => old.remove());
  list.querySelectorAll(":scope > [data-id]").forEach((item) => {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "order";
    field.value = item.dataset.id;
    form.append(field);
  });
  form.requestSubmit();
};

const setUpOrder = (list) => {
  if (typeof Sortable === "undefined" || list.dataset.ready) return;
  list.dataset.ready = "yes";
  Sortable.create(list, {
    handle: ".k-grip",
    animation: window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 150,
    ghostClass: "k-wish-drag",
    onEnd: (event) => {
      if (event.oldIndex === event.newIndex) return;
      announceMove(list, event.item);
      sendOrder(list);
    },
  });
};

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
  each("[data-order]", setUpOrder);
  each("table.k-cards", setUpCards);
  each("[data-shortcut-switch]", (box) => { box.checked = !shortcutsOff(); });
};

document.addEventListener("DOMContentLoaded", () => {
  setUp(document);
  document.getElementById("k-error-summary")?.focus();
});

/* htmx: set up what came in; move focus to an opened drawer and back to its row; say when loading takes long. */
let openedFrom = null;
document.addEventListener("htmx:beforeRequest", (event) => {
  const target = event.detail.target;
  openedFrom = event.detail.elt.closest("[data-row]") || openedFrom;
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
  const heading = target.querySelector("[data-drawer] h2");
  if (heading) heading.focus();
  else if (openedFrom) openedFrom.querySelector("a, button")?.focus();
});
