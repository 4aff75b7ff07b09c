// No input makes the module panic: each call returns, or throws a plain object that says what is wrong.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { named, quorate, seeded, thrown } from "./quorate.mjs";

const { assign, breakers, hash, levels, movement, owners, ownership, parse, place, render, survive, version } = quorate;

const CODES = new Set(
  "missing type unreadable unknown-option conflict number range word text duplicate limit".split(" "),
);

/** An error of ours is a plain object with five members. */
function checkError(error, call) {
  assert.equal(Object.getPrototypeOf(error), Object.prototype, `${call} threw ${String(error)}`);
  assert.deepEqual(Object.keys(error), ["code", "field", "value", "message", "hint"]);
  assert.ok(CODES.has(error.code), error.code);
  for (const member of ["field", "value", "message"]) assert.equal(typeof error[member], "string");
  assert.ok(error.hint === null || typeof error.hint === "string");
  assert.ok(error.message.length > 10 && error.message.length < 700, error.message);
  assert.ok(error.message.startsWith(error.field));
}

/** Asserts that a call throws an error of ours, of this code and about this field. */
function refused(call, code, field, message, hint) {
  const error = thrown(call);
  assert.ok(error, `${call} did not throw`);
  checkError(error, call);
  assert.deepEqual([error.code, error.field], [code, field], error.message);
  if (message) assert.match(error.message, message);
  if (hint !== undefined) assert.equal(error.hint, hint);
}

const nodes = named("a", "b");
const ring = { scheme: "ring", hash: "md5", nodes };

test("each error says cause and cure", () => {
  refused(() => place({ ...ring, keys: [], vnodes: 0 }), "range", "vnodes", /^vnodes: 0 is not from 1 to 100000: 1 is nearest$/, "1");
  refused(() => place({ ...ring, keys: [], vnodes: 1.5 }), "number", "vnodes", /1\.5 is not a whole number/);
  refused(() => place({ ...ring, keys: [], vnodes: NaN }), "number", "vnodes", /NaN is not/);
  refused(() => place({ ...ring, keys: [], vnodes: -Infinity }), "range", "vnodes", /-Infinity is not/, "1");
  refused(() => place({ ...ring, keys: [], vnodes: 2n ** 999n }), "number", "vnodes", /a huge BigInt is not/);
  refused(() => place({ ...ring, keys: [], vnodes: null }), "number", "vnodes", /null is not/);
  refused(() => place({ ...ring, keys: [], vnodes: "256" }), "number", "vnodes", /"256" is not/, "256");
  refused(() => place({ ...ring, keys: [], rf: 10001 }), "range", "rf", /10000 is nearest/, "10000");
  refused(() => place({ ...ring, keys: [], vnode: 3 }), "unknown-option", "vnode", /did you mean vnodes\?/, "vnodes");
  refused(() => place({ ...ring, keys: [], frobnicate: 3 }), "unknown-option", "frobnicate", /This function has/, null);
  refused(() => place({ ...ring, keys: [], nodes: [{ id: "a", token: [] }] }), "unknown-option", "nodes[0].token", /tokens/, "tokens");
  refused(() => place({ ...ring, keys: [], scheme: "rign" }), "word", "scheme", /is not one of ring, mod/, "ring");
  refused(() => place({ ...ring, keys: [], hash: "murmur3" }), "word", "hash", /not one of/, "murmur3-cassandra");
  refused(() => place({ ...ring, keys: [], hash: undefined }), "missing", "hash", /give one of/);
  refused(() => place({ hash: "md5", nodes, keys: [] }), "missing", "scheme");
  refused(() => place(ring), "missing", "keys");
  refused(() => place({ ...ring, keys: [], positions: [] }), "conflict", "positions");
  refused(() => place({ ...ring, keys: "k" }), "type", "keys", /is not an array/);
  refused(() => place({ ...ring, keys: ["k", 7] }), "type", "keys[1]", /7 is not a key/);
  refused(() => place({ ...ring, keys: [, "k"] }), "type", "keys[0]");
  refused(() => place({ ...ring, keys: new Uint8Array([1, 2]) }), "type", "keys[0]");
  refused(() => place({ ...ring, keys: [new Float64Array(2)] }), "type", "keys[0]");
  refused(() => place({ ...ring, positions: ["1e3"] }), "number", "positions[0]");
  refused(() => place({ ...ring, positions: [2 ** 53] }), "number", "positions[0]", /beyond the numbers that are exact/);
  refused(() => place({ ...ring, positions: [2n ** 128n] }), "range", "positions[0]", /0 to 2\^128 - 1/);
  refused(() => place({ ...ring, positions: [2n ** 100000n] }), "range", "positions[0]");
  refused(() => place({ ...ring, positions: [-1] }), "range", "positions[0]");
  refused(() => place({ ...ring, positions: [null] }), "type", "positions[0]");
  refused(() => place({ ...ring, keys: [], nodes: [{ id: "a" }, { id: "b" }, { id: "a" }] }), "duplicate", "nodes[2].id", /nodes\[0\]/);
  refused(() => place({ ...ring, keys: [], nodes: ["a"] }), "type", "nodes[0]", /is not a node/);
  refused(() => place({ ...ring, keys: [], nodes: [{}] }), "missing", "nodes[0].id");
  refused(() => place({ ...ring, keys: [], nodes: [{ id: 7 }] }), "type", "nodes[0].id");
  refused(() => place({ ...ring, keys: [], nodes: [{ id: "\ud800" }] }), "text", "nodes[0].id", /surrogate/);
  refused(() => place({ ...ring, keys: [], nodes: [{ id: "é".repeat(513) }] }), "text", "nodes[0].id", /1026 bytes/);
  refused(() => place({ ...ring, keys: [], nodes: [{ id: "a", dc: 1 }] }), "type", "nodes[0].dc");
  refused(() => place({ ...ring, keys: [], nodes: [{ id: "a", weight: 0 }] }), "range", "nodes[0].weight");
  refused(() => place({ ...ring, keys: [], nodes: [{ id: "a", tokens: ["x"] }] }), "number", "nodes[0].tokens[0]");
  refused(() => place({ ...ring, keys: [], nodes: [{ id: "a", tokens: {} }] }), "type", "nodes[0].tokens");
  refused(() => hash({ hash: "md5" }), "missing", "keys");
  refused(() => hash(), "type", "", /undefined is not an object of options/);
  refused(() => hash([]), "type", "");
  refused(() => hash(() => 1), "type", "", /a function/);
  refused(() => owners({ ...ring, text: "a", count: 1 }), "conflict", "text");
  refused(() => owners(ring), "conflict", "text");
  refused(() => owners({ ...ring, text: "a", prefix: "k" }), "conflict", "prefix");
  refused(() => owners({ ...ring, text: 7 }), "type", "text");
  refused(() => owners({ ...ring, count: -1 }), "range", "count");
  refused(() => movement({ ...ring, nodes: undefined, before: nodes }), "unknown-option", "nodes");
  refused(() => movement({ scheme: "ring", hash: "md5", before: nodes }), "missing", "after");
  refused(() => movement({ scheme: "ring", hash: "md5", before: nodes, after: [{ id: "a", weight: 1e9 }] }), "range", "after[0].weight");
  refused(() => movement({ scheme: "ring", hash: "md5", before: nodes, after: nodes, of: "all" }), "word", "of");
  for (const value of [undefined, null, 7, 7n, {}, [], Symbol("a"), new String("v=1")]) {
    refused(() => parse(value), "type", "address", /is not a string/);
  }
});

test("limits are checked before memory is taken", () => {
  const start = performance.now();
  refused(() => place({ ...ring, keys: new Array(10 ** 7) }), "limit", "keys", /10000000, and one call takes 1000000/, "1000000");
  refused(() => hash({ hash: "md5", keys: { length: 5 } }), "type", "keys");
  refused(() => place({ ...ring, positions: new BigUint64Array(1000001) }), "limit", "positions");
  refused(() => place({ ...ring, keys: [], nodes: new Array(10001) }), "limit", "nodes", /10001 nodes/);
  refused(() => place({ ...ring, keys: [], nodes: [{ id: "a", tokens: new Array(2000001) }] }), "limit", "nodes[0].tokens");
  const crowd = Array.from({ length: 21 }, (_, i) => ({ id: `n${i}` }));
  refused(() => ownership({ ...ring, nodes: crowd, vnodes: 100000 }), "limit", "nodes", /2100000 tokens/);
  refused(() => ownership({ ...ring, nodes: [{ id: "a", weight: 10000 }], vnodes: 100000 }), "limit", "nodes");
  refused(() => hash({ hash: "md5", keys: ["x".repeat(2 ** 27 + 1)] }), "limit", "keys", /134217728 bytes/);
  refused(() => hash({ hash: "md5", keys: [new Uint8Array(2 ** 27 + 1)] }), "limit", "keys");
  refused(() => owners({ ...ring, text: "x".repeat(2 ** 27 + 1) }), "limit", "text");
  refused(() => owners({ ...ring, text: "\n".repeat(10 ** 6) }), "limit", "text", /1000001/);
  refused(() => owners({ ...ring, count: 10 ** 6, rf: 11 }), "limit", "rf");
  const many = Array.from({ length: 100 }, (_, i) => ({ id: `n${i}` }));
  refused(() => place({ ...ring, nodes: many, rf: 100, positions: new BigUint64Array(100000) }), "limit", "rf");
  const long = [{ id: "x".repeat(1024) }];
  refused(() => place({ ...ring, nodes: long, positions: new BigUint64Array(500000) }), "limit", "rf", /1024 bytes/);
  assert.equal(parse("v=1&s=ring&".padEnd(2 ** 28, "x")).errors[0].code, "too-long");
  assert.ok(performance.now() - start < 5000);
});

test("the caller's own code may throw or lie while it is read", () => {
  const bomb = () => {
    throw new Error("boom");
  };
  const trap = (target, traps) =>
    new Proxy(target, Object.fromEntries(traps.map((name) => [name, bomb])));
  const revoked = (target) => {
    const { proxy, revoke } = Proxy.revocable(target, {});
    revoke();
    return proxy;
  };
  refused(() => hash({ hash: "md5", get keys() { return bomb(); } }), "unreadable", "keys");
  refused(() => hash({ get hash() { return bomb(); }, keys: [] }), "unreadable", "hash");
  refused(() => hash(trap({}, ["ownKeys"])), "unreadable", "");
  refused(() => hash(trap({ hash: "md5", keys: [] }, ["get"])), "unreadable", "hash");
  refused(() => hash(revoked({})), "unreadable", "");
  refused(() => hash({ hash: "md5", keys: revoked([]) }), "unreadable", "keys");
  refused(() => hash({ hash: "md5", keys: trap(["k"], ["get"]) }), "unreadable", "keys");
  const thorny = ["k"];
  Object.defineProperty(thorny, 1, { get: bomb });
  refused(() => hash({ hash: "md5", keys: thorny }), "unreadable", "keys[1]");
  refused(() => hash({ hash: "md5", keys: [revoked(new Uint8Array(2))] }), "type", "keys[0]");
  refused(() => hash({ hash: "md5", keys: [new Proxy(new Uint8Array(2), {})] }), "type", "keys[0]");
  refused(() => hash({ hash: "md5", keys: [revoked(() => 1)] }), "type", "keys[0]");
  for (const length of [-1, 0.5, NaN, "3", null, {}, 2n]) {
    const keys = new Proxy([], { get: (list, name) => (name === "length" ? length : list[name]) });
    refused(() => hash({ hash: "md5", keys }), "type", "keys");
  }
  const endless = new Proxy([], { get: (list, name) => (name === "length" ? Infinity : "k") });
  refused(() => hash({ hash: "md5", keys: endless }), "limit", "keys");
  // What a typed array says of itself is not believed.
  const liar = new Uint8Array([49, 50, 51]);
  for (const name of ["length", "byteLength", "byteOffset", "buffer"]) {
    Object.defineProperty(liar, name, { get: bomb });
  }
  assert.deepEqual(hash({ hash: "crc16", keys: [liar] }), hash({ hash: "crc16", keys: ["123"] }));
  const disguised = Object.setPrototypeOf(new Float64Array([49]), Uint8Array.prototype);
  refused(() => hash({ hash: "crc16", keys: [disguised] }), "type", "keys[0]");
  const bare = Object.setPrototypeOf(new Uint8Array([49]), null);
  assert.deepEqual(hash({ hash: "crc16", keys: [bare] }), hash({ hash: "crc16", keys: ["1"] }));
  const detached = new Uint8Array([1, 2]);
  structuredClone(detached.buffer, { transfer: [detached.buffer] });
  const gone = thrown(() => hash({ hash: "crc16", keys: [detached] }));
  if (gone) checkError(gone);
  // A list may change while it is read.
  const shrinking = ["a", "b", "c"];
  Object.defineProperty(shrinking, 0, { get: () => ((shrinking.length = 1), "a"), configurable: true });
  refused(() => hash({ hash: "md5", keys: shrinking }), "type", "keys[1]");
  // Calling again from within a call is a call like any other.
  const inner = { hash: "md5", get keys() { return [place({ ...ring, keys: ["k"] })[0].owner]; } };
  assert.equal(hash(inner).length, 1);
  // Without a prototype, inherited, frozen: still options.
  const bareOptions = Object.assign(Object.create(null), { hash: "md5", keys: ["k"] });
  assert.deepEqual(hash(bareOptions), hash(Object.freeze({ hash: "md5", keys: Object.freeze(["k"]) })));
  assert.deepEqual(hash(Object.create({ hash: "md5", keys: ["k"] })), hash(bareOptions));
});

/** A value of any kind at all. */
function anything(random, depth = 0) {
  const cyclic = {};
  cyclic.self = cyclic;
  cyclic.nodes = [cyclic];
  const plain = [
    undefined, null, true, false, 0, -0, 1, -1, 1.5, NaN, Infinity, -Infinity, 2 ** 31, 2 ** 32, 2 ** 53, 1e308, 5e-324,
    0n, 1n, -1n, 2n ** 64n, -(2n ** 63n), 2n ** 5000n, "", "a", "0", "-1", "1e3", " 1", "0x10", "١", "\ud800",
    "\0", "__proto__", "constructor", "x".repeat(5000), Symbol.iterator, Symbol("k"), () => 1, class {}, /x/, new Date(NaN),
    new Map([[1, 2]]), new Set([1]), Promise.resolve(1), new Error("e"), cyclic, [], [[]], [,], new Array(7), { length: 3 },
    new Uint8Array(3), new Float64Array([NaN]), new BigInt64Array([-5n]), new DataView(new ArrayBuffer(4)), new ArrayBuffer(8),
    new SharedArrayBuffer(8), new Uint8Array(new SharedArrayBuffer(8)), new WeakRef(cyclic), globalThis, Object(1n),
    new String("md5"), new Proxy({}, {}), new Proxy([], {}), (function* () { yield 1; })(), WebAssembly, Object.create(null),
  ];
  const pick = random(plain.length + 12);
  if (pick < plain.length) return plain[pick];
  if (depth > 2) return "k";
  const several = () => Array.from({ length: random(4) }, () => anything(random, depth + 1));
  return pick % 2 ? several() : { id: anything(random, depth + 1), tokens: several(), weight: anything(random, depth + 1) };
}

test("thousands of calls with anything at all in any place end in an answer or in an error", () => {
  const random = seeded(20261120);
  const right = {
    scheme: () => ["ring", "mod"][random(2)],
    hash: () => ["md5", "crc16", "sha1", "java-string", "murmur2", "murmur3-cassandra"][random(6)],
    nodes: () => named(..."abcdef".slice(0, random(7))),
    before: () => named(..."abcdef".slice(0, random(7))),
    after: () => named(..."fedcba".slice(0, random(7))),
    vnodes: () => 1 + random(5),
    rf: () => 1 + random(5),
    of: () => ["owner", "replicas"][random(2)],
    keys: () => ["k", "é", new Uint8Array([255, 0])],
    positions: () => ["0", 1, 2n],
    text: () => "a\nb\n",
    count: () => random(9),
    prefix: () => "k",
    placement: () => ["walk", "nts", "nts2", "kafka", "kraft", "redis", "hdfs", "spread"][random(8)],
    numbered: () => named("n1", "n2", "n3", "n4", "n5", "n6").slice(0, random(7)),
    partitions: () => 1 + random(9),
    choices: () => [undefined, { seed: random(9) }, { startIndex: random(9) }, { random: "zero" }][random(4)],
    perDc: () => ({ dc1: random(4) }),
    down: () => ["n1", "r1", "d1", "n3"].slice(0, random(5)),
    level: () => ["one", "quorum", "all", "any", "local-quorum", "raft"][random(6)],
    op: () => ["read", "write"][random(2)],
    unit: () => ["node", "rack", "dc"][random(3)],
    size: () => 1 + random(4),
    dc: () => "d1",
  };
  right.read = right.write = right.level;
  // Some are called otherwise here, so that a value of the right kind is made for them.
  const called = (call) => (given) => {
    if (typeof given !== "object" || given === null) return call(given);
    const { nodes, numbered, perDc, ...options } = given;
    const renamed = { nodes: numbered ?? nodes, rf: perDc ?? options.rf };
    return call(Object.fromEntries(Object.entries({ ...options, ...renamed }).filter(([, value]) => value !== undefined)));
  };
  const address = "v=1&s=ring&nodes=5&racks=2&rf=3";
  const ofAddress = (call) => (options) => call(address, options);
  const calls = [
    [called(assign), ["placement", "numbered", "partitions", "rf", "choices"]],
    [called(assign), ["placement", "nodes", "perDc", "hash", "vnodes"]],
    [called(place), ["scheme", "hash", "nodes", "placement", "perDc", "keys"]],
    [levels, ["rf", "read", "write"]],
    [ofAddress(survive), ["down"]],
    [ofAddress(breakers), ["level", "op", "unit", "size", "dc"]],
    [hash, ["hash", "keys"]],
    [place, ["scheme", "hash", "nodes", "vnodes", "rf", "keys"]],
    [place, ["scheme", "hash", "nodes", "rf", "positions"]],
    [owners, ["scheme", "hash", "nodes", "vnodes", "rf", "text"]],
    [owners, ["scheme", "hash", "nodes", "rf", "count", "prefix"]],
    [ownership, ["scheme", "hash", "nodes", "vnodes"]],
    [movement, ["scheme", "hash", "before", "after", "vnodes", "of", "rf"]],
  ];
  const is = version();
  const seen = { answers: 0 };
  for (let round = 0; round < 24000; round++) {
    const [call, names] = calls[random(calls.length)];
    const options = Object.fromEntries(names.map((name) => [name, right[name]()]));
    for (let wrong = random(3); wrong > 0; wrong--) options[names[random(names.length)]] = anything(random);
    const whole = random(20) === 0 ? anything(random) : options;
    const error = thrown(() => {
      call(whole);
      seen.answers++;
    });
    if (error !== undefined) {
      checkError(error, call.name);
      seen[error.code] = (seen[error.code] ?? 0) + 1;
    }
    assert.equal(version(), is, "the instance lives");
  }
  assert.ok(seen.answers > 2000, JSON.stringify(seen));
  for (const code of ["type", "number", "range", "word", "missing"]) assert.ok(seen[code] > 50, code);
});

test("whatever is given in place of all options is refused, or as good as none", () => {
  const random = seeded(7);
  const address = "v=1&s=ring&nodes=5&racks=2&rf=3";
  for (let round = 0; round < 3000; round++) {
    const [value, other] = [anything(random), anything(random)];
    for (const call of [
      () => assign(value),
      () => levels(value),
      () => survive(value, other),
      () => survive(address, value),
      () => breakers(value, other),
      () => breakers(address, value),
      () => levels({ rf: value, read: "one", write: other }),
      () => assign({ placement: "nts", nodes: named("a", "b"), rf: value, vnodes: 2 }),
      () => assign({ placement: "kafka", nodes: named("n1", "n2"), rf: 1, partitions: value, choices: other }),
      () => assign({ placement: "redis", nodes: [{ id: "a", host: value, fenced: other }], rf: 1 }),
      () => survive(address, { down: value }),
      () => survive(address, { down: [value] }),
    ]) {
      const error = thrown(call);
      if (error !== undefined) checkError(error, String(call));
    }
  }
  assert.equal(levels({ rf: 3, read: "one", write: "one" }).overlap, 0, "the instance lives");
});

test("getters of rf, choices and down that throw are named", () => {
  const bomb = () => {
    throw new Error("boom");
  };
  const trap = (name) => Object.defineProperty({}, name, { get: bomb, enumerable: true });
  const kafka = { placement: "kafka", nodes: named("n1"), partitions: 1, rf: 1 };
  const address = "v=1&s=ring";
  refused(() => levels({ rf: trap("dc1"), read: "one", write: "one" }), "unreadable", "rf.dc1");
  refused(() => levels({ rf: new Proxy({}, { ownKeys: bomb }), read: "one", write: "one" }), "unreadable", "rf");
  refused(() => levels(Object.assign(trap("rf"), { read: "one", write: "one" })), "unreadable", "rf");
  refused(() => assign({ ...kafka, choices: trap("seed") }), "unreadable", "choices.seed");
  refused(() => assign({ ...kafka, nodes: [Object.assign(trap("fenced"), { id: "n1" })] }), "unreadable", "nodes[0].fenced");
  refused(() => survive(address, { down: Object.defineProperty(["n1"], 0, { get: bomb }) }), "unreadable", "down[0]");
  refused(() => breakers(address, trap("size")), "unreadable", "size");
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  refused(() => levels({ rf: proxy, read: "one", write: "one" }), "unreadable", "rf");
  refused(() => survive(address, { down: proxy }), "unreadable", "down");
});

test("what would take too much is refused before it is begun", () => {
  const start = performance.now();
  const many = Array.from({ length: 10000 }, (_, at) => ({ id: `n${at}`, rack: `r${at}` }));
  const long = many.map(({ id }) => ({ id, rack: `${"x".repeat(1000)}${id}` }));
  refused(() => assign({ placement: "kafka", nodes: long, partitions: 3, rf: 3 }), "limit", "nodes", /shorten/);
  refused(() => place({ ...ring, nodes: long, placement: "nts", rf: 3, vnodes: 1, keys: [] }), "limit", "nodes");
  refused(() => assign({ placement: "hdfs", nodes: many, partitions: 65536, rf: 3 }), "limit", "partitions", /too long/);
  refused(() => assign({ placement: "kafka", nodes: many, partitions: 65536, rf: 200 }), "limit", "partitions");
  refused(() => assign({ placement: "random", nodes: many, partitions: 65537, rf: 1 }), "range", "partitions");
  refused(() => assign({ placement: "walk", nodes: many.slice(0, 200), rf: 100, vnodes: 1000 }), "limit", "rf");
  const dcs = Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`d${at}`, 1]));
  refused(() => levels({ rf: dcs, read: "one", write: "one" }), "limit", "rf", /100 is the most/);
  refused(() => survive("v=1&s=ring", { down: new Array(10001) }), "limit", "down");
  delete dcs.d0;
  assert.equal(levels({ rf: dcs, read: "local-quorum", write: "each-quorum" }).strong, true);
  assert.equal(assign({ placement: "kafka", nodes: many, partitions: 20, rf: 3, choices: { startIndex: 9999 } }).length, 20);
  for (const call of [() => survive("v=1&s=thousand"), () => breakers("v=1&s=thousand", { level: "one", size: 400 })]) call();
  render("v=1&s=thousand", { picture: "racks" });
  assert.equal(render("x".repeat(300000)), render(""));
  assert.ok(performance.now() - start < 20000);
});

test("no string makes parse throw, or stop for 200 ms", async () => {
  const file = new URL("../addresses/hostile.txt", import.meta.url);
  const addresses = (await readFile(file, "utf8")).split("\n").filter((line) => line && !line.startsWith("# "));
  const random = seeded(3);
  const letters = "v=1&s=ring&nodes=3_n1.90deg-HH.z#?%/:\ud800😀\0\u202e\n0123456789";
  for (let i = 0; i < 3000; i++) {
    addresses.push(Array.from({ length: random(60) }, () => letters[random(letters.length)]).join(""));
  }
  for (const address of addresses) {
    const start = performance.now();
    const parsed = parse(address);
    assert.ok(performance.now() - start < 200, address.slice(0, 99));
    assert.deepEqual(Object.keys(parsed), ["address", "scenario", "errors"]);
    assert.equal(parse(parsed.address).address, parsed.address);
    assert.deepEqual(parse(parsed.address).errors, []);
    for (const call of [survive, breakers]) {
      const error = thrown(() => call(address));
      if (error !== undefined) checkError(error, `${call.name}(${address.slice(0, 99)})`);
    }
  }
});
