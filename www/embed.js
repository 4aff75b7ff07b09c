// <quorate-sim>, a figure in any page: docs/embedding.md
const site = new URL(".", import.meta.url);
const figures = new Set();
const waiting = new CSSStyleSheet(), style = new CSSStyleSheet();
let engine, parts, blocked, losses = 0;

waiting.replaceSync(`:host { display: block; container-type: inline-size; min-width: min(100%, 320px); }
:host([hidden]), [hidden] { display: none; }
:host > div { display: grid; grid-template-columns: minmax(0, 1fr); min-height: calc(50cqi + 655px); }
@container (min-width: 560px) { :host > div { min-height: clamp(460px, 57cqi + 87px, 660px); } }
::slotted(*) { place-self: center; }`);

// One instance for all figures of a page.
const load = () => (engine ??= begin().catch((error) => { engine = parts = null; throw error; }));

async function begin() {
  if (losses > 3) throw fault("panic", "It broke too often.", "Reload the page.");
  const glue = import(new URL(losses ? `quorate.js?g=${losses}` : "quorate.js", site))
    .catch(async (error) => { await get("quorate.js", /javascript/); throw error; });
  parts ??= Promise.all([get("quorate_bg.wasm", /wasm|octet|^$/), get("figure.css", /css/)]).then(async ([wasm, css]) => {
    style.replaceSync(await css.text());
    return WebAssembly.compile(await wasm.arrayBuffer());
  });
  const [ours, module_or_path] = await Promise.all([glue, parts]);
  await ours.default({ module_or_path });
  return ours;
}

async function get(name, type) {
  const answer = await fetch(new URL(name, site));
  const given = answer.headers.get("Content-Type") ?? "";
  if (!answer.ok) throw fault("not-found", `${name} is not there.`, "Serve all that came with embed.js.");
  if (!type.test(given)) throw fault("mime", `${name} is served as ${given}.`, "Serve it with its own type.");
  return answer;
}

const fault = (code, message, hint) => ({ code, field: "src", message, hint });

// Why nothing started, and what helps.
async function why(error) {
  await new Promise((done) => setTimeout(done, 50)); // a policy reports late
  if (blocked) return fault("csp", "This page’s policy blocks the figure.", `Add ${blocked}.`);
  if (error.hint) return error;
  if (!(error instanceof TypeError)) return fault("start", `${error}.`, "Try a newer browser.");
  return fetch(site, { mode: "no-cors" }).then(
    () => fault("cors", `${site.origin} lets no other site read it.`, "Serve it with Access-Control-Allow-Origin: *."),
    () => fault("network", `${site.origin} does not answer.`, "Reload later."));
}

addEventListener("securitypolicyviolation", ({ blockedURI: uri, effectiveDirective: directive }) => {
  const source = uri.startsWith("wasm") ? "'wasm-unsafe-eval'" : uri.startsWith(site.origin) && site.origin;
  if (source) blocked = `${source} to its ${directive.replace("-elem", "")}`;
});

// An instance that panicked is beyond use; what it showed is not.
addEventListener("quorate-panic", () => {
  if (!engine) return;
  engine = null;
  losses += 1;
  setTimeout(() => [...figures].forEach((figure) => figure.restart()));
});

const near = new IntersectionObserver((all) => all.forEach((it) => it.isIntersecting && it.target.start()), { rootMargin: "400px" });
const make = (tag) => document.createElement(tag);

class QuorateSim extends HTMLElement {
  static observedAttributes = ["scenario", "theme"];
  #root = make("div");
  #slot = make("slot");
  #mounted;
  #now; // what is shown

  constructor() {
    super();
    const room = make("div");
    room.append(this.#root, this.#slot);
    this.attachShadow({ mode: "open" }).append(room);
    this.shadowRoot.adoptedStyleSheets = [waiting, style];
    for (const name of ["pointerenter", "focusin"]) this.addEventListener(name, this.start);
    for (const name of ["quorate-ready", "quorate-change"]) this.addEventListener(name, this.#shown);
  }

  connectedCallback() {
    if (this.getAttribute("loading") === "eager") this.start();
    else near.observe(this);
  }

  disconnectedCallback() {
    queueMicrotask(() => {
      if (this.isConnected) return; // moved
      this.#mounted?.unmount();
      this.#end();
    });
  }

  attributeChangedCallback(name, _, value) {
    if (name === "scenario") this.reset();
    else this.dataset.theme = value ?? "auto";
  }

  get scenario() { return this.#now ?? this.getAttribute("scenario") ?? ""; }
  set scenario(address) { this.setAttribute("scenario", address); }

  reset() {
    this.#now = null;
    this.#mounted?.show(this.scenario);
    this.#check();
  }

  play() { this.#mounted?.play(); }
  pause() { this.#mounted?.pause(); }
  step(by = 1) { this.#mounted?.step(by); }
  seek(ms) { this.#mounted?.seek(ms); }

  async toSVG(options) {
    return (await load()).render(this.scenario, options);
  }

  async start() {
    if (figures.has(this)) return;
    figures.add(this);
    try {
      const { mount } = await load();
      if (!figures.has(this) || this.#mounted) return;
      this.#mounted = mount(this.#root, this, this.scenario, site.href, this.getAttribute("label") ?? "", this.getAttribute("controls") !== "none");
      if (this.hasAttribute("at")) this.seek(this.getAttribute("at"));
      this.#check();
    } catch (error) {
      const known = await why(error);
      this.#root.role = "alert";
      this.#root.textContent = `${known.message} ${known.hint}`;
      this.#tell(known);
    }
  }

  restart() {
    this.#end();
    this.start();
  }

  #end() {
    figures.delete(this);
    this.#root.replaceWith(this.#root = make("div"));
    this.#mounted = null;
    this.#slot.hidden = false;
  }

  #shown({ detail }) {
    this.#now = detail.scenario;
    if (this.matches(":focus-within") && !this.shadowRoot.activeElement) this.#root.querySelector("[tabindex]").focus();
    this.#slot.hidden = true;
  }

  async #check(address = this.scenario) {
    if (this.#mounted) (await load()).parse(address).errors.forEach((error) => this.#tell(error));
  }

  #tell(detail) {
    this.dispatchEvent(new CustomEvent("quorate-error", { bubbles: true, composed: true, detail }));
  }
}

customElements.get("quorate-sim") ?? customElements.define("quorate-sim", QuorateSim);
