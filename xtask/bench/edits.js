// Edits the page that is open, again and again, and returns of each kind of edit the milliseconds of every time:
// { kind: [[our work, until the frame is there], …] }. Runs in the page, as the body of an async function.
const ROUNDS = 15;
const MEASURE = "quorate-edit";
const button = (name) => () => document.querySelector(`button[name=${name}]`).click();
const hash = (id) => () => {
  const choice = document.querySelector("select[name=hash]");
  choice.value = id;
  choice.dispatchEvent(new Event("change", { bubbles: true }));
};
const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
const rest = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

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

const chosen = document.querySelector("select[name=hash]").value;
const other = chosen === "xxh64" ? "murmur3-cassandra" : "xxh64";
const times = { "remove a node": [], "add a node": [], "another hash": [] };
for (let round = 0; round < ROUNDS; round += 1) {
  times["remove a node"].push(await time(button("remove")));
  times["add a node"].push(await time(button("add")));
  times["another hash"].push(await time(hash(other)));
  await time(hash(chosen));
}
return times;
