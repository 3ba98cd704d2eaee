// Tells five minutes before a visit ends, and prolongs it without leaving the page. Everything works without it.
const warning = document.querySelector("[data-closing]");
const live = document.getElementById("live");

function arm(closesAt) {
  const wait = closesAt * 1000 - Date.now() - 5 * 60 * 1000;
  setTimeout(() => { warning.hidden = false; warning.querySelector("button").focus(); }, Math.max(wait, 0));
}

if (warning) {
  arm(Number(warning.dataset.closing));
  warning.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const answer = await fetch(form.action, {
      method: "POST", body: new FormData(form), headers: { "X-Requested-With": "fetch" }, redirect: "manual",
    });
    if (answer.status !== 204) { form.submit(); return; }
    warning.hidden = true;
    live.textContent = live.dataset.stayed;
    arm(Date.now() / 1000 + 30 * 60);
  });
}
