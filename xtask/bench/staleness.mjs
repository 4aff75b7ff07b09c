// Staleness of our module beside plain JavaScript, in rounds: node staleness.mjs <folder of the built site>
// Prints a line for each contestant of each case: what, nodes, name, nanoseconds an instant round by round.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { contest } from "./plain_staleness.mjs";

const site = pathToFileURL(`${process.argv[2]}/`);
const { default: init, staleness } = await import(new URL("quorate.js", site));
await init({ module_or_path: await readFile(new URL("quorate_bg.wasm", site)) });

for (const [what, name, samples] of contest(staleness, 100_000, 15)) {
  console.log([what, 3, name, samples.join(" ")].join("\t"));
}
