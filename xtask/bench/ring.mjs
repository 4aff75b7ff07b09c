// Our module beside the rings of npm, in rounds: node ring.mjs <folder of the built site>
// Prints a line for each contestant of each case: what, nodes, name, nanoseconds an operation round by round.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { measure } from "./measure.mjs";

const require = createRequire(import.meta.url);
const HashRing = require("hashring");
const ConsistentHash = require("consistent-hash");

const site = pathToFileURL(`${process.argv[2]}/`);
const { default: init, owners, movement } = await import(new URL("quorate.js", site));
await init({ module_or_path: await readFile(new URL("quorate_bg.wasm", site)) });

const NODES = [10, 100, 1000];
const TOKENS = 256;
const COPIES = 3;
const CASSANDRA = "murmur3-cassandra";

const keys = Array.from({ length: 131_072 }, (_, number) => `user:${number}`);
const text = keys.join("\n");
/** Those of a diff by looking up. */
const someKeys = keys.slice(0, 65_536);
const names = (count, mark = "") => Array.from({ length: count }, (_, number) => `${mark}node-${number}`);
const asNodes = (ids) => ids.map((id) => ({ id }));

/** A name before the nodes' own that no ring has had, so that no ring is still known from an earlier turn. */
let fresh = 0;
const freshNames = (count) => names(count, `${(fresh += 1)}-`);

const ours = {
  ring: (ids, hash) => ({ scheme: "ring", hash, nodes: asNodes(ids), vnodes: TOKENS }),
  build: (count, hash) => owners({ ...ours.ring(freshNames(count), hash), text: "user:0" }),
};

/** Four points of each MD5, as its documentation says, make 256 of 64. */
const hashring = (ids) => new HashRing(ids, "md5", { "vnode count": TOKENS / 4 });

/** Its range is to grow with the nodes, says its documentation; the ring is made when it is first asked. */
function consistentHash(ids) {
  const range = ids.length < 50 ? 100_003 : ids.length < 500 ? 1_000_003 : 10_000_019;
  const ring = new ConsistentHash({ range, weight: TOKENS });
  for (const id of ids) ring.add(id);
  ring.get("user:0");
  return ring;
}

// Optimised code replaces what a module starts with while it runs, and is made beside it, in time of its own.
for (const until = performance.now() + 2_000; performance.now() < until; ) {
  ours.build(100, CASSANDRA);
  owners({ ...ours.ring(names(100), CASSANDRA), rf: COPIES, text });
  await new Promise(setImmediate);
}

for (const nodes of NODES) {
  const ids = names(nodes);
  const ring = hashring(ids);
  const other = consistentHash(ids);
  const ask = (hash, rf) => owners({ ...ours.ring(ids, hash), rf, text });
  if (ring.ring.length !== nodes * TOKENS || other.keyCount !== nodes * TOKENS) throw new Error("not as many points");

  measure("build", nodes, 1, {
    quorate: () => ours.build(nodes, CASSANDRA),
    hashring: () => hashring(ids),
    "consistent-hash": () => consistentHash(ids),
  });
  measure("lookup", nodes, keys.length, {
    quorate: () => ask(CASSANDRA, 1),
    hashring: () => keys.forEach((key) => ring.get(key)),
    "consistent-hash": () => keys.forEach((key) => other.get(key)),
  });
  measure("walk", nodes, keys.length, {
    quorate: () => ask(CASSANDRA, COPIES),
    hashring: () => keys.forEach((key) => ring.range(key, COPIES)),
    "consistent-hash": () => keys.forEach((key) => other.get(key, COPIES)),
  });
  if (nodes !== 100) continue;

  measure("build, MD5 as theirs", nodes, 1, {
    quorate: () => ours.build(nodes, "md5"),
    hashring: () => hashring(ids),
  });
  measure("lookup, MD5 as theirs", nodes, keys.length, {
    quorate: () => ask("md5", 1),
    hashring: () => keys.forEach((key) => ring.get(key)),
  });
  measure("lookup, keys in a list", nodes, keys.length, {
    quorate: () => owners({ ...ours.ring(ids, CASSANDRA), text: keys.join("\n") }),
    hashring: () => keys.forEach((key) => ring.get(key)),
    "consistent-hash": () => keys.forEach((key) => other.get(key)),
  });
  const more = names(nodes + 1);
  const after = hashring(more);
  const change = { scheme: "ring", hash: CASSANDRA, vnodes: TOKENS, before: asNodes(ids), after: asNodes(more) };
  measure("diff", nodes, 1, {
    quorate: () => movement(change).ranges.length,
    hashring: () => someKeys.filter((key) => ring.get(key) !== after.get(key)).length,
  });
}
