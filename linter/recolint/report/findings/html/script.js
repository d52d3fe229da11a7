"use strict";
// Shows the filter and does what it says. The page is whole without it.
(() => {
  const form = document.getElementById("filter");
  if (!form) return;
  const status = document.getElementById("shown");
  const findings = [...document.querySelectorAll("article.finding")];
  const groups = [...document.querySelectorAll("section.file")];
  const plans = [...document.querySelectorAll("details.plan")];
  const rules = [...document.querySelectorAll("details.rule")];

  const apply = () => {
    const wanted = new FormData(form);
    const severities = wanted.getAll("severity");
    const file = wanted.get("file");
    const rule = wanted.get("rule");
    let shown = 0;
    for (const one of findings) {
      const { severity, file: its, rule: code } = one.dataset;
      one.hidden = !severities.includes(severity) || (file && its !== file) || (rule && code !== rule);
      shown += one.hidden ? 0 : 1;
    }
    for (const group of groups) group.hidden = !group.querySelector("article.finding:not([hidden])");
    for (const plan of plans) plan.hidden = Boolean(file) && plan.dataset.file !== file;
    for (const page of rules) page.hidden = Boolean(rule) && page.dataset.code !== rule;
    status.textContent = shown === findings.length ? "" : `${shown} of ${findings.length} findings are shown.`;
  };

  form.addEventListener("change", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("button").addEventListener("click", () => {
    form.reset();
    apply();
  });
  // A browser that goes back to the page fills the fields as they were.
  window.addEventListener("pageshow", apply);
  form.hidden = false;
})();
