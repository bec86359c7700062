// Stands in for Razorpay's checkout.js: the same constructor, options and events, with a dialog of its own that says it is a test.
(() => {
  const SCRIPT = document.currentScript.src;

  const STYLE = `
    :host { --accent: #848278; --ground: #fff; --ink: #1a1914; --soft: #55534a; --edge: #848278; --sunken: #f1efeb; --go: #1d4ed8; --on-go: #fff; --bad: #b0261d; }
    :host([data-theme="dark"]) { color-scheme: dark; --ground: #1b1b17; --ink: #f3f1ea; --soft: #bbb8ac; --edge: #7b796e; --sunken: #0b0b09; --go: #8fb4ff; --on-go: #0b0b09; --bad: #ff9486; }
    dialog { box-sizing: border-box; width: min(420px, calc(100vw - 24px)); max-height: calc(100dvh - 24px); margin: auto; padding: 0; border: 0; border-radius: 12px;
      background: var(--ground); color: var(--ink); font: 15px/1.45 system-ui, sans-serif; box-shadow: 0 12px 40px -8px #000a; overflow: auto; }
    dialog::backdrop { background: #000a; }
    header { display: flex; gap: 12px; align-items: start; justify-content: space-between; padding: 16px 20px; background: var(--sunken); border-top: 4px solid var(--accent); }
    h2 { margin: 0; font-size: 17px; } p { margin: 0; } .soft { color: var(--soft); font-size: 13px; }
    .amount { font-size: 22px; font-weight: 700; white-space: nowrap; }
    form { display: grid; gap: 14px; padding: 16px 20px 20px; }
    fieldset { display: flex; gap: 8px; margin: 0; padding: 0; border: 0; } legend { padding: 0 0 6px; font-weight: 600; }
    .way { flex: 1; display: flex; gap: 8px; align-items: center; min-height: 44px; padding: 0 12px; border: 1px solid var(--edge); border-radius: 8px; }
    label { font-weight: 600; } .field { display: grid; gap: 4px; }
    input[type="text"], select { box-sizing: border-box; width: 100%; min-height: 44px; padding: 0 12px; border: 1px solid var(--edge); border-radius: 8px; background: var(--ground); color: var(--ink); font: inherit; font-size: 16px; }
    .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; }
    button { min-height: 44px; padding: 0 16px; border: 1px solid var(--edge); border-radius: 8px; background: transparent; color: var(--ink); font: inherit; font-weight: 600; cursor: pointer; }
    button.go { border-color: var(--go); background: var(--go); color: var(--on-go); min-height: 48px; } button.close { min-width: 44px; padding: 0; border: 0; }
    :focus-visible { outline: 2px solid var(--go); outline-offset: 2px; } button[aria-disabled="true"] { opacity: 0.6; cursor: default; }
    [role="alert"] { color: var(--bad); font-weight: 600; } [role="alert"]:empty { display: none; } [hidden] { display: none !important; }`;

  /** The service's published test cards. */
  const CARDS = {
    "4100 2800 0000 1007": "Visa, pays",
    "5500 6700 0000 1002": "Mastercard, pays",
    "6527 6589 0000 1005": "RuPay, pays",
    "4100 2800 0008 0001": "Visa, has too little money",
    "4100 2800 0006 0003": "Visa, is declined",
    "4100 2800 0009 0000": "Visa, times out",
    "4100 2800 0007 2002": "Visa, is cancelled",
  };
  const OPTIONS = Object.entries(CARDS)
    .map(([number, name]) => `<option value="${number}">${name}</option>`)
    .join("");

  const BODY = `
    <dialog aria-labelledby="title" aria-describedby="note">
      <header>
        <div><h2 id="title">Razorpay sandbox</h2><p class="soft" id="merchant"></p><p class="soft" id="note">A test: no money moves.</p></div>
        <div style="display:flex;gap:8px;align-items:center"><span class="amount"></span><button type="button" class="close" aria-label="Close">✕</button></div>
      </header>
      <form novalidate>
        <fieldset><legend>Pay by</legend>
          <label class="way"><input type="radio" name="method" value="upi" checked> UPI</label>
          <label class="way"><input type="radio" name="method" value="card"> Card</label>
        </fieldset>
        <div class="field" data-for="upi"><label for="vpa">UPI ID</label><input type="text" id="vpa" value="success@razorpay" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="vpa-help">
          <p class="soft" id="vpa-help">success@razorpay pays, failure@razorpay fails.</p></div>
        <div class="field" data-for="card" hidden><label for="test-card">Test card</label><select id="test-card">${OPTIONS}</select></div>
        <div class="field" data-for="card" hidden><label for="card">Card number</label><input type="text" id="card" value="4100 2800 0000 1007" inputmode="numeric" autocomplete="off"></div>
        <div class="field" data-for="card" hidden><label for="otp">One-time password</label><input type="text" id="otp" value="123456" inputmode="numeric" autocomplete="off" aria-describedby="otp-help">
          <p class="soft" id="otp-help">4 to 10 digits pass, fewer fail.</p></div>
        <p role="alert"></p>
        <button class="go" type="submit"></button>
        <button type="button" class="lost">Pay, then lose the connection</button>
      </form>
    </dialog>`;

  const rupees = (paise) =>
    `₹${(paise / 100).toLocaleString("en-IN", { minimumFractionDigits: paise % 100 ? 2 : 0, maximumFractionDigits: 2 })}`;

  const isDark = () => {
    const { theme } = document.documentElement.dataset;
    return theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  };

  class Razorpay {
    #options;
    #listeners = {};
    #host;
    #isBusy = false;
    #failures = 0;

    constructor(options) {
      if (!options?.key) throw new Error("No key passed");
      if (!options.order_id) throw new Error("No order_id passed");
      this.#options = options;
    }

    on(event, listener) {
      this.#listeners[event] = [...(this.#listeners[event] ?? []), listener];
      return this;
    }

    open() {
      if (this.#host) return;
      const host = document.createElement("razorpay-sandbox");
      if (isDark()) host.dataset.theme = "dark";
      const root = host.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      root.innerHTML = BODY;
      document.body.append(host);
      this.#host = host;
      this.#fill(root);
      this.#listen(root);
      root.querySelector("dialog").showModal();
      root.querySelector(`[data-for="${this.#method(root)}"] input`).focus();
    }

    close() {
      const host = this.#host;
      this.#host = undefined;
      this.#isBusy = false;
      // Closing gives the focus back to where it was; removing alone does not.
      host?.shadowRoot.querySelector("dialog").close();
      host?.remove();
    }

    #fill(root) {
      const { amount = 0, name = "", description = "", prefill = {}, theme = {} } = this.#options;
      if (theme.color) this.#host.style.setProperty("--accent", theme.color);
      root.querySelector(`[value="${prefill.method === "card" ? "card" : "upi"}"]`).checked = true;
      this.#show(root);
      root.querySelector("#merchant").textContent = [name, description].filter(Boolean).join(": ");
      root.querySelector(".amount").textContent = rupees(Number(amount));
      root.querySelector(".go").textContent = `Pay ${rupees(Number(amount))}`;
    }

    #method(root) {
      return root.querySelector('[name="method"]:checked').value;
    }

    #show(root) {
      for (const field of root.querySelectorAll("[data-for]")) field.hidden = field.dataset.for !== this.#method(root);
    }

    #listen(root) {
      const { modal = {} } = this.#options;
      const dialog = root.querySelector("dialog");
      for (const radio of root.querySelectorAll('[name="method"]'))
        radio.addEventListener("change", () => this.#show(root));
      root.querySelector("#test-card").addEventListener("change", ({ target }) => {
        root.querySelector("#card").value = target.value;
      });
      root.querySelector("form").addEventListener("submit", (event) => {
        event.preventDefault();
        void this.#pay(root);
      });
      root.querySelector(".lost").addEventListener("click", () => void this.#pay(root, { isLost: true }));
      root.querySelector(".close").addEventListener("click", () => this.#dismiss());
      // A second Escape closes a dialog whatever its cancel event is told; a keydown that is taken closes none.
      dialog.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        if (modal.escape !== false) this.#dismiss();
      });
      dialog.addEventListener("cancel", (event) => {
        event.preventDefault();
        if (modal.handleback !== false) this.#dismiss();
      });
      dialog.addEventListener("close", () => this.#host?.shadowRoot === root && dialog.showModal());
      dialog.addEventListener("click", (event) => {
        if (event.target === dialog && modal.backdropclose) this.#dismiss();
      });
    }

    #wish(root, isLost) {
      if (isLost) return { outcome: "success" };
      const value = (id) => root.querySelector(`#${id}`).value;
      const method = this.#method(root);
      return method === "upi" ? { method, vpa: value("vpa") } : { method, card: value("card"), otp: value("otp") };
    }

    async #ask(wish) {
      const { key, order_id, amount, currency, prefill: { email, contact } = {} } = this.#options;
      const response = await fetch(new URL("sandbox/checkout", SCRIPT), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ key, order_id, amount, currency, email, contact, ...wish }),
      });
      return response.json();
    }

    async #pay(root, { isLost = false } = {}) {
      if (this.#isBusy) return;
      this.#busy(root, true);
      let answer;
      try {
        answer = await this.#ask(this.#wish(root, isLost));
      } catch {
        answer = { error: { code: "NETWORK_ERROR", description: "The sandbox does not answer. Try again." } };
      }
      // Closed while the bank thought: the page hears of it from elsewhere.
      if (this.#host?.shadowRoot !== root) return;
      this.#busy(root, false);
      if (answer.error) return this.#fail(root, answer);
      this.close();
      // A browser that never came back hands nothing over.
      if (!isLost) this.#options.handler?.(answer);
    }

    #busy(root, isBusy) {
      this.#isBusy = isBusy;
      for (const button of root.querySelectorAll("form button")) button.setAttribute("aria-disabled", String(isBusy));
    }

    #fail(root, answer) {
      this.#failures += 1;
      root.querySelector('[role="alert"]').textContent = answer.error.description;
      for (const listener of this.#listeners["payment.failed"] ?? []) listener(answer);
      const { enabled = true, max_count: most = Number.POSITIVE_INFINITY } = this.#options.retry ?? {};
      if (!enabled || this.#failures > most) this.#dismiss();
    }

    #dismiss() {
      if (!this.#host) return;
      const { modal = {} } = this.#options;
      if (modal.confirm_close && !confirm("Stop this payment?")) return;
      this.close();
      modal.ondismiss?.();
    }
  }

  window.Razorpay = Razorpay;
})();
