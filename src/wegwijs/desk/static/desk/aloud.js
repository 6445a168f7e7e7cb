// Reads a text aloud with a voice that is on the device itself: no word of it goes anywhere.
// Where the device has no voice for the language, that is what it says.
(() => {
  "use strict";
  const voices = () => (window.speechSynthesis ? speechSynthesis.getVoices().filter((each) => each.localService) : []);
  // Dari has no voice of its own anywhere; a Persian one reads it.
  const near = { prs: ["prs", "fa"] };
  const tongue = (voice) => voice.lang.toLowerCase().split(/[-_]/)[0];
  const voiceFor = (lang) => voices().find((each) => (near[lang] || [lang]).includes(tongue(each)));
  const parts = [...document.querySelectorAll("[data-aloud]")];
  function show(part, speaking) {
    const voice = voiceFor(part.dataset.voice);
    part.hidden = false;
    part.querySelector("[data-listen]").hidden = !voice || speaking;
    part.querySelector("[data-stop]").hidden = !voice || !speaking;
    part.querySelector("[data-no-voice]").hidden = Boolean(voice);
  }
  const quiet = () => parts.forEach((part) => show(part, false));
  function listen(part) {
    speechSynthesis.cancel();
    const said = [...document.querySelectorAll(`#${part.dataset.aloud} p, #${part.dataset.aloud} li`)];
    said.forEach((each, at) => {
      const words = new SpeechSynthesisUtterance(each.textContent);
      words.voice = voiceFor(part.dataset.voice);
      words.lang = words.voice.lang;
      words.rate = 0.85;
      if (at === said.length - 1) words.onend = quiet;
      speechSynthesis.speak(words);
    });
    quiet();
    show(part, true);
    part.querySelector("[data-stop]").focus();
  }
  for (const part of parts) {
    part.querySelector("[data-listen]").addEventListener("click", () => listen(part));
    part.querySelector("[data-stop]").addEventListener("click", () => {
      speechSynthesis.cancel();
      show(part, false);
      part.querySelector("[data-listen]").focus();
    });
  }
  quiet();
  if (window.speechSynthesis) {
    speechSynthesis.addEventListener?.("voiceschanged", () => speechSynthesis.speaking || quiet());
    addEventListener("pagehide", () => speechSynthesis.cancel());
  }
})();
