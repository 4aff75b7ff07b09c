// How stale reads are: against plain JavaScript that makes its trials as the paper says, and against closed forms.
import assert from "node:assert/strict";
import { test } from "node:test";
import { quorate, seeded, thrown } from "./quorate.mjs";

const { staleness } = quorate;

/** Numbers in (0, 1] that look random and are the same each time. */
function units(seed) {
  const draw = seeded(seed);
  return () => (draw(2 ** 30) + 1) / 2 ** 30;
}

/** The share of plain trials that see the write t ms after its acknowledgement. */
function plain({ n, r, w, ways, trials, t }) {
  let seen = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const replicas = Array.from({ length: n }, () => ({ w: ways.w(), a: ways.a(), r: ways.r(), s: ways.s() }));
    const acknowledged = replicas.map((one) => one.w + one.a).sort((a, b) => a - b)[w - 1];
    const first = replicas.sort((a, b) => a.r + a.s - (b.r + b.s)).slice(0, r);
    if (first.some((one) => acknowledged + t + one.r >= one.w)) seen += 1;
  }
  return seen / trials;
}

test("latencies of one's own are as stale as plain trials find", () => {
  const unit = units(1);
  const exp = (mean) => () => -mean * Math.log(unit());
  const ways = {
    w: () => (unit() < 0.3 ? 2 * unit() ** (-1 / 1.8) : exp(8)()),
    a: exp(1),
    r: () => 1 + 3 * unit(),
    s: () => 2,
  };
  const latencies = { w: "mix.30pct.pareto.2ms.180.70pct.exp.8ms", a: "exp.1ms", r: "uniform.1ms.4ms", s: "const.2ms" };
  for (const [n, r, w] of [[3, 1, 1], [3, 2, 1], [5, 2, 2], [4, 1, 3]]) {
    const { consistentAt } = staleness({ n, r, w, latencies, at: [0, 2, 10], trials: 200000, seed: "7" });
    for (const { t, p, low, high } of consistentAt) {
      const expected = plain({ n, r, w, ways, trials: 40000, t });
      assert.ok(Math.abs(p - expected) < 0.012, `n=${n} r=${r} w=${w} t=${t}: ${p}, not ${expected}`);
      assert.ok(low < p && p < high && high - low < 0.005);
    }
  }
});

test("models are those of the paper, by name, and a seed replays", () => {
  const ask = { n: 3, r: 1, w: 2, model: "LNKD-DISK", trials: 300000, seed: "18446744073709551615" };
  const found = staleness(ask);
  assert.deepEqual(staleness(ask), found);
  assert.notDeepEqual(staleness({ ...ask, seed: "1" }), found);
  const { value, low, high, quantile } = found.visibility;
  assert.equal(quantile, 0.999);
  assert.ok(low < value && value < high && low < 50 && high > 46, `${low} to ${high}`);
  assert.ok(Math.abs(found.readLatency.p999 - 0.655) < 0.02 && Math.abs(found.writeLatency.p999 - 20.9) < 0.6);
  const curve = found.consistentAt;
  assert.ok(curve.length > 50 && curve.length <= 201 && curve[0].t === 0 && curve.at(-1).t > value);
  assert.ok(curve.every(({ p }, at) => at === 0 || p >= curve[at - 1].p));
  assert.match(found.sentence, /^99\.9\u202f% of reads that begin \d\d(\.\d)?\u202fms after the write was acknowledged see it$/);
});

test("reads and writes that overlap are never stale", () => {
  for (const model of ["LNKD-SSD", "LNKD-DISK", "YMMR", "YMMR-3.35", "WAN", "exponential", "exp.3ms"]) {
    const found = staleness({ n: 5, r: 3, w: 3, model, trials: 2000, quantile: 0.5 });
    assert.deepEqual(found.consistentAt.map(({ t, p }) => [t, p]), [[0, 1]]);
    assert.equal(found.visibility.value, 0);
    assert.equal(found.kStaleness[0].approx, 1);
  }
});

test("versions behind are exact fractions, or numbers where they are too long", () => {
  const { kStaleness } = staleness({ n: 3, r: 1, w: 1, model: "exp.1ms", trials: 1 });
  assert.deepEqual(kStaleness.map(({ k }) => k), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  assert.deepEqual([kStaleness[2].num, kStaleness[2].den], ["19", "27"]);
  for (const { k, approx } of kStaleness) assert.ok(Math.abs(approx - (1 - (2 / 3) ** k)) < 1e-15);
  const many = staleness({ n: 100, r: 30, w: 10, model: "exp.1ms", trials: 1 }).kStaleness;
  assert.equal(many[9].num, null);
  assert.ok(many[9].approx > many[0].approx && many[9].approx <= 1);
});

test("too few trials have no end of an interval rather than a wrong one", () => {
  const { visibility } = staleness({ n: 3, r: 1, w: 1, model: "LNKD-SSD", trials: 100 });
  assert.equal(visibility.high, null);
});

test("measured latencies go between two places of the table", () => {
  const way = "table.aws-2013";
  const latencies = { w: way, a: way, r: way, s: way, from: "Virginia", to: "Tokyo" };
  const { readLatency } = staleness({ n: 3, r: 1, w: 1, latencies, trials: 1000 });
  assert.ok(readLatency.p50 > 150 && readLatency.p50 < 210, `${readLatency.p50}`);
});

const GOOD = { n: 3, r: 1, w: 1, model: "LNKD-SSD", trials: 100 };

test("what is wrong is said with its field, and a cure", () => {
  for (const [wrong, code, field, hint] of [
    [{ n: 0 }, "range", "n", "1"],
    [{ n: 101 }, "range", "n", "100"],
    [{ r: 4 }, "range", "r", "3"],
    [{ w: 4 }, "range", "w", "3"],
    [{ w: undefined }, "missing", "w", null],
    [{ trials: 5000001 }, "range", "trials", "5000000"],
    [{ n: 100, trials: 1000000 }, "range", "trials", "200000"],
    [{ trials: 1.5 }, "number", "trials", null],
    [{ model: "LNKD-SDS" }, "word", "model", "LNKD-SSD"],
    [{ model: undefined }, "missing", "model", null],
    [{ model: null }, "type", "model", null],
    [{ model: 7n }, "type", "model", null],
    [{ model: [] }, "type", "model", null],
    [{ latencies: "exp.1ms" }, "conflict", "model", null],
    [{ model: { w: "exp.1ms" } }, "missing", "model.a", null],
    [{ model: { w: "exp.1ms", a: "exp.1ms", r: "exp.1ms", s: 4 } }, "type", "model.s", null],
    [{ model: { w: "exp.1ms", a: "exp.1ms", r: "exp.1ms", s: "exp.1ms", x: 1 } }, "unknown-option", "model.x", null],
    [{ model: "exp.0" }, "range", "model", undefined],
    [{ model: "mix.50pct.exp.1ms" }, "range", "model", undefined],
    [{ model: "table.aws-2013" }, "range", "model", undefined],
    [{ model: "pareto." + "1".repeat(600) }, "text", "model", undefined],
    [{ quantile: 1 }, "range", "quantile", "0.999"],
    [{ quantile: "0.9" }, "number", "quantile", undefined],
    [{ quantile: NaN }, "range", "quantile", "0.999"],
    [{ at: -1 }, "range", "at", undefined],
    [{ at: [0, Infinity] }, "range", "at[1]", undefined],
    [{ at: ["0"] }, "number", "at[0]", undefined],
    [{ at: {} }, "type", "at", undefined],
    [{ at: { length: 1e9 } }, "type", "at", undefined],
    [{ at: new Float64Array(10001) }, "limit", "at", "10000"],
    [{ seed: "-1" }, "number", "seed", undefined],
    [{ seed: 2 ** 60 }, "number", "seed", undefined],
    [{ trails: 5 }, "unknown-option", "trails", "trials"],
  ]) {
    const error = thrown(() => staleness({ ...GOOD, ...wrong }));
    assert.equal(error?.code, code, JSON.stringify([Object.keys(wrong), error]));
    assert.equal(error.field, field);
    if (hint !== undefined) assert.equal(error.hint, hint);
    assert.ok(error.message.length > 10);
  }
});

test("hostile objects stop nothing", () => {
  const bomb = () => { throw new Error("no"); };
  for (const options of [
    undefined, null, 5, "x", [], () => {}, Symbol("x"),
    Object.defineProperty({ ...GOOD }, "model", { enumerable: true, get: bomb }),
    new Proxy(GOOD, { get: bomb }),
    new Proxy(GOOD, { ownKeys: bomb }),
    { ...GOOD, at: new Proxy([1], { get: bomb }) },
    { ...GOOD, model: new Proxy({}, { ownKeys: bomb }) },
    { ...GOOD, model: Object.create(null, { w: { enumerable: true, get: bomb } }) },
  ]) {
    assert.ok(["type", "unreadable", "missing"].includes(thrown(() => staleness(options))?.code));
  }
  assert.equal(staleness(GOOD).trials, 100);
  assert.equal(staleness({ ...GOOD, at: new Float64Array([0, 0.5]) }).consistentAt.length, 2);
  assert.deepEqual(staleness({ ...GOOD, at: [] }).consistentAt, []);
});
