// The conversation with the keyboard: F2 to the next subject, Shift+F2 back, F8 puts a subject off to next time, Shift+F8
// says that it is as it was last time.
// These keys do something in no browser or screen reader that we know; letters and Ctrl or Alt chords do.
(() => {
  "use strict";
  const topics = () => [...document.querySelectorAll("[data-topic]")].filter((each) => each.offsetParent !== null);
  const here = () => document.activeElement?.closest("[data-topic]");
  function go(topic) {
    if (!topic) return;
    topic.open = true;
    topic.querySelector("textarea").focus();
  }
  function choose(choice) {
    if (!choice) return;
    choice.checked = true;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !["F2", "F8"].includes(event.key)) return;
    const found = topics(), at = found.indexOf(here());
    event.preventDefault();
    if (event.key === "F8") {
      if (at < 0) return;
      choose(found[at].querySelector(event.shiftKey ? "[data-still]" : "[data-park]"));
    }
    go(found[event.shiftKey && event.key === "F2" ? Math.max(at, 1) - 1 : at + 1]);
  });
  // A link to a field in something that is folded opens it.
  function unfold() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let box = target && target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    if (target) { target.scrollIntoView({ block: "center" }); target.focus({ preventScroll: true }); }
  }
  addEventListener("hashchange", unfold);
  unfold();
})();
