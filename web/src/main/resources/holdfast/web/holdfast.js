// Keys, the day picker, form tokens for htmx, and what is said when something fails. Pages read well without it.
"use strict";
(() => {
  const $ = (selector, from = document) => from.querySelector(selector);
  const typing = (el) => el.matches("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");

  // Rows that j and k move through: those of tables and lists marked with data-rows.
  const rows = () => [...document.querySelectorAll("[data-rows] > tbody > tr, [data-rows] > li")].filter((r) => r.offsetParent !== null);
  const marked = () => $("[data-rows] [data-marked]");
  const mark = (row) => {
    marked()?.removeAttribute("data-marked");
    row.setAttribute("data-marked", "");
    row.scrollIntoView({ block: "nearest" });
    ($("a, button", row) ?? row).focus({ preventScroll: true });
  };
  const move = (step) => {
    const all = rows();
    if (all.length === 0) return false;
    const at = all.indexOf(marked());
    mark(all[Math.min(Math.max(at + step, 0), all.length - 1)]);
    return true;
  };
  const press = (key) => {
    const target = $(`[data-key="${key}"]`, marked() ?? undefined) ?? null;
    target?.click();
    return target !== null;
  };

  const showKeys = async () => {
    const dialog = $("#keys");
    if (!dialog || dialog.open) return;
    if (!dialog.firstChild) {
      const answer = await fetch("/keys", { headers: { "HX-Request": "true" } });
      if (!answer.ok) return;
      dialog.innerHTML = await answer.text();
    }
    dialog.showModal();
  };

  document.addEventListener("keydown", (event) => {
    const find = $("#find");
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && find) {
      event.preventDefault();
      find.focus();
      find.select();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if ($("dialog[open]")) return;
    let done = false;
    if (event.key === "/" && find) { find.focus(); find.select(); done = true; }
    else if (event.key === "?") { showKeys(); done = true; }
    else if (event.key === "j") done = move(1);
    else if (event.key === "k") done = move(-1);
    else if (event.key === "Enter" && marked() && event.target === document.body) { $("a", marked())?.click(); done = true; }
    else if ((event.key === "e" || event.key === "s") && marked()) done = press(event.key);
    if (done) event.preventDefault();
  });

  // A click anywhere on a row that is not a control marks it.
  document.addEventListener("click", (event) => {
    const row = event.target.closest("[data-rows] > tbody > tr, [data-rows] > li");
    if (row && !event.target.closest("a, button, input, select, label, summary")) mark(row);
  });

  // Forms and links that htmx sends carry the form token; what fails is said, not swallowed.
  const token = $("meta[name=form-token]");
  document.addEventListener("htmx:configRequest", (event) => {
    if (token) event.detail.headers[token.dataset.header] = token.content;
  });
  const say = (text) => {
    const notice = $("#notice");
    if (!notice) return;
    notice.textContent = text;
    notice.hidden = false;
    setTimeout(() => { notice.hidden = true; }, 8000);
  };
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.getResponseHeader("HX-Redirect")) return;
    say(event.detail.xhr.status >= 500 ? "That broke on our side. Nothing was lost; please try again." : "That could not be done as asked. Nothing changed.");
  });
  document.addEventListener("htmx:sendError", () => say("The server does not answer. Nothing changed; please try again."));

  // The rail shows names or only signs; the server reads the choice, so that no page jumps.
  const fold = $("[data-fold]");
  if (fold) {
    fold.hidden = false;
    fold.addEventListener("click", () => {
      const narrow = $(".frame").classList.toggle("narrow");
      fold.setAttribute("aria-expanded", String(!narrow));
      document.cookie = `rail=${narrow ? "narrow" : "wide"}; path=/; max-age=31536000; samesite=lax`;
    });
  }

  // The day picker goes at once when a day is picked with the pointer.
  $("[data-as-of] input[type=date]")?.addEventListener("change", (event) => {
    if (event.target.value && event.target.validity.valid) event.target.form.requestSubmit();
  });
})();
