// Writes Facts/<package>.facts from the pinned npm package: `node extract.mjs aws`. See docs/provider-classes.md.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { parseDeclarations, properties } from "./declarations.mjs";
import { fetchPackage, findMembers, readIf } from "./package-source.mjs";
import { nestedDefaults, resourceScript } from "./scripts.mjs";
import { readSelection } from "./selection.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const { values: options, positionals: [name] } = parseArgs({
  allowPositionals: true,
  options: {
    "numbers-reviewed": { type: "boolean", default: false },
    // For tests: a package that is unpacked already, and where selection and facts are.
    from: { type: "string" },
    facts: { type: "string", default: join(here, "..", "Facts") },
  },
});
if (!name) throw new Error("usage: node extract.mjs <package> [--numbers-reviewed]");
const facts = options.facts;
// What comes from Terraform through the bridge differs from native packages in when nested outputs may be missing.
const bridged = new Set(["aws", "azure", "docker", "random"]);

const problems = [];

const folder = options.from ?? fetchPackage(name, pinnedVersion(name));
const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
const version = manifest.version;
const selection = readSelection(join(facts, `${name}.selection`));
const members = findMembers(folder);
const inputs = parseDeclarations(readIf(join(folder, "types/input.d.ts"))).interfaces;
const outputs = parseDeclarations(readIf(join(folder, "types/output.d.ts"))).interfaces;
const enums = readEnums(folder);
const defaultsOf = nestedDefaults(readIf(join(folder, "types/input.js")));
const known = knownIntegers(join(facts, `${name}.facts`));
const undecided = new Set();
const lines = [];
const modules = new Set([""]);
const wanted = { input: new Set(), output: new Set(), argument: new Set(), result: new Set(), enum: new Set() };

addProvider();
for (const token of expand(selection.resources, members.resources)) addResource(token);
for (const token of expand(selection.functions, members.functions)) addFunction(token);
close();
finish();

/** The version stands once, where infra/Infra.csproj takes it from. */
function pinnedVersion(name) {
  const props = readFileSync(join(here, "../../../Directory.Packages.props"), "utf8");
  const id = `Pulumi.${name[0].toUpperCase()}${name.slice(1)}`;
  const match = new RegExp(`Include="${id.replace(".", "\\.")}" Version="([^"]+)"`).exec(props);
  if (!match) throw new Error(`Directory.Packages.props has no version of ${id}`);
  return match[1];
}

function expand(patterns, found) {
  const all = [...found.keys()].filter((token) => token.includes(":"));
  const tokens = patterns.flatMap((token) => (token === "*" ? all : [token]));
  for (const token of tokens.filter((token) => !found.has(token))) problems.push(`${token}: not in @pulumi/${name} ${version}`);
  return [...new Set(tokens)].filter((token) => found.has(token)).sort();
}

function addProvider() {
  const token = `pulumi:providers:${name}`;
  const text = readIf(join(folder, "provider.d.ts"));
  if (!text) return;
  const file = parseDeclarations(text);
  const script = resourceScript(readIf(join(folder, "provider.js")));
  const ins = properties(file.interfaces.get(".ProviderArgs"), token).map((property) => write(property, token, "input", "input", {
    json: script.json.has(property.name), secret: script.secrets.has(property.name), fallback: script.defaults.get(property.name),
  }));
  const outs = properties(file.classes.get("Provider"), token).map((property) => write(property, token, "output", "output", {}));
  lines.push(["provider", token, `in ${ins.join(" ")}`, `out ${outs.join(" ")}`, ...listOf("secretOutputs", script.additionalSecretOutputs)]);
}

function addResource(token) {
  const [, module, className] = parts(token);
  const stem = members.resources.get(token);
  const file = parseDeclarations(readFileSync(`${stem}.d.ts`, "utf8"));
  const script = resourceScript(readFileSync(`${stem}.js`, "utf8"));
  const declared = file.classes.get(className);
  if (!declared) {
    problems.push(`${token}: no class ${className} in ${stem}.d.ts`);
    return;
  }
  modules.add(module);
  const args = file.interfaces.get(`.${className}Args`);
  const isKept = (property) => !selection.cuts.some((cut) => cut.test(`${token}.${property.name}`));
  const ins = (args ? properties(args, token) : []).filter(isKept).map((property) => write(property, token, "input", "input", {
    secret: script.secrets.has(property.name) || selection.secrets.has(`${token}.${property.name}`),
    constant: script.constants.get(property.name), fallback: script.defaults.get(property.name), className,
  }));
  const outs = properties(declared, token).filter(isKept).map((property) => write(property, token, "output", "output", { constant: script.constants.get(property.name), className }));
  const line = ["resource", token, `in ${ins.join(" ")}`, `out ${outs.join(" ")}`,
    ...listOf("secretOutputs", script.additionalSecretOutputs), ...listOf("replaceOnChanges", script.replaceOnChanges), ...listOf("aliases", script.aliases)];
  if (file.interfaces.has(`.${className}State`)) line.push("state");
  lines.push(line);
}

function addFunction(token) {
  const stem = members.functions.get(token);
  const [, module, member] = parts(token);
  const file = parseDeclarations(readFileSync(`${stem}.d.ts`, "utf8"));
  const className = member[0].toUpperCase() + member.slice(1);
  const args = file.interfaces.get(`.${className}Args`);
  const result = file.interfaces.get(`.${className}Result`);
  if (!result) {
    problems.push(`${token}: no ${className}Result; a function that gives no object is not understood`);
    return;
  }
  modules.add(module);
  const ins = (args ? properties(args, token) : []).map((property) => write(property, token, "input", "argument", {}));
  const outs = properties(result, token).map((property) => write(property, token, "output", "result", {}));
  lines.push(["function", token, `in ${ins.join(" ")}`, `out ${outs.join(" ")}`]);
}

/** Types that the types mentioned so far mention. */
function close() {
  const done = new Set();
  for (let again = true; again;) {
    again = false;
    for (const kind of ["input", "output", "argument", "result"]) {
      for (const type of wanted[kind]) {
        if (done.has(`${kind} ${type}`)) continue;
        done.add(`${kind} ${type}`);
        again = true;
        addType(kind, type);
      }
    }
  }
  for (const type of wanted.enum) addEnum(type);
}

function addType(kind, type) {
  const isInput = kind === "input" || kind === "argument";
  const declared = (isInput ? inputs : outputs).get(type);
  if (!declared) {
    problems.push(`${type}: no such ${kind} type in @pulumi/${name} ${version}`);
    return;
  }
  modules.add(type.slice(0, type.lastIndexOf(".")));
  const className = type.slice(type.lastIndexOf(".") + 1);
  const counterpart = bridged.has(name) && kind === "output" ? inputs.get(type) : undefined;
  const optionalInput = new Map((counterpart ? properties(counterpart, type) : []).map((property) => [property.name, property.optional]));
  const written = properties(declared, type)
    .filter((property) => !selection.cuts.some((cut) => cut.test(`${type}.${property.name}`)))
    .map((property) => write({ ...property, optional: optionalInput.get(property.name) ?? property.optional }, type, isInput ? "input" : "output", kind, {
      secret: isInput && selection.secrets.has(`${type}.${property.name}`),
      fallback: isInput ? defaultsOf.get(className)?.get(property.name) : undefined,
      className: isInput ? undefined : className,
    }));
  lines.push([kind, type, written.join(" ")]);
}

function addEnum(type) {
  const values = enums.get(type);
  if (!values) {
    problems.push(`${type}: no such enum in @pulumi/${name} ${version}`);
    return;
  }
  modules.add(type.slice(0, type.lastIndexOf(".")));
  lines.push(["enum", type, values.map(([key, value]) => `${key}=${encode(value)}`).join(" ")]);
}

/** One property as it stands in the facts: name[>name in C#]:type[flags][=constant or ^default]. */
function write(property, owner, direction, kind, { secret, json, constant, fallback, className }) {
  const renamed = selection.names.get(`${owner}.${property.name}`);
  const title = property.name[0].toUpperCase() + property.name.slice(1);
  if (className && title === className && !renamed) problems.push(`${owner}.${property.name}: a member cannot have its class's name; say what C# calls it: name ${owner}.${property.name} …`);
  const type = settle(property.type, `${owner}.${property.name}`, kind);
  const marks = (direction === "input" ? (property.optional ? "" : "!") : property.optional ? "?" : "")
    + (property.deprecated ? "~" : "") + (secret ? "*" : "") + (json ? "&" : "");
  const value = constant !== undefined ? `=${encode(constant)}` : fallback !== undefined ? `^${encode(fallback)}` : "";
  return `${property.name}${renamed ? `>${renamed}` : ""}:${type}${marks}${value}`;
}

function encode(value) {
  return JSON.stringify(value).replaceAll(" ", "\\u0020");
}

/** Notes the types mentioned, decides what kind of number it is, and makes constants and resource classes the strings they are. */
function settle(type, where, kind) {
  return collapse(type.replace(/[#%@=][^\s|)[\]{}]*|(?<![A-Za-z])n(?![A-Za-z])/g, (part) => {
    switch (part[0]) {
      case "#": wanted[kind].add(part.slice(1)); return part;
      case "%": wanted.enum.add(part.slice(1)); return part;
      case "=": return "s";
      case "n": return number(where);
      default:
        if (!isText(part.slice(1))) problems.push(`${where}: unknown type ${part}`);
        return "s";
    }
  }));
}

/** What is not of this package's types is the name of a resource class (its name or ARN is meant) or of a kind of string. */
function isText(path) {
  const last = path.split(".").at(-1);
  return last === "ARN" || [...members.resources.keys()].some((token) => token.endsWith(`:${last}`));
}

function collapse(type) {
  const union = /^((?:\[\]|\{\})*)\((.*)\)$/.exec(type);
  if (!union) return type;
  const kinds = [...new Set(union[2].split("|"))];
  return union[1] + (kinds.length === 1 ? kinds[0] : `(${kinds.join("|")})`);
}

function number(where) {
  if (selection.doubles.some((double) => double.test(where))) return "d";
  if (!known.has(where) && !options["numbers-reviewed"]) undecided.add(where);
  return "i";
}

/** Numbers that the facts now committed call integers: someone has looked at them. */
function knownIntegers(path) {
  const found = new Set();
  for (const line of readIf(path).split("\n")) {
    const [, owner, ...rest] = line.split(" ");
    for (const property of rest) {
      const match = /^([^:>]+)(?:>[^:]+)?:[^#%=]*\bi\b/.exec(property);
      if (match) found.add(`${owner}.${match[1]}`);
    }
  }
  return found;
}

function readEnums(folder) {
  const found = new Map();
  let files = [];
  try {
    files = readdirSync(join(folder, "types/enums"), { recursive: true }).filter((path) => path.endsWith("index.d.ts"));
  } catch {
    return found;
  }
  for (const path of files) {
    const module = path === "index.d.ts" ? "" : path.slice(0, -"/index.d.ts".length);
    for (const [key, values] of parseDeclarations(readFileSync(join(folder, "types/enums", path), "utf8")).enums) found.set(module + key, values);
  }
  return found;
}

/** Package, module and member of a token: `aws:ecs/service:Service` gives aws, ecs, Service; `kubernetes:apps/v1:Deployment` keeps apps/v1. */
function parts(token) {
  const [packageName, path, member] = token.split(":");
  const module = name === "kubernetes" ? path : path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : path;
  return [packageName, module === "index" ? "" : module, member];
}

function listOf(label, values) {
  return values.length ? [`${label} ${values.join(" ")}`] : [];
}

function finish() {
  for (const module of [...modules].filter((module) => module && !selection.namespaces.has(module))) problems.push(`module ${module}: say what C# calls it: namespace ${module} …`);
  if (undecided.size) {
    problems.push(`${undecided.size} numbers are new; check each, list those with a fraction as 'double', then pass --numbers-reviewed:\n  ${[...undecided].sort().join("\n  ")}`);
  }
  if (problems.length) {
    console.error(problems.join("\n"));
    process.exit(1);
  }
  const order = ["provider", "resource", "function", "input", "output", "argument", "result", "enum"];
  const body = lines.map((line) => [line[0], line.slice(0, 2).join(" "), line.slice(1).join(" | ").replace(" | ", " | ")])
    .sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0]) || (a[1] < b[1] ? -1 : 1)).map(([kind, , rest]) => `${kind} ${rest.replace(/ +\|/g, " |").replace(/[ |]+$/, "")}`);
  const spaces = [...modules].filter((module) => module).sort().map((module) => `namespace ${module} ${selection.namespaces.get(module)}`);
  if (selection.states) spaces.push("states");
  const head = [`# Names and types of @pulumi/${name} ${version} (${manifest.license}), written by extract/extract.mjs. Not edited by hand.`, `package ${name} ${version}`];
  writeFileSync(join(facts, `${name}.facts`), [...head, ...spaces, ...body, ""].join("\n"));
  const count = (kind) => lines.filter((line) => line[0] === kind).length;
  console.log(`${name} ${version}: ${order.map((kind) => `${count(kind)} ${kind}`).join(", ")}`);
}
