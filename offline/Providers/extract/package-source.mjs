// Fetches a pinned npm package into a temporary folder and finds the files of its resources and functions.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { functionToken, resourceToken } from "./scripts.mjs";

export function fetchPackage(name, version) {
  const folder = mkdtempSync(join(tmpdir(), "extract-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  execFileSync("npm", ["pack", `@pulumi/${name}@${version}`, "--ignore-scripts", "--silent", "--pack-destination", folder], { stdio: ["ignore", "ignore", "inherit"] });
  const [archive] = readdirSync(folder);
  execFileSync("tar", ["xzf", join(folder, archive), "-C", folder, "--strip-components=1"]);
  return folder;
}

/** Resources and functions by token: the path without extension. A file's name is not always the token's. */
export function findMembers(folder) {
  const resources = new Map();
  const functions = new Map();
  for (const path of readdirSync(folder, { recursive: true })) {
    if (!path.endsWith(".js") || path.startsWith("types/")) continue;
    const text = readFileSync(join(folder, path), "utf8");
    const stem = join(folder, path.slice(0, -3));
    const resource = resourceToken(text);
    if (resource) resources.set(resource, stem);
    const called = resource ? undefined : functionToken(text);
    if (called && existsSync(`${stem}.d.ts`)) functions.set(called, stem);
  }
  return { resources, functions };
}

export function readIf(path) {
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}
