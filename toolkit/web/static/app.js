"use strict";
for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy);
    text.select();
    // The clipboard interface is missing where a browser does not trust the page; the old command works there.
    try { await navigator.clipboard.writeText(text.value); } catch { document.execCommand("copy"); }
    document.querySelector(".copied").textContent = "คัดลอกแล้ว";
  });
}
const drop = document.querySelector(".drop");
if (drop) {
  const input = drop.querySelector("input[type=file]");
  for (const name of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", name === "dragover");
      if (name === "drop" && event.dataTransfer.files.length) input.files = event.dataTransfer.files;
    });
  }
}
// A page that says it will be loaded again would take a reader of the screen by surprise; without scripts it has to.
if (document.querySelector("progress")) setTimeout(() => location.reload(), 1000);
