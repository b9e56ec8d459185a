// When a passkey could not be used (cancelled, none there, no such device), say so next to the button.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const trouble = document.getElementById("passkey-trouble");
  if (trouble) {
    trouble.textContent = trouble.dataset.text;
    trouble.hidden = false;
  }
});
