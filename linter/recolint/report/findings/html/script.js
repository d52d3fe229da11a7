"use strict";
// Shows and applies the filter, and lets tiles set it. The page is complete without this script.
(() => {
  const form = document.getElementById("filter");
  if (!form) return;
  const status = document.getElementById("shown");
  const findings = [...document.querySelectorAll("article.finding")].map((article) => ({
    article,
    severity: article.dataset.severity,
    rule: article.dataset.rule,
    // The number of the file of each place of the finding.
    files: article.dataset.file.split(" "),
    places: [...article.querySelectorAll(".places li")],
  }));
  const all = findings.reduce((count, one) => count + one.files.length, 0);
  const groups = [...document.querySelectorAll("section.file")];
  const plans = [...document.querySelectorAll("details.plan")];
  const rules = [...document.querySelectorAll("details.rule")];
  const boxes = [...form.querySelectorAll("input[name=severity]")];
  const tiles = [...document.querySelectorAll(".tiles [data-severity]")];

  const apply = () => {
    const wanted = new FormData(form);
    const severities = wanted.getAll("severity");
    const file = wanted.get("file");
    const rule = wanted.get("rule");
    let shown = 0;
    for (const one of findings) {
      const here = file ? one.files.filter((its) => its === file).length : one.files.length;
      one.article.hidden = !severities.includes(one.severity) || !here || (rule && one.rule !== rule);
      for (const place of one.places) place.hidden = Boolean(file) && place.dataset.file !== file;
      shown += one.article.hidden ? 0 : here;
    }
    for (const group of groups) group.hidden = !group.querySelector("article.finding:not([hidden])");
    for (const plan of plans) plan.hidden = Boolean(file) && plan.dataset.file !== file;
    for (const page of rules) page.hidden = Boolean(rule) && page.dataset.code !== rule;
    const only = severities.length === 1 && boxes.length > 1 ? severities[0] : "";
    for (const tile of tiles) tile.setAttribute("aria-pressed", String(tile.dataset.severity === only));
    status.textContent = shown === all ? "" : `${shown} of ${all} findings are shown.`;
  };

  const press = (event) => {
    const tile = event.currentTarget;
    const again = tile.getAttribute("aria-pressed") === "true";
    for (const box of boxes) box.checked = again || box.value === tile.dataset.severity;
    apply();
    event.preventDefault();
  };

  for (const tile of tiles) {
    tile.setAttribute("role", "button");
    tile.addEventListener("click", press);
    tile.addEventListener("keydown", (event) => event.key === " " && press(event));
  }
  form.addEventListener("change", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("button").addEventListener("click", () => {
    form.reset();
    apply();
  });
  // A browser that goes back to the page restores the values of the fields.
  window.addEventListener("pageshow", apply);
  form.hidden = false;
})();
