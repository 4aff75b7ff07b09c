// What each function of the JavaScript module answers.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { named, quorate, seeded } from "./quorate.mjs";

const { hash, movement, owners, ownership, parse, place } = quorate;

const HASHES = {
  "murmur3-cassandra": [64, true],
  "murmur3-x64-128": [64, false],
  "murmur3-x86-32": [32, false],
  murmur2: [32, true],
  crc16: [16, false],
  crc32: [32, false],
  md5: [128, false],
  sha1: [160, false],
  xxh64: [64, false],
  "fnv1a-32": [32, false],
  "fnv1a-64": [64, false],
  "java-string": [32, true],
};
const NOBODY = 0xffffffff;
const digest = (name, key) => BigInt(`0x${createHash(name).update(key).digest("hex")}`);
const shareOf = (share) => Number(share.num) / Number(share.den);

/** Whether a value lies in (start, end]. */
function isWithin(value, { start, end }) {
  const [v, s, e] = [value, start, end].map(BigInt);
  return s < e ? s < v && v <= e : s < v || v <= e;
}

test("hash values are decimal, signed where the system's are", () => {
  const of = (name, ...keys) => hash({ hash: name, keys });
  assert.deepEqual(of("crc16", "123456789"), ["12739"]);
  assert.deepEqual(of("crc32", "123456789"), ["3421780262"]);
  assert.deepEqual(of("murmur2", "foobar"), ["-790332482"]);
  assert.deepEqual(of("murmur3-cassandra", ""), ["-9223372036854775808"]);
  assert.deepEqual(of("java-string", "hello", "polygenelubricants"), ["99162322", "-2147483648"]);
  for (const name of ["md5", "sha1"]) {
    for (const key of ["", "a", "user:bob", "naïve 😀"]) {
      assert.deepEqual(of(name, key), [String(digest(name, key))]);
    }
  }
});

test("hash values lie within their function's space", () => {
  const keys = Array.from({ length: 2000 }, (_, j) => `k${j}`);
  for (const [name, [bits, signed]] of Object.entries(HASHES)) {
    const least = signed ? -(2n ** BigInt(bits - 1)) : 0n;
    for (const value of hash({ hash: name, keys })) {
      assert.equal(String(BigInt(value)), value);
      assert.ok(BigInt(value) >= least && BigInt(value) < least + 2n ** BigInt(bits), `${name} ${value}`);
    }
  }
});

test("keys are strings or bytes, a string the same as its UTF-8", () => {
  for (const name of Object.keys(HASHES)) {
    for (const key of ["", "a", "é", "😀", "\0", "a\nb", "x".repeat(1000)]) {
      const bytes = new TextEncoder().encode(key);
      const [text, raw, buffer] = hash({ hash: name, keys: [key, bytes, Buffer.from(bytes)] });
      assert.equal(raw, text);
      assert.equal(buffer, text);
    }
  }
  assert.deepEqual(
    hash({ hash: "crc16", keys: [new Uint8Array([0xff, 0x31, 0x32, 0xff]).subarray(1, 3)] }),
    hash({ hash: "crc16", keys: ["12"] }),
  );
});

test("half a surrogate pair is a unit to java-string and U+FFFD to the others", () => {
  const java = (text) =>
    [...Array(text.length).keys()].reduce((sum, i) => (Math.imul(31, sum) + text.charCodeAt(i)) | 0, 0);
  for (const text of ["\ud83d", "a\udc00b", "\udc00\ud83d", "\ufffd", "\ufffd\ud800", "😀\ud83d"]) {
    assert.deepEqual(hash({ hash: "java-string", keys: [text] }), [String(java(text))]);
    assert.deepEqual(hash({ hash: "md5", keys: [text] }), [String(digest("md5", text.toWellFormed?.() ?? text))]);
  }
});

test("place gives each key its value, owner and replicas", () => {
  const nodes = [
    { id: "A", tokens: ["0", "100"] },
    { id: "B", tokens: [200n] },
    { id: "C", tokens: [300] },
    { id: "idle", tokens: [] },
  ];
  const options = { scheme: "ring", hash: "crc16", nodes };
  assert.deepEqual(place({ ...options, positions: ["0", 1, 100n, "101", "300", "301", "65535"], rf: 9 }), [
    { hash: "0", owner: "A", replicas: ["A", "B", "C"] },
    { hash: "1", owner: "A", replicas: ["A", "B", "C"] },
    { hash: "100", owner: "A", replicas: ["A", "B", "C"] },
    { hash: "101", owner: "B", replicas: ["B", "C", "A"] },
    { hash: "300", owner: "C", replicas: ["C", "A", "B"] },
    { hash: "301", owner: "A", replicas: ["A", "B", "C"] },
    { hash: "65535", owner: "A", replicas: ["A", "B", "C"] },
  ]);
  assert.deepEqual(place({ ...options, positions: ["101"] })[0].replicas, ["B"], "rf is 1 by default");
  const [value] = hash({ hash: "crc16", keys: ["user:bob"] });
  assert.deepEqual(
    place({ ...options, keys: ["user:bob"], rf: 2 }),
    place({ ...options, positions: [value], rf: 2 }),
  );
});

test("generated tokens are the hashes of their names, and weights give more of them", () => {
  const nodes = [{ id: "a" }, { id: "é \"b\"", weight: 250 }, { id: "c", weight: 1 }];
  for (const name of Object.keys(HASHES)) {
    const tokens = (id, count) =>
      hash({ hash: name, keys: Array.from({ length: count }, (_, i) => `${id}:vnode${i}`) });
    const given = [10, 25, 1].map((count, at) => ({ id: nodes[at].id, tokens: tokens(nodes[at].id, count) }));
    const keys = Array.from({ length: 500 }, (_, j) => `k${j}`);
    const options = { scheme: "ring", hash: name, keys, rf: 3 };
    assert.deepEqual(place({ ...options, nodes, vnodes: 10 }), place({ ...options, nodes: given }), name);
  }
  const sixteen = ownership({ scheme: "ring", hash: "md5", nodes: named("a", "b") });
  assert.deepEqual(sixteen, ownership({ scheme: "ring", hash: "md5", nodes: named("a", "b"), vnodes: 16 }));
});

test("mod takes the remainder, and copies go on in the list", () => {
  const nodes = named("a", "b", "c");
  const at = (name, position) =>
    place({ scheme: "mod", hash: name, nodes, positions: [position], rf: 2 })[0].replicas.join("");
  assert.deepEqual(["0", "1", "2", "3"].map((position) => at("md5", position)), ["ab", "bc", "ca", "ab"]);
  assert.equal(at("java-string", "-1"), "ca", "never negative");
  assert.equal(at("murmur2", "-1"), ["ab", "bc", "ca"][0x7fffffff % 3], "the sign bit is cleared");
  const sha1 = String(2n ** 160n - 1n);
  assert.equal(at("sha1", sha1), ["ab", "bc", "ca"][Number((2n ** 160n - 1n) % 3n)], "all 160 bits count");
});

test("without nodes, or without tokens, nobody owns a key", () => {
  for (const [scheme, nodes] of [["ring", []], ["mod", []], ["ring", [{ id: "a", tokens: [] }]]]) {
    const options = { scheme, hash: "xxh64", nodes };
    const [row] = place({ ...options, keys: ["k"], rf: 3 });
    assert.deepEqual([row.owner, row.replicas], [null, []]);
    assert.deepEqual([...owners({ ...options, text: "k", rf: 2 })], [NOBODY, NOBODY]);
  }
  assert.deepEqual(ownership({ scheme: "ring", hash: "md5", nodes: [] }), []);
  const idle = ownership({ scheme: "ring", hash: "crc16", nodes: [{ id: "a", tokens: [] }] });
  assert.deepEqual(idle, [{ id: "a", share: { num: "0", den: "65536", approx: 0 } }]);
});

test("ids are any text", () => {
  const ids = ["__proto__", "constructor", "", " ", "é", "😀", "\"\\\n\0\u2028", "</script>", "null", "n".repeat(1024)];
  const nodes = named(...ids);
  const rows = place({ scheme: "ring", hash: "md5", nodes, keys: ["k"], rf: ids.length });
  assert.deepEqual([...rows[0].replicas].sort(), [...ids].sort());
  assert.deepEqual(ownership({ scheme: "ring", hash: "md5", nodes }).map((row) => row.id), ids);
  const sited = [{ id: "a", dc: "d1", rack: "r1", host: "h" }];
  assert.equal(place({ scheme: "ring", hash: "md5", nodes: sited, keys: ["k"] })[0].owner, "a");
});

test("owners are those of place, as places in the list", () => {
  const nodes = named("a", "b", "c", "d", "e");
  const keys = Array.from({ length: 3000 }, (_, j) => `k${j}`);
  for (const scheme of ["ring", "mod"]) {
    for (const name of Object.keys(HASHES)) {
      const options = { scheme, hash: name, nodes, vnodes: 20, rf: 3 };
      const expected = place({ ...options, keys }).flatMap((row) =>
        row.replicas.map((id) => nodes.findIndex((node) => node.id === id)),
      );
      const places = owners({ ...options, text: keys.join("\n") });
      assert.ok(places instanceof Uint32Array);
      assert.deepEqual([...places], expected);
      assert.deepEqual([...owners({ ...options, prefix: "k", count: 3000 })], expected);
    }
  }
  const options = { scheme: "ring", hash: "java-string", nodes };
  const odd = ["\ud83d", "", "é", "\ud83dx"];
  assert.deepEqual(
    [...owners({ ...options, text: odd.join("\n") })].map((at) => nodes[at].id),
    place({ ...options, keys: odd }).map((row) => row.owner),
  );
  assert.equal(owners({ ...options, text: "" }).length, 0);
  assert.equal(owners({ ...options, text: "\n" }).length, 2);
  assert.equal(owners({ ...options, count: 0 }).length, 0);
});

test("ownership adds up to the whole space, exactly", () => {
  const random = seeded(7);
  for (const [name, [bits]] of Object.entries(HASHES)) {
    for (const scheme of ["ring", "mod"]) {
      const space = scheme === "ring" ? Math.min(bits, 128) : name === "murmur2" ? 31 : bits;
      for (const n of [1, 2, 3, 7, 60]) {
        const nodes = Array.from({ length: n }, (_, i) => ({ id: `n${i}`, weight: 1 + random(400) }));
        const shares = ownership({ scheme, hash: name, nodes, vnodes: 1 + random(30) });
        assert.deepEqual(shares.map((row) => row.id), nodes.map((node) => node.id));
        assert.equal(shares.reduce((sum, row) => sum + BigInt(row.share.num), 0n), 2n ** BigInt(space));
        for (const { share } of shares) {
          assert.equal(share.den, String(2n ** BigInt(space)));
          assert.ok(Math.abs(share.approx - shareOf(share)) <= 2 ** -53 * share.approx, JSON.stringify(share));
        }
      }
    }
  }
});

const EVERY_CRC16 = Array.from({ length: 65536 }, (_, value) => String(value));

/** Random nodes with tokens given and generated, some equal. */
function randomNodes(random) {
  const ids = ["a", "b", "c", "d", "e", "f"].filter(() => random(3) > 0);
  for (let i = ids.length - 1; i > 0; i--) {
    const j = random(i + 1);
    if (random(2)) [ids[i], ids[j]] = [ids[j], ids[i]];
  }
  return ids.map((id) => {
    if (random(3) === 0) {
      return { id, tokens: Array.from({ length: random(4) }, () => String(random(9) * 7000 + 1 + random(2))) };
    }
    return { id, weight: 50 + random(200) };
  });
}

test("movement is what placing every single value before and after shows", () => {
  const random = seeded(42);
  for (let round = 0; round < 12; round++) {
    const [before, after] = [randomNodes(random), randomNodes(random)];
    const rf = 1 + random(5);
    for (const scheme of ["ring", "mod"]) {
      const options = { scheme, hash: "crc16", vnodes: 1 + (round % 9) };
      const everywhere = (nodes) => place({ ...options, nodes, positions: EVERY_CRC16, rf }).map((row) => row.replicas);
      const [was, is] = [everywhere(before), everywhere(after)];
      const nowhere = was[0].length === 0 || is[0].length === 0;
      for (const [of, held] of [["owner", (list) => list[0]], ["replicas", (list) => list.join()]]) {
        const changed = (v) => !nowhere && held(was[v]) !== held(is[v]);
        const moved = movement({ ...options, before, after, of, rf });
        const count = EVERY_CRC16.filter((v) => changed(v)).length;
        assert.deepEqual(moved.share, { num: String(count), den: "65536", approx: count / 65536 });
        if (scheme === "mod") {
          assert.equal(moved.ranges, null);
        } else {
          const ranges = moved.ranges.map((range) => ({ ...range, from: String(range.from), to: String(range.to) }));
          checkRanges(ranges, (v) => held(was[v]), (v) => held(is[v]), count);
        }
      }
    }
  }
});

/** Ranges hold only values that changed, in all as many as did, each once; they go by their end, and are merged. */
function checkRanges(ranges, was, is, changed) {
  let covered = 0;
  ranges.forEach((range, at) => {
    const [start, end] = [Number(range.start), Number(range.end)];
    const length = (end - start + 65536) % 65536 || 65536;
    for (let v = (start + 1) % 65536, left = length; left > 0; left--, v = (v + 1) % 65536) {
      assert.ok(was(v) === range.from && is(v) === range.to && range.from !== range.to);
    }
    covered += length;
    const next = ranges[(at + 1) % ranges.length];
    assert.ok(at === ranges.length - 1 || end < Number(next.end), "by end");
    const isOneChange = range.end === next.start && range.from === next.from && range.to === next.to;
    assert.ok(ranges.length === 1 || !isOneChange, "merged");
  });
  assert.equal(covered, changed);
}

test("the ends of ranges are values of the function, sha1's of 160 bits", () => {
  const [before, after] = [named("a", "b", "c"), named("a", "b", "c", "d")];
  const keys = Array.from({ length: 2000 }, (_, j) => `k${j}`);
  for (const name of Object.keys(HASHES)) {
    const options = { scheme: "ring", hash: name, vnodes: 8 };
    const { ranges } = movement({ ...options, before, after });
    const [was, is] = [before, after].map((nodes) => place({ ...options, nodes, keys }));
    was.forEach((row, at) => {
      const within = ranges.filter((range) => isWithin(row.hash, range));
      const expected = row.owner === is[at].owner ? [] : [[row.owner, is[at].owner]];
      assert.deepEqual(within.map((range) => [range.from, range.to]), expected, `${name} ${row.hash}`);
    });
    const ends = ranges.map((range) => range.end);
    const [atEnd] = [place({ ...options, nodes: after, positions: ends })];
    assert.deepEqual(atEnd.map((row) => row.owner), ranges.map((range) => range.to), "an end is in its range");
  }
  // A token of 160 bits stands for all values with its leading 128.
  const token = 2n ** 159n + 12345n;
  const tokens = [{ id: "a", tokens: ["0"] }, { id: "b", tokens: [token] }];
  const [range] = movement({ scheme: "ring", hash: "sha1", before: tokens.slice(0, 1), after: tokens }).ranges;
  assert.deepEqual([range.start, range.end], [String(2n ** 32n - 1n), String(2n ** 159n + 2n ** 32n - 1n)]);
  const around = [BigInt(range.start), BigInt(range.start) + 1n, BigInt(range.end), BigInt(range.end) + 1n];
  const rows = place({ scheme: "ring", hash: "sha1", nodes: tokens, positions: around });
  assert.deepEqual(rows.map((row) => row.owner), ["a", "b", "b", "a"]);
});

test("nothing moves between equal lists, and nothing from or to nowhere", () => {
  const nodes = named("a", "b", "c");
  for (const scheme of ["ring", "mod"]) {
    for (const [before, after] of [[nodes, nodes], [[], nodes], [nodes, []], [[], []]]) {
      for (const of of ["owner", "replicas"]) {
        const moved = movement({ scheme, hash: "md5", before, after, of });
        assert.equal(moved.share.num, "0");
        assert.deepEqual(moved.ranges, scheme === "ring" ? [] : null);
      }
    }
  }
});

test("a fourth node moves 24.370 % of the guide's ring, and 75 % under hash mod N", () => {
  const nodes = named("Node-A", "Node-B", "Node-C");
  const options = { hash: "md5", before: nodes, after: [...nodes, { id: "Node-D" }], vnodes: 150 };
  const { share } = movement({ scheme: "ring", ...options });
  assert.equal(share.approx.toFixed(5), "0.24370");
  assert.equal(movement({ scheme: "mod", ...options }).share.approx.toFixed(5), "0.75000");
  const owned = ownership({ scheme: "ring", hash: "md5", nodes, vnodes: 150 });
  assert.deepEqual(owned.map((row) => row.share.approx.toFixed(5)), ["0.36222", "0.34242", "0.29537"]);
  const [was, is] = [nodes, options.after].map((list) =>
    owners({ scheme: "ring", hash: "md5", nodes: list, vnodes: 150, prefix: "k", count: 100000 }),
  );
  assert.equal(was.filter((owner, key) => owner !== is[key]).length, 24163);
});

test("parse answers with the canonical address, the scenario and what was wrong", () => {
  const { address, scenario, errors } = parse("https://example.org/q/?utm_source=x#v=1&s=quarter&vnodes=0&hsah=md5");
  assert.equal(address, "v=1&s=quarter");
  assert.deepEqual(errors, [
    { code: "unknown-field", field: "hsah", value: "md5", message: "hsah=md5 is no field of an address: it is left out", hint: "hash" },
    { code: "range", field: "vnodes", value: "0", message: "vnodes=0 is not from 1 to 1024: 1 is nearest", hint: "1" },
  ]);
  assert.equal(scenario.preset, "quarter");
  assert.deepEqual(scenario.keys, { count: 1000, prefix: "user:", seed: "0" });
  const options = { scheme: scenario.scheme, hash: scenario.now.hash, vnodes: scenario.now.vnodes };
  const list = (cluster) =>
    cluster.nodes.filter((node) => !node.down).map(({ name, tokens, weight }) => ({ id: name, tokens, weight }));
  const moved = movement({ ...options, before: list(scenario.before), after: list(scenario.now) });
  assert.equal(moved.share.approx, 0.25, "the nodes of a scenario are nodes for the other functions");
  assert.deepEqual(parse(address), { address, scenario, errors: [] });
});
