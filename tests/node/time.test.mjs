// What happens over time: operations, lost writes, verdicts and events, recounted here from the events alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { quorate, thrown } from "./quorate.mjs";

const { mermaid, render, run } = quorate;
const MS = 1_000_000n;

/** Who held what when somebody began to lead: acknowledged writes that the last to be promoted did not hold. */
function lostByRecount({ events, operations }) {
  const logs = new Map();
  const acknowledged = new Map();
  const lost = new Set();
  let leader = null;
  for (const event of events) {
    const log = logs.get(event.actor) ?? new Map();
    logs.set(event.actor, log);
    if (event.kind === "accepted" || event.kind === "received") log.set(Number(event.position), event.operation);
    if (event.kind === "discarded") for (const at of [...log.keys()]) if (at >= Number(event.position)) log.delete(at);
    if (event.kind === "acknowledged") {
      acknowledged.set(event.operation, event.at);
      // Who acknowledges what the acting leader does not have has lost it already.
      if (![...logs.get(leader).values()].includes(event.operation)) lost.add(event.operation);
    }
    if (event.kind === "leads") {
      leader = event.actor;
      const held = new Set(log.values());
      for (const operation of acknowledged.keys()) if (!held.has(operation)) lost.add(operation);
    }
  }
  assert.ok([...lost].every((at) => operations[at].kind !== "get"));
  return [...lost].sort((a, b) => a - b);
}

test("three modes take 9, 20 and 30 ms, and asynchronous alone loses a write", () => {
  const expected = [
    { took: [9n, 9n, 9n], lost: [2] },
    { took: [20n, 20n], lost: [] },
    { took: [30n], lost: [] },
  ];
  for (const [at, { took, lost }] of expected.entries()) {
    const result = run("v=1&s=crash-modes", { mode: at + 1 });
    const done = result.operations.filter((operation) => operation.outcome === "ok");
    assert.deepEqual(done.map(({ start, end }) => (BigInt(end) - BigInt(start)) / MS), took);
    assert.ok(done.every(({ acknowledgedBy }) => acknowledgedBy === "n1"));
    assert.deepEqual(result.lost.map(({ operation }) => operation), lost);
    assert.deepEqual(lostByRecount(result), lost);
    assert.equal(result.verdicts.find(({ rule }) => rule === "acknowledged-kept").ok, lost.length === 0);
    assert.deepEqual([result.mode, result.modes, result.ended], [at + 1, 3, "until"]);
    assert.equal(result.metrics.writes.ok, took.length);
  }
});

test("over many seeds what is lost is what the next leader did not hold", () => {
  let total = 0;
  for (let seed = 0; seed < 60; seed++) {
    const script = "5.put.a.1_17.put.b.2_29.put.c.3_41.put.d.4_53.put.e.5_60.kill.n1_400.put.f.6";
    const address = `v=1&nodes=4&repl=leader&ack=async&ship=10ms&fence=epoch&link=all.exp.6ms&disk=all.2ms&loss=5pct&beat=10ms&detect=timeout.80ms&until=600ms&seed=${seed}&do=${script}`;
    const result = run(address);
    const counted = lostByRecount(result);
    assert.deepEqual(result.lost.map(({ operation }) => operation).sort((a, b) => a - b), counted, address);
    total += counted.length;
  }
  assert.ok(total > 10, `${total} writes are lost in all`);
});

test("a broken promise is named at its event", () => {
  const { verdicts, events, operations } = run("v=1&s=read-your-writes");
  const broken = verdicts.find(({ rule }) => rule === "read-your-writes");
  assert.equal(broken.ok, false);
  assert.equal(events[broken.event].at, broken.at);
  assert.equal(operations[broken.operation].kind, "get");
  assert.match(broken.sentence, /c1 knew at 14 ms that its w1/);
});

test("events are in order, and every message that arrives was sent", () => {
  const { events, end } = run("v=1&s=split-brain", { mode: 2 });
  const sent = new Map();
  let last = 0n;
  for (const event of events) {
    assert.ok(BigInt(event.at) >= last && BigInt(event.at) <= BigInt(end));
    last = BigInt(event.at);
    if (event.kind === "sent") sent.set(event.message, event);
    if (event.kind === "arrived") assert.equal(sent.get(event.message).arrives, event.at);
    if (event.kind === "lost") assert.notEqual(sent.get(event.message).loss, null);
  }
});

test("the same address is the same run, and events can be left out", () => {
  const [whole, brief] = [run("v=1&s=phi-accrual"), run("v=1&s=phi-accrual", { events: false })];
  assert.equal(whole.digest, brief.digest);
  assert.equal(brief.events, null);
  assert.deepEqual(whole.operations, brief.operations);
  assert.notEqual(run("v=1&s=phi-accrual&seed=2").digest, whole.digest);
});

test("what cannot be run says why", () => {
  assert.equal(thrown(() => run("v=1&s=ring")).code, "conflict");
  assert.match(thrown(() => run("v=1&s=ring")).message, /repl=leader/);
  assert.equal(thrown(() => run("v=1&s=crash-modes", { mode: 4 })).code, "range");
  assert.equal(thrown(() => run("v=1&s=sync-async", { mode: 3 })).code, "range");
  assert.equal(thrown(() => run(7)).code, "type");
  assert.equal(thrown(() => run("v=1&s=crash-modes", { modes: 1 })).code, "unknown-option");
  assert.match(thrown(() => run("v=1&nodes=65&repl=leader")).message, /take 64 or fewer/);
});

test("a sequence is drawn at an instant, and as Mermaid", () => {
  const drawn = (options) => render("v=1&s=crash-modes", { picture: "sequence", width: 1216, ...options });
  const early = drawn({ at: "20000000" });
  assert.match(early, /^<svg/);
  assert.equal(early, drawn({ at: 20 }));
  assert.notEqual(early, drawn({}));
  assert.ok(!early.includes("n2 leads") && drawn({}).includes("n2 leads"));
  assert.ok(drawn({ upkeep: true }).includes("monitor"));
  assert.equal(thrown(() => drawn({ at: "soon" })).field, "at");
  const text = mermaid("v=1&s=crash-modes");
  assert.match(text, /^sequenceDiagram\n/);
  assert.ok(text.includes("n1->>n2") || text.includes("n1-)n2"));
});
