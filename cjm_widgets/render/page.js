// Opens what is known of a number: what it says, how it was computed, of which rows, and where it stands. The
// table has it; what shows the same number elsewhere opens it too.
const opened = document.querySelector("dialog.number");
const choiceOf = (part) => part.closest("[data-choice]")?.dataset.choice;
const inTable = (part) =>
  [...document.querySelectorAll("td [data-number]")].find(
    (number) => number.dataset.number === part.dataset.number && choiceOf(number) === choiceOf(part),
  );
const placeOf = (number) => ({
  lane: number.closest("tr").querySelector("th"),
  stage: document.querySelectorAll("thead [scope=col]")[number.parentElement.cellIndex].textContent,
});
if (opened) {
  const fact = (name, text) => {
    if (!text) return;
    for (const [tag, words] of [["dt", name], ["dd", text]])
      opened.querySelector("dl").append(Object.assign(document.createElement(tag), { textContent: words }));
  };
  document.addEventListener("click", ({ target }) => {
    const pressed = target.closest?.("button[data-number]");
    if (!pressed) return;
    const number = inTable(pressed);
    const { lane, stage } = placeOf(number);
    const [value, ...rest] = number.textContent.split(", ");
    opened.querySelector("h2").textContent = `${lane.textContent}: ${value}`;
    opened.querySelector("dl").replaceChildren();
    for (const words of rest)
      if (words.startsWith("n ")) fact("n", words.slice(2));
      else fact(words.includes(" to ") ? "Interval" : "Note", words);
    fact("Of", lane.dataset.whom);
    for (const part of document.querySelectorAll(".origins dl")[number.dataset.origin].children)
      opened.querySelector("dl").append(part.cloneNode(true));
    fact("Cell of the map", `${stage}, ${lane.textContent}`);
    opened.showModal();
  });
}

// Lays a button over each number of the picture. All are one stop of the Tab key; arrows go on within it.
const picture = opened && document.querySelector(".map svg");
const over = document.createElement("div");
let lay = () => {};
if (picture) {
  over.setAttribute("role", "toolbar");
  over.setAttribute("aria-label", "Numbers in the picture");
  picture.after(over);
  let covered = new Map();
  const fit = () => {
    const { left, top } = over.getBoundingClientRect();
    for (const [button, parts] of covered) {
      const boxes = parts.map((part) => part.getBoundingClientRect());
      const [x, y] = [Math.min(...boxes.map((box) => box.left)), Math.min(...boxes.map((box) => box.top))];
      button.style.translate = `${x - left}px ${y - top}px`;
      button.style.width = `${Math.max(...boxes.map((box) => box.right)) - x}px`;
      button.style.height = `${Math.max(...boxes.map((box) => box.bottom)) - y}px`;
    }
  };
  lay = () => {
    covered = new Map();
    let last;
    for (const part of picture.querySelectorAll("[data-number]")) {
      if (part.closest("[hidden]") || !inTable(part)) continue;
      if (part.dataset.number === last?.dataset.number) {
        covered.get(last).push(part);
        continue;
      }
      const { lane, stage } = placeOf(inTable(part));
      last = Object.assign(document.createElement("button"), { type: "button", tabIndex: covered.size ? -1 : 0 });
      last.setAttribute("aria-label", `${stage}, ${lane.textContent}: ${inTable(part).textContent}`);
      last.dataset.number = part.dataset.number;
      const choice = choiceOf(part);
      if (choice) last.dataset.choice = choice;
      covered.set(last, [part]);
    }
    over.replaceChildren(...covered.keys());
    fit();
  };
  const row = ({ dataset }) => dataset.number.slice(0, dataset.number.lastIndexOf("."));
  const column = ({ dataset }) => dataset.number.slice(dataset.number.lastIndexOf("."));
  over.addEventListener("keydown", (event) => {
    const all = [...over.children];
    const here = document.activeElement;
    const [before, after] = [all.slice(0, all.indexOf(here)), all.slice(all.indexOf(here) + 1)];
    const next = {
      ArrowRight: () => after.find((other) => row(other) === row(here)),
      ArrowLeft: () => before.findLast((other) => row(other) === row(here)),
      ArrowDown: () => after.find((other) => column(other) === column(here) && row(other) !== row(here)),
      ArrowUp: () => before.findLast((other) => column(other) === column(here) && row(other) !== row(here)),
      Home: () => all[0],
      End: () => all.at(-1),
    }[event.key]?.();
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  over.addEventListener("focusin", ({ target }) => {
    for (const button of over.children) button.tabIndex = button === target ? 0 : -1;
  });
  new ResizeObserver(fit).observe(picture);
  lay();
}

// Shows the numbers of the segments chosen: all of them are in the page, one set visible at a time, or two in
// the table where they are compared.
const form = document.querySelector("form");
const show = () => {
  const columns = [...form.querySelectorAll("select:not([class])")];
  const choice = columns.reduce((place, { options, selectedIndex }) => place * options.length + selectedIndex, 0);
  const other = form.querySelector(".compare")?.value;
  const persona = (form.querySelector(".persona")?.selectedIndex ?? 0) - 1;
  for (const part of document.querySelectorAll("[data-choice]")) {
    const own = part.dataset.choice;
    const isOther = own === other && own !== String(choice) && part.localName === "tr";
    part.toggleAttribute("hidden", own !== String(choice) && !isOther);
    part.classList.toggle("is-compared", Boolean(other) && part.localName === "tr");
  }
  for (const part of document.querySelectorAll("[data-persona]")) {
    const chosen = part.closest("dialog") ? Math.max(persona, 0) : persona; // a presentation shows one curve
    part.toggleAttribute("hidden", chosen >= 0 && part.dataset.persona !== String(chosen));
  }
  lay();
};
if (form) {
  form.hidden = false;
  form.addEventListener("change", ({ target }) => {
    if (target.className === "persona") {
      const columns = form.querySelectorAll("select:not([class])");
      for (const select of columns) select.selectedIndex = 0;
      for (const place of target.selectedOptions[0].dataset.places?.split(" ") ?? []) {
        const [column, option] = place.split(":");
        columns[column].selectedIndex = Number(option);
      }
    }
    show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
}

// A frame on a page of the same origin is as high as what it shows.
if (window.frameElement)
  new ResizeObserver(() => {
    window.frameElement.style.height = `${document.body.offsetHeight}px`;
  }).observe(document.body);

// Presents the map stage by stage.
const dialog = document.querySelector("dialog:not(.number)");
const present = (dialog, opener) => {
  const stages = [...dialog.querySelectorAll("[data-stage]")];
  const steps = [...dialog.querySelectorAll("ol button")];
  const button = (act) => dialog.querySelector(`[data-act=${act}]`);
  const name = (at) => stages[at]?.getAttribute("aria-label");
  let at = 0;
  const say = (words) => {
    dialog.querySelector("[role=status]").textContent = words;
  };
  const go = (to) => {
    dialog.classList.remove("is-blank");
    at = Math.max(0, Math.min(stages.length - 1, to));
    stages.forEach((stage, other) => stage.toggleAttribute("hidden", other !== at));
    steps.forEach((step, other) => {
      if (other === at) step.setAttribute("aria-current", "step");
      else step.removeAttribute("aria-current");
    });
    dialog.querySelector(".here").setAttribute("x", String(at * 100));
    dialog.querySelector(".place").textContent = `${at + 1} of ${stages.length}`;
    for (const [act, other, end] of [["previous", at - 1, "first"], ["next", at + 1, "last"]]) {
      button(act).firstElementChild.textContent = name(other) ?? `This is the ${end} stage`;
      button(act).setAttribute("aria-disabled", String(!name(other)));
    }
    say(`Stage ${at + 1} of ${stages.length}: ${name(at)}`);
  };
  const acts = {
    previous: () => go(at - 1),
    next: () => go(at + 1),
    first: () => go(0),
    blank: () => {
      dialog.classList.add("is-blank");
      say("The screen is blank. Any key or press shows the stage again.");
    },
    full: () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen();
    },
    leave: () => dialog.close(),
  };
  const onwards = () => (getComputedStyle(dialog).direction === "rtl" ? "previous" : "next");
  const keys = {
    ArrowRight: onwards,
    ArrowLeft: () => (onwards() === "next" ? "previous" : "next"),
    PageDown: () => "next",
    PageUp: () => "previous",
    Home: () => "first",
    b: () => "blank",
    f: () => "full",
  };
  dialog.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (dialog.classList.contains("is-blank") && event.key !== "Shift") go(at);
    else if (act) acts[act()]();
    else return;
    event.preventDefault();
  });
  dialog.addEventListener("click", ({ target }) => {
    if (dialog.classList.contains("is-blank")) return go(at);
    const step = steps.indexOf(target.closest("ol button"));
    const act = target.closest("[data-act]")?.dataset.act;
    if (step >= 0) go(step);
    else if (act) acts[act]();
  });
  dialog.addEventListener("close", () => document.fullscreenElement && document.exitFullscreen());
  opener.hidden = false;
  opener.addEventListener("click", () => {
    dialog.showModal();
    button("next").focus();
    go(0);
  });
};
if (dialog) present(dialog, document.querySelector(".present"));
