// The simulation in wasm beside JavaScript: node time.mjs <folder of the hook> <address> <milliseconds of virtual time>
// Each line that comes in asks for a round; a round prints a line of names with nanoseconds and events: name=ns/events.
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { plain, simjs } from "./cluster.mjs";

const [folder, address, until] = process.argv.slice(2);
const site = pathToFileURL(`${folder}/`);
const { default: init, Prepared } = await import(new URL("quorate_bench_wasm.js", site));
await init({ module_or_path: await readFile(new URL("quorate_bench_wasm_bg.wasm", site)) });

const prepared = new Prepared(address);
const turns = {
  traced: () => prepared.run(true),
  untraced: () => prepared.run(false),
  plain: () => plain(Number(until)),
  simjs: () => simjs(Number(until)),
};

// Optimised code replaces what a module starts with while it runs.
for (const turn of Object.values(turns)) {
  for (const end = performance.now() + 500; performance.now() < end; ) turn();
  await new Promise(setImmediate);
}
console.log("ready");

for await (const _ of createInterface({ input: process.stdin })) {
  const cells = Object.entries(turns).map(([name, turn]) => {
    const start = process.hrtime.bigint();
    const events = turn();
    return `${name}=${process.hrtime.bigint() - start}/${events}`;
  });
  console.log(cells.join(" "));
}
