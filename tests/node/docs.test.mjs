// The examples of docs/javascript.md: what stands after an arrow is what the line before it gives.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { quorate, thrown } from "./quorate.mjs";

const guide = await readFile(new URL("../../docs/javascript.md", import.meta.url), "utf8");
const types = await readFile(new URL("../../www/quorate.d.ts", import.meta.url), "utf8");

test("the examples of the guide give what it says", () => {
  const blocks = [...guide.matchAll(/^```js\n(.*?)^```/gms)].map((match) => match[1]);
  const checked = (line) => line.replace(/^(.*) \/\/ → (.*)$/, "assert.deepEqual($1, $2);");
  const program = blocks.flatMap((block) => block.split("\n")).map(checked).join("\n");
  assert.ok(program.match(/assert\.deepEqual/g).length > 15);
  const names = Object.keys(quorate).filter((name) => /^[a-z]+$/.test(name) && name !== "default");
  new Function("assert", "thrown", ...names, program)(assert, thrown, ...names.map((name) => quorate[name]));
});

test("the types speak of the functions that there are, and of every hash", () => {
  const functions = [...types.matchAll(/^export function (\w+)\(/gm)].map((match) => match[1]);
  assert.ok(functions.length >= 7);
  for (const name of functions) assert.equal(typeof quorate[name], "function", name);
  const unknown = thrown(() => quorate.hash({ hash: "?", keys: [] })).message;
  const hashes = unknown.split("is not one of ")[1].split(", ");
  assert.equal(hashes.length, 12);
  for (const name of hashes) assert.match(types, new RegExp(`\\| "${name}"`));
});
