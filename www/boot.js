// Starts the page, and starts it again from the last good scenario if the instance is lost.
const root = document.getElementById("app");
const address = () => (location.hash.length > 1 ? location.hash : location.search);
let module, generation = 0, good = null, losses = 0;

// Trials of stale reads are drawn beside the page. The one policy of the page admits the address of that worker and no other.
const helper = new URL("worker.js", import.meta.url).href;
const policy = globalThis.trustedTypes?.createPolicy("quorate", {
  createScriptURL(url) {
    if (url !== helper) throw new TypeError(`not the worker of this page: ${url}`);
    return url;
  },
});

function hire(from) {
  const worker = new Worker(policy?.createScriptURL(helper) ?? helper, { type: "module" });
  worker.postMessage({ module, address: from });
  return worker;
}

document.addEventListener("quorate-good", (event) => { good = event.detail; });
document.addEventListener("quorate-panic", (event) => {
  // The instance that panicked is beyond use; what it showed is not.
  const lost = location.href;
  setTimeout(() => again(String(event.detail), lost), 0);
});

async function begin(from) {
  // Each instance has glue of its own, over the one compiled module.
  const glue = await import(generation ? `./quorate.js?g=${generation}` : "./quorate.js");
  module ??= await compile();
  await glue.default({ module_or_path: module });
  root.replaceChildren();
  glue.start(root, from, hire);
}

async function compile() {
  const answer = await fetch(new URL("quorate_bg.wasm", import.meta.url));
  if (!answer.ok) throw new Error(`quorate_bg.wasm: the server answered ${answer.status}`);
  // A server that does not know the type of wasm still gives its bytes.
  const isWasm = (answer.headers.get("Content-Type") ?? "").startsWith("application/wasm");
  return isWasm ? WebAssembly.compileStreaming(answer) : WebAssembly.compile(await answer.arrayBuffer());
}

async function again(what, lost) {
  generation += 1;
  losses += 1;
  const from = losses > 3 ? "" : (good ?? "");
  try {
    await begin(from);
    tell("Something broke, and the page was made anew from the last state that worked.", what, lost);
  } catch (error) {
    tell("Something broke, and the page could not be made anew. Reload it.", `${what}\n${error}`, lost);
  }
}

function tell(text, what, lost) {
  document.querySelector(".lost")?.remove();
  const note = document.createElement("section");
  note.className = "lost";
  note.setAttribute("role", "alert");
  const line = (tag, words) => { const element = document.createElement(tag); element.textContent = words; note.append(element); return element; };
  line("p", text);
  line("p", "What happened, and the address that caused it:");
  line("code", what);
  line("code", lost);
  line("button", "Close this note").addEventListener("click", () => note.remove());
  document.body.prepend(note);
}

begin(address()).catch((error) => {
  const isFile = location.protocol === "file:";
  tell(isFile ? "A page opened from a file cannot load WebAssembly: serve the folder, for example with “cargo xtask serve”." : "The page could not start. Reload it; if that does not help, this browser may not allow WebAssembly.", String(error), location.href);
});
