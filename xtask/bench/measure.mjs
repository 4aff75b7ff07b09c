// Rounds in which every contestant has one turn: A B C, A B C, …

const ROUNDS = 11;
/** Nanoseconds that a turn takes at least. */
const TURN = 5_000_000;

/** Does the turns of all contestants by rounds, and prints what each took. */
export function measure(what, nodes, operations, contestants, rounds = ROUNDS) {
  const turns = Object.entries(contestants).map(([name, turn]) => {
    const until = performance.now() + 50;
    while (performance.now() < until) turn();
    const times = Math.floor(TURN / time(turn, 1)) + 1;
    return { name, turn, times, samples: [] };
  });
  for (let round = 0; round < rounds; round += 1) {
    for (const { turn, times, samples } of turns) samples.push(time(turn, times) / times / operations);
  }
  for (const { name, samples } of turns) console.log([what, nodes, name, samples.join(" ")].join("\t"));
}

function time(turn, times) {
  const start = process.hrtime.bigint();
  for (let done = 0; done < times; done += 1) turn();
  return Number(process.hrtime.bigint() - start);
}
