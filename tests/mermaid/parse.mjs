// Read pictures as JSON from standard input, parse each with Mermaid's own parser, and print what it took each for:
// [{vertices: [{id, text}], edges: [{start, end, text, stroke, type}]}], or {error} for one that it does not take.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

// Mermaid cleans text with a sanitizer that needs a document; the folder of the packages is the argument.
const require = createRequire(pathToFileURL(process.argv[2] + "/"));
const { JSDOM } = require("jsdom");
const page = new JSDOM("<!doctype html><body></body>");
globalThis.window = page.window;
globalThis.document = page.window.document;
const { default: mermaid } = await import(pathToFileURL(require.resolve("mermaid")));
mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });

async function read(text) {
  try {
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    const vertices = [...db.getVertices().values()].map(({ id, text }) => ({ id, text }));
    const edges = db.getEdges().map(({ start, end, text, stroke, type }) => ({ start, end, text, stroke, type }));
    return { vertices, edges };
  } catch (error) {
    return { error: String(error.message ?? error) };
  }
}

const found = [];
for (const text of JSON.parse(readFileSync(0, "utf-8"))) found.push(await read(text));
process.stdout.write(JSON.stringify(found));
