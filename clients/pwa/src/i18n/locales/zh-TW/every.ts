/** The texts that every screen needs, as one file. */
export { default as shell } from "./shell.json";
export { default as ui } from "./ui.json";
export { default as words } from "./words.json";
