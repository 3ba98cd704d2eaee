// The little that needs a script: choosing light or dark, taking the reader to what is wrong in a form, and saying at
// once that a file is too large, before gigabytes of it are sent for nothing.

const root = document.documentElement;

function keep(theme) {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `novation-theme=${theme}; path=/; max-age=31536000; samesite=lax${secure}`;
}

for (const button of document.querySelectorAll("button[data-theme-switch]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    keep(root.dataset.theme);
  });
}

document.querySelector(".problems")?.focus();

for (const input of document.querySelectorAll("input[type=file][data-limit]")) {
  input.addEventListener("change", () => {
    const over = [...input.files].some((file) => file.size > Number(input.dataset.limit));
    input.parentElement.querySelector("[data-over]").hidden = !over;
    if (over) input.value = "";
  });
}
