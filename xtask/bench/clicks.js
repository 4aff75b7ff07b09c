// Switches a part of the racks off and on, again and again, and points at it; returns of each the milliseconds of every
// time, and what the picture is made of: { off: [[our work, until the frame is there], …], on: […], point: […], elements }.
// Runs in the page, as the body of an async function, after timing.js and a line that names the part: const NAME = "r1".
const ROUNDS = 15;
const part = () => document.querySelector(`.racks [data-part="${NAME}"]`);
const click = () => part().dispatchEvent(new MouseEvent("click", { bubbles: true }));
/** After all that the event asked for: renders wait in microtasks. */
const settled = () =>
  new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (port1.close(), done());
    port2.postMessage(0);
  });

async function point() {
  part().dispatchEvent(new PointerEvent("pointerleave", { bubbles: true }));
  document.querySelector(".racks-room").dispatchEvent(new PointerEvent("pointerleave"));
  await rest(30);
  await painted();
  const start = performance.now();
  const chip = document.querySelector('.racks [data-part^="p"], .racks [data-part^="n"], .strip [data-part^="p"]');
  if (!chip) return null;
  chip.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
  await settled();
  const work = performance.now() - start;
  await painted();
  return [work, performance.now() - start];
}

const times = { off: [], on: [], point: [] };
for (let round = 0; round < ROUNDS; round += 1) {
  const isOff = () => part().getAttribute("aria-label").includes("switch it on");
  const was = isOff();
  times[was ? "on" : "off"].push(await time(click));
  times[was ? "off" : "on"].push(await time(click));
  if (isOff() !== was) throw new Error(`${NAME} did not come back`);
  const pointed = await point();
  if (pointed) times.point.push(pointed);
}
times.elements = document.querySelectorAll("svg *").length;
return times;
