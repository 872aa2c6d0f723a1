// Shows the numbers of the segments chosen: all of them are in the page, one set visible at a time.
const form = document.querySelector("form");
const show = () => {
  let choice = 0;
  for (const { options, selectedIndex } of form.querySelectorAll("select"))
    choice = choice * options.length + selectedIndex;
  for (const part of document.querySelectorAll("[data-choice]"))
    part.toggleAttribute("hidden", part.getAttribute("data-choice") !== String(choice));
};
if (form) {
  form.hidden = false;
  form.addEventListener("change", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
}

// Presents the map stage by stage.
const dialog = document.querySelector("dialog");
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
