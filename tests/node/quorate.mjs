// The module under test: of dist/, or of the folder that QUORATE_DIST names.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const dist = process.env.QUORATE_DIST
  ? pathToFileURL(`${process.env.QUORATE_DIST}/`)
  : new URL("../../dist/", import.meta.url);

export const quorate = await import(new URL("quorate.js", dist));
await quorate.default({ module_or_path: await readFile(new URL("quorate_bg.wasm", dist)) });

/** What a call throws; undefined if it returns. */
export function thrown(call) {
  try {
    call();
  } catch (error) {
    return error;
  }
}

/** Numbers that look random and are the same each time: xorshift32. */
export function seeded(seed) {
  let x = seed;
  return (below) => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) % below;
  };
}

/** Nodes of these ids. */
export const named = (...ids) => ids.map((id) => ({ id }));
