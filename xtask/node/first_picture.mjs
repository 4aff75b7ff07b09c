// Prints the picture of the playground's opening state: node first_picture.mjs <folder of the built site>
// Prints nothing where the module cannot draw.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const site = pathToFileURL(`${process.argv[2]}/`);
const quorate = await import(new URL("quorate.js", site));
await quorate.default({ module_or_path: await readFile(new URL("quorate_bg.wasm", site)) });
if (typeof quorate.render === "function") {
  process.stdout.write(quorate.render("", { picture: "ring", width: 640, height: 640, theme: "auto" }));
}
