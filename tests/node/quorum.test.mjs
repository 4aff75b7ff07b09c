// N, W and R: against every pair of sets, counted one by one here; and what is no quorum.
import assert from "node:assert/strict";
import { test } from "node:test";
import { quorate, seeded, thrown } from "./quorate.mjs";

const { quorum } = quorate;

/** Every subset of so many copies, as bits. */
const sets = (n, size) => [...Array(2 ** n).keys()].filter((set) => ones(set) === size);
const ones = (set) => set.toString(2).replaceAll("0", "").length;

/** Every n, w and r up to six copies. */
function* small() {
  for (let n = 1; n <= 6; n++) for (let w = 1; w <= n; w++) for (let r = 1; r <= n; r++) yield { n, w, r };
}

test("the overlap is the least that any two sets share, and as many may be off as leave a set on", () => {
  for (const { n, w, r } of small()) {
    const [writes, reads] = [sets(n, w), sets(n, r)];
    const overlap = Math.min(...writes.flatMap((write) => reads.map((read) => ones(write & read))));
    const tolerates = (answering) => {
      const survives = (off) => answering.some((set) => (set & off) === 0);
      return [...Array(n + 1).keys()].findLast((count) => sets(n, count).every(survives));
    };
    const { sentence, ...found } = quorum({ n, w, r });
    const expected = { overlap, strong: overlap > 0, toleratesRead: tolerates(reads), toleratesWrite: tolerates(writes) };
    assert.deepEqual(found, expected, `${n} ${w} ${r}`);
    assert.ok(sentence.startsWith(`N=${n}, W=${w}, R=${r}: `) && sentence.endsWith("."), sentence);
  }
});

test("availability is the sum over all sets of copies that are on", () => {
  for (const { n, w, r } of small()) {
    for (const p of [0, 0.01, 0.25, 0.5, 1 / 3, 1]) {
      const chance = (on) => p ** (n - ones(on)) * (1 - p) ** ones(on);
      const available = (least) =>
        [...Array(2 ** n).keys()].filter((on) => ones(on) >= least).reduce((sum, on) => sum + chance(on), 0);
      const found = quorum({ n, w, r, p });
      assert.ok(Math.abs(found.availableRead - available(r)) < 1e-12, `${n} ${w} ${r} ${p}`);
      assert.ok(Math.abs(found.availableWrite - available(w)) < 1e-12, `${n} ${w} ${r} ${p}`);
      assert.ok(found.availableRead <= 1 && found.availableWrite >= 0);
    }
  }
  assert.equal(quorum({ n: 3, w: 2, r: 2, p: 0.01 }).availableWrite.toFixed(6), "0.999702");
  assert.equal("availableRead" in quorum({ n: 3, w: 2, r: 2 }), false);
});

test("the sentence says what overlap gives, and that it is not linearizability", () => {
  for (const { n, w, r } of small()) {
    const { sentence, strong } = quorum({ n, w, r });
    assert.equal(/begins after a write was acknowledged meets/.test(sentence), strong, sentence);
    assert.equal(/That is not linearizability/.test(sentence), strong, sentence);
    assert.equal(/may miss the last write/.test(sentence), !strong, sentence);
  }
  assert.match(quorum({ n: 5, w: 3, r: 1 }).sentence, /with random sets in 40\u202f% of reads/);
  assert.match(quorum({ n: 3, w: 3, r: 1, p: 0.01 }).sentence, /writes 97\.0299\u202f%/);
});

const CODES = new Set(["missing", "type", "unreadable", "unknown-option", "number", "range"]);

/** Asserts that a call throws an error of ours, of this code and about this field. */
function refused(options, code, field, message, hint) {
  const error = thrown(() => quorum(options));
  assert.ok(error, `is taken, and not ${code} of ${field}`);
  assert.deepEqual(Object.keys(error), ["code", "field", "value", "message", "hint"]);
  assert.deepEqual([error.code, error.field], [code, field], error.message);
  assert.match(error.message, message);
  if (hint !== undefined) assert.equal(error.hint, hint);
}

test("what is no quorum is refused with cause and cure", () => {
  const right = { n: 3, w: 2, r: 2 };
  refused({ ...right, w: 4 }, "range", "w", /^w: 4 exceeds n=3: lower w or add replicas$/, "3");
  refused({ ...right, r: 2 ** 53 - 1 }, "range", "r", /exceeds n=3: lower r/, "3");
  refused({ ...right, r: 2 ** 53 }, "range", "r", /9007199254740992 is not from 1 to 3/, "3");
  refused({ ...right, w: 10n ** 30n }, "range", "w", /is not from 1 to 3/, "3");
  refused({ ...right, w: 2n ** 9999n }, "number", "w", /a huge BigInt/);
  refused({ ...right, w: 0 }, "range", "w", /^w: 0 is not from 1 to 3: 1 is nearest$/, "1");
  refused({ ...right, n: 0 }, "range", "n", /from 1 to 100/, "1");
  refused({ ...right, n: 101 }, "range", "n", /from 1 to 100/, "100");
  refused({ ...right, n: NaN }, "number", "n", /NaN is not a whole number/);
  refused({ ...right, n: 2.5 }, "number", "n", /2\.5 is not a whole number/);
  refused({ ...right, w: "2" }, "number", "w", /"2" is not a whole number/, "2");
  refused({ ...right, w: null }, "number", "w", /null is not/);
  refused({ n: 3, w: 2 }, "missing", "r", /give a number from 1 to 3/);
  refused({ w: 2, r: 2 }, "missing", "n", /give a number from 1 to 100/);
  refused({ ...right, p: NaN }, "number", "p", /NaN is not a number from 0 to 1/, null);
  refused({ ...right, p: -0.1 }, "range", "p", /-0\.1 is not from 0 to 1: 0 is nearest/, "0");
  refused({ ...right, p: 1.5 }, "range", "p", /1 is nearest/, "1");
  refused({ ...right, p: Infinity }, "range", "p", /Infinity is not from 0 to 1/, "1");
  refused({ ...right, p: 2n }, "range", "p", /2 is not from 0 to 1/, "1");
  refused({ ...right, p: "0.1" }, "number", "p", /"0\.1" is not a number/, "0.1");
  refused({ ...right, p: true }, "number", "p", /true is not/);
  refused({ ...right, N: 3 }, "unknown-option", "N", /This function has n, w, r, p/);
  refused(3, "type", "", /3 is not an object of options/);
  refused(undefined, "type", "", /n, w, r, p/);
  assert.equal(quorum({ ...right, p: 1n }).availableRead, 0);
  assert.equal(quorum({ n: 100, w: 100, r: 100, p: 5e-324 }).availableWrite, 1);
});

test("getters and proxies that throw are named, and nothing stops the module", () => {
  const bomb = () => {
    throw new Error("boom");
  };
  for (const name of ["n", "w", "r", "p"]) {
    const options = { n: 3, w: 2, r: 2, p: 0.1 };
    Object.defineProperty(options, name, { get: bomb, enumerable: true });
    refused(options, "unreadable", name, /a getter or a Proxy of yours threw/);
  }
  refused(new Proxy({}, { ownKeys: bomb }), "unreadable", "", /getter/);
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  refused(proxy, "unreadable", "", /getter/);
  const random = seeded(11);
  const values = [
    undefined, null, true, 0, -0, 1, 2, 3, 7, 100, 101, 2 ** 31, 2 ** 32, 2 ** 53, -1, 0.5, 1e-320, NaN, Infinity, 1n, -1n,
    2n ** 64n, 2n ** 999n, "", "2", "0.5", "\ud800", "constructor", [], [2], {}, () => 2, Symbol("w"), new Date(0),
    { valueOf: bomb }, Object(2), Object.create(null),
  ];
  for (const value of values) assert.ok(CODES.has(thrown(() => quorum(value)).code));
  let answers = 0;
  for (let round = 0; round < 20000; round++) {
    const any = (right) => (random(3) ? right : values[random(values.length)]);
    const options = { n: any(5), w: any(3), r: any(3), p: any(0.1) };
    const error = thrown(() => {
      const found = quorum(options);
      assert.ok(found.overlap >= 0 && found.overlap <= 100 && typeof found.sentence === "string");
      answers++;
    });
    if (error) assert.ok(CODES.has(error.code) && error.message.startsWith(error.field), String(error));
  }
  assert.ok(answers > 2000);
});
