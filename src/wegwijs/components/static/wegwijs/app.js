// What the pages do more when scripts run. Every page works without. No build, no eval, no inline styles.
(() => {
  "use strict";
  const body = document.body;
  document.documentElement.classList.add("js");
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const words = document.getElementById("words")?.dataset ?? {};
  const token = () => { try { return JSON.parse(body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? ""; } catch { return ""; } };
  const post = (url, data, more = {}) => fetch(url, { method: "POST", body: data, headers: { "X-CSRFToken": token(), "X-Requested-With": "fetch" }, redirect: "manual", ...more });

  // --- Keyboard: "/" to the search field, Escape closes what is open -------------------------------------------------
  const typing = (element) => element.closest("input, textarea, select, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)) {
      const search = document.querySelector("[data-search]");
      if (search) { event.preventDefault(); search.focus(); search.select(); }
    } else if (event.key === "Escape") {
      const open = all("details.menu[open]").pop();
      if (open) { open.open = false; open.querySelector("summary").focus(); }
      else if (event.target.matches("[data-search]")) event.target.blur();
    }
  });
  document.addEventListener("click", (event) => {
    for (const menu of all("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
    const opener = event.target.closest("[data-open]");
    if (opener) document.querySelector(opener.dataset.open)?.showModal();
    if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
    const copier = event.target.closest("[data-copy]");
    if (copier) copy(copier);
  });
  async function copy(button) {
    const source = document.getElementById(button.dataset.copy);
    if (!source) return;
    await navigator.clipboard.writeText((source.value ?? source.textContent).trim());
    const label = button.querySelector("span"), before = label.textContent;
    label.textContent = button.dataset.done;
    setTimeout(() => { label.textContent = before; }, 2000);
  }

  // --- Drafts: what is typed is kept on the server, never in the browser ----------------------------------------------
  // Two seconds after the last key, five after the first that is not kept yet, and again when it did not work. One at a
  // time per form, so that a tab is never behind on itself. The answer says under which tab and version it is kept now.
  const dirty = new Set(), timers = new Map(), since = new Map(), under = new Map();
  // A form with data-draft-changed is kept field by field: only what was changed goes along, so that what somebody else
  // wrote meanwhile in another field is left alone.
  const touched = new Map();
  const content = (form, names) => {
    const data = new FormData(form);
    for (const field of all("input[type=password], input[type=file]", form)) data.delete(field.name);
    if (names) for (const name of [...data.keys()]) if (!names.has(name) && !name.startsWith("draft-")) data.delete(name);
    return data;
  };
  const tell = (form, text) => { const place = form.querySelector(".draft-state"); if (place) place.textContent = text; };
  const later = (form, wait) => { clearTimeout(timers.get(form)); timers.set(form, setTimeout(() => keep(form), Math.max(wait, 0))); };
  async function keep(form, leaving = false) {
    clearTimeout(timers.get(form));
    timers.delete(form);
    if (!form.dataset.draftUrl || !dirty.has(form)) return !dirty.has(form);
    if (under.has(form) && !leaving) { await under.get(form).done; if (!dirty.has(form)) return true; }
    const begun = since.get(form), stop = new AbortController();
    let ended;
    under.set(form, { stop, done: new Promise((resolve) => { ended = resolve; }) });
    since.delete(form);
    const names = touched.get(form);
    if (names) touched.set(form, new Set());
    try {
      const answer = await post(form.dataset.draftUrl, content(form, names), { keepalive: leaving, signal: stop.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      contact();
      let apart = false;
      if (answer.status === 200) {
        const kept = await answer.json();
        form.elements["draft-tab"].value = kept.tab;
        form.elements["draft-version"].value = kept.version;
        apart = kept.apart;
      }
      if (!since.has(form)) dirty.delete(form);
      const at = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
      tell(form, `${words.saved} ${at}${apart ? `. ${words.apart}` : ""}`);
      return true;
    } catch {
      if (stop.signal.aborted) return true;
      for (const name of names ?? []) touched.get(form).add(name);
      if (!since.has(form)) since.set(form, begun ?? Date.now());
      if (!leaving) later(form, 5000);
      tell(form, words.failed);
      return false;
    } finally { under.delete(form); ended(); }
  }
  function changed(event) {
    const form = event.target.form;
    if (!form || !(form.dataset.draftUrl || "dirty" in form.dataset)) return;
    dirty.add(form);
    if (!form.dataset.draftUrl) return;
    if ("draftChanged" in form.dataset) touched.set(form, (touched.get(form) ?? new Set()).add(event.target.name));
    if (!since.has(form)) since.set(form, Date.now());
    later(form, Math.min(2000, since.get(form) + 4500 - Date.now()));
  }
  document.addEventListener("input", changed);
  document.addEventListener("change", (event) => {
    changed(event);
    if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
  });
  const settled = (form) => { clearTimeout(timers.get(form)); under.get(form)?.stop.abort(); for (const each of [timers, since, dirty]) each.delete(form); };
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if ("draftChanged" in form.dataset && under.has(form)) {
      // What is under way tells the version under which the rest is sent; without it one would be in one's own way.
      event.preventDefault();
      clearTimeout(timers.get(form));
      await under.get(form).done;
      form.requestSubmit(event.submitter);
      return;
    }
    settled(form);
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) for (const form of dirty) keep(form, true); });
  addEventListener("beforeunload", (event) => {
    for (const form of dirty) if (!form.isConnected) dirty.delete(form);
    if (dirty.size) event.preventDefault();
  });

  // --- The session: a warning five minutes before the end, and nothing typed is lost ----------------------------------
  const idle = Number(body.dataset.idleSeconds ?? 0), alive = body.dataset.keepAliveUrl;
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("wegwijs-session") : null;
  let last = Date.now(), acted = 0;
  function contact(shared = false) { last = Date.now(); if (!shared) channel?.postMessage("contact"); }
  channel?.addEventListener("message", () => contact(true));
  async function extend() {
    try { const answer = await post(alive, new FormData()); if (answer.ok) contact(); return answer.ok; } catch { return false; }
  }
  async function end(dialog) {
    const kept = await Promise.all([...dirty].map((form) => keep(form)));
    if (kept.every(Boolean)) { dirty.clear(); location.reload(); return; }  // the server asks to sign in again
    dialog.replaceChildren(document.getElementById("session-ended").content.cloneNode(true));
  }
  if (idle && alive) {
    const dialog = document.getElementById("session-dialog"), left = dialog.querySelector("[data-session-left]");
    const before = Math.min(300, idle / 2);
    let ending = false;
    channel?.postMessage("contact");
    for (const kind of ["keydown", "pointerdown"]) document.addEventListener(kind, () => { acted = Date.now(); }, { passive: true });
    dialog.querySelector("[data-session-extend]").addEventListener("click", async () => { if (await extend()) dialog.close(); });
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    setInterval(() => {
      const rest = Math.ceil(idle - (Date.now() - last) / 1000);
      // Somebody who types is not away: tell the server, at most once per third of the idle time.
      if (!dialog.open && acted > last && Date.now() - last > idle * 1000 / 3) { acted = 0; extend(); }
      if (rest > before) { if (dialog.open && !ending) dialog.close(); return; }
      left.textContent = rest > 60 ? `${Math.ceil(rest / 60)} ${words.minutes}` : `${Math.max(rest, 0)} ${words.seconds}`;
      if (!dialog.open) dialog.showModal();
      // Ten seconds early, while the session can still take the drafts.
      if (rest <= Math.min(10, before / 2) && !ending) { ending = true; for (const form of dirty) keep(form); }
      if (rest <= 0 && ending !== "done") { ending = "done"; end(dialog); }
    }, 1000);
  }

  // --- Looking along: hide at once, tell the server, show again by loading anew ------------------------------------------
  document.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (!button?.matches("[data-companion]")) return;
    event.preventDefault();
    const on = button.value === "on", data = new FormData(event.target);
    data.set("companion", button.value);
    if (on) body.classList.add("companion");
    try { await post(event.target.action, data); } catch { return; }
    // The server leaves out what is private, and adds what is only for looking together.
    if (!dirty.size) { location.reload(); return; }
    body.classList.toggle("companion", on);
    for (const bar of all(".companion-bar")) bar.hidden = !on;
    for (const other of all(".companion-toggle [data-companion][aria-pressed]")) { other.value = on ? "off" : "on"; other.setAttribute("aria-pressed", String(on)); }
  });

  // --- For what is on the page now and what htmx brings later -------------------------------------------------------------
  function calendar(input) {
    if (input.closest(".day-pair") || !("showPicker" in HTMLInputElement.prototype)) return;
    const pair = Object.assign(document.createElement("div"), { className: "day-pair" });
    const native = Object.assign(document.createElement("input"), { type: "date", tabIndex: -1 });
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn", title: words.calendar });
    native.setAttribute("aria-hidden", "true");
    button.setAttribute("aria-label", words.calendar);
    button.append(document.getElementById("icon-calendar").content.cloneNode(true));
    input.replaceWith(pair);
    pair.append(input, button, native);
    button.addEventListener("click", () => {
      const typed = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(input.value.trim());
      native.value = typed ? `${typed[3]}-${typed[2].padStart(2, "0")}-${typed[1].padStart(2, "0")}` : "";
      native.showPicker();
    });
    native.addEventListener("change", () => {
      input.value = native.value.split("-").reverse().join("-");
      for (const kind of ["input", "change"]) input.dispatchEvent(new Event(kind, { bubbles: true }));
    });
  }
  function prepare(root) {
    if (document.getElementById("icon-calendar")) all("input[data-day]", root).forEach(calendar);
    if (navigator.clipboard) for (const button of all("[data-copy][hidden]", root)) button.hidden = false;
    for (const box of all("details[data-keep]", root)) {
      const key = `ww-open-${box.dataset.keep}`, kept = sessionStorage.getItem(key);
      if (kept !== null) box.open = kept === "1";
      box.addEventListener("toggle", () => sessionStorage.setItem(key, box.open ? "1" : "0"));
    }
    (root.matches?.("[data-focus]") ? root : root.querySelector("[data-focus]"))?.focus();
  }
  prepare(document);
  document.addEventListener("htmx:load", (event) => { if (event.target !== body) prepare(event.target); });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { elt, successful } = event.detail;
    if (successful) contact();
    // Sent for good; a live check of what is being typed is not.
    if (successful && elt.matches("form") && event.detail.requestConfig.triggeringEvent?.type === "submit") settled(elt);
  });
  for (const kind of ["htmx:responseError", "htmx:sendError"]) document.addEventListener(kind, () => {
    const note = Object.assign(document.createElement("p"), { className: "note note-act", textContent: words.trouble ?? "" });
    document.getElementById("messages")?.replaceChildren(note);
  });
})();
