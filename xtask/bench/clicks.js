// Switches a part of the racks off and on, again and again, and points at it; returns of each the milliseconds of every
// time, and what the picture is made of: { off: [[our work, until the frame is there], …], on: […], point: […], elements }.
// Runs in the page, as the body of an async function, after a line that names the part: const NAME = "r1".
const ROUNDS = 15;
const MEASURE = "quorate-edit";
const part = () => document.querySelector(`.racks [data-part="${NAME}"]`);
const send = (Kind, type) => part().dispatchEvent(new Kind(type, { bubbles: true }));
const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
const rest = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
/** After all that the event asked for: renders wait in microtasks. */
const settled = () =>
  new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (port1.close(), done());
    port2.postMessage(0);
  });

async function edit() {
  // What earlier edits left to be done in idle time is no part of this one.
  await rest(60);
  await painted();
  performance.clearMeasures(MEASURE);
  const start = performance.now();
  send(MouseEvent, "click");
  let work;
  for (let frames = 0; work === undefined; frames += 1) {
    if (frames > 300) throw new Error(`no ${MEASURE} was measured`);
    await painted();
    work = performance.getEntriesByName(MEASURE)[0]?.duration;
  }
  return [work, performance.now() - start];
}

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
  times[was ? "on" : "off"].push(await edit());
  times[was ? "off" : "on"].push(await edit());
  if (isOff() !== was) throw new Error(`${NAME} did not come back`);
  const pointed = await point();
  if (pointed) times.point.push(pointed);
}
times.elements = document.querySelectorAll("svg *").length;
return times;
