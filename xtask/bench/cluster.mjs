// The work of our run in plain JavaScript and on npm's simjs: three clients, a leader and two followers, as in
// src/time/nexosim.rs, which says what is left out in their favour. Times are milliseconds.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { runInThisContext } from "node:vm";

const CLIENTS = 3;
const ACTORS = 6;
const LEADER = CLIENTS;
const FOLLOWERS = [4, 5];
const [DISK, TIMEOUT, BEAT] = [1, 200, 30];
const delay = () => -Math.log(1 - Math.random());

/** Who does what: `send(from, to, topic, op)` and `wake(actor, after, topic, op)` are what differs. */
function cluster(send, wake) {
  const asked = new Array(CLIENTS).fill(0);
  const unconfirmed = new Set();
  const ask = (client) => {
    asked[client] += 1;
    const op = asked[client] * CLIENTS + client;
    send(client, LEADER, asked[client] % 2 === 1 ? "write" : "read", op);
    wake(client, TIMEOUT, "late", op);
  };
  const beat = () => {
    for (const to of FOLLOWERS) send(LEADER, to, "heartbeat", 0);
    wake(LEADER, BEAT, "beat", 0);
  };
  const take = (me, from, topic, op) => {
    switch (topic) {
      case "read": return send(me, from, "done", op);
      case "write": case "entries": return wake(me, DISK, "flushed", op);
      case "flushed":
        if (me !== LEADER) return send(me, LEADER, "confirm", op);
        unconfirmed.add(op);
        for (const to of FOLLOWERS) send(me, to, "entries", op);
        return undefined;
      case "confirm": return unconfirmed.delete(op) ? send(me, op % CLIENTS, "done", op) : undefined;
      case "done": return ask(me);
      case "heartbeat": return send(me, from, "heard", 0);
      case "beat": return beat();
      default: return undefined;
    }
  };
  const begin = () => {
    for (let client = 0; client < CLIENTS; client += 1) ask(client);
    beat();
  };
  return { take, begin };
}

/** A binary heap of objects, by time and then by the order in which they were put in. */
class Heap {
  #all = [];
  #count = 0;

  push(at, me, from, topic, op) {
    const all = this.#all;
    const added = { at, number: (this.#count += 1), me, from, topic, op };
    let place = all.push(added) - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (!before(added, all[above])) break;
      all[place] = all[above];
      place = above;
    }
    all[place] = added;
  }

  pop() {
    const all = this.#all;
    const first = all[0];
    const moved = all.pop();
    if (all.length === 0) return first;
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= all.length) break;
      if (below + 1 < all.length && before(all[below + 1], all[below])) below += 1;
      if (!before(all[below], moved)) break;
      all[place] = all[below];
      place = below;
    }
    all[place] = moved;
    return first;
  }
}

const before = (a, b) => a.at < b.at || (a.at === b.at && a.number < b.number);

/** Runs so long; the events that it took. */
export function plain(until) {
  const heap = new Heap();
  let [now, events] = [0, 0];
  const send = (from, to, topic, op) => heap.push(now + delay(), to, from, topic, op);
  const wake = (me, after, topic, op) => heap.push(now + after, me, me, topic, op);
  const { take, begin } = cluster(send, wake);
  begin();
  for (;;) {
    const { at, me, from, topic, op } = heap.pop();
    if (at > until) return events;
    [now, events] = [at, events + 1];
    take(me, from, topic, op);
  }
}

// Its one file is a bundle for pages that exports nothing; what it evaluates to finds the modules in it.
const bundle = readFileSync(createRequire(import.meta.url).resolve("simjs/sim.js"), "utf8");
const { Sim, Entity } = runInThisContext(bundle)(7);

/** The same by its entities, which send messages and set timers. */
export function simjs(until) {
  let events = 0;
  const actors = [];
  const send = (from, to, topic, op) => actors[from].send({ from, topic, op }, delay(), actors[to]);
  const wake = (me, after, topic, op) => actors[me].setTimer(after).done(woken, actors[me], { topic, op });
  const { take, begin } = cluster(send, wake);
  class Actor extends Entity {
    start() {
      this.me = actors.push(this) - 1;
    }

    onMessage(_, { from, topic, op }) {
      events += 1;
      take(this.me, from, topic, op);
    }
  }
  function woken({ topic, op }) {
    events += 1;
    take(this.me, this.me, topic, op);
  }
  const sim = new Sim();
  for (let actor = 0; actor < ACTORS; actor += 1) sim.addEntity(Actor);
  begin();
  sim.simulate(until, Number.MAX_SAFE_INTEGER);
  return events;
}
