// The JavaScript module in node: node --test tests/node/module.mjs (after `cargo xtask build`)
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const dist = new URL("../../dist/", import.meta.url);

// Any use of the page would find these, and throw.
for (const name of ["document", "window", "localStorage"]) {
  Object.defineProperty(globalThis, name, {
    configurable: true,
    get() {
      throw new Error(`the module touches ${name}`);
    },
  });
}

const quorate = await import(new URL("quorate.js", dist));
await quorate.default({ module_or_path: await readFile(new URL("quorate_bg.wasm", dist)) });

test("importing and init start no page", () => {
  assert.equal(typeof quorate.version, "function");
});

test("the version is that of the package", async () => {
  const { version } = JSON.parse(await readFile(new URL("../../package.json", import.meta.url)));
  assert.equal(quorate.version(), version);
});
