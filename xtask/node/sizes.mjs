// Prints "raw gzip brotli name" in bytes for each file: node sizes.mjs <folder> <name>…
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [folder, ...names] = process.argv.slice(2);
for (const name of names) {
  const bytes = readFileSync(join(folder, name));
  const brotli = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
  console.log(bytes.length, gzipSync(bytes, { level: 9 }).length, brotli.length, name);
}
