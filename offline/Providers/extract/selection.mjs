// Reads Facts/<package>.selection: what is wanted of a package, and what npm does not say.
import { readFileSync } from "node:fs";

export function readSelection(path) {
  const selection = { resources: [], functions: [], namespaces: new Map(), names: new Map(), doubles: [], secrets: new Set(), cuts: [], states: false };
  for (const [index, raw] of readFileSync(path, "utf8").split("\n").entries()) {
    const [kind, key, value] = raw.replace(/(^|\s)# .*$/, "").trim().split(/\s+/);
    switch (kind) {
      case "": break;
      case "resource": selection.resources.push(key); break;
      case "function": selection.functions.push(key); break;
      case "namespace": selection.namespaces.set(key, value); break;
      case "name": selection.names.set(key, value); break;
      case "double": selection.doubles.push(pattern(key)); break;
      case "secret": selection.secrets.add(key); break;
      case "cut": selection.cuts.push(pattern(key)); break;
      case "states": selection.states = true; break;
      default: throw new Error(`${path}:${index + 1}: '${kind}' is none of resource, function, namespace, name, double, secret, cut, states`);
    }
  }
  return selection;
}

function pattern(text) {
  return new RegExp(`^${text.replace(/[.$?+()[\]{}|\\^]/g, "\\$&").replaceAll("*", "[A-Za-z0-9]*")}$`);
}
