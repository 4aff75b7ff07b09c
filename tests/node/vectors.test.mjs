// The module against the answers of real systems: tests/vectors.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { quorate, thrown } from "./quorate.mjs";

const { assign, place } = quorate;
const cases = async (path) => JSON.parse(await readFile(new URL(`../vectors/${path}`, import.meta.url), "utf8"));

test("place and assign put replicas where Cassandra puts them, in both orders", async () => {
  let placed = 0;
  for (const { id, nodes: given, strategies, cases: wanted } of await cases("cassandra/replicas.json")) {
    const nodes = given.map(({ ip, dc, rack, tokens }) => ({ id: ip, dc, rack, tokens }));
    for (const strategy of strategies) {
      const of = wanted.filter((row) => row.strategy === strategy.name);
      const orders =
        strategy.class === "SimpleStrategy"
          ? [["walk", (row) => row.replicas]]
          : [["nts", (row) => row.replicas], ["nts2", (row) => row.replicas_cassandra_2x ?? row.replicas]];
      for (const [placement, replicas] of orders) {
        const options = { nodes, placement, rf: strategy.rf };
        const positions = of.map((row) => row.token);
        const rows = place({ scheme: "ring", hash: "murmur3-cassandra", ...options, positions });
        const expected = of.map(replicas);
        assert.deepEqual(rows.map((row) => row.replicas), expected, `${id} ${strategy.name} ${placement}`);
        assert.deepEqual(rows.map((row) => row.owner), expected.map((row) => row[0]));
        // The same from the ranges: that of the first token not below the position.
        const ranges = assign(options);
        assert.equal(ranges.length, nodes.flatMap((node) => node.tokens).length);
        positions.forEach((position, at) => {
          const range = ranges.find(({ partition }) => BigInt(partition) >= BigInt(position)) ?? ranges[0];
          assert.deepEqual([range.replicas, range.leader], [expected[at], expected[at][0]]);
        });
        placed += of.length;
      }
    }
  }
  assert.ok(placed >= 2680, String(placed));
});

/** What `assign` gave, as the vectors have it; or that it refused the copies. */
function outcome(options, vector, describe) {
  let rows;
  const error = thrown(() => (rows = assign(options)));
  if (vector.error) {
    assert.match(vector.error, /^InvalidReplicationFactor/);
    assert.deepEqual([error?.code, error?.field], ["range", "rf"], describe);
    return;
  }
  assert.equal(error, undefined, describe);
  const assigned = rows.map(({ partition, replicas }) => [partition, replicas.map((id) => Number(id.slice(1)))]);
  assert.deepEqual(Object.fromEntries(assigned), vector.assignment, describe);
  for (const { replicas, leader } of rows) assert.equal(leader, replicas[0]);
}

const brokers = (vector) =>
  vector.brokers.map(({ id, rack, fenced }) => ({ id: `n${id}`, rack: rack ?? undefined, fenced }));

test("assign is Kafka's AdminUtils in every case, refusals too", async () => {
  const all = await cases("kafka/adminutils.json");
  for (const vector of all) {
    const { partitions, rf, fixedStartIndex: startIndex, startPartitionId: startPartition } = vector;
    const choices = { startIndex, startPartition };
    outcome({ placement: "kafka", nodes: brokers(vector), partitions, rf, choices }, vector, JSON.stringify(vector));
  }
  assert.ok(all.length >= 70 && all.some((vector) => vector.error));
});

test("assign is Kafka's StripedReplicaPlacer where every draw is 0", async () => {
  const all = (await cases("kafka/striped.json")).filter((vector) => vector.random === "zero");
  for (const vector of all) {
    const { partitions, rf } = vector;
    const options = { placement: "kraft", nodes: brokers(vector), partitions, rf, choices: { random: "zero" } };
    outcome(options, vector, JSON.stringify(vector));
  }
  assert.ok(all.length >= 40 && all.some((vector) => vector.brokers.some((broker) => broker.fenced)));
});

test("assign is redis-cli's plan before its optimiser", async () => {
  const all = await cases("redis/create_plan.json");
  for (const vector of all) {
    const nodes = vector.node_hosts.map((host, at) => ({ id: `${host}:node${at}`, host }));
    const rows = assign({ placement: "redis", nodes, rf: vector.replicas + 1 });
    const slots = vector.slot_ranges.map(([first, last]) => `${first}-${last}`);
    assert.deepEqual(rows.map((row) => row.partition), slots);
    for (const { replicas, leader } of rows) {
      const given = vector.initial_replicas.filter(([, master]) => master === leader).map(([replica]) => replica);
      assert.deepEqual(replicas, [leader, ...given], JSON.stringify(vector));
    }
    assert.equal(rows.flatMap((row) => row.replicas.slice(1)).length, vector.initial_replicas.length);
  }
  assert.ok(all.length >= 60);
});
