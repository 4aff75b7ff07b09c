// Starts the page: the module alone starts nothing.
import init from "./quorate.js";

await init();
