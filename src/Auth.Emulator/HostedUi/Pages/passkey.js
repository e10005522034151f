(() => {
  const answer = document.querySelector("input[name=credential]");
  const button = document.querySelector("button[type=button]");
  const told = document.getElementById("told");
  const reasons = {
    NotAllowedError: "No passkey was used. Try again, or sign in another way.",
    SecurityError: "Passkeys do not work at this address. Sign in another way.",
  };

  const ask = async () => {
    button.disabled = true;
    told.hidden = true;
    try {
      const options = PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(answer.dataset.options));
      answer.value = JSON.stringify(await navigator.credentials.get({ publicKey: options }));
      answer.form.submit();
    } catch (error) {
      told.textContent = reasons[error.name] ?? `The passkey could not be used (${error.name}). Sign in another way.`;
      told.hidden = false;
      button.disabled = false;
      button.focus();
    }
  };

  if (typeof window.PublicKeyCredential?.parseRequestOptionsFromJSON !== "function") {
    told.textContent = "This browser cannot use passkeys here. Sign in another way.";
    return;
  }

  told.hidden = true;
  button.hidden = false;
  button.addEventListener("click", ask);
  if (answer.dataset.atOnce === "yes") {
    ask();
  } else {
    button.focus();
  }
})();
