/* Comforts of forms that work without them: steppers, the half-day grid, follow-up questions, ordering by dragging. */
"use strict";

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

/* Questions that matter after one answer only: data-when="answer=no". Without JavaScript they are always there. */
const setUpFollowUp = (part) => {
  const [name, values] = part.dataset.when.split("=");
  const form = part.closest("form");
  const show = () => {
    const chosen = [...form.querySelectorAll(`[name="${name}"]:checked, select[name="${name}"]`)].map((one) => one.value);
    part.hidden = !chosen.some((value) => values.split(" ").includes(value));
  };
  form.addEventListener("change", show);
  show();
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
