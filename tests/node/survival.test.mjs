// What survives, what breaks a level, and whether reads meet writes: against every subset, counted one by one here.
import assert from "node:assert/strict";
import { test } from "node:test";
import { quorate, thrown } from "./quorate.mjs";

const { assign, breakers, levels, parse, place, render, survive } = quorate;

const ADDRESSES = [
  "v=1&s=ring&nodes=6&racks=3&vnodes=4&rf=3&isr=2",
  "v=1&s=ring&nodes=8&racks=2&dcs=2&vnodes=2&place=nts&rf=d1.2_d2.1",
  "v=1&s=ring&nodes=6&racks=1&dcs=2&vnodes=3&place=nts2&rf=2&down=n1-d2",
  "v=1&s=ring&nodes=7&racks=3&place=kafka&parts=12&rf=3&isr=2&seed=9&show=ring",
  "v=1&s=ring&nodes=5&racks=2&place=spread&parts=9&rf=3",
  "v=1&s=ring&nodes=d1.r1.n1_d1.r2.n2_d2.r3.n3_d2.r3.n4_d2.r4.n5&assign=p1.n1.n2.n4_p2.n5_p3.n2.n3_p4.n3.n4.n5.n1",
];

/** All subsets of a list, or those of one size. */
function subsets(list, size) {
  const all = Array.from({ length: 2 ** list.length }, (_, bits) => list.filter((_, at) => (bits >> at) & 1));
  return size === undefined ? all : all.filter((subset) => subset.length === size);
}

/** The cluster of an address, from what `parse` and `assign` say of it. */
function cluster(address) {
  const { now } = parse(address).scenario;
  const ids = new Map(now.nodes.map(({ id, name }) => [name, id]));
  const table = () => {
    if (now.assigned) return now.assigned.map((replicas) => ({ replicas, partition: null }));
    // Kafka's brokers go by numbers: their ids.
    const called = (node) => (now.placement === "kafka" ? node.id : node.name);
    const nodes = now.nodes.map((node) => ({ ...node, id: called(node) }));
    const options = { placement: now.placement, rf: now.rf, hash: now.hash, vnodes: now.vnodes };
    const bare = nodes.map(({ id, dc, rack, weight, tokens }) => ({ id, dc, rack, weight, tokens }));
    const rows = ["walk", "nts", "nts2"].includes(now.placement)
      ? assign({ ...options, nodes: bare })
      : assign({ ...options, nodes: bare, partitions: now.parts, choices: { seed: now.seed } });
    return rows.map((row) => ({ ...row, replicas: row.replicas.map((id) => ids.get(id) ?? id) }));
  };
  const dcs = [...new Set(now.nodes.map((node) => node.dc))].sort();
  const dcOf = new Map(now.nodes.map((node) => [node.id, node.dc]));
  return { now, nodes: now.nodes, dcs, dcOf, table: table() };
}

/** Whether an operation on a partition is answered: each level by its definition. */
function isAnswered({ now, nodes, dcs, dcOf }, { replicas }, isOn, level, op, local) {
  const living = replicas.filter(isOn);
  const inDc = (list, dc) => list.filter((id) => dcOf.get(id) === dc).length;
  const majority = (of) => Math.floor(of / 2) + 1;
  const isPerDc = now.placement.startsWith("nts") && !now.assigned;
  const meant = (dc) => {
    if (!isPerDc) return inDc(replicas, dc);
    return typeof now.rf === "number" ? now.rf : (now.rf[dc] ?? 0);
  };
  const total = () => {
    if (now.assigned) return replicas.length;
    return isPerDc ? dcs.reduce((sum, dc) => sum + meant(dc), 0) : now.rf;
  };
  const localQuorum = (dc) => inDc(living, dc) >= majority(meant(dc));
  switch (level) {
    case "one": return living.length >= 1;
    case "two": return living.length >= 2;
    case "three": return living.length >= 3;
    case "quorum":
    case "raft": return living.length >= majority(total());
    case "all": return living.length >= total();
    case "any": return op === "write" && nodes.some((node) => isOn(node.id));
    case "local-one": return inDc(living, local) >= 1;
    case "local-quorum": return localQuorum(local);
    case "each-quorum": return dcs.filter((dc) => meant(dc) > 0).every(localQuorum);
    case "acks-all": return living.length >= (op === "read" ? 1 : now.minInsync);
  }
}

const LEVELS = "one two three quorum all any local-one local-quorum each-quorum acks-all raft".split(" ");

test("what survives is what is left when each partition is looked at by itself, for every set of nodes", () => {
  for (const address of ADDRESSES) {
    const here = cluster(address);
    const { nodes, table, dcs } = here;
    for (const down of subsets(nodes.map((node) => node.id))) {
      const left = survive(address, { down });
      const isOn = (id) => !down.includes(id);
      const count = (is) => table.filter(is).length;
      const lost = ({ replicas }) => !replicas.some(isOn);
      assert.equal(left.partitions, table.length);
      assert.equal(left.lost, count(lost), `${address} without ${down}`);
      assert.equal(left.underReplicated, count((row) => !lost(row) && !row.replicas.every(isOn)));
      const expected = LEVELS.flatMap((level) => {
        const local = level.startsWith("local") ? dcs : [undefined];
        const answered = (op, dc) => count((row) => isAnswered(here, row, isOn, level, op, dc));
        return local.map((dc) => [level, dc, answered("read", dc), answered("write", dc)]);
      });
      const found = left.levels.map(({ level, dc, readable, writable }) => [level, dc, readable, writable]);
      assert.deepEqual(found, expected, `${address} without ${down}`);
    }
  }
});

test("a rack, a data centre or a region is all nodes in it, and what an address has off stays off unless replaced", () => {
  for (const address of ADDRESSES) {
    const { nodes, now } = cluster(address);
    const whole = (of) => [...new Set(nodes.map(of))].map((unit) => [unit, nodes.filter((node) => of(node) === unit)]);
    const units = ["rack", "dc", "region"].flatMap((member) => whole((node) => node[member]));
    assert.ok(units.length >= 4);
    for (const [unit, inside] of units) {
      const { sentence, ...left } = survive(address, { down: [unit] });
      const { sentence: other, ...same } = survive(address, { down: inside.map((node) => node.id) });
      assert.deepEqual(left, same, unit);
      assert.ok(sentence.length > 20 && other.length > 20);
    }
    assert.deepEqual(survive(address), survive(address, { down: now.off }));
    assert.deepEqual(survive(address, {}), survive(address));
  }
});

test("shares are of the data: of the ring by its ranges", () => {
  const { table } = cluster(ADDRESSES[0]);
  const tokens = table.map((row) => BigInt(row.partition));
  const size = (at) => BigInt.asUintN(128, tokens[at] - tokens[(at + tokens.length - 1) % tokens.length]);
  const off = ["n1", "n2", "n3", "n4"];
  const left = survive(ADDRESSES[0], { down: off });
  const sum = (is) => table.reduce((sum, row, at) => (is(row) ? sum + size(at) : sum), 0n);
  const living = (row) => row.replicas.filter((id) => !off.includes(id)).length;
  const quorum = left.levels.find((held) => held.level === "quorum");
  for (const [share, is] of [
    [left.lostShare, (row) => living(row) === 0],
    [quorum.readableShare, (row) => living(row) >= 2],
    [quorum.writableShare, (row) => living(row) >= 2],
  ]) {
    assert.deepEqual([share.num, share.den], [String(sum(is)), String(2n ** 128n)]);
    assert.ok(Math.abs(share.approx - Number(sum(is)) / 2 ** 128) < 1e-15);
  }
  assert.ok(left.lost > 0 && quorum.readable > 0);
});

test("breakers are all sets that break at least one partition, whichever units and sizes", () => {
  for (const address of ADDRESSES) {
    const here = cluster(address);
    const { nodes, table, dcs } = here;
    for (const unit of ["node", "rack", "dc"]) {
      const of = (node) => (unit === "node" ? node.id : node[unit]);
      const units = [...new Set(nodes.map(of))].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
      for (const level of LEVELS) {
        for (const op of level === "any" ? ["write"] : ["read", "write"]) {
          for (const dc of level.startsWith("local") ? dcs : [undefined]) {
            const breaks = (gone) => {
              const off = new Set(nodes.filter((node) => gone.includes(of(node))).map((node) => node.id));
              return !table.every((row) => isAnswered(here, row, (id) => !off.has(id), level, op, dc));
            };
            const breaking = subsets(units).filter(breaks);
            const least = Math.min(...breaking.map((set) => set.length));
            const places = (set) => set.map((id) => String(units.indexOf(id)).padStart(3, "0")).join();
            const ofLeast = breaking.filter((set) => set.length === least);
            const smallest = ofLeast.sort((a, b) => (places(a) < places(b) ? -1 : 1))[0];
            for (let size = 1; size <= units.length; size++) {
              const found = breakers(address, { level, op, unit, size, dc });
              const all = subsets(units, size);
              const count = breaking.filter((set) => set.length === size).length;
              assert.deepEqual(found, { count, total: all.length, smallest }, `${address} ${level} ${op} ${unit} ${size}`);
            }
          }
        }
      }
    }
  }
});

test("breakers ask for writes of a quorum on one node unless told otherwise, and estimate what is too much to count", () => {
  const [address] = ADDRESSES;
  const defaults = { level: "quorum", op: "write", unit: "node", size: 1 };
  assert.deepEqual(breakers(address), breakers(address, defaults));
  assert.deepEqual(breakers(address, { level: "three" }).smallest, ["n1"]);
  assert.deepEqual(breakers("v=1&s=ring&nodes=2&rf=2", { level: "three" }), { count: 2, total: 2, smallest: [] });
  const many = "v=1&s=ring&nodes=100&vnodes=4&rf=3";
  const { count, total, estimate } = breakers(many, { level: "one", size: 20 });
  assert.equal(count, null);
  assert.equal(total, "535983370403809682970");
  assert.ok(0 <= estimate.low && estimate.low < estimate.high && estimate.high <= 1);
  assert.ok(estimate.hits <= estimate.samples && estimate.high - estimate.low < 0.03);
  const share = estimate.hits / estimate.samples;
  assert.ok(estimate.low <= share && share <= estimate.high);
  assert.equal(breakers("v=1&s=ring&nodes=900&vnodes=1", { size: 450 }).total, null, "more than 2^128");
});

/** Replicas of data centres with so many copies each: lists of their data centres. */
const spread = (copies) => copies.flatMap((count, dc) => Array(count).fill(dc));

/** The sets of replicas that answer a level, for a client of one data centre; null where the level is refused. */
function answers(replicas, copies, level, op, dc) {
  const majority = (of) => Math.floor(of / 2) + 1;
  const from = (set, dc) => set.filter((at) => replicas[at] === dc).length;
  const needs = {
    one: (set) => set.length >= 1,
    two: (set) => set.length >= 2,
    three: (set) => set.length >= 3,
    quorum: (set) => set.length >= majority(replicas.length),
    raft: (set) => set.length >= majority(replicas.length),
    all: (set) => set.length >= replicas.length,
    any: () => true,
    "local-one": (set) => from(set, dc) >= 1,
    "local-quorum": (set) => from(set, dc) >= majority(copies[dc]),
    "each-quorum": (set) => copies.every((count, at) => count === 0 || from(set, at) >= majority(count)),
  };
  if (level === "any" && op === "read") return [];
  return subsets([...replicas.keys()]).filter(needs[level]);
}

test("levels meet in as many replicas as any two answering sets share", () => {
  const plain = LEVELS.filter((level) => level !== "acks-all");
  for (const copies of [[1], [2], [3], [4], [5], [2, 1], [3, 3], [1, 2, 1]]) {
    const replicas = spread(copies);
    const rf = copies.length === 1 ? copies[0] : Object.fromEntries(copies.map((count, at) => [`d${at}`, count]));
    for (const read of plain) {
      for (const write of plain) {
        const clients = [...copies.keys()];
        const [reads, writes] = [[read, "read"], [write, "write"]].map(([level, op]) =>
          clients.map((dc) => answers(replicas, copies, level, op, dc)),
        );
        let overlap = Infinity;
        for (const asked of reads) {
          for (const told of writes) {
            if (asked.length === 0 || told.length === 0) overlap = 0;
            for (const a of asked) for (const b of told) overlap = Math.min(overlap, a.filter((at) => b.includes(at)).length);
          }
        }
        const tolerates = (sides) => {
          const survives = (gone) => sides.every((sets) => sets.some((set) => !set.some((at) => gone.includes(at))));
          if (!survives([])) return null;
          const sizes = [...Array(replicas.length + 1).keys()];
          return sizes.findLast((size) => subsets([...replicas.keys()], size).every(survives));
        };
        const found = levels({ rf, read, write });
        assert.deepEqual(
          [found.overlap, found.strong, found.toleratesRead, found.toleratesWrite],
          [overlap, overlap > 0, tolerates(reads), tolerates(writes)],
          `${JSON.stringify(rf)} ${read} ${write}: ${found.sentence}`,
        );
        assert.match(found.sentence, /^RF \d.*, read [A-Z_]+.*, write [A-Z_]+.*: .*; .*\.$/);
      }
    }
  }
  const kafka = levels({ rf: 3, read: "acks-all", write: "acks-all", minInsync: 2 });
  assert.deepEqual([kafka.strong, kafka.toleratesRead, kafka.toleratesWrite], [true, 2, 1], "all pass through the leader");
});

test("reading ALL and writing QUORUM is strong, and says so", () => {
  const { sentence, ...found } = levels({ rf: 3, read: "all", write: "quorum" });
  assert.deepEqual(found, { overlap: 2, strong: true, toleratesRead: 0, toleratesWrite: 1 });
  assert.equal(
    sentence,
    "RF 3, read ALL, write QUORUM: every read meets the last write in at least 2 copies; reads tolerate no copy off, writes 1.",
  );
  const local = levels({ rf: { east: 3, west: 3 }, read: "local-quorum", write: "local-quorum" });
  assert.deepEqual([local.strong, local.inOneDc], [false, { overlap: 1, strong: true }]);
  assert.match(local.sentence, /RF 3 in east and 3 in west.*within one data centre every read meets/);
});

test("with a copy in each of three zones a zone may go; blind to zones it may not", () => {
  const zones = (placement) => `v=1&s=cassandra-16&nodes=9&nodes0=9&racks=3&rf=3&place=${placement}`;
  for (const zone of ["r1", "r2", "r3"]) {
    const aware = survive(zones("nts"), { down: [zone] });
    const quorum = aware.levels.find((held) => held.level === "quorum");
    assert.deepEqual([aware.lost, quorum.readable, quorum.writable], [0, aware.partitions, aware.partitions]);
    assert.equal(aware.underReplicated, aware.partitions, "each partition has one copy in each zone");
    const blind = survive(zones("walk"), { down: [zone] }).levels.find((held) => held.level === "quorum");
    assert.ok(blind.readable < aware.partitions);
  }
  assert.deepEqual(breakers(zones("nts"), { unit: "rack" }), { count: 0, total: 3, smallest: ["r1", "r2"] });
  assert.equal(breakers(zones("nts"), { unit: "rack", size: 2 }).count, 3);
  assert.equal(breakers(zones("walk"), { unit: "rack" }).count, 3);
  assert.equal(breakers(zones("nts"), { unit: "rack", level: "all", op: "read" }).count, 3);
  assert.match(survive(zones("nts"), { down: ["r1"] }).sentence, /^Rack r1 lost power: all 144 partitions can still be read/);
});

test("place spreads over racks as told, and gives every node where there are too few", () => {
  const nodes = ["a1", "a2", "b1", "b2", "c1"].map((id) => ({ id, dc: id[0] === "c" ? "c" : "ab", rack: id[0] }));
  const ring = { scheme: "ring", hash: "md5", nodes, positions: Array.from({ length: 64 }, (_, at) => at * 7) };
  for (const placement of ["nts", "nts2"]) {
    for (const row of place({ ...ring, placement, rf: { ab: 2, c: 1 } })) {
      assert.deepEqual(row.replicas.map((id) => id[0]).sort(), ["a", "b", "c"]);
    }
    for (const row of place({ ...ring, placement, rf: 9 })) assert.equal(new Set(row.replicas).size, 5);
    assert.equal(place({ ...ring, placement, rf: { c: 3 } })[0].replicas.join(), "c1");
  }
  for (const row of place({ ...ring, rf: 9 })) assert.equal(new Set(row.replicas).size, 5);
  assert.deepEqual(place({ ...ring, placement: "walk", rf: 2 }), place({ ...ring, rf: 2 }));
  assert.deepEqual(place({ ...ring, nodes: [], placement: "nts", rf: 2 })[0].replicas, []);
  const least = String(-(2n ** 63n));
  const cassandra = { scheme: "ring", hash: "murmur3-cassandra", nodes: [{ id: "x", tokens: ["0"] }, { id: "y", tokens: [least] }] };
  assert.equal(place({ ...cassandra, positions: [least] })[0].owner, "y", "the least value is a value");
  assert.equal(place({ ...cassandra, positions: [String(-(2n ** 63n) + 1n)] })[0].owner, "x");
});

test("render draws racks, whatever the address shows", () => {
  for (const address of ADDRESSES) {
    const svg = render(address, { picture: "racks" });
    assert.match(svg, /^<svg.*<title[^>]*>Racks: \d nodes in \d racks?, \d+ partitions<\/title>/s);
    assert.equal(render(`${address}&show=racks`.replace("&show=ring&", "&"), { picture: "racks" }), svg);
  }
});

test("parse tells placements, racks, faults and what is compared", () => {
  const { scenario, errors } = parse(
    "v=1&s=ring&nodes=g2.d1.r1.n1_g2.d1.r2.n2&place=kafka&parts=5&rf=2&isr=2&seed=7&down=r1&place2=kraft&level=local-quorum.d1&names=r1.Oslo",
  );
  assert.deepEqual(errors, []);
  const { now, compare } = scenario;
  assert.deepEqual(
    [scenario.scheme, scenario.show, scenario.level, scenario.levelDc, compare.placement],
    ["slots", "ring", "local-quorum", "d1", "kraft"],
  );
  assert.deepEqual(
    [now.scheme, now.placement, now.parts, now.rf, now.minInsync, now.seed, now.off],
    ["slots", "kafka", 5, 2, 2, "7", ["r1"]],
  );
  assert.deepEqual(now.racks, [
    { id: "r1", name: "Oslo", dc: "d1", region: "g2" },
    { id: "r2", name: "r2", dc: "d1", region: "g2" },
  ]);
  assert.deepEqual(now.nodes.map((node) => [node.region, node.down]), [["g2", true], ["g2", false]]);
  assert.deepEqual(parse("v=1&s=ring&nodes=4&dcs=2&place=nts&rf=d1.1_d2.2").scenario.now.rf, { d1: 1, d2: 2 });
  assert.equal(parse("v=1").scenario.compare, null);
});

test("what cannot be is refused in words", () => {
  const refused = (call, code, field, message, hint) => {
    const error = thrown(call);
    assert.deepEqual([error?.code, error?.field], [code, field], error?.message);
    assert.match(error.message, message);
    if (hint !== undefined) assert.equal(error.hint, hint);
  };
  const [address, twoDcs] = ADDRESSES;
  refused(() => survive(address, { down: ["n9"] }), "word", "down[0]", /n6 is nearest/, "n6");
  refused(() => survive(address, { down: ["n1", "r7"] }), "word", "down[1]", /r3 is nearest/, "r3");
  refused(() => survive(address, { down: "n1" }), "type", "down", /not an array/);
  refused(() => survive(address, { down: [1] }), "type", "down[0]", /1 is not a string/);
  refused(() => survive(address, { off: [] }), "unknown-option", "off", /down/);
  refused(() => survive(7), "type", "address", /not a string/);
  refused(() => survive("x".repeat(300000)), "limit", "address", /longer than/);
  refused(() => survive("v=1&s=ring&nodes=3&place=kafka&parts=3&rf=4"), "conflict", "address", /4 copies exceed the 3 nodes/);
  refused(() => breakers(address, { level: "any", op: "read" }), "conflict", "level", /refused/, "one");
  refused(() => breakers(address, { size: 7 }), "range", "size", /6 is nearest/, "6");
  refused(() => breakers(address, { size: 0 }), "range", "size", /1 is nearest/, "1");
  refused(() => breakers(address, { unit: "region" }), "word", "unit", /node, rack, dc/);
  refused(() => breakers(twoDcs, { level: "local-one", dc: "d3" }), "word", "dc", /d1, d2/);
  refused(() => levels({ rf: 0, read: "one", write: "one" }), "range", "rf", /1 is nearest/, "1");
  refused(() => levels({ rf: { a: 0 }, read: "one", write: "one" }), "range", "rf", /no copy/);
  refused(() => levels({ rf: {}, read: "one", write: "one" }), "missing", "rf", /\{dc1: 3\}/);
  refused(() => levels({ rf: 3, read: "one" }), "missing", "write", /one of one, two/);
  refused(() => levels({ rf: 3, read: "QUORUM", write: "one" }), "word", "read", /quorum/);
  const nodes = [1, 2, 3].map((id) => ({ id: `n${id}`, rack: `r${id}` }));
  const kafka = { placement: "kafka", nodes, partitions: 3, rf: 2 };
  refused(() => assign({ ...kafka, rf: 4 }), "range", "rf", /4 copies exceed the 3 nodes/, "3");
  refused(() => assign({ ...kafka, placement: "kraft", rf: 4 }), "range", "rf", /exceed/, "3");
  refused(() => assign({ placement: "redis", nodes, rf: 2 }), "range", "rf", /6 are the least/);
  refused(() => assign({ placement: "redis", nodes, rf: 1, partitions: 3 }), "conflict", "partitions", /leave them out/);
  refused(() => assign({ ...kafka, partitions: undefined }), "missing", "partitions", /number of partitions/);
  refused(() => assign({ ...kafka, rf: { dc1: 2 } }), "conflict", "rf", /does not know/);
  refused(() => assign({ ...kafka, nodes: [...nodes, { id: "n4" }] }), "conflict", "nodes", /some in none/);
  refused(() => assign({ ...kafka, nodes: [{ id: "a" }] }), "number", "nodes[0].id", /n28/);
  refused(() => assign({ ...kafka, nodes: [{ id: "a1" }, { id: "b1" }] }), "duplicate", "nodes[1].id", /nodes\[0\]/);
  refused(() => assign({ ...kafka, nodes: [{ id: "a1", fenced: 1 }] }), "type", "nodes[0].fenced", /true nor false/);
  refused(() => assign({ ...kafka, choices: { random: "zero" } }), "conflict", "choices", /KRaft/);
  refused(() => assign({ ...kafka, choices: { startindex: 1 } }), "unknown-option", "choices.startindex", /startIndex/);
  refused(() => assign({ ...kafka, choices: { startIndex: -2 } }), "range", "choices.startIndex", /0 is nearest/);
  refused(() => assign({ ...kafka, choices: { seed: "x" } }), "number", "choices.seed", /no seed/);
  refused(() => assign({ ...kafka, choices: 7 }), "type", "choices", /not an object/);
  refused(() => assign({ ...kafka, placement: "kafak" }), "word", "placement", /kafka/, "kafka");
  const ring = { scheme: "ring", hash: "md5", nodes, positions: ["0"] };
  refused(() => place({ ...ring, placement: "nts", rf: { dc2: 1 } }), "word", "rf", /dc1/, "dc1");
  refused(() => place({ ...ring, rf: { dc1: 1 } }), "conflict", "rf", /nts/);
  refused(() => place({ ...ring, scheme: "mod", placement: "nts" }), "conflict", "placement", /walks a ring/);
  refused(() => place({ ...ring, placement: "kafka" }), "word", "placement", /walk, nts, nts2/);
  refused(() => place({ ...ring, placement: "nts", rf: { dc1: -1 } }), "range", "rf.dc1", /0 is nearest/);
});

test("draws come from the seed, which is 0 where none is given", () => {
  const nodes = Array.from({ length: 9 }, (_, at) => ({ id: `n${at + 1}`, rack: `r${at % 3}`, host: `h${at % 3}` }));
  for (const placement of ["kafka", "kraft", "hdfs", "copysets", "random"]) {
    const of = (choices) => assign({ placement, nodes, partitions: 40, rf: 3, choices });
    assert.deepEqual(of(undefined), of({ seed: "0" }));
    assert.deepEqual(of({ seed: 5 }), of({ seed: 5n }));
    assert.notDeepEqual(of({ seed: 5 }), of({ seed: "18446744073709551615" }));
  }
  for (const placement of ["awareness", "spread"]) {
    const of = (choices) => assign({ placement, nodes, partitions: 40, rf: 3, choices });
    assert.deepEqual(of({ seed: 5 }), of(undefined), "these draw nothing");
  }
  const grown = assign({ placement: "kafka", nodes, partitions: 2, rf: 1, choices: { startIndex: 0, startPartition: 7 } });
  assert.deepEqual(grown.map((row) => row.partition), ["7", "8"]);
});
