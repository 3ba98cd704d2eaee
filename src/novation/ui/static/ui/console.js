// The little that needs a script: choosing light or dark, and taking the reader to what is wrong in a form.

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
