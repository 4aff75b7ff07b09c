// Draws the trials of stale reads of an address beside the page. In: the compiled module and the address; "stop" is enough.
// Out: how many trials are done, a number; at last all times; null where it cannot.
import init, { Trials } from "./quorate.js";

// A slice takes a few dozen milliseconds of three copies.
const SLICE = 1 << 16;
let isStopped = false;

// What was posted meanwhile is read between two slices.
const breath = () => new Promise((go) => setTimeout(go));

async function draw({ module, address }) {
  await init({ module_or_path: module });
  const trials = Trials.of(address);
  if (!trials) return null;
  while (!trials.advance(SLICE) && !isStopped) {
    postMessage(trials.done());
    await breath();
  }
  return trials.finish();
}

addEventListener("message", async ({ data }) => {
  if (data === "stop") {
    isStopped = true;
    return;
  }
  try {
    const times = await draw(data);
    postMessage(times, times ? [times.buffer] : []);
  } catch {
    postMessage(null);
  }
  close();
});
