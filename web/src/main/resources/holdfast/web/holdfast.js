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
    const download = event.target.closest("[data-download]");
    if (download) { event.preventDefault(); save(download); }
  });

  // A chart as a file: the drawing with its colours written into it, or its table as CSV.
  const looks = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-size", "font-family", "font-weight", "text-anchor"];
  const drawing = (svg) => {
    const copy = svg.cloneNode(true);
    const from = [svg, ...svg.querySelectorAll("*")];
    [copy, ...copy.querySelectorAll("*")].forEach((el, i) => {
      const computed = getComputedStyle(from[i]);
      looks.forEach((look) => el.setAttribute(look, computed.getPropertyValue(look)));
    });
    const { width, height } = svg.viewBox.baseVal;
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("width", width);
    copy.setAttribute("height", height);
    const paper = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    paper.setAttribute("width", width);
    paper.setAttribute("height", height);
    paper.setAttribute("fill", getComputedStyle(document.body).backgroundColor);
    copy.prepend(paper);
    return { text: new XMLSerializer().serializeToString(copy), width, height };
  };
  const hand = (url, name) => {
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
  };
  const cell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const save = (button) => {
    const figure = button.closest("figure");
    const name = (figure?.dataset.name ?? "chart") + "." + button.dataset.download;
    if (button.dataset.download === "csv") {
      const lines = [...figure.querySelectorAll("table tr")].map((tr) => [...tr.cells].map((td) => cell(td.textContent.trim())).join(","));
      hand("data:text/csv;charset=utf-8," + encodeURIComponent(lines.join("\r\n") + "\r\n"), name);
      return;
    }
    const { text, width, height } = drawing($("svg", figure));
    const url = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);
    if (button.dataset.download === "svg") { hand(url, name); return; }
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = width * 2;
      canvas.height = height * 2;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      hand(canvas.toDataURL("image/png"), name);
    };
    image.src = url;
  };

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
