// Reads from a package's JavaScript what its declarations do not say: tokens, secrets, aliases, constants, defaults.

export function resourceToken(text) {
  return /__pulumiType = '([^']+)'/.exec(text)?.[1];
}

export function functionToken(text) {
  return /runtime\.invoke(?:Single)?\("([^"]+)"/.exec(text)?.[1];
}

export function resourceScript(text) {
  const constants = new Map();
  const defaults = new Map();
  const secrets = new Set();
  const json = new Set();
  for (const [, name, value] of text.matchAll(/resourceInputs\["([^"]+)"\] = (.*);/g)) {
    if (value.includes("pulumi.secret(")) secrets.add(name);
    if (value.includes(".apply(JSON.stringify)")) json.add(name);
    const constant = /^"([^"]*)"$/.exec(value);
    if (constant) constants.set(name, constant[1]);
    const byDefault = /\?\? ("[^"]*"|true|false|-?[0-9.]+)\)?(?:\.|$)/.exec(value);
    if (byDefault) defaults.set(name, JSON.parse(byDefault[1]));
  }
  return {
    constants, defaults, secrets, json,
    additionalSecretOutputs: list(text, "additionalSecretOutputs"),
    replaceOnChanges: list(text, "replaceOnChanges"),
    aliases: [...(/aliases: \[(.*?)\] \}/s.exec(text)?.[1] ?? "").matchAll(/type: "([^"]+)"/g)].map((match) => match[1]),
  };
}

function list(text, name) {
  const values = new RegExp(`${name}: \\[(.*?)\\] \\}`, "s").exec(text)?.[1] ?? "";
  return [...values.matchAll(/"([^"]+)"/g)].map((match) => match[1]);
}

/** Defaults of nested input types: a map from the type's name (without module) to a map from property to value. */
export function nestedDefaults(text) {
  const found = new Map();
  for (const [, name, body] of text.matchAll(/function (\w+)ProvideDefaults\(val\) \{(.*?)\n\s*\}\n/gs)) {
    const values = new Map();
    for (const [, property, value] of body.matchAll(/(\w+): .*\?\? ("[^"]*"|true|false|-?[0-9.]+),/g)) values.set(property, JSON.parse(value));
    found.set(name[0].toUpperCase() + name.slice(1), values);
  }
  return found;
}
