// Edits the page that is open, again and again, and returns of each kind of edit the milliseconds of every time:
// { kind: [[our work, until the frame is there], …] }. Runs in the page, as the body of an async function, after timing.js.
const ROUNDS = 15;
const button = (name) => () => document.querySelector(`button[name=${name}]`).click();
const hash = (id) => () => {
  const choice = document.querySelector("select[name=hash]");
  choice.value = id;
  choice.dispatchEvent(new Event("change", { bubbles: true }));
};

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
