// One figure that fills the frame. Its address is the frame's, which is read and never written.
import "../embed.js";

const figure = document.querySelector("quorate-sim");
const address = () => (location.hash.length > 1 ? location.hash : location.search);
const show = () => {
  figure.scenario = address();
  figure.querySelector("a").href = `../${address()}`;
};
addEventListener("hashchange", show);
show();

if (parent !== window) {
  // The page around may be anybody's, and learns nothing but a height.
  new ResizeObserver(() => {
    parent.postMessage({ type: "quorate-height", height: Math.ceil(figure.getBoundingClientRect().height) }, "*");
  }).observe(figure);
  addEventListener("message", ({ source, data }) => {
    if (source !== parent || data?.type !== "quorate-theme" || !["auto", "light", "dark"].includes(data.theme)) return;
    figure.setAttribute("theme", data.theme);
    document.documentElement.dataset.theme = data.theme;
  });
}
