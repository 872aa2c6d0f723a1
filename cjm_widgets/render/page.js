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
