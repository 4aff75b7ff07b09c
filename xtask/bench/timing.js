// How an edit of the page that is open is timed. Stands before what asks for it, in the body of one async function.
const MEASURE = "quorate-edit";
const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
const rest = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** The milliseconds of our work on it, and those until its frame is there. */
async function time(edit) {
  // What earlier edits left to be done in idle time is no part of this one.
  await rest(60);
  await painted();
  performance.clearMeasures(MEASURE);
  const start = performance.now();
  edit();
  let work;
  for (let frames = 0; work === undefined; frames += 1) {
    if (frames > 300) throw new Error(`no ${MEASURE} was measured`);
    await painted();
    work = performance.getEntriesByName(MEASURE)[0]?.duration;
  }
  return [work, performance.now() - start];
}
