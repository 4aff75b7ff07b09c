// Whether histories are linearizable: proofs recounted here, runs as they are, and whatever else is passed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { quorate, seeded, thrown } from "./quorate.mjs";

const { check, run } = quorate;
const op = (process, kind, value, start, end, more = {}) => ({ process, kind, value, start, end, ...more });

/** Whether an order of reads and writes of one register is in time and right. */
function explains(operations, order) {
  let state = null;
  return order.every((at, place) => {
    const { kind, value, start } = operations[at];
    const late = order.slice(place + 1).some((other) => operations[other].end < start);
    if (kind === "write") state = value;
    return !late && (kind === "write" || value === state);
  });
}

test("a random register's order is right, and its witness is none by itself", () => {
  const below = seeded(7);
  let bad = 0;
  for (let round = 0; round < 400; round++) {
    const operations = Array.from({ length: 3 + below(12) }, (_, at) => {
      const start = below(40);
      return op(below(3), below(2) ? "write" : "read", String(below(round % 2 ? 3 : 9)), start, start + below(12));
    });
    const { ok, order, witness, sentence } = check({ operations, model: "register", initial: "0" });
    if (ok) {
      assert.equal(order.length, operations.length);
      assert.ok(explains([...operations], order) || operations[order[0]].value === "0");
    } else {
      bad += 1;
      const part = witness.map((at) => operations[at]);
      assert.equal(check({ operations: part, model: "register", initial: "0" }).ok, false, sentence);
    }
  }
  assert.ok(bad > 50 && bad < 390, `${bad}`);
});

test("operations of a run are taken as they are", () => {
  for (const name of ["read-your-writes", "crash-modes", "split-brain", "monotonic-reads"]) {
    const { operations } = run(`v=1&s=${name}`);
    assert.equal(typeof check({ operations, model: "cas-register" }).ok, "boolean", name);
  }
  const broken = check({ operations: run("v=1&s=read-your-writes").operations, model: "cas-register" });
  assert.equal(broken.ok, false);
  assert.match(broken.sentence, /returned the value before it/);
});

test("times are of any unit, and what touches is concurrent", () => {
  const judge = (end, start) => {
    const operations = [op(1, "write", "1", -5, end), op(2, "read", null, start, null, { outcome: "unknown" })];
    return check({ operations: [...operations, op(2, "read", null, start, "1e20")], model: "register" });
  };
  assert.match(thrown(() => judge(1, 2)).message, /^operations\[2\]\.end: "1e20" is no time: give a number below 10\^20/);
  const stale = (end, start) =>
    check({ operations: [op(1, "write", "1", 0, end), op("1", "read", null, start, start)], model: "register" }).ok;
  assert.equal(stale(5, 5), true);
  assert.equal(stale(5, 5.5), false);
  assert.equal(stale("9007199254740993", "9007199254740993"), true);
  assert.equal(stale("9007199254740993", "9007199254740994"), false);
  assert.equal(stale(9007199254740993n, 9007199254740994n), false);
  assert.equal(stale(0.1 + 0.2, 0.3), true);
});

test("what has no answer may have happened, and what failed did not", () => {
  const read = op("b", "read", "1", 5, 6);
  const judge = (first) => check({ operations: [first, read], model: "cas-register" }).ok;
  assert.equal(judge(op("a", "write", "1", 0, null)), true);
  assert.equal(judge(op("a", "write", "1", 0, 3, { outcome: "unknown" })), true);
  assert.equal(judge(op("a", "write", "1", 0, 3, { outcome: "fail" })), false);
  assert.equal(judge(op("a", "write", "1", 7)), false);
  assert.equal(judge(op("a", "cas", "1", 0, 3, { expected: null })), true);
  assert.equal(judge(op("a", "cas", "1", 0, 3, { expected: null, matched: false })), false);
});

test("errors say cause and cure", () => {
  const fault = (options) => {
    const { code, field, message } = thrown(() => check(options));
    return [code, field, message];
  };
  const one = (more) => fault({ operations: [{ process: 1, kind: "read", start: 0, ...more }], model: "register" });
  assert.deepEqual(fault({ operations: [] }).slice(0, 2), ["missing", "model"]);
  assert.deepEqual(fault({ model: "kv" }).slice(0, 2), ["missing", "operations"]);
  assert.deepEqual(one({ kind: "raed" }).slice(0, 2), ["word", "operations[0].kind"]);
  assert.deepEqual(one({ kind: "cas", value: "1", expected: "2" }), ["conflict", "operations[0]", "operations[0]: a register is read and written only: say model cas-register"]);
  assert.deepEqual(one({ start: "now" }).slice(0, 2), ["number", "operations[0].start"]);
  assert.deepEqual(one({ start: null }).slice(0, 2), ["type", "operations[0].start"]);
  assert.deepEqual(one({ start: NaN }).slice(0, 2), ["number", "operations[0].start"]);
  assert.deepEqual(one({ end: -1 }), ["conflict", "operations[0]", "operations[0]: ends before it starts: give end from start on"]);
  assert.deepEqual(one({ process: {} }).slice(0, 2), ["type", "operations[0].process"]);
  assert.deepEqual(one({ kind: "write" }).slice(0, 2), ["missing", "operations[0].value"]);
  assert.deepEqual(one({ value: 7 }).slice(0, 2), ["type", "operations[0].value"]);
  assert.deepEqual(one({ value: "x".repeat(65537) }).slice(0, 2), ["text", "operations[0].value"]);
  assert.match(one({ vaule: "1" })[2], /did you mean value\? An operation has process/);
  assert.deepEqual(fault({ operations: [null], model: "kv" }).slice(0, 2), ["type", "operations[0]"]);
  assert.deepEqual(fault({ operations: { length: 2 ** 53 }, model: "kv" }).slice(0, 2), ["type", "operations"]);
  assert.deepEqual(fault({ operations: new Array(100001), model: "kv" }).slice(0, 2), ["limit", "operations"]);
  const long = Array.from({ length: 300 }, (_, at) => op(1, "write", "x".repeat(65536), at, at));
  assert.deepEqual(fault({ operations: long, model: "register" }).slice(0, 2), ["limit", "operations"]);
});

test("getters and proxies may throw or lie", () => {
  const bomb = () => {
    throw new Error("boom");
  };
  const judge = (operations) => thrown(() => check({ operations, model: "register" }))?.code;
  assert.equal(judge([Object.defineProperty({ process: 1, kind: "read" }, "start", { enumerable: true, get: bomb })]), "unreadable");
  assert.equal(judge(new Proxy([], { get: bomb })), "unreadable");
  assert.equal(judge([new Proxy({}, { ownKeys: bomb })]), "unreadable");
  let turns = 0;
  const liar = { process: 1, kind: "write", get value() { return turns++ ? {} : "1"; }, start: 0, end: 1 };
  assert.equal(judge([liar]), undefined);
  assert.equal(turns, 1);
});

test("a search that takes too long says so, and the module goes on", () => {
  const operations = Array.from({ length: 60 }, (_, at) => op(at, "increment", undefined, 0, 100));
  operations.push(...Array.from({ length: 40 }, (_, at) => op(100 + at, "cas", String(at * 7), 0, 100, { expected: String(at * 5 + 1) })));
  const { ok, sentence } = check({ operations, model: "cas-register" });
  assert.ok(ok !== true || sentence.length > 0);
  assert.equal(check({ operations: [], model: "kv" }).ok, true);
});
