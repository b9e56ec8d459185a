// Local times beside UTC, and a way out when a request made by htmx fails. Everything works without this file.
const zone = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
const localise = (root) => {
  for (const element of root.querySelectorAll("time[datetime*=T]")) {
    element.title = zone.format(new Date(element.dateTime));
  }
};
localise(document);
document.addEventListener("htmx:after:swap", () => localise(document));
document.addEventListener("htmx:error", (event) => {
  const form = event.target.closest("form");
  if (form) form.submit();
});
