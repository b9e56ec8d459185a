// A ranked ballot with less typing: a button beside each box gives the next number or takes it back, and a row can be
// dragged to the place of another. The boxes stay what is sent, and work without this file.
const form = document.querySelector("form[data-paper=ranks]");
if (form) {
  const rows = () => [...form.querySelectorAll(".mark")];
  const box = (row) => row.querySelector("input");
  const digits = (text) => [...text.trim()].map((sign) => sign.replace(/\p{Nd}/u, (d) => digitOf(d))).join("");
  const digitOf = (sign) => {
    let zero = sign.codePointAt(0);
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && sign.codePointAt(0) - zero < 9) zero -= 1;
    return String(sign.codePointAt(0) - zero);
  };
  const rank = (row) => Number.parseInt(digits(box(row).value), 10) || 0;
  const ranked = () => rows().filter(rank).sort((a, b) => rank(a) - rank(b));
  const show = () => {
    for (const row of rows()) {
      const button = row.querySelector("button");
      const has = rank(row) > 0;
      button.textContent = has ? form.dataset.takeBack : form.dataset.giveNext;
      row.draggable = has;
    }
  };
  const renumber = (order) => {
    for (const row of rows()) if (!order.includes(row)) box(row).value = "";
    order.forEach((row, place) => { box(row).value = String(place + 1); });
    show();
  };
  let dragged = null;
  for (const row of rows()) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn quiet small";
    button.setAttribute("aria-describedby", row.querySelector("label").id);
    button.addEventListener("click", () => {
      const order = ranked();
      renumber(order.includes(row) ? order.filter((each) => each !== row) : [...order, row]);
      button.focus();
    });
    row.append(button);
    row.addEventListener("dragstart", (event) => { dragged = row; event.dataTransfer.effectAllowed = "move"; });
    row.addEventListener("dragover", (event) => { if (dragged && rank(row)) event.preventDefault(); });
    row.addEventListener("drop", (event) => {
      if (!dragged) return;
      event.preventDefault();
      if (dragged === row) return;
      const order = ranked();
      const isDown = order.indexOf(dragged) < order.indexOf(row);
      const others = order.filter((each) => each !== dragged);
      others.splice(others.indexOf(row) + (isDown ? 1 : 0), 0, dragged);
      renumber(others);
    });
    row.addEventListener("dragend", () => { dragged = null; });
    box(row).addEventListener("change", show);
  }
  show();
}
