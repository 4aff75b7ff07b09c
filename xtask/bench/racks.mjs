// Our module beside the token map of npm's cassandra-driver and plain JavaScript, in rounds: node racks.mjs <folder of the
// built site>
// Prints a line for each contestant of each case: what, nodes, name, nanoseconds an operation round by round.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { measure } from "./measure.mjs";

const require = createRequire(import.meta.url);
const Metadata = require("cassandra-driver/lib/metadata");
const { defaultOptions } = require("cassandra-driver/lib/client-options");

const site = pathToFileURL(`${process.argv[2]}/`);
const { default: init, assign, breakers, render, survive } = await import(new URL("quorate.js", site));
await init({ module_or_path: await readFile(new URL("quorate_bg.wasm", site)) });

const STRATEGY = "org.apache.cassandra.locator.NetworkTopologyStrategy";
const MAJORITY = 2;
const address = (nodes) => `v=1&s=three-hundred&nodes=${nodes}&racks=10&down=none&down0=none`;
const rackOf = (number) => `r${(number % 10) + 1}`;
/** The nodes of that address, by their names, as options of the module. */
const nodesOf = (count, mark = "") =>
  Array.from({ length: count }, (_, number) => ({ id: `${mark}n${number + 1}`, dc: "d1", rack: rackOf(number) }));

/** A name before the nodes' own that was not asked for yet, so that no ring is still known from an earlier turn. */
let turn = 0;
const fresh = () => `${(turn += 1)}-`;

/** All ranges with their copies, from our module. */
const placed = (nodes) => assign({ placement: "nts", hash: "murmur3-cassandra", vnodes: 16, nodes, rf: 3 });

/** Hosts as the driver learns of them when it connects: their tokens in digits. */
function hostsOf(nodes, table) {
  const tokens = new Map(nodes.map(({ id }) => [id, []]));
  for (const { partition, leader } of table) tokens.get(leader).push(partition);
  return nodes.map(({ id, dc, rack }) => ({ address: id, datacenter: dc, rack, tokens: tokens.get(id) }));
}

/** The driver's token map: the ring, and of each token its replicas. */
function tokenMap(hosts) {
  const metadata = new Metadata(defaultOptions(), null);
  metadata.log = () => {};
  metadata.setPartitioner("org.apache.cassandra.dht.Murmur3Partitioner");
  metadata.buildTokens({ values: () => hosts });
  const keyspace = metadata._schemaParser._createKeyspace("k", true, STRATEGY, { d1: "3" });
  return metadata._getKeyspaceReplicas(keyspace);
}

/** What is left of each partition: as anyone would write it first. */
function left(table, off) {
  const counts = { fine: 0, fewer: 0, unavailable: 0, lost: 0 };
  for (const { replicas } of table) {
    const on = replicas.filter((id) => !off.has(id)).length;
    if (on === 0) counts.lost += 1;
    else if (on < MAJORITY) counts.unavailable += 1;
    else if (on < replicas.length) counts.fewer += 1;
    else counts.fine += 1;
  }
  return counts;
}

/** How many sets of so many nodes leave some partition without a majority: each is switched off in turn. */
function breaking(table, ids, size, off = new Set(), first = 0) {
  if (size === 0) {
    for (const { replicas } of table) {
      let on = 0;
      for (const id of replicas) if (!off.has(id)) on += 1;
      if (on < MAJORITY) return 1;
    }
    return 0;
  }
  let sets = 0;
  for (let at = first; at < ids.length; at += 1) {
    off.add(ids[at]);
    sets += breaking(table, ids, size - 1, off, at + 1);
    off.delete(ids[at]);
  }
  return sets;
}

function mustBeEqual(what, ours, theirs) {
  if (ours !== theirs) throw new Error(`${what}: ${ours} is not ${theirs}`);
}

{
  const nodes = nodesOf(300);
  const table = placed(nodes);
  const hosts = hostsOf(nodes, table);
  const given = (mark) => hosts.map(({ address, tokens, rack }) => ({ id: mark + address, dc: "d1", rack, tokens }));
  const theirs = Object.values(tokenMap(hosts)).map((replicas) => replicas.map((host) => host.address).join());
  mustBeEqual("replicas", table.map(({ replicas }) => replicas.join()).sort().join(" "), theirs.sort().join(" "));
  measure("place 4,800 ranges", 300, 1, {
    quorate: () => placed(nodesOf(300, fresh())),
    "cassandra-driver": () => tokenMap(hosts),
  });
  measure("place 4,800 ranges, tokens given", 300, 1, {
    quorate: () => placed(given(fresh())),
    "cassandra-driver": () => tokenMap(hosts),
  });

  const off = new Set(nodes.filter(({ rack }) => rack === "r4").map(({ id }) => id));
  const answer = survive(address(300), { down: ["r4"] });
  const counted = left(table, off);
  mustBeEqual("fewer copies", answer.underReplicated, counted.fewer);
  const named = (map) => Object.values(map).map((hosts) => ({ replicas: hosts.map((host) => host.address) }));
  measure("a rack goes off: placed and counted", 300, 1, {
    quorate: () => survive(address(300), { down: ["r4"] }),
    "cassandra-driver and plain counting": () => left(named(tokenMap(hosts)), off),
    "plain counting, placed already": () => left(table, off),
  });
}

{
  const nodes = nodesOf(100);
  const ids = nodes.map(({ id }) => id);
  const table = placed(nodes);
  for (const [size, rounds] of [
    [2, 11],
    [3, 3],
  ]) {
    const ours = () => breakers(address(100), { level: "quorum", op: "write", unit: "node", size });
    mustBeEqual(`sets of ${size}`, ours().count, breaking(table, ids, size));
    const inTurn = () => breaking(table, ids, size);
    measure(`sets of ${size} that break QUORUM`, 100, 1, { quorate: ours, "every set in turn": inTurn }, rounds);
  }
}

const drawn = render("v=1&s=rack-blind&parts=10000&compare=none", { picture: "racks" });
if (!drawn.startsWith("<svg")) throw new Error("no picture");
measure("a picture of 10,000 partitions", 12, 1, {
  quorate: () => render("v=1&s=rack-blind&parts=10000&compare=none", { picture: "racks" }),
});
