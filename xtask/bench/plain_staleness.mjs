// Trials of PBS in straightforward JavaScript: fresh arrays, Math.random, Math.log and Math.pow, sorts. Chromium gets the same
// text without its word "export".
const pareto = (least, alpha) => least / Math.pow(1 - Math.random(), 1 / alpha);
const exp = (rate) => -Math.log(1 - Math.random()) / rate;
const ssd = () => (Math.random() < 0.9122 ? pareto(0.235, 10) : exp(1.66));
const disk = () => (Math.random() < 0.38 ? pareto(1.05, 1.51) : exp(0.183));

/** How long write, acknowledgement, read and answer take, ms. */
export const WAYS = {
  "LNKD-DISK": { w: disk, a: ssd, r: ssd, s: ssd },
  exponential: { w: () => exp(0.1), a: () => exp(1), r: () => exp(1), s: () => exp(1) },
};

/** The share of trials that see the write t ms after its acknowledgement. */
export function plain(ways, n, r, w, trials, t) {
  let seen = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const replicas = Array.from({ length: n }, () => ({ w: ways.w(), a: ways.a(), r: ways.r(), s: ways.s() }));
    const acknowledged = replicas.map((one) => one.w + one.a).sort((a, b) => a - b)[w - 1];
    const first = replicas.sort((a, b) => a.r + a.s - (b.r + b.s)).slice(0, r);
    if (first.some((one) => acknowledged + t + one.r >= one.w)) seen += 1;
  }
  return seen / trials;
}

/**
 * Times a point and a curve of each model, round by round: [what, name, nanoseconds a point of each round]. `staleness` is the
 * module's; both must find the same. A point of the curve takes plain JavaScript as long as any other, so it does one a turn.
 */
export function contest(staleness, trials, rounds) {
  const cases = Object.entries(WAYS).flatMap(([model, ways]) => {
    const ask = { n: 3, r: 1, w: 1, model, trials };
    const one = () => plain(ways, 3, 1, 1, trials, 10);
    const points = Array.from({ length: 100 }, (_, at) => at / 2);
    const [{ p }] = staleness({ ...ask, at: 10 }).consistentAt;
    if (Math.abs(p - one()) > 0.01) throw new Error(`${model}: ${p}, not ${one()}`);
    return [
      [`one instant, ${model}`, { quorate: [1, () => staleness({ ...ask, at: 10 })], "plain JavaScript": [1, one] }],
      [`of 100 instants each, ${model}`, { quorate: [100, () => staleness({ ...ask, at: points })], "plain JavaScript": [1, one] }],
    ];
  });
  return cases.flatMap(([what, contestants]) => {
    const all = Object.entries(contestants).map(([name, [count, turn]]) => ({ name, count, turn, samples: [] }));
    for (const { turn } of all) turn();
    for (let round = 0; round < rounds; round += 1) {
      for (const { count, turn, samples } of all) {
        const start = performance.now();
        turn();
        samples.push(((performance.now() - start) * 1e6) / count);
      }
    }
    return all.map(({ name, samples }) => [what, name, samples]);
  });
}
