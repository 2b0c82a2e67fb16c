// The page of all feeds: beside every address a button that copies it.

const page = document.querySelector("[data-feeds]");
const status = document.querySelector("[data-say]");

// Where the browser does not let a page copy, the address is shown and selected, to be copied by hand.
function offer(link, address) {
  const field = document.createElement("input");
  field.value = address;
  field.readOnly = true;
  field.setAttribute("aria-label", link.getAttribute("aria-label"));
  link.closest("tr").after(Object.assign(document.createElement("tr"), { className: "copied-by-hand" }));
  const cell = link.closest("tr").nextElementSibling.insertCell();
  cell.colSpan = link.closest("tr").cells.length;
  cell.append(field);
  field.focus();
  field.select();
}

async function copy(link, button) {
  try {
    await navigator.clipboard.writeText(link.href);
    button.textContent = page.dataset.copied;
    status.textContent = `${page.dataset.copied}: ${link.href}`;
    setTimeout(() => { button.textContent = page.dataset.copy; }, 2500);
  } catch {
    document.querySelector(".copied-by-hand")?.remove();
    offer(link, link.href);
    status.textContent = page.dataset.refused;
  }
}

for (const link of page.querySelectorAll("a[data-feed]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "plain copy";
  button.textContent = page.dataset.copy;
  button.setAttribute("aria-label", `${page.dataset.copy} ${link.getAttribute("aria-label")}`);
  button.addEventListener("click", () => copy(link, button));
  link.after(button);
}
